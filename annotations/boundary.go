package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// An Edge is one of the two ends of a span.
type Edge int

const (
	AtStart Edge = iota
	AtEnd
)

// Step moves an edge of span, which must not be empty, one word on or back, or
// where exact is set one character (grapheme cluster). It goes from block to
// block over what separates them, and leaves at least a word, or a character;
// where there is nothing more it returns span as it was. By words, the edge
// never stands beside white space or a stray mark: a comma, a dash, a quotation
// mark or bracket without its partner in the span. It takes along what belongs to
// a word ("U.S.", "31 %", "$40"), and marks whose partner is in the span. The
// mark that ends a sentence is a step of its own.
func (a *Article) Step(span Span, edge Edge, on, exact bool) Span {
	e := edges{a, span, edge, exact}
	if i, ok := e.beside(e.at(), on); ok {
		return e.moved(i)
	}
	return span
}

// Drag moves an edge of span to where the word, or where exact is set the
// character, nearest to byte offset i of the text begins or ends. It leaves at
// least one; otherwise it is as [Article.Step].
func (a *Article) Drag(span Span, edge Edge, i int, exact bool) Span {
	e := edges{a, span, edge, exact}
	i = min(max(i, 0), len(a.Text))
	after, ok := e.beside(i-1, true)
	before, okBefore := e.beside(after, false)
	if !ok {
		before, okBefore = e.beside(i+1, false)
	}
	switch {
	case ok && (!okBefore || after-i <= i-before):
		return e.moved(after)
	case okBefore:
		return e.moved(before)
	}
	return span
}

// edges finds the places where one edge of a span may stand.
type edges struct {
	article *Article
	span    Span
	edge    Edge
	exact   bool
}

// at is where the edge stands.
func (e edges) at() int {
	if e.edge == AtStart {
		return e.span.Start
	}
	return e.span.End
}

// to is the span with its edge at i.
func (e edges) to(i int) Span {
	if e.edge == AtStart {
		return Span{i, e.span.End}
	}
	return Span{e.span.Start, i}
}

// moved is the span with its edge at i and, by words, without the mark at its
// other edge whose partner it thereby lost.
func (e edges) moved(i int) Span {
	span := e.to(i)
	if e.exact {
		return span
	}
	mark := func(of Span) (Span, bool) { // at the other edge, where it has no partner in of
		text := of.Of(e.article.Text)
		_, first := utf8.DecodeRuneInString(text)
		_, last := utf8.DecodeLastRuneInString(text)
		at, rest := 0, Span{of.Start + first, of.End}
		if e.edge == AtStart {
			at, rest = of.Len()-last, Span{of.Start, of.End - last}
		}
		return rest, e.lacks(of, func(u unpaired) bool { return u.at == at })
	}
	for {
		_, before := mark(Span{min(span.Start, e.span.Start), max(span.End, e.span.End)})
		rest, now := mark(span)
		if !now || before || Trim(e.article.Text, rest).Empty() {
			return span
		}
		span = rest
	}
}

// allowed reports whether the edge may stand at i: something must be left.
func (e edges) allowed(i int) bool { return !Trim(e.article.Text, e.to(i)).Empty() }

// stretch is how much of a block is cut into words at once, in bytes.
const stretch = 4 << 10

// beside returns the first place after i where the edge may stand, or the last
// before.
func (e edges) beside(i int, on bool) (at int, ok bool) {
	blocks := e.article.Blocks
	b := max(e.article.BlockAt(min(max(i, 0), len(e.article.Text))), 0)
	for b >= 0 && b < len(blocks) {
		block := blocks[b].Span
		for from := min(max(i, block.Start), block.End); ; {
			part := e.part(block, from, on)
			if at, ok := e.within(part, i, on); ok {
				return at, true
			}
			if on && part.End == block.End || !on && part.Start == block.Start {
				break
			}
			if from = part.Start; on {
				from = part.End
			}
		}
		if on {
			b++
		} else {
			b--
		}
	}
	return 0, false
}

// part is about a stretch of block on one side of i, and so much of the other
// that the word at i is whole.
func (e edges) part(block Span, i int, on bool) Span {
	from, to := i-stretch, i+stretch/8
	if on {
		from, to = i-stretch/8, i+stretch
	}
	part := Span{max(from, block.Start), min(to, block.End)}
	text := e.article.Text
	if part.Start > block.Start {
		part.Start, _ = clusterAround(text, part.Start)
		if gap := strings.LastIndexFunc(text[max(block.Start, part.Start-stretch/8):part.Start], unicode.IsSpace); gap >= 0 {
			part.Start = max(block.Start, part.Start-stretch/8) + gap
		}
	}
	if part.End < block.End {
		if gap := strings.IndexFunc(text[part.End:min(block.End, part.End+stretch/8)], unicode.IsSpace); gap >= 0 {
			part.End += gap
		} else {
			_, part.End = clusterAround(text, part.End)
		}
	}
	return part
}

// within returns the place nearest to i in part, on one side of i.
func (e edges) within(part Span, i int, on bool) (at int, ok bool) {
	text := e.article.Text
	try := func(place int) bool {
		if on && place <= i || !on && place >= i || !e.allowed(place) {
			return false
		}
		at, ok = place, true
		return true
	}
	if e.exact {
		clusters(text, part, func(c Span) bool {
			place := c.End
			if e.edge == AtStart {
				place = c.Start
			}
			return try(place) && on
		})
		return at, ok
	}
	list := stopsIn(text, part)
	for n := range list {
		t := list[n]
		if !on {
			t = list[len(list)-1-n]
		}
		if e.edge == AtStart && t.ends {
			continue
		}
		if try(e.placeAt(t)) {
			return at, ok
		}
	}
	return at, ok
}

// placeAt is where the edge stands at a stop: beyond the marks around it whose
// partners are in the span.
func (e edges) placeAt(t stop) int {
	text := e.article.Text
	if e.edge == AtStart {
		at := t.Start
		for at < e.span.End {
			r, size := utf8.DecodeLastRuneInString(text[:at])
			closes, ok := closers[r]
			if !ok || !e.lacks(Span{at, e.span.End}, func(u unpaired) bool { return u.opens == "" && strings.ContainsRune(closes, u.mark) }) {
				break
			}
			at -= size
		}
		return at
	}
	at := t.End
	for at > e.span.Start {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !strings.ContainsRune(closing, r) || size == 0 ||
			!e.lacks(Span{e.span.Start, at}, func(u unpaired) bool { return strings.ContainsRune(u.opens, r) }) {
			break
		}
		at += size
	}
	return at
}

// lacks reports whether a mark in span is without the partner that is wanted.
func (e edges) lacks(span Span, wanted func(unpaired) bool) bool {
	text := e.article.Text
	before, _ := utf8.DecodeLastRuneInString(text[:span.Start])
	after, _ := utf8.DecodeRuneInString(text[span.End:])
	for _, u := range unpairedIn(span.Of(text), before, after) {
		if wanted(u) {
			return true
		}
	}
	return false
}

// clusters calls f with the grapheme clusters of text in part, which begins and
// ends between such, until f returns true.
func clusters(text string, part Span, f func(Span) bool) {
	list := graphemes.FromString(part.Of(text))
	for list.Next() {
		if f(Span{part.Start + list.Start(), part.Start + list.End()}) {
			return
		}
	}
}
