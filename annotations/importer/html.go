package importer

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"claimlight/annotations"
)

// readHTML reads a page or a fragment of one. Of a page it takes the article, if
// one stands out, of a fragment all. Relative links are resolved against
// source, which may be empty, or the page's own base.
func readHTML(text, source string) draft {
	text, origin := unwrapClipboard(text)
	if source == "" {
		source = origin
	}
	doc := parse(text)
	base := baseOf(doc, source)
	d := draft{about: readAbout(doc)}
	keep(&d.about.source, origin)
	d.text, d.blocks = readTree(doc, base)
	if !isPage(text) {
		return d
	}
	main, ok := mainContent(doc, source, base)
	if !ok {
		return d
	}
	d.about.fill(main.about)
	if headline, ok := d.headline(); ok { // which the article found may be without
		d.about.title = headline
	}
	if float64(words(main.text)) < nearlyAll*float64(words(d.text)) {
		d.text, d.blocks = main.text, main.blocks
	}
	return d
}

// parse returns the tree of text.
func parse(text string) *html.Node {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		// The parser refuses elements nested more than 512 deep; nothing
		// else fails when reading from memory.
		doc, err = html.Parse(strings.NewReader(flatten(text)))
	}
	if err != nil {
		panic("importer: flat HTML is too deep: " + err.Error())
	}
	return doc
}

// readTree reads the tree below n.
func readTree(n *html.Node, base *url.URL) (string, []annotations.Block) {
	w := walker{page: base}
	w.at.kind = annotations.Paragraph
	w.children(n)
	return w.finish()
}

// A walker reads a document's tree in the order of the text. What is not named
// here is read through: unknown elements are as their content.
type walker struct {
	composer
	page *url.URL // what relative links are relative to, or nil
	list list
}

// A list is the state of the innermost list.
type list struct {
	ordered    bool
	next, step int
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *walker) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
	case html.DocumentNode:
		w.children(n)
	case html.ElementNode:
		if isContent(n) {
			w.element(n)
		}
	}
}

// element reads an element that is content.
func (w *walker) element(n *html.Node) {
	if w.structure(n) {
		return
	}
	style := styleOf(n)
	kinds := style.marks(n)
	for _, k := range kinds {
		w.on(k)
	}
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak()
	case atom.A:
		w.anchor(n)
	case atom.Img:
		w.write(emojiOf(n))
	case atom.Q:
		w.write("“")
		w.children(n)
		w.write("”")
	case atom.Rt:
		w.write("(")
		w.children(n)
		w.write(")")
	default:
		if style.keepsLines() {
			w.lines(n)
			break
		}
		w.children(n)
	}
	for _, k := range kinds {
		w.off(k)
	}
}

// structure reads n if it is an element that stands apart from the words
// around it, and reports whether it is.
func (w *walker) structure(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.inside(n, func(p *place) {
			p.kind, p.level = annotations.Heading, int(n.Data[1]-'0')
		})
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.listOf(n)
	case atom.Li:
		w.itemOf(n)
	case atom.Blockquote:
		w.inside(n, func(p *place) { p.quoted++ })
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		w.inside(n, func(p *place) { p.kind = annotations.Code })
	case atom.Figcaption, atom.Caption:
		w.inside(n, func(p *place) { p.kind = annotations.Caption })
	case atom.Hr:
		w.boundary()
		if w.at.kind != annotations.Code && !w.inLine() {
			w.rule()
		}
	case atom.Table:
		w.table(n)
	case atom.P:
		if number, level, ok := wordItem(n); ok {
			w.inside(n, func(p *place) { p.item, p.depth = &item{number: number}, level })
			break
		}
		w.block(n)
	default:
		if !isBlock(n) {
			return false
		}
		w.block(n)
	}
	return true
}

