//go:build js

package browser

import "syscall/js"

// A Drag is what a pointer does with a handle at one end of a passage.
type Drag struct {
	End   bool // the handle at the end, not the one at the start
	UTF16 int  // the place in the text under the pointer, while Step is DragMoved
	Alt   bool
	Step  DragStep
}

// A DragStep says how far a drag is.
type DragStep string

const (
	DragMoved     DragStep = "move"
	DragDone      DragStep = "done"   // the pointer was released
	DragCancelled DragStep = "cancel" // by Escape, by the system, or since the handles went
)

// OnDrag makes f the function that is told of drags: at most once a frame.
func (r *Reader) OnDrag(f func(Drag)) { r.onDrag = f }

// ShowHandles puts two elements at the ends of a range, or moves them there, and
// makes them handles: whoever drags one is followed, and the page scrolls at the
// edges of the window. A press that does not move is a click on the text below.
// The elements must have position: absolute and lie outside of the article. The
// first one's left and top are where the range begins at the top of its line, the
// second's where it ends at the foot; the property --line is the line's height.
func (r *Reader) ShowHandles(startID, endID string, start, end int) {
	r.value.Call("showHandles", startID, endID, start, end)
}

// HideHandles hides them.
func (r *Reader) HideHandles() { r.value.Call("hideHandles") }

// RTL reports whether the block at an offset runs from right to left.
func (r *Reader) RTL(utf16 int) bool { return r.value.Call("rtl", utf16).Bool() }

func (r *Reader) tellDrag(args []js.Value) any {
	if r.onDrag != nil {
		r.onDrag(Drag{End: args[0].Int() == 1, UTF16: args[1].Int(), Alt: args[2].Bool(), Step: DragStep(args[3].String())})
	}
	return nil
}
