package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"
)

// A step is something a person did, as what it changed in the store: enough to
// undo it and to do it again. It is written in the transaction of the change
// itself, and so outlives the page.
type step struct {
	ID     string           `json:"-"`                // in the order of doing
	Scope  string           `json:"-"`                // the article whose claims it changed, or [everywhere]
	Said   string           `json:"said"`             // what was announced: "Claim added"
	Of     []annotations.ID `json:"of,omitempty"`     // of a step everywhere: the articles it changed; none where all
	Undone bool             `json:"undone,omitempty"` // it waits to be redone
	Turned int64            `json:"turned,omitempty"` // when it was last undone: what was undone last is redone first
	Redone int64            `json:"redone,omitempty"` // when it was last done again
	Size   int              `json:"size,omitempty"`   // of its moves in bytes, where they are a record of their own
	Run    annotations.ID   `json:"run,omitempty"`    // steps of one run are undone and redone together, and forgotten together
	Mends  bool             `json:"mends,omitempty"`  // it put records in the place of such as could not be read

	// A step that types into the same field of the same claim as the one
	// before, within typingPause of it, becomes one with it.
	Field string    `json:"-"`
	At    time.Time `json:"at"`

	moves []move // nil where they are a record of their own

	also annotations.ID // an article that it concerns though it changes nothing of it
}

// everywhere is the scope of steps that are not about the claims of one article.
const everywhere = "everywhere"

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

// op is the op that makes m happen, where the record is as it was. Texts never
// change and are long: they are not compared.
func (m move) op() Op {
	o := remove(m.Ref)
	o.Checked, o.Before = m.Shelf != records.Texts, m.before
	o.leave(m.after)
	return o
}

// history is what can be undone and redone, the latest last: of it, what is
// known here. The store has the rest.
type history struct {
	steps []*step
	last  int64           // what the identifier of the last step began with
	known map[string]bool // scopes that were read from the store
}

// How much is kept, of the claims of one article and of all else. Beyond that
// the oldest steps are forgotten.
const (
	historySteps = 100
	historySize  = 64 << 20 // bytes of moves that are records of their own
	inlineSize   = 4 << 10  // bytes of moves that stand in their step's record
)

// newID is the identifier of the next step, done at a time in a tab. Identifiers
// grow, even when the clock is set back.
func (h *history) newID(at time.Time, tab string) string {
	return fmt.Sprintf("%014d %s", h.tick(at), tab)
}

// tick is the next of the numbers that order what is done and undone.
func (h *history) tick(at time.Time) int64 {
	h.last = max(h.last+1, at.UnixMilli())
	return h.last
}

// scopeOf tells what the moves of a step are about.
func scopeOf(moves []move) (scope string, of []annotations.ID) {
	articles := map[annotations.ID]bool{}
	all, claims := false, true
	for _, m := range moves {
		switch m.Shelf {
		case records.Claims:
			for _, r := range []*records.Record{m.before, m.after} {
				if r != nil && r.Article != "" {
					articles[annotations.ID(r.Article)] = true
				}
			}
		case records.Articles, records.Texts:
			articles[annotations.ID(m.ID)], claims = true, false
		default:
			all, claims = true, false
		}
	}
	for id := range articles {
		of = append(of, id)
	}
	slices.Sort(of)
	switch {
	case claims && len(of) == 1:
		return string(of[0]), nil
	case all || len(of) > historySteps:
		return everywhere, nil
	}
	return everywhere, of
}

// in reports whether st concerns an article; of "" it does.
func (st *step) in(article annotations.ID) bool {
	return article == "" || st.Scope == string(article) ||
		st.Scope == everywhere && (len(st.Of) == 0 || slices.Contains(st.Of, article))
}

// next is the step to undo, or to redo, of an article or of all; nil for none.
func (h *history) next(article annotations.ID, undo bool) *step {
	if undo {
		for _, st := range slices.Backward(h.steps) {
			if !st.Undone && st.in(article) {
				return st
			}
		}
		return nil
	}
	var latest *step
	for _, st := range h.steps {
		if st.Undone && st.in(article) && (latest == nil || st.Turned > latest.Turned) {
			latest = st
		}
	}
	return latest
}

// with reports whether st and other are undone together.
func (st *step) with(other *step) bool { return st == other || st.Run != "" && st.Run == other.Run }

// rest is the next step of st's run to turn after st was; nil for none.
func (h *history) rest(st *step, undo bool) *step {
	if st.Run == "" {
		return nil
	}
	run := history{steps: slices.DeleteFunc(slices.Clone(h.steps), func(other *step) bool { return !st.with(other) })}
	return run.next("", undo)
}

// add records a step that has just been done, and returns the ops that keep it:
// what was undone before it cannot be redone, and the oldest are forgotten.
func (h *history) add(st *step, tab string) []Op {
	if n := len(h.steps); n > 0 && h.steps[n-1].continues(st) {
		last := h.steps[n-1]
		if last.takes(st) {
			return last.ops(true)
		}
	}
	var ops []Op
	h.drop(&ops, func(old *step) bool {
		return old.Undone && (old.Scope == st.Scope || old.Scope == everywhere || st.Scope == everywhere)
	})
	st.ID = h.newID(st.At, tab)
	h.steps = append(h.steps, st)
	ops = append(ops, st.ops(true)...)
	count, size, run := 0, 0, annotations.ID("")
	for _, old := range slices.Backward(slices.Clone(h.steps)) {
		if old.Scope != st.Scope {
			continue
		}
		if old.Run == "" || old.Run != run {
			count++
		}
		run = old.Run
		if size += old.Size; !old.with(st) && (count > historySteps || size > historySize) {
			h.drop(&ops, old.with)
		}
	}
	return ops
}

