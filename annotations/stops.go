package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"

	uax29 "github.com/clipperhouse/uax29/v2/words"
)

// A stop is a piece of a text on which the edges of a claim may stand: a word
// (Unicode Standard Annex 29, with the signs that belong to it), a symbol, or
// the mark that ends a sentence.
type stop struct {
	Span
	ends bool // a mark that ends a sentence: a claim may end after it, but not begin with it
}

// stopsIn are the stops of text in within, which begins and ends where a word
// may. White space and other punctuation are none.
func stopsIn(text string, within Span) []stop {
	var list []stop
	pieces := uax29.FromString(within.Of(text))
	for pieces.Next() {
		piece := Span{within.Start + pieces.Start(), within.Start + pieces.End()}
		first, _ := utf8.DecodeRuneInString(piece.Of(text))
		var last *stop
		if n := len(list); n > 0 && list[n-1].End == piece.Start && !list[n-1].ends {
			last = &list[n-1]
		}
		switch {
		case wordly(piece.Of(text)):
			if last != nil && isSign(text, *last) {
				last.End = piece.End
				continue
			}
			list = append(list, stop{Span: piece})
		case last != nil && first == '.' && abbreviated(last.Of(text)), last != nil && unit(first) && numeric(last.Of(text)):
			last.End = piece.End
		case symbol(first) || leads(first) && piece.End < within.End && begins(text[piece.End:]) && !begins(lastOf(text[within.Start:piece.Start])):
			list = append(list, stop{Span: piece})
		case terminal(first):
			if n := len(list); n > 0 && list[n-1].End == piece.Start {
				if list[n-1].ends {
					list[n-1].End = piece.End
					continue
				}
				list = append(list, stop{piece, true})
			} else if n > 0 && closesOnly(text[list[n-1].End:piece.Start]) {
				list = append(list, stop{piece, true})
			}
		}
	}
	return list
}

// wordly reports whether a piece has a letter, a digit or a mark in it.
func wordly(piece string) bool {
	return strings.IndexFunc(piece, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }) >= 0
}

// numeric reports whether word has a digit in it.
func numeric(word string) bool { return strings.IndexFunc(word, unicode.IsNumber) >= 0 }

// abbreviated reports whether word is letters with full stops between, such as
// "U.S" or "e.g", so that a full stop after it is its own.
func abbreviated(word string) bool {
	parts := strings.Split(word, ".")
	for _, p := range parts {
		if utf8.RuneCountInString(p) != 1 || !wordly(p) || numeric(p) {
			return false
		}
	}
	return len(parts) > 1
}

// unit reports whether r belongs to a number that stands right before it.
func unit(r rune) bool {
	return strings.ContainsRune("%‰‱٪°′″+", r) || unicode.Is(unicode.Sc, r)
}

// leads reports whether r belongs to the word that stands right after it, and
// begins it.
func leads(r rune) bool {
	return strings.ContainsRune("#@§¶-−+±~¿¡.&", r) || unicode.Is(unicode.Sc, r)
}

// isSign reports whether t is nothing but a sign that leads what follows.
func isSign(text string, t stop) bool {
	r, size := utf8.DecodeRuneInString(t.Of(text))
	return size == t.Len() && leads(r)
}

// symbol reports whether r stands for a word by itself.
func symbol(r rune) bool {
	return strings.ContainsRune("%‰‱٪§&@#", r) || unicode.IsSymbol(r) && !strings.ContainsRune("`´^~|¨¯¸", r)
}

// terminal reports whether r ends sentences.
func terminal(r rune) bool { return r == '…' || unicode.Is(unicode.STerm, r) }

// begins reports whether s begins with a letter or digit.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// lastOf is the last code point of s, as a string.
func lastOf(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}
