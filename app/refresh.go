package app

import (
	"context"

	"claimlight/app/records"
)

// Refresh rereads records that another tab has written. What this tab has
// changed itself and not yet written is left as it is: it is about to win.
func (s *Session) Refresh(ctx context.Context, refs []Ref) error {
	var claims []move
	for _, ref := range refs {
		if _, held := s.writer.holds(ref); held {
			continue
		}
		r, err := s.record(ctx, ref)
		if err != nil {
			return err
		}
		if ref.Shelf == records.Claims {
			claims = append(claims, move{Ref: ref, after: r})
			continue
		}
		s.mu.Lock()
		err = s.absorb(ref, r)
		s.mu.Unlock()
		if err != nil {
			return err
		}
	}
	s.mu.Lock()
	err := s.absorbClaims(claims)
	s.mu.Unlock()
	s.hooks.Changed()
	return err
}
