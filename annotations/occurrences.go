package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Likeness says which words are the same.
type Likeness struct {
	Case  bool // upper and lower case differ
	Parts bool // parts of words count too
}

// Occurrences returns where words stand in text, in order and without overlap.
// White space is the same however long (but a gap between blocks is none within
// one), as are straight and curly quotation marks and, unless l says so, upper
// and lower case, letter by letter. No character (grapheme cluster) is cut.
func Occurrences(text, words string, l Likeness) []Span {
	sought := fold(strings.TrimSpace(words), l, nil)
	if sought == "" {
		return nil
	}
	offsets := make([]int32, 0, len(text)+1)
	within := fold(text, l, &offsets)
	var list []Span
	for from := 0; ; {
		at := strings.Index(within[from:], sought)
		if at < 0 {
			return list
		}
		at += from
		end := at + len(sought)
		span := Span{int(offsets[at]), int(offsets[end])}
		if Snap(text, span) != span || !l.Parts && !(wordEdge(text, span.Start) && wordEdge(text, span.End)) {
			_, size := utf8.DecodeRuneInString(within[at:])
			from = at + size
			continue
		}
		list = append(list, span)
		from = end
	}
}

// fold makes what is the same to l equal to the byte. Offsets, where they are
// wanted, are those in s of each byte of the result, and of its end.
func fold(s string, l Likeness, offsets *[]int32) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		from, n := i, len(out)
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z' && !l.Case:
			out = append(out, c+'a'-'A')
			i++
		case '!' <= c && c <= '~':
			out = append(out, c)
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				r, size = ' ', spaces(s[i:])
				if strings.Contains(s[i:i+size], "\n\n") {
					r = '\n'
				}
			}
			if i += size; r != softHyphen {
				out = utf8.AppendRune(out, alike(r, l))
			}
		}
		if offsets != nil {
			for range len(out) - n {
				*offsets = append(*offsets, int32(from))
			}
		}
	}
	if offsets != nil {
		*offsets = append(*offsets, int32(len(s)))
	}
	return string(out)
}

// spaces is how many bytes of white space s begins with.
func spaces(s string) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) }); n >= 0 {
		return n
	}
	return len(s)
}

const softHyphen = '\u00AD'

// alike is one code point for all that are the same to l.
func alike(r rune, l Likeness) rune {
	switch r {
	case '’', '‘', '‛', 'ʼ':
		return '\''
	case '“', '”', '„', '‟':
		return '"'
	}
	if l.Case {
		return r
	}
	switch r = unicode.ToLower(r); r {
	case 'ς':
		return 'σ'
	case 'ſ':
		return 's'
	}
	return r
}

// wordEdge reports whether a word may begin or end at offset i of text. Scripts
// without spaces do not tell, so there it may everywhere.
func wordEdge(text string, i int) bool {
	before, size := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	if point := strings.ContainsRune(".,", after); point || strings.ContainsRune(".,", before) { // 3.5 is one number
		a, b := before, after
		if point {
			b, _ = utf8.DecodeRuneInString(text[min(i+1, len(text)):])
		} else {
			a, _ = utf8.DecodeLastRuneInString(text[:i-size])
		}
		return !unicode.IsNumber(a) || !unicode.IsNumber(b)
	}
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '_' }
	return !inWord(before) || !inWord(after) || unspaced(before) || unspaced(after)
}
