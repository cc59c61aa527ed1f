package app

import (
	"context"
	"slices"

	"claimlight/annotations"
)

// A Reading is the article that is open, and its claims. It is never changed:
// a new one takes its place.
type Reading struct {
	Article annotations.Article
	Offsets *annotations.Offsets // of its text
	Placed  []Placed             // claims whose words are in the text, in text order
	Lost    []*annotations.Claim // claims whose words are not
	Version int                  // grows with every change
}

// A Placed is a claim and where it stands in its text in UTF-16 units, as the
// page counts.
type Placed struct {
	*annotations.Claim
	From, To int
}

// Claim returns the claim with the given identifier, or nil.
func (r *Reading) Claim(id annotations.ID) *annotations.Claim {
	if i := r.Index(id); i >= 0 {
		return r.Placed[i].Claim
	}
	if i := slices.IndexFunc(r.Lost, func(c *annotations.Claim) bool { return c.ID == id }); i >= 0 {
		return r.Lost[i]
	}
	return nil
}

// Index is where in r.Placed the claim with the given identifier is, or -1.
func (r *Reading) Index(id annotations.ID) int {
	return slices.IndexFunc(r.Placed, func(c Placed) bool { return c.ID == id })
}

// Spanning returns a claim on exactly the words of span, or nil.
func (r *Reading) Spanning(span annotations.Span) *annotations.Claim {
	i, _ := slices.BinarySearchFunc(r.Placed, span, func(c Placed, s annotations.Span) int { return c.Span.Compare(s) })
	if i < len(r.Placed) && r.Placed[i].Span == span {
		return r.Placed[i].Claim
	}
	return nil
}

// Under returns the claims at UTF-16 unit i of the text, smallest first.
func (r *Reading) Under(i int) []*annotations.Claim {
	var found []*annotations.Claim
	for _, c := range r.Placed {
		if c.From > i {
			break
		}
		if i < c.To {
			found = append(found, c.Claim)
		}
	}
	slices.SortStableFunc(found, func(a, b *annotations.Claim) int { return a.Span.Len() - b.Span.Len() })
	return found
}

func (r *Reading) all() []*annotations.Claim {
	all := make([]*annotations.Claim, 0, len(r.Placed)+len(r.Lost))
	for _, c := range r.Placed {
		all = append(all, c.Claim)
	}
	return append(all, r.Lost...)
}

// with returns r with the claims put in place of those of the same identifiers,
// or added; those that drop names are left out.
func (r *Reading) with(put []*annotations.Claim, drop []annotations.ID) *Reading {
	gone := make(map[annotations.ID]bool, len(put)+len(drop))
	for _, id := range drop {
		gone[id] = true
	}
	for _, c := range put {
		gone[c.ID] = true
	}
	next := &Reading{Article: r.Article, Offsets: r.Offsets, Version: r.Version + 1}
	next.Placed = slices.DeleteFunc(slices.Clone(r.Placed), func(c Placed) bool { return gone[c.ID] })
	next.Lost = slices.DeleteFunc(slices.Clone(r.Lost), func(c *annotations.Claim) bool { return gone[c.ID] })
	next.place(put)
	return next
}

// place sorts claims into those in the text and those lost. A claim whose
// words are not where it says is looked for, and is lost unless they are found
// unchanged in one place.
func (r *Reading) place(claims []*annotations.Claim) {
	var finder *annotations.Finder
	var placed []Placed
	for _, c := range claims {
		if c.Span.Empty() || !c.Span.Within(r.Article.Text) || c.Span.Of(r.Article.Text) != c.Quote.Exact {
			if finder == nil {
				finder = annotations.NewFinder(r.Article.Text)
			}
			m := finder.Find(c.Quote, c.Span.Start)
			if m.How == annotations.Lost || m.Span.Of(r.Article.Text) != c.Quote.Exact {
				r.Lost = append(r.Lost, c)
				continue
			}
			moved := c.Clone()
			moved.Span = m.Span
			c = &moved
		}
		from, to, err := r.Offsets.In(c.Span, annotations.UTF16)
		if err != nil {
			r.Lost = append(r.Lost, c)
			continue
		}
		placed = append(placed, Placed{c, from, to})
	}
	compare := func(a, b Placed) int { return a.Compare(b.Claim) }
	if len(placed) > 16 { // sorting all is cheaper than so many insertions
		r.Placed = append(r.Placed, placed...)
		slices.SortFunc(r.Placed, compare)
		return
	}
	for _, c := range placed {
		i, _ := slices.BinarySearchFunc(r.Placed, c, compare)
		r.Placed = slices.Insert(r.Placed, i, c)
	}
}

// Read opens an article. It returns [ErrNoArticle] where the library does not
// have it.
func (s *Session) Read(ctx context.Context, id annotations.ID) (*Reading, error) {
	a, err := s.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	claims, err := s.Claims(ctx, id)
	if err != nil {
		return nil, err
	}
	r := &Reading{Article: a, Offsets: annotations.NewOffsets(a.Text)}
	r.place(claims)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reading != nil {
		r.Version = s.reading.Version + 1
	}
	s.reading = r
	return r, nil
}

// Reading is the article that is open, or nil.
func (s *Session) Reading() *Reading {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reading
}
