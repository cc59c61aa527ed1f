package app

import (
	"context"
	"maps"
	"sort"
	"strings"

	"claimlight/annotations"
)

// A Reading is the article that is open, and its claims. It is never changed:
// a new one takes its place.
type Reading struct {
	// Version grows with every change. It stands first, so that go-app, which
	// compares what components are given field by field, need not look at all claims.
	Version int
	Article *annotations.Article
	Offsets *annotations.Offsets // of its text
	Placed  []Placed             // claims whose words are in the text, in text order
	Lost    []*annotations.Claim // claims whose words are not

	tally map[annotations.ID]int // how many of Placed have each tag, or 0
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
	return r.lost(id)
}

func (r *Reading) lost(id annotations.ID) *annotations.Claim {
	for _, c := range r.Lost {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// IsLost reports whether the words of the claim with the given identifier are
// not in the text.
func (r *Reading) IsLost(id annotations.ID) bool { return r.lost(id) != nil }

// Index is where in r.Placed the claim with the given identifier is, or -1.
func (r *Reading) Index(id annotations.ID) int {
	if id == "" {
		return -1
	}
	// Identifiers differ at their end; most claims are told by one letter.
	last := id[len(id)-1]
	for i := range r.Placed {
		if other := r.Placed[i].ID; other != "" && other[len(other)-1] == last && other == id {
			return i
		}
	}
	return -1
}

// Spanning returns a claim on exactly the words of span, or nil.
func (r *Reading) Spanning(span annotations.Span) *annotations.Claim {
	i := sort.Search(len(r.Placed), func(i int) bool { return r.Placed[i].Span.Compare(span) >= 0 })
	if i < len(r.Placed) && r.Placed[i].Span == span {
		return r.Placed[i].Claim
	}
	return nil
}

// Under returns the claims at UTF-16 unit i of the text, smallest first, those
// of one size in text order.
func (r *Reading) Under(i int) []*annotations.Claim {
	var under []Placed
	for _, c := range r.Placed {
		if c.From > i {
			break
		}
		if i < c.To {
			under = append(under, c)
		}
	}
	sort.SliceStable(under, func(i, j int) bool { return under[i].To-under[i].From < under[j].To-under[j].From })
	var found []*annotations.Claim
	for _, c := range under {
		found = append(found, c.Claim)
	}
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
	next := &Reading{Article: r.Article, Offsets: r.Offsets, Version: r.Version + 1,
		Placed: make([]Placed, 0, len(r.Placed)+len(put)), tally: maps.Clone(r.tally)}
	if len(gone) > fewClaims {
		for _, c := range r.Placed {
			if gone[c.ID] {
				next.count(c, -1)
			} else {
				next.Placed = append(next.Placed, c)
			}
		}
	} else {
		next.Placed = append(next.Placed, r.Placed...)
		for id := range gone {
			if i := next.Index(id); i >= 0 {
				next.count(next.Placed[i], -1)
				next.Placed = append(next.Placed[:i], next.Placed[i+1:]...)
			}
		}
	}
	for _, c := range r.Lost {
		if !gone[c.ID] {
			next.Lost = append(next.Lost, c)
		}
	}
	next.place(put)
	return next
}

// fewClaims is how many claims it is cheaper to put in and take out one by one
// than to go through all that there are.
const fewClaims = 16

// place sorts claims into those in the text and those lost. A claim whose
// words are not where it says is lost, unless they stand in one other place
// only. (The worker's finder does better; a text never changes under its
// claims, so this mends damage alone.)
func (r *Reading) place(claims []*annotations.Claim) {
	var placed []Placed
	for _, c := range claims {
		text := r.Article.Text
		if c.Span.Empty() || !c.Span.Within(text) || c.Span.Of(text) != c.Quote.Exact {
			at := strings.Index(text, c.Quote.Exact)
			if c.Quote.Exact == "" || at < 0 || at != strings.LastIndex(text, c.Quote.Exact) {
				r.Lost = append(r.Lost, c)
				continue
			}
			found := c.Clone()
			found.Span = annotations.Span{Start: at, End: at + len(c.Quote.Exact)}
			c = &found
		}
		from, to, err := r.Offsets.In(c.Span, annotations.UTF16)
		if err != nil {
			r.Lost = append(r.Lost, c)
			continue
		}
		placed = append(placed, Placed{c, from, to})
		r.count(placed[len(placed)-1], 1)
	}
	if len(placed) > fewClaims {
		r.Placed = append(r.Placed, placed...)
		sort.Slice(r.Placed, func(i, j int) bool { return r.Placed[i].Compare(r.Placed[j].Claim) < 0 })
		return
	}
	for _, c := range placed {
		i := sort.Search(len(r.Placed), func(i int) bool { return r.Placed[i].Compare(c.Claim) >= 0 })
		r.Placed = append(r.Placed, Placed{})
		copy(r.Placed[i+1:], r.Placed[i:])
		r.Placed[i] = c
	}
}

// count adds n to the tally of c's tags.
func (r *Reading) count(c Placed, n int) {
	if r.tally == nil {
		r.tally = map[annotations.ID]int{}
	}
	for _, t := range c.Tags {
		r.tally[t] += n
	}
}

// Read opens an article. It returns [ErrNoArticle] where the library does not
// have it.
func (s *Session) Read(ctx context.Context, id annotations.ID) (*Reading, error) {
	r, err := s.readArticle(ctx, id)
	if err != nil {
		return nil, err
	}
	return r, s.recall(ctx, everywhere, string(id))
}

// readArticle reads an article and its claims as they are when it returns.
func (s *Session) readArticle(ctx context.Context, id annotations.ID) (*Reading, error) {
	s.reads.Lock() // what other tabs write meanwhile is taken in behind it
	defer s.reads.Unlock()
	for {
		s.mu.Lock()
		edits := s.edits
		s.mu.Unlock()
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
		if s.edits == edits {
			if s.reading != nil {
				r.Version = s.reading.Version + 1
			}
			s.reading = r
			s.mu.Unlock()
			return r, nil
		}
		s.mu.Unlock() // something was done here while it was read
	}
}

// Reading is the article that is open, or nil.
func (s *Session) Reading() *Reading {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reading
}
