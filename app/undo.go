package app

import (
	"context"
	"errors"
)

// CanUndo says whether there is anything to undo.
func (s *Session) CanUndo() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.history.undo) > 0
}

// CanRedo says whether there is anything to redo.
func (s *Session) CanRedo() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.history.redo) > 0
}

// Undo undoes the last step that is not undone, and returns what that did:
// "Claim added". It returns "" where there is nothing, and [ErrChanged] where
// what the step changed has been changed since; the step is then forgotten. A
// step that the store's failing kept from being undone can be tried again.
func (s *Session) Undo(ctx context.Context) (string, error) {
	return s.turn(ctx, func(h *history) (*[]step, *[]step) { return &h.undo, &h.redo })
}

// Redo does again what was last undone; see [Session.Undo].
func (s *Session) Redo(ctx context.Context) (string, error) {
	return s.turn(ctx, func(h *history) (*[]step, *[]step) { return &h.redo, &h.undo })
}

// turn takes the last step from one list, reverses it, and puts the reverse on
// the other. One turn waits for the one before, since it stands on that.
func (s *Session) turn(ctx context.Context, lists func(*history) (from, to *[]step)) (string, error) {
	s.turns.Lock()
	defer s.turns.Unlock()
	s.mu.Lock()
	from, to := lists(&s.history)
	if len(*from) == 0 {
		s.mu.Unlock()
		return "", nil
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	s.mu.Unlock()

	st := last.reversed()
	err := s.stands(ctx, st)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if !errors.Is(err, ErrChanged) {
			*from = append(*from, last)
		}
		s.hooks.Changed()
		return st.said, err
	}
	if err := s.apply(st); err != nil {
		return st.said, err
	}
	*to = append(*to, st)
	return st.said, nil
}

// stands checks that everything st changes is still as it was before st.
func (s *Session) stands(ctx context.Context, st step) error {
	for _, m := range st.moves {
		now, err := s.record(ctx, m.Ref)
		if err != nil {
			return err
		}
		if !sameRecord(now, m.before) {
			return ErrChanged
		}
	}
	return nil
}
