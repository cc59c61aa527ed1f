package format

import (
	"io"
	"strconv"

	"claimlight/annotations"
)

// ClaimReview is schema.org's markup of a fact check, by which search engines
// know one (schema.org/ClaimReview, schema.org/Rating): one for each claim with
// a verdict, in one JSON-LD graph.
var ClaimReview = Format{
	Name: "claimreview", Title: "schema.org ClaimReview", Extension: ".claimreview.json", MediaType: "application/ld+json",
	Unit: annotations.CodePoints, Encode: encodeClaimReview,
}

// ratings are verdicts as numbers from 1 to 5. Conflicting and unproven are on
// no such scale, so they have a name only.
var ratings = map[annotations.Verdict]int{annotations.False: 1, annotations.Misleading: 2, annotations.Accurate: 5}

// verdictNames are verdicts as readers of a fact check see them.
var verdictNames = map[annotations.Verdict]string{
	annotations.Accurate: "Accurate", annotations.Misleading: "Misleading", annotations.False: "False",
	annotations.Conflicting: "Conflicting evidence", annotations.Unproven: "Unproven",
}

func encodeClaimReview(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	const places = placeNote | placeRestated | placeSpeaker | placeSaidOn | placeVerdict | placeEvidence
	out := []byte("{\n\"@context\":\"https://schema.org\",\n\"@graph\":[")
	lib, negatives := claimsOnly(lib)
	var open []annotations.ID
	report := passages(lib, annotations.CodePoints, places, func(a *annotations.Article, claims []passage) {
		for _, c := range claims {
			if c.Verdict == "" {
				open = append(open, c.ID)
				continue
			}
			out = appendReview(append(appendComma(out), '\n'), a, c)
		}
	})
	report.noteNegatives(negatives)
	for _, id := range open {
		report.note(id, "it has no verdict, so there is nothing to review; left out")
	}
	return report, writeFile(w, append(out, "\n]\n}\n"...))
}

func appendReview(dst []byte, a *annotations.Article, c passage) []byte {
	dst = append(dst, `{"@type":"ClaimReview"`...)
	dst = appendText(dst, "@id", c.ID)
	if !c.Modified.IsZero() {
		dst = appendText(dst, "datePublished", c.Modified.UTC().Format("2006-01-02"))
	}
	reviewed := c.Restated
	if reviewed == "" {
		reviewed = oneLine(c.Quote.Exact)
	}
	dst = appendText(dst, "claimReviewed", reviewed)
	dst = appendThing(dst, "author", "Person", c.Creator.Nickname)
	dst = appendText(dst, "reviewBody", c.Note)
	dst = append(appendName(dst, "itemReviewed"), `{"@type":"Claim"`...)
	dst = appendThing(dst, "author", "Person", c.Speaker)
	said := c.SaidOn
	if iso, _, ok := annotations.Date(said); ok {
		said = iso
	}
	dst = appendText(dst, "datePublished", said)
	dst = append(appendName(dst, "appearance"), `{"@type":"CreativeWork"`...)
	if isLink(a.Source) {
		dst = appendText(dst, "url", a.Source)
	}
	dst = appendText(dst, "headline", a.Title)
	dst = appendThing(dst, "author", "Person", a.Author)
	dst = appendThing(dst, "publisher", "Organization", a.Site)
	dst = appendText(dst, "datePublished", a.Published)
	dst = appendText(dst, "text", c.Quote.Exact)
	dst = append(dst, `}},"reviewRating":{"@type":"Rating"`...)
	if n := ratings[c.Verdict]; n > 0 {
		dst = append(dst, `,"ratingValue":`...)
		dst = strconv.AppendInt(dst, int64(n), 10)
		dst = append(dst, `,"bestRating":5,"worstRating":1`...)
	}
	dst = append(appendText(dst, "alternateName", verdictNames[c.Verdict]), '}')
	if len(c.Evidence) > 0 {
		dst = append(appendName(dst, "citation"), '[')
		for _, e := range c.Evidence {
			dst = append(appendComma(dst), `{"@type":"CreativeWork"`...)
			if isLink(e.Address) {
				dst = appendText(dst, "url", e.Address)
				dst = appendText(dst, "name", e.Title)
			} else {
				dst = appendText(dst, "name", oneLine(e.Title+" "+e.Address))
			}
			dst = appendText(dst, "text", e.Quote)
			dst = append(dst, '}')
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

// appendThing appends a member that is a thing with a name, or nothing where
// there is no name.
func appendThing(dst []byte, member, kind, name string) []byte {
	if name == "" {
		return dst
	}
	dst = append(appendName(dst, member), `{"@type":"`+kind+`"`...)
	return append(appendText(dst, "name", name), '}')
}
