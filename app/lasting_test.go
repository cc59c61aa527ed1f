package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"pgregory.net/rapid"
)

// again opens the library anew, as a reload does, with an article open.
func (b *tab) again(seed byte, id annotations.ID) *tab {
	b.t.Helper()
	b.must(b.Flush(b.t.Context()))
	next := open(b.t, b.store, seed)
	*next.now = *b.now
	if id == "" {
		b.must(next.Recall(b.t.Context()))
		return next
	}
	_, err := next.Read(b.t.Context(), id)
	b.must(err)
	return next
}

func TestWhatWasDoneIsUndoneAndRedoneAfterReloads(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, claims := b.add("«Trams» cut «traffic». " + strings.Repeat("And more of it. ", 400))
	start := b.library()
	b.note(claims[0], "note", "typed")
	b.note(claims[0], "note", "typed on")
	b.must(b.Delete(claims[1]))
	book := b.Codebook()
	b.must(b.Recode(book.With(annotations.Tag{ID: "urn:t", Name: "Ours"}), "Tag added"))
	end := b.library()
	for i, want := range []string{"Tag added", "Claim deleted", "Note changed"} {
		b = b.again(byte(10+i), id)
		if said, err := b.Undo(t.Context()); said != want || err != nil {
			t.Fatalf("undid %q, %v; want %q", said, err, want)
		}
	}
	same(t, "undone", start, b.library())
	for i, want := range []string{"Note changed", "Claim deleted", "Tag added"} {
		b = b.again(byte(20+i), id)
		if said, err := b.Redo(t.Context()); said != want || err != nil {
			t.Fatalf("redid %q, %v; want %q", said, err, want)
		}
	}
	same(t, "redone", end, b.library())
}

func TestADeletedArticleIsRecoveredAfterAReload(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, _ := b.add("«Trams» cut traffic. " + strings.Repeat("And more of it. ", 4000))
	before := b.library()
	b.must(b.Remove(t.Context(), id))
	b = b.again(2, "")
	if _, err := b.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "records", before, b.library())
}

func TestTheLastHundredStepsOfAnArticleAreKept(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	other, _ := b.add("«Buses» too.")
	id, claims := b.add("«Trams» cut traffic.")
	for i := range 130 {
		b.wait(time.Minute)
		b.note(claims[0], "", fmt.Sprint(i))
	}
	b = b.again(2, id)
	for range 100 {
		if said, err := b.Session.Undo(t.Context(), id); err != nil || said != "Note changed" {
			t.Fatal(said, err)
		}
	}
	if note := b.Reading().Claim(claims[0]).Note; note != "29" {
		t.Errorf("a hundred steps back the note is %q, want 29", note)
	}
	if said, err := b.Session.Undo(t.Context(), id); !errors.Is(err, app.ErrChanged) || said != "Article added" {
		t.Errorf("one more step back undid %q, %v; the claim's own steps should be forgotten", said, err)
	}
	b.must(b.Flush(t.Context()))
	if b = b.again(3, other); !b.Session.CanUndo(other) {
		t.Error("the steps of another article are gone")
	}
}

func TestUndoSaysWhatAnotherTabChangedSince(t *testing.T) {
	here, there, _, claims := twoTabs(t, "«Trams» cut traffic.")
	here.must(here.Change(claims[0], "Claim changed", "", func(c *annotations.Claim) { c.Note, c.Speaker = "n", "s" }))
	there.hear(here)
	there.note(claims[0], "", "n of another tab")
	there.must(there.Flush(t.Context()))
	here.hear(there)
	_, err := here.Undo(t.Context())
	var met *app.Meeting
	if !errors.As(err, &met) || err.Error() != "the note was changed elsewhere since, and left as it is" {
		t.Errorf("it says %v", err)
	}
	if c := here.Reading().Claim(claims[0]); c.Note != "n of another tab" || c.Speaker != "" {
		t.Errorf("note %q, speaker %q", c.Note, c.Speaker)
	}
}

// One record that cannot be read hides no other, and stays as it is.
func TestADamagedRecordHidesNoOther(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	other, _ := b.add("«Buses» too.")
	id, claims := b.add("«Trams» cut «traffic».")
	b.must(b.Flush(t.Context()))
	torn := []byte(`{"start":`)
	_, err := b.store.Write(t.Context(), "", []app.Op{
		{Filed: records.Filed{Shelf: records.Claims, Record: records.Record{ID: string(claims[0]), Article: string(id), Data: torn}}},
		{Filed: records.Filed{Shelf: records.Articles, Record: records.Record{ID: string(other), Data: torn}}},
		{Filed: records.Filed{Shelf: records.Codebooks, Record: records.Record{ID: records.CodebookID, Data: torn}}},
	})
	b.must(err)
	b = b.again(2, id)
	if n := len(b.Entries()); n != 1 {
		t.Errorf("%d articles can be read, want 1", n)
	}
	if r := b.Reading(); len(r.Placed) != 1 || r.Placed[0].ID != claims[1] {
		t.Errorf("the article has %v", r.Placed)
	}
	if list := b.Unreadable(); len(list) != 3 || string(list[1].Record.Data) != string(torn) {
		t.Errorf("unreadable are %v", list)
	}
	// What takes the place of one keeps a copy of it.
	book := b.Codebook()
	b.must(b.Recode(book.With(annotations.Tag{ID: "urn:t", Name: "Ours"}), "Tag added"))
	b.must(b.Flush(t.Context()))
	copies := 0
	b.must(b.store.Each(t.Context(), records.Settings, "", func(list []records.Record) error {
		for _, r := range list {
			if string(r.Data) == string(torn) {
				copies++
			}
		}
		return nil
	}))
	if copies != 1 {
		t.Errorf("%d copies of the codebook that could not be read, want 1", copies)
	}
	same(t, "reopened", b.Codebook(), open(t, b.store, 3).Codebook())
}

