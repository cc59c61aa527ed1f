package app

import (
	"context"
	"errors"
	"slices"

	"claimlight/annotations"
	"claimlight/app/records"
)

// A Carry is a claim of the version before, and where its words are in the later
// one.
type Carry struct {
	Claim annotations.ID
	Span  annotations.Span
}

// AddVersion puts a into the library as the next version of an article, with
// those claims of that one that list places, as one step. The version before
// keeps its claims. It returns how many were carried over; where the library has
// the text already, it adds nothing and returns that article's identifier and
// true.
func (s *Session) AddVersion(ctx context.Context, a annotations.Article, previous annotations.ID, list []Carry) (id annotations.ID, had bool, err error) {
	if id, err = s.newID(); err != nil {
		return "", false, err
	}
	if err = s.Listed(ctx); err != nil {
		return "", false, err
	}
	a.ID, a.Previous, a.Added = id, previous, s.now()
	moves, err := s.carry(ctx, &a, list)
	if err != nil {
		return "", false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.entry(previous)
	if before == nil {
		return "", false, ErrNoArticle
	}
	for _, e := range s.entries {
		if e.Digest == a.Digest {
			return e.ID, true, nil
		}
	}
	if !a.Added.After(before.Added) {
		a.Added = later(a.Added, before.Added) // the clock was set back
	}
	e := records.EntryOf(&a)
	entry, text := records.OfEntry(&e), records.OfText(&a)
	moves = append(moves, moved(records.Texts, nil, &text), moved(records.Articles, nil, &entry))
	return id, false, s.do(&step{Said: "New version added", moves: moves, also: previous})
}

// MakeVersion makes an article that the library has the next version of another,
// with those of its claims that list places, as one step.
func (s *Session) MakeVersion(ctx context.Context, id, previous annotations.ID, list []Carry) error {
	if err := s.Listed(ctx); err != nil {
		return err
	}
	a, err := s.Article(ctx, id)
	if err != nil {
		return err
	}
	next := *a
	next.Previous = previous
	moves, err := s.carry(ctx, &next, list)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entry(id)
	if e == nil || s.entry(previous) == nil {
		return ErrNoArticle
	}
	if root := newFamilies(s.entries); root.of(id) == root.of(previous) {
		return errSameFamily
	}
	after := *e
	after.Previous = previous
	return s.do(&step{Said: "New version linked", also: previous, moves: append(moves, entryMove(e, &after))})
}

var errSameFamily = errors.New("these two are versions of one article already")

// Attach carries claims of the version before over into the article being read,
// or moves those that were carried over to other words, as one step.
func (s *Session) Attach(ctx context.Context, said string, list ...Carry) error {
	r := s.Reading()
	if r == nil {
		return ErrNoArticle
	}
	e := s.Entry(r.Article.ID)
	if e == nil {
		return ErrNoArticle
	}
	a := *r.Article
	a.Previous = e.Previous
	moves, err := s.carry(ctx, &a, list)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if e = s.entry(a.ID); e == nil {
		return ErrNoArticle
	}
	after := *e
	after.Declined = slices.DeleteFunc(slices.Clone(e.Declined), func(id annotations.ID) bool {
		return slices.ContainsFunc(list, func(c Carry) bool { return c.Claim == id })
	})
	if len(after.Declined) == 0 {
		after.Declined = nil
	}
	if len(after.Declined) != len(e.Declined) {
		moves = append(moves, entryMove(e, &after))
	}
	if len(moves) == 0 {
		return nil
	}
	return s.do(&step{Said: said, moves: moves})
}

// carry are the moves that carry claims of a's version before over into a.
func (s *Session) carry(ctx context.Context, a *annotations.Article, list []Carry) ([]move, error) {
	if len(list) == 0 {
		return nil, nil
	}
	claims, err := s.Claims(ctx, a.Previous)
	if err != nil {
		return nil, err
	}
	byID := make(map[annotations.ID]*annotations.Claim, len(claims))
	for _, c := range claims {
		byID[c.ID] = c
	}
	now := s.now()
	var moves []move
	for _, l := range list {
		old := byID[l.Claim]
		if old == nil {
			return nil, ErrNoClaim
		}
		if !l.Span.Within(a.Text) || l.Span.Empty() {
			return nil, errors.New("these words are not in the text")
		}
		c := old.Carried(a, l.Span)
		c.Modified = later(now, old.Modified)
		before, err := s.record(ctx, Ref{records.Claims, string(c.ID)})
		if err != nil {
			return nil, err
		}
		if before != nil && before.Article != "" { // it is there: what was done to it since stays
			own, _, err := records.ReadClaim(*before)
			if err != nil {
				return nil, err
			}
			if own.Span == c.Span {
				continue
			}
			own.Span, own.Quote, own.Modified = c.Span, c.Quote, later(now, own.Modified)
			c = own
		}
		if err := c.Check(a.Text); err != nil {
			return nil, err
		}
		s.mu.Lock()
		after := s.claimRecord(&c)
		s.mu.Unlock()
		moves = append(moves, moved(records.Claims, before, after))
	}
	return moves, nil
}

// Decline decides that a claim of the version before is not in the article being
// read, and takes it away if it was carried over. The version before keeps it.
func (s *Session) Decline(claim annotations.ID) error {
	return s.decide("Claim left behind", claim, func(declined []annotations.ID) []annotations.ID {
		if i, had := slices.BinarySearch(declined, claim); !had {
			declined = slices.Insert(declined, i, claim)
		}
		return declined
	})
}

// Reconsider takes back that a claim of the version before is not in the article
// being read.
func (s *Session) Reconsider(claim annotations.ID) error {
	return s.decide("Claim taken up again", claim, func(declined []annotations.ID) []annotations.ID {
		declined = slices.DeleteFunc(declined, func(id annotations.ID) bool { return id == claim })
		if len(declined) == 0 {
			return nil // as it is read back
		}
		return declined
	})
}

func (s *Session) decide(said string, claim annotations.ID, f func([]annotations.ID) []annotations.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reading == nil {
		return ErrNoArticle
	}
	e := s.entry(s.reading.Article.ID)
	if e == nil {
		return ErrNoArticle
	}
	after := *e
	after.Declined = f(slices.Sorted(slices.Values(e.Declined)))
	if slices.Equal(after.Declined, e.Declined) {
		return nil
	}
	st := &step{Said: said, moves: []move{entryMove(e, &after)}}
	for _, c := range s.reading.all() {
		if c.Previous == claim && len(after.Declined) > len(e.Declined) {
			st.moves = append(st.moves, moved(records.Claims, s.claimRecord(c), graveRecord(c, s.now())))
		}
	}
	return s.do(st)
}

func entryMove(before, after *Entry) move {
	b, a := records.OfEntry(before), records.OfEntry(after)
	return moved(records.Articles, &b, &a)
}

// relinked are the moves that let what points to an article that is being deleted,
// and to its claims, point to what that points to itself: so no version loses the
// one before it. Claims are those of the article.
func (s *Session) relinked(ctx context.Context, e *Entry, claims []*annotations.Claim) ([]move, error) {
	before := map[annotations.ID]annotations.ID{}
	for _, c := range claims {
		before[c.ID] = c.Previous
	}
	var moves []move
	for _, next := range s.Entries() {
		if next.Previous != e.ID {
			continue
		}
		after := *next
		after.Previous, after.Declined = e.Previous, nil
		for _, id := range next.Declined {
			if to, ok := before[id]; !ok {
				after.Declined = append(after.Declined, id)
			} else if to != "" {
				after.Declined = append(after.Declined, to)
			}
		}
		slices.Sort(after.Declined)
		moves = append(moves, entryMove(next, &after))
		list, err := s.Claims(ctx, next.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			if to, ok := before[c.Previous]; ok {
				linked := c.Clone()
				linked.Previous, linked.Modified = to, later(s.now(), c.Modified)
				s.mu.Lock()
				moves = append(moves, moved(records.Claims, s.claimRecord(c), s.claimRecord(&linked)))
				s.mu.Unlock()
			}
		}
	}
	return moves, nil
}
