package annotations

import (
	"unicode"
	"unicode/utf8"
)

// contextRunes is how much of its surroundings a quote takes along on each
// side, in code points: as much as Hypothesis takes, five or six words.
const contextRunes = 32

// wordReach is how far from contextRunes a context may end, in code points, so
// that it ends between words.
const wordReach = 8

// Describe returns the words of text at span with about 32 code points before
// and after. Prefix and suffix start and end on whole characters (grapheme
// clusters), and between words where a gap between words is within 8 code
// points. They are shorter only at the ends of text. Describe panics where
// span is outside text.
func Describe(text string, span Span) Quote {
	return Quote{
		Exact:  span.Of(text),
		Prefix: text[contextStart(text, span.Start):span.Start],
		Suffix: text[span.End:contextEnd(text, span.End)],
	}
}

// contextStart is where the prefix of a quote starts that starts at end.
func contextStart(text string, end int) int {
	at := end
	for range contextRunes {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	if at == 0 {
		return 0
	}
	for i, n := at, 0; n <= wordReach; n++ { // outwards first: more context is better
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if size == 0 || unicode.IsSpace(r) {
			return wholeStart(text, i, end)
		}
		i -= size
	}
	for i, n := at, 0; n < wordReach; n++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if unicode.IsSpace(r) {
			return wholeStart(text, i, end)
		}
	}
	return wholeStart(text, at, end)
}

// contextEnd is where the suffix of a quote ends that ends at start.
func contextEnd(text string, start int) int {
	at := start
	for range contextRunes {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	if at == len(text) {
		return at
	}
	for i, n := at, 0; n <= wordReach; n++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		if size == 0 || unicode.IsSpace(r) {
			return wholeEnd(text, i, start)
		}
		i += size
	}
	for i, n := at, 0; n < wordReach; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if unicode.IsSpace(r) {
			return wholeEnd(text, i, start)
		}
	}
	return wholeEnd(text, at, start)
}

// wholeStart moves i back to where a character starts, but not past limit,
// which may itself be inside of one.
func wholeStart(text string, i, limit int) int {
	start, _ := clusterAround(text, i)
	return min(start, limit)
}

// wholeEnd moves i on to where a character ends, but not before limit.
func wholeEnd(text string, i, limit int) int {
	_, end := clusterAround(text, i)
	return max(end, limit)
}
