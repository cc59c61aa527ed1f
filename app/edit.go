package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"claimlight/annotations"
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
	now, a := s.now(), &s.reading.Article
	c := &annotations.Claim{ID: id, Article: a.ID, Span: span, Quote: annotations.Describe(a.Text, span),
		Tags: tags, Creator: creator, Created: now, Modified: now}
	if err := c.Check(a.Text); err != nil {
		return "", fmt.Errorf("this cannot be marked: %w", err)
	}
	s.do(step{said: "Claim added", claims: []change[annotations.Claim]{{nil, c}}})
	return id, nil
}

// Change lets f change a claim of the article being read. Said is what to
// announce; field, where it is not "", names the text field that was typed
// into, so that a run of typing is undone at once. It returns [ErrNoClaim]
// where the claim is gone.
func (s *Session) Change(id annotations.ID, said, field string, f func(*annotations.Claim)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reading == nil {
		return ErrNoClaim
	}
	before := s.reading.Claim(id)
	if before == nil {
		return ErrNoClaim
	}
	after := before.Clone()
	f(&after)
	if len(after.Tags) == 0 {
		after.Tags = nil // as it is read back
	}
	if sameOrNil(before, &after) {
		return nil
	}
	after.Modified = later(s.now(), before.Modified)
	s.do(step{said: said, field: field, at: s.clock(), claims: []change[annotations.Claim]{{before, &after}}})
	return nil
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
	if s.reading == nil {
		return ErrNoClaim
	}
	c := s.reading.Claim(id)
	if c == nil {
		return ErrNoClaim
	}
	s.do(step{said: "Claim deleted", claims: []change[annotations.Claim]{{c, nil}}})
	return nil
}

// Add puts a new article into the library. Where the library has the same text
// already it adds nothing, and returns that article's identifier and true.
func (s *Session) Add(a annotations.Article) (id annotations.ID, had bool, err error) {
	a.Digest = annotations.Digest(a.Text)
	if err := a.Validate(); err != nil {
		return "", false, fmt.Errorf("this article cannot be added: %w", err)
	}
	if id, err = s.newID(); err != nil {
		return "", false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.entries, func(e Entry) bool { return e.Digest == a.Digest }); i >= 0 {
		return s.entries[i].ID, true, nil
	}
	a.ID, a.Added = id, s.now()
	s.do(step{said: "Article added", articles: []change[annotations.Article]{{nil, &a}}})
	return id, false, nil
}

// Remove deletes an article and its claims.
func (s *Session) Remove(ctx context.Context, id annotations.ID) error {
	a, err := s.Article(ctx, id)
	if err != nil {
		return err
	}
	claims, err := s.Claims(ctx, id)
	if err != nil {
		return err
	}
	st := step{said: "Article deleted", articles: []change[annotations.Article]{{&a, nil}}}
	for _, c := range claims {
		st.claims = append(st.claims, change[annotations.Claim]{c, nil})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.do(st)
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
	before := s.codebook
	c.Version = before.Version + 1
	s.do(step{said: said, codebook: &change[annotations.Codebook]{&before, &c}})
	return nil
}

// Bring does what m proposes, as one step.
func (s *Session) Bring(m *annotations.Merge) {
	s.mu.Lock()
	defer s.mu.Unlock()
	articles, claims := m.Result()
	mine := map[annotations.ID]*annotations.Claim{}
	for i := range m.Claims {
		if c := &m.Claims[i]; c.Mine.ID != "" {
			mine[c.Mine.ID] = &c.Mine
		}
	}
	st := step{said: "Import", bases: map[annotations.ID]time.Time{}}
	for i := range articles {
		st.articles = append(st.articles, change[annotations.Article]{nil, &articles[i]})
	}
	for i := range claims {
		c := &claims[i]
		st.claims = append(st.claims, change[annotations.Claim]{mine[c.ID], c})
		st.bases[c.ID] = c.Modified
	}
	if m.Recoded {
		before, after := s.codebook, m.Codebook
		st.codebook = &change[annotations.Codebook]{&before, &after}
	}
	s.do(st)
}

// do makes st happen and records it. The caller holds s.mu.
func (s *Session) do(st step) {
	s.apply(st)
	s.history.add(st)
}

// apply makes st happen in memory and gives it to the writer. The caller holds
// s.mu.
func (s *Session) apply(st step) {
	now := s.now()
	var ops []Op
	for id, base := range st.bases {
		s.bases[id] = base
	}
	if st.codebook != nil {
		s.codebook = *st.codebook.after
		ops = append(ops, Op{Shelf: Codebooks, Record: recordOf(codebookID, "", now, s.codebook)})
	}
	for _, a := range st.articles {
		ops = append(ops, s.applyArticle(a, now)...)
	}
	var put []*annotations.Claim
	var drop []annotations.ID
	for _, c := range st.claims {
		if c.after == nil {
			drop = append(drop, c.before.ID)
			ops = append(ops, Op{Shelf: Claims, Record: graveRecord(
				annotations.Tombstone{ID: c.before.ID, Article: c.before.Article, Deleted: now})})
			continue
		}
		if s.reading != nil && s.reading.Article.ID == c.after.Article {
			put = append(put, c.after)
		}
		ops = append(ops, Op{Shelf: Claims, Record: claimRecord(c.after, s.bases[c.after.ID])})
	}
	if s.reading != nil && len(put)+len(drop) > 0 {
		s.reading = s.reading.with(put, drop)
	}
	s.writer.add(ops...)
	s.hooks.Changed()
}

// applyArticle adds an article to the list or takes it away.
func (s *Session) applyArticle(a change[annotations.Article], now time.Time) []Op {
	if a.after == nil {
		id := a.before.ID
		s.entries = slices.DeleteFunc(slices.Clone(s.entries), func(e Entry) bool { return e.ID == id })
		if s.reading != nil && s.reading.Article.ID == id {
			s.reading = nil
		}
		return []Op{
			{Shelf: Articles, Record: deletedArticleRecord(annotations.Tombstone{ID: id, Deleted: now})},
			{Shelf: Texts, Record: Record{ID: string(id)}, Remove: true},
		}
	}
	e := entryFor(a.after)
	s.entries = append(slices.Clone(s.entries), e)
	slices.SortFunc(s.entries, newestFirst)
	return []Op{{Shelf: Articles, Record: articleRecord(&e)}, {Shelf: Texts, Record: textRecord(a.after)}}
}

// entryFor is what the library lists of a.
func entryFor(a *annotations.Article) Entry {
	e := Entry{Article: *a, Length: len(a.Text), Words: a.Words()}
	e.Text, e.Blocks = "", nil
	return e
}

// CanUndo and CanRedo say whether there is anything to undo and to redo.
func (s *Session) CanUndo() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.history.undo) > 0
}

