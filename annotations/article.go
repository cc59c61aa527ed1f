package annotations

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// An Article is a text that people mark claims in, frozen when it was added.
// A changed page becomes another Article whose Previous is this one.
//
// Text is UTF-8 in Unicode normalization form C, with \n as its only control
// character besides tabs in code and between table cells. Blocks that hold
// text are separated by one blank line ("\n\n"), and all of Text but those
// separators is in a block.
type Article struct {
	ID        ID
	Title     string
	Source    string // address it was taken from, or ""
	Author    string
	Site      string
	Published string // as the source gave it; a date as YYYY-MM-DD where it was understood
	Language  string // BCP 47, or ""
	Added     time.Time
	Digest    string // Digest(Text)
	Previous  ID     // the version before, or ""
	Declined  []ID   // claims of the version before that somebody decided are not in this one, sorted
	Text      string
	Blocks    []Block
	Extra     Extra
}

// Extra holds the members of a file's object that Claimlight does not know, by
// name, each value as compact JSON. They are kept and written back.
type Extra map[string]string

// Separator stands between the blocks of a text.
const Separator = "\n\n"

// A BlockKind says what a block is.
type BlockKind string

const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	Item      BlockKind = "item"    // of a list
	Code      BlockKind = "code"    // preformatted: line breaks and spaces count
	Row       BlockKind = "row"     // of a table; its cells are marks, separated by tabs
	Caption   BlockKind = "caption" // of a figure or table
	Rule      BlockKind = "rule"    // a thematic break; its span is empty
)

// BlockKinds are all kinds of blocks.
var BlockKinds = []BlockKind{Paragraph, Heading, Item, Code, Row, Caption, Rule}

// A Block is one piece of an article's structure. Blocks stand in the order of
// the text and do not overlap. A [Rule] is empty and stands where the next
// block starts, or at the end of the text.
type Block struct {
	Kind   BlockKind
	Span   Span
	Level  int // Heading: 1 to 6. Item: depth of its list, from 1. Paragraph and Code: depth of the list whose item they continue, or 0
	Number int // Item: its number in an ordered list, or 0 for a bullet. Row: its number in its table, from 1
	Quoted int // how many quotations (blockquote) the block stands in
	Marks  []Mark
}

// A MarkKind says what a stretch of a block is.
type MarkKind string

const (
	Emphasis    MarkKind = "emphasis"
	Strong      MarkKind = "strong"
	CodeText    MarkKind = "code"
	Superscript MarkKind = "superscript"
	Subscript   MarkKind = "subscript"
	Link        MarkKind = "link"
	Cell        MarkKind = "cell"   // of a Row
	HeaderCell  MarkKind = "header" // of a Row
)

// MarkKinds are all kinds of marks.
var MarkKinds = []MarkKind{Emphasis, Strong, CodeText, Superscript, Subscript, Link, Cell, HeaderCell}

// A Mark is a stretch of text inside a block that looks or acts different.
// Marks of a block are sorted by [Span.Compare] and may overlap. A cell may be
// empty; no other mark is.
type Mark struct {
	Kind MarkKind
	Span Span
	Href string // Link: an address that SafeAddress accepts; else ""
}

// Digest is "sha-256:" and the hexadecimal SHA-256 of text's UTF-8: equal
// texts, and only those, have equal digests.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha-256:" + hex.EncodeToString(sum[:])
}

// TitleBlock returns the index of the block in which a's title stands in the
// text, which is its first heading where that says the same, and whether there
// is one. A reader draws the title there only, not above the text as well.
func (a *Article) TitleBlock() (int, bool) {
	for i, b := range a.Blocks {
		if b.Kind == Heading {
			same := strings.Join(strings.Fields(b.Span.Of(a.Text)), " ") == strings.Join(strings.Fields(a.Title), " ")
			return i, same
		}
	}
	return 0, false
}

