package app

import (
	"container/heap"
	"slices"

	"claimlight/annotations"
)

// A segment is a stretch of the text, in UTF-16 units, that is painted in one
// style. Segments of a layer are in text order and do not overlap.
type segment struct{ from, to, style int }

// segments cuts claims, which are in text order, into stretches that each look
// one way: like the smallest claim that covers them, as the click takes it. It
// returns those, and the stretches that several claims cover. It takes
// O(n log n) for n claims, however they overlap.
func segments(claims []Placed, style func(*annotations.Claim) int) (painted, shared []segment) {
	ends := make([]int, len(claims))
	for i := range claims {
		ends[i] = claims[i].To
	}
	slices.Sort(ends)

	var cover smallestFirst
	begun, from := 0, 0
	for ended, end := range ends {
		for from < end {
			to, covering := end, begun-ended
			if begun < len(claims) && claims[begun].From < end {
				to = claims[begun].From
			}
			if to > from && covering > 0 {
				for cover[0].To <= from {
					heap.Pop(&cover)
				}
				painted = extend(painted, segment{from, to, style(cover[0].Claim)})
				if covering > 1 {
					shared = extend(shared, segment{from, to, 0})
				}
			}
			from = to
			for ; begun < len(claims) && claims[begun].From == from; begun++ {
				heap.Push(&cover, &claims[begun])
			}
		}
	}
	return painted, shared
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

// smallestFirst is a heap of claims, the shortest on top. Claims that have
// ended are taken off when they come to the top.
type smallestFirst []*Placed

func (h smallestFirst) Len() int           { return len(h) }
func (h smallestFirst) Less(i, j int) bool { return h[i].To-h[i].From < h[j].To-h[j].From }
func (h smallestFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *smallestFirst) Push(x any)        { *h = append(*h, x.(*Placed)) }
func (h *smallestFirst) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

// plainStyle is the style of a claim without a tag; the others are
// [styleOf] a colour and a pattern.
const plainStyle = 0

// styleNames are the names of the CSS highlights, by style: "claim-plain",
// then "claim-amber-solid" and so on.
func styleNames() []string {
	names := []string{"claim-plain"}
	for _, c := range annotations.Colours {
		for _, p := range annotations.Patterns {
			names = append(names, "claim-"+string(c)+"-"+string(p))
		}
	}
	return names
}

// styleOf is the style of claims that have tag before all others.
func styleOf(tag *annotations.Tag) int {
	c, p := slices.Index(annotations.Colours, tag.Colour), slices.Index(annotations.Patterns, tag.Pattern)
	if c < 0 || p < 0 {
		return plainStyle
	}
	return 1 + c*len(annotations.Patterns) + p
}

// painter gives claims the style of their first tag that codebook knows.
func painter(codebook *annotations.Codebook) func(*annotations.Claim) int {
	styles := make(map[annotations.ID]int, len(codebook.Tags))
	for i := range codebook.Tags {
		styles[codebook.Tags[i].ID] = styleOf(&codebook.Tags[i])
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
