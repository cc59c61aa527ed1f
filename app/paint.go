package app

import (
	"math"
	"slices"

	"claimlight/annotations"
)

// A segment is a stretch of the text, in UTF-16 units, that is painted in one
// style. Segments of a layer are in text order and do not overlap.
type segment struct{ from, to, style int }

// segments cuts claims, which are in text order, into stretches that each look
// one way: like the smallest claim that covers them, as the click takes it, or
// where there are others like the smallest of those that are not quiet. It
// returns those, and the stretches that several claims cover, whose style is how
// many, up to [manyClaims]. It takes O(n log n) for n claims, however they overlap.
func segments(claims []Placed, style func(*annotations.Claim) int) (painted, shared []segment) {
	ends := make([]int, len(claims))
	for i := range claims {
		ends[i] = claims[i].To
	}
	slices.Sort(ends)

	painted = make([]segment, 0, len(claims))
	var cover smallestFirst
	begun, from := 0, 0
	for ended, end := range ends {
		for from < end {
			to, layers := end, begun-ended
			if begun < len(claims) && claims[begun].From < end {
				to = claims[begun].From
			}
			if to > from && layers > 0 {
				for cover[0].To <= from {
					cover.pop()
				}
				painted = extend(painted, segment{from, to, cover[0].style})
				if layers > 1 {
					shared = extend(shared, segment{from, to, min(layers, manyClaims)})
				}
			}
			from = to
			if begun == ended {
				cover = cover[:0] // all have ended
			}
			for ; begun < len(claims) && claims[begun].From == from; begun++ {
				cover.push(covering{&claims[begun], style(claims[begun].Claim)})
			}
		}
	}
	return painted, shared
}

// manyClaims is how many claims on the same words look like many.
const manyClaims = 3

// overlaps are the stretches that two claims cover, and those that more do.
func (c canvas) overlaps() (two, more []segment) {
	for _, s := range c.shared {
		if s.style < manyClaims {
			two = append(two, s)
		} else {
			more = append(more, s)
		}
	}
	return two, more
}

// extend appends s to list, or lengthens the last segment where s goes on in
// the same style.
func extend(list []segment, s segment) []segment {
	if n := len(list); n > 0 && list[n-1].to == s.from && list[n-1].style == s.style {
		list[n-1].to = s.to
		return list
	}
	return append(list, s)
}

// A canvas is claims and what they paint.
type canvas struct {
	claims          []Placed
	painted, shared []segment
}

// with is the canvas of other claims, in text order. Only what lies under those
// that differ is cut anew: one more claim costs a copy, however many there are.
func (c canvas) with(claims []Placed, style func(*annotations.Claim) int) canvas {
	if len(c.claims) == 0 {
		painted, shared := segments(claims, style)
		return canvas{claims, painted, shared}
	}
	n := min(len(c.claims), len(claims))
	head, tail := 0, 0
	for head < n && c.claims[head] == claims[head] {
		head++
	}
	for tail < n-head && c.claims[len(c.claims)-1-tail] == claims[len(claims)-1-tail] {
		tail++
	}
	stretch := segment{from: math.MaxInt}
	for _, list := range [][]Placed{c.claims[head : len(c.claims)-tail], claims[head : len(claims)-tail]} {
		for i := range list {
			stretch.from, stretch.to = min(stretch.from, list[i].From), max(stretch.to, list[i].To)
		}
	}
	if stretch.from > stretch.to {
		return c // nothing differs
	}
	var under []Placed
	for i := range claims {
		if claims[i].From < stretch.to && stretch.from < claims[i].To {
			under = append(under, claims[i])
		}
	}
	painted, shared := segments(under, style)
	return canvas{claims, splice(c.painted, painted, stretch), splice(c.shared, shared, stretch)}
}

