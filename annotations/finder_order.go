package annotations

// leastMore is how much more of a quote's words, by weight, must be there in
// any order than in theirs, for its clauses to have changed places.
const leastMore = 0.15

// maxReordered is the length in words up to which the part of a text is
// searched for words in another order: the search takes the square of it, and
// of a longer quote the words that kept their order say enough.
const maxReordered = 400

// A bag tells how many of a quote's words a stretch of text has in any order.
type bag struct {
	number map[uint32]int32 // of each different word of the quote
	there  []int32          // how often each stands in the quote
	taken  []int32          // how often each was met in the stretch
	part   []int32          // the number of each word of the text's part, or -1
}

// set counts the words of a quote and numbers those of part.
func (b *bag) set(words, part []word) {
	if b.number == nil {
		b.number = map[uint32]int32{}
	}
	clear(b.number)
	b.there, b.part = b.there[:0], b.part[:0]
	for i := range words {
		n, ok := b.number[words[i].id]
		if !ok {
			n = int32(len(b.there))
			b.number[words[i].id] = n
			b.there = append(b.there, 0)
		}
		b.there[n]++
	}
	for i := range part {
		n, ok := b.number[part[i].id]
		if !ok || part[i].id == 0 {
			n = -1
		}
		b.part = append(b.part, n)
	}
	b.taken = append(b.taken[:0], b.there...)
}

// reset makes the stretch empty.
func (b *bag) reset() { clear(b.taken) }

// take puts word i of the part into the stretch, and reports whether the quote
// has so many of it.
func (b *bag) take(i int) bool {
	n := b.part[i]
	if n < 0 || b.taken[n] == b.there[n] {
		return false
	}
	b.taken[n]++
	return true
}

// reordered returns the stretch of part, first to last, that has the words of p
// in any order at the least cost, reckoned as for an alignment, and how alike
// they are. Ok is false where it does not have so many more of them than the
// weight that stands in their order, that it must be clauses that changed
// places.
func (b *bag) reordered(p *pattern, part []word, inOrder float64) (first, last int, like float64, ok bool) {
	if len(part) > maxReordered {
		return 0, 0, 0, false
	}
	b.set(p.words, part)
	all := weight(p.words)
	least := inOrder + leastMore*all
	b.reset()
	shared := 0.0
	for i := range part {
		if b.take(i) {
			shared += float64(part[i].weight)
		}
	}
	if shared < least { // not even all of the part has enough of them
		return 0, 0, 0, false
	}
	cheapest := 2 * all
	for i := range part {
		if b.part[i] < 0 {
			continue
		}
		b.reset()
		shared, stretch := 0.0, 0.0
		for j := i; j < len(part) && stretch-shared < cheapest; j++ {
			w := float64(part[j].weight)
			stretch += w
			if !b.take(j) {
				continue
			}
			shared += w
			if cost := 2*(all-shared) + stretch - shared; cost < cheapest && shared >= least {
				first, last, cheapest, ok = i, j, cost, true
				like = 2 * shared / (all + stretch)
			}
		}
	}
	return first, last, like, ok
}
