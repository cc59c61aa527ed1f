package app

import (
	"context"
	"slices"
	"time"

	"claimlight/annotations"
)

// Refresh rereads records that another tab has written. What this tab has
// changed itself and not yet written is left as it is: it is about to win.
func (s *Session) Refresh(ctx context.Context, refs []Ref) error {
	var claims []string
	for _, ref := range refs {
		if s.writer.holds(ref.Shelf, ref.ID) {
			continue
		}
		var err error
		switch ref.Shelf {
		case Articles:
			err = s.refreshArticle(ctx, ref.ID)
		case Claims:
			claims = append(claims, ref.ID)
		case Codebooks:
			err = s.readCodebook(ctx)
		case Settings:
			err = s.readPreferences(ctx)
		}
		if err != nil {
			return err
		}
	}
	if err := s.refreshClaims(ctx, claims); err != nil {
		return err
	}
	s.hooks.Changed()
	return nil
}

func (s *Session) refreshArticle(ctx context.Context, id string) error {
	r, ok, err := s.store.Read(ctx, Articles, id)
	if err != nil || !ok {
		return err
	}
	e, grave, err := entryOf(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = slices.DeleteFunc(slices.Clone(s.entries), func(e Entry) bool { return string(e.ID) == id })
	if grave.ID == "" {
		s.entries = append(s.entries, e)
		slices.SortFunc(s.entries, newestFirst)
	} else if s.reading != nil && string(s.reading.Article.ID) == id {
		s.reading = nil
	}
	return nil
}

// refreshClaims rereads the claims that belong to the article being read.
func (s *Session) refreshClaims(ctx context.Context, ids []string) error {
	reading := s.Reading()
	if reading == nil || len(ids) == 0 {
		return nil
	}
	var put []*annotations.Claim
	var drop []annotations.ID
	bases := map[annotations.ID]time.Time{}
	for _, id := range ids {
		r, ok, err := s.store.Read(ctx, Claims, id)
		if err != nil {
			return err
		}
		switch {
		case !ok || r.Article == "":
			drop = append(drop, annotations.ID(id))
		case annotations.ID(r.Article) == reading.Article.ID:
			c, base, err := claimOf(r)
			if err != nil {
				return err
			}
			bases[c.ID] = base
			put = append(put, &c)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reading == nil || s.reading.Article.ID != reading.Article.ID || len(put)+len(drop) == 0 {
		return nil
	}
	for id, base := range bases {
		if !base.IsZero() {
			s.bases[id] = base
		}
	}
	s.reading = s.reading.with(put, drop)
	return nil
}
