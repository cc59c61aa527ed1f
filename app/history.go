package app

import (
	"bytes"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"
)

// A step is something a person did, as what it changed in the store: enough to
// undo it and to do it again.
type step struct {
	said  string // what was announced: "Claim added"
	moves []move

	// A step that types into the same field of the same claim as the one
	// before, within typingPause of it, becomes one with it.
	field string
	at    time.Time
}

// typingPause is how long somebody may think within one undoable bit of
// typing.
const typingPause = 5 * time.Second

// A move is what one record was and became; nil is not there.
type move struct {
	Ref
	before, after *records.Record
}

// moved makes a move of two records, of which one may be missing.
func moved(shelf records.Shelf, before, after *records.Record) move {
	r := after
	if r == nil {
		r = before
	}
	return move{Ref{shelf, r.ID}, before, after}
}

func (m move) op() Op {
	if m.after == nil {
		return Op{Filed: records.Filed{Shelf: m.Shelf, Record: records.Record{ID: m.ID}}, Remove: true}
	}
	return Op{Filed: records.Filed{Shelf: m.Shelf, Record: *m.after}}
}

// history is what can be undone and redone, the latest last.
type history struct{ undo, redo []step }

// historyLimit bounds the memory that deleted articles and imports hold on to.
const historyLimit = 200

// add records a step that has just been done.
func (h *history) add(st step) {
	h.redo = nil
	if n := len(h.undo); n > 0 && h.undo[n-1].continues(st) {
		last := &h.undo[n-1]
		last.moves[0].after, last.at = st.moves[0].after, st.at
		return
	}
	h.undo = append(h.undo, st)
	if len(h.undo) > historyLimit {
		h.undo = h.undo[1:]
	}
}

// continues reports whether next goes on typing where st stopped. It does not
// where another tab changed the claim in between, which no undo here may undo.
func (st *step) continues(next step) bool {
	return st.field != "" && st.field == next.field && next.at.Sub(st.at) < typingPause &&
		len(st.moves) == 1 && len(next.moves) == 1 && st.moves[0].Ref == next.moves[0].Ref &&
		sameRecord(st.moves[0].after, next.moves[0].before)
}

// reversed is the step that undoes st.
func (st step) reversed() step {
	r := step{said: st.said, moves: make([]move, len(st.moves))}
	for i, m := range st.moves {
		r.moves[len(st.moves)-1-i] = move{m.Ref, m.after, m.before}
	}
	return r
}

// sameRecord reports whether a and b are both nil or hold the same.
func sameRecord(a, b *records.Record) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Article == b.Article && bytes.Equal(a.Data, b.Data)
}

// graveRecord is the record of a deleted claim.
func graveRecord(c *annotations.Claim, now time.Time) *records.Record {
	r := records.OfGrave(annotations.Tombstone{ID: c.ID, Article: c.Article, Deleted: now})
	return &r
}
