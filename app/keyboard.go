//go:build js

package app

import (
	"strings"

	"claimlight/annotations"
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
	d := k.desk
	if d.session == nil || key.Composing {
		return false
	}
	if d.takeKey != nil {
		return d.takeKey(key)
	}
	if key.InDialog {
		return false
	}
	if key.InField && key.Key == "Escape" && strings.HasPrefix(key.Focus, fieldID("")) {
		k.do(func() { browser.Focus(cardID) }) // so that single keys act again
		return true
	}
	keys := meant(key.Key, key.Code, key.Shift)
	reading := path == "/read" && d.reader != nil
	if reading && d.reader.reshaping != nil && !key.InField && d.reader.shapeKey(key) {
		return true
	}
	if reading && key.Key == "F7" && !key.Ctrl && !key.Alt && !key.Meta {
		k.do(d.reader.switchCaret)
		return true
	}
	if (key.Ctrl || key.Meta) && !key.Alt {
		return !key.InField && k.turn(keys, key.Shift)
	}
	if key.InField || key.Alt || key.Ctrl || key.Meta {
		return false
	}
	if d.session.Preferences().NoSingleKey && isCharacter(keys[0]) {
		return false
	}
	if k.going {
		k.going = false
		return k.goTo(keys)
	}
	if path == "/read" && d.comparing != nil && d.comparing.press(key, keys) {
		return true
	}
	bound := keymapOf(d.session)
	for _, name := range keys {
		if t, ok := bound.tag(name); ok && reading {
			return k.tag(t.ID, key.Repeat)
		}
		if a, ok := bound.action(name); ok {
			return k.act(a, reading)
		}
	}
	return reading && k.read(key)
}

// turn undoes and redoes.
func (k *keyboard) turn(keys []string, shift bool) bool {
	switch strings.ToLower(keys[len(keys)-1]) {
	case "z":
		if shift {
			k.desk.redo()
		} else {
			k.desk.undo()
		}
		return true
	case "y":
		if shift {
			return false
		}
		k.desk.redo()
		return true
	}
	return false
}

func (k *keyboard) goTo(keys []string) bool {
	paths := map[string]string{"l": "/", "c": "/claims", "b": "/codebook", "s": "/settings"}
	for _, key := range keys {
		if path, ok := paths[key]; ok {
			k.desk.goTo(link(path))
			return true
		}
	}
	return false
}

// tag gives a tag in the reader. A key that is held gives it once, not on and
// off.
func (k *keyboard) tag(id annotations.ID, held bool) bool {
	p := k.desk.reader
	sweep := p.sweep.on && p.span.Empty()
	if p.span.Empty() && p.selected == "" && !sweep {
		return false
	}
	switch {
	case held:
	case sweep:
		k.do(func() { p.label(id) })
	default:
		k.do(func() { p.tag(id) })
	}
	return true
}

// act does what a key is bound to, in the reader or elsewhere, and reports
// whether there was anything to do.
func (k *keyboard) act(a action, reading bool) bool {
	switch a {
	case showKeys:
		k.desk.ask(dialog{name: keysDialogName})
		return true
	case searchHere:
		return browser.Focus("search")
	case goAnywhere:
		k.going = true
		return true
	}
	if !reading {
		return false
	}
	p := k.desk.reader
	if p.sweep.on && p.selected == "" && k.sweepAct(a) {
		return true
	}
	switch a {
	case sweepSentences:
		k.do(p.toggleSweep)
	case highlightWords:
		if p.span.Empty() {
			return false
		}
		k.do(func() { p.tag("") })
	case nextClaim:
		k.do(func() { p.step(1) })
	case previousClaim:
		k.do(func() { p.step(-1) })
	case writeNote:
		k.do(p.note)
	case restateClaim:
		k.do(func() { p.enter("restated") })
	case weighClaim:
		k.do(func() { p.enter("worth") })
	case judgeClaim:
		k.do(func() { p.enter("verdict") })
	case reshapeClaim:
		if p.reading() == nil || p.reading().Index(p.selected) < 0 {
			return false
		}
		k.do(func() { p.reshape() })
	case markSameWords:
		if p.reading() == nil || p.reading().Index(p.selected) < 0 {
			return false
		}
		k.do(p.sameWords)
	case caretMode:
		k.do(p.switchCaret)
	case deleteClaim:
		if p.selected == "" {
			return false
		}
		k.do(func() { p.delete() })
	}
	return true
}

// read is what other keys do in the reader.
func (k *keyboard) read(key browser.Key) bool {
	p := k.desk.reader
	if p.sweep.on && k.sweepKey(key) {
		return true
	}
	switch key.Key {
	case "Enter":
		if key.OnControl || p.selected == "" {
			return false
		}
		k.do(func() { p.enter("restated") })
	case "Backspace": // which is Delete on a Mac
		if keymapOf(k.desk.session).key(deleteClaim) != "Delete" {
			return false
		}
		return k.act(deleteClaim, true)
	case "Escape":
		k.do(p.escape)
	default:
		return false
	}
	return true
}

// do runs f on the interface's turn.
func (k *keyboard) do(f func()) { k.desk.ctx.Dispatch(func(goapp.Context) { f() }) }
