package importer

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"claimlight/annotations"
)

// A composer writes an article's text and blocks. The readers tell it what
// they come upon; it folds white space, drops what no text holds, and keeps
// the marks on their words.
type composer struct {
	at place // where the words that come stand

	text   []byte
	blocks []annotations.Block

	raw   []byte // the block being written, not normalized yet
	marks []annotations.Mark
	gap   gap // what stands between raw and the next character
	cell  int // where the cell being written starts in raw

	styles [len(styleKinds)]style
	links  []string // addresses of the open links, outermost first; only the last acts
	link   int      // where the acting link starts in raw
}

// A place is what the structure around a word is.
type place struct {
	kind   annotations.BlockKind // Paragraph stands for Item too
	level  int                   // of a heading
	depth  int                   // how many lists
	quoted int
	rows   *int  // how many of the table are written
	item   *item // that the place is in
}

// An item is one of a list, and is drawn with a bullet or number before its
// first paragraph.
type item struct {
	number int // 0: a bullet
	begun  bool
}

// A gap is white space that waits for the next character, from none to the most.
type gap int

const (
	none gap = iota
	noBreak
	space
	lineEnd
	paragraphEnd
)

// styleKinds are the marks that are on or off.
var styleKinds = [...]annotations.MarkKind{
	annotations.Emphasis, annotations.Strong, annotations.CodeText,
	annotations.Superscript, annotations.Subscript,
}

// A style is the state of one of styleKinds: on while depth is over 0.
type style struct{ depth, start int }

// write adds text of the input to the block.
func (c *composer) write(text string) {
	if c.at.kind == annotations.Code {
		c.writeCode(text)
		return
	}
	for _, r := range text {
		switch r {
		case ' ', '\t', '\n', '\r', '\f', '\v', 0x85:
			c.gap = max(c.gap, space)
		case 0xA0:
			c.gap = max(c.gap, noBreak)
		case 0x2028, 0x2029:
			c.lineBreak()
		default:
			if c.dropped(r) {
				continue
			}
			c.fill()
			c.raw = utf8.AppendRune(c.raw, r)
		}
	}
}

// writeCode adds text in which white space counts.
func (c *composer) writeCode(text string) {
	for i, r := range text {
		switch {
		case r == '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				c.raw = append(c.raw, '\n')
			}
		case r == '\n' || r == '\t':
			c.raw = append(c.raw, byte(r))
		case r == 0x2028, r == 0x2029:
			c.raw = append(c.raw, '\n')
		case !c.dropped(r):
			c.raw = utf8.AppendRune(c.raw, r)
		}
	}
}

// dropped reports whether r leaves no trace in the text.
func (c *composer) dropped(r rune) bool {
	switch {
	case r < 0x20, 0x7F <= r && r < 0xA0: // controls
		return true
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x2060, r == 0xFEFF, r == 0xFFFC: // soft hyphen, joiner, byte order mark, object
		return true
	case r == 0x200B:
		last, _ := utf8.DecodeLastRune(c.raw)
		return c.gap != none || !unicode.In(last, unspaced...)
	}
	return false
}

// unspaced are scripts that put no spaces between words, so that zero-width
// spaces part them.
var unspaced = []*unicode.RangeTable{
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
	unicode.Balinese, unicode.Javanese, unicode.Tai_Le, unicode.New_Tai_Lue, unicode.Tai_Tham,
}

// fill writes the gap before the next character.
func (c *composer) fill() {
	if len(c.raw) > c.cell {
		switch c.gap {
		case noBreak:
			c.raw = append(c.raw, "\u00A0"...)
		case space:
			c.raw = append(c.raw, ' ')
		case lineEnd:
			c.raw = append(c.raw, '\n')
		case paragraphEnd:
			if c.inLine() {
				c.raw = append(c.raw, '\n')
			} else {
				c.flush()
			}
		}
	}
	c.gap = none
}

// inLine reports whether the place is one that no paragraph can end in: a cell
// or a heading, which go on in a new line.
func (c *composer) inLine() bool {
	return c.at.kind == annotations.Row || c.at.kind == annotations.Heading
}

// lineBreak ends the line. A second one ends the paragraph.
func (c *composer) lineBreak() {
	switch {
	case c.at.kind == annotations.Code:
		c.raw = append(c.raw, '\n')
	case c.gap >= lineEnd:
		c.gap = paragraphEnd
	default:
		c.gap = lineEnd
	}
}

// boundary says that what comes does not stand in one line with what was.
func (c *composer) boundary() {
	switch {
	case c.at.kind == annotations.Code:
		if n := len(c.raw); n > 0 && c.raw[n-1] != '\n' {
			c.raw = append(c.raw, '\n')
		}
	case c.inLine():
		c.gap = max(c.gap, lineEnd)
	default:
		c.flush()
	}
}

// on begins a stretch of the given style, off ends it. They nest.
func (c *composer) on(kind annotations.MarkKind) {
	s := &c.styles[slices.Index(styleKinds[:], kind)]
	if s.depth++; s.depth == 1 {
		s.start = len(c.raw)
	}
}

