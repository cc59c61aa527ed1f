package importer

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"claimlight/annotations"
)

// appendNormal appends raw to dst in normalization form C, and returns marks
// (whose spans are of raw) as new marks with spans of the result.
func appendNormal(dst, raw []byte, marks []annotations.Mark) ([]byte, []annotations.Mark) {
	base := len(dst)
	moved := slices.Clone(marks)
	if norm.NFC.IsNormal(raw) {
		for i := range moved {
			moved[i].Span.Start += base
			moved[i].Span.End += base
		}
		return append(dst, raw...), moved
	}
	// Characters compose only between two boundaries, so that offsets at
	// boundaries are all that has a place in both texts.
	from, to := []int{0}, []int{base}
	for at := 0; at < len(raw); {
		n := norm.NFC.NextBoundary(raw[at:], true)
		if n <= 0 {
			n = len(raw) - at
		}
		dst = norm.NFC.Append(dst, raw[at:at+n]...)
		at += n
		from, to = append(from, at), append(to, len(dst))
	}
	for i := range moved {
		s := &moved[i].Span
		after := sort.SearchInts(from, s.End)
		before := sort.SearchInts(from, s.Start+1) - 1
		s.Start, s.End = to[before], to[after]
	}
	return dst, moved
}

// tidyMarks returns marks in their order, without empty ones and those that say
// what the block's kind says already, and with those of a kind that touch made
// one. A nil slice stands for none.
func tidyMarks(marks []annotations.Mark, kind annotations.BlockKind) []annotations.Mark {
	marks = slices.DeleteFunc(marks, func(m annotations.Mark) bool {
		return m.Span.Empty() && !isCell(m) || m.Kind == annotations.CodeText && kind == annotations.Code
	})
	slices.SortStableFunc(marks, outerFirst)
	last := make(map[annotations.MarkKind]int) // index of the last mark of each kind, in kept
	kept := marks[:0]
	for _, m := range marks {
		i, seen := last[m.Kind]
		if seen && !isCell(m) && kept[i].Span.End >= m.Span.Start && kept[i].Href == m.Href {
			kept[i].Span.End = max(kept[i].Span.End, m.Span.End)
			continue
		}
		last[m.Kind] = len(kept)
		kept = append(kept, m)
	}
	if len(kept) == 0 {
		return nil
	}
	// Joined marks have grown, and a longer mark stands before a shorter one.
	slices.SortStableFunc(kept, outerFirst)
	return slices.Clip(kept)
}

func isCell(m annotations.Mark) bool {
	return m.Kind == annotations.Cell || m.Kind == annotations.HeaderCell
}

// nesting is the order in which marks of one span stand in each other,
// outermost first.
var nesting = []annotations.MarkKind{
	annotations.Cell, annotations.HeaderCell, annotations.Link, annotations.Strong, annotations.Emphasis,
	annotations.CodeText, annotations.Superscript, annotations.Subscript,
}

// outerFirst compares two marks of a block by their place, and by what they are
// where that is the same.
func outerFirst(a, b annotations.Mark) int {
	if c := a.Span.Compare(b.Span); c != 0 {
		return c
	}
	return slices.Index(nesting, a.Kind) - slices.Index(nesting, b.Kind)
}

// trim narrows span of raw until no white space is at its ends.
func trim(raw []byte, span annotations.Span) annotations.Span {
	for span.Start < span.End {
		r, size := utf8.DecodeRune(raw[span.Start:span.End])
		if !unicode.IsSpace(r) {
			break
		}
		span.Start += size
	}
	for span.Start < span.End {
		r, size := utf8.DecodeLastRune(raw[span.Start:span.End])
		if !unicode.IsSpace(r) {
			break
		}
		span.End -= size
	}
	return span
}
