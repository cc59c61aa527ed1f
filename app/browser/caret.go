//go:build js

package browser

import "syscall/js"

// OnCaret makes f the function that is told when caret mode begins and ends.
func (r *Reader) OnCaret(f func(on bool)) { r.onCaret = f }

// CaretMode begins or ends caret mode: the article takes the focus and has its
// caret (see [ShowArticle]) until the mode is ended or the focus goes elsewhere.
// Meanwhile a press of a pointer moves the caret, and the article's data-caret is
// "mode". It does not begin while the caret is not allowed.
func (r *Reader) CaretMode(on bool) { r.value.Call("caretMode", on) }

// Collapse selects nothing, and leaves the caret at the moving end of what was
// selected.
func (r *Reader) Collapse() { r.value.Call("collapse") }

func (r *Reader) tellCaret(args []js.Value) any {
	if r.onCaret != nil {
		r.onCaret(args[0].Bool())
	}
	return nil
}
