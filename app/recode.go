package app

import (
	"context"
	"fmt"
	"slices"

	"claimlight/annotations"
	"claimlight/app/records"
)

// TagUses counts the claims of the library that have each tag.
func (s *Session) TagUses(ctx context.Context) (map[annotations.ID]int, error) {
	uses := map[annotations.ID]int{}
	err := s.scan(ctx, func(c *annotations.Claim) {
		for _, t := range c.Tags {
			uses[t]++
		}
	})
	return uses, err
}

// MergeTag gives all claims that have one tag another in its place, takes the
// tag out of the codebook, and returns how many claims that were. It is one step.
func (s *Session) MergeTag(ctx context.Context, from, into annotations.ID) (claims int, err error) {
	codebook := s.Codebook()
	merged := codebook.Without(from)
	if _, ok := merged.Tag(into); !ok || len(merged.Tags) == len(codebook.Tags) {
		return 0, fmt.Errorf("one of the two tags is gone")
	}
	st := step{Said: "Tags merged"}
	now := s.now()
	err = s.each(ctx, records.Claims, "", func(r records.Record) error {
		if r.Article == "" {
			return nil // it was deleted
		}
		c, base, err := records.ReadClaim(r)
		if err != nil || !c.Tagged(from) {
			return err
		}
		c.Tags = replaced(c.Tags, from, into)
		c.Modified = later(now, c.Modified)
		after := records.OfClaim(&c, base)
		st.moves = append(st.moves, moved(records.Claims, &r, &after))
		return nil
	})
	if err != nil {
		return 0, err
	}
	claims = len(st.moves)
	s.mu.Lock()
	defer s.mu.Unlock()
	merged.Version = s.codebook.Version + 1
	st.moves = append(st.moves, s.recoding(&merged))
	return claims, s.do(&st)
}

// replaced is tags with into in the place of from, once.
func replaced(tags []annotations.ID, from, into annotations.ID) []annotations.ID {
	var list []annotations.ID
	for _, t := range tags {
		if t == from {
			t = into
		}
		if !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

// Adopt puts another codebook into force. Tags of the one before that claims
// have stay, after the others; it returns their names.
func (s *Session) Adopt(ctx context.Context, c annotations.Codebook) (kept []string, err error) {
	uses, err := s.TagUses(ctx)
	if err != nil {
		return nil, err
	}
	own := s.Codebook()
	adopted, kept := own.Adopt(c, func(id annotations.ID) bool { return uses[id] > 0 })
	return kept, s.Recode(adopted, "Codebook loaded")
}
