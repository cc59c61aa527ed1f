package annotations

import "fmt"

// A Span is the half-open range [Start, End) of byte offsets into a text.
type Span struct{ Start, End int }

// Len is the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s holds no bytes.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies wholly in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Within reports whether s is a range of text that starts and ends between
// code points, so that s.Of(text) neither panics nor cuts a character.
func (s Span) Within(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		betweenRunes(text, s.Start) && betweenRunes(text, s.End)
}

// Of cuts s out of text. It panics where s is outside text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

func (s Span) String() string { return fmt.Sprintf("[%d,%d)", s.Start, s.End) }

// Compare orders spans by start, then longer before shorter, so that a span
// comes before those that it contains. It returns -1, 0 or 1.
func (s Span) Compare(t Span) int {
	switch {
	case s.Start != t.Start:
		return sign(s.Start - t.Start)
	default:
		return sign(t.End - s.End)
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// betweenRunes reports whether offset i of text is not inside a code point.
func betweenRunes(text string, i int) bool {
	return i == len(text) || text[i]&0xC0 != 0x80
}
