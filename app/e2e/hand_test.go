//go:build !js

package e2e_test

import (
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A point is a place on the screen, in CSS pixels of the window.
type point struct{ X, Y float64 }

// click clicks the one thing of that role and name.
func (p place) click(role, name string) {
	p.tab.Helper()
	for range 3 {
		var target node
		var at point
		p.tab.wait(fmt.Sprintf("%v can be clicked", p.in(role, name)), func() (bool, string) {
			found, err := p.in(role, name).look()
			if err != nil || len(found) != 1 {
				return false, fmt.Sprintf("found %d, %v", len(found), err)
			}
			spot, err := tryOnNode[*point](found[0], spotOf)
			if err != nil || spot == nil {
				return false, fmt.Sprintf("it is covered, moves, or is disabled: %v", err)
			}
			target, at = found[0], *spot
			return true, ""
		})
		_, err := tryOnNode[bool](target, `function() {
			window.missed = true;
			this.addEventListener("click", () => { window.missed = false; }, { once: true, capture: true });
			return true;
		}`)
		p.tab.clickAt(at)
		// A page that moved just then was not hit; a person clicks again.
		if missed, gone := tryEval[bool](p.tab, `window.missed === true`); err != nil || gone != nil || !missed {
			return
		}
	}
}

// spotOf returns the middle of an element, once it stands still, is enabled, and
// nothing covers it; null where that is not so.
const spotOf = `async function() {
	const hit = () => {
		const box = [...this.getClientRects()].find(r => r.width > 0 && r.height > 0);
		if (!box || this.disabled) return null;
		const spot = { X: box.x + box.width / 2, Y: box.y + box.height / 2 };
		const top = document.elementFromPoint(spot.X, spot.Y);
		const own = top && (this.contains(top) || [...(this.labels ?? [])].some(label => label.contains(top)));
		return own ? spot : null;
	};
	const turn = () => new Promise(done => requestAnimationFrame(done));
	let spot = hit();
	if (!spot) {
		this.scrollIntoView({ block: "center", behavior: "instant" });
		await turn();
		spot = hit();
	}
	await turn();
	const again = hit();
	return spot && again && spot.X === again.X && spot.Y === again.Y ? spot : null;
}`

// clickAt clicks a point.
func (t *tab) clickAt(at point) {
	t.Helper()
	t.mouse(input.DispatchMouseEventTypeMouseMoved, at, 0)
	t.mouse(input.DispatchMouseEventTypeMousePressed, at, 1)
	t.mouse(input.DispatchMouseEventTypeMouseReleased, at, 1)
}

func (t *tab) mouse(kind input.DispatchMouseEventType, at point, buttons int64) {
	t.Helper()
	event := input.DispatchMouseEventParams{Type: kind, X: at.X, Y: at.Y, Buttons: buttons}
	if buttons > 0 {
		event.Button, event.ClickCount = input.MouseButtonLeft, 1
	}
	call(t, input.DispatchMouseEvent, event)
}

// fill replaces what a text field holds, as by typing.
func (p place) fill(role, name, text string) {
	p.tab.Helper()
	p.click(role, name)
	p.tab.press("Control+a")
	if text == "" {
		p.tab.press("Delete")
	} else {
		p.tab.insert(text)
	}
	p.becomes(role, name, "value", text)
}

// insert puts text in where the focus is.
func (t *tab) insert(text string) {
	t.Helper()
	call(t, input.InsertText, input.InsertTextParams{Text: text})
}

// choose chooses an option of a combobox with the keys, by its first letters.
func (p place) choose(name, option string) {
	p.tab.Helper()
	n := p.one("combobox", name)
	// What was done before may yet move the focus, as a person would see.
	onNode[bool](n, `async function() {
		const turn = () => new Promise(done => requestAnimationFrame(done));
		do {
			this.focus();
			for (let i = 0; i < 3; i++) await turn();
		} while (document.activeElement !== this);
		return true;
	}`)
	p.tab.typed(option)
	p.becomes("combobox", name, "value", option)
}

// named are keys that are written out.
var named = map[string]string{
	"Enter": kb.Enter, "Escape": kb.Escape, "Delete": kb.Delete, "Backspace": kb.Backspace, "Tab": kb.Tab, "Space": " ",
	"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight, "ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown,
	"Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown, "F7": kb.F7,
}

// press presses a key, such as "j", "Escape", "Control+Shift+z".
func (t *tab) press(keys string) {
	t.Helper()
	parts := strings.Split(keys, "+")
	key := parts[len(parts)-1]
	var modifiers chromedp.Modifier
	for _, m := range parts[:len(parts)-1] {
		modifiers |= map[string]chromedp.Modifier{"Control": chromedp.ModifierCtrl, "Shift": chromedp.ModifierShift, "Alt": chromedp.ModifierAlt}[m]
	}
	if written, ok := named[key]; ok {
		key = written
	} else if modifiers&chromedp.ModifierShift != 0 {
		key = strings.ToUpper(key)
	}
	t.stroke([]rune(key)[0], modifiers)
}

// stroke presses one key and lets it go, as a keyboard does: what it types goes
// with its pressing, so that a page which takes the key for itself types nothing.
func (t *tab) stroke(r rune, modifiers chromedp.Modifier) {
	t.Helper()
	k, ok := kb.Keys[r]
	if !ok {
		t.Fatalf("no key types %q", r)
	}
	if k.Shift {
		modifiers |= chromedp.ModifierShift
	}
	event := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Modifiers: int64(modifiers), Key: k.Key, Code: k.Code,
		WindowsVirtualKeyCode: k.Windows, NativeVirtualKeyCode: k.Native}
	if k.Print && modifiers&(chromedp.ModifierCtrl|chromedp.ModifierAlt) == 0 || k.Key == "Enter" {
		event.Type, event.Text, event.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, k.Text, k.Unmodified
	}
	call(t, input.DispatchKeyEvent, event)
	event.Type, event.Text, event.UnmodifiedText = input.DispatchKeyEventTypeKeyUp, "", ""
	call(t, input.DispatchKeyEvent, event)
}

// typed types text key by key.
func (t *tab) typed(text string) {
	t.Helper()
	for _, r := range text {
		t.stroke(r, 0)
	}
}

// give chooses files in a file input.
func (p place) give(name string, paths ...string) {
	p.tab.Helper()
	n := p.one("button", name)
	call(p.tab, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: paths, BackendNodeID: n.id})
}
