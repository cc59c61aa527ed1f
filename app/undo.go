package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"claimlight/annotations"
	"claimlight/app/records"
)

// A Meeting says that not all of a step could be undone or redone, since
// something of what it changed was changed again, in another tab or by an
// import: those fields stay as they are. It is [ErrChanged] where nothing else
// was left to do.
type Meeting struct {
	Fields []string // in words: "the note"
	All    bool
}

func (m *Meeting) Error() string {
	switch {
	case slices.Contains(m.Fields, inUse):
		return "an article has claims by now, so it was left as it is"
	case m.All || len(m.Fields) == 0:
		return ErrChanged.Error()
	}
	return inWords(m.Fields) + " changed elsewhere since, and left as it is"
}

// Is makes a meeting that left nothing to do [ErrChanged].
func (m *Meeting) Is(err error) bool { return m.All && err == ErrChanged }

// yielding is where ops that take something back note the fields that they left
// alone, and whether they had nothing else to do.
type yielding struct {
	met  []string
	void map[Ref]bool
	ops  int
}

// CanUndo says whether there is anything to undo: of an article, or at all where
// it is "".
func (s *Session) CanUndo(article annotations.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.history.next(article, true) != nil
}

// CanRedo says whether there is anything to redo.
func (s *Session) CanRedo(article annotations.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.history.next(article, false) != nil
}

// Undo undoes the last step that is not undone, of an article or of all where it
// is "", and returns what that did: "Claim added". It returns "" where there is
// nothing, and a [Meeting] where not all of it could be undone; a step of which
// nothing could is then forgotten, and one that is damaged in the store. A step that
// the store could not read now can be tried again.
func (s *Session) Undo(ctx context.Context, article annotations.ID) (string, error) {
	return s.turn(ctx, article, true)
}

// Redo does again what was last undone; see [Session.Undo].
func (s *Session) Redo(ctx context.Context, article annotations.ID) (string, error) {
	return s.turn(ctx, article, false)
}

// turn undoes or redoes the next step, with the others of its run. One turn waits
// for the one before, since it stands on that. What is said of a run is what its
// last step says.
func (s *Session) turn(ctx context.Context, article annotations.ID, undo bool) (said string, _ error) {
	s.turns.Lock()
	defer s.turns.Unlock()
	s.mu.Lock()
	st := s.history.next(article, undo)
	if run := s.history.rest(cmp.Or(st, &step{}), undo); run != nil {
		st = run // all of a run, also of that which another step of it made possible
	}
	s.mu.Unlock()
	met, some := &Meeting{All: true}, false
	for st != nil {
		words, err := s.turnOne(ctx, st, undo)
		if said == "" || !undo {
			said = words
		}
		var m *Meeting
		switch {
		case errors.As(err, &m):
			met.Fields, some = append(met.Fields, m.Fields...), true
			met.All = met.All && m.All
		case err != nil:
			return said, err
		default:
			met.All = false
		}
		s.mu.Lock()
		st = s.history.rest(st, undo)
		s.mu.Unlock()
	}
	if some {
		return said, met
	}
	return said, nil
}

// turnOne undoes or redoes a step.
func (s *Session) turnOne(ctx context.Context, st *step, undo bool) (string, error) {
	moves, err := s.movesOf(ctx, st)
	if err == errTorn { // it must not be in the way of those before it
		s.mu.Lock()
		s.forget(st, &yielding{})
		s.mu.Unlock()
	}
	if err != nil {
		return st.Said, err
	}
	kept, err := s.keptBack(ctx, moves, undo)
	if err != nil {
		return st.Said, err
	}
	notes := &yielding{void: map[Ref]bool{}}
	if err := s.reverse(st, moves, kept, undo, notes); err != nil {
		return st.Said, err
	}
	// Another tab's change may come to light only when it is written. What
	// cannot be written now has been undone all the same.
	if err := s.writer.flush(ctx); err != nil && ctx.Err() != nil {
		return st.Said, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	void := 0
	for _, nothing := range notes.void {
		if nothing {
			void++
		}
	}
	switch {
	case void == notes.ops:
		return st.Said, s.forget(st, notes)
	case len(notes.met) > 0:
		return st.Said, &Meeting{Fields: notes.met}
	}
	return st.Said, nil
}

// forget drops a step of which nothing could be turned. The caller holds s.mu.
func (s *Session) forget(st *step, notes *yielding) error {
	var ops []Op
	s.history.drop(&ops, func(other *step) bool { return other == st })
	s.writer.add(ops...)
	s.hooks.Changed()
	return &Meeting{Fields: notes.met, All: true}
}

// movesOf returns the moves of a step, which may have to be read.
func (s *Session) movesOf(ctx context.Context, st *step) ([]move, error) {
	s.mu.Lock()
	moves := st.moves
	s.mu.Unlock()
	if moves != nil {
		return moves, nil
	}
	r, err := s.record(ctx, st.apart())
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, errTorn
	}
	if moves, err = readMoves(r.Data); err != nil {
		return nil, errTorn
	}
	return moves, nil
}

// errTorn means that a step's moves are no longer stored, or not whole.
var errTorn = errors.New("what is needed for this is missing from this browser's storage, or damaged; it was left as it is, and the next Undo or Redo passes over it")