func (c *composer) off(kind annotations.MarkKind) {
	s := &c.styles[slices.Index(styleKinds[:], kind)]
	if s.depth--; s.depth == 0 {
		c.mark(kind, s.start, "")
	}
}

// openLink begins a link, closeLink ends the last one. Of links in links the
// innermost acts.
func (c *composer) openLink(address string) {
	c.markLink()
	c.links = append(c.links, address)
}

func (c *composer) closeLink() {
	c.markLink()
	c.links = c.links[:len(c.links)-1]
}

// markLink marks what was written since the acting link started.
func (c *composer) markLink() {
	if n := len(c.links); n > 0 {
		c.mark(annotations.Link, c.link, c.links[n-1])
	}
	c.link = len(c.raw)
}

// mark adds a mark from start to the end of raw, without white space around it.
func (c *composer) mark(kind annotations.MarkKind, start int, address string) {
	span := trim(c.raw, annotations.Span{Start: start, End: len(c.raw)})
	if !span.Empty() {
		c.marks = append(c.marks, annotations.Mark{Kind: kind, Span: span, Href: address})
	}
}

// openCell and closeCell stand around a cell of the row being written.
func (c *composer) openCell() {
	if n := len(c.marks); n > 0 || len(c.raw) > 0 {
		c.raw = append(c.raw, '\t')
	}
	c.gap, c.cell = none, len(c.raw)
}

func (c *composer) closeCell(kind annotations.MarkKind) {
	c.gap = none
	c.marks = append(c.marks, annotations.Mark{Kind: kind, Span: annotations.Span{Start: c.cell, End: len(c.raw)}})
}

// rule adds a thematic break. Several in a row are one.
func (c *composer) rule() {
	c.flush()
	if n := len(c.blocks); n > 0 && c.blocks[n-1].Kind == annotations.Rule {
		return
	}
	c.blocks = append(c.blocks, annotations.Block{Kind: annotations.Rule, Quoted: c.at.quoted})
}

// flush ends the block being written, if there is text in it.
func (c *composer) flush() {
	for i := range c.styles {
		if s := &c.styles[i]; s.depth > 0 {
			c.mark(styleKinds[i], s.start, "")
			s.start = 0
		}
	}
	c.markLink()
	if span := c.extent(); !span.Empty() {
		c.add(c.shape(), span)
	}
	c.raw, c.marks = c.raw[:0], c.marks[:0]
	c.gap, c.cell, c.link = none, 0, 0
}

// extent is the part of raw that makes the block: all but the white space
// around it, of which the tabs between cells and the indent of code are no part.
func (c *composer) extent() annotations.Span {
	span := trim(c.raw, annotations.Span{Start: 0, End: len(c.raw)})
	switch {
	case span.Empty():
	case c.at.kind == annotations.Row:
		return annotations.Span{Start: 0, End: len(c.raw)}
	case c.at.kind == annotations.Code:
		for span.Start > 0 && c.raw[span.Start-1] != '\n' {
			span.Start--
		}
	}
	return span
}

// shape is the block that the place makes of text.
func (c *composer) shape() annotations.Block {
	b := annotations.Block{Kind: c.at.kind, Quoted: c.at.quoted}
	switch {
	case b.Kind == annotations.Heading:
		b.Level = c.at.level
	case b.Kind == annotations.Row:
		*c.at.rows++
		b.Number = *c.at.rows
	case b.Kind == annotations.Paragraph && c.at.item != nil && !c.at.item.begun:
		c.at.item.begun = true
		b.Kind, b.Level, b.Number = annotations.Item, c.at.depth, c.at.item.number
	case b.Kind == annotations.Paragraph, b.Kind == annotations.Code:
		b.Level = c.at.depth
	}
	return b
}

// add appends the block b, whose text is that part of raw which span cuts out.
func (c *composer) add(b annotations.Block, span annotations.Span) {
	if len(c.text) > 0 {
		c.text = append(c.text, annotations.Separator...)
	}
	start := len(c.text)
	c.settleRules(start)
	for i := range c.marks {
		m := &c.marks[i]
		m.Span.Start = max(m.Span.Start, span.Start) - span.Start
		m.Span.End = min(m.Span.End, span.End) - span.Start
	}
	var marks []annotations.Mark
	c.text, marks = appendNormal(c.text, c.raw[span.Start:span.End], c.marks)
	b.Span = annotations.Span{Start: start, End: len(c.text)}
	b.Marks = tidyMarks(marks, b.Kind)
	c.blocks = append(c.blocks, b)
}

// settleRules gives the rules at the end of the blocks their place.
func (c *composer) settleRules(at int) {
	for i := len(c.blocks) - 1; i >= 0 && c.blocks[i].Kind == annotations.Rule; i-- {
		c.blocks[i].Span = annotations.Span{Start: at, End: at}
	}
}

// finish ends the text and returns it with its blocks.
func (c *composer) finish() (string, []annotations.Block) {
	c.flush()
	c.settleRules(len(c.text))
	return string(c.text), c.blocks
}
