//go:build js

package browser

import (
	"context"
	"errors"
	"syscall/js"
)

// CopyText puts text on the clipboard. The browser allows it soon after a press
// of a key or button only.
func CopyText(ctx context.Context, text string) error {
	clipboard := js.Global().Get("navigator").Get("clipboard")
	if clipboard.IsUndefined() {
		return errors.New("copy: the browser offers no clipboard on pages that are not secure")
	}
	if _, err := await(ctx, clipboard.Call("writeText", text)); err != nil {
		return failed("copy", err)
	}
	return nil
}

// Pasted is what the clipboard held: each form of it that there was, or "".
type Pasted struct {
	HTML string // text/html: from web pages and word processors
	Text string // text/plain
}

// OnPaste calls f for each paste into an element. Where f returns true, the
// browser does not put it in. Where there is no such element yet, it does nothing.
func OnPaste(elementID string, f func(Pasted) (handled bool)) (remove func()) {
	e, ok := element(elementID)
	if !ok {
		return func() {}
	}
	return listen(e, "paste", func(event js.Value) {
		data := event.Get("clipboardData")
		if !data.Truthy() {
			return
		}
		p := Pasted{
			HTML: data.Call("getData", "text/html").String(),
			Text: data.Call("getData", "text/plain").String(),
		}
		if f(p) {
			event.Call("preventDefault")
		}
	})
}
