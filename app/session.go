package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"claimlight/annotations"
)

// A Session is the only writer of a person's library. What it is told takes
// effect in memory at once and is written in the background; Hooks.State says
// when it is on the disk. Methods that take a context may read the store and
// block: call them from a goroutine of their own. All methods are safe for
// concurrent use.
type Session struct {
	store  Store
	clock  func() time.Time
	random io.Reader
	hooks  Hooks
	writer *writer

	mu       sync.Mutex
	entries  []Entry // newest first
	codebook annotations.Codebook
	prefs    Preferences
	reading  *Reading
	bases    map[annotations.ID]time.Time // of the claims being read: see storedClaim.Base
	history  history
}

// Hooks are what a session tells. Each may be called from any goroutine, and
// must not call the session.
type Hooks struct {
	Changed func()                 // something to show has changed
	State   func(SaveState, error) // how saving goes
	Wrote   func([]Ref)            // these records are on the disk: other tabs want to know
}

// A Ref names a record.
type Ref struct {
	Shelf   Shelf  `json:"shelf"`
	ID      string `json:"id"`
	Article string `json:"article,omitempty"`
}

// Errors of a session.
var (
	// ErrNoArticle means that the library has no such article.
	ErrNoArticle = errors.New("This article is not in your library")
	// ErrNoClaim means that the article being read has no such claim.
	ErrNoClaim = errors.New("this claim is no longer there")
	// ErrChanged means that a step cannot be undone or redone, since what it
	// changed has been changed again, in another tab or by an import.
	ErrChanged = errors.New("this was changed elsewhere since, so it was left as it is")
)

const (
	codebookID    = "codebook"
	preferencesID = "preferences"
)