// drop forgets steps, and adds the ops for that.
func (h *history) drop(ops *[]Op, which func(*step) bool) {
	h.steps = slices.DeleteFunc(slices.Clone(h.steps), func(st *step) bool {
		if !which(st) {
			return false
		}
		*ops = append(*ops, st.gone()...)
		return true
	})
}

// gone are the ops that take a step from the store.
func (st *step) gone() []Op {
	ops := []Op{remove(Ref{records.History, st.ID})}
	if st.Size > 0 {
		ops = append(ops, remove(st.apart()))
	}
	return ops
}

// apart names the record of st's moves.
func (st *step) apart() Ref { return Ref{records.History, st.ID + " moves"} }

// ops are the ops that keep st; with its moves, where they have changed.
func (st *step) ops(moves bool) []Op {
	var ops []Op
	var bundle []byte
	if st.moves != nil && (moves || st.Size == 0) {
		bundle = bundleMoves(st.moves)
		was := st.Size
		if st.Size = 0; was > 0 && len(bundle) <= inlineSize {
			ops = append(ops, remove(st.apart()))
		}
		if len(bundle) > inlineSize {
			st.Size = len(bundle)
			ops = append(ops, put(records.History, records.Record{ID: st.apart().ID, Data: bundle}))
			bundle, st.moves = nil, nil
		}
	}
	head, err := json.Marshal(st)
	if err != nil {
		panic("app: a step cannot be stored: " + err.Error()) // it holds nothing that JSON cannot
	}
	data := append(append(head, '\n'), bundle...)
	return append(ops, put(records.History, records.Record{ID: st.ID, Article: st.Scope, At: st.At.UnixMilli(), Data: data}))
}

// readStep reads what ops wrote.
func readStep(r records.Record) (*step, error) {
	head, bundle, _ := bytes.Cut(r.Data, []byte{'\n'})
	st := &step{ID: r.ID, Scope: r.Article}
	if err := json.Unmarshal(head, st); err != nil {
		return nil, err
	}
	var err error
	if st.Size == 0 {
		st.moves, err = readMoves(bytes.Clone(bundle))
	}
	return st, err
}

// bundleMoves writes moves as a bundle: of each what was, and what became of it,
// without data where there is no record.
func bundleMoves(moves []move) []byte {
	var bundle []byte
	for _, m := range moves {
		for _, r := range []*records.Record{m.before, m.after} {
			if r == nil {
				r = &records.Record{ID: m.ID}
			}
			bundle = records.Append(bundle, records.Filed{Shelf: m.Shelf, Record: *r})
		}
	}
	return bundle
}

func readMoves(bundle []byte) ([]move, error) {
	filed, err := takeAll(bundle)
	if err != nil || len(filed)%2 != 0 {
		return nil, records.ErrBundle
	}
	there := func(r *records.Record) *records.Record {
		if len(r.Data) == 0 {
			return nil
		}
		return r
	}
	moves := make([]move, len(filed)/2)
	for i := range moves {
		a, b := &filed[2*i], &filed[2*i+1]
		moves[i] = move{Ref{a.Shelf, a.ID}, there(&a.Record), there(&b.Record)}
	}
	return moves, nil
}

// continues reports whether next goes on typing where st stopped; or goes on
// reshaping, however long somebody thinks meanwhile.
func (st *step) continues(next *step) bool {
	soon := next.At.Sub(st.At) < typingPause || strings.HasPrefix(st.Field, reshaped)
	return st.Field != "" && st.Field == next.Field && !st.Undone && soon &&
		len(st.moves) == 1 && len(next.moves) == 1 && st.moves[0].Ref == next.moves[0].Ref
}

// takes makes next, which continues st, a part of it. What another tab changed
// in between is not st's to undo. It reports whether it could.
func (st *step) takes(next *step) bool {
	was, now := &st.moves[0], next.moves[0]
	before, met, err := records.Merge(was.Shelf, was.after, was.before, now.before, records.Theirs)
	if err != nil || len(met) > 0 {
		return false
	}
	st.moves = []move{{was.Ref, before, now.after}}
	st.At = next.At
	return true
}

// doneAt reports whether st was done at a time, in milliseconds since 1970: neither
// still to come nor undone.
func (st *step) doneAt(at int64) bool {
	switch {
	case at < st.At.UnixMilli():
		return false
	case st.Undone:
		return at < st.Turned
	}
	return at < st.Turned || at >= st.Redone
}

// learn adds what the store knows of a scope.
func (h *history) learn(scope string, stored []*step) {
	for _, st := range stored {
		if !slices.ContainsFunc(h.steps, func(own *step) bool { return own.ID == st.ID }) {
			h.steps = append(h.steps, st)
			number, _, _ := strings.Cut(st.ID, " ")
			if at, err := strconv.ParseInt(number, 10, 64); err == nil {
				h.last = max(h.last, at, st.Turned, st.Redone)
			}
		}
	}
	sort.Slice(h.steps, func(i, j int) bool { return h.steps[i].ID < h.steps[j].ID })
	if h.known == nil {
		h.known = map[string]bool{}
	}
	h.known[scope] = true
}

// graveRecord is the record of a deleted claim.
func graveRecord(c *annotations.Claim, now time.Time) *records.Record {
	r := records.OfGrave(annotations.Tombstone{ID: c.ID, Article: c.Article, Deleted: now})
	return &r
}