// CanRedo: see [Session.CanUndo].
func (s *Session) CanRedo() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.history.redo) > 0
}

// Undo undoes the last step that is not undone, and returns what that did:
// "Claim added". It returns "" where there is nothing, and [ErrChanged] where
// what the step changed has been changed since; the step is then forgotten.
func (s *Session) Undo(ctx context.Context) (string, error) {
	return s.turn(ctx, func(h *history) (*[]step, *[]step) { return &h.undo, &h.redo })
}

// Redo does again what was last undone; see [Session.Undo].
func (s *Session) Redo(ctx context.Context) (string, error) {
	return s.turn(ctx, func(h *history) (*[]step, *[]step) { return &h.redo, &h.undo })
}

// turn takes the last step from one list, reverses it, and puts the reverse on
// the other.
func (s *Session) turn(ctx context.Context, lists func(*history) (from, to *[]step)) (string, error) {
	s.mu.Lock()
	from, to := lists(&s.history)
	if len(*from) == 0 {
		s.mu.Unlock()
		return "", nil
	}
	st := (*from)[len(*from)-1].reversed()
	*from = (*from)[:len(*from)-1]
	s.mu.Unlock()

	if err := s.stands(ctx, st); err != nil {
		s.hooks.Changed()
		return st.said, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.apply(st)
	*to = append(*to, st)
	return st.said, nil
}

// stands checks that everything st changes is still as it was before st.
func (s *Session) stands(ctx context.Context, st step) error {
	for _, c := range st.claims {
		id := cmpOr(c.before, c.after)
		now, err := s.claim(ctx, id)
		if err != nil {
			return err
		}
		if !sameOrNil(now, c.before) {
			return ErrChanged
		}
	}
	for _, a := range st.articles {
		if a.after == nil {
			if _, ok := s.Entry(a.before.ID); !ok {
				return ErrChanged
			}
		} else if _, ok := s.Entry(a.after.ID); ok {
			return ErrChanged
		}
	}
	return nil
}

func cmpOr(a, b *annotations.Claim) *annotations.Claim {
	if a != nil {
		return a
	}
	return b
}

// claim returns a claim as it is now, or nil where there is none: like is any
// version of it.
func (s *Session) claim(ctx context.Context, like *annotations.Claim) (*annotations.Claim, error) {
	if r := s.Reading(); r != nil && r.Article.ID == like.Article {
		return r.Claim(like.ID), nil
	}
	if err := s.waitFor(ctx, Claims, string(like.ID)); err != nil {
		return nil, err
	}
	r, ok, err := s.store.Read(ctx, Claims, string(like.ID))
	if err != nil || !ok || r.Article == "" {
		return nil, err
	}
	c, base, err := claimOf(r)
	s.remember(like.ID, base)
	return &c, err
}
