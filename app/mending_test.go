package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"github.com/google/go-cmp/cmp"
)

// torn halves records of a library under an open session, and returns the session
// opened anew and a bundle of what they were.
func torn(t *testing.T, b *tab, id annotations.ID, refs ...app.Ref) (*tab, []byte) {
	t.Helper()
	b.must(b.Flush(t.Context()))
	var bundle []byte
	var ops []app.Op
	for _, ref := range refs {
		r, ok, err := b.store.Read(t.Context(), ref.Shelf, ref.ID)
		if b.must(err); !ok {
			t.Fatal("there is no", ref)
		}
		bundle = records.Append(bundle, records.Filed{Shelf: ref.Shelf, Record: r})
		r.Data = slices.Clone(r.Data[:len(r.Data)/2])
		ops = append(ops, app.Op{Filed: records.Filed{Shelf: ref.Shelf, Record: r}})
	}
	_, err := b.store.Write(t.Context(), "", ops)
	b.must(err)
	next := open(t, b.store, 99)
	*next.now = b.now.Add(time.Hour)
	_, _ = next.Read(t.Context(), id) // the text may be torn
	_, err = next.Claims(t.Context(), id)
	next.must(err)
	return next, bundle
}

// unreadable names what a session knows to be unreadable.
func (b *tab) unreadable() (refs []app.Ref) {
	for _, d := range b.Unreadable() {
		refs = append(refs, d.Ref)
	}
	return refs
}

func TestMendingIsUndoneAndRedoneAsOneStep(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, claims := b.add("«Trams» cut «traffic».")
	book := b.Codebook()
	b.must(b.Recode(book.With(annotations.Tag{ID: "urn:t", Name: "Ours"}), "Tag added"))
	whole := b.library()
	all := []app.Ref{{Shelf: records.Claims, ID: string(claims[0])}, {Shelf: records.Codebooks, ID: records.CodebookID}, {Shelf: records.Texts, ID: string(id)}}
	b, bundle := torn(t, b, id, all...)
	broken := b.library()
	unread := func(want ...app.Ref) {
		t.Helper()
		if diff := cmp.Diff(want, b.unreadable()); diff != "" {
			t.Errorf("what cannot be read (-want +got):\n%s", diff)
		}
	}
	unread(all...)
	n, err := b.Mend(t.Context(), bundle)
	if b.must(err); n != 3 {
		t.Errorf("%d records are mended, want 3", n)
	}
	same(t, "mended", whole, b.library())
	unread()
	_, err = b.Read(t.Context(), id)
	b.must(err)

	said, err := b.Undo(t.Context())
	if b.must(err); said != "Damaged records restored" {
		t.Errorf("undid %q", said)
	}
	same(t, "undone", broken, b.library())
	unread(all...)
	_, err = b.Redo(t.Context())
	b.must(err)
	same(t, "redone", whole, b.library())
	unread()

	// It is undone by who opens the library anew, too.
	b = b.again(2, "")
	_, err = b.Undo(t.Context())
	b.must(err)
	same(t, "undone after a reload", broken, b.library())
}

// A text that is missing has nothing in its place.
func TestMendingAMissingTextIsUndone(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, _ := b.add("«Trams» cut traffic.")
	ref := app.Ref{Shelf: records.Texts, ID: string(id)}
	b.must(b.Flush(t.Context()))
	r, _, err := b.store.Read(t.Context(), ref.Shelf, ref.ID)
	b.must(err)
	_, err = b.store.Write(t.Context(), "", []app.Op{{Filed: records.Filed{Shelf: ref.Shelf, Record: r}, Remove: true}})
	b.must(err)
	b = open(t, b.store, 2)
	if _, err := b.Read(t.Context(), id); err == nil {
		t.Fatal("what is missing was read")
	}
	_, err = b.Mend(t.Context(), records.Append(nil, records.Filed{Shelf: ref.Shelf, Record: r}))
	b.must(err)
	if list := b.unreadable(); list != nil {
		t.Errorf("%v cannot be read", list)
	}
	_, err = b.Undo(t.Context())
	b.must(err)
	if diff := cmp.Diff([]app.Ref{ref}, b.unreadable()); diff != "" {
		t.Errorf("what cannot be read (-want +got):\n%s", diff)
	}
}

