package importer

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"claimlight/annotations"
)

// A style attribute, of which only what changes the text or its marks is read.
type inlineStyle struct {
	display, visibility, weight, slant, align, whiteSpace, msoHide, msoList string
}

// styleOf reads n's style attribute.
func styleOf(n *html.Node) inlineStyle {
	var s inlineStyle
	css := attribute(n, "style")
	if css == "" {
		return s
	}
	for declaration := range strings.SplitSeq(css, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		value = strings.ToLower(strings.TrimSpace(value))
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "display":
			s.display = value
		case "visibility":
			s.visibility = value
		case "font-weight":
			s.weight = value
		case "font-style":
			s.slant = value
		case "vertical-align":
			s.align = value
		case "white-space":
			s.whiteSpace = value
		case "mso-hide":
			s.msoHide = value
		case "mso-list":
			s.msoList = value
		}
	}
	return s
}

func (s inlineStyle) hides() bool {
	return s.display == "none" || s.visibility == "hidden" || s.visibility == "collapse" || s.msoHide == "all"
}

func (s inlineStyle) isBlock() bool {
	switch s.display {
	case "block", "flex", "grid", "table", "list-item", "flow-root", "table-row":
		return true
	}
	return false
}

// keepsLines reports whether line breaks in the source break lines on screen.
func (s inlineStyle) keepsLines() bool {
	switch s.whiteSpace {
	case "pre", "pre-wrap", "pre-line", "break-spaces":
		return true
	}
	return false
}

// marks returns the kinds of marks that the element n puts on its text, by its
// name and by its style; the style wins. Word processors write b around text of
// normal weight, and span around bold.
func (s inlineStyle) marks(n *html.Node) []annotations.MarkKind {
	var strong, emphasis, code, over, under bool
	switch n.DataAtom {
	case atom.B, atom.Strong:
		strong = true
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		emphasis = true
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		code = true
	case atom.Sup:
		over = true
	case atom.Sub:
		under = true
	}
	switch s.weight {
	case "normal", "lighter", "100", "200", "300", "400", "500":
		strong = false
	case "bold", "bolder", "600", "700", "800", "900":
		strong = true
	}
	switch s.slant {
	case "normal":
		emphasis = false
	case "italic", "oblique":
		emphasis = true
	}
	switch s.align {
	case "super":
		over = true
	case "sub":
		under = true
	}
	var kinds []annotations.MarkKind
	for _, k := range []struct {
		on   bool
		kind annotations.MarkKind
	}{
		{strong, annotations.Strong}, {emphasis, annotations.Emphasis}, {code, annotations.CodeText},
		{over, annotations.Superscript}, {under, annotations.Subscript},
	} {
		if k.on {
			kinds = append(kinds, k.kind)
		}
	}
	return kinds
}
