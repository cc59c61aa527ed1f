package app

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"
)

// Mark adds a claim on the words of span in the article being read, with the
// given tags, and returns its identifier.
func (s *Session) Mark(span annotations.Span, tags ...annotations.ID) (annotations.ID, error) {
	id, err := s.newID()
	if err != nil {
		return "", err
	}
	creator, err := s.creator()
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reading == nil {
		return "", ErrNoArticle
	}
	now, a := s.now(), s.reading.Article
	c := &annotations.Claim{ID: id, Article: a.ID, Span: span, Quote: annotations.Describe(a.Text, span),
		Tags: tags, Creator: creator, Created: now, Modified: now}
	if err := c.Check(a.Text); err != nil {
		return "", fmt.Errorf("this cannot be marked: %w", err)
	}
	return id, s.do(&step{Said: "Claim added", moves: []move{moved(records.Claims, nil, s.claimRecord(c))}})
}

// claimRecord is the record of c. The caller holds s.mu.
func (s *Session) claimRecord(c *annotations.Claim) *records.Record {
	r := records.OfClaim(c, s.bases[c.ID])
	return &r
}

// Change lets f change a claim of the article being read. Said is what to
// announce; field, where it is not "", names the text field that was typed
// into, so that a run of typing is undone at once. It returns [ErrNoClaim]
// where the claim is gone.
func (s *Session) Change(id annotations.ID, said, field string, f func(*annotations.Claim)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, err := s.claim(id)
	if err != nil {
		return err
	}
	after := before.Clone()
	f(&after)
	if len(after.Tags) == 0 {
		after.Tags = nil // as it is read back
	}
	if len(after.Evidence) == 0 {
		after.Evidence = nil
	}
	for i := range after.Evidence {
		if after.Evidence[i].ID == "" {
			if after.Evidence[i].ID, err = s.newID(); err != nil {
				return err
			}
		}
	}
	if reflect.DeepEqual(before, &after) {
		return nil
	}
	after.Modified = later(s.now(), before.Modified)
	return s.do(&step{Said: said, Field: field,
		moves: []move{moved(records.Claims, s.claimRecord(before), s.claimRecord(&after))}})
}

// claim returns a claim of the article being read. The caller holds s.mu.
func (s *Session) claim(id annotations.ID) (*annotations.Claim, error) {
	if s.reading != nil {
		if c := s.reading.Claim(id); c != nil {
			return c, nil
		}
	}
	return nil, ErrNoClaim
}

// later is now, or where the clock was set back, just after before.
func later(now, before time.Time) time.Time {
	if now.After(before) {
		return now
	}
	return before.Add(time.Millisecond)
}

// Delete removes a claim of the article being read, and leaves a tombstone. It
// returns [ErrNoClaim] where the claim is gone.
func (s *Session) Delete(id annotations.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.claim(id)
	if err != nil {
		return err
	}
	return s.do(&step{Said: "Claim deleted", moves: []move{moved(records.Claims, s.claimRecord(c), graveRecord(c, s.now()))}})
}

// An Added is what came of an article that was given to the library.
type Added struct {
	ID  annotations.ID
	Had bool // the library had the same text already, in the article ID
}

// Add puts a new article into the library. Its Digest and text must be right.
// Where the library has the same text already it adds nothing, and returns that
// article's identifier and true.
func (s *Session) Add(a annotations.Article) (id annotations.ID, had bool, err error) {
	added, err := s.AddAll([]annotations.Article{a}, nil)
	if err != nil {
		return "", false, err
	}
	return added[0].ID, added[0].Had, nil
}

// A Run is articles that are added bit by bit, and that are undone together. The
// zero value is one that has not begun.
type Run struct {
	id annotations.ID
	n  int
}

// AddAll is Add for several articles, as one step, which is part of a run where that
// is not nil. Of equal ones among them the first is added.
func (s *Session) AddAll(articles []annotations.Article, run *Run) ([]Added, error) {
	if err := s.Listed(context.Background()); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	has := make(map[string]annotations.ID, len(s.entries))
	for _, e := range s.entries {
		has[e.Digest] = e.ID
	}
	st := &step{Said: "Article added"}
	all := make([]Added, len(articles))
	for i := range articles {
		a := articles[i]
		if id, ok := has[a.Digest]; ok {
			all[i] = Added{id, true}
			continue
		}
		var err error
		if a.ID, err = s.newID(); err != nil {
			return nil, err
		}
		a.Added = s.now()
		e := records.EntryOf(&a)
		entry, text := records.OfEntry(&e), records.OfText(&a)
		st.moves = append(st.moves, moved(records.Texts, nil, &text), moved(records.Articles, nil, &entry))
		has[a.Digest], all[i] = a.ID, Added{ID: a.ID}
	}
	n := len(st.moves) / 2
	if n == 0 {
		return all, nil
	}
	if run != nil {
		if run.id == "" {
			var err error
			if run.id, err = s.newID(); err != nil {
				return nil, err
			}
		}
		run.n += n
		st.Run, n = run.id, run.n
	}
	if n > 1 {
		st.Said = count(n, "article", "articles") + " added"
	}
	return all, s.do(st)
}

