package app_test

import (
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
	"claimlight/app/records"
	"claimlight/app/transfer"
)

// backedUp notes that a backup was made now, which has everything.
func (b *tab) backedUp() {
	b.wait(time.Second)
	b.Keep(func(k *app.Keeping) { k.Backed, k.Came = b.now.UnixMilli(), 0 })
	b.wait(time.Second)
}

// What is undone and redone may bring back claims that were changed before the last
// backup but are not in it, and take claims away again that were counted.
func TestUndoAndRedoCountWhatIsInNoBackup(t *testing.T) {
	other := open(t, app.NewMemory(), 9)
	other.add("«Buses» and «bikes» too.")
	bundle, err := other.Bundle(t.Context(), "")
	other.must(err)
	file, _, err := transfer.Export(bundle, "claimlight")
	other.must(err)
	b := open(t, app.NewMemory(), 1)
	id, _ := b.add("«Trams» cut «traffic».")
	undo := func() error { return second(b.Undo(t.Context())) }
	redo := func() error { return second(b.Redo(t.Context())) }
	backup := func() error { b.backedUp(); return nil }
	remove := func() error { return b.Remove(t.Context(), id) }
	load := func() error { bring(b, file); return nil }
	for _, c := range []struct {
		name string
		do   []func() error
		want []int // in no backup, after each
	}{
		{"deleted before a backup", []func() error{remove, backup, undo, redo, undo, backup}, []int{0, 0, 2, 0, 2, 0}},
		{"deleted after a backup", []func() error{backup, remove, undo, redo, undo}, []int{0, 0, 0, 0, 0}},
		{"imported after a backup", []func() error{backup, load, undo, redo, backup, undo}, []int{0, 2, 0, 2, 0, 0}},
		{"imported before a backup", []func() error{load, backup, undo, backup, redo, undo}, []int{2, 0, 0, 0, 2, 0}},
	} {
		b = open(t, app.NewMemory(), 1)
		id, _ = b.add("«Trams» cut «traffic».")
		b.wait(time.Second)
		b.backedUp()
		for i, do := range c.do {
			b.wait(time.Second)
			b.must(do())
			if got := b.Keeping().Came; got != c.want[i] {
				t.Errorf("%s: after %d steps %d claims are counted beside those changed since, want %d", c.name, i+1, got, c.want[i])
			}
		}
	}
}

// Only what is there can be in no backup: that a claim was deleted is no time at
// which it was changed.
func TestADeletedClaimIsNotCountedAmongThoseInNoBackup(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«Trams» cut traffic.")
	b.must(b.Delete(claims[0]))
	b.must(b.Flush(t.Context()))
	r, _, err := b.store.Read(t.Context(), records.Claims, string(claims[0]))
	if b.must(err); r.At != 0 {
		t.Errorf("a deleted claim is listed as changed at %d", r.At)
	}
	if grave, err := records.ReadGrave(r); err != nil || !grave.Deleted.Equal(*b.now) || grave.ID != annotations.ID(r.ID) {
		t.Errorf("it reads as %v, %v", grave, err)
	}
}
