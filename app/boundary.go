package app

import (
	"context"

	"claimlight/annotations"
	"claimlight/app/records"
)

// Reshape puts a claim of the article being read on other words. All that is
// reshaped in one turn, whose name no other has, is one step to undo. It returns
// [ErrNoClaim] where the claim is gone.
func (s *Session) Reshape(id annotations.ID, span annotations.Span, turn string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, err := s.claim(id)
	if err != nil {
		return err
	}
	if before.Span == span {
		return nil
	}
	text := s.reading.Article.Text
	after := before.Clone()
	after.Span, after.Quote = span, annotations.Describe(text, span)
	if err := after.Check(text); err != nil {
		return err
	}
	after.Modified = later(s.now(), before.Modified)
	return s.do(&step{Said: "Claim’s words changed", Field: reshaped + turn,
		moves: []move{moved(records.Claims, s.claimRecord(before), s.claimRecord(&after))}})
}

// reshaped stands before the name of a turn in a step's field.
const reshaped = "words "

// Unshape puts a claim of an article back where it was before a turn of
// [Session.Reshape], as if that had never been. It does nothing where something
// else was done since.
func (s *Session) Unshape(ctx context.Context, article annotations.ID, turn string) error {
	field := reshaped + turn
	s.mu.Lock()
	last := s.history.next(article, true)
	s.mu.Unlock()
	if last == nil || last.Field != field {
		return nil
	}
	if _, err := s.Undo(ctx, article); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var ops []Op
	s.history.drop(&ops, func(st *step) bool { return st.Field == field })
	s.writer.add(ops...)
	s.hooks.Changed()
	return nil
}

// difference says what an edge that moved has added to a claim or taken from it:
// "Added “of the town”". It is "" where nothing moved.
func difference(text string, before, after annotations.Span) string {
	added := func(s annotations.Span) string {
		return "“" + clip(annotations.Trim(text, s).Of(text), 80) + "”"
	}
	switch {
	case after.End > before.End:
		return "Added " + added(annotations.Span{Start: before.End, End: after.End})
	case after.Start < before.Start:
		return "Added " + added(annotations.Span{Start: after.Start, End: before.Start})
	case after.End < before.End:
		return "Removed " + added(annotations.Span{Start: after.End, End: before.End})
	case after.Start > before.Start:
		return "Removed " + added(annotations.Span{Start: before.Start, End: after.Start})
	}
	return ""
}
