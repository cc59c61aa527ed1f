package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isContent reports whether a reader of the page sees the element n as part of
// the text. What it says no to is left out with all that is in it.
func isContent(n *html.Node) bool {
	switch n.Namespace {
	case "svg":
		return false
	case "math": // the readable formula, not its source in another language
		return n.Data != "annotation" && n.Data != "annotation-xml"
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title, atom.Meta, atom.Link,
		atom.Iframe, atom.Object, atom.Embed, atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Noembed, atom.Noframes,
		atom.Select, atom.Datalist, atom.Textarea, atom.Input, atom.Progress, atom.Meter,
		atom.Nav, atom.Rp, atom.Param, atom.Source, atom.Track:
		return false
	case atom.Button: // a heading that unfolds is often one
		return within(n, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary)
	case atom.Dialog:
		_, open := lookup(n, "open")
		return open && !isHidden(n)
	}
	switch attribute(n, "role") {
	case "navigation", "search", "menu", "menubar", "toolbar", "tooltip":
		return false
	}
	return !isHidden(n)
}

// isHidden reports whether n says that it is not shown.
func isHidden(n *html.Node) bool {
	if _, hidden := lookup(n, "hidden"); hidden {
		return true
	}
	if styleOf(n).hides() {
		return true
	}
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		switch class {
		case "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text":
			return true
		}
	}
	return attribute(n, "aria-hidden") == "true" && isOrnament(n)
}

// isOrnament reports whether n, which is hidden from screen readers, repeats
// or adorns what stands beside it: a heading's anchor, an icon, a formula drawn
// beside its MathML. Much else that is hidden from them is text to be seen.
func isOrnament(n *html.Node) bool {
	if n.DataAtom == atom.A {
		return true
	}
	if n.PrevSibling != nil {
		for d := range n.PrevSibling.Descendants() {
			if d.Namespace == "math" {
				return true
			}
		}
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.ContainsFunc(d.Data, isWordy) {
			return false
		}
	}
	return true
}

// within reports whether one of n's ancestors is of the given kinds.
func within(n *html.Node, kinds ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, k := range kinds {
			if p.DataAtom == k {
				return true
			}
		}
	}
	return false
}

// isBlock reports whether n stands in lines of its own.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Div,
		atom.Dl, atom.Dt, atom.Fieldset, atom.Figure, atom.Footer, atom.Form, atom.Frameset, atom.Header, atom.Hgroup,
		atom.Html, atom.Legend, atom.Main, atom.Optgroup, atom.Option, atom.P, atom.Search, atom.Section, atom.Summary,
		atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr:
		return true
	}
	return styleOf(n).isBlock()
}

// emojiOf returns the alternative text of a picture that stands for a symbol,
// as pages draw emoji: a few characters, none of them of a word.
func emojiOf(img *html.Node) string {
	alt := attribute(img, "alt")
	if utf8.RuneCountInString(alt) > 12 || !utf8.ValidString(alt) || strings.ContainsFunc(alt, isWordy) ||
		!strings.ContainsFunc(alt, func(r rune) bool { return unicode.Is(unicode.So, r) }) {
		return ""
	}
	return alt
}

func isWordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
