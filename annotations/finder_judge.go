package annotations

import (
	"slices"
	"strings"
)

// A place is a passage that could be the quote's.
type place struct {
	span          Span
	words         float64 // likeness of the words, from 0 to 1
	before, after float64 // likeness of the surroundings, from 0 to 1
}

// What a passage must be like. TestQuality and BenchmarkFindQuality measure
// what these figures do.
const (
	floor    = 0.44 // of the words, where the surroundings are the same on both sides
	oneSide  = 0.62 // of the words, where they are the same on one side
	alone    = 0.6  // of the words, where the quote has no surroundings
	stranger = 0.95 // of the words, where the surroundings are different
	orphan   = 0.75 // of the words, where they are different and stand nowhere else either

	differs = 0.25 // surroundings less alike than so are different: chance makes them 0.2 to 0.3 alike
	agrees  = 0.7  // and more alike than so are the same

	// Surroundings that stand together elsewhere, and are so much more alike
	// there, are what is left around a passage that was deleted.
	better = 0.3

	// Where the same words are too few to tell the passage, so much must speak
	// for it in its surroundings.
	backed = 0.8

	// Or they must weigh so many bits, with no surroundings left elsewhere.
	unlikely = 28

	// A passage must be better than any other by so much, in the sum of twice
	// the likeness of the words and that of the surroundings on each side.
	margin = 0.15
	same   = 0.8 // what the very same words add to that
)

// worth is how well pl fits. The very same words, where there are enough of
// them, are worth more than what they are alike, unless the surroundings speak
// clearly for another place.
func (p *pattern) worth(pl *place) float64 {
	worth := 2*pl.words + pl.before + pl.after
	if pl.words == 1 && p.telling() {
		worth += same
	}
	return worth
}

// support is how much the surroundings speak for pl: together, and on the side
// that says less, from 0 to 1; and whether there are any. A side that the quote
// does not have, or that would lie beyond the end of the text, says nothing.
func (p *pattern) support(text string, pl *place) (together, lesser float64, any bool) {
	head, tail := text[:pl.span.Start], text[pl.span.End:]
	var before, after float64
	if p.before.n > 0 && !p.before.cut(head) {
		before, any = evidence(pl.before, p.before.within(head, reach)), true
	}
	if p.after.n > 0 && !p.after.cut(tail) {
		after, any = evidence(pl.after, p.after.within(tail, reach)), true
	}
	return 1 - (1-before)*(1-after), min(before, after), any
}

// reach is how far away surroundings are looked for, in code points, from
// which something that was put in has parted a passage.
const reach = 300

// evidence is what surroundings say that are so much alike next to a passage,
// and so much near it.
func evidence(next, near float64) float64 {
	return max(ramp(next, differs, agrees), 0.8*ramp(near, 0.6, 0.9))
}

// ramp rises from 0 at low to 1 at high.
func ramp(x, low, high float64) float64 { return min(max((x-low)/(high-low), 0), 1) }

// accepts reports whether pl may be p at all, other places aside.
func (f *Finder) accepts(p *pattern, pl *place) bool {
	if pl.words == 1 && p.telling() {
		return true
	}
	together, lesser, any := p.support(f.text, pl)
	switch {
	case pl.words == 1:
		return !any || together >= backed || weight(p.words) >= unlikely && !f.deleted(p, pl)
	case !any:
		return pl.words >= alone
	}
	enough := pl.words >= stranger-(stranger-oneSide)*together-(oneSide-floor)*lesser
	if !enough && pl.words < orphan || pl.before+pl.after+better > 2 {
		return enough
	}
	before, after := f.elsewhere(p)
	if min(before, after) >= agrees && before+after >= pl.before+pl.after+better {
		return pl.words >= stranger
	}
	return enough || !p.left(before, after)
}

// deleted reports whether surroundings of p that are not at pl stand elsewhere
// without it.
func (f *Finder) deleted(p *pattern, pl *place) bool {
	before, after := f.elsewhere(p)
	return min(before, after) >= agrees && before+after >= pl.before+pl.after+better || p.left(before, after)
}

// left reports whether surroundings that are so much alike elsewhere are what
// is left around p.
func (p *pattern) left(before, after float64) bool {
	if strings.HasSuffix(p.Prefix, Separator) {
		before = 0 // it is of another block, which stays where the passage's is moved
	}
	if strings.HasPrefix(p.Suffix, Separator) {
		after = 0
	}
	return max(before, after) >= agrees
}

// judge returns the one place that p is at, and whether there is one; or where
// there is none because several fit equally well and each would do, those, in
// the order of the text. Hint decides between them only where one starts there.
func (f *Finder) judge(p *pattern, places []place, hint int) (best place, rivals []place, ok bool) {
	if len(places) == 0 {
		return place{}, nil, false
	}
	slices.SortStableFunc(places, func(a, b place) int {
		switch x, y := p.worth(&a), p.worth(&b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return a.span.Compare(b.span)
	})
	best = places[0]
	for i, pl := range places[1:] {
		if !f.rivals(p, &best, &pl) {
			if p.worth(&best)-p.worth(&pl) >= margin {
				break
			}
			continue
		}
		switch hint {
		case best.span.Start:
			continue
		case pl.span.Start:
			best = pl
			continue
		}
		return place{}, f.equals(p, best, places[1+i:]), false
	}
	return best, nil, f.accepts(p, &best)
}

// rivals reports whether pl, which is worth no more than best, is another place
// that fits equally well.
func (f *Finder) rivals(p *pattern, best, pl *place) bool {
	return p.worth(best)-p.worth(pl) < margin &&
		(!pl.span.Overlaps(best.span) || pl.beside(best)) && // else it is the same place, seen otherwise
		(!best.perfect() || pl.perfect())
}

// equals are best and its rivals among others, those that would do, in the order
// of the text.
func (f *Finder) equals(p *pattern, best place, others []place) []place {
	var list []place
	for _, pl := range append([]place{best}, others...) {
		if (pl.span == best.span || f.rivals(p, &best, &pl)) && f.accepts(p, &pl) &&
			!slices.ContainsFunc(list, func(l place) bool { return l.span.Overlaps(pl.span) && !l.beside(&pl) }) {
			list = append(list, pl)
		}
	}
	if len(list) < 2 {
		return nil
	}
	slices.SortFunc(list, func(a, b place) int { return a.span.Compare(b.span) })
	return list
}

// beside reports whether pl and o, which overlap, are two places all the same,
// as the two of "ana" in "banana" are.
func (pl *place) beside(o *place) bool {
	return pl.words == 1 && o.words == 1 && pl.span != o.span && pl.span.Len() == o.span.Len()
}

// perfect reports whether nothing at all has changed in and around pl.
func (pl *place) perfect() bool { return pl.words == 1 && pl.before == 1 && pl.after == 1 }
