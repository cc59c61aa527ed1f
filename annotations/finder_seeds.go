package annotations

import (
	"cmp"
	"slices"
)

// A search looks for passages of similar words, and keeps its memory from one
// quote to the next.
type search struct {
	seeds   []seed
	hits    []hit
	sought  int // the weight of the words that were looked up
	regions []region
	met     []uint16 // how often each word of the pattern was hit in the region at hand
	table   alignment
	bag     bag
}

// A seed is a word of a pattern, and how many places share its bucket.
type seed struct{ places, at int }

// A hit is a word of the text that is word at of the pattern. Shift is by how much
// further on it stands in the text.
// Hits sort by their shift.
type hit int64

func newHit(place, at int) hit { return hit(place-at)<<16 | hit(at) }

func (h hit) shift() int { return int(h >> 16) }
func (h hit) at() int    { return int(h & 0xFFFF) }

// A region is a part of the text, from word lo to before word hi, in which
// words of the pattern that weigh weight stand in about their order.
type region struct{ weight, lo, hi int }

const (
	rareWord   = 16      // a word in no more places needs no neighbour to count
	fewSeeds   = 6       // so many of the rarest words are looked up however common
	maxSeeds   = 64      // and no more than so many
	easyWalk   = 1 << 11 // places looked at for a quote with words that tell
	longWalk   = 1 << 16 // and for one with only common words
	maxHits    = 1 << 10
	maxWords   = 1 << 16 // words of a quote that lead to it
	maxRegions = 6       // places compared word by word
	leastShare = 6       // a region has one such part of the weight that was looked up
)

// find lists up to maxRegions regions of x that could hold p, likely ones
// first.
func (s *search) find(x *index, p *pattern) []region {
	s.lookUp(x, p.seq)
	slices.Sort(s.hits)
	s.gather(p.seq, len(x.ids))
	return s.regions
}

// lookUp finds the rarest words of seq in the text.
func (s *search) lookUp(x *index, seq []word) {
	s.seeds, s.hits = s.seeds[:0], s.hits[:0]
	s.sought = 0
	known := 0 // words of which it is known where they stand, or that they do not
	for i, w := range seq[:min(len(seq), maxWords)] {
		if n := len(x.bucket(w.id)); n > 0 {
			s.seeds = append(s.seeds, seed{n, i})
		} else {
			s.sought += int(w.weight)
			known++
		}
	}
	slices.SortFunc(s.seeds, func(a, b seed) int { return cmp.Or(cmp.Compare(a.places, b.places), cmp.Compare(a.at, b.at)) })
	walked := 0
	for n, seed := range s.seeds {
		walked += seed.places
		if n >= maxSeeds || walked > longWalk || known+n >= fewSeeds && walked > easyWalk {
			return
		}
		s.sought += int(seq[seed.at].weight)
		for _, place := range x.bucket(seq[seed.at].id) {
			if !seed.counts(x, seq, int(place)) {
				continue
			}
			if len(s.hits) == maxHits {
				return
			}
			s.hits = append(s.hits, newHit(int(place), seed.at))
		}
	}
}

// counts reports whether the text's word n is the seed, and stands beside one
// of its neighbours or is rare.
func (s seed) counts(x *index, seq []word, n int) bool {
	i := s.at
	if x.ids[n] != seq[i].id {
		return false
	}
	return s.places <= rareWord ||
		i > 0 && n > 0 && x.ids[n-1] == seq[i-1].id ||
		i+1 < len(seq) && n+1 < len(x.ids) && x.ids[n+1] == seq[i+1].id
}

// gather makes regions of the hits whose shifts differ by no more than words
// may have been put in or left out.
func (s *search) gather(seq []word, textWords int) {
	m := len(seq)
	slack := 8 + m/4
	if cap(s.met) < m {
		s.met = make([]uint16, m)
	}
	s.met = s.met[:m]
	clear(s.met)
	s.regions = s.regions[:0]
	least := s.sought / leastShare
	weight, first := 0, 0
	for i, h := range s.hits {
		if s.met[h.at()]++; s.met[h.at()] == 1 {
			weight += int(seq[h.at()].weight)
		}
		for h.shift()-s.hits[first].shift() > slack {
			at := s.hits[first].at()
			if s.met[at]--; s.met[at] == 0 {
				weight -= int(seq[at].weight)
			}
			first++
		}
		if i+1 < len(s.hits) && s.hits[i+1].shift()-s.hits[first].shift() <= slack {
			continue // the next hit makes the region no lighter
		}
		if weight < least {
			continue
		}
		least = max(least, weight*2/5)
		pad := 4 + m/4
		s.keep(region{weight, max(0, s.hits[first].shift()-pad), min(textWords, h.shift()+m+pad)}, 8+m/2)
	}
	for len(s.regions) > 0 && s.regions[len(s.regions)-1].weight < least {
		s.regions = s.regions[:len(s.regions)-1]
	}
}

// keep puts r among the heaviest regions; with one no further than near from
// it, it becomes one.
func (s *search) keep(r region, near int) {
	for i, o := range s.regions {
		if abs(o.lo-r.lo) < near {
			r = region{max(o.weight, r.weight), min(o.lo, r.lo), max(o.hi, r.hi)}
			s.regions = slices.Delete(s.regions, i, i+1)
			break
		}
	}
	at := len(s.regions)
	for at > 0 && s.regions[at-1].weight < r.weight {
		at--
	}
	if at < maxRegions {
		s.regions = slices.Insert(s.regions[:min(len(s.regions), maxRegions-1)], at, r)
	}
}

func abs(n int) int { return max(n, -n) }
