package annotations

// An alignment pairs the words of a pattern with those of a part of a text, in
// order, so that what is left over on either side weighs least: what the
// pattern lost twice as much as what was put in, since a sentence of which all
// is left is there however much was added.
type alignment struct {
	cost  []int32
	step  []uint8
	text  []word
	pairs []pair
}

// A pair is word i of the pattern and the same word, j-th of the text's part.
type pair struct{ i, j int }

// maxCells bounds an alignment's memory, one byte a cell. It holds 5,000
// characters of a script without spaces.
const maxCells = 40 << 20

const (
	both    = uint8(iota) // the words are paired
	dropped               // the pattern's word is left over
	added                 // the text's word is left over
)

// take makes the words of x from lo to before hi the part to align with.
func (a *alignment) take(x *index, lo, hi int) {
	a.text = a.text[:0]
	for n := lo; n < hi; n++ {
		w := x.word(n)
		w.weight = x.weight(w.id)
		a.text = append(a.text, w)
	}
}

// align pairs seq with the best stretch of text: what stands before and after
// it counts for nothing.
func (a *alignment) align(seq, text []word) []pair {
	if !a.fill(seq, text, 0) {
		return nil
	}
	end := 0
	for j, c := range a.cost {
		if c < a.cost[end] {
			end = j
		}
	}
	return a.trace(len(seq), len(text), end)
}

// all pairs seq with all of text, so that the words paired weigh most.
func (a *alignment) all(seq, text []word) []pair {
	if !a.fill(seq, text, 1) {
		return nil
	}
	return a.trace(len(seq), len(text), len(text))
}

// trace returns the pairs on the way to column end.
func (a *alignment) trace(m, n, end int) []pair {
	a.pairs = a.pairs[:0]
	for i, j := m, end; i > 0; {
		switch a.step[i*(n+1)+j] {
		case both:
			i, j = i-1, j-1
			a.pairs = append(a.pairs, pair{i, j})
		case dropped:
			i--
		case added:
			j--
		}
	}
	for l, r := 0, len(a.pairs)-1; l < r; l, r = l+1, r-1 {
		a.pairs[l], a.pairs[r] = a.pairs[r], a.pairs[l]
	}
	return a.pairs
}

// fill leaves in cost the least weight left over for the whole pattern against
// each end of the text, and in step how it came about. Head is 1 where what
// stands before the first pair counts, else 0. It reports false, and does
// nothing, where that would take more than maxCells.
func (a *alignment) fill(seq, text []word, head int32) bool {
	width := len(text) + 1
	cells := (len(seq) + 1) * width
	if cells > maxCells {
		return false
	}
	if cap(a.step) < cells {
		a.step = make([]uint8, cells)
	}
	if cap(a.cost) < width {
		a.cost = make([]int32, width)
	}
	a.step, a.cost = a.step[:cells], a.cost[:width]
	cost := a.cost
	cost[0] = 0
	for j := 1; j < width; j++ {
		cost[j] = cost[j-1] + head*text[j-1].weight
		a.step[j] = added
	}
	for i, w := range seq {
		row := a.step[(i+1)*width : (i+2)*width]
		diagonal, left := cost[0], cost[0]+2*w.weight
		cost[0], row[0] = left, dropped
		for j := 1; j < width; j++ {
			t := &text[j-1]
			up := cost[j]
			best, step := up+2*w.weight, dropped
			if c := left + t.weight; c < best {
				best, step = c, added
			}
			if t.id == w.id && diagonal <= best {
				best, step = diagonal, both
			}
			diagonal, left = up, best
			cost[j], row[j] = best, step
		}
	}
	return true
}
