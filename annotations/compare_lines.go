package annotations

import (
	"slices"
	"sort"
)

// A line is the tokens of one, without what ends it, and how many are words.
type line struct{ from, to, words int }

// lines are the lines of a text. There is at least one.
func (t *tokens) lines() []line {
	var list []line
	from, words := 0, 0
	for i := range t.ids {
		if t.of(i) == "\n" {
			list = append(list, line{from, i, words})
			from, words = i+1, 0
		} else if t.word[i] {
			words++
		}
	}
	return append(list, line{from, t.n(), words})
}

// byLines cuts both texts at the lines that stand once in each, and compares what
// is between them. Of lines that changed places, the longer stay.
func (c *comparison) byLines() {
	a, b := c.a.lines(), c.b.lines()
	at := map[string]*slot{}
	see := func(t *tokens, l line) *slot {
		s := t.text[t.at[l.from]:t.at[l.to]]
		if at[s] == nil {
			at[s] = &slot{}
		}
		return at[s]
	}
	for i := range a {
		s := see(&c.a, a[i])
		s.a, s.inA = int32(i), min(s.inA+1, 2)
	}
	for i := range b {
		s := see(&c.b, b[i])
		s.b, s.inB = int32(i), min(s.inB+1, 2)
	}
	var both []cut
	for _, s := range at {
		if s.inA == 1 && s.inB == 1 && a[s.a].words > 0 {
			both = append(both, cut{int(s.a), int(s.b)})
		}
	}
	slices.SortFunc(both, func(x, y cut) int { return x.a - y.a })
	weight := func(x cut) int { return a[x.a].words }
	from := cut{}
	for _, x := range heaviest(both, weight) {
		c.gap(from.a, a[x.a].from, from.b, b[x.b].from, 0)
		from = cut{a[x.a].to, b[x.b].to}
	}
	c.gap(from.a, c.a.n(), from.b, c.b.n(), 0)
}

// heaviest is the heaviest list of cuts, which are in the order of a, that are in
// the order of b too.
func heaviest(cuts []cut, weight func(cut) int) []cut {
	order := make([]int, len(cuts)) // by b
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return cuts[order[i]].b < cuts[order[j]].b })
	rank := make([]int, len(cuts))
	for r, i := range order {
		rank[i] = r + 1
	}
	tree := make([]int, len(cuts)+1) // the cut that the heaviest list up to a rank ends with, plus one (a Fenwick tree)
	sum, before := make([]int, len(cuts)), make([]int, len(cuts))
	last := -1
	for i, x := range cuts {
		sum[i], before[i] = weight(x), -1
		best := -1
		for r := rank[i] - 1; r > 0; r -= r & -r {
			if j := tree[r] - 1; j >= 0 && (best < 0 || sum[j] > sum[best]) {
				best = j
			}
		}
		if best >= 0 {
			sum[i], before[i] = sum[i]+sum[best], best
		}
		for r := rank[i]; r < len(tree); r += r & -r {
			if j := tree[r] - 1; j < 0 || sum[i] > sum[j] {
				tree[r] = i + 1
			}
		}
		if last < 0 || sum[i] > sum[last] {
			last = i
		}
	}
	var list []cut
	for i := last; i >= 0; i = before[i] {
		list = append(list, cuts[i])
	}
	slices.Reverse(list)
	return list
}

// part makes two lines different as a whole that have less than three tenths of
// the words of the shorter in common: those are in any two lines of a language.
func (c *comparison) part() {
	a, b := c.a.lines(), c.b.lines()
	type pair struct{ a, b int }
	shared := map[pair]int{}
	var hunks []hunk
	walk := func(f func(i, j int, p pair)) { // every token that both have
		i, j, la, lb := 0, 0, 0, 0
		for n := 0; n <= len(c.hunks); n++ {
			to, next := c.a.n(), hunk{}
			if n < len(c.hunks) {
				next = c.hunks[n]
				to = next.a
			}
			for ; i < to; i, j = i+1, j+1 {
				for la+1 < len(a) && a[la].to < i {
					la++
				}
				for lb+1 < len(b) && b[lb].to < j {
					lb++
				}
				f(i, j, pair{la, lb})
			}
			i, j = next.aEnd, next.bEnd
		}
	}
	walk(func(i, _ int, p pair) {
		if c.a.word[i] {
			shared[p]++
		}
	})
	from := cut{}
	differ := func(i, j int) {
		if from.a < i || from.b < j {
			hunks = append(hunks, hunk{from.a, i, from.b, j})
		}
	}
	walk(func(i, j int, p pair) {
		if 10*shared[p] < 3*min(a[p.a].words, b[p.b].words) && c.a.of(i) != "\n" {
			return
		}
		differ(i, j)
		from = cut{i + 1, j + 1}
	})
	differ(c.a.n(), c.b.n())
	c.hunks = hunks
}
