package format

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strings"

	"claimlight/annotations"
)

// A page draws articles as HTML. Everything that comes from a library passes
// through html.EscapeString.
type page struct {
	b      bytes.Buffer
	tags   map[annotations.ID]annotations.Tag
	closes []string                // of the elements open around blocks, outermost first
	begun  map[annotations.ID]bool // claims whose first piece was written
}

// article writes one article, its highlights and its claims.
func (p *page) article(a *annotations.Article, claims []passage) {
	p.begun = map[annotations.ID]bool{}
	fmt.Fprintf(&p.b, "<article>\n<h1>%s</h1>\n", html.EscapeString(a.Title))
	var parts []string
	for _, part := range []string{a.Author, a.Site, a.Published} {
		if part != "" {
			parts = append(parts, html.EscapeString(part))
		}
	}
	if isLink(a.Source) {
		parts = append(parts, fmt.Sprintf("<a href=\"%s\" rel=\"noreferrer\">source</a>", html.EscapeString(a.Source)))
	}
	if len(parts) > 0 {
		fmt.Fprintf(&p.b, "<p class=\"byline\">%s</p>\n", strings.Join(parts, " · "))
	}
	for i := range a.Blocks {
		p.block(a, &a.Blocks[i], claims)
	}
	p.within(nil)
	p.b.WriteString("</article>\n")
	p.claimTable(claims)
}

// within makes the elements around the next block those given by their start
// tags, closing and opening what differs.
func (p *page) within(starts []string) {
	same := 0
	for same < len(starts) && same < len(p.closes) && p.closes[same] == starts[same] {
		same++
	}
	for i := len(p.closes) - 1; i >= same; i-- {
		name, _, _ := strings.Cut(p.closes[i], " ")
		fmt.Fprintf(&p.b, "</%s>\n", name)
	}
	for _, start := range starts[same:] {
		fmt.Fprintf(&p.b, "<%s>\n", start)
	}
	p.closes = slices.Clone(starts)
}

// block writes one block. Lists are one level deep with an indent for each
// further one.
func (p *page) block(a *annotations.Article, b *annotations.Block, claims []passage) {
	around := slices.Repeat([]string{"blockquote"}, min(b.Quoted, 8))
	switch b.Kind {
	case annotations.Item:
		if b.Number > 0 {
			around = append(around, "ol")
		} else {
			around = append(around, "ul")
		}
	case annotations.Row:
		around = append(around, "table", "tbody")
	}
	p.within(around)
	depth := ""
	if b.Level > 1 {
		depth = fmt.Sprintf(" class=\"depth-%d\"", min(b.Level, 4))
	}
	whole := func(start, end string) {
		p.b.WriteString(start)
		p.inline(a, b, b.Span, claims)
		p.b.WriteString(end + "\n")
	}
	switch b.Kind {
	case annotations.Rule:
		p.b.WriteString("<hr>\n")
	case annotations.Heading:
		level := min(b.Level+1, 6) // the title is the only h1
		whole(fmt.Sprintf("<h%d>", level), fmt.Sprintf("</h%d>", level))
	case annotations.Item:
		value := ""
		if b.Number > 0 {
			value = fmt.Sprintf(" value=\"%d\"", b.Number)
		}
		whole("<li"+value+depth+">", "</li>")
	case annotations.Code:
		whole("<pre>", "</pre>")
	case annotations.Caption:
		whole(`<p class="caption">`, "</p>")
	case annotations.Row:
		p.b.WriteString("<tr>")
		for _, m := range b.Marks {
			switch m.Kind {
			case annotations.Cell:
				p.b.WriteString("<td>")
				p.inline(a, b, m.Span, claims)
				p.b.WriteString("</td>")
			case annotations.HeaderCell:
				p.b.WriteString("<th>")
				p.inline(a, b, m.Span, claims)
				p.b.WriteString("</th>")
			}
		}
		p.b.WriteString("</tr>\n")
	default:
		whole("<p"+depth+">", "</p>")
	}
}

// elements are those of marks but links and cells.
var elements = map[annotations.MarkKind]string{
	annotations.Emphasis: "em", annotations.Strong: "strong", annotations.CodeText: "code",
	annotations.Superscript: "sup", annotations.Subscript: "sub",
}

// inline writes the text at span in pieces that no mark and no claim starts or
// ends in, so that all of them may overlap.
func (p *page) inline(a *annotations.Article, b *annotations.Block, span annotations.Span, claims []passage) {
	// Claims are sorted by start, but long ones reach far, so all that start
	// before the end are looked at.
	var here []passage
	cuts := []int{span.Start, span.End}
	cut := func(s annotations.Span) {
		cuts = append(cuts, min(max(s.Start, span.Start), span.End), min(max(s.End, span.Start), span.End))
	}
	for _, c := range claims {
		if c.Span.Start >= span.End {
			break
		}
		if c.Span.Overlaps(span) {
			here = append(here, c)
			cut(c.Span)
		}
	}
	for _, m := range b.Marks {
		cut(m.Span)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 1; i < len(cuts); i++ {
		p.piece(a, b, annotations.Span{Start: cuts[i-1], End: cuts[i]}, here)
	}
}

// piece writes text that has the same marks and claims all along.
func (p *page) piece(a *annotations.Article, b *annotations.Block, span annotations.Span, claims []passage) {
	var ends []string
	open := func(start, name string) {
		p.b.WriteString("<" + start + ">")
		ends = append(ends, "</"+name+">")
	}
	for _, m := range b.Marks {
		if !m.Span.Contains(span) {
			continue
		}
		if name, ok := elements[m.Kind]; ok {
			open(name, name)
		} else if m.Kind == annotations.Link && isLink(m.Href) {
			open(`a href="`+html.EscapeString(m.Href)+`" rel="noreferrer"`, "a")
		}
	}
	for _, c := range claims {
		if !c.Span.Contains(span) {
			continue
		}
		start := `mark title="` + html.EscapeString(strings.Join(c.labels, ", ")) + `"`
		if len(c.Tags) > 0 {
			t := p.tags[c.Tags[0]]
			start += ` class="` + html.EscapeString(string(t.Colour)+" "+string(t.Pattern)) + `"`
		}
		if !p.begun[c.ID] {
			p.begun[c.ID] = true
			start += ` id="` + anchor(c.ID) + `"`
		}
		open(start, "mark")
	}
	p.b.WriteString(html.EscapeString(span.Of(a.Text)))
	for i := len(ends) - 1; i >= 0; i-- {
		p.b.WriteString(ends[i])
	}
}
