package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sameWords reports whether a and b are the same but for white space that
// reflowed, canonical equivalence, and invisible characters. Next to a
// character of a script without spaces, white space may also come and go, as
// a line break does there.
func sameWords(a, b string) bool {
	if a == b {
		return true
	}
	a, b = normal(a), normal(b)
	var before rune
	for {
		r, restA, spaceA := visible(a)
		s, restB, spaceB := visible(b)
		if r != s {
			return false
		}
		if spaceA != spaceB && before != 0 && r != none && !unspaced(before) && !unspaced(r) {
			return false
		}
		if r == none {
			return true
		}
		a, b, before = restA, restB, r
	}
}

// none stands for the end of a string among its code points.
const none = rune(-1)

// visible returns the first code point of s that is seen, or none, what
// follows it, and whether white space stands before it.
func visible(s string) (r rune, rest string, space bool) {
	for i, r := range s {
		switch {
		case r == ' ' || r == 0x200B || unicode.IsSpace(r):
			space = true
		case invisible(r):
		default:
			return r, s[i+utf8.RuneLen(r):], space
		}
	}
	return none, "", space
}

// normal is s in normalization form C, with U+FFFD for what is not UTF-8.
func normal(s string) string {
	if isASCII(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// seen counts the code points of s that are not white space.
func seen(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) && r != 0x200B {
			n++
		}
	}
	return n
}

// back moves offset i of text back over n code points that are not white
// space, and over white space between them.
func back(text string, i, n int) int {
	at := i
	for n > 0 && i > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if !unicode.IsSpace(r) && r != 0x200B {
			n--
			at = i
		}
	}
	return at
}

// forth moves offset i of text on over n code points that are not white space,
// and over white space between them.
func forth(text string, i, n int) int {
	at := i
	for n > 0 && i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !unicode.IsSpace(r) && r != 0x200B {
			n--
			at = i
		}
	}
	return at
}

// decomposed is s in normalization form D.
func decomposed(s string) string {
	if isASCII(s) {
		return s
	}
	return norm.NFD.String(s)
}
