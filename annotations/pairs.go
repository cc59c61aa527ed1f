package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closers are the quotation marks and brackets that open something, and what
// closes each: languages differ.
var closers = map[rune]string{
	'(': ")", '[': "]", '{': "}", '（': "）", '［': "］", '｛': "｝", '【': "】", '〔': "〕", '〈': "〉", '《': "》",
	'「': "」", '『': "』", '“': "”", '„': "“”", '‟': "”", '‘': "’", '‚': "‘’", '«': "»", '»': "«»", '‹': "›", '›': "‹", '"': "\"",
	'”': "”", // Swedish
}

// closing are all marks that close something.
var closing = func() string {
	var b strings.Builder
	for _, c := range closers {
		b.WriteString(c)
	}
	return b.String()
}()

// closesOnly reports whether s is closing marks and nothing else.
func closesOnly(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(closing, r) }) < 0
}

// An unpaired is a quotation mark or bracket without its partner.
type unpaired struct {
	at    int    // byte offset into what was looked at
	mark  rune   //
	opens string // what would close it; "" where it closes something itself
}

// unpairedIn are the quotation marks and brackets of s that have no partner in
// it. Before and after are the code points around s, or 0: marks that both open
// and close are told by what they touch. An apostrophe closes only what was
// opened.
func unpairedIn(s string, before, after rune) []unpaired {
	var open, list []unpaired
	for i, r := range s {
		opens, can := closers[r]
		closes := strings.ContainsRune(closing, r)
		if !can && !closes {
			before = r
			continue
		}
		next, size := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		if size == 0 {
			next = after
		}
		if can && closes { // it opens what follows, unless it closes what stands before
			can = leadsIn(before) && touching(next)
		}
		n := len(open) - 1
		for n >= 0 && !strings.ContainsRune(open[n].opens, r) {
			n--
		}
		switch {
		case closes && n >= 0 && !(can && open[n].mark != r):
			list = append(list, open[n+1:]...)
			open = open[:n]
		case can:
			open = append(open, unpaired{i, r, opens})
		case r != '’':
			list = append(list, unpaired{at: i, mark: r})
		}
		before = r
	}
	return append(list, open...)
}

// leadsIn reports whether something may be opened after r.
func leadsIn(r rune) bool { return !touching(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd) }

// touching reports whether a mark next to r belongs to it: r is no white space
// and no edge of a text.
func touching(r rune) bool { return r != 0 && r != utf8.RuneError && !unicode.IsSpace(r) }
