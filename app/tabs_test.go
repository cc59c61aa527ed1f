package app_test

import (
	"errors"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
)

// hear has b take in what a has written.
func (b *tab) hear(a *tab) {
	b.t.Helper()
	b.must(a.settled())
	b.must(b.CatchUp(b.t.Context()))
}

// twoTabs are two tabs on one store that both read the same article.
func twoTabs(t *testing.T, text string) (here, there *tab, id annotations.ID, claims []annotations.ID) {
	store := app.NewMemory()
	here = open(t, store, 1)
	id, claims = here.add(text)
	here.must(here.Flush(t.Context()))
	there = open(t, store, 2)
	_, err := there.Read(t.Context(), id)
	there.must(err)
	there.wait(time.Minute)
	return here, there, id, claims
}

func TestATabSeesWhatAnotherDoes(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(b *tab, id annotations.ID, claims []annotations.ID) error
	}{
		{"a claim added", func(b *tab, _ annotations.ID, _ []annotations.ID) error {
			_, err := b.Mark(annotations.Span{Start: 6, End: 9})
			return err
		}},
		{"a claim changed", func(b *tab, _ annotations.ID, claims []annotations.ID) error {
			return b.Change(claims[0], "", "", func(c *annotations.Claim) { c.Status = annotations.Done })
		}},
		{"a claim deleted", func(b *tab, _ annotations.ID, claims []annotations.ID) error { return b.Delete(claims[0]) }},
		{"a claim deleted and brought back", func(b *tab, _ annotations.ID, claims []annotations.ID) error {
			return errors.Join(b.Delete(claims[0]), second(b.Undo(b.t.Context())))
		}},
		{"a new codebook", func(b *tab, _ annotations.ID, _ []annotations.ID) error {
			book := b.Codebook()
			return b.Recode(book.With(annotations.Tag{ID: "urn:t", Name: "Ours"}), "")
		}},
		{"an article added", func(b *tab, _ annotations.ID, _ []annotations.ID) error {
			_, _, err := b.Add(article("Buses too."))
			return err
		}},
		{"the article deleted", func(b *tab, id annotations.ID, _ []annotations.ID) error { return b.Remove(b.t.Context(), id) }},
		{"preferences", func(b *tab, _ annotations.ID, _ []annotations.ID) error {
			b.Prefer(app.Preferences{Theme: "dark"})
			return nil
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			here, there, id, claims := twoTabs(t, "«Trams» cut «traffic».")
			there.must(c.do(there, id, claims))
			there.must(there.Flush(t.Context()))
			here.hear(there)
			same(t, "shown", there.shown(), here.shown())
			same(t, "preferences", there.Preferences(), here.Preferences())
			if (here.Reading() == nil) != (there.Reading() == nil) {
				t.Error("only one of them still reads the article")
			}
		})
	}
}

func TestHowFarALibraryIsKeptIsWhatAllTabsNoted(t *testing.T) {
	here, there, _, _ := twoTabs(t, "«Trams» cut «traffic».")
	here.Keep(func(k *app.Keeping) { k.Unbacked, k.Unsnapped = 5, true })
	here.must(here.Flush(t.Context()))
	there.hear(here)
	for range 2 {
		there.Keep(func(k *app.Keeping) { k.Folder, k.Unbacked = "Copies", 0 })
		there.must(there.Flush(t.Context()))
		here.Keep(func(k *app.Keeping) { k.Unsnapped = false; k.Snapped++ }) // it has not heard of the folder yet
		here.must(here.Flush(t.Context()))
		there.hear(here)
	}
	want := app.Keeping{Folder: "Copies", Snapped: 2}
	same(t, "here", want, here.Keeping())
	same(t, "there", want, there.Keeping())
}

func TestTheTabsOfALibraryPutOneMarkIntoTheNamesOfItsBackups(t *testing.T) {
	mark := func(s *app.Session) string {
		t.Helper()
		mark, err := s.BackupMark()
		if err != nil || len(mark) != 6 {
			t.Fatalf("the mark is %q, error %v", mark, err)
		}
		return mark
	}
	here, there, _, _ := twoTabs(t, "«Trams» cut «traffic».")
	own := mark(here.Session)
	here.must(here.Flush(t.Context()))
	there.hear(here)
	same(t, "there", own, mark(there.Session))
	same(t, "here, once more", own, mark(here.Session))
}

func TestWhatIsNotYetWrittenHereIsAboutToWin(t *testing.T) {
	here, there, id, claims := twoTabs(t, "«Trams» cut «traffic».")
	here.refuse(errFull)
	here.note(claims[0], "", "typed here")
	here.must(here.settled())
	here.store.Refuse = nil // for the other tab alone, since nothing is retried here
	there.note(claims[0], "", "typed there")
	there.note(claims[1], "", "there too")
	there.must(there.Flush(t.Context()))
	here.hear(there)
	if a, b := here.Reading().Claim(claims[0]).Note, here.Reading().Claim(claims[1]).Note; a != "typed here" || b != "there too" {
		t.Errorf("here are %q and %q", a, b)
	}
	here.Retry()
	here.must(here.Flush(t.Context()))
	there.hear(here)
	for name, note := range map[string]string{
		"there": there.Reading().Claim(claims[0]).Note, "on the disk": reread(t, here.store, id).Claim(claims[0]).Note} {
		if note != "typed here" {
			t.Errorf("%s is %q", name, note)
		}
	}
}

func TestWhatAnotherTabChangedIsNotUndone(t *testing.T) {
	here, there, _, claims := twoTabs(t, "«Trams» cut «traffic».")
	here.note(claims[1], "", "first")
	here.wait(time.Hour)
	here.note(claims[0], "", "here")
	there.hear(here)
	there.wait(time.Hour)
	there.note(claims[0], "", "there")
	there.must(there.Flush(t.Context()))
	before := there.library()
	for _, heard := range []bool{false, true} {
		if heard {
			here.hear(there)
			here.note(claims[0], "", "here again")
			there.hear(here)
			there.wait(time.Hour)
			there.note(claims[0], "", "there again")
			there.must(there.Flush(t.Context()))
			before = there.library()
		}
		said, err := here.Undo(t.Context())
		if said != "Note changed" || !errors.Is(err, app.ErrChanged) {
			t.Errorf("heard of it %v: undid %q, %v", heard, said, err)
		}
		same(t, "records", before, here.library())
		if here.CanRedo() {
			t.Error("what was not undone can be redone")
		}
	}
	// That step is forgotten, the one before it is not.
	if said, err := here.Undo(t.Context()); said != "Note changed" || err != nil || here.Reading().Claim(claims[1]).Note != "" {
		t.Errorf("undid %q, %v", said, err)
	}
}

// Typing goes on after another tab has changed the claim: undoing the whole run
// leaves what that tab did.
func TestARunOfTypingHoldsOnlyWhatWasTypedHere(t *testing.T) {
	here, there, _, claims := twoTabs(t, "«Trams» cut traffic.")
	here.note(claims[0], "note", "a")
	there.hear(here)
	there.must(there.Change(claims[0], "", "", func(c *annotations.Claim) { c.Speaker = "The council" }))
	here.hear(there)
	here.note(claims[0], "note", "ab")
	_, err := here.Undo(t.Context())
	here.must(err)
	c := here.Reading().Claim(claims[0])
	if c.Speaker != "The council" || c.Note != "" {
		t.Errorf("speaker %q, note %q", c.Speaker, c.Note)
	}
}