// keptBack are the articles that a step must leave, as it would take them away but not
// all their claims: some were made or changed where nothing is known of the step.
func (s *Session) keptBack(ctx context.Context, moves []move, undo bool) (map[string]bool, error) {
	kept, going := map[string]bool{}, map[string]*records.Record{}
	var leaving []string
	for _, m := range moves {
		from, to := m.turn(undo)
		switch {
		case m.Shelf == records.Claims && (to == nil || to.Article == ""):
			going[m.ID] = from
		case m.Shelf == records.Articles && leaves(m.Shelf, to):
			leaving = append(leaving, m.ID)
		}
	}
	for _, id := range leaving {
		err := s.each(ctx, records.Claims, id, func(r records.Record) error {
			kept[id] = kept[id] || !records.Same(&r, going[r.ID])
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return kept, nil
}

// turn is what a record is before m is undone, or done again, and after.
func (m move) turn(undo bool) (from, to *records.Record) {
	if undo {
		return m.after, m.before
	}
	return m.before, m.after
}

// leaves reports whether an article, or its text, goes with what becomes of its record.
func leaves(shelf records.Shelf, target *records.Record) bool {
	if target == nil || shelf != records.Articles {
		return target == nil
	}
	_, grave, err := records.ReadEntry(*target)
	return err == nil && grave.ID != ""
}

// reverse makes a step undone, or done again, but for the articles that are kept.
func (s *Session) reverse(st *step, moves []move, kept map[string]bool, undo bool, notes *yielding) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var done []move // as they are made now
	var ops []Op
	turned := make([]move, len(moves)) // as the step keeps them
	changed := false
	for i, m := range moves {
		from, to := m.turn(undo)
		now := s.present(m.Ref, from)
		target, met, err := records.Merge(m.Shelf, from, to, now, records.Theirs)
		switch {
		case err != nil: // what could not be read cannot be joined with what came after it
			target, met = now, []string{illegible}
		case kept[m.ID] && leaves(m.Shelf, target):
			target, met = now, []string{inUse}
		}
		notes.met = append(notes.met, met...)
		changed = changed || !records.Same(now, from) || !records.Same(target, to)
		if turned[i] = (move{m.Ref, target, now}); !undo {
			turned[i] = move{m.Ref, now, target}
		}
		if !records.Same(target, now) {
			made := move{m.Ref, now, target}
			op := s.opOf(made)
			op.yields = notes
			done, ops = append(done, made), append(ops, op)
		}
	}
	if undo { // in the other order than they were made
		slices.Reverse(done)
		slices.Reverse(ops)
	}
	if len(done) == 0 {
		return s.forget(st, notes)
	}
	s.turned(st, done, undo)
	at := s.history.tick(s.now())
	if st.Undone, notes.ops = undo, len(done); undo {
		st.Turned = at
	} else {
		st.Redone = at
	}
	if changed || st.Size == 0 {
		st.moves = turned
	}
	if err := s.apply(done, append(ops, st.ops(changed)...)); err != nil {
		return err
	}
	if st.Mends {
		s.judge(done)
	}
	return nil
}

// present is a record as it is here, or else as it is supposed to be: where that
// is wrong, its write clashes. The caller holds s.mu.
func (s *Session) present(ref Ref, supposed *records.Record) *records.Record {
	if r, ok := s.writer.holds(ref); ok {
		return r
	}
	if d, ok := s.damaged[ref]; ok && len(d.Record.Data) > 0 {
		return &d.Record
	}
	switch ref.Shelf {
	case records.Claims:
		if s.reading != nil {
			if c := s.reading.Claim(annotations.ID(ref.ID)); c != nil {
				return sameOr(supposed, s.claimRecord(c))
			}
		}
	case records.Articles:
		if e := s.entry(annotations.ID(ref.ID)); e != nil {
			r := records.OfEntry(e)
			return sameOr(supposed, &r)
		}
	case records.Codebooks:
		if !s.coded {
			return nil
		}
		r := records.OfCodebook(&s.codebook, s.now())
		return sameOr(supposed, &r)
	}
	return supposed
}

// sameOr is supposed where it holds the same as r, which may lack when.
func sameOr(supposed, r *records.Record) *records.Record {
	if records.Same(supposed, r) {
		return supposed
	}
	return r
}

// recall reads what can be undone of an article, and everywhere.
func (s *Session) recall(ctx context.Context, scopes ...string) error {
	for _, scope := range scopes {
		s.mu.Lock()
		known := s.history.known[scope]
		s.mu.Unlock()
		if known {
			continue
		}
		var stored []*step
		err := s.each(ctx, records.History, scope, func(r records.Record) error {
			if st, err := readStep(r); err == nil { // one that cannot be read cannot be undone
				stored = append(stored, st)
			}
			return nil
		})
		if err != nil {
			return err
		}
		s.mu.Lock()
		s.history.learn(scope, stored)
		s.mu.Unlock()
	}
	s.hooks.Changed()
	return nil
}

// Recall reads what can be undone that is not about one article's claims.
func (s *Session) Recall(ctx context.Context) error { return s.recall(ctx, everywhere) }

// fieldWords are what fields of records are called in words.
var fieldWords = map[string]string{"": "the deletion", "note": "the note", "restated": "the restated claim", "speaker": "the speaker",
	"saidOn": "the claim date", "worth": "the check-worthiness", "status": "the status", "verdict": "the verdict",
	"passage": "the words marked", "name": "the name", illegible: "what could not be read"}

// illegible stands for all fields of a record that cannot be read, and inUse for an
// article that claims were made in.
const (
	illegible = "illegible"
	inUse     = "in use"
)

// inWords lists fields: "the note and the verdict were".
func inWords(fields []string) string {
	var words []string
	for _, f := range fields {
		word, ok := fieldWords[f]
		switch {
		case strings.HasPrefix(f, "evidence"):
			word = "the evidence"
		case strings.HasPrefix(f, "tags/"):
			word = "a tag"
		case !ok:
			word = "a field"
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	n := len(words) - 1
	if n == 0 {
		return words[0] + " was"
	}
	return strings.Join(words[:n], ", ") + " and " + words[n] + " were"
}