// What another tab changed after it was mended is worth more than what could not
// be read before.
func TestUndoingAMendingLeavesWhatWasChangedSince(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, claims := b.add("«Trams» cut traffic.")
	b, bundle := torn(t, b, id, app.Ref{Shelf: records.Claims, ID: string(claims[0])})
	_, err := b.Mend(t.Context(), bundle)
	b.must(err)
	b.must(b.Flush(t.Context()))
	for _, heard := range []bool{false, true} {
		other := open(t, b.store, 3)
		_, err = other.Read(t.Context(), id)
		other.must(err)
		other.note(claims[0], "", fmt.Sprint("Typed in another tab; heard of: ", heard))
		other.must(other.Flush(t.Context()))
		after := other.library()
		if heard {
			b.must(b.CatchUp(t.Context()))
		}
		_, err = b.Undo(t.Context())
		if err == nil || err.Error() != app.ErrChanged.Error() {
			t.Errorf("heard of it %v: it says %v, want %v", heard, err, app.ErrChanged)
		}
		same(t, "undone", after, b.library())
		if list := b.unreadable(); list != nil {
			t.Errorf("%v cannot be read", list)
		}
		// For the next turn, the same again.
		b, bundle = torn(t, other, id, app.Ref{Shelf: records.Claims, ID: string(claims[0])})
		_, err = b.Mend(t.Context(), bundle)
		b.must(err)
		b.must(b.Flush(t.Context()))
	}
}

// A file that has the article brings back its text, and the import is undone as any.
func TestAnImportBringsBackATextThatIsTorn(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, _ := b.add("«Trams» cut traffic.")
	whole := b.library()
	bundle, err := b.Bundle(t.Context(), "")
	b.must(err)
	file, _, err := transfer.Export(bundle, "claimlight")
	b.must(err)
	b, _ = torn(t, b, id, app.Ref{Shelf: records.Texts, ID: string(id)})
	broken := b.library()
	if !b.Torn(id) {
		t.Fatal("the text is not known to be torn")
	}
	bring(b, file)
	same(t, "imported", whole, b.library())
	if b.Torn(id) {
		t.Error("the text is still called torn")
	}
	_, err = b.Undo(t.Context())
	b.must(err)
	same(t, "undone", broken, b.library())
	if !b.Torn(id) {
		t.Error("the text that is torn again is called whole")
	}
}

// Another tab may have mended a record before, and gone on with it: that is not to
// be taken back by what a snapshot has.
func TestWhatAnotherTabHasMendedIsNotMendedAgain(t *testing.T) {
	for _, heard := range []bool{false, true} {
		b := open(t, app.NewMemory(), 1)
		id, claims := b.add("«Trams» cut «traffic».")
		refs := []app.Ref{{Shelf: records.Claims, ID: string(claims[0])}, {Shelf: records.Claims, ID: string(claims[1])}}
		there, bundle := torn(t, b, id, refs...)
		here := open(t, b.store, 3)
		_, err := here.Claims(t.Context(), id)
		here.must(err)
		slices.SortFunc(refs, func(a, b app.Ref) int { return strings.Compare(a.ID, b.ID) })
		if diff := cmp.Diff(refs, here.unreadable()); diff != "" {
			t.Fatalf("what cannot be read (-want +got):\n%s", diff)
		}
		_, err = there.Mend(t.Context(), bundle)
		there.must(err)
		there.note(claims[0], "", "Typed since")
		there.must(there.Delete(claims[1]))
		there.must(there.Flush(t.Context()))
		after := there.library()
		if heard {
			here.must(here.CatchUp(t.Context()))
			if list := here.unreadable(); list != nil {
				t.Errorf("%v is said to be unreadable still", list)
			}
		}
		n, err := here.Mend(t.Context(), bundle)
		if here.must(err); n != 0 {
			t.Errorf("heard of it %v: %d records are mended, want 0", heard, n)
		}
		same(t, fmt.Sprint("mended again; heard of it: ", heard), after, here.library())
		if list := here.unreadable(); list != nil {
			t.Errorf("heard of it %v: %v is said to be unreadable still", heard, list)
		}
		if here.CanUndo() {
			t.Error("there is something to undo")
		}
	}
}

// A claim that cannot be read goes with its article, and comes back with it as it was:
// nothing is left to mend of what is not there.
func TestATornClaimIsDeletedWithItsArticle(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, claims := b.add("«Trams» cut «traffic».")
	ref := app.Ref{Shelf: records.Claims, ID: string(claims[0])}
	b, _ = torn(t, b, id, ref)
	before := b.library()
	for name, remove := range map[string]func() error{
		"the article":      func() error { return b.Remove(t.Context(), id) },
		"all its versions": func() error { return b.RemoveVersions(t.Context(), id) },
	} {
		b.must(remove())
		if list := b.unreadable(); list != nil {
			t.Errorf("%s deleted: %v cannot be read", name, list)
		}
		b.must(b.Flush(t.Context()))
		left, err := b.store.Claims(t.Context())
		if left != 0 || err != nil {
			t.Errorf("%s deleted: %d claims are left, %v", name, left, err)
		}
		_, err = b.Undo(t.Context())
		b.must(err)
		same(t, name+" is back", before, b.library())
		if diff := cmp.Diff([]app.Ref{ref}, b.unreadable()); diff != "" {
			t.Errorf("%s is back: what cannot be read (-want +got):\n%s", name, diff)
		}
	}
}
