//go:build js

package browser

import "syscall/js"

// A Key is a key that went down.
type Key struct {
	Key                    string // what it means: "a", "A", "?", "Enter", "ArrowLeft"
	Code                   string // where it is on the keyboard: "KeyA", "Digit1"
	Ctrl, Meta, Alt, Shift bool
	Repeat                 bool   // it is being held
	InField                bool   // the focus is where text is typed
	InDialog               bool   // a modal dialog is open
	OnControl              bool   // the focus is on a button, a link or a field: Enter and Space are its own
	Focus                  string // the id of the element with the focus, or ""
	Composing              bool   // an input method is at work; the key is its own
}

// OnKey calls f for each key that goes down anywhere on the page, unless
// somebody has handled it. Where f returns true, the browser does nothing with it.
func OnKey(f func(Key) (handled bool)) (remove func()) {
	heard := func(event js.Value) {
		if event.Get("defaultPrevented").Bool() || event.Get("key").Type() != js.TypeString {
			return // autofill sends keydown without a key
		}
		active := document().Get("activeElement")
		k := Key{
			Key:       event.Get("key").String(),
			Code:      text(event.Get("code")),
			Ctrl:      event.Get("ctrlKey").Bool(),
			Meta:      event.Get("metaKey").Bool(),
			Alt:       event.Get("altKey").Bool(),
			Shift:     event.Get("shiftKey").Bool(),
			Repeat:    event.Get("repeat").Bool(),
			InField:   typesText(active),
			OnControl: operates(active),
			InDialog:  !document().Call("querySelector", "dialog:modal").IsNull(),
			Composing: event.Get("isComposing").Bool(),
		}
		if !active.IsNull() {
			k.Focus = text(active.Get("id"))
		}
		if f(k) {
			event.Call("preventDefault")
		}
	}
	return listen(document(), "keydown", heard)
}

// typesText reports whether keys that go to e write text into it.
func typesText(e js.Value) bool {
	if e.IsNull() {
		return false
	}
	if e.Get("isContentEditable").Truthy() {
		return true
	}
	switch text(e.Get("localName")) {
	case "textarea", "select": // letters choose an option
		return true
	case "input":
		switch text(e.Get("type")) {
		case "button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit":
			return false
		}
		return true
	}
	return false
}

// operates reports whether e is something that Enter or Space operates.
func operates(e js.Value) bool {
	if e.IsNull() {
		return false
	}
	switch text(e.Get("localName")) {
	case "a", "button", "input", "select", "summary", "textarea":
		return true
	}
	return false
}
