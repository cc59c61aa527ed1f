//go:build js

package browser

import (
	"sync"
	"syscall/js"
)

// Focus gives an element the keyboard's focus, and reports whether there is
// such an element.
func Focus(id string) bool {
	e, ok := element(id)
	if ok {
		e.Call("focus")
	}
	return ok
}

// FocusInPlace is Focus without scrolling anything.
func FocusInPlace(id string) {
	if e, ok := element(id); ok {
		e.Call("focus", map[string]any{"preventScroll": true})
	}
}

// Press clicks an element, as the person would.
func Press(id string) {
	if e, ok := element(id); ok {
		e.Call("click")
	}
}

// SelectAll focuses a text field and selects all that is in it.
func SelectAll(id string) {
	if e, ok := element(id); ok {
		e.Call("focus")
		e.Call("select")
	}
}

// AllSelected reports whether all that is in a text field is selected, as it is in an
// empty one.
func AllSelected(id string) bool {
	e, ok := element(id)
	return ok && e.Get("selectionEnd").Int()-e.Get("selectionStart").Int() == e.Get("textLength").Int()
}

// Value returns what is in a field, or "" where there is none.
func Value(id string) string {
	e, ok := element(id)
	if !ok {
		return ""
	}
	return text(e.Get("value"))
}

// SetValue puts v into a field, unless it is there. In one that has the focus,
// the caret stays where it was in the words around it.
func SetValue(id, v string) {
	if e, ok := element(id); ok && text(e.Get("value")) != v {
		bridge("page").Call("putValue", e, v)
	}
}

// ShowModal opens a dialog element over all else, unless it is open. The browser
// keeps the focus in it, and gives it back when it is closed.
func ShowModal(id string) {
	if e, ok := element(id); ok && !e.Get("open").Truthy() {
		e.Call("showModal")
	}
}

// CloseDialog closes a dialog element, if it is open.
func CloseDialog(id string) {
	if e, ok := element(id); ok && e.Get("open").Truthy() {
		e.Call("close")
	}
}

// ScrollIntoView moves an element into what is visible of its list, as little as
// needed. The page around the list stands still, so that a second click in the
// text meets the same words.
func ScrollIntoView(id string) {
	if e, ok := element(id); ok {
		bridge("page").Call("reveal", e)
	}
}

// HoldInPlace takes note of where an element is in the window. The returned
// function scrolls the list that the element of this id is in then, so that it is
// there again.
func HoldInPlace(id string) (restore func()) {
	hold := bridge("page").Call("holdInPlace", id)
	return func() { hold.Invoke() }
}

// OnReached calls f when the person scrolls to an element, or is there already;
// not while they move the focus through the list around it by key, who would
// never come to its end.
func OnReached(id string, f func()) (remove func()) {
	e, ok := element(id)
	if !ok {
		return func() {}
	}
	reached := callback(func([]js.Value) any {
		f()
		return nil
	})
	unwatch := bridge("page").Call("onReached", e, reached)
	return sync.OnceFunc(func() {
		unwatch.Invoke()
		reached.Release()
	})
}

// ScrollTop returns how far the page is scrolled down, in CSS pixels.
func ScrollTop() float64 { return document().Get("scrollingElement").Get("scrollTop").Float() }

// SetScrollTop scrolls the page, at once.
func SetScrollTop(y float64) {
	document().Get("scrollingElement").Call("scrollTo", map[string]any{"top": y, "behavior": "instant"})
}