// splice is list with what lies in stretch replaced by that of part.
func splice(list, part []segment, stretch segment) []segment {
	out := make([]segment, 0, len(list)+len(part)+1)
	take := func(list []segment, from, to int) {
		for _, s := range list {
			s.from, s.to = max(s.from, from), min(s.to, to)
			if s.from < s.to {
				out = extend(out, s)
			}
		}
	}
	take(list, 0, stretch.from)
	take(part, stretch.from, stretch.to)
	take(list, stretch.to, math.MaxInt)
	return out
}

// covering is a claim over some place in the text, and how it is painted.
type covering struct {
	*Placed
	style int
}

// smallestFirst is a heap of claims in the order of [Reading.Under], so that
// what is painted is what a click takes; quiet ones come last. Claims that have
// ended are taken off when they come to the top.
type smallestFirst []covering

// before reports whether a is nearer to the top than b.
func (a covering) before(b covering) bool {
	if (a.style == quietStyle) != (b.style == quietStyle) {
		return b.style == quietStyle
	}
	if n := (a.To - a.From) - (b.To - b.From); n != 0 {
		return n < 0
	}
	return a.Compare(b.Claim) < 0
}

// push and pop are those of container/heap, which puts each claim into a box of
// its own: most claims are alone where they stand.
func (h *smallestFirst) push(c covering) {
	list := append(*h, c)
	*h = list
	for i := len(list) - 1; i > 0; {
		up := (i - 1) / 2
		if !list[i].before(list[up]) {
			break
		}
		list[i], list[up] = list[up], list[i]
		i = up
	}
}

func (h *smallestFirst) pop() {
	list := *h
	n := len(list) - 1
	list[0] = list[n]
	list = list[:n]
	*h = list
	for i := 0; ; {
		first := i
		for child := 2*i + 1; child <= 2*i+2 && child < n; child++ {
			if list[child].before(list[first]) {
				first = child
			}
		}
		if first == i {
			return
		}
		list[i], list[first] = list[first], list[i]
		i = first
	}
}

// Styles of claims: plainStyle without a tag, then one for each colour and
// pattern, then for the claim that is open one for each colour, and one for no
// tag; last for those that the filter leaves out.
const plainStyle = 0

var (
	pickedStyle = 1 + len(annotations.Colours)*len(annotations.Patterns)
	quietStyle  = pickedStyle + len(annotations.Colours) + 1
)

// styleNames are the names of the CSS highlights, by style: "claim-plain",
// "claim-amber-solid" and so on, "picked-amber" and so on, "picked-plain",
// "claim-quiet". Of two on the same words, the later shows.
func styleNames() []string {
	names := []string{"claim-plain"}
	for _, c := range annotations.Colours {
		for _, p := range annotations.Patterns {
			names = append(names, "claim-"+string(c)+"-"+string(p))
		}
	}
	for _, c := range annotations.Colours {
		names = append(names, "picked-"+string(c))
	}
	return append(names, "picked-plain", "claim-quiet")
}

// styleOf is the style of claims that have tag before all others.
func styleOf(tag annotations.Tag) int {
	c, p := slices.Index(annotations.Colours, tag.Colour), slices.Index(annotations.Patterns, tag.Pattern)
	if c < 0 || p < 0 {
		return plainStyle
	}
	return 1 + c*len(annotations.Patterns) + p
}

// picked is the style, of a claim that is open, on top of its own.
func picked(style int) int {
	if style == plainStyle || style == quietStyle {
		return pickedStyle + len(annotations.Colours)
	}
	return pickedStyle + (style-1)/len(annotations.Patterns)
}

// painter gives claims the style of their first tag that codebook knows.
func painter(codebook *annotations.Codebook) func(*annotations.Claim) int {
	styles := make(map[annotations.ID]int, len(codebook.Tags))
	for _, t := range codebook.Tags {
		styles[t.ID] = styleOf(t)
	}
	return func(c *annotations.Claim) int {
		for _, t := range c.Tags {
			if s, ok := styles[t]; ok {
				return s
			}
		}
		return plainStyle
	}
}
