package app_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
	"claimlight/app/records"
)

var errFull = errors.New("the disk is full")

// refuse makes the store refuse all writes, or none.
func (b *tab) refuse(err error) {
	b.must(b.settled())
	if err == nil {
		b.store.Refuse = nil
		return
	}
	b.store.Refuse = func([]app.Op) error { return err }
}

// settled waits until nothing is being written; what was refused stays so.
func (b *tab) settled() error {
	if err := b.Flush(b.t.Context()); err != nil && !errors.Is(err, errFull) {
		return err
	}
	return nil
}

// told returns the states that the tab has told since last asked.
func (b *tab) told() []app.SaveState {
	b.must(b.settled())
	b.mu.Lock()
	defer b.mu.Unlock()
	told := b.states
	b.states = nil
	return told
}

func TestWhatCannotBeWrittenIsKeptUntilItCan(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, claims := b.add("«Trams» cut «traffic».")
	other, _ := b.add("«Buses» too.")
	_, err := b.Read(t.Context(), id)
	b.must(err)
	if told := b.told(); told[len(told)-1] != app.Saved {
		t.Errorf("after all was written, the state is %v", told)
	}
	stored := b.library()

	b.refuse(errFull)
	b.note(claims[0], "", "kept")
	b.must(b.Delete(claims[1]))
	late, _, err := b.Add(article("Boats as well."))
	b.must(err)
	if err := b.Flush(t.Context()); !errors.Is(err, errFull) {
		t.Errorf("Flush: %v, want that %v", err, errFull)
	}
	if told := b.told(); told[0] != app.Saving || told[len(told)-1] != app.Failed {
		t.Errorf("told %v, want first Saving, last Failed", told)
	}
	b.store.Refuse = nil
	same(t, "on the disk", stored, open(t, b.store, 2).library())
	b.refuse(errFull)

	// All of it is still to be seen, to be read again, and to be exported.
	seen := func() {
		t.Helper()
		for _, article := range []annotations.ID{other, late, id} {
			_, err := b.Read(t.Context(), article)
			b.must(err)
		}
		if r := b.Reading(); len(r.Placed) != 1 || r.Placed[0].Note != "kept" {
			t.Errorf("the article has %v", r.Placed)
		}
	}
	seen()
	bundle, err := b.Bundle(t.Context(), "")
	b.must(err)

	b.Retry()
	if told := b.told(); !slices.Equal(told, []app.SaveState{app.Saving, app.Failed}) {
		t.Errorf("refused again, told %v", told)
	}
	b.refuse(nil)
	b.Retry()
	if told := b.told(); !slices.Equal(told, []app.SaveState{app.Saving, app.Saved}) {
		t.Errorf("at last, told %v", told)
	}
	b.must(b.Flush(t.Context()))
	seen()
	afterwards, err := b.Bundle(t.Context(), "")
	b.must(err)
	same(t, "bundle", contents(t, afterwards), contents(t, bundle))
	if n := len(open(t, b.store, 3).Entries()); n != 3 {
		t.Errorf("%d articles on the disk, want 3", n)
	}
}

// contents are a bundle's records by shelf and identifier.
func contents(t *testing.T, bundle []byte) map[string]string {
	all := map[string]string{}
	for len(bundle) > 0 {
		r, rest, err := records.Take(bundle)
		if err != nil {
			t.Fatal(err)
		}
		all[string(r.Shelf)+" "+r.ID], bundle = r.Article+string(r.Data), rest
	}
	return all
}

func TestTheNextChangeWritesWhatFailedToo(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«Trams» cut «traffic».")
	b.refuse(errFull)
	b.note(claims[0], "", "first")
	b.must(b.settled())
	b.refuse(nil)
	b.note(claims[1], "", "second")
	b.must(b.Flush(t.Context()))
	r := reread(t, b.store, b.Reading().Article.ID)
	if a, c := r.Claim(claims[0]).Note, r.Claim(claims[1]).Note; a != "first" || c != "second" {
		t.Errorf("stored are %q and %q", a, c)
	}
}

