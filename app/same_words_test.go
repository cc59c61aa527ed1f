package app_test

import (
	"testing"

	"claimlight/annotations"
	"claimlight/app"
)

func TestClaimsLikeOneAreOneStep(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«rain» and rain and rain")
	before := b.library()
	b.must(b.Change(claims[0], "", "note", func(c *annotations.Claim) {
		c.Tags, c.Note, c.Evidence = []annotations.ID{"urn:tag"}, "wet", []annotations.Evidence{{Title: "gauge"}}
	}))
	spans := annotations.Occurrences(b.Reading().Article.Text, "rain", annotations.Likeness{})[1:]
	for _, whole := range []bool{false, true} {
		b.must(b.MarkLike(claims[0], spans, whole))
		if said, err := b.Undo(t.Context()); said != "2 claims added" || err != nil {
			t.Errorf("undoing said %q, %v", said, err)
		}
		b.must(second(b.Redo(t.Context())))
		evidence := map[annotations.ID]bool{}
		for i, c := range b.Reading().Placed {
			if c.Quote.Exact != "rain" || !c.Tagged("urn:tag") || c.Created.IsZero() {
				t.Errorf("claim %d is %+v", i, c.Claim)
			}
			if taken := c.Note == "wet" && len(c.Evidence) == 1; taken != (i == 0 || whole) {
				t.Errorf("claim %d has the note %q and %d pieces of evidence", i, c.Note, len(c.Evidence))
			}
			for _, e := range c.Evidence {
				if evidence[e.ID] {
					t.Errorf("two pieces of evidence are identified as %q", e.ID)
				}
				evidence[e.ID] = true
			}
		}
		b.must(second(b.Undo(t.Context())))
	}
	b.must(second(b.Undo(t.Context())))
	same(t, "the library", before, b.library())
	b.must(b.MarkLike(claims[0], nil, false)) // nothing is no step
	if said, err := b.Undo(t.Context()); said != "Claim added" || err != nil {
		t.Errorf("undoing said %q, %v", said, err)
	}
}
