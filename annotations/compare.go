package annotations

import (
	"sort"
	"strings"
)

// A Revision is how one text became another.
type Revision struct {
	// Changes are the stretches that differ, in the order of both texts. What
	// stands between two of them, before the first and after the last, is the
	// same in both. None is empty on both sides.
	Changes []Replacement
	// Coarse is set where stretches were too different to be compared word by
	// word in bounded time: each of those is one change of the whole of it.
	Coarse bool
}

// A Replacement is a stretch of the text before that became a stretch of the text
// after. One of them may be empty: then words were put in, or taken out.
type Replacement struct{ Before, After Span }

// Compare compares two texts by words (UAX #29), as a person would mark the
// changes: lines that are the same are so before all else; lines that have little
// in common are different as a whole; stretches in common that are shorter than
// what changed around them are part of the change; and where a change may begin in
// several places, it begins with a line, a sentence or a word, in this order.
//
// It takes time in proportion to the texts, and to the square of what changed
// in one place, within bounds that no input can break.
func Compare(before, after string) Revision {
	head, tail := sameLines(before, after)
	c := comparison{budget: compareBudget}
	numbers := map[string]int32{}
	c.a = tokenize(before[head:len(before)-tail], head, numbers)
	c.b = tokenize(after[head:len(after)-tail], head, numbers)
	c.byLines()
	c.slide()
	c.part()
	c.slide()
	c.join()
	r := Revision{Coarse: c.coarse}
	for _, h := range c.hunks {
		r.Changes = append(r.Changes, Replacement{c.a.span(h.a, h.aEnd), c.b.span(h.b, h.bEnd)})
	}
	return r
}

// sameLines is how many bytes of whole lines two texts have in common at their
// start and, after that, at their end. Words never reach across lines.
func sameLines(a, b string) (head, tail int) {
	n := min(len(a), len(b))
	for head < n && a[head] == b[head] {
		head++
	}
	head = strings.LastIndexByte(a[:head], '\n') + 1
	for tail < n-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	i := strings.IndexByte(a[len(a)-tail:], '\n')
	if i < 0 {
		return head, 0
	}
	return head, len(strings.TrimLeft(a[len(a)-tail+i:], "\n"))
}

// Edits are r as [Difference] gives it: the Keep and Delete edits joined are
// before, and the Keep and Insert edits joined are after.
func (r *Revision) Edits(before, after string) []Edit {
	var edits []Edit
	add := func(op EditOp, text string) {
		if text != "" {
			edits = append(edits, Edit{op, text})
		}
	}
	at := 0
	for _, c := range r.Changes {
		add(Keep, before[at:c.Before.Start])
		add(Delete, c.Before.Of(before))
		add(Insert, c.After.Of(after))
		at = c.Before.End
	}
	add(Keep, before[at:])
	return edits
}

// Kept returns where a stretch of the text before stands in the text after, if
// nothing in it has changed.
func (r *Revision) Kept(span Span) (Span, bool) {
	i := sort.Search(len(r.Changes), func(i int) bool { return r.Changes[i].Before.End > span.Start })
	if i < len(r.Changes) && r.Changes[i].Before.Start < span.End {
		return Span{}, false
	}
	shift := 0 // what was put in at the very start stands before the stretch
	if i > 0 {
		shift = r.Changes[i-1].After.End - r.Changes[i-1].Before.End
	}
	return Span{span.Start + shift, span.End + shift}, true
}

// A comparison is a [Revision] in the making.
type comparison struct {
	a, b   tokens
	hunks  []hunk
	budget int // steps that are left
	coarse bool
	table  []slot  // of the last anchors
	vf, vb []int32 // of the last middle
}

// compareBudget is how many steps a comparison may take, at 2 to 5 ns each. A
// text of 1 MB with 2 % of its words edited takes 3 million.
const compareBudget = 1 << 27

// A hunk is a stretch of tokens of each text that differ.
type hunk struct{ a, aEnd, b, bEnd int }

// differ adds a hunk, or lengthens the last one where that ends here.
func (c *comparison) differ(a, aEnd, b, bEnd int) {
	if a == aEnd && b == bEnd {
		return
	}
	if n := len(c.hunks); n > 0 && c.hunks[n-1].aEnd == a && c.hunks[n-1].bEnd == b {
		c.hunks[n-1].aEnd, c.hunks[n-1].bEnd = aEnd, bEnd
		return
	}
	c.hunks = append(c.hunks, hunk{a, aEnd, b, bEnd})
}

// spend takes n steps from the budget and reports whether there were as many.
func (c *comparison) spend(n int) bool {
	c.budget -= n
	return c.budget > 0
}

// shingles are how many tokens in a row must stand only once in each of two
// stretches for these to be cut there, from the first try to the last.
var shingles = []int{16, 6, 1}

// Below smallGap tokens together, stretches are compared as they stand: what is
// unique in so few words is chance.
const smallGap = 1 << 11

// gap compares two stretches. It cuts them at what stands only once in each
// (patience diff, B. Cohen; k-grams of words instead of lines), and what is then
// small or has nothing to cut it at is compared by [comparison.myers].
func (c *comparison) gap(a, aEnd, b, bEnd, level int) {
	for a < aEnd && b < bEnd && c.a.ids[a] == c.b.ids[b] {
		a, b = a+1, b+1
	}
	for a < aEnd && b < bEnd && c.a.ids[aEnd-1] == c.b.ids[bEnd-1] {
		aEnd, bEnd = aEnd-1, bEnd-1
	}
	if a == aEnd || b == bEnd {
		c.differ(a, aEnd, b, bEnd)
		return
	}
	for ; level < len(shingles) && aEnd-a+bEnd-b > smallGap; level++ {
		cuts := c.anchors(a, aEnd, b, bEnd, shingles[level])
		if len(cuts) == 0 {
			continue
		}
		for _, cut := range cuts {
			if cut.a < a || cut.b < b {
				continue // the stretch before has reached beyond it
			}
			from := cut
			for from.a > a && from.b > b && c.a.ids[from.a-1] == c.b.ids[from.b-1] {
				from.a, from.b = from.a-1, from.b-1
			}
			c.gap(a, from.a, b, from.b, level)
			for cut.a < aEnd && cut.b < bEnd && c.a.ids[cut.a] == c.b.ids[cut.b] {
				cut.a, cut.b = cut.a+1, cut.b+1
			}
			a, b = cut.a, cut.b
		}
		c.gap(a, aEnd, b, bEnd, level)
		return
	}
	c.myers(a, aEnd, b, bEnd)
}
