package annotations

import (
	"strings"
	"unicode/utf8"
)

// edited lists passages whose words are like those of p, the surroundings
// helping to find them.
func (f *Finder) edited(p *pattern) []place {
	x, s := f.index(), &f.search
	var found []place
	for _, r := range s.find(x, p) {
		s.table.take(x, r.lo, r.hi)
		for range 2 { // a region may hold two that are alike, side by side
			pl, ok := f.align(p)
			if !ok {
				break
			}
			found = append(found, pl)
			if pl.words < floor {
				break
			}
			for j := range s.table.text {
				if w := &s.table.text[j]; pl.span.Overlaps(w.Span) {
					w.id = 0
				}
			}
		}
	}
	return found
}

// inOrder is how alike words are in their order that are looked for in no other.
const inOrder = 0.85

// align finds the passage in the part taken by the search's table that is most
// like p, and measures how much.
func (f *Finder) align(p *pattern) (place, bool) {
	s := &f.search
	pairs := s.table.align(p.seq, s.table.text)
	from, to := 0, len(pairs)
	for from < to && pairs[from].i < p.from {
		from++
	}
	for from < to && pairs[to-1].i >= p.to {
		to--
	}
	first, last, ok := p.extent(f.text, s.table.text, pairs, from, to)
	if !ok {
		return place{}, false
	}
	text := s.table.text
	like := s.likeness(p, f.text, first, last)
	if like < inOrder { // clauses may have changed places: words in another order count half
		paired := 0.0
		for _, pr := range pairs[from:to] {
			paired += float64(text[pr.j].weight)
		}
		if i, j, any, ok := s.bag.reordered(p, text, paired); ok {
			if l := (s.likeness(p, f.text, i, j) + any) / 2; l > like {
				first, last, like = i, j, l
			}
		}
	}
	span := p.punctuate(f.text, Span{text[first].Start, text[last].End})
	words := span
	span = Snap(f.text, span)
	like *= float64(words.Len()) / float64(span.Len())
	if sameWords(span.Of(f.text), strings.TrimSpace(p.Exact)) {
		like = 1
	} else if like == 1 { // only punctuation differs
		like = 1 - 1/float64(span.Len())
	}
	return place{span: span, words: like}, true
}

// extent returns which words of the part, first to last, the quote has become,
// given its pairs, those of pairs from from to to. Words that were put in
// before or after it stay outside, but those that replaced its first and last
// ones belong to it.
func (p *pattern) extent(text string, part []word, pairs []pair, from, to int) (first, last int, ok bool) {
	if from == to { // none of its words is left: what stands between its surroundings?
		if from == 0 || to == len(pairs) {
			return 0, 0, false
		}
		before, after := pairs[from-1], pairs[to]
		first = before.j + 1 + (p.from - 1 - before.i)
		last = after.j - 1 - (after.i - p.to)
		n := p.to - p.from
		return first, last, first <= last && last-first < 2*n+2 && p.from-before.i <= 2 && after.i-p.to <= 1
	}
	first, last = pairs[from].j, pairs[to-1].j
	if lost := pairs[from].i - p.from; lost > 0 {
		least := first - lost
		if from > 0 {
			before := pairs[from-1]
			least = max(before.j+1+(p.from-1-before.i), first-2*lost-2)
		}
		for first > max(least, 0) && !ends(part, text, first-1) {
			first--
		}
	}
	if lost := p.to - 1 - pairs[to-1].i; lost > 0 {
		most := last + lost
		if to < len(pairs) {
			after := pairs[to]
			most = min(after.j-1-(after.i-p.to), last+2*lost+2)
		}
		for last < min(most, len(part)-1) && !ends(part, text, last) {
			last++
		}
	}
	return first, last, true
}

// ends reports whether a sentence or a block ends between word i and the next.
func ends(words []word, text string, i int) bool {
	breaks := 0
	for _, r := range text[words[i].End:words[i+1].Start] {
		switch r {
		case '.', '!', '?', '…', '。', '！', '？', '।', '؟', '։':
			return words[i+1].Start > words[i].End+1 // not 3.5
		case '\n':
			if breaks++; breaks == 2 {
				return true
			}
		}
	}
	return false
}

// likeness is how alike the quote's words and those of the part from first to
// last are: the share that the words they have in common, in order, have of the
// weight of both (Dice's coefficient). Words of nearly the same spelling count
// in part.
func (s *search) likeness(p *pattern, text string, first, last int) float64 {
	part := s.table.text[first : last+1]
	pairs := s.table.all(p.words, part)
	total := weight(p.words) + weight(part)
	if total == 0 {
		return 0
	}
	apart := 0.0
	i, j := 0, 0
	for n := 0; n <= len(pairs); n++ {
		next := pair{len(p.words), len(part)}
		if n < len(pairs) {
			next = pairs[n]
		}
		apart += distance(p.Exact, p.words[i:next.i], text, part[j:next.j])
		i, j = next.i+1, next.j+1
	}
	return 1 - apart/total
}

func weight(words []word) float64 {
	sum := 0.0
	for _, w := range words {
		sum += float64(w.weight)
	}
	return sum
}

// distance is what the words a of s and b of t weigh, less what their spelling
// has in common where that is more than half and no number is among them.
func distance(s string, a []word, t string, b []word) float64 {
	sum := weight(a) + weight(b)
	switch {
	case len(a) == 0 || len(b) == 0:
		return sum
	case len(a) == len(b):
		sum = 0
		for i := range a {
			sum += float64(a[i].weight+b[i].weight) * spelling(a[i].Of(s), b[i].Of(t))
		}
		return sum
	}
	return sum * spelling(s[a[0].Start:a[len(a)-1].End], t[b[0].Start:b[len(b)-1].End])
}

// maxSpelling is the length in bytes up to which differences in spelling are
// looked at.
const maxSpelling = 48

// spelling is the share of letters that differ between a and b, or 1 where it
// is half or more, where a digit is among them, or where they are long.
func spelling(a, b string) float64 {
	if len(a) > maxSpelling || len(b) > maxSpelling || digits(a) || digits(b) {
		return 1
	}
	a, b = normal(a), normal(b)
	var row [maxSpelling + 1]int
	n := 0
	for range b {
		n++
		row[n] = n
	}
	m := 0
	for _, r := range a {
		m++
		diagonal := row[0]
		row[0] = m
		j := 0
		for _, s := range b {
			j++
			c := diagonal
			if r != s {
				c = 1 + min(diagonal, row[j], row[j-1])
			}
			diagonal, row[j] = row[j], c
		}
	}
	if d, longer := row[n], max(m, n); 2*d < longer {
		return float64(d) / float64(longer)
	}
	return 1
}

func digits(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}

// punctuate widens span over the punctuation that touches it, as many
// characters as touch the quote's first and last word.
func (p *pattern) punctuate(text string, span Span) Span {
	if len(p.words) == 0 {
		return span
	}
	before, after := p.Exact[:p.words[0].Start], p.Exact[p.words[len(p.words)-1].End:]
	for n := seen(before); n > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(text[:span.Start])
		if size == 0 || kindOfRune(r) != point {
			break
		}
		span.Start -= size
	}
	for n := seen(after); n > 0; n-- {
		r, size := utf8.DecodeRuneInString(text[span.End:])
		if size == 0 || kindOfRune(r) != point {
			break
		}
		span.End += size
	}
	return span
}