// Open reads the library's list, the codebook and the preferences from store.
// Clock and random are what identifiers and times are made from.
func Open(ctx context.Context, store Store, clock func() time.Time, random io.Reader, hooks Hooks) (*Session, error) {
	s := &Session{store: store, clock: clock, random: random, hooks: hooks,
		codebook: annotations.ClaimTypes(), bases: map[annotations.ID]time.Time{}}
	s.writer = newWriter(store, s.wrote, hooks.State)
	err := store.Each(ctx, Articles, "", func(records []Record) error {
		for _, r := range records {
			e, grave, err := entryOf(r)
			if err != nil {
				return err
			}
			if grave.ID == "" {
				s.entries = append(s.entries, e)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading your library: %w", err)
	}
	slices.SortFunc(s.entries, newestFirst)
	if err := s.readCodebook(ctx); err != nil {
		return nil, err
	}
	if err := s.readPreferences(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

func newestFirst(a, b Entry) int {
	if n := b.Added.Compare(a.Added); n != 0 {
		return n
	}
	return strings.Compare(string(b.ID), string(a.ID))
}

func (s *Session) readCodebook(ctx context.Context) error {
	r, ok, err := s.store.Read(ctx, Codebooks, codebookID)
	if err != nil || !ok {
		return err
	}
	var c annotations.Codebook
	if err := json.Unmarshal(r.Data, &c); err != nil {
		return fmt.Errorf("reading the codebook: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codebook = c
	return nil
}

func (s *Session) wrote(ops []Op) {
	refs := make([]Ref, len(ops))
	for i, o := range ops {
		refs[i] = Ref{o.Shelf, o.Record.ID, o.Record.Article}
	}
	s.hooks.Wrote(refs)
}

// Retry writes again what could not be written.
func (s *Session) Retry() { s.writer.retry() }

// Flush waits until all that was done is on the disk.
func (s *Session) Flush(ctx context.Context) error { return s.writer.flush(ctx) }

// Entries are the articles of the library, newest first. The caller must not
// change them.
func (s *Session) Entries() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.entries
}

// Entry returns what the library lists of an article, and whether it has it.
func (s *Session) Entry(id annotations.ID) (Entry, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.entry(id)
}

func (s *Session) entry(id annotations.ID) (Entry, bool) {
	if i := slices.IndexFunc(s.entries, func(e Entry) bool { return e.ID == id }); i >= 0 {
		return s.entries[i], true
	}
	return Entry{}, false
}

// Codebook is the codebook in use. The caller must not change its tags.
func (s *Session) Codebook() annotations.Codebook {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.codebook
}

// now is the time to stamp things with: UTC, in the whole milliseconds that
// records and files keep.
func (s *Session) now() time.Time { return s.clock().UTC().Truncate(time.Millisecond) }

func (s *Session) newID() (annotations.ID, error) { return annotations.NewID(s.clock(), s.random) }

// Article reads an article whole.
func (s *Session) Article(ctx context.Context, id annotations.ID) (annotations.Article, error) {
	e, ok := s.Entry(id)
	if !ok {
		return annotations.Article{}, ErrNoArticle
	}
	s.mu.Lock()
	if s.reading != nil && s.reading.Article.ID == id {
		defer s.mu.Unlock()
		return s.reading.Article, nil
	}
	s.mu.Unlock()
	if err := s.waitFor(ctx, Texts, string(id)); err != nil {
		return annotations.Article{}, err
	}
	r, ok, err := s.store.Read(ctx, Texts, string(id))
	if err != nil {
		return annotations.Article{}, fmt.Errorf("reading the text of %q: %w", e.Title, err)
	}
	if !ok {
		return annotations.Article{}, fmt.Errorf("the text of %q is missing from this browser's storage", e.Title)
	}
	return withText(e, r)
}

// waitFor waits until the record, if it is still to be written, is on the disk.
func (s *Session) waitFor(ctx context.Context, shelf Shelf, id string) error {
	if !s.writer.holds(shelf, id) {
		return nil
	}
	return s.writer.flush(ctx)
}

// Claims reads the claims of an article, in text order.
func (s *Session) Claims(ctx context.Context, article annotations.ID) ([]*annotations.Claim, error) {
	s.mu.Lock()
	if s.reading != nil && s.reading.Article.ID == article {
		defer s.mu.Unlock()
		return s.reading.all(), nil
	}
	s.mu.Unlock()
	if err := s.writer.flush(ctx); err != nil {
		return nil, err
	}
	var claims []*annotations.Claim
	err := s.store.Each(ctx, Claims, string(article), func(records []Record) error {
		for _, r := range records {
			c, base, err := claimOf(r)
			if err != nil {
				return err
			}
			s.remember(c.ID, base)
			claims = append(claims, &c)
		}
		return nil
	})
	slices.SortFunc(claims, (*annotations.Claim).Compare)
	return claims, err
}

func (s *Session) remember(id annotations.ID, base time.Time) {
	if base.IsZero() {
		return
	}
	s.mu.Lock()
	s.bases[id] = base
	s.mu.Unlock()
}

// Library reads everything: all articles with their texts, all claims, the
// tombstones.
func (s *Session) Library(ctx context.Context) (*annotations.Library, error) {
	if err := s.writer.flush(ctx); err != nil {
		return nil, fmt.Errorf("saving what is not saved yet: %w", err)
	}
	l := &annotations.Library{Codebook: s.Codebook()}
	entries := map[string]Entry{}
	err := s.store.Each(ctx, Articles, "", func(records []Record) error {
		for _, r := range records {
			e, grave, err := entryOf(r)
			if err != nil {
				return err
			}
			if grave.ID != "" {
				l.Tombstones = append(l.Tombstones, grave)
				continue
			}
			entries[r.ID] = e
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = s.store.Each(ctx, Texts, "", func(records []Record) error {
		for _, r := range records {
			e, ok := entries[r.ID]
			if !ok {
				continue
			}
			a, err := withText(e, r)
			if err != nil {
				return err
			}
			l.Articles = append(l.Articles, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(l.Articles) != len(entries) {
		return nil, fmt.Errorf("the texts of %d articles are missing from this browser's storage", len(entries)-len(l.Articles))
	}
	err = s.store.Each(ctx, Claims, "", func(records []Record) error {
		for _, r := range records {
			if r.Article == "" {
				grave, err := graveOf(r)
				if err != nil {
					return err
				}
				l.Tombstones = append(l.Tombstones, grave)
				continue
			}
			c, base, err := claimOf(r)
			if err != nil {
				return err
			}
			s.remember(c.ID, base)
			l.Claims = append(l.Claims, c)
		}
		return nil
	})
	l.Sort()
	return l, err
}
