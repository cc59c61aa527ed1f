package annotations

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences cuts a's text into sentences, in its order. Every character of the
// text that is not white space is in exactly one of them; each lies in one block,
// starts and ends on whole characters, and has no white space around it.
//
// Headings, captions, code and rows of tables are one sentence each, whatever is
// in them. Paragraphs and items are cut by the rules of Unicode Standard Annex
// 29, and where those cut too much or too little, by what words are next to the
// cut: abbreviations, initials and numbers ("U.S. officials", "Dr. Smith", "No.
// 10", "3. Oktober"), and words about a quotation that follow it (“Is it?” she
// asked). Thai, which has no marks between sentences, stays whole.
func (a *Article) Sentences() []Span {
	list := make([]Span, 0, len(a.Text)/100+len(a.Blocks))
	c := cutter{ordinals: slices.Contains(ordinalLanguages, primary(a.Language))}
	for i := range a.Blocks {
		list = c.block(list, a.Text, &a.Blocks[i])
	}
	return list
}

// ordinalLanguages write "3." for "third".
var ordinalLanguages = []string{"cs", "da", "de", "et", "fi", "gsw", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr"}

// primary is the language of a BCP 47 tag, without script, region and the rest.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	return tag
}

// SentenceAt is the index of the sentence that holds byte i of the text, or of
// the next where i stands between two; len(sentences) after the last.
func SentenceAt(sentences []Span, i int) int {
	at, _ := slices.BinarySearchFunc(sentences, i, func(s Span, i int) int {
		if s.End <= i {
			return -1
		}
		return 1
	})
	return at
}

// A cutter cuts the text of blocks into sentences.
type cutter struct {
	ordinals bool  // numbers with a full stop are ordinals
	cuts     []int // in the block that is being cut
}

// block appends the sentences of b.
func (c *cutter) block(list []Span, text string, b *Block) []Span {
	switch b.Kind {
	case Rule:
		return list
	case Paragraph, Item:
	default:
		return appendSentence(list, text, b.Span)
	}
	own := b.Span.Of(text)
	c.find(own)
	for _, m := range b.Marks {
		if m.Kind == Superscript {
			c.reference(own, m.Span.Start-b.Span.Start, m.Span.End-b.Span.Start)
		}
	}
	slices.Sort(c.cuts)
	start, seen, worded := 0, 0, false
	for i, cut := range c.cuts {
		if cut = adjusted(own, start, cut); cut <= start || cut >= len(own) || spaceAt(own, cut) {
			continue
		}
		_, cut = clusterAround(own, cut)
		if cut > seen {
			worded = worded || hasWord(own[seen:cut])
			seen = cut
		}
		next := len(own)
		if i+1 < len(c.cuts) {
			next = max(cut, c.cuts[i+1])
		}
		// Marks and emoji alone belong to what they follow, or else to what follows.
		if !worded || next > cut && !hasWord(own[cut:next]) || c.joins(own[start:cut], own[cut:]) {
			continue
		}
		list = appendSentence(list, text, Span{b.Span.Start + start, b.Span.Start + cut})
		start, worded = cut, false
	}
	return appendSentence(list, text, Span{b.Span.Start + start, b.Span.End})
}

// appendSentence appends what of span is not white space around it. A mark that
// stands on a space stays with that space.
func appendSentence(list []Span, text string, span Span) []Span {
	s := Trim(text, span)
	if s.Empty() {
		return list
	}
	if r := rune1(text[s.Start:]); s.Start > span.Start && !plain(r) {
		s.Start, _ = clusterAround(text, s.Start)
	}
	if r, _ := utf8.DecodeLastRuneInString(text[:s.End]); s.End < span.End && (!plain(r) || !plain(rune1(text[s.End:]))) {
		_, s.End = clusterAround(text, s.End)
	}
	return append(list, s)
}

// find collects where text may be cut.
func (c *cutter) find(text string) {
	c.cuts = c.cuts[:0]
	for from := 0; from < len(text); {
		stop, next := closerRun(text, from)
		for it := sentences.FromString(text[from:stop]); it.Next(); {
			c.cuts = append(c.cuts, from+it.End())
		}
		from = next
	}
	c.more(text)
}

// more adds cuts that the annex does not have: after "…", which it takes for a
// character like any other; before numbers, which it lets go on where small
// letters follow ("in 2020. 30 people"); and after references in brackets.
func (c *cutter) more(text string) {
	for at := 0; at < len(text); {
		i := nextStop(text, at)
		if i == len(text) {
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		at = i + size
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		end := 0
		switch {
		case r == '[' && strings.ContainsRune(endMarks, before):
			end = notes(text, i)
		case r == '.', r == '…' && before != ' ':
			end = afterClosers(text, at)
		}
		if end == 0 || end == len(text) || !spaceAt(text, end) {
			continue
		}
		if r == '.' && startsNumber(text[end:]) || r != '.' && startsUpper(text[end:]) {
			c.cuts = append(c.cuts, afterSpace(text, end))
		}
	}
}

// manyClosers is how many closing marks in a row after a full stop are looked at
// one by one: the library's time grows with their square.
const manyClosers = 256

// fullStops are the characters that may as well stand in a number or a name.
const fullStops = ".․﹒．"

// nextStop is the index of the next byte from i on with which a full stop, an
// ellipsis or "[" may begin.
func nextStop(text string, i int) int {
	for ; i < len(text); i++ {
		switch text[i] {
		case '.', '[', 0xE2, 0xEF:
			return i
		}
	}
	return i
}

// closerRun returns where the next such run begins in text, from byte from on, and
// where it ends; both are the end of text where there is none.
func closerRun(text string, from int) (begin, end int) {
	for at := from; at < len(text); {
		i := nextStop(text, at)
		if i == len(text) {
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		begin, at = i+size, i+size
		if !strings.ContainsRune(fullStops, r) {
			continue
		}
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(fullStops+"\n", r) {
				break
			}
			at += size
		}
		if at-begin > manyClosers {
			return begin, at
		}
	}
	return len(text), len(text)
}

// reference allows a cut after a superscript that stands behind the end of a
// sentence: it is the number of a note.
func (c *cutter) reference(text string, from, to int) {
	if from <= 0 || to >= len(text) || !spaceAt(text, to) || !startsUpper(text[to:]) {
		return
	}
	before := strings.TrimRight(text[:from], trailingMarks)
	if r, _ := utf8.DecodeLastRuneInString(before); strings.ContainsRune(endMarks, r) {
		c.cuts = append(c.cuts, afterSpace(text, to))
	}
}