// Several tabs change one claim at random, and messages between them are lost or
// late. In the end all show the same, and no change that was acknowledged is
// lost, unless it was changed again by one who saw it, or stands to be chosen.
func TestTabsConvergeWhateverMessagesAreLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		store := app.NewMemory()
		first := open(t, store, 1)
		id, claims := first.add("«Trams» cut «traffic».")
		first.must(first.Flush(t.Context()))
		tabs := []*tab{first}
		for i := range rapid.IntRange(1, 2).Draw(t, "others") {
			b := open(t, store, byte(2+i))
			_, err := b.Read(t.Context(), id)
			b.must(err)
			tabs = append(tabs, b)
		}
		type place struct {
			claim annotations.ID
			field string
		}
		done := map[place]map[string]bool{} // values that were seen by nobody who changed them
		for n := range rapid.IntRange(1, 30).Draw(t, "edits") {
			b := rapid.SampledFrom(tabs).Draw(t, "tab")
			if rapid.Bool().Draw(t, "catches up") {
				b.must(b.CatchUp(t.Context()))
			}
			at := place{rapid.SampledFrom(claims).Draw(t, "claim"), rapid.SampledFrom([]string{"note", "speaker", "restated"}).Draw(t, "field")}
			c := b.Reading().Claim(at.claim)
			was := map[string]string{"note": c.Note, "speaker": c.Speaker, "restated": c.Restated}[at.field]
			value := fmt.Sprint("edit ", n)
			b.wait(time.Minute)
			b.must(b.Session.Type(at.claim, at.field, was, value))
			b.must(b.Flush(t.Context())) // acknowledged
			if done[at] == nil {
				done[at] = map[string]bool{}
			}
			delete(done[at], was)
			done[at][value] = true
		}
		for _, b := range tabs {
			b.must(b.CatchUp(t.Context()))
		}
		for _, b := range tabs[1:] {
			same(t, "what two tabs show", first.shown(), b.shown())
		}
		for at, values := range done {
			c := first.Reading().Claim(at.claim)
			readable := append(c.Vary(at.field), map[string]string{"note": c.Note, "speaker": c.Speaker, "restated": c.Restated}[at.field])
			for value := range values {
				if !strings.Contains(strings.Join(readable, "\n")+"\n", value+"\n") {
					t.Fatalf("%q of %s is lost: %q", value, at.field, readable)
				}
			}
		}
	})
}

// An article that somebody marked claims in does not vanish with them because that it
// was added, or imported, is undone by whoever knows nothing of the claims: after a
// reload, or in another tab.
func TestUndoTakesNoArticleAwayThatHasClaimsByNow(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, claims := b.add("«Trams» cut traffic.")
	bundle, err := b.Bundle(t.Context(), "")
	b.must(err)
	file, _, err := transfer.Export(bundle, "claimlight")
	b.must(err)

	added := b.again(2, "")
	before := added.library()
	_, err = added.Undo(t.Context())
	if !errors.Is(err, app.ErrChanged) || err.Error() != "an article has claims by now, so it was left as it is" {
		t.Errorf("undoing that it was added says %v", err)
	}
	same(t, "undone", before, added.library())
	if said, err := added.Undo(t.Context()); said != "" || err != nil {
		t.Errorf("once more it says %q, %v", said, err)
	}

	imported := open(t, app.NewMemory(), 3)
	other, _ := imported.add("Buses too.")
	bring(imported, file)
	_, err = imported.Read(t.Context(), id)
	imported.must(err)
	imported.note(claims[0], "", "Typed since")
	imported = imported.again(4, "")
	before = imported.library()
	_, err = imported.Undo(t.Context())
	if err == nil || imported.Entry(id) == nil {
		t.Errorf("undoing the import of what was changed since says %v", err)
	}
	same(t, "undone", before, imported.library())
	_, err = imported.Undo(t.Context())
	if imported.must(err); imported.Entry(other) != nil {
		t.Error("what has no claims cannot be undone")
	}
}
