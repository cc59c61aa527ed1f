package app

import (
	"reflect"
	"time"

	"claimlight/annotations"
)

// A step is something a person did, as what it changed: enough to undo it and
// to do it again.
type step struct {
	said     string // what was announced: "Claim added"
	claims   []change[annotations.Claim]
	articles []change[annotations.Article] // whole, with texts
	codebook *change[annotations.Codebook]
	bases    map[annotations.ID]time.Time // what an import has remembered

	// A step that types into the same field of the same claim as the one
	// before, within typingPause of it, becomes one with it.
	field string
	at    time.Time
}

// typingPause is how long somebody may think within one undoable bit of
// typing.
const typingPause = 5 * time.Second

// A change is what one thing was and became; nil is not there.
type change[T any] struct{ before, after *T }

// history is what can be undone and redone, the latest last.
type history struct{ undo, redo []step }

// historyLimit bounds the memory that deleted articles and imports hold on to.
const historyLimit = 200

// add records a step that has just been done.
func (h *history) add(st step) {
	h.redo = nil
	if n := len(h.undo); n > 0 && h.undo[n-1].continues(st) {
		last := &h.undo[n-1]
		last.claims[0].after, last.at = st.claims[0].after, st.at
		return
	}
	h.undo = append(h.undo, st)
	if len(h.undo) > historyLimit {
		h.undo = h.undo[1:]
	}
}

// continues reports whether next goes on typing where st stopped.
func (st *step) continues(next step) bool {
	return st.field != "" && st.field == next.field && next.at.Sub(st.at) < typingPause &&
		len(st.claims) == 1 && len(next.claims) == 1 && st.claims[0].after.ID == next.claims[0].after.ID
}

// reversed is the step that undoes st.
func (st step) reversed() step {
	r := step{said: st.said, bases: nil}
	for _, c := range st.claims {
		r.claims = append(r.claims, change[annotations.Claim]{c.after, c.before})
	}
	for _, a := range st.articles {
		r.articles = append(r.articles, change[annotations.Article]{a.after, a.before})
	}
	if st.codebook != nil {
		r.codebook = &change[annotations.Codebook]{st.codebook.after, st.codebook.before}
	}
	return r
}

// sameOrNil reports whether a and b are both nil or hold the same.
func sameOrNil[T any](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a == b || reflect.DeepEqual(a, b)
}
