package annotations

import "sort"

// A cut is a token of each text, the same in both.
type cut struct{ a, b int }

// A slot of a table says where k tokens in a row stand, and whether they do so
// once in each of two stretches.
type slot struct {
	hash   uint64
	a, b   int32
	inA    uint8 // 0, 1, or 2 for more
	inB    uint8
	filled bool
}

// anchors are where k tokens in a row start that stand once in each of two
// stretches: as many as stand in the same order in both.
func (c *comparison) anchors(a, aEnd, b, bEnd, k int) []cut {
	if aEnd-a < k || bEnd-b < k || !c.spend(aEnd-a+bEnd-b) {
		return nil
	}
	size := 64
	for size < 2*(aEnd-a+bEnd-b) {
		size *= 2
	}
	if cap(c.table) < size {
		c.table = make([]slot, size)
	}
	c.table = c.table[:size]
	clear(c.table)
	c.a.eachShingle(a, aEnd, k, func(i int, hash uint64) {
		s := c.slot(hash)
		s.a, s.inA = int32(i), min(s.inA+1, 2)
	})
	c.b.eachShingle(b, bEnd, k, func(i int, hash uint64) {
		s := c.slot(hash)
		s.b, s.inB = int32(i), min(s.inB+1, 2)
	})
	var both []cut
	for i := range c.table {
		if s := &c.table[i]; s.inA == 1 && s.inB == 1 && c.same(int(s.a), int(s.b), k) {
			both = append(both, cut{int(s.a), int(s.b)})
		}
	}
	sort.Slice(both, func(i, j int) bool { return both[i].a < both[j].a })
	return rising(both)
}

func (c *comparison) slot(hash uint64) *slot {
	mask := uint64(len(c.table) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := &c.table[i]
		if !s.filled {
			s.hash, s.filled = hash, true
		}
		if s.hash == hash {
			return s
		}
	}
}

func (c *comparison) same(a, b, k int) bool {
	for i := range k {
		if c.a.ids[a+i] != c.b.ids[b+i] {
			return false
		}
	}
	return true
}

// eachShingle calls f with where each k tokens in a row start, and a hash of
// them; with k of 1 only for words.
func (t *tokens) eachShingle(from, to, k int, f func(i int, hash uint64)) {
	const base = 0x9E3779B97F4A7C15
	var hash, top uint64 = 0, 1
	for range k - 1 {
		top *= base
	}
	for i := from; i < to; i++ {
		if i >= from+k {
			hash -= (uint64(t.ids[i-k]) + 1) * top
		}
		hash = hash*base + uint64(t.ids[i]) + 1
		if start := i - k + 1; start >= from && (k > 1 || t.word[i]) {
			f(start, hash^hash>>29)
		}
	}
}

// rising is the longest list of cuts, which are in the order of a, that are in
// the order of b too (patience sorting).
func rising(cuts []cut) []cut {
	var piles []int // the cut on top of each pile
	before := make([]int, len(cuts))
	for i := range cuts {
		p := sort.Search(len(piles), func(p int) bool { return cuts[piles[p]].b >= cuts[i].b })
		before[i] = -1
		if p > 0 {
			before[i] = piles[p-1]
		}
		if p == len(piles) {
			piles = append(piles, i)
		} else {
			piles[p] = i
		}
	}
	if len(piles) == 0 {
		return nil
	}
	list := make([]cut, len(piles))
	for i, p := piles[len(piles)-1], len(piles)-1; p >= 0; i, p = before[i], p-1 {
		list[p] = cuts[i]
	}
	return list
}
