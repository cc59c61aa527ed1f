//go:build !js

package e2e_test

import (
	"fmt"
	"testing"
)

// tabTo presses Tab until what has that name has the focus.
func (t *tab) tabTo(name string) {
	t.Helper()
	for range 150 {
		t.press("Tab")
		if eval[bool](t, `(name) => {
			const e = document.activeElement;
			const own = e.getAttribute("aria-label") || [...(e.labels ?? [])].map(l => (l.querySelector("span") ?? l).textContent.trim())[0] || e.textContent.trim();
			return own === name;
		}`, name) {
			return
		}
	}
	t.Fatalf("%q cannot be reached with Tab", name)
}

// TestEverythingIsDoneWithoutAPointer walks from an empty library through all
// pages with keys alone.
func TestEverythingIsDoneWithoutAPointer(t *testing.T) {
	tab := visit(t)
	// An article.
	tab.tabTo("Add article")
	tab.press("Enter")
	tab.in("dialog", "Add article").one("button", "Save article")
	tab.tabTo("Article text")
	tab.insert("Harbour news\n\nThe harbour grew by 5 % in May. It was dredged twice, and the harbour paid for it.\n")
	tab.until("there is a preview", `document.querySelector("[aria-label=Preview] .text")?.innerText`)
	tab.tabTo("Save article")
	tab.press("Enter")
	tab.one("article", "Harbour news")
	// A claim in it, its note, its ends, and the same words elsewhere.
	tab.inCaretMode("F7")
	tab.press("Control+Home")
	tab.press("Control+ArrowDown")
	for range 3 {
		tab.press("Control+Shift+ArrowRight")
	}
	tab.press("1")
	tab.told("Claim added")
	tab.press("Escape")
	tab.press("Escape")
	tab.gone("group", "Caret mode")
	tab.press("n")
	tab.card().becomes("textbox", "Note", "focused", "true")
	tab.insert("Whose harbour?")
	leaveField(tab)
	tab.press("e")
	tab.press("ArrowLeft")
	tab.press("Enter")
	tab.becomesQuote("The harbour")
	tab.press("m")
	tab.in("dialog", "Mark the same words elsewhere").one("button", "Mark selected")
	tab.tabTo("Mark selected")
	tab.press("Enter")
	tab.told("1 claim added")
	tab.quotes("The harbour", "the harbour")
	// The card, by Tab; and the claim away and back.
	tab.tabTo("Cause or link")
	tab.press("Space")
	tab.card().becomes("button", "Cause or link", "pressed", "true")
	tab.tabTo("Delete claim")
	tab.press("Enter")
	tab.told("Claim deleted")
	tab.press("Control+z")
	tab.quotes("The harbour", "the harbour")
	tab.saved()
	// The table of claims, and back into the text.
	tab.press("g")
	tab.press("c")
	tab.one("heading", "Claims")
	tab.tabTo("the harbour")
	tab.press("Enter")
	tab.opened("the harbour")
	// A tag of one's own.
	tab.press("g")
	tab.press("b")
	tab.one("heading", "Codebook")
	tab.tabTo("Add tag")
	tab.press("Enter")
	tab.until("the new tag's name is there to be typed over", `/-name$/.test(document.activeElement.id)`)
	tab.insert("Tide")
	tab.saved()
	tab.until("the tag is there", `[...document.querySelectorAll("[id$=-name]")].some(f => f.value.includes("Tide"))`)
	eval[bool](tab, `(document.activeElement.blur(), true)`)
	// A key of one's own, and single keys off and on.
	tab.press("g")
	tab.press("s")
	tab.one("heading", "Settings")
	tab.tabTo("Change the key of “Next claim”")
	tab.press("Enter")
	tab.press("x")
	tab.told("“Next claim” has the key x")
	tab.press("?")
	tab.in("dialog", "Keyboard shortcuts").one("button", "Close")
	tab.press("Escape")
	tab.gone("dialog", "Keyboard shortcuts")
	for _, single := range []bool{false, true} {
		tab.until("the checkbox is reached", fmt.Sprintf(`(document.getElementById("set-single").focus(), document.getElementById("set-single").checked === %v)`, !single))
		tab.press("Space")
		tab.becomes("checkbox", "Single keys act without Ctrl", "checked", fmt.Sprint(single))
	}
	// The article away and back.
	tab.press("g")
	tab.press("l")
	tab.one("heading", "Library")
	tab.tabTo("Delete article")
	tab.press("Enter")
	tab.in("dialog", "Delete this article?").one("button", "Delete")
	tab.tabTo("Delete")
	tab.press("Enter")
	tab.told("Article deleted")
	tab.press("Control+z")
	tab.one("link", "Harbour news")
}
