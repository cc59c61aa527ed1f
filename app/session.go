package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"sync"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"
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
	tab    string     // names this session in the store's log
	turns  sync.Mutex // held for a whole Undo or Redo; locked before mu
	reads  sync.Mutex // held while what is in memory is read from the store; locked before mu

	mu       sync.Mutex
	entries  []*Entry // newest first; the newest alone until whole
	whole    bool     // entries has all articles
	codebook annotations.Codebook
	coded    bool // the store has the codebook; the ready one is there only once it was changed
	prefs    Preferences
	keeping  Keeping
	reading  *Reading
	sweep    sweep                        // of the article being read, once it is asked for
	bases    map[annotations.ID]time.Time // of the claims being read: when they were last imported
	history  history
	seen     int64            // the number of the last write of the store's log that is in memory
	edits    int              // grows with every change of what is in memory
	watches  map[*watch]bool  // of what is being read
	damaged  map[Ref]*Damaged // what cannot be read

	listed      chan struct{} // closed once entries has all articles
	listTrouble error         // why it has not
}

// An Entry is what the library lists of an article. It is never changed.
type Entry = records.Entry

// Hooks are what a session tells. Each may be called from any goroutine, and
// must not call the session.
type Hooks struct {
	Changed func()                 // something to show has changed
	State   func(SaveState, error) // how saving goes
	Wrote   func([]Ref)            // these records are on the disk: other tabs want to know
	Heard   func([]Ref)            // other tabs have written these; nil is left out
	// Met tells in words of fields that another tab changed at the same time.
	// Nil is left out.
	Met func(words string)
}

// Errors of a session.
var (
	// ErrNoArticle means that the library has no such article.
	ErrNoArticle = errors.New("this article is not in your library")
	// ErrNoClaim means that the article being read has no such claim.
	ErrNoClaim = errors.New("this claim is no longer there")
	// ErrChanged means that a step cannot be undone or redone, since what it
	// changed has been changed again, in another tab or by an import.
	ErrChanged = errors.New("this was changed elsewhere since, so it was left as it is")
)

// Open reads the library's list, the codebook and the preferences from store.
// Clock and random are what identifiers and times are made from. A record that
// cannot be read hides no other; see [Session.Unreadable].
func Open(ctx context.Context, store Store, clock func() time.Time, random io.Reader, hooks Hooks) (*Session, error) {
	s := &Session{store: store, clock: clock, random: random, hooks: hooks, codebook: annotations.ClaimTypes(),
		bases: map[annotations.ID]time.Time{}, watches: map[*watch]bool{}, damaged: map[Ref]*Damaged{},
		listed: make(chan struct{})}
	tab, err := s.newID()
	if err != nil {
		return nil, err
	}
	s.tab = string(tab)
	s.writer = newWriter(store, s.tab, s.wrote, s.reconcile, hooks.State)
	log, err := store.Changes(ctx, s.tab, -1)
	if err == nil {
		s.seen = log.At
		err = s.load(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("reading your library: %w", err)
	}
	return s, nil
}

// load reads the library's list, the codebook and the preferences.
func (s *Session) load(ctx context.Context) error {
	for _, ref := range []Ref{{records.Codebooks, records.CodebookID}, {records.Settings, preferencesID}, {records.Settings, keepingID}} {
		r, err := s.record(ctx, ref)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		s.mu.Lock()
		err = s.absorb(ref, r)
		s.mu.Unlock()
		s.noteDamage(ref, r, err)
	}
	few, err := s.listNewest(ctx)
	if err != nil {
		return err
	}
	list := func(ctx context.Context) error {
		defer close(s.listed)
		err := s.listAll(ctx)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.listTrouble = err
		return err
	}
	if few {
		return list(ctx)
	}
	go func() {
		if err := list(context.Background()); err != nil && s.hooks.Met != nil {
			s.hooks.Met(upperFirst(err.Error()))
		}
		s.hooks.Changed()
	}()
	return nil
}

// wrote takes note of a write of this tab's. Where others have written since the
// last, their messages may be lost.
func (s *Session) wrote(ops []Op, at int64) {
	var refs []Ref
	for i := range ops {
		if ops[i].Shelf != records.History && ops[i].Shelf != records.Texts {
			refs = append(refs, ops[i].ref())
		}
	}
	s.mu.Lock()
	missed := at > s.seen+1
	if at == s.seen+1 {
		s.seen = at
	}
	s.mu.Unlock()
	if len(refs) > 0 {
		s.hooks.Wrote(refs)
	}
	if missed {
		go s.CatchUp(context.Background()) // what fails is tried again with the next write or message
	}
}

// Retry writes again what could not be written.
func (s *Session) Retry() { s.writer.retry() }

// Flush waits until all that was done is on the disk.
func (s *Session) Flush(ctx context.Context) error { return s.writer.flush(ctx) }

// Entries are the articles of the library, newest first: right after opening, the
// newest alone; see [Session.Listed]. The caller must not change them.
func (s *Session) Entries() []*Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.entries
}

