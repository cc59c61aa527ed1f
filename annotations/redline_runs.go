package annotations

import "sort"

// Runs say where a version stands in a redline: all of it, in order.
type Runs []Run

// A Run is a stretch of so many bytes that stands at From in a version, and at At
// in the redline.
type Run struct{ From, At, Length int }

// At is where offset i of the version stands in the redline: right before the
// character that stands there, or behind the last one.
func (r Runs) At(i int) int {
	n := sort.Search(len(r), func(n int) bool { return r[n].From > i }) - 1
	if n < 0 {
		return 0
	}
	return r[n].At + min(i-r[n].From, r[n].Length)
}

// Range is where a stretch of the version stands in the redline, from its first
// character to its last, with all that only the other version has between them.
func (r Runs) Range(span Span) Span {
	if span.Empty() {
		return Span{r.At(span.Start), r.At(span.Start)}
	}
	return Span{r.At(span.Start), r.At(span.End-1) + 1}
}

// Next is the offset in the version of offset i of the redline; inside of what
// only the other version has, that of what comes next.
func (r Runs) Next(i int) int {
	n := sort.Search(len(r), func(n int) bool { return r[n].At+r[n].Length > i })
	if n == len(r) {
		if n == 0 {
			return 0
		}
		return r[n-1].From + r[n-1].Length
	}
	return r[n].From + max(0, i-r[n].At)
}

// behind is the offset in the version behind what stands before offset i of the
// redline.
func (r Runs) behind(i int) int {
	n := sort.Search(len(r), func(n int) bool { return r[n].At >= i }) - 1
	if n < 0 {
		return 0
	}
	return r[n].From + min(i-r[n].At, r[n].Length)
}

// Selected is what of the version a stretch of the redline holds. At its ends,
// what only the other version has is left out; the result is empty where nothing
// else is in it.
func (r Runs) Selected(span Span) Span {
	s := Span{r.Next(span.Start), r.behind(span.End)}
	return Span{s.Start, max(s.Start, s.End)}
}
