package app_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"pgregory.net/rapid"
)

// Whatever is done, undone step by step it gives the records of the start, and
// redone those of the end.
func TestAnythingDoneIsUndoneAndRedone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &doing{tab: open(t, app.NewMemory(), 1)}
		d.file = anothersFile(t, d.tab)
		d.doSome(t) // what stands before what is undone
		d.forget()
		start, before := d.library(), len(d.steps)
		d.doSome(t)
		end := d.library()
		undone := 0
		for ; d.CanUndo(); undone++ {
			_, err := d.Undo(t.Context())
			d.must(err)
		}
		same(t, fmt.Sprintf("undone after %v", d.steps[before:]), start, d.library())
		for range undone {
			_, err := d.Redo(t.Context())
			d.must(err)
		}
		same(t, fmt.Sprintf("redone after %v", d.steps[before:]), end, d.library())
		same(t, "codebook, reopened", open(t, d.store, 3).Codebook(), d.Codebook())
	})
}

// A claim is changed, not in conflict, when its import was undone: nothing of
// that import is left in its record.
func TestAnImportUndoneLeavesNothingInTheNextChange(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	file := anothersFile(t, b)
	id := b.Reading().Placed[0].ID
	before := b.library()
	bring(b, file)
	_, err := b.Undo(t.Context())
	b.must(err)
	b.wait(time.Hour)
	b.note(id, "", "mine")
	_, err = b.Undo(t.Context())
	b.must(err)
	same(t, "records", before, b.library())
}

// doing is a tab that does things at random.
type doing struct {
	*tab
	steps []string
	n     int    // makes texts and tags differ
	file  []byte // of another person, with later versions of claims here
}

// anothersFile puts an article with two claims into b and returns what somebody
// who has it too made of it.
func anothersFile(t fataler, b *tab) []byte {
	b.add("«Boats» are «older still».")
	bundle, err := b.Bundle(t.Context(), "")
	b.must(err)
	file, _, err := transfer.Export(bundle, "claimlight")
	b.must(err)
	other := open(t, app.NewMemory(), 2)
	bring(other, file)
	r, err := other.Read(t.Context(), other.Entries()[0].ID)
	b.must(err)
	other.wait(time.Minute)
	other.note(r.Placed[0].ID, "", "theirs")
	book := other.Codebook()
	b.must(other.Recode(book.With(annotations.Tag{ID: "urn:theirs", Name: "Theirs"}), ""))
	other.add("«Planes» as well.")
	bundle, err = other.Bundle(t.Context(), "")
	b.must(err)
	file, _, err = transfer.Export(bundle, "claimlight")
	b.must(err)
	return file
}

func bring(b *tab, file []byte) {
	b.t.Helper()
	bundle, err := b.Bundle(b.t.Context(), "")
	b.must(err)
	a, out, err := transfer.Arrive(file, bundle, time.Now(), func(float64) {})
	b.must(err)
	for i := range a.Claims { // asked for, if it was deleted
		a.Claims[i].Take = a.Claims[i].After >= 0
	}
	_, err = b.Bring(b.t.Context(), &a, out)
	b.must(err)
}

// forget empties the history, and goes on in a new tab.
func (d *doing) forget() {
	d.must(d.Flush(d.t.Context()))
	reading := d.Reading()
	store := d.store
	var history []app.Op
	d.must(store.Each(d.t.Context(), records.History, "", func(list []records.Record) error {
		for _, r := range list {
			history = append(history, app.Op{Filed: records.Filed{Shelf: records.History, Record: r}, Remove: true})
		}
		return nil
	}))
	_, err := store.Write(d.t.Context(), "", history)
	d.must(err)
	d.n++
	now := *d.now
	d.tab = open(d.t, store, byte(100+d.n))
	*d.now = now
	if reading != nil {
		_, err := d.Read(d.t.Context(), reading.Article.ID)
		d.must(err)
	}
}

func (d *doing) doSome(t *rapid.T) {
	for range rapid.IntRange(0, 12).Draw(t, "steps") {
		what := rapid.SampledFrom([]string{"add", "mark", "mark", "type", "type", "tag", "delete", "recode", "remove", "read", "bring", "undo", "redo", "wait"}).Draw(t, "what")
		d.steps = append(d.steps, what)
		d.do(t, what)
	}
}

func (d *doing) do(t *rapid.T, what string) {
	d.n++
	pick := rapid.IntRange(0, 1000).Draw(t, "pick")
	r, entries := d.Reading(), d.Entries()
	switch what {
	case "add":
		_, _, err := d.Add(article(fmt.Sprintf("Article %d naïve 🚋 trams.", pick%5)))
		d.must(err)
	case "recode":
		book := d.Codebook()
		d.must(d.Recode(book.With(annotations.Tag{ID: annotations.ID(fmt.Sprint("urn:", d.n)), Name: fmt.Sprint("Tag ", d.n)}), ""))
	case "bring":
		bring(d.tab, d.file)
	case "undo":
		_, err := d.Undo(t.Context())
		d.must(err)
	case "redo":
		_, err := d.Redo(t.Context())
		d.must(err)
	case "wait":
		d.wait(time.Duration(pick) * 10 * time.Millisecond)
	case "remove", "read":
		if len(entries) == 0 {
			return
		}
		id := entries[pick%len(entries)].ID
		if what == "remove" {
			d.must(d.Remove(t.Context(), id))
			return
		}
		_, err := d.Read(t.Context(), id)
		d.must(err)
	case "mark":
		if r != nil {
			_, err := d.Mark(annotations.Span{Start: pick % 5, End: 6 + pick%3}, d.Codebook().Tags[0].ID)
			d.must(err)
		}
	default:
		if r == nil || len(r.Placed) == 0 {
			return
		}
		id := r.Placed[pick%len(r.Placed)].ID
		switch what {
		case "type":
			d.note(id, "note", fmt.Sprint("note ", d.n))
		case "tag":
			d.must(d.Change(id, "Tagged", "", func(c *annotations.Claim) { c.Tags = append(c.Tags, annotations.ID(fmt.Sprint("urn:", d.n))) }))
		case "delete":
			if err := d.Delete(id); err != nil && !errors.Is(err, app.ErrNoClaim) {
				t.Fatal(err)
			}
		}
	}
}
