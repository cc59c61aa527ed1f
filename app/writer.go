package app

import (
	"context"
	"sync"

	"claimlight/app/records"
)

// A SaveState says where what a person did has got to.
type SaveState int

const (
	Saved  SaveState = iota // all of it is on the disk
	Saving                  // some of it is on its way
	Failed                  // the last write failed; what it held is kept in memory
)

// A writer writes ops in the order they were given, everything that has
// gathered in one transaction. What fails is kept, before what comes after, and
// written with the next op or [writer.retry]. What clashes with what another tab
// has written is joined with it, and written then.
type writer struct {
	store   Store
	tab     string
	wrote   func([]Op, int64)      // called after each write with its number
	clashed func([]Op, []Clash)    // has to call rejoin
	state   func(SaveState, error) // called when the state changes, under mu: the last call is how it is

	mu      sync.Mutex
	pending []Op // to be written next
	flying  []Op // being written
	asides  []Op // to be written with what is rejoined
	busy    bool
	err     error
	idle    chan struct{} // closed when nothing is pending, or the last write failed
}

func newWriter(store Store, tab string, wrote func([]Op, int64), clashed func([]Op, []Clash), state func(SaveState, error)) *writer {
	idle := make(chan struct{})
	close(idle)
	return &writer{store: store, tab: tab, wrote: wrote, clashed: clashed, state: state, idle: idle}
}

// add takes ops to write.
func (w *writer) add(ops ...Op) {
	w.mu.Lock()
	w.pending = mergeOps(w.pending, ops)
	w.mu.Unlock()
	w.start()
}

// retry writes again what failed.
func (w *writer) retry() { w.start() }

func (w *writer) start() {
	w.mu.Lock()
	if w.busy || len(w.pending) == 0 {
		w.mu.Unlock()
		return
	}
	w.busy = true
	w.idle = make(chan struct{})
	w.state(Saving, nil)
	w.mu.Unlock()
	go w.run()
}

func (w *writer) run() {
	for {
		w.mu.Lock()
		ops := w.pending
		w.pending, w.flying = nil, ops
		w.mu.Unlock()

		done, err := w.store.Write(context.Background(), w.tab, ops)
		if len(done.Clashes) > 0 {
			w.clashed(ops, done.Clashes)
			continue
		}
		if err == nil {
			w.wrote(ops, done.At)
		}
		if w.landed(ops, err) {
			return
		}
	}
}

// rejoin takes ops back that clashed, to be written again. Join makes of what
// three records are about, an op's before and after and the record as it is now,
// the record as it is to be. It returns the records as they are once all that
// waits is written.
func (w *writer) rejoin(ops []Op, clashes []Clash, join func(o *Op, base, mine, theirs *records.Record) *records.Record) []move {
	w.mu.Lock()
	defer w.mu.Unlock()
	waiting := make(map[Ref]*Op, len(w.pending))
	for i := range w.pending {
		waiting[w.pending[i].ref()] = &w.pending[i]
	}
	w.asides = nil
	moves := make([]move, 0, len(clashes))
	for _, c := range clashes {
		o := &ops[c.Op]
		after := o.after()
		joined := join(o, o.Before, after, c.Now)
		o.leave(joined)
		o.Before = c.Now
		final := joined
		if next := waiting[o.ref()]; next != nil {
			final = join(next, after, next.after(), joined)
			next.leave(final)
		}
		moves = append(moves, move{o.ref(), c.Now, final})
	}
	w.pending, w.flying = mergeOps(append(ops, w.asides...), w.pending), nil
	return moves
}

// aside has an op written along with those that rejoin takes back. Only its join
// may call it.
func (w *writer) aside(op Op) { w.asides = append(w.asides, op) }

// landed takes note of how a write ended, and reports whether it was the last
// one for now.
func (w *writer) landed(ops []Op, err error) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.flying = nil
	switch w.err = err; {
	case err != nil:
		w.pending = mergeOps(ops, w.pending)
		w.state(Failed, err)
	case len(w.pending) > 0:
		return false
	default:
		w.state(Saved, nil)
	}
	w.busy = false
	close(w.idle)
	return true
}

// flush waits until everything is written, and returns the error of the last
// write where it failed.
func (w *writer) flush(ctx context.Context) error {
	w.mu.Lock()
	idle := w.idle
	w.mu.Unlock()
	select {
	case <-idle:
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// holds reports whether the record is waiting to be written, and returns it as
// it will be; it is nil where it will be taken away.
func (w *writer) holds(ref Ref) (*records.Record, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, ops := range [][]Op{w.pending, w.flying} { // the later first
		for i := range ops {
			if ops[i].ref() != ref {
				continue
			}
			if ops[i].Remove {
				return nil, true
			}
			return &ops[i].Record, true
		}
	}
	return nil, false
}

// held is all that waits to be written, as it will be.
func (w *writer) held() []Op {
	w.mu.Lock()
	defer w.mu.Unlock()
	return mergeOps(w.flying, w.pending)
}

// mergeOps appends later to ops; where both write a record, the later wins, over
// what was before the earlier.
func mergeOps(ops, later []Op) []Op {
	at := make(map[Ref]int, len(ops)+len(later))
	merged := make([]Op, 0, len(ops)+len(later))
	for _, list := range [][]Op{ops, later} {
		for _, o := range list {
			if i, ok := at[o.ref()]; ok {
				o.Checked, o.Before = merged[i].Checked, merged[i].Before
				merged[i] = o
				continue
			}
			at[o.ref()] = len(merged)
			merged = append(merged, o)
		}
	}
	return merged
}