// Validate reports the first thing about a's text, digest and blocks that is
// not as [Article], [Block] and [Mark] promise.
func (a *Article) Validate() error {
	if err := validText(a.Text); err != nil {
		return err
	}
	if d := Digest(a.Text); a.Digest != d {
		return fmt.Errorf("the digest is %q, but the text's is %q", a.Digest, d)
	}
	end := 0 // where the last block with text ended
	first := true
	for i, b := range a.Blocks {
		if !b.Span.Within(a.Text) {
			return fmt.Errorf("block %d: span %v is not in the text", i, b.Span)
		}
		if err := b.validate(); err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
		start := end
		if !first {
			start = min(end+len(Separator), len(a.Text))
		}
		if b.Span.Start != start {
			return fmt.Errorf("block %d: starts at byte %d instead of %d", i, b.Span.Start, start)
		}
		if b.Kind == Rule {
			continue
		}
		if !first && a.Text[end:start] != Separator {
			return fmt.Errorf("block %d: no blank line before it", i)
		}
		end, first = b.Span.End, false
	}
	if end != len(a.Text) {
		return fmt.Errorf("the text from byte %d on is in no block", end)
	}
	return nil
}

func (b Block) validate() error {
	if !slices.Contains(BlockKinds, b.Kind) {
		return fmt.Errorf("unknown kind %q", b.Kind)
	}
	if (b.Kind == Rule) != b.Span.Empty() {
		return fmt.Errorf("a %s with a span of %d bytes", b.Kind, b.Span.Len())
	}
	if b.Level < 0 || b.Number < 0 || b.Quoted < 0 {
		return errors.New("a negative level, number or depth of quotation")
	}
	if b.Kind == Heading && (b.Level < 1 || b.Level > 6) {
		return fmt.Errorf("a heading of level %d", b.Level)
	}
	if b.Kind == Item && b.Level < 1 {
		return errors.New("an item of no list")
	}
	for i, m := range b.Marks {
		if err := m.validate(b); err != nil {
			return fmt.Errorf("mark %d: %w", i, err)
		}
		if i > 0 && b.Marks[i-1].Span.Compare(m.Span) > 0 {
			return fmt.Errorf("mark %d: stands before mark %d in the text", i, i-1)
		}
	}
	return nil
}

func (m Mark) validate(b Block) error {
	cell := m.Kind == Cell || m.Kind == HeaderCell
	switch {
	case !slices.Contains(MarkKinds, m.Kind):
		return fmt.Errorf("unknown kind %q", m.Kind)
	case !b.Span.Contains(m.Span) || m.Span.End < m.Span.Start:
		return fmt.Errorf("span %v is not in the block's, %v", m.Span, b.Span)
	case m.Span.Empty() && !cell:
		return errors.New("an empty span")
	case cell && b.Kind != Row:
		return fmt.Errorf("a cell in a %s", b.Kind)
	case m.Kind == Link && m.Href == "", m.Kind != Link && m.Href != "":
		return fmt.Errorf("a %s with the address %q", m.Kind, m.Href)
	case m.Kind == Link:
		if _, ok := SafeAddress(m.Href); !ok {
			return fmt.Errorf("the address %q is not http, https or mailto", m.Href)
		}
	}
	return nil
}

func validText(text string) error {
	if !utf8.ValidString(text) {
		return errors.New("the text is not valid UTF-8")
	}
	if !norm.NFC.IsNormalString(text) {
		return errors.New("the text is not in Unicode normalization form C")
	}
	if i := strings.IndexFunc(text, isForbiddenControl); i >= 0 {
		return fmt.Errorf("the text has a control character at byte %d", i)
	}
	return nil
}

// isForbiddenControl reports whether r is a control character that no
// article's text holds: all of C0 and C1 but line feed and tab.
func isForbiddenControl(r rune) bool {
	return r != '\n' && r != '\t' && (r < 0x20 || 0x7F <= r && r < 0xA0)
}
