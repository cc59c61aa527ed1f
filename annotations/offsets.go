package annotations

import (
	"errors"
	"fmt"
	"sort"
	"unicode/utf8"
)

// A Unit is what an offset into a text counts.
type Unit int

const (
	Bytes      Unit = iota // bytes of UTF-8: offsets in memory
	CodePoints             // Unicode code points: the W3C annotation model, most data sets
	UTF16                  // UTF-16 code units: JavaScript, and tools written in it
)

func (u Unit) String() string {
	switch u {
	case Bytes:
		return "bytes"
	case CodePoints:
		return "codepoints"
	case UTF16:
		return "utf16"
	}
	return fmt.Sprintf("Unit(%d)", int(u))
}

// ErrOffset means that an offset lies outside its text or inside a character.
var ErrOffset = errors.New("offset outside the text or inside a character")

// Offsets converts between byte, code point and UTF-16 offsets of one text in
// O(log n). It keeps the text and about one byte for ten of it, or nothing
// where the text is ASCII. The zero value serves the empty text.
type Offsets struct {
	text  string
	marks []mark // every markEvery bytes; none if the text is ASCII
}

// A mark says how many code points and UTF-16 units stand before a byte.
type mark struct{ byte, rune, utf16 int32 }

// markEvery is the distance of marks in bytes: a conversion scans at most so
// many, which takes less than the memory access that finds the mark.
const markEvery = 128

// NewOffsets indexes text, which must be valid UTF-8 and shorter than 2 GiB.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text}
	if isASCII(text) {
		return o
	}
	o.marks = make([]mark, 0, len(text)/markEvery+1)
	var runes, units int32
	next := 0
	for i, r := range text {
		if i >= next {
			o.marks = append(o.marks, mark{int32(i), runes, units})
			next = i + markEvery
		}
		runes++
		units += utf16Len(r)
	}
	return o
}

// Text is the text that o was built for.
func (o *Offsets) Text() string { return o.text }

// Convert turns offset n, counted in from, into the same place counted in to.
// It returns [ErrOffset] where n lies outside the text or inside a character.
func (o *Offsets) Convert(n int, from, to Unit) (int, error) {
	if o.marks == nil {
		if n < 0 || n > len(o.text) {
			return 0, ErrOffset
		}
		return n, nil
	}
	at, ok := o.seek(n, from)
	if !ok {
		return 0, ErrOffset
	}
	return at.in(to), nil
}

// Span turns a half-open range counted in unit into a [Span] of bytes. It
// returns [ErrOffset] where the range is reversed, lies outside the text, or
// cuts a character.
func (o *Offsets) Span(start, end int, unit Unit) (Span, error) {
	if end < start {
		return Span{}, ErrOffset
	}
	s, err := o.Convert(start, unit, Bytes)
	if err != nil {
		return Span{}, err
	}
	e, err := o.Convert(end, unit, Bytes)
	if err != nil {
		return Span{}, err
	}
	return Span{s, e}, nil
}

// In counts span in unit. It returns [ErrOffset] where span lies outside the
// text or cuts a character.
func (o *Offsets) In(span Span, unit Unit) (start, end int, err error) {
	if start, err = o.Convert(span.Start, Bytes, unit); err != nil {
		return 0, 0, err
	}
	if end, err = o.Convert(span.End, Bytes, unit); err != nil {
		return 0, 0, err
	}
	return start, end, nil
}

// seek finds the place that is n units into the text.
func (o *Offsets) seek(n int, unit Unit) (mark, bool) {
	if n < 0 {
		return mark{}, false
	}
	i := sort.Search(len(o.marks), func(i int) bool { return o.marks[i].in(unit) > n }) - 1
	if i < 0 {
		return mark{}, false
	}
	at := o.marks[i]
	for at.in(unit) < n {
		if int(at.byte) == len(o.text) {
			return mark{}, false
		}
		r, size := utf8.DecodeRuneInString(o.text[at.byte:])
		at.byte += int32(size)
		at.rune++
		at.utf16 += utf16Len(r)
	}
	return at, at.in(unit) == n
}

func (m mark) in(u Unit) int {
	switch u {
	case CodePoints:
		return int(m.rune)
	case UTF16:
		return int(m.utf16)
	}
	return int(m.byte)
}

// utf16Len is the number of UTF-16 code units that r takes.
func utf16Len(r rune) int32 {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