// block reads an element that is a block of its own, without a meaning.
func (w *walker) block(n *html.Node) {
	w.boundary()
	style := styleOf(n)
	kinds := style.marks(n)
	for _, k := range kinds {
		w.on(k)
	}
	if style.keepsLines() {
		w.lines(n)
	} else {
		w.children(n)
	}
	for _, k := range kinds {
		w.off(k)
	}
	w.boundary()
}

// inside reads n's content in a place changed by enter. What a cell or code
// holds has no structure of its own, only lines.
func (w *walker) inside(n *html.Node, enter func(*place)) {
	if w.at.kind == annotations.Code || w.at.kind == annotations.Row {
		w.block(n)
		return
	}
	w.flush()
	outer := w.at
	enter(&w.at)
	w.children(n)
	w.flush()
	w.at = outer
}

// lines reads the content of an element whose style keeps its line breaks.
func (w *walker) lines(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			w.node(c)
			continue
		}
		for i, text := range strings.Split(c.Data, "\n") {
			if i > 0 {
				w.lineBreak()
			}
			w.write(text)
		}
	}
}

func (w *walker) anchor(n *html.Node) {
	address, ok := w.address(attribute(n, "href"))
	if !ok {
		w.children(n)
		return
	}
	w.openLink(address)
	w.children(n)
	w.closeLink()
}

// maxAddress is the longest address that a link keeps, in bytes: what servers
// commonly take.
const maxAddress = 8192

// address returns the safe absolute address that href stands for, if it has one.
func (w *walker) address(href string) (string, bool) {
	// As browsers do, before anything is looked at.
	href = strings.TrimSpace(inAddress.Replace(href))
	if href == "" || len(href) > maxAddress {
		return "", false
	}
	u, err := url.Parse(href)
	if err != nil {
		return "", false
	}
	if w.page != nil {
		u = w.page.ResolveReference(u)
	}
	safe, ok := annotations.SafeAddress(u.String())
	if !ok {
		return "", false
	}
	// Written once more, an address may read differently; only one that stays
	// is one that any reader of the article's file takes.
	again, ok := annotations.SafeAddress(safe)
	return safe, ok && again == safe
}

// inAddress removes what browsers remove from addresses.
var inAddress = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// baseOf returns what relative links of the page from source are relative to.
func baseOf(doc *html.Node, source string) *url.URL {
	base, err := url.Parse(source)
	if err != nil || !base.IsAbs() {
		base = nil
	}
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Base || attribute(n, "href") == "" {
			continue
		}
		own, err := url.Parse(strings.TrimSpace(attribute(n, "href")))
		if err != nil {
			break
		}
		if base != nil {
			own = base.ResolveReference(own)
		}
		if own.IsAbs() {
			return own
		}
		break
	}
	return base
}

func (w *walker) listOf(n *html.Node) {
	outer := w.list
	w.list = list{ordered: n.DataAtom == atom.Ol, next: 1, step: 1}
	if w.list.ordered {
		if _, reversed := lookup(n, "reversed"); reversed {
			w.list.step = -1
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Li && c.PrevSibling != nil {
					w.list.next++
				}
			}
		}
		if start, err := strconv.Atoi(attribute(n, "start")); err == nil {
			w.list.next = start
		}
	}
	w.inside(n, func(p *place) { p.depth++ })
	w.list = outer
}

func (w *walker) itemOf(n *html.Node) {
	number := 0
	if w.list.ordered {
		if value, err := strconv.Atoi(attribute(n, "value")); err == nil {
			w.list.next = value
		}
		// The model counts items from 1; one numbered 0 or less gets a bullet.
		number = max(w.list.next, 0)
		w.list.next += w.list.step
	}
	w.inside(n, func(p *place) {
		p.item = &item{number: number}
		p.depth = max(p.depth, 1)
	})
}

// attribute returns the value of n's attribute, or "".
func attribute(n *html.Node, key string) string {
	value, _ := lookup(n, key)
	return value
}

func lookup(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}
