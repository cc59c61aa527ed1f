//go:build js

package browser

import (
	"errors"
	"strings"
	"syscall/js"
)

// A BlockKind says what a block of an article is. The order is that of
// annotations.BlockKinds.
type BlockKind int32

const (
	Paragraph BlockKind = iota
	Heading
	Item
	Code
	Row
	Caption
	Rule
)

// A MarkKind says what a stretch of a block is. The order is that of
// annotations.MarkKinds; two more follow.
type MarkKind int32

const (
	Emphasis MarkKind = iota
	Strong
	CodeText
	Superscript
	Subscript
	Link
	Cell
	HeaderCell
	Insertion // these two are no marks of an article, but of two versions in one text
	Deletion
)

// A Block is a block of an article, in order of the text. The fields are those
// of annotations.Block, with Start and End in UTF-16 units of the text.
type Block struct {
	Kind                  BlockKind
	Start, End            int32
	Level, Number, Quoted int32
}

// A Mark is a marked stretch of a block, in order of the blocks.
type Mark struct {
	Block      int32 // index into Page.Blocks
	Kind       MarkKind
	Start, End int32 // UTF-16 units of the text
	Href       int32 // Link: index into Page.Hrefs; else -1
}

// A Page is an article as the page draws it.
type Page struct {
	Text   []byte // UTF-8
	Blocks []Block
	Marks  []Mark
	Hrefs  []string // addresses; only http, https and mailto become links
	Lang   string   // BCP 47, or ""
}

// A Point is a place in an article.
type Point struct {
	UTF16 int // units from the start of the text
	Block int // index of the block
	Unit  int // UTF-16 units from the start of that block
}

// A Selection is what is selected in an article. Points in the gap between two
// blocks are moved out of it, and so is an end that merely touches a block.
type Selection struct {
	Anchor, Focus Point // where it was begun, and its moving end
	Any           bool  // false when nothing in the article is selected; then nothing else is set but Touch
	Collapsed     bool  // a caret between two characters: Anchor is Focus
	Alt           bool  // Alt was held when the pointer was released
	Touch         bool  // the last pointer that touched the page was a finger
}

// A Click is a press and release of the main button in an article, selecting
// nothing, and not on a link.
type Click struct {
	UTF16 int     // offset of the character under the pointer, or -1 beside all text
	X, Y  float64 // in the window
	Alt   bool
}

// A Rect is a rectangle in the window, in CSS pixels.
type Rect struct{ Left, Top, Right, Bottom float64 }

// A Reader is an article on the page. Its methods must not be called after
// Release. Two may be there at once, such as the article and one in a dialog over
// it, but only one of them may be painted: highlights have one name in a page.
type Reader struct {
	styles            string // names, a line each
	value             js.Value
	onSelection       func(Selection)
	onClick           func(Click)
	onDrag            func(Drag)
	selected, clicked js.Func
	dragged, caret    js.Func
	onCaret           func(on bool)
}

// js is p as assets/shell/reader.js takes it.
func (p *Page) js() map[string]any {
	return map[string]any{
		"text":   toJS(p.Text),
		"blocks": toJS(memory(p.Blocks)),
		"marks":  toJS(memory(p.Marks)),
		"hrefs":  strings.Join(p.Hrefs, "\n"),
		"lang":   p.Lang,
	}
}

// ShowPreview draws page into the element with an id, in place of what it holds,
// as [ShowArticle] does, but only to be read: its beginning at once, the rest part by
// part, so that the largest article holds the page for no longer than a small one.
// Clear ends that and empties the element.
func ShowPreview(id string, page Page) (clear func()) {
	drawn := bridge("reader").Call("preview", id, page.js())
	return func() {
		if drawn.Truthy() {
			drawn.Invoke()
		}
	}
}

// ShowArticle draws page into the empty element with an id, in place of what it
// holds, and returns its Reader. The element should be an article, without
// children of go-app's, with its name given by aria-labelledby; ShowArticle makes
// it focusable and sets its language.
//
// What is drawn: h2 to h6 with the highest heading as h2, p, ul and ol with li,
// blockquote, pre with code, table in div.table, p.caption, hr; an item's own
// words are in div.item. The outermost elements have the class "piece". In an
// article of more than 400 blocks or 100,000 units they are headings and groups
// of neighbours (div.group), and blocks of more than 8,000 units are cut into
// runs (span.run, to be styled as blocks) at ends of sentences; "far" is the class
// of what may stay undrawn until it comes near the window: style it with
// content-visibility: auto, which find-in-page and selections look through. Each
// block's element has data-block, its index, and dir="auto", and its textContent
// is exactly the block's text. Line breaks and spaces in it count (style them
// with white-space: pre-wrap).
//
// The keyboard: while the article has the focus, and got it by key, there is a
// caret (span.caret, in the current colour), and the element has the attribute
// data-caret, so that a focus got by pointer can look calmer. Arrows move the
// caret by character and line; with Ctrl (on a Mac: Option) by word and block;
// Home and End to the ends of the line, with Ctrl (on a Mac: Command and an
// arrow) of the text; Page Up and Down by 85 % of the window. Shift with any of
// them selects. The caret begins at the selection, or else at the first block in
// the window, and the page follows it. Any press of a pointer ends it, and arrows
// scroll the page again. OnKey is not told of keys that move the caret.
func ShowArticle(id string, page Page) (*Reader, error) {
	for _, href := range page.Hrefs {
		if strings.Contains(href, "\n") {
			return nil, errors.New("show the article: an address holds a line break")
		}
	}
	r := &Reader{}
	r.selected = callback(r.tellSelection)
	r.clicked = callback(r.tellClick)
	r.dragged = callback(r.tellDrag)
	r.caret = callback(r.tellCaret)
	r.value = bridge("reader").Call("show", id, page.js(), r.selected, r.clicked, r.dragged, r.caret)
	if r.value.IsNull() {
		r.selected.Release()
		r.clicked.Release()
		r.dragged.Release()
		r.caret.Release()
		return nil, errors.New("show the article: no element " + id)
	}
	return r, nil
}

