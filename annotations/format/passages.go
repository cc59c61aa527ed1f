package format

import (
	"strings"
	"time"

	"claimlight/annotations"
)

// untagged is the label that formats which need one give to a claim without
// tags; reading it gives a claim without tags again.
const untagged = "Highlight"

// A passage is a claim with its span counted in a format's unit.
type passage struct {
	*annotations.Claim
	start, end int
	labels     []string // names of its tags, or untagged
}

// A place is what a format has room for, of a claim's parts.
type place uint

const (
	placeTags place = 1 << iota
	placeNote
	placeRestated
	placeSpeaker
	placeSaidOn
	placeWorth
	placeStatus
	placeVerdict
	placeEvidence
)

// lacks names what c has and places does not, in words.
func (places place) lacks(c *annotations.Claim) string {
	var parts []string
	for _, p := range []struct {
		place place
		has   bool
		name  string
	}{
		{placeTags, len(c.Tags) > 0, "tags"},
		{placeNote, c.Note != "", "note"},
		{placeRestated, c.Restated != "", "restated claim"},
		{placeSpeaker, c.Speaker != "", "speaker"},
		{placeSaidOn, c.SaidOn != "", "claim date"},
		{placeWorth, c.Worth != "", "check-worthiness"},
		{placeStatus, c.Status != "", "status"},
		{placeVerdict, c.Verdict != "", "verdict"},
		{placeEvidence, len(c.Evidence) > 0, "evidence"},
	} {
		if p.has && places&p.place == 0 {
			parts = append(parts, p.name)
		}
	}
	return strings.Join(parts, ", ")
}

// passages calls each for every article of lib, in order, with its claims in
// order of the text, their spans counted in unit and verified. What is left out
// goes into the report: claims that do not fit their text, and parts that
// places has no room for.
func passages(lib *annotations.Library, unit annotations.Unit, places place, each func(a *annotations.Article, claims []passage)) Report {
	report := Report{Unit: unit, Total: len(lib.Claims)}
	sorted := inOrder(lib)
	names := make(map[annotations.ID]string, len(lib.Codebook.Tags))
	for _, t := range lib.Codebook.Tags {
		names[t.ID] = t.Name
	}
	byArticle := map[annotations.ID][]*annotations.Claim{}
	for i := range sorted.Claims {
		c := &sorted.Claims[i]
		byArticle[c.Article] = append(byArticle[c.Article], c)
	}
	for i := range sorted.Articles {
		a := &sorted.Articles[i]
		offsets := annotations.NewOffsets(a.Text)
		var claims []passage
		for _, c := range byArticle[a.ID] {
			start, end, err := verify(offsets, c, unit)
			if err != nil {
				report.note(c.ID, "%v; left out", err)
				continue
			}
			report.Verified++
			if lacks := places.lacks(c); lacks != "" {
				report.note(c.ID, "the format has no place for its %s", lacks)
			}
			claims = append(claims, passage{c, start, end, labels(c, names)})
		}
		delete(byArticle, a.ID)
		each(a, claims)
	}
	for i := range sorted.Claims {
		if c := &sorted.Claims[i]; byArticle[c.Article] != nil {
			report.note(c.ID, "its article is not among those written, so it is left out")
		}
	}
	return report
}

// claimsOnly is lib without what its codebook says is no claim, and how many
// passages that leaves out.
func claimsOnly(lib *annotations.Library) (*annotations.Library, int) {
	only := *lib
	only.Claims = nil
	for i := range lib.Claims {
		if c := &lib.Claims[i]; !lib.Codebook.IsNegative(c) {
			only.Claims = append(only.Claims, *c)
		}
	}
	return &only, len(lib.Claims) - len(only.Claims)
}

// noteNegatives says how many passages were left out since they are no claims.
func (r *Report) noteNegatives(n int) {
	if n > 0 {
		r.note("", "passages that are tagged as no claims are left out: %d", n)
	}
}

func labels(c *annotations.Claim, names map[annotations.ID]string) []string {
	if len(c.Tags) == 0 {
		return []string{untagged}
	}
	var all []string
	for _, id := range c.Tags {
		name := names[id]
		if name == "" {
			name = string(id)
		}
		all = append(all, name)
	}
	return all
}

// overlapping returns the claims that overlap one before them.
func overlapping(claims []passage) []passage {
	var over []passage
	end := 0
	for _, c := range claims {
		if c.start < end {
			over = append(over, c)
		}
		end = max(end, c.end)
	}
	return over
}

// oneLine is s with every run of white space as one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// latest is the time of the last change in lib. It stands for the time of an
// export, so that equal libraries give equal bytes.
func latest(lib *annotations.Library) time.Time {
	var t time.Time
	for i := range lib.Claims {
		if m := lib.Claims[i].Modified; m.After(t) {
			t = m
		}
	}
	return t
}
