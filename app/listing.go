package app

import (
	"context"
	"fmt"
	"sort"

	"claimlight/annotations"
	"claimlight/app/records"
)

// firstEntries is how many articles are read before the library opens: more than
// its first page shows. The rest follow while that is being looked at, so that
// opening takes no longer for a large library than for a small one.
const firstEntries = 60

// listNewest reads the newest articles, and reports whether there are few.
func (s *Session) listNewest(ctx context.Context) (few bool, err error) {
	var entries []*Entry
	few = true
	err = s.store.Latest(ctx, records.Articles, func(list []records.Record) bool {
		for _, r := range list {
			if len(entries) == firstEntries {
				few = false
				return false
			}
			if e := s.readEntry(r); e != nil {
				entries = append(entries, e)
			}
		}
		return true
	})
	sortEntries(entries)
	s.mu.Lock()
	s.entries = entries
	s.mu.Unlock()
	return few, err
}

// readEntry reads an articles record. It returns nil where the article was
// deleted, or cannot be read, which it takes note of.
func (s *Session) readEntry(r records.Record) *Entry {
	e, grave, err := records.ReadEntry(r)
	if s.noteDamage(Ref{records.Articles, r.ID}, &r, err) || grave.ID != "" {
		return nil
	}
	return &e
}

// listAll reads all articles, in place of those that are in memory but for what
// was changed here meanwhile.
func (s *Session) listAll(ctx context.Context) error {
	s.reads.Lock()
	defer s.reads.Unlock()
	w := &watch{}
	s.mu.Lock()
	s.watches[w] = true
	s.mu.Unlock()
	var read []*Entry
	err := s.each(ctx, records.Articles, "", func(r records.Record) error {
		if e := s.readEntry(r); e != nil {
			read = append(read, e)
		}
		return nil
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.watches, w)
	if err != nil {
		return fmt.Errorf("reading your library: %w", err)
	}
	changed := func(e *Entry) bool { return w.seen[Ref{records.Articles, string(e.ID)}] }
	var entries []*Entry
	for _, e := range read {
		if !changed(e) {
			entries = append(entries, e)
		}
	}
	for _, e := range s.entries {
		if changed(e) {
			entries = append(entries, e)
		}
	}
	sortEntries(entries)
	s.entries, s.whole = entries, true
	return nil
}

// Listed waits until all articles of the library are in memory. It returns why
// they are not, where some could not be read.
func (s *Session) Listed(ctx context.Context) error {
	select {
	case <-s.listed:
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.listTrouble
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Lacks reports whether the library is known not to have an article.
func (s *Session) Lacks(id annotations.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.whole && s.entry(id) == nil
}

// find returns what the library lists of an article; it reads that where it is
// not in memory yet. It returns [ErrNoArticle] where there is none.
func (s *Session) find(ctx context.Context, id annotations.ID) (*Entry, error) {
	s.mu.Lock()
	e, whole := s.entry(id), s.whole
	s.mu.Unlock()
	if e != nil {
		return e, nil
	}
	if whole {
		return nil, ErrNoArticle
	}
	r, err := s.record(ctx, Ref{records.Articles, string(id)})
	if err != nil {
		return nil, fmt.Errorf("looking for the article: %w", err)
	}
	if r != nil {
		e = s.readEntry(*r)
	}
	if e == nil {
		return nil, ErrNoArticle
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.entry(id); now != nil {
		return now, nil
	}
	s.entries = withEntry(s.entries, id, e)
	return e, nil
}

// sortEntries sorts the newest to the front.
func sortEntries(list []*Entry) {
	sort.Slice(list, func(i, j int) bool { return newer(list[i], list[j]) })
}

func newer(a, b *Entry) bool {
	if n := a.Added.Compare(b.Added); n != 0 {
		return n > 0
	}
	return a.ID > b.ID
}

// withEntry is list, newest first, with e in the place of the article id, or
// without that where e is nil. List is not changed.
func withEntry(list []*Entry, id annotations.ID, e *Entry) []*Entry {
	next := make([]*Entry, 0, len(list)+1)
	for _, other := range list {
		if other.ID == id {
			continue
		}
		if e != nil && newer(e, other) {
			next, e = append(next, e), nil
		}
		next = append(next, other)
	}
	if e != nil {
		next = append(next, e)
	}
	return next
}
