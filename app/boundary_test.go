package app_test

import (
	"errors"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
)

// words are what each claim of the article that b reads is on, and its quote.
func (b *tab) words() map[annotations.ID]string {
	words := map[annotations.ID]string{}
	for _, c := range b.Reading().Placed {
		words[c.ID] = c.Span.Of(b.Reading().Article.Text) + "|" + c.Quote.Exact
	}
	return words
}

func TestATurnOfReshapingIsOneStepHoweverLongItTakes(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	article, claims := b.add("One «two» three four")
	a, id := b.Reading().Article, claims[0]
	before := b.library()
	span := b.Reading().Claim(id).Span
	for range 2 {
		span = a.Step(span, annotations.AtEnd, true, false)
		b.must(b.Reshape(id, span, "first"))
		b.wait(time.Hour)
	}
	same(t, "the claim", map[annotations.ID]string{id: "two three four|two three four"}, b.words())
	b.must(b.Reshape(id, a.Step(span, annotations.AtStart, false, false), "second"))
	same(t, "the claim", map[annotations.ID]string{id: "One two three four|One two three four"}, b.words())
	for _, want := range []string{"two three four|two three four", "two|two"} {
		if said, err := b.Undo(t.Context()); err != nil || said != "Claim’s words changed" {
			t.Fatalf("undoing said %q, %v", said, err)
		}
		same(t, "the claim", map[annotations.ID]string{id: want}, b.words())
	}
	same(t, "the library", before, b.library())

	// What is put back leaves nothing to redo, and nothing else is undone by it.
	b.must(second(b.Redo(t.Context())))
	b.must(b.Reshape(id, a.Step(span, annotations.AtStart, false, false), "third"))
	b.must(b.Unshape(t.Context(), article, "third"))
	same(t, "the claim", map[annotations.ID]string{id: "two three four|two three four"}, b.words())
	if b.CanRedo() {
		t.Error("what was put back can be redone")
	}
	b.must(b.Unshape(t.Context(), article, "third"))
	same(t, "the claim", map[annotations.ID]string{id: "two three four|two three four"}, b.words())

	if err := b.Reshape("urn:none", span, "fourth"); !errors.Is(err, app.ErrNoClaim) {
		t.Errorf("reshaping no claim: %v", err)
	}
	if err := b.Reshape(id, annotations.Span{Start: 3, End: 3}, "fifth"); err == nil {
		t.Error("a claim of no words is taken")
	}
}
