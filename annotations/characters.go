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
// whatever stands around: before a character that joins nothing, after one that
// nothing joins on to, or the beginning of text. Segmenting from an arbitrary
// place would cut flags and emoji sequences wrongly.
func safeStart(text string, i int) int {
	for ; i > 0; i-- {
		if !betweenRunes(text, i) {
			continue
		}
		if flag(text[i:]) { // flags are pairs from where their run starts
			run := i
			for run >= flagLetter && flag(text[run-flagLetter:]) {
				run -= flagLetter
			}
			if before, size := utf8.DecodeLastRuneInString(text[:run]); size == 0 || plain(before) {
				return i - (i-run)%(2*flagLetter)
			}
			i = run
			continue
		}
		r, _ := utf8.DecodeRuneInString(text[i:])
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if plain(r) && plain(before) {
			return i
		}
	}
	return 0
}

// flagLetter is how many bytes a regional indicator has. Two make a flag.
const flagLetter = 4

// flag reports whether s starts with a regional indicator, U+1F1E6 to U+1F1FF.
func flag(s string) bool {
	return len(s) >= flagLetter && s[0] == 0xF0 && s[1] == 0x9F && s[2] == 0x87 && s[3] >= 0xA6
}

// plain reports whether there is a cluster boundary between r and any other
// character of which plain reports true. These are characters of the most
// common scripts and emoji with the property Grapheme_Cluster_Break=Other
// (Unicode Standard Annex 29), and Hangul syllables, which only join single jamo.
func plain(r rune) bool {
	switch {
	case 0x20 <= r && r < 0x7F, // ASCII
		0xC0 <= r && r < 0x300, 0x370 <= r && r < 0x483, 0x48A <= r && r < 0x530, // Latin, Greek, Cyrillic
		0x5D0 <= r && r < 0x5EB, 0x620 <= r && r < 0x64B, // Hebrew, Arabic
		0x904 <= r && r < 0x915, 0xE01 <= r && r < 0xE31, // vowels of Devanagari, consonants of Thai
		0x2010 <= r && r < 0x2028, 0x3001 <= r && r < 0x302A, 0x3041 <= r && r < 0x3097, 0x30A1 <= r && r < 0x30FD, // punctuation, kana
		0x3400 <= r && r < 0x4DC0, 0x4E00 <= r && r < 0xA000, // Han
		0xAC00 <= r && r < 0xD7A4, 0xFF01 <= r && r < 0xFF9E, // Hangul, full-width forms
		0x1F300 <= r && r < 0x1F3FB, 0x1F400 <= r && r < 0x1F700: // emoji
		return true
	}
	return false
}
