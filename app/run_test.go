package app_test

import (
	"context"
	"fmt"
	"testing"

	"claimlight/annotations"
	"claimlight/app"
)

func TestARunIsUndoneAndRedoneAsOneStepHoweverLong(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	b.must(func() error { _, _, err := b.Add(article("Trams cut traffic.")); return err }())
	const batches = 120 // more steps than are kept
	var run app.Run
	for i := range batches {
		two := []annotations.Article{article(fmt.Sprintf("Bus %d is late.", i)), article(fmt.Sprintf("Boat %d is early.", i))}
		_, err := b.AddAll(two, &run)
		b.must(err)
	}
	for _, turn := range []struct {
		name string
		do   func(context.Context) (string, error)
		left int
		says string
	}{
		{"undone", b.Undo, 1, "240 articles added"},
		{"redone", b.Redo, 241, "240 articles added"},
		{"undone again", b.Undo, 1, "240 articles added"},
		{"the one before undone", b.Undo, 0, "Article added"},
	} {
		said, err := turn.do(t.Context())
		b.must(err)
		if n := len(b.Entries()); n != turn.left || said != turn.says {
			t.Errorf("%s: it says %q and leaves %d articles, want %q and %d", turn.name, said, n, turn.says, turn.left)
		}
	}
}

func TestARunIsUndoneWholeFromOneOfItsArticles(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	var run app.Run
	first, err := b.AddAll([]annotations.Article{article("Bus 1 is late.")}, &run)
	b.must(err)
	_, err = b.AddAll([]annotations.Article{article("Bus 2 is late.")}, &run)
	b.must(err)
	said, err := b.Session.Undo(t.Context(), first[0].ID)
	b.must(err)
	if n := len(b.Entries()); n != 0 || said != "2 articles added" {
		t.Errorf("it says %q and leaves %d articles, want none", said, n)
	}
}
