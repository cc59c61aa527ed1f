//go:build js

package app

import (
	"strings"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// keyboard turns keys into what they do.
type keyboard struct {
	desk  *desk
	going bool // "g" was pressed: the next key says where to
}

// press handles a key on the page at path and reports whether it did. It is
// called on the browser's own turn: what it does is done on the interface's.
func (k *keyboard) press(key browser.Key, path string) bool {
	key.Key = meant(key.Key, key.Code, key.Shift)
	d := k.desk
	if d.session == nil || key.Composing || key.InDialog {
		return false
	}
	if key.InField && key.Key == "Escape" && strings.HasPrefix(key.Focus, fieldID("")) {
		k.do(func() { browser.Focus(cardID) }) // so that single keys act again
		return true
	}
	if (key.Ctrl || key.Meta) && !key.Alt {
		return !key.InField && k.turn(key)
	}
	if key.InField || key.Alt || key.Ctrl || key.Meta {
		return false
	}
	if d.session.Preferences().NoSingleKey && len(key.Key) == 1 {
		return false
	}
	if k.going {
		k.going = false
		return k.goTo(key.Key)
	}
	switch key.Key {
	case "?":
		d.ask(dialog{name: keysDialogName})
		return true
	case "/":
		return browser.Focus("search")
	case "g":
		k.going = true
		return true
	}
	if path == "/read" && d.reader != nil {
		return k.read(key)
	}
	return false
}

// turn undoes and redoes.
func (k *keyboard) turn(key browser.Key) bool {
	switch {
	case key.Key == "z", key.Key == "Z":
		if key.Shift {
			k.desk.redo()
		} else {
			k.desk.undo()
		}
		return true
	case key.Key == "y" && !key.Shift:
		k.desk.redo()
		return true
	}
	return false
}

func (k *keyboard) goTo(key string) bool {
	paths := map[string]string{"l": "/", "c": "/claims", "b": "/codebook", "s": "/settings"}
	path, ok := paths[key]
	if ok {
		k.desk.goTo(link(path))
	}
	return ok
}

// read is what keys do in the reader.
func (k *keyboard) read(key browser.Key) bool {
	p := k.desk.reader
	codebook := k.desk.session.Codebook()
	if t, ok := codebook.Keyed(key.Key); ok {
		if p.span.Empty() && p.selected == "" {
			return false
		}
		if key.Repeat {
			return true // a key that is held gives its tag once, not on and off
		}
		k.do(func() { p.tag(t.ID) })
		return true
	}
	switch key.Key {
	case "h":
		if p.span.Empty() {
			return false
		}
		k.do(func() { p.tag("") })
	case "j":
		k.do(func() { p.step(1) })
	case "k":
		k.do(func() { p.step(-1) })
	case "n":
		k.do(p.note)
	case "c":
		k.do(func() { p.enter("restated") })
	case "w":
		k.do(func() { p.enter("worth") })
	case "v":
		k.do(func() { p.enter("verdict") })
	case "Enter":
		if key.OnControl || p.selected == "" {
			return false
		}
		k.do(func() { p.enter("restated") })
	case "Delete", "Backspace":
		if p.selected == "" {
			return false
		}
		k.do(func() { p.delete() })
	case "Escape":
		k.do(p.escape)
	default:
		return false
	}
	return true
}

// do runs f on the interface's turn.
func (k *keyboard) do(f func()) { k.desk.ctx.Dispatch(func(goapp.Context) { f() }) }
