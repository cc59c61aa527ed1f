package app

import (
	"slices"

	"claimlight/annotations"
	"claimlight/app/records"
)

// A walk is the claims of the version before, in its order, and what was decided
// about each. It is never changed: a new one takes its place.
type walk struct {
	stops []stop
}

// A stop is one claim on the way.
type stop struct {
	claim    *annotations.Claim // of the version before
	fate     records.Fate
	copy     *annotations.Claim // in the later version, or nil
	declined bool
}

// A ruling is what was decided about a claim.
type ruling int

const (
	waiting    ruling = iota // nothing yet
	attached                 // it is in the later version
	leftBehind               // it is not
)

func (s *stop) ruling() ruling {
	switch {
	case s.copy != nil:
		return attached
	case s.declined:
		return leftBehind
	}
	return waiting
}

// newWalk brings together the claims of the version before, what the worker says
// of each, and what of them the later version has, whose claims and entry are
// given.
func newWalk(claims []*annotations.Claim, fates []records.Fate, here []*annotations.Claim, e *Entry) walk {
	byID := make(map[annotations.ID]records.Fate, len(fates))
	for _, f := range fates {
		byID[f.Claim] = f
	}
	copies := map[annotations.ID]*annotations.Claim{}
	for _, c := range here {
		if c.Previous != "" {
			copies[c.Previous] = c
		}
	}
	var w walk
	for _, c := range claims {
		fate, known := byID[c.ID]
		if !known {
			continue // it was marked since the comparison was made, which is made again
		}
		w.stops = append(w.stops, stop{c, fate, copies[c.ID], slices.Contains(e.Declined, c.ID)})
	}
	return w
}

// of are the stops about which so was decided, by index.
func (w *walk) of(r ruling) []int {
	var list []int
	for i := range w.stops {
		if w.stops[i].ruling() == r {
			list = append(list, i)
		}
	}
	return list
}

// index is where the claim with the given identifier is, or -1.
func (w *walk) index(id annotations.ID) int {
	return slices.IndexFunc(w.stops, func(s stop) bool { return s.claim.ID == id })
}

// order are all stops as they are listed: those that wait, those attached, those
// left behind.
func (w *walk) order() []int { return slices.Concat(w.of(waiting), w.of(attached), w.of(leftBehind)) }

// nextWaiting is the first stop after i that waits, from the start again after
// the last, or -1.
func (w *walk) nextWaiting(i int) int {
	for n := range w.stops {
		if at := (i + 1 + n) % len(w.stops); w.stops[at].ruling() == waiting {
			return at
		}
	}
	return -1
}

// sure are the claims whose very words are in the later version and of which
// nothing was decided.
func (w *walk) sure() []Carry {
	var list []Carry
	for _, i := range w.of(waiting) {
		if s := &w.stops[i]; s.fate.Sure {
			list = append(list, Carry{s.claim.ID, s.fate.Places[0].Span})
		}
	}
	return list
}

// surely are the claims that are carried over without a question.
func surely(fates []records.Fate) []Carry {
	var list []Carry
	for _, f := range fates {
		if f.Sure {
			list = append(list, Carry{f.Claim, f.Places[0].Span})
		}
	}
	return list
}

// badge is in a word what became of the claim's words.
func (s *stop) badge() string {
	switch {
	case len(s.fate.Places) == 0:
		return "Lost"
	case len(s.fate.Places) > 1:
		return count(len(s.fate.Places), "place", "places")
	case s.fate.Places[0].How == annotations.Moved:
		return "Moved"
	case s.fate.Places[0].How == annotations.Edited:
		return "Edited"
	case !s.fate.Sure:
		return "Unsure"
	}
	return "Exact"
}

// standing says where the claim stands now.
func (s *stop) standing() string {
	switch s.ruling() {
	case leftBehind:
		return "Left behind"
	case waiting:
		return s.badge()
	}
	for _, p := range s.fate.Places {
		if p.Span == s.copy.Span {
			switch p.How {
			case annotations.Exact:
				return "The same words, in the same place"
			case annotations.Moved:
				return "The same words, in another place"
			}
			return "Edited words, attached by you"
		}
	}
	return "Attached to words that you chose"
}

// question is what a person is asked about the claim.
func (s *stop) question() string {
	switch {
	case len(s.fate.Places) == 0:
		return "These words are not in this version. Select the words that took their place, or leave the claim behind."
	case len(s.fate.Places) > 1:
		return "These words could be in any of " + count(len(s.fate.Places), "place", "places") + ". Which is the claim’s?"
	case s.fate.Places[0].How == annotations.Edited:
		return "These words changed. Is it still the claim?"
	case !s.fate.Sure:
		return "The words are still here, but what stands around them has changed. Is it still the claim?"
	}
	return "The same words are in this version."
}

// undecided are the claims of the version before that neither are in the later
// version, whose claims and entry are given, nor were left behind.
func undecided(claims, here []*annotations.Claim, e *Entry) []*annotations.Claim {
	if e == nil || len(claims) == 0 {
		return nil
	}
	decided := make(map[annotations.ID]bool, len(here)+len(e.Declined))
	for _, c := range here {
		decided[c.Previous] = true
	}
	for _, id := range e.Declined {
		decided[id] = true
	}
	var list []*annotations.Claim
	for _, c := range claims {
		if !decided[c.ID] {
			list = append(list, c)
		}
	}
	return list
}

// stepped is the place in a list of n, which is not empty, that is by places behind
// place at: at its end where there are none left, and from nowhere (-1), at the end
// that one comes from.
func stepped(at, by, n int) int {
	switch {
	case at >= 0:
		return min(max(at+by, 0), n-1)
	case by < 0:
		return n - 1
	}
	return 0
}