// Entry returns what the library lists of an article, or nil.
func (s *Session) Entry(id annotations.ID) *Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.entry(id)
}

func (s *Session) entry(id annotations.ID) *Entry {
	for _, e := range s.entries {
		if e.ID == id {
			return e
		}
	}
	return nil
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

// record returns a record as it is now: as it waits to be written, or else as
// it is stored; nil where there is none.
func (s *Session) record(ctx context.Context, ref Ref) (*records.Record, error) {
	if r, ok := s.writer.holds(ref); ok {
		return r, nil
	}
	r, ok, err := s.store.Read(ctx, ref.Shelf, ref.ID)
	if err != nil || !ok {
		return nil, err
	}
	return &r, nil
}

// each calls f with every record of a shelf, or of an article on it where that
// is not "", as they are now: as they wait to be written, or else as they are
// stored. So what could not be saved can still be read, and exported.
func (s *Session) each(ctx context.Context, shelf records.Shelf, article string, f func(records.Record) error) error {
	held := map[string]bool{}
	ops := s.writer.held()
	for i := range ops {
		if o := &ops[i]; o.Shelf == shelf {
			held[o.Record.ID] = true
		}
	}
	err := s.store.Each(ctx, shelf, article, func(list []records.Record) error {
		for _, r := range list {
			if held[r.ID] {
				continue
			}
			if err := f(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range ops {
		o := &ops[i]
		if o.Shelf == shelf && !o.Remove && (article == "" || o.Article == article) {
			if err := f(o.Record); err != nil {
				return err
			}
		}
	}
	return nil
}

// Article reads an article whole. It returns [ErrNoArticle] where the library
// does not have it.
func (s *Session) Article(ctx context.Context, id annotations.ID) (*annotations.Article, error) {
	e, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	if reading := s.Reading(); reading != nil && reading.Article.ID == id {
		return reading.Article, nil
	}
	ref := Ref{records.Texts, string(id)}
	r, err := s.record(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("reading the text of “%s”: %w", e.Title, err)
	}
	var a annotations.Article
	if r != nil {
		a, err = records.ReadText(*e, *r)
	} else if r, err = s.missing(ctx, e); err == nil {
		return nil, ErrNoArticle
	}
	if s.noteDamage(ref, r, err) {
		s.hooks.Changed()
	}
	return &a, err
}

// missing is the error for an article whose text is not stored, and stands in for
// the text's record. It is nil where another tab has deleted the article.
func (s *Session) missing(ctx context.Context, e *Entry) (*records.Record, error) {
	r, err := s.record(ctx, Ref{records.Articles, string(e.ID)})
	if err == nil && r != nil {
		if _, grave, unread := records.ReadEntry(*r); unread != nil || grave.ID == "" {
			err = records.MissingText(e)
		}
	}
	return &records.Record{ID: string(e.ID)}, err
}

// Claims reads the claims of an article, in text order.
func (s *Session) Claims(ctx context.Context, article annotations.ID) ([]*annotations.Claim, error) {
	if r := s.Reading(); r != nil && r.Article.ID == article {
		return r.all(), nil
	}
	var claims []*annotations.Claim
	err := s.eachClaim(ctx, string(article), func(c *annotations.Claim) { claims = append(claims, c) })
	sort.Slice(claims, func(i, j int) bool { return claims[i].Compare(claims[j]) < 0 })
	return claims, err
}

// eachClaim calls f with every claim of an article, or of the whole library
// where it is "", as they are once all that was done is written.
func (s *Session) eachClaim(ctx context.Context, article string, f func(*annotations.Claim)) error {
	return s.each(ctx, records.Claims, article, func(r records.Record) error {
		if r.Article == "" {
			return nil // it was deleted
		}
		c, base, err := records.ReadClaim(r)
		if s.noteDamage(Ref{records.Claims, r.ID}, &r, err) {
			return nil
		}
		s.remember(c.ID, base)
		f(&c)
		return nil
	})
}

func (s *Session) remember(id annotations.ID, base time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rebase(id, base)
}

// rebase notes when a claim was last imported: never, where base is zero, as
// after an import is undone. The caller holds s.mu.
func (s *Session) rebase(id annotations.ID, base time.Time) {
	if base.IsZero() {
		delete(s.bases, id)
		return
	}
	s.bases[id] = base
}

// absorb takes a record, or where it is nil its absence, into memory. It is
// what a change here and one in another tab have in common. The caller holds
// s.mu, or is the only one who knows s. Claims are absorbed by
// [Session.absorbClaims].
func (s *Session) absorb(ref Ref, r *records.Record) error {
	switch ref.Shelf {
	case records.Articles:
		return s.absorbArticle(annotations.ID(ref.ID), r)
	case records.Codebooks:
		s.coded = r != nil
		if r == nil {
			s.codebook = annotations.ClaimTypes()
			return nil
		}
		c, err := records.ReadCodebook(*r)
		if err == nil {
			s.codebook = c
		}
		return err
	case records.Settings:
		switch ref.ID {
		case preferencesID:
			return readSetting(r, &s.prefs)
		case keepingID:
			return readSetting(r, &s.keeping)
		default:
			s.absorbSweep(ref.ID, r)
		}
	}
	return nil
}

// readSetting reads what a record of the settings holds into setting: nothing,
// where there is no record.
func readSetting[T any](r *records.Record, setting *T) error {
	var read T
	if r != nil {
		if err := json.Unmarshal(r.Data, &read); err != nil {
			return &records.DamageError{What: "your settings", Cause: err}
		}
	}
	*setting = read
	return nil
}

func (s *Session) absorbArticle(id annotations.ID, r *records.Record) error {
	var now *Entry
	if r != nil {
		e, grave, err := records.ReadEntry(*r)
		if err != nil {
			return err
		}
		if grave.ID == "" {
			now = &e
		}
	}
	if now == nil && s.reading != nil && s.reading.Article.ID == id {
		s.reading = nil
	}
	s.entries = withEntry(s.entries, id, now)
	return nil
}

// absorbClaims takes claims' records, or their absence, into the article being
// read, and takes note of those that can be read again.
func (s *Session) absorbClaims(moves []move) error {
	for _, m := range moves {
		if s.damaged[m.Ref] != nil && (m.after == nil || records.Filed{Shelf: m.Shelf, Record: *m.after}.Check() == nil) {
			delete(s.damaged, m.Ref)
		}
	}
	if s.reading == nil {
		return nil
	}
	var put []*annotations.Claim
	var drop []annotations.ID
	for _, m := range moves {
		switch {
		case m.after == nil || m.after.Article == "":
			drop = append(drop, annotations.ID(m.ID))
		case m.after.Article == string(s.reading.Article.ID):
			c, base, err := records.ReadClaim(*m.after)
			if err != nil {
				s.damaged[m.Ref] = &Damaged{Ref: m.Ref, Err: err, Record: *m.after}
				drop = append(drop, annotations.ID(m.ID))
				continue
			}
			s.rebase(c.ID, base)
			put = append(put, &c)
		}
	}
	if len(put)+len(drop) > 0 {
		s.reading = s.reading.with(put, drop)
	}
	return nil
}
