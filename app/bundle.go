package app

import (
	"bytes"
	"context"
	"errors"

	"claimlight/annotations"
	"claimlight/app/records"
)

// Bundle gathers the records of an article, or of the whole library where it is
// "", for the worker to make a file of.
func (s *Session) Bundle(ctx context.Context, article annotations.ID) ([]byte, error) {
	codebook := s.Codebook()
	bundle := records.Append(nil, records.Filed{Shelf: records.Codebooks, Record: records.OfCodebook(&codebook, s.now())})
	if article != "" {
		for _, shelf := range []records.Shelf{records.Articles, records.Texts} {
			r, err := s.record(ctx, Ref{shelf, string(article)})
			if err != nil {
				return nil, err
			}
			if r == nil {
				return nil, ErrNoArticle
			}
			bundle = records.Append(bundle, records.Filed{Shelf: shelf, Record: *r})
		}
		sweep, err := s.record(ctx, Ref{records.Settings, records.SweepID(article)})
		if err != nil {
			return nil, err
		}
		if sweep != nil {
			bundle = records.Append(bundle, records.Filed{Shelf: records.Settings, Record: *sweep})
		}
		return s.gather(ctx, bundle, records.Claims, string(article))
	}
	err := s.each(ctx, records.Settings, "", func(r records.Record) error {
		if _, ok := records.SweptArticle(r.ID); ok {
			bundle = records.Append(bundle, records.Filed{Shelf: records.Settings, Record: r})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, shelf := range []records.Shelf{records.Articles, records.Texts, records.Claims} {
		if bundle, err = s.gather(ctx, bundle, shelf, ""); err != nil {
			return nil, err
		}
	}
	return bundle, nil
}

// BundleClaims gathers the records of some claims, and of the articles that they
// are in.
func (s *Session) BundleClaims(ctx context.Context, claims []annotations.ID) ([]byte, error) {
	codebook := s.Codebook()
	bundle := records.Append(nil, records.Filed{Shelf: records.Codebooks, Record: records.OfCodebook(&codebook, s.now())})
	var marked []byte // what comes after the articles
	articles := map[string]bool{}
	for _, id := range claims {
		r, err := s.record(ctx, Ref{records.Claims, string(id)})
		if err != nil {
			return nil, err
		}
		if r == nil || r.Article == "" {
			continue // deleted since
		}
		marked = records.Append(marked, records.Filed{Shelf: records.Claims, Record: *r})
		if articles[r.Article] {
			continue
		}
		articles[r.Article] = true
		for _, shelf := range []records.Shelf{records.Articles, records.Texts} {
			of, err := s.record(ctx, Ref{shelf, r.Article})
			if err != nil {
				return nil, err
			}
			if of != nil {
				bundle = records.Append(bundle, records.Filed{Shelf: shelf, Record: *of})
			}
		}
	}
	return append(bundle, marked...), nil
}

// gather appends the records of a shelf, or of an article on it, to bundle.
func (s *Session) gather(ctx context.Context, bundle []byte, shelf records.Shelf, article string) ([]byte, error) {
	err := s.each(ctx, shelf, article, func(r records.Record) error {
		bundle = records.Append(bundle, records.Filed{Shelf: shelf, Record: r})
		return nil
	})
	return bundle, err
}

// Bring does what an arrival proposes, as one step, and returns how many claims
// it brought. Bundle is what came along with the arrival.
func (s *Session) Bring(ctx context.Context, a *records.Arrival, bundle []byte) (int, error) {
	filed, err := takeAll(bundle)
	if err != nil {
		return 0, err
	}
	if codebook := s.Codebook(); !bytes.Equal(records.OfCodebook(&codebook, s.now()).Data, a.Codebook) {
		return 0, errStale
	}
	st := &step{Said: "Import"}
	now, err := s.current(ctx, a)
	if err != nil {
		return 0, err
	}
	bring := func(i, before int, fresh bool) error {
		ref := Ref{filed[i].Shelf, filed[i].ID}
		was, ok := now[ref]
		if !ok && !fresh {
			if was, err = s.record(ctx, ref); err != nil {
				return err
			}
		}
		switch {
		case before < 0 && was != nil && filed[i].Shelf == records.Claims && unreadClaim(was):
			if filed[i].Article == "" {
				return nil // that it was deleted elsewhere is no reason to lose it
			}
		case before >= 0 && !records.Same(was, &filed[before].Record):
			return errStale
		case before < 0 && was != nil && was.Article != "":
			return errStale
		}
		st.moves = append(st.moves, moved(filed[i].Shelf, was, &filed[i].Record))
		return nil
	}
	wanted, claims := map[annotations.ID]bool{}, 0
	for _, c := range a.Claims {
		if c.Take && c.After >= 0 {
			if claims++; c.Change != records.DeletedThere {
				wanted[c.Article] = true
			}
			if err := bring(c.After, c.Before, c.Change == records.New); err != nil {
				return 0, err
			}
		}
	}
	// Of an article the text first: it is listed only when it can be read.
	var others []int
	for _, c := range a.Articles {
		if c.After >= 0 && (c.Take || wanted[c.ID]) {
			others = append(others, c.After+1, c.After)
			delete(wanted, c.ID)
		}
	}
	for id := range wanted { // articles that were here
		switch _, err := s.find(ctx, id); {
		case err == ErrNoArticle:
			return 0, errStale
		case err != nil:
			return 0, err
		}
	}
	others = append(others, a.Graves...)
	if a.Tags > 0 {
		others = append(others, len(filed)-1)
	}
	for _, i := range others {
		if err := bring(i, -1, false); err != nil {
			return 0, err
		}
	}
	if len(st.moves) == 0 {
		return 0, nil // nothing to undo either
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.came(st)
	return claims, s.do(st)
}

// unreadClaim reports whether a claim's record cannot be read, so that what a file
// has of the claim takes its place.
func unreadClaim(r *records.Record) bool {
	if r.Article == "" {
		return false // it was deleted
	}
	_, _, err := records.ReadClaim(*r)
	return err != nil
}

// current are the claims' records of the articles that an arrival is about.
func (s *Session) current(ctx context.Context, a *records.Arrival) (map[Ref]*records.Record, error) {
	now, read := map[Ref]*records.Record{}, map[annotations.ID]bool{}
	for _, c := range a.Claims {
		if c.Article == "" || read[c.Article] {
			continue
		}
		read[c.Article] = true
		err := s.each(ctx, records.Claims, string(c.Article), func(r records.Record) error {
			now[Ref{records.Claims, r.ID}] = &r
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return now, nil
}

// errStale means that what an import is about was changed after its preview was made.
var errStale = errors.New("your library has changed since the file was compared with it; choose the file again")

// takeAll is all records of a bundle.
func takeAll(bundle []byte) ([]records.Filed, error) {
	var filed []records.Filed
	for len(bundle) > 0 {
		r, rest, err := records.Take(bundle)
		if err != nil {
			return nil, err
		}
		filed, bundle = append(filed, r), rest
	}
	return filed, nil
}
