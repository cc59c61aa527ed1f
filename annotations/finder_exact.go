package annotations

import (
	"slices"
	"strings"
)

// Bounds that keep one quote from costing as much as a pass over a large text
// would: a text in which all of a quote's words stand so often is one phrase
// over and over, and nothing tells its places apart but more surroundings than
// the quote has.
const (
	maxSteps   = 1 << 19 // comparisons of a word
	maxSpans   = 1000    // places with the same words that are compared by their surroundings
	rareEdge   = 1 << 10 // what telling whether a character is whole may cost where flags or marks stand in a row
	maxPerfect = 2       // places with the same words and the same surroundings: already one too many
)

// exact lists where the words of p stand, surroundings aside, in the order of
// the text and without repeats. Where there are more than it may list, ok is
// false; but if the surroundings are the same to the letter in few of them,
// those are listed, and ok is true.
func (f *Finder) exact(p *pattern) (spans []Span, ok bool) {
	l := spanList{text: f.text, p: p}
	from, to := p.sure()
	if from == to {
		l.scan()
		from, to = 0, len(p.words)
	}
	f.look(&l, from, to)
	return l.result()
}

// look adds the places where the words from and to, and those between them,
// are words of the text.
func (f *Finder) look(l *spanList, from, to int) {
	if from == to {
		return
	}
	x, p := f.index(), l.p
	rarest, places := from, x.bucket(p.words[from].id)
	for i := from + 1; i < to && len(places) > 1; i++ {
		if b := x.bucket(p.words[i].id); len(b) < len(places) {
			rarest, places = i, b
		}
	}
	offset := p.words[rarest].Start
	for _, n := range places {
		first := int(n) - rarest
		if !l.match(x, first, from, to) {
			if l.tooMany {
				return
			}
			continue
		}
		span := Span{int(x.starts[n]) - offset, 0}
		span.End = span.Start + len(p.Exact)
		if span.Start < 0 || span.End > len(f.text) || span.Of(f.text) != p.Exact {
			var ok bool
			if span, ok = f.folded(p, first, from, to); !ok {
				continue
			}
		}
		if !l.add(span) {
			return
		}
	}
}

// match reports whether the words from to to of the quote are those of the
// text, if its first word is the text's n-th.
func (l *spanList) match(x *index, n, from, to int) bool {
	if n < 0 || n+len(l.p.words) > len(x.ids) {
		return false
	}
	ids, words := x.ids[n+from:n+to], l.p.words[from:to]
	for i := range words {
		if ids[i] != words[i].id {
			l.spend(i + 1)
			return false
		}
	}
	l.spend(len(words))
	return true
}

// folded returns where p stands if its words are those of the text from first
// on, but for reflow and canonical equivalence.
func (f *Finder) folded(p *pattern, first, from, to int) (Span, bool) {
	x := f.index()
	last := first + len(p.words) - 1
	span := Span{x.word(first).Start, x.word(last).End}
	if from > 0 {
		span.Start = cutStart(f.text, x.word(first), p.words[0].Of(p.Exact))
	}
	if to < len(p.words) {
		span.End = cutEnd(f.text, x.word(last), p.words[len(p.words)-1].Of(p.Exact))
	}
	if span.Start < 0 || span.End < 0 {
		return Span{}, false
	}
	span = p.widen(f.text, span)
	return span, sameWords(span.Of(f.text), strings.TrimSpace(p.Exact))
}

// widen extends span, which goes from the first word of p to the last, over as
// many characters of punctuation as p has outside of its words.
func (p *pattern) widen(text string, span Span) Span {
	if len(p.words) == 0 {
		return span
	}
	before, after := p.Exact[:p.words[0].Start], p.Exact[p.words[len(p.words)-1].End:]
	return Span{back(text, span.Start, seen(before)), forth(text, span.End, seen(after))}
}

// cutStart returns where in the word w of text part starts, which w must end
// with, or -1.
func cutStart(text string, w word, part string) int {
	for i := w.End; i > w.Start; {
		i--
		if betweenRunes(text, i) && sameWords(text[i:w.End], part) {
			return i
		}
	}
	return -1
}

// cutEnd returns where in the word w of text part ends, which w must start
// with, or -1.
func cutEnd(text string, w word, part string) int {
	for i := w.Start + 1; i <= w.End; i++ {
		if betweenRunes(text, i) && sameWords(text[w.Start:i], part) {
			return i
		}
	}
	return -1
}

// A spanList collects the places of p in text.
type spanList struct {
	text    string
	p       *pattern
	spans   []Span
	perfect []Span // those between p's prefix and suffix, to the letter
	steps   int
	tooMany bool // places were not looked at
	crowded bool // places were left out of spans
}

// spend counts comparisons against their bound.
func (l *spanList) spend(steps int) {
	l.steps += steps
	l.tooMany = l.tooMany || l.steps > maxSteps
}

// add takes one place and reports whether to go on looking.
func (l *spanList) add(span Span) bool {
	l.spend(1 + span.Len()/16)
	if span.Empty() || !plain(firstRune(l.text[span.Start:])) || !plain(lastRune(l.text[:span.End])) {
		l.spend(rareEdge)
	}
	if Snap(l.text, span) != span || slices.Contains(l.perfect, span) {
		return !l.tooMany // part of a character is another character
	}
	if strings.HasSuffix(l.text[:span.Start], l.p.Prefix) && strings.HasPrefix(l.text[span.End:], l.p.Suffix) {
		l.perfect = append(l.perfect, span)
	}
	if len(l.spans) < maxSpans {
		l.spans = append(l.spans, span)
	} else {
		l.crowded = true
	}
	return len(l.perfect) < maxPerfect && !l.tooMany
}

// scan adds the places where p stands to the letter, in either normalization
// form, by reading all of the text: for words that may be parts of others.
func (l *spanList) scan() {
	tried := ""
	for _, exact := range []string{l.p.Exact, normal(l.p.Exact), decomposed(l.p.Exact)} {
		if exact == tried {
			continue
		}
		tried = exact
		for from := 0; ; {
			i := strings.Index(l.text[from:], exact)
			if i < 0 {
				break
			}
			start := from + i
			if !l.add(Span{start, start + len(exact)}) {
				return
			}
			from = start + 1
		}
	}
}

// result returns the places found, and whether they are all that matter.
func (l *spanList) result() ([]Span, bool) {
	if l.tooMany || l.crowded || len(l.perfect) >= maxPerfect {
		return unique(l.perfect), len(l.perfect) > 0 && !l.tooMany
	}
	return unique(l.spans), true
}

// unique sorts spans and drops repeats.
func unique(spans []Span) []Span {
	slices.SortFunc(spans, Span.Compare)
	return slices.Compact(spans)
}
