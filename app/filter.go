package app

import (
	"slices"
	"strings"

	"claimlight/annotations"
)

// A filter says which claims of an article are listed. The zero value lists
// all.
type filter struct {
	query string
	tag   annotations.ID
}

// claims are the claims of r that f lets through: those in the text in its
// order, then the lost ones.
func (f filter) claims(r *Reading, codebook *annotations.Codebook) []*annotations.Claim {
	if f == (filter{}) {
		return r.all()
	}
	words := strings.Fields(strings.ToLower(f.query))
	var list []*annotations.Claim
	for _, c := range r.all() {
		if (f.tag == "" || c.Tagged(f.tag)) && (len(words) == 0 || hasAll(searchText(c, codebook), words)) {
			list = append(list, c)
		}
	}
	return list
}

// searchText is all that a search looks at in a claim, in lower case.
func searchText(c *annotations.Claim, codebook *annotations.Codebook) string {
	parts := []string{c.Quote.Exact, c.Restated, c.Note, c.Speaker, string(c.Verdict), string(c.Worth)}
	parts = append(parts, tagNames(c, codebook)...)
	for _, e := range c.Evidence {
		parts = append(parts, e.Title, e.Address, e.Quote, e.Note)
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}

// tagNames are the names of c's tags.
func tagNames(c *annotations.Claim, codebook *annotations.Codebook) []string {
	var names []string
	for _, t := range c.Tags {
		if tag, ok := codebook.Tag(t); ok {
			names = append(names, tag.Name)
		}
	}
	return names
}

// summary says in one line how far a claim is: its tags, its verdict or
// status, its sources.
func summary(c *annotations.Claim, codebook *annotations.Codebook) []string {
	parts := tagNames(c, codebook)
	if len(parts) == 0 {
		parts = []string{"no tag"}
	}
	if c.Verdict == "" {
		switch {
		case c.Status != annotations.Open:
			parts = append(parts, string(c.Status))
		case c.Worth != "":
			parts = append(parts, string(c.Worth))
		}
	}
	if n := len(c.Evidence); n > 0 {
		parts = append(parts, count(n, "source", "sources"))
	}
	return parts
}

// toggle gives c a tag, or takes it away where c has it.
func toggle(c *annotations.Claim, tag annotations.ID) {
	if i := slices.Index(c.Tags, tag); i >= 0 {
		c.Tags = slices.Delete(c.Tags, i, i+1)
		return
	}
	c.Tags = append(c.Tags, tag)
}

// toggleSaid is what to announce when toggle is done.
func toggleSaid(c *annotations.Claim, tag annotations.ID, codebook annotations.Codebook) string {
	t, _ := codebook.Tag(tag)
	if c.Tagged(tag) {
		return "Tag removed: " + t.Name
	}
	return "Tagged: " + t.Name
}

// tally counts the claims of a reading that are in the text, by tag.
func tally(r *Reading) map[annotations.ID]int {
	n := map[annotations.ID]int{}
	for _, c := range r.Placed {
		for _, t := range c.Tags {
			n[t]++
		}
	}
	return n
}
