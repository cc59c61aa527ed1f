package annotations

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word is the unit the finder compares: a run of letters, digits and marks,
// or one character of a script that is written without spaces, or one symbol.
// White space and punctuation are no words. Words are equal where they are
// canonically equivalent (Unicode normalization form C).
type word struct {
	Span
	id     uint32 // a hash: equal words have equal ids, and few others have
	weight int32  // how much it tells in a text; words are found with none
}

// kind is what a code point is to the finder.
type kind uint8

const (
	gap      kind = iota // white space and places where a line may break
	point                // punctuation
	letter               // part of a word, digits too
	solitary             // a word of its own
	joiner               // belongs to what stands before it
)

// Runs of letters longer than longRun bytes (genes, keys, addresses) are cut
// into several words where the content says so, and at last after maxRun
// bytes: so a part of a run still has words in common with the whole.
const (
	longRun = 24
	maxRun  = 64
	runCut  = 0x0F000000 // where these bits of the hash of the last four bytes are zero
)

const (
	fnvBasis = 2166136261
	fnvPrime = 16777619
)

// kinds of ASCII.
var kinds = func() (k [utf8.RuneSelf]kind) {
	for b := range k {
		switch r := rune(b); {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			k[b] = letter
		case r <= ' ':
			k[b] = gap
		default:
			k[b] = point
		}
	}
	return k
}()

// wordAt returns the first word of s at or after byte i, and whether there is
// one. A word is found the same from every start before it.
func wordAt(s string, i int) (word, bool) {
	for i < len(s) {
		if b := s[i]; b < utf8.RuneSelf {
			if kinds[b] == letter {
				return letters(s, i), true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch k, _ := kindOf(r); {
		case k == letter:
			return letters(s, i), true
		case k == solitary && size > 1: // else it is not UTF-8
			return lone(s, i, size), true
		}
		i += size
	}
	return word{}, false
}

// letters returns the word of letters that starts at byte start of s.
func letters(s string, start int) word {
	hash, last := uint32(fnvBasis), uint32(0)
	i, plain := start, true
	for i < len(s) {
		b := s[i]
		size := 1
		if b < utf8.RuneSelf {
			if kinds[b] != letter {
				break
			}
			hash = (hash ^ uint32(b)) * fnvPrime
			last = last<<8 | uint32(b)
		} else {
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			k, sure := kindOf(r)
			if k != letter && k != joiner {
				break
			}
			plain = plain && sure
			for j := i; j < i+size; j++ {
				hash = (hash ^ uint32(s[j])) * fnvPrime
				last = last<<8 | uint32(s[j])
			}
		}
		i += size
		if n := i - start; n >= longRun && ((last*2654435761)&runCut == 0 || n >= maxRun) {
			break
		}
	}
	w := word{Span: Span{start, i}, id: hash}
	if !plain {
		w.normalize(s)
	}
	w.id = mix(w.id)
	return w
}

// lone returns the word that is the code point of the given size at byte start
// of s, with what joins it.
func lone(s string, start, size int) word {
	i := start + size
	_, plain := kindOf(firstRune(s[start:]))
	for i < len(s) && s[i] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s[i:])
		if k, _ := kindOf(r); k != joiner {
			break
		}
		i, plain = i+size, false
	}
	w := word{Span: Span{start, i}, id: fnvBasis}
	if plain {
		for j := start; j < i; j++ {
			w.id = (w.id ^ uint32(s[j])) * fnvPrime
		}
	} else {
		w.normalize(s)
	}
	w.id = mix(w.id)
	return w
}

// normalize hashes w as normalization form C has it, without what is never
// seen.
func (w *word) normalize(s string) {
	w.id = fnvBasis
	for _, r := range norm.NFC.String(w.Of(s)) {
		if invisible(r) {
			continue
		}
		var b [utf8.UTFMax]byte
		for _, c := range b[:utf8.EncodeRune(b[:], r)] {
			w.id = (w.id ^ uint32(c)) * fnvPrime
		}
	}
}

// mix spreads the hash over all bits, since its low ones choose the bucket.
func mix(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2C1B3C6D
	return h ^ h>>12
}

// invisible reports whether r is a code point that only says where a line may
// or may not break: a soft hyphen, a word joiner, a byte order mark.
func invisible(r rune) bool { return r == 0xAD || r == 0x2060 || r == 0xFEFF }

// kindOf returns what r, not ASCII, is to the finder, and whether it is sure
// to be the same in normalization form C whatever follows. The first lines
// spare most texts the search in Unicode's tables.
func kindOf(r rune) (k kind, sure bool) {
	switch {
	case 0x4E00 <= r && r <= 0x9FFF: // Han
		return solitary, true
	case 0xC0 <= r && r < 0x250, 0x400 <= r && r < 0x483, 0x48A <= r && r < 0x530,
		0x3B1 <= r && r < 0x3CF, 0x391 <= r && r < 0x3B0,
		0x5D0 <= r && r < 0x5EB, 0x620 <= r && r < 0x64B, 0xAC00 <= r && r < 0xD7A4:
		if r == 0xD7 || r == 0xF7 { // × ÷
			return solitary, true
		}
		return letter, true
	case r == 0x3000 || r == 0x200B || unicode.IsSpace(r):
		return gap, true
	case r == 0x200C, r == 0x200D, invisible(r), 0x1F3FB <= r && r <= 0x1F3FF, unicode.Is(unicode.M, r),
		0xE0020 <= r && r <= 0xE007F:
		return joiner, false
	case 0x2010 <= r && r <= 0x205E, 0x3001 <= r && r <= 0x3020, unicode.IsPunct(r), unicode.IsControl(r):
		return point, true
	case unspaced(r):
		return solitary, false
	case unicode.IsLetter(r), unicode.IsNumber(r):
		return letter, false
	}
	return solitary, false
}

// unspaced reports whether r is a letter of a script written without spaces
// between words.
func unspaced(r rune) bool {
	switch {
	case 0xE00 <= r && r < 0x1000, // Thai, Lao, Tibetan
		0x1000 <= r && r < 0x10A0, 0x1780 <= r && r < 0x1800, // Myanmar, Khmer
		0x1950 <= r && r < 0x1AB0, 0xA980 <= r && r < 0xA9E0, 0xAA60 <= r && r < 0xAAE0, // Tai scripts, Javanese
		0x2E80 <= r && r < 0x3100, 0x31F0 <= r && r < 0xA000, // kana, Han
		0xF900 <= r && r < 0xFB00, 0xFF66 <= r && r < 0xFFA0, 0x1B000 <= r && r < 0x1B170, 0x20000 <= r && r < 0x40000:
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// kindOfRune is kindOf for every code point.
func kindOfRune(r rune) kind {
	if r < utf8.RuneSelf {
		return kinds[r]
	}
	k, _ := kindOf(r)
	return k
}

// words appends the words of s to list.
func words(list []word, s string) []word {
	for i := 0; ; {
		w, ok := wordAt(s, i)
		if !ok {
			return list
		}
		list = append(list, w)
		i = w.End
	}
}
