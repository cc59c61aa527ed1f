package importer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A listItem is a line of plain text that may start an item of a list.
type listItem struct {
	indent int
	bullet string // or "" where it is numbered
	number int
	text   string
}

var (
	bulletLine = regexp.MustCompile(`^\s*([•‣◦▪●∙·⁃*+–-])[ \t\x{A0}]+(\S.*)$`)
	numberLine = regexp.MustCompile(`^\s*([0-9]{1,3})[.)][ \t\x{A0}]+(\S.*)$`)
)

// soleBullets are never anything but bullets. The others start notes, remarks
// and signs too, and count only where several lines have them.
const (
	soleBullets = "•‣◦▪●∙⁃"
	allBullets  = soleBullets + "·*+–-"
)

func itemIn(l string) *listItem {
	start, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(l, unicode.IsSpace))
	if ('0' > start || start > '9') && !strings.ContainsRune(allBullets, start) {
		return nil // as nearly all lines, which are spared the expressions
	}
	if m := bulletLine.FindStringSubmatch(l); m != nil {
		return &listItem{indent: indentOf(l), bullet: m[1], text: m[2]}
	}
	if m := numberLine.FindStringSubmatch(l); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 0 {
			return &listItem{indent: indentOf(l), number: n, text: m[2]}
		}
	}
	return nil
}

// findItems sets the items of the lines that start one: a line like an item,
// with a bullet that nothing else has, or with a fellow near it that has the
// same bullet or the number before or after, equally far in. Near means in a
// run of such lines without a whole chunk of others between them.
func findItems(all []chunk) {
	var run []*textLine
	last := 0 // chunk of the last candidate
	for i, lines := range all {
		for j := range lines {
			l := &lines[j]
			l.item = itemIn(l.text)
			if l.item == nil {
				continue
			}
			if i > last+1 {
				keepFellows(run)
				run = run[:0]
			}
			run, last = append(run, l), i
		}
	}
	keepFellows(run)
}

// keepFellows unsets the items of those lines of a run that have no fellow.
func keepFellows(run []*textLine) {
	type key struct {
		indent int
		bullet string
		number int
	}
	seen := make(map[key]int)
	for _, l := range run {
		seen[key{l.item.indent, l.item.bullet, l.item.number}]++
	}
	for _, l := range run {
		it := l.item
		switch {
		case it.bullet == "":
			if seen[key{it.indent, "", it.number - 1}] == 0 && seen[key{it.indent, "", it.number + 1}] == 0 {
				l.item = nil
			}
		case !strings.Contains(soleBullets, it.bullet) && seen[key{it.indent, it.bullet, 0}] < 2:
			l.item = nil
		}
	}
}

// startItem begins an item, in the list that its indent says.
func (p *plain) startItem(it *listItem) {
	for len(p.list) > 0 && p.list[len(p.list)-1] > it.indent {
		p.list = p.list[:len(p.list)-1]
	}
	if len(p.list) == 0 || p.list[len(p.list)-1] < it.indent {
		p.list = append(p.list, it.indent)
	}
	p.at.depth = len(p.list)
	p.at.item = &item{number: it.number}
}

// leaveLists ends the lists that a chunk whose first line is set in so far does
// not go on with.
func (p *plain) leaveLists(indent int) {
	for len(p.list) > 0 && p.list[len(p.list)-1] >= indent {
		p.list = p.list[:len(p.list)-1]
	}
	p.at.depth = len(p.list)
	if p.at.depth == 0 {
		p.at.item = nil
	}
}

// endLists ends the block being written, and all lists.
func (p *plain) endLists() {
	p.flush()
	p.leaveLists(0)
}
