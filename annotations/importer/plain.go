package importer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"claimlight/annotations"
)

// readPlain reads plain text. Blank lines part paragraphs; lines broken at a
// width (mail, RFCs) are joined again; lines with bullets or counting numbers
// are lists; lines that start with > are quoted; cells with tabs between them
// are rows; a short first line by itself is the title. Where the layout could
// mean several things, the lines stay as they are.
func readPlain(text string) draft {
	text = newlines.Replace(text)
	var p plain
	p.width, p.unbroken = width(text)
	p.at.kind = annotations.Paragraph
	p.read(text)
	var d draft
	d.text, d.blocks = p.finish()
	d.about.author = d.byline()
	return d
}

// A plain reads plain text chunk by chunk.
type plain struct {
	composer
	width    int   // at which lines were broken, in code points, or 0
	unbroken bool  // each line is a paragraph
	list     []int // indents of the open lists, outermost first
}

// A chunk is lines without a blank one between them, each without white space
// at its end.
type chunk []textLine

// A textLine is a line and the item that it starts, or nil.
type textLine struct {
	text string
	item *listItem
}

func (p *plain) read(text string) {
	all := chunks(text)
	findItems(all)
	for i, c := range all {
		p.chunk(c, i == 0 && p.at.quoted == 0 && len(all) > 1)
	}
	p.endLists()
}

// newlines makes every way to end a line one, and a form feed a blank line.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n\n", "\v", "\n")

// chunks splits text, whose lines end in \n, at blank ones.
func chunks(text string) []chunk {
	var all []chunk
	var lines chunk
	for current := range strings.SplitSeq(text, "\n") {
		current = strings.TrimRightFunc(current, blank)
		if current != "" {
			lines = append(lines, textLine{text: current})
			continue
		}
		if len(lines) > 0 {
			all = append(all, lines)
			lines = nil
		}
	}
	if len(lines) > 0 {
		all = append(all, lines)
	}
	return all
}

// blank reports whether r is white space, or nothing to see.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF
}

// The widths at which people and programs break lines, in code points. A line
// longer than the most is a paragraph that was never broken.
const (
	minWidth = 50
	maxWidth = 120
)

// width returns the width that text's lines were broken at, or 0 if they were
// not: the length of its longest line, if at least three lines come near it and
// few are so long that they were never broken. Where many are, none was.
func width(text string) (columns int, unbroken bool) {
	var lengths []int
	longest, long := 0, 0
	for current := range strings.SplitSeq(text, "\n") {
		n := utf8.RuneCountInString(strings.TrimRightFunc(current, blank))
		switch {
		case n > maxWidth:
			long++
		case n > 0:
			longest = max(longest, n)
			lengths = append(lengths, n)
		}
	}
	near := 0
	for _, n := range lengths {
		if n > longest*3/4 {
			near++
		}
	}
	switch {
	case long*4 > len(lengths):
		return 0, true
	case longest < minWidth || near < 3:
		return 0, false
	}
	return longest, false
}

var separator = regexp.MustCompile(`^\s*(?:(?:[*_=~#⁂—–-]\s*){3,}|⁂|❦|☙)$`)

// maxQuoted is how many > at the start of a line are taken for quotations in
// each other; more stay as they are.
const maxQuoted = 16

// chunk reads the lines between two blank ones; top says that the text starts
// with them.
func (p *plain) chunk(lines chunk, top bool) {
	switch {
	case len(lines) == 1 && separator.MatchString(lines[0].text):
		p.endLists()
		p.rule()
	case len(lines) == 2 && underline.MatchString(lines[1].text) && alike(lines[0].text, lines[1].text):
		level := 1
		if lines[1].text[0] == '-' {
			level = 2
		}
		p.heading(lines[0].text, level)
	case top && len(lines) == 1 && isTitle(lines[0]):
		p.heading(lines[0].text, 1)
	case p.at.quoted < maxQuoted && isQuoted(lines):
		p.quoted(lines)
	case isTable(lines):
		p.endLists()
		p.table(lines)
	case isLayout(lines):
		p.endLists()
		p.code(lines)
	default:
		p.paragraphs(lines)
	}
}

// quoted reads lines that all start with > as a text of their own.
func (p *plain) quoted(lines chunk) {
	p.endLists()
	var inner strings.Builder
	for _, l := range lines {
		inner.WriteString(strings.TrimPrefix(strings.TrimLeft(l.text, " ")[1:], " "))
		inner.WriteByte('\n')
	}
	p.at.quoted++
	p.read(inner.String())
	p.at.quoted--
}

func (p *plain) heading(text string, level int) {
	p.endLists()
	p.at.kind, p.at.level = annotations.Heading, level
	p.write(text)
	p.flush()
	p.at.kind = annotations.Paragraph
}