// OnSelection makes f the function that is told what is selected: at most once a
// frame, after a change by any means, once no pointer is down any more.
func (r *Reader) OnSelection(f func(Selection)) { r.onSelection = f }

// OnClick makes f the function that is told of clicks.
func (r *Reader) OnClick(f func(Click)) { r.onClick = f }

func (r *Reader) tellSelection(args []js.Value) any {
	if r.onSelection == nil {
		return nil
	}
	s := Selection{Any: args[0].Int() >= 0, Touch: args[7].Bool()}
	if s.Any {
		s.Anchor = Point{args[0].Int(), args[1].Int(), args[2].Int()}
		s.Focus = Point{args[3].Int(), args[4].Int(), args[5].Int()}
		s.Collapsed = s.Anchor == s.Focus
		s.Alt = args[6].Bool()
	}
	r.onSelection(s)
	return nil
}

func (r *Reader) tellClick(args []js.Value) any {
	if r.onClick != nil {
		r.onClick(Click{args[0].Int(), args[1].Float(), args[2].Float(), args[3].Bool()})
	}
	return nil
}

// Select selects a range of the text.
func (r *Reader) Select(start, end int) { r.value.Call("select", start, end) }

// ClearSelection selects nothing, if something in the article is selected.
func (r *Reader) ClearSelection() { r.value.Call("clearSelection") }

// At returns the offset of the character whose box a point of the window is in.
func (r *Reader) At(x, y float64) (utf16 int, ok bool) {
	utf16 = r.value.Call("at", x, y).Int()
	return utf16, utf16 >= 0
}

// ScrollTo brings a range into the comfortable middle of the window, below what
// scroll-padding-top of the page says is covered, unless it is there. A way of up
// to one and a half windows is scrolled smoothly, unless the person asked for less
// motion. With focus, the keyboard's focus and caret go to the range's start.
func (r *Reader) ScrollTo(start, end int, focus bool) {
	r.value.Call("scrollTo", start, end, focus)
}

// ReadAt brings a range into the window as ScrollTo does, and moves the focus to
// the block that it begins in, so that a screen reader goes on reading there.
func (r *Reader) ReadAt(start, end int) { r.value.Call("readAt", start, end) }

// AllowCaret turns the keyboard's caret off while arrows mean something else, such
// as moving the ends of a claim, and on again.
func (r *Reader) AllowCaret(yes bool) { r.value.Call("allowCaret", yes) }

// Rect returns the box around a range of the text.
func (r *Reader) Rect(start, end int) Rect {
	box := r.value.Call("rect", start, end)
	return Rect{box.Get("left").Float(), box.Get("top").Float(), box.Get("right").Float(), box.Get("bottom").Float()}
}

// VisibleBlock returns the index of the first block in the window, below what
// scroll-padding-top of the page says is covered; -1 without blocks.
func (r *Reader) VisibleBlock() int { return r.value.Call("visibleBlock").Int() }

// PlaceNear puts an element near a range without covering it: above, or below
// where there is no room, within the article's column. The element must be shown
// and have position: absolute. It stays there as the page scrolls, and is placed
// anew when the window's size changes. Pressing it does not take the selection
// away. In windows up to 760 px wide and where the pointer is coarse it is left
// to the style sheet. An ID that no element has ends it.
func (r *Reader) PlaceNear(elementID string, start, end int) {
	r.value.Call("placeNear", elementID, start, end)
}

// Outline draws a line around a range of the text, in an element that is as large
// as what the text is positioned in and has no children of go-app's; it follows
// the text when that is laid out anew. An empty range ends it.
func (r *Reader) Outline(elementID string, start, end int) {
	r.value.Call("drawOutline", elementID, start, end)
}

// Release takes back all that the reader added to the page, listeners and
// highlights included. Calling it again does nothing.
func (r *Reader) Release() {
	if r.value.IsNull() {
		return
	}
	r.value.Call("release")
	r.value = js.Null()
	r.selected.Release()
	r.clicked.Release()
	r.dragged.Release()
	r.caret.Release()
}
