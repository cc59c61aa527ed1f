package format

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"claimlight/annotations"
)

// ClaimBuster is the layout of the ClaimBuster data set: every sentence that
// was read, with its label (1 check-worthy, 0 factual but unimportant, -1 not
// factual; zenodo.org/records/3609356, README).
var ClaimBuster = Format{
	Name: "claimbuster", Title: "ClaimBuster CSV (after a sweep)", Extension: ".claimbuster.csv", MediaType: "text/csv",
	Unit: annotations.CodePoints, Encode: encodeClaimBuster,
}

// CheckThat is the layout of the check-worthiness task of CLEF's CheckThat!
// lab: Sentence_id, Text and class_label Yes or No, separated by tabs.
var CheckThat = Format{
	Name: "checkthat", Title: "CheckThat! TSV (after a sweep)", Extension: ".checkthat.tsv", MediaType: "text/tab-separated-values",
	Unit: annotations.CodePoints, Encode: encodeCheckThat,
}

// Label fills e with the sentences of lib's articles, labelled by the claims that
// lie on them. Cut returns the sentences of an article, or none where it was not
// swept. A sentence is as much worth checking as the claim on it that is worth
// most: as its check-worthiness says, or its tag of the ready codebooks; a
// sentence without a claim was not read.
func (e *Export) Label(lib *annotations.Library, cut func(*annotations.Article) []annotations.Span) {
	claims := map[annotations.ID][]*annotations.Claim{}
	for i := range lib.Claims {
		c := &lib.Claims[i]
		claims[c.Article] = append(claims[c.Article], c)
	}
	for i := range lib.Articles {
		a := &lib.Articles[i]
		sentences := cut(a)
		if len(sentences) == 0 {
			continue
		}
		worths := make([]annotations.Worth, len(sentences))
		decided := make([]bool, len(sentences))
		for _, c := range claims[a.ID] {
			worth, known := worthOf(c, &lib.Codebook)
			for at := annotations.SentenceAt(sentences, c.Span.Start); at < len(sentences) && sentences[at].Start < c.Span.End; at++ {
				if worths[at] == "" || worthRank[worth] > worthRank[worths[at]] || worth == worths[at] && known {
					worths[at], decided[at] = worth, known
				}
			}
		}
		for at, worth := range worths {
			if worth == "" {
				e.Unread++
				continue
			}
			if !decided[at] {
				e.Undecided++
			}
			e.Sentences = append(e.Sentences, Sentence{a.ID, sentences[at], worth})
		}
	}
}

var worthRank = map[annotations.Worth]int{annotations.NotFactual: 1, annotations.NotImportant: 2, annotations.CheckWorthy: 3}

// worthOf is how much worth checking c is, and whether that was said of it.
func worthOf(c *annotations.Claim, codebook *annotations.Codebook) (worth annotations.Worth, said bool) {
	switch {
	case codebook.IsNegative(c):
		return annotations.NotFactual, true
	case c.Worth != "":
		return c.Worth, true
	case c.Tagged("urn:claimlight:tag:check-worthy"):
		return annotations.CheckWorthy, true
	case c.Tagged("urn:claimlight:tag:unimportant"):
		return annotations.NotImportant, true
	}
	return annotations.CheckWorthy, false
}

// sentences are those of export that lie in an article of lib, with their
// text, in the order given. The report counts sentences, not claims.
func sentences(lib *annotations.Library, export Export, each func(n int, a *annotations.Article, s Sentence, text string)) Report {
	report := Report{Unit: annotations.CodePoints, Total: len(export.Sentences)}
	byID := articlesByID(lib.Articles)
	for i, s := range export.Sentences {
		a := byID[s.Article]
		switch {
		case a == nil:
			report.note("", "sentence %d: its article is not among those written, so it is left out", i+1)
		case s.Span.Empty() || !s.Span.Within(a.Text):
			report.note("", "sentence %d: its span %v is not in the text, so it is left out", i+1, s.Span)
		default:
			report.Verified++
			each(report.Verified, a, s, oneLine(s.Span.Of(a.Text)))
		}
	}
	if export.Unread > 0 {
		report.note("", "sentences that are not read yet are left out: %d of %d", export.Unread, export.Unread+len(export.Sentences))
	}
	if export.Undecided > 0 {
		report.note("", "sentences with a claim of undecided check-worthiness count as check-worthy: %d", export.Undecided)
	}
	if len(export.Sentences) == 0 && export.Unread == 0 && len(lib.Claims) > 0 {
		report.note("", "no sentences were swept, and claims alone lack the negatives that this format is for: sweep an article first")
	}
	return report
}

func encodeClaimBuster(w io.Writer, lib *annotations.Library, export Export) (Report, error) {
	rows := [][]string{{"Sentence_id", "Text", "Speaker", "Speaker_title", "Speaker_party", "File_id", "Length", "Line_number", "Sentiment", "Verdict"}}
	report := sentences(lib, export, func(n int, a *annotations.Article, s Sentence, text string) {
		verdict := "-1"
		switch s.Worth {
		case annotations.CheckWorthy:
			verdict = "1"
		case annotations.NotImportant:
			verdict = "0"
		}
		rows = append(rows, []string{strconv.Itoa(n), text, speaker(lib, s), "", "", string(a.ID),
			strconv.Itoa(len(strings.Fields(text))), strconv.Itoa(n), "", verdict})
	})
	// Numbers must stay numbers: the label -1 is no formula.
	return report, writePlainTable(w, rows)
}

// speaker is who said what the claims in s mark, if they agree.
func speaker(lib *annotations.Library, s Sentence) string {
	name := ""
	for i := range lib.Claims {
		c := &lib.Claims[i]
		if c.Article != s.Article || c.Speaker == "" || !s.Span.Overlaps(c.Span) {
			continue
		}
		if name != "" && name != c.Speaker {
			return ""
		}
		name = c.Speaker
	}
	return name
}

func encodeCheckThat(w io.Writer, lib *annotations.Library, export Export) (Report, error) {
	out := []byte("Sentence_id\tText\tclass_label\n")
	report := sentences(lib, export, func(n int, a *annotations.Article, s Sentence, text string) {
		label := "No"
		if s.Worth == annotations.CheckWorthy {
			label = "Yes"
		}
		out = fmt.Appendf(out, "%d\t%s\t%s\n", n, text, label)
	})
	return report, writeFile(w, out)
}
