package app

import (
	"fmt"

	"claimlight/annotations"
	"claimlight/app/records"
)

// An elsewhere is another place where a claim's words stand.
type elsewhere struct {
	annotations.Span
	marked bool // there is a claim on it already
}

// elsewheres are the other places in r where the words of c stand.
func elsewheres(r *Reading, c *annotations.Claim, like annotations.Likeness) []elsewhere {
	marked := make(map[annotations.Span]bool, len(r.Placed))
	for i := range r.Placed {
		marked[r.Placed[i].Span] = true
	}
	var list []elsewhere
	for _, span := range annotations.Occurrences(r.Article.Text, c.Quote.Exact, like) {
		if !span.Overlaps(c.Span) {
			list = append(list, elsewhere{span, marked[span]})
		}
	}
	return list
}

// MarkLike adds a claim on each of spans in the article being read, with the tags
// of one that is there; where whole is set, with all else that is said of it too.
// That is one step to undo.
func (s *Session) MarkLike(model annotations.ID, spans []annotations.Span, whole bool) error {
	creator, err := s.creator()
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	like, err := s.claim(model)
	if err != nil {
		return err
	}
	now, a := s.now(), s.reading.Article
	st := &step{Said: count(len(spans), "claim", "claims") + " added"}
	for _, span := range spans {
		c := annotations.Claim{Tags: like.Tags}
		if whole {
			c = *like
		}
		c = c.Clone()
		c.Article, c.Span, c.Quote = a.ID, span, annotations.Describe(a.Text, span)
		c.Creator, c.Created, c.Modified, c.Extra = creator, now, now, nil
		if c.ID, err = s.newID(); err != nil {
			return err
		}
		for i := range c.Evidence {
			if c.Evidence[i].ID, err = s.newID(); err != nil {
				return err
			}
		}
		if err := c.Check(a.Text); err != nil {
			return fmt.Errorf("this cannot be marked: %w", err)
		}
		st.moves = append(st.moves, moved(records.Claims, nil, s.claimRecord(&c)))
	}
	if len(st.moves) == 0 {
		return nil
	}
	return s.do(st)
}