// Remove deletes an article and its claims. Where it is one of several versions,
// the one after it then follows on the one before it.
func (s *Session) Remove(ctx context.Context, id annotations.ID) error {
	st := &step{Said: "Article deleted"}
	e, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	if err := s.Listed(ctx); err != nil {
		return err
	}
	claims, err := s.Claims(ctx, id)
	if err != nil {
		return err
	}
	if st.moves, err = s.relinked(ctx, e, claims); err != nil {
		return err
	}
	if err := s.removal(ctx, st, e, claims); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.do(st)
}

// RemoveVersions deletes all versions of an article and their claims.
func (s *Session) RemoveVersions(ctx context.Context, id annotations.ID) error {
	st := &step{Said: "Article deleted"}
	if err := s.Listed(ctx); err != nil {
		return err
	}
	for _, e := range versions(s.Entries(), id) {
		claims, err := s.Claims(ctx, e.ID)
		if err != nil {
			return err
		}
		if err := s.removal(ctx, st, e, claims); err != nil {
			return err
		}
	}
	if len(st.moves) == 0 {
		return ErrNoArticle
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.do(st)
}

// removal adds to st what deletes an article and its claims.
func (s *Session) removal(ctx context.Context, st *step, e *Entry, claims []*annotations.Claim) error {
	text, err := s.record(ctx, Ref{records.Texts, string(e.ID)})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	before, after := records.OfEntry(e), records.OfDeletedArticle(annotations.Tombstone{ID: e.ID, Deleted: now})
	for _, c := range claims {
		st.moves = append(st.moves, moved(records.Claims, s.claimRecord(c), graveRecord(c, now)))
	}
	for ref, d := range s.damaged { // they go, and come back, with the article too
		if ref.Shelf == records.Claims && d.Record.Article == string(e.ID) {
			c := annotations.Claim{ID: annotations.ID(ref.ID), Article: e.ID}
			st.moves = append(st.moves, moved(records.Claims, &d.Record, graveRecord(&c, now)))
		}
	}
	if text != nil {
		st.moves = append(st.moves, moved(records.Texts, text, nil))
	}
	st.moves = append(st.moves, moved(records.Articles, &before, &after))
	return nil
}

// Recode puts a codebook in the place of the one in use. It returns an error
// that says what is wrong with it, where something is.
func (s *Session) Recode(c annotations.Codebook, said string) error {
	if err := c.Check(); err != nil {
		return fmt.Errorf("the codebook cannot be used like this: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Version = s.codebook.Version + 1
	return s.do(&step{Said: said, moves: []move{s.recoding(&c)}})
}

// recoding is the move that puts c in the place of the codebook in use. The
// caller holds s.mu.
func (s *Session) recoding(c *annotations.Codebook) move {
	before, after := records.OfCodebook(&s.codebook, s.now()), records.OfCodebook(c, s.now())
	return moved(records.Codebooks, &before, &after)
}

// do makes st happen and records it. The caller holds s.mu.
func (s *Session) do(st *step) error {
	st.At = s.clock()
	st.Scope, st.Of = scopeOf(st.moves)
	if st.also != "" && st.Scope == everywhere && len(st.Of) > 0 {
		st.Of = append(st.Of, st.also)
	}
	moves := st.moves
	ops := make([]Op, len(moves))
	for i, m := range moves {
		ops[i] = s.opOf(m)
		st.Mends = st.Mends || s.damaged[m.Ref] != nil
	}
	if err := s.apply(moves, append(ops, s.history.add(st, s.tab)...)); err != nil {
		return err
	}
	if st.Mends {
		s.judge(moves)
	}
	return nil
}

// opOf is the op that makes m happen. The caller holds s.mu.
func (s *Session) opOf(m move) Op {
	o := m.op()
	if m.Shelf == records.Codebooks && !s.coded {
		o.Before = nil
	}
	return o
}

// apply makes moves happen in memory, and gives the ops that make them happen in
// the store, and what else belongs to them, to the writer. The caller holds s.mu.
func (s *Session) apply(moves []move, ops []Op) error {
	if err := s.absorbMoves(moves); err != nil {
		return err
	}
	s.writer.add(ops...)
	s.hooks.Changed()
	return nil
}

// absorbMoves takes what became of records into memory. The caller holds s.mu.
func (s *Session) absorbMoves(moves []move) error {
	s.edits++
	var claims []move
	for _, m := range moves {
		for w := range s.watches {
			w.see(m.Ref)
		}
		if m.Shelf == records.Claims {
			claims = append(claims, m)
			continue
		}
		s.take(m)
	}
	return s.absorbClaims(claims)
}
