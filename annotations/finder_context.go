package annotations

import (
	"unicode"
	"unicode/utf8"
)

// nearby is a pattern for Myers' bit-parallel edit distance ("A fast bit-vector
// algorithm for approximate string matching", 1999, in Hyyrö's form): bit i of
// a rune's mask is set where the i-th code point counted from the quote is
// that rune.
type nearby struct {
	backwards bool
	n         int // code points, at most 64
	ascii     [utf8.RuneSelf]uint64
	other     map[rune]uint64
	window    []rune
}

// nearbyRunes is how many code points of a context are compared: one machine
// word of them.
const nearbyRunes = 64

func (p *nearby) set(context string, backwards bool) {
	*p = nearby{backwards: backwards, window: p.window}
	for i, r := range p.nearest(context, nearbyRunes) {
		p.n = i + 1
		if r < utf8.RuneSelf {
			p.ascii[r] |= 1 << i
			continue
		}
		if p.other == nil {
			p.other = map[rune]uint64{}
		}
		p.other[r] |= 1 << i
	}
}

// similarity is 1 where what of text is nearest to the quote is the context,
// and 0 where nothing of it is. What lies beyond the end of text counts half,
// as it speaks neither for nor against. It is 1 for an empty context.
func (p *nearby) similarity(text string) float64 {
	if p.n == 0 {
		return 1
	}
	window := p.nearest(text, p.n+p.n/4)
	beyond := float64(max(0, p.n-len(window)))
	return 1 - (float64(p.distance(window, 1))-beyond/2)/float64(p.n)
}

// within is the similarity of the context to the part most like it of the
// nearest reach code points of text.
func (p *nearby) within(text string, reach int) float64 {
	if p.n == 0 {
		return 1
	}
	return 1 - float64(p.distance(p.nearest(text, reach), 0))/float64(p.n)
}

// cut reports whether most of the context would lie beyond the end of text.
func (p *nearby) cut(text string) bool { return 2*len(p.nearest(text, p.n)) < p.n }

// distance is the least number of code points to change, put in or leave out
// that makes the context of a part of window: of one that starts where window
// does, where anchor is 1, or of any, where it is 0.
func (p *nearby) distance(window []rune, anchor uint64) int {
	last := uint64(1) << (p.n - 1)
	vp, vn := ^uint64(0), uint64(0)
	distance, best := p.n, p.n
	for _, r := range window {
		var eq uint64
		if r < utf8.RuneSelf {
			eq = p.ascii[r]
		} else {
			eq = p.other[r]
		}
		d0 := ((eq&vp + vp) ^ vp) | eq | vn
		hp, hn := vn|^(d0|vp), d0&vp
		if hp&last != 0 {
			distance++
		} else if hn&last != 0 {
			distance--
		}
		best = min(best, distance)
		hp, hn = hp<<1|anchor, hn<<1
		vp, vn = hn|^(d0|hp), hp&d0
	}
	return best
}

// nearest returns up to n code points of s counted from the quote, without the
// white space next to it and with one space for other white space. It is valid
// until the next call.
func (p *nearby) nearest(s string, n int) []rune {
	out := p.window[:0]
	space := false
	for i := range len(s) {
		b := s[i]
		if p.backwards {
			b = s[len(s)-1-i]
		}
		switch {
		case len(out) >= n:
			p.window = out
			return out
		case b >= utf8.RuneSelf:
			return p.normalized(s, n)
		case b <= ' ':
			space = len(out) > 0
			continue
		case space && len(out) < n-1:
			out = append(out, ' ')
		}
		space = false
		out = append(out, rune(b))
	}
	p.window = out
	return out
}

// normalized is nearest for any s: it counts in normalization form C.
func (p *nearby) normalized(s string, n int) []rune {
	s = normal(p.piece(s, 8*n+64))
	out := p.window[:0]
	space := false
	for len(s) > 0 && len(out) < n {
		var r rune
		var size int
		if p.backwards {
			r, size = utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-size]
		} else {
			r, size = utf8.DecodeRuneInString(s)
			s = s[size:]
		}
		if r == ' ' || unicode.IsSpace(r) {
			space = len(out) > 0
			continue
		}
		if space && len(out) < n-1 {
			out = append(out, ' ')
		}
		space = false
		out = append(out, r)
	}
	p.window = out
	return out
}

// piece is the part of s next to the quote that has up to n bytes.
func (p *nearby) piece(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if p.backwards {
		return s[len(s)-n:]
	}
	return s[:n]
}
