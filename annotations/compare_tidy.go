package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"

	uax29 "github.com/clipperhouse/uax29/v2/words"
)

// tokens are a text's words and all that stands between them, as numbers: equal
// ones have equal numbers.
type tokens struct {
	text string
	from int // where text begins in the whole
	ids  []int32
	at   []int32 // where each starts in text; and where the last ends
	word []bool  // or else white space and punctuation
}

// tokenize cuts text into tokens, which numbers gives their numbers.
func tokenize(text string, from int, numbers map[string]int32) tokens {
	n := len(text)/3 + 1
	t := tokens{text: text, from: from, ids: make([]int32, 0, n), at: make([]int32, 0, n+1), word: make([]bool, 0, n)}
	for list := uax29.FromString(text); list.Next(); {
		s := list.Value()
		id, ok := numbers[s]
		if !ok {
			id = int32(len(numbers))
			numbers[s] = id
		}
		r, _ := utf8.DecodeRuneInString(s)
		t.ids = append(t.ids, id)
		t.at = append(t.at, int32(list.Start()))
		t.word = append(t.word, unicode.IsLetter(r) || unicode.IsNumber(r))
	}
	t.at = append(t.at, int32(len(text)))
	return t
}

func (t *tokens) n() int { return len(t.ids) }

// span is where the tokens from i to j stand in the whole text.
func (t *tokens) span(i, j int) Span { return Span{t.from + int(t.at[i]), t.from + int(t.at[j])} }

// of is token i.
func (t *tokens) of(i int) string { return t.text[t.at[i]:t.at[i+1]] }

// words counts those from i to j.
func (t *tokens) words(i, j int) int {
	n := 0
	for _, w := range t.word[i:j] {
		if w {
			n++
		}
	}
	return n
}

// slide moves what was only put in or only taken out to where a person would
// have it begin, of all places where it may.
func (c *comparison) slide() {
	for i := range c.hunks {
		h := &c.hunks[i]
		low, high := 0, c.b.n()
		if i > 0 {
			low = c.hunks[i-1].bEnd
		}
		if i+1 < len(c.hunks) {
			high = c.hunks[i+1].b
		}
		switch {
		case h.a == h.aEnd:
			by := c.b.slide(h.b, h.bEnd, low, high)
			h.a, h.aEnd, h.b, h.bEnd = h.a+by, h.aEnd+by, h.b+by, h.bEnd+by
		case h.b == h.bEnd:
			by := c.a.slide(h.a, h.aEnd, h.a-(h.b-low), h.aEnd+(high-h.b))
			h.a, h.aEnd, h.b, h.bEnd = h.a+by, h.aEnd+by, h.b+by, h.bEnd+by
		}
	}
}

// maxSlide is how many tokens a hunk is moved at most: further away than a
// sentence is long, one place is as good as another.
const maxSlide = 64

// slide is by how much the tokens from i to j, of which the text without them is
// another, may best be moved within low and high.
func (t *tokens) slide(i, j, low, high int) int {
	best, most := 0, t.edge(i)+t.edge(j)
	for by := -1; by >= -maxSlide && i+by >= low && t.ids[i+by] == t.ids[j+by]; by-- {
		if n := t.edge(i+by) + t.edge(j+by); n > most {
			best, most = by, n
		}
	}
	for by := 1; by <= maxSlide && j+by <= high && t.ids[i+by-1] == t.ids[j+by-1]; by++ {
		if n := t.edge(i+by) + t.edge(j+by); n > most {
			best, most = by, n
		}
	}
	return best
}

// edge is how well a change begins or ends before token i.
func (t *tokens) edge(i int) int {
	if i == 0 || i == t.n() {
		return 5
	}
	before := t.of(i - 1)
	r, _ := utf8.DecodeRuneInString(before)
	switch {
	case before == "\n":
		if t.of(i) == "\n" {
			return 0
		}
		return 5
	case !unicode.IsSpace(r):
		return 0
	case i > 1 && strings.Contains(`.!?…”"»。`, t.of(i-2)):
		return 4
	}
	return 3
}

// join makes one hunk of two with so little in common between them that it says
// nothing: white space and punctuation, or half as many words as changed on
// either side. Never across lines, so that what is one paragraph stays so.
func (c *comparison) join() {
	var joined []hunk
	for _, h := range c.hunks {
		for n := len(joined); n > 0 && c.slight(joined[n-1], h); n-- {
			h.a, h.b = joined[n-1].a, joined[n-1].b
			joined = joined[:n-1]
		}
		joined = append(joined, h)
	}
	c.hunks = joined
}

func (c *comparison) slight(h, next hunk) bool {
	if h.aEnd == next.a {
		return true // they were moved together
	}
	between := c.a.span(h.aEnd, next.a)
	between.Start, between.End = between.Start-c.a.from, between.End-c.a.from
	if strings.Contains(between.Of(c.a.text), "\n") || c.crosses(h) || c.crosses(next) {
		return false
	}
	kept := c.a.words(h.aEnd, next.a)
	return kept == 0 && c.changed(h) > 0 && c.changed(next) > 0 || kept > 0 && 2*kept <= min(c.changed(h), c.changed(next))
}

// crosses reports whether h goes from one line to another.
func (c *comparison) crosses(h hunk) bool {
	return strings.Contains(c.a.text[c.a.at[h.a]:c.a.at[h.aEnd]], "\n") || strings.Contains(c.b.text[c.b.at[h.b]:c.b.at[h.bEnd]], "\n")
}

// changed is how many words h takes out or puts in, whichever are more.
func (c *comparison) changed(h hunk) int { return max(c.a.words(h.a, h.aEnd), c.b.words(h.b, h.bEnd)) }
