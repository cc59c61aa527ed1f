package annotations

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Snap widens span to whole characters, that is to the boundaries of extended
// grapheme clusters (UAX #29), so that no flag, family or accented letter is
// cut. It panics where span is outside text; offsets inside a code point are
// widened like any other.
func Snap(text string, span Span) Span {
	start, _ := clusterAround(text, span.Start)
	_, end := clusterAround(text, span.End)
	if span.Empty() {
		return Span{start, start}
	}
	return Span{start, end}
}

// Trim narrows span until it neither starts nor ends with white space. A span
// of white space alone becomes empty.
func Trim(text string, span Span) Span {
	for span.Start < span.End {
		r, size := utf8.DecodeRuneInString(text[span.Start:span.End])
		if !unicode.IsSpace(r) {
			break
		}
		span.Start += size
	}
	for span.Start < span.End {
		r, size := utf8.DecodeLastRuneInString(text[span.Start:span.End])
		if !unicode.IsSpace(r) {
			break
		}
		span.End -= size
	}
	return span
}

// clusterAround returns the last cluster boundary at or before offset i and
// the first at or after it; both are i where i is a boundary itself.
func clusterAround(text string, i int) (before, after int) {
	if i <= 0 || i >= len(text) {
		return i, i
	}
	base := safeStart(text, i)
	if base == i {
		return i, i
	}
	clusters := graphemes.FromString(text[base:])
	for clusters.Next() {
		start, end := base+clusters.Start(), base+clusters.End()
		if end == i {
			return i, i
		}
		if end > i {
			return start, end
		}
	}
	return i, i
}

// safeStart returns the last offset at or before i at which a cluster starts
// whatever stands around: between two printable ASCII characters, or the
// beginning of text. Segmenting from an arbitrary place would cut flags and
// emoji sequences wrongly.
func safeStart(text string, i int) int {
	for ; i > 0; i-- {
		if printableASCII(text[i]) && printableASCII(text[i-1]) {
			return i
		}
	}
	return 0
}

func printableASCII(b byte) bool { return 0x20 <= b && b < 0x7F }
