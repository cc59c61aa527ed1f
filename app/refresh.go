package app

import (
	"context"
	"slices"

	"claimlight/annotations"
	"claimlight/app/records"
)

// CatchUp takes in what other tabs have written since it was last asked. Messages
// only say when to ask, so that none has to arrive. What this tab has changed
// itself and not yet written is left as it is: it is joined with what the others
// wrote when it is written.
func (s *Session) CatchUp(ctx context.Context) error {
	for {
		all, err := s.catchUp(ctx)
		if err != nil || all {
			return err
		}
		if err := s.writer.flush(ctx); err != nil {
			return ctx.Err() // what cannot be written now is told otherwise
		}
	}
}

// catchUp is CatchUp once. It reports whether it could take in all: what is on
// its way to the disk may just have got there, and others have been over it.
func (s *Session) catchUp(ctx context.Context) (all bool, err error) {
	s.reads.Lock()
	defer s.reads.Unlock()
	s.mu.Lock()
	seen := s.seen
	s.mu.Unlock()
	changes, err := s.store.Changes(ctx, s.tab, seen)
	if err != nil {
		return false, err
	}
	refs := once(changes.Refs)
	if changes.All {
		if refs, err = s.everything(ctx); err != nil {
			return false, err
		}
	}
	if all = true; len(refs) > 0 {
		if all, err = s.reread(ctx, refs); err != nil {
			return false, err
		}
	}
	if all {
		s.mu.Lock()
		s.seen = max(s.seen, changes.At)
		s.mu.Unlock()
	}
	if len(refs) > 0 {
		s.hooks.Changed()
		if s.hooks.Heard != nil {
			s.hooks.Heard(refs)
		}
	}
	return all, nil
}

// once is a list of references without those that it has already named.
func once(refs []Ref) []Ref {
	had := make(map[Ref]bool, len(refs))
	return slices.DeleteFunc(refs, func(ref Ref) bool {
		defer func() { had[ref] = true }()
		return had[ref]
	})
}

// everything names all records that are in memory, or may come into it.
func (s *Session) everything(ctx context.Context) ([]Ref, error) {
	refs := map[Ref]bool{{records.Codebooks, records.CodebookID}: true}
	list := func(shelf records.Shelf, article string) error {
		return s.store.Each(ctx, shelf, article, func(list []records.Record) error {
			for _, r := range list {
				refs[Ref{shelf, r.ID}] = true
			}
			return nil
		})
	}
	s.mu.Lock()
	for _, e := range s.entries {
		refs[Ref{records.Articles, string(e.ID)}] = true
	}
	reading := s.reading
	s.mu.Unlock()
	if err := list(records.Articles, ""); err != nil {
		return nil, err
	}
	if err := list(records.Settings, ""); err != nil {
		return nil, err
	}
	if reading != nil {
		for _, c := range reading.all() {
			refs[Ref{records.Claims, string(c.ID)}] = true
		}
		if err := list(records.Claims, string(reading.Article.ID)); err != nil {
			return nil, err
		}
	}
	var all []Ref
	for ref := range refs {
		all = append(all, ref)
	}
	return all, nil
}

// A watch tells what was changed here while it was read.
type watch struct{ seen map[Ref]bool }

func (w *watch) see(ref Ref) {
	if w.seen == nil {
		w.seen = map[Ref]bool{}
	}
	w.seen[ref] = true
}

// reread reads records into memory, but for those that were changed here
// meanwhile, and reports whether there were none. The caller holds s.reads.
func (s *Session) reread(ctx context.Context, refs []Ref) (all bool, err error) {
	w := &watch{}
	s.mu.Lock()
	s.watches[w] = true
	s.mu.Unlock()
	moves := make([]move, 0, len(refs))
	var failed error
	for _, ref := range refs {
		r, ok, err := s.store.Read(ctx, ref.Shelf, ref.ID)
		if failed = err; err != nil {
			break
		}
		m := move{Ref: ref}
		if ok {
			m.after = &r
		}
		moves = append(moves, m)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.watches, w)
	if failed != nil {
		return false, failed
	}
	var claims []move
	all = true
	for _, m := range moves {
		if _, held := s.writer.holds(m.Ref); held || w.seen[m.Ref] {
			all = false
			continue
		}
		if m.Shelf == records.Claims {
			claims = append(claims, m)
			continue
		}
		s.take(m)
	}
	return all, s.absorbClaims(claims)
}

// take absorbs a record, or takes note that it cannot be read. The caller holds
// s.mu.
func (s *Session) take(m move) {
	if err := s.absorb(m.Ref, m.after); err != nil {
		s.damaged[m.Ref] = &Damaged{Ref: m.Ref, Err: err, Record: *m.after}
		return
	}
	delete(s.damaged, m.Ref)
}

// reconcile joins ops with what other tabs have written in the meantime, and has
// them written again.
func (s *Session) reconcile(ops []Op, clashes []Clash) {
	for _, c := range clashes {
		if ops[c.Op].Shelf == records.Claims && c.Now != nil && c.Now.Article == "" {
			s.catchUp(context.Background()) // its article may be gone; where that cannot be read, it is still here
			break
		}
	}
	var met []string
	s.mu.Lock()
	moves := s.writer.rejoin(ops, clashes, func(o *Op, base, mine, theirs *records.Record) *records.Record {
		side := records.Mine
		if o.yields != nil {
			side = records.Theirs
		}
		joined, fields, err := records.Merge(o.Shelf, base, mine, theirs, side)
		switch {
		case err != nil && o.yields != nil:
			o.yields.met = append(o.yields.met, illegible)
			o.yields.void[o.ref()] = true
			return theirs
		case err != nil:
			s.writer.aside(s.setAside(o.ref(), *theirs))
			return mine
		case o.yields != nil:
			o.yields.met = append(o.yields.met, fields...)
			o.yields.void[o.ref()] = records.Same(joined, theirs)
		case len(fields) > 0 && s.orphaned(o.Shelf, mine):
			met = append(met, "This article was deleted in another tab, and your last change of a claim went with it")
			return theirs
		case len(fields) == 1 && fields[0] == "":
			met = append(met, "A claim was deleted in one tab and changed in another; it is kept")
		case len(fields) > 0 && o.Shelf == records.Claims:
			met = append(met, upperFirst(inWords(fields))+" changed in another tab at the same time; both are kept, choose one")
		}
		return joined
	})
	for _, m := range moves {
		for w := range s.watches {
			w.see(m.Ref)
		}
		if m.Shelf != records.Claims {
			s.take(m)
		}
	}
	s.edits++
	claims := moves[:0]
	for _, m := range moves {
		if m.Shelf == records.Claims {
			claims = append(claims, m)
		}
	}
	s.absorbClaims(claims)
	s.mu.Unlock()
	s.hooks.Changed()
	if s.hooks.Met != nil {
		for _, words := range met {
			s.hooks.Met(words)
		}
	}
}

// orphaned reports whether a claim's article is gone. The caller holds s.mu.
func (s *Session) orphaned(shelf records.Shelf, claim *records.Record) bool {
	return shelf == records.Claims && claim != nil && claim.Article != "" && s.whole && s.entry(annotations.ID(claim.Article)) == nil
}
