//go:build js

package browser

import (
	"strings"
)

// CanPaint reports whether the browser has the CSS Custom Highlight API. Where
// it has not, painting does nothing, and the person must be told.
func CanPaint() bool { return bridge("reader").Get("supported").Bool() }

// A Segment is a range of the text to paint, in UTF-16 units.
type Segment struct {
	Start, End int32
	Style      int32 // index into the names given to SetStyles
}

// A Layer is painted above the claims, in the order of the constants: a later
// one over an earlier one. Its name is also that of its highlight, which the
// style sheet paints as ::highlight(overlap) and so on.
type Layer string

const (
	Overlap     Layer = "overlap"      // where two claims lie
	DeepOverlap Layer = "overlap-deep" // where more do
	Sweep       Layer = "sweep"        // the current sentence
	Search      Layer = "search"       // what was searched for
	Selected    Layer = "selected"     // the claim that is open
)

// SetStyles names the highlights that claims are painted with. The style sheet
// paints each as ::highlight(name); of two on the same text, the later one wins.
// Names are CSS identifiers. Nothing is painted, in no layer, before SetStyles.
func (r *Reader) SetStyles(names []string) {
	r.styles = strings.Join(names, "\n")
	r.value.Call("styles", r.styles)
}

// Paint paints the claims, in place of those before. Segments are sorted by
// Start, not empty, and may overlap. It costs what lies near the window, plus one
// copy of the segments.
func (r *Reader) Paint(segments []Segment) { r.paint("claims", segments) }

// PaintOpen paints the claims that are open, besides those given to Paint, in place
// of those before. It costs nothing of what they cost.
func (r *Reader) PaintOpen(segments []Segment) { r.paint("open", segments) }

// Mark paints a layer above the claims, in place of what it showed before; Style
// is ignored. No segments paint nothing.
func (r *Reader) Mark(layer Layer, segments []Segment) { r.paint(string(layer), segments) }

func (r *Reader) paint(layer string, segments []Segment) {
	r.value.Call("paint", layer, toJS(memory(segments)))
}

// DrawOnPaper draws the article once more into the element with an id, for paper:
// segments, which are as for Paint but do not overlap, become mark elements of the
// classes "sample", "hue-" and a colour, and a pattern, as the names given to
// SetStyles have them; where Start is in ends, in order, stands the number End.
func (r *Reader) DrawOnPaper(id string, segments, ends []Segment) {
	r.value.Call("drawOnPaper", id, toJS(memory(segments)), toJS(memory(ends)), r.styles)
}

// Painted returns how many ranges are registered with the browser now: those
// near the window.
func (r *Reader) Painted() int { return r.value.Get("painter").Get("count").Int() }