func reread(t *testing.T, store *app.Memory, id annotations.ID) *app.Reading {
	t.Helper()
	r, err := open(t, store, 9).Read(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatWasNotWrittenIsUndoneAllTheSame(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«Trams» cut traffic.")
	before := b.library()
	b.refuse(errFull)
	b.note(claims[0], "", "never stored")
	if said, err := b.Undo(t.Context()); said != "Note changed" || err != nil {
		t.Errorf("undid %q, %v", said, err)
	}
	b.refuse(nil)
	b.Retry()
	same(t, "records", before, b.library())
}

// gate is a store whose next write or read waits until it is let through.
type gate struct {
	*app.Memory
	written     [][]app.Op
	write, read chan struct{} // nil: open; else each passing takes one
}

func (g *gate) Write(ctx context.Context, tab string, ops []app.Op) (app.Written, error) {
	if g.write != nil {
		<-g.write
	}
	g.written = append(g.written, slices.Clone(ops))
	return g.Memory.Write(ctx, tab, ops)
}

func (g *gate) Read(ctx context.Context, shelf records.Shelf, id string) (records.Record, bool, error) {
	if g.read != nil {
		<-g.read
	}
	return g.Memory.Read(ctx, shelf, id)
}

func TestWhatGathersIsWrittenAfterAndTheLastWins(t *testing.T) {
	g := &gate{Memory: app.NewMemory()}
	b := openOn(t, g.Memory, g, 1)
	_, claims := b.add("«Trams» cut «traffic».")
	b.must(b.Flush(t.Context()))
	g.written, g.write = nil, make(chan struct{})
	b.note(claims[0], "", "one")
	for _, words := range []string{"two", "three", "four"} {
		b.note(claims[0], "", words)
	}
	b.note(claims[1], "", "five")
	hurry, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Flush(hurry); !errors.Is(err, context.Canceled) {
		t.Errorf("Flush did not stop waiting: %v", err)
	}
	if note := b.Reading().Claim(claims[0]).Note; note != "four" {
		t.Errorf("in memory is %q", note)
	}
	close(g.write)
	b.must(b.Flush(t.Context()))
	ops := slices.DeleteFunc(slices.Concat(g.written...), func(o app.Op) bool { return o.Shelf == records.History })
	if len(g.written) > 2 || len(ops) > 3 {
		t.Errorf("%d transactions with %d records, want one for each claim, after the first", len(g.written), len(ops))
	}
	r := reread(t, g.Memory, b.Reading().Article.ID)
	if a, c := r.Claim(claims[0]).Note, r.Claim(claims[1]).Note; a != "four" || c != "five" {
		t.Errorf("stored are %q and %q", a, c)
	}
}

func TestSavedIsSaidOnlyWhenAllIsOnTheDisk(t *testing.T) {
	g := &gate{Memory: app.NewMemory()}
	b := openOn(t, g.Memory, g, 1)
	_, claims := b.add("«Trams» cut traffic.")
	b.told()
	g.write = make(chan struct{})
	for _, words := range []string{"one", "two"} { // the second while the first is written
		b.note(claims[0], "", words)
		g.write <- struct{}{}
	}
	b.must(b.Flush(t.Context()))
	told := b.told()
	if told[len(told)-1] != app.Saved || slices.Contains(told, app.Failed) {
		t.Errorf("told %v", told)
	}
	if reread(t, g.Memory, b.Reading().Article.ID).Claim(claims[0]).Note != "two" {
		t.Error("Saved was said too early")
	}
}

// Ctrl+Z held down asks for the next Undo before the store has answered the
// one before.
func TestUndosAskedForAtOnceAreDoneInTurn(t *testing.T) {
	g := &gate{Memory: app.NewMemory()}
	b := openOn(t, g.Memory, g, 1)
	_, claims := b.add("«Trams» cut traffic.")
	before := b.library()
	for _, words := range []string{"one", "two", "three"} {
		b.wait(time.Minute)
		b.note(claims[0], "", words)
	}
	b.must(b.Flush(t.Context()))
	g.read = make(chan struct{})
	errs := make(chan error)
	for range 3 {
		go func() { _, err := b.Undo(context.Background()); errs <- err }()
	}
	time.Sleep(20 * time.Millisecond) // long enough for all to be asking
	close(g.read)
	for range 3 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	same(t, "records", before, b.library())
}

func TestAStepThatCouldNotBeReadIsNotForgotten(t *testing.T) {
	g := &failing{Memory: app.NewMemory()}
	b := openOn(t, g.Memory, g, 1)
	_, claims := b.add("«Trams» cut traffic.")
	b.note(claims[0], "", strings.Repeat("long ", 2000))
	b.must(b.Flush(t.Context()))
	g.err = errFull
	if _, err := b.Undo(t.Context()); !errors.Is(err, errFull) {
		t.Fatalf("Undo: %v", err)
	}
	g.err = nil
	if said, err := b.Undo(t.Context()); said != "Note changed" || err != nil || b.Reading().Claim(claims[0]).Note != "" {
		t.Errorf("the second time it undid %q, %v", said, err)
	}
}

// A step whose record is torn is not in the way of those before it.
func TestAStepThatIsTornIsPassedOver(t *testing.T) {
	for _, gone := range []bool{false, true} {
		b := open(t, app.NewMemory(), 1)
		_, claims := b.add("«Trams» cut «traffic».")
		b.note(claims[1], "", "short")
		b.wait(time.Minute)
		b.note(claims[0], "", strings.Repeat("long ", 2000))
		b.must(b.Flush(t.Context()))
		var ops []app.Op
		b.must(b.store.Each(t.Context(), records.History, "", func(list []records.Record) error {
			for _, r := range list {
				if strings.HasSuffix(r.ID, " moves") {
					r.Data = r.Data[:len(r.Data)-9]
					ops = append(ops, app.Op{Filed: records.Filed{Shelf: records.History, Record: r}, Remove: gone})
				}
			}
			return nil
		}))
		if len(ops) != 1 {
			t.Fatalf("%d steps have moves of their own, want 1", len(ops))
		}
		_, err := b.store.Write(t.Context(), "", ops)
		b.must(err)
		if said, err := b.Undo(t.Context()); said != "Note changed" || err == nil {
			t.Errorf("gone %v: it undid %q, %v", gone, said, err)
		}
		if said, err := b.Undo(t.Context()); said != "Note changed" || err != nil || b.Reading().Claim(claims[1]).Note != "" {
			t.Errorf("gone %v: then it undid %q, %v", gone, said, err)
		}
	}
}

// failing is a store whose reads fail while err is set.
type failing struct {
	*app.Memory
	err error
}

func (f *failing) Read(ctx context.Context, shelf records.Shelf, id string) (records.Record, bool, error) {
	if f.err != nil {
		return records.Record{}, false, f.err
	}
	return f.Memory.Read(ctx, shelf, id)
}
