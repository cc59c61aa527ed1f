//go:build !js

package e2e_test

import "testing"

func TestKeysCanBeChangedSwappedAndReset(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	article := tab.path()
	for _, words := range []string{fallen, stops, nitrogen} {
		tab.mark(words, "1")
	}
	tab.press("g")
	tab.press("s")
	keys := tab.in("list", "Keys")

	// A free key, and what cannot be one.
	keys.click("button", "Change the key of “Next claim”")
	tab.press("Enter")
	tab.says("“Enter” keeps what it does")
	tab.press("Control+b")
	tab.says("Keys with Ctrl, Alt or ⌘ belong to the browser")
	tab.press("Shift+x")
	tab.told("“Next claim” has the key X")
	// One that another action has.
	keys.click("button", "Change the key of “Previous claim”")
	tab.press("n")
	tab.says("“n” does “Note of the selected words or the open claim” now.")
	keys.click("button", "Swap keys")
	tab.told("Keys swapped")
	// One that a tag has.
	keys.click("button", "Change the key of “Verdict”")
	tab.press("2")
	tab.says("“2” gives the tag “Cause or link” now.")
	keys.click("button", "Swap keys")
	tab.saved()

	tab.open(article)
	tab.quotes(fallen, stops, nitrogen)
	tab.press("j") // nothing now
	tab.press("Shift+x")
	tab.opened(fallen)
	tab.press("Shift+x")
	tab.opened(stops)
	tab.press("n")
	tab.opened(fallen)
	tab.press("k")
	tab.card().becomes("textbox", "Note", "focused", "true")
	leaveField(tab)
	tab.press("2")
	tab.card().becomes("combobox", "Verdict", "focused", "true")
	leaveField(tab)
	tab.press("v")
	tab.card().becomes("button", "Cause or link", "pressed", "true")
	if key := eval[string](tab, `document.getElementById("claim-note").getAttribute("aria-keyshortcuts")`); key != "k" {
		t.Errorf("the note is said to have the key %q", key)
	}
	tab.press("?")
	tab.in("dialog", "Keyboard shortcuts").one("button", "Close")
	tab.until("the list shows the keys as they are", `[...document.querySelectorAll("dialog .key-line")].some(l => l.innerText.replace(/\s+/g, " ") === "X n Next claim, previous claim")`)
	tab.press("Escape")

	// The codebook says what is in the way.
	tab.open("/codebook")
	eval[bool](tab, `(() => { const f = document.querySelector("[id$=event-key]"); f.focus(); f.select(); return true })()`)
	tab.insert("k")
	tab.says("“k” does “Note of the selected words or the open claim”. Choose another key here")

	tab.open("/settings")
	keys.click("button", "Reset the key of “Next claim”")
	tab.told("“Next claim” has the key j")
	tab.click("button", "Reset all keys")
	tab.told("All keys are as they were at first")
	tab.becomes("button", "Reset all keys", "disabled", "true")
	// A tag has "v" still, which is told where it matters.
	tab.says("“v” gives the tag “Cause or link”, so this has no key.")
}

func TestKeysWorkOnOtherLayouts(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	for _, words := range []string{fallen, stops} {
		tab.mark(words, "1")
	}
	tab.press("Escape")
	tab.press("Escape")
	stroke := func(key, code string) {
		eval[bool](tab, `(key, code) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }))`, key, code)
	}
	stroke("о", "KeyJ") // Russian j
	tab.opened(fallen)
	stroke("ξ", "KeyJ") // Greek
	tab.opened(stops)
	stroke("é", "Digit2") // French 2
	tab.card().becomes("button", "Cause or link", "pressed", "true")
	stroke("k", "KeyK")
	tab.opened(fallen)
}
