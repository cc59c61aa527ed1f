package app

import (
	"context"

	"claimlight/app/records"
)

// Restore makes the library as it was in a snapshot, as one step that can be
// undone. Bundle is what came along with r.
func (s *Session) Restore(ctx context.Context, r *records.Restoration, bundle []byte) error {
	filed, err := takeAll(bundle)
	if err != nil {
		return err
	}
	st := &step{Said: "Snapshot restored"}
	for i := range filed {
		now, err := s.record(ctx, Ref{filed[i].Shelf, filed[i].ID})
		if err != nil {
			return err
		}
		st.moves = append(st.moves, moved(filed[i].Shelf, now, &filed[i].Record))
	}
	for _, g := range r.Remove {
		now, err := s.record(ctx, Ref{g.Shelf, g.ID})
		if err != nil {
			return err
		}
		if now != nil {
			st.moves = append(st.moves, moved(g.Shelf, now, nil))
		}
	}
	if len(st.moves) == 0 {
		return nil // nothing to undo either
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.came(st)
	return s.do(st)
}