// isTitle reports whether a line by itself at the top reads as a title, not as
// a sentence or an item.
func isTitle(l textLine) bool {
	text := strings.TrimSpace(l.text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return shorter(text, shortLine) && l.item == nil && !strings.ContainsRune(".,;:…。،", last) &&
		strings.ContainsFunc(text, unicode.IsLetter) && !strings.HasPrefix(text, ">")
}

// isQuoted reports whether the lines are quoted as in mail.
func isQuoted(lines chunk) bool {
	for _, l := range lines {
		if !strings.HasPrefix(strings.TrimLeft(l.text, " "), ">") {
			return false
		}
	}
	return true
}

// isTable reports whether the lines are rows of cells, as spreadsheets copy
// them.
func isTable(lines chunk) bool {
	tabs := strings.Count(lines[0].text, "\t")
	for _, l := range lines {
		// Empty cells at the end of a row are lost with the white space there.
		if n := strings.Count(l.text, "\t"); n == 0 || n > tabs || l.item != nil {
			return false
		}
	}
	return len(lines) > 1 && lines[0].text[0] != '\t'
}

func (p *plain) table(lines chunk) {
	p.at.kind, p.at.rows = annotations.Row, new(int)
	for _, l := range lines {
		for cell := range strings.SplitSeq(l.text, "\t") {
			p.openCell()
			p.write(cell)
			p.closeCell(annotations.Cell)
		}
		p.flush()
	}
	p.at.kind = annotations.Paragraph
}

// gapInLine matches words with a gap between them. Most lines have none, which is
// found out much faster without it.
var gapInLine = regexp.MustCompile(`\S {3,}\S`)

const gap3 = "   "

// isLayout reports whether spaces place the words of the lines, as in drawings
// and in tables without tabs.
func isLayout(lines chunk) bool {
	placed := 0
	for _, l := range lines {
		if strings.Contains(l.text, gap3) && gapInLine.MatchString(l.text) {
			placed++
		}
	}
	return placed >= 2 && placed*2 >= len(lines)
}

// code keeps the lines as they are but for the indent that they share.
func (p *plain) code(lines chunk) {
	shared := len(lines[0].text)
	for _, l := range lines {
		shared = min(shared, len(l.text)-len(strings.TrimLeft(l.text, " ")))
	}
	p.at.kind = annotations.Code
	for _, l := range lines {
		p.write(l.text[shared:] + "\n")
	}
	p.flush()
	p.at.kind = annotations.Paragraph
}

// paragraphs reads lines of prose and of lists.
func (p *plain) paragraphs(lines chunk) {
	for i, l := range lines {
		switch {
		case l.item != nil:
			p.flush()
			p.startItem(l.item)
			p.write(l.item.text)
			continue
		case i == 0:
			p.leaveLists(indentOf(l.text))
		default:
			p.join(lines[i-1], l)
		}
		p.write(l.text)
	}
	p.flush()
}

// join puts between two lines what the break between them stood for.
func (p *plain) join(above, below textLine) {
	before, next := above.text, below.text
	switch {
	case p.unbroken, utf8.RuneCountInString(before) > maxWidth, utf8.RuneCountInString(next) > maxWidth:
		p.flush() // each line is a paragraph
	case p.width > 0 && len(p.list) == 0 && indentOf(next) > indentOf(before):
		p.flush() // a first line, set in
	case !p.full(before, next):
		p.lineBreak()
	case endsInHyphen(before), isUnspaced(before, next):
	default:
		p.write(" ")
	}
}

// full reports whether the first word of next had no place left on the line
// before, so that the break is only where the line ended.
func (p *plain) full(before, next string) bool {
	if p.width == 0 {
		return false
	}
	next = strings.TrimSpace(next)
	word := len(next)
	if i := strings.IndexFunc(next, unicode.IsSpace); i >= 0 {
		word = i
	}
	first := utf8.RuneCountInString(next[:word])
	if isUnspaced(before, next) {
		first = 1
	}
	// A few columns less than the longest line: not all lines reach it.
	return utf8.RuneCountInString(before)+1+first > p.width-2
}

// endsInHyphen reports whether a word goes on after the line. The hyphen stays:
// whether it belongs to the word cannot be told.
func endsInHyphen(l string) bool {
	rest, ok := strings.CutSuffix(l, "-")
	last, _ := utf8.DecodeLastRuneInString(rest)
	return ok && unicode.IsLetter(last)
}

// isUnspaced reports whether the lines are in a script that puts no spaces
// between words, so that none is missing between them.
func isUnspaced(before, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(next))
	wide := func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || 0x3001 <= r && r <= 0x303F || 0xFF01 <= r && r <= 0xFF60
	}
	return wide(last) && wide(first) || unicode.In(last, unspaced...) && unicode.In(first, unspaced...)
}

func indentOf(l string) int {
	n := 0
	for _, r := range l {
		switch {
		case r == '\t':
			n += 4
		case unicode.IsSpace(r):
			n++
		default:
			return n
		}
	}
	return n
}
