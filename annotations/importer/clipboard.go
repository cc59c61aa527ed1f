package importer

import (
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Windows puts lines like these before the HTML on its clipboard ("CF_HTML"):
//
//	Version:0.9
//	StartHTML:0000000105
//	SourceURL:https://example.org/news
var clipboardHeader = regexp.MustCompile(`^Version:[0-9.]+\s[^<]*StartHTML:`)

// aloneInTable matches a fragment that starts with a part of a table, which
// browsers put onto the clipboard, and parsers drop, where the table is missing.
var aloneInTable = regexp.MustCompile(`(?i)^(?:\s|<!--.*?-->)*<(?:tr|td|th|tbody|thead|tfoot|caption|colgroup)[\s>]`)

// unwrapClipboard removes what clipboards wrap around a fragment, and returns
// the address it came from where the clipboard says it.
func unwrapClipboard(text string) (fragment, source string) {
	if clipboardHeader.MatchString(text) {
		start := strings.IndexByte(text, '<')
		if start < 0 {
			start = len(text)
		}
		for header := range strings.Lines(text[:start]) {
			if address, ok := strings.CutPrefix(header, "SourceURL:"); ok {
				source = strings.TrimSpace(address)
			}
		}
		text = text[start:]
	}
	if aloneInTable.MatchString(text) {
		text = "<table>" + text + "</table>"
	}
	return text, source
}

var wordLevel = regexp.MustCompile(`level([1-9])`)

// wordItem reports whether p is an item of a word processor's list, and if so
// its number (0 for a bullet) and level. Such items are paragraphs with a style,
// and with a marker in their text, which wordItem takes out:
//
//	<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">2.<span>&nbsp; </span></span>text</p>
func wordItem(p *html.Node) (number, level int, ok bool) {
	found := wordLevel.FindStringSubmatch(styleOf(p).msoList)
	if found == nil {
		return 0, 0, false
	}
	level = int(found[1][0] - '0')
	for n := range p.Descendants() {
		if n.Type == html.ElementNode && styleOf(n).msoList == "ignore" {
			var marker strings.Builder
			for d := range n.Descendants() {
				if d.Type == html.TextNode {
					marker.WriteString(d.Data)
				}
			}
			digits := strings.TrimFunc(marker.String(), func(r rune) bool { return !unicode.IsDigit(r) })
			number, _ = strconv.Atoi(digits) // letters and bullets have no number
			n.Parent.RemoveChild(n)
			break
		}
	}
	return max(number, 0), level, true
}

// flatten rewrites HTML whose elements nest too deep for the parser: it keeps
// the text in its order and where blocks end, and gives up all other structure.
func flatten(text string) string {
	var out strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(text))
	unseen := atom.Atom(0) // the element whose text is not shown
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if tokens.Err() != io.EOF {
				return ""
			}
			return out.String()
		case html.TextToken:
			if unseen == 0 {
				out.WriteString(html.EscapeString(string(tokens.Text())))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			tag := atom.Lookup(name)
			switch tag {
			case atom.Script, atom.Style, atom.Noscript, atom.Textarea, atom.Title, atom.Iframe, atom.Noembed, atom.Noframes:
				unseen = tag
			case atom.Br:
				out.WriteString("<br>")
			default:
				flattenBlock(&out, tag)
			}
		case html.EndTagToken:
			name, _ := tokens.TagName()
			tag := atom.Lookup(name)
			if tag == unseen {
				unseen = 0
			}
			flattenBlock(&out, tag)
		}
	}
}

// flattenBlock starts a paragraph where tag starts or ends a block. Paragraphs
// never nest: one ends where the next starts.
func flattenBlock(out *strings.Builder, tag atom.Atom) {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Blockquote,
		atom.Pre, atom.Figcaption, atom.Caption, atom.Hr:
		out.WriteString("<p>")
		return
	}
	if tag != 0 && isBlock(&html.Node{Type: html.ElementNode, DataAtom: tag}) {
		out.WriteString("<p>")
	}
}
