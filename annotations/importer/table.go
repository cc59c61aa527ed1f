package importer

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"claimlight/annotations"
)

// table reads a table: one with data as rows of cells, one that only lays out
// a page as the blocks in it.
func (w *walker) table(n *html.Node) {
	if w.at.kind == annotations.Code || w.at.kind == annotations.Row || !holdsData(n) {
		w.block(n)
		return
	}
	w.flush()
	outer := w.at
	w.at.rows = new(int)
	w.rowsOf(n)
	w.at = outer
}

// rowsOf reads the rows in n, which is a table or a part of one.
func (w *walker) rowsOf(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode || !isContent(c):
		case c.DataAtom == atom.Tr:
			w.rowOf(c)
		case c.DataAtom == atom.Thead, c.DataAtom == atom.Tbody, c.DataAtom == atom.Tfoot:
			w.rowsOf(c)
		default:
			w.node(c)
		}
	}
}

func (w *walker) rowOf(n *html.Node) {
	w.flush()
	outer := w.at
	w.at.kind = annotations.Row
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || !isContent(c) {
			continue
		}
		kind := annotations.Cell
		if c.DataAtom == atom.Th {
			kind = annotations.HeaderCell
		}
		w.openCell()
		w.block(c)
		w.closeCell(kind)
	}
	w.flush()
	w.at = outer
}

// holdsData tells a table of data from one that is there for the layout: data
// has rows of several cells, and no headings, quotations or tables in cells,
// nor several paragraphs in one.
func holdsData(table *html.Node) bool {
	switch attribute(table, "role") {
	case "presentation", "none":
		return false
	}
	several := false
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
			atom.Blockquote, atom.Article, atom.Section, atom.Hr, atom.Figure:
			return false
		case atom.Tr:
			several = several || count(n, atom.Td)+count(n, atom.Th) > 1
		case atom.Td, atom.Th:
			if count(n, atom.P) > 2 {
				return false
			}
		}
	}
	return several
}

// count returns how many children of n are of the given kind.
func count(n *html.Node, kind atom.Atom) int {
	found := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == kind {
			found++
		}
	}
	return found
}
