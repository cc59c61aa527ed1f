//go:build !js

package e2e_test

import (
	"fmt"
	"strings"
	"testing"
)

// inCaretMode begins caret mode.
func (t *tab) inCaretMode(key string) {
	t.Helper()
	t.press(key)
	t.one("group", "Caret mode")
	t.until("the caret is seen", `(() => { const c = document.querySelector("article > .caret"); const r = c?.getBoundingClientRect(); return r && !c.hidden && r.height > 8 && r.top >= 0 && r.bottom <= innerHeight })()`)
}

// Where the paragraph that the window begins in has its own beginning above it, the
// caret comes to a line that is seen, and the text stays where it is.
func TestCaretModeBeginsWithinTheWindow(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	eval[bool](tab, `(scrollTo({ top: 340, behavior: "instant" }), true)`)
	before := eval[float64](tab, `scrollY`)
	tab.inCaretMode("F7")
	if now := eval[float64](tab, `scrollY`); now != before || now == 0 {
		t.Errorf("the page was scrolled from %v to %v", before, now)
	}
}

// selects waits until those words are selected.
func (t *tab) selects(words string) {
	t.Helper()
	t.until(fmt.Sprintf("%q is selected", words), `(words) => getSelection().toString().trim() === words`, words)
}

func TestCaretModeSelectsAndTagsWithKeysAlone(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.inCaretMode("F7")
	tab.told("Caret mode on")
	tab.press("Control+Home")
	tab.press("Shift+End")
	tab.one("toolbar", "Tag selection")
	tab.press("ArrowRight")
	tab.gone("toolbar", "Tag selection")
	tab.press("Control+Home")
	for range 3 {
		tab.press("Control+ArrowRight")
	}
	for range 4 {
		tab.press("Control+Shift+ArrowRight")
	}
	words := eval[string](tab, `getSelection().toString().trim()`)
	tab.press("1")
	tab.told("Claim added")
	tab.quotes(words)
	tab.one("group", "Caret mode") // goes on
	// Over a heading into the next paragraph.
	tab.press("Control+ArrowDown")
	tab.press("Control+Shift+ArrowDown")
	tab.press("Shift+ArrowDown")
	words = eval[string](tab, `getSelection().toString().trim()`)
	if strings.Count(words, "\n") == 0 {
		t.Errorf("the selection %q is in one block", words)
	}
	// Escape lets go of the words, then of the mode, then of the claim.
	tab.press("Escape")
	tab.gone("toolbar", "Tag selection")
	tab.one("group", "Caret mode")
	tab.press("Escape")
	tab.told("Caret mode off")
	tab.gone("group", "Caret mode")
	tab.until("there is no caret", `document.querySelector("article > .caret").hidden`)
	tab.one("group", "Claim")
	tab.inCaretMode("t")
	tab.press("t")
	tab.gone("group", "Caret mode")
	// A pointer moves the caret.
	tab.inCaretMode("t")
	tab.clickWord("brass band")
	tab.press("Control+Shift+ArrowRight")
	tab.until("the word is selected from where it was clicked", `/^b?rass$/.test(getSelection().toString().trim())`)
	// The focus elsewhere ends it.
	tab.press("Escape")
	tab.press("/")
	tab.gone("group", "Caret mode")
}

func TestTheCaretGoesByCharacterInEveryScriptAndThroughLongArticles(t *testing.T) {
	tab := visit(t)
	addText(tab, "Scripts\n\na👩‍👩‍👧‍👦🇸🇪q\u0307z नमस्ते\n\nارتفعت الأسعار بنسبة كبيرة\n\n"+strings.Repeat("A paragraph of a long article, which the browser draws when it comes near.\n\n", 800)+"The very last words.\n")
	tab.inCaretMode("F7")
	at := func(words string) {
		t.Helper()
		eval[bool](tab, `(words) => {
			const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
			while (walker.nextNode()) {
				const at = walker.currentNode.data.indexOf(words);
				if (at >= 0) { getSelection().collapse(walker.currentNode, at); return true; }
			}
		}`, words)
	}
	at("a👩‍👩‍👧‍👦")
	for _, want := range []string{"a", "a👩‍👩‍👧‍👦", "a👩‍👩‍👧‍👦🇸🇪", "a👩‍👩‍👧‍👦🇸🇪q\u0307", "a👩‍👩‍👧‍👦🇸🇪q\u0307z"} {
		tab.press("Shift+ArrowRight")
		tab.selects(want)
	}
	at("الأسعار")
	tab.press("Control+Shift+ArrowLeft") // which is onward here
	tab.selects("الأسعار")
	tab.press("1")
	tab.quotes("الأسعار")
	tab.press("Control+End")
	inView := `(() => { const r = document.querySelector("article > .caret").getBoundingClientRect(); return r.height > 8 && r.top >= 0 && r.bottom <= innerHeight && getSelection().focusNode.data === "The very last words." })()`
	tab.until("the caret is at the end, in view", inView)
	tab.press("Control+Shift+ArrowLeft")
	tab.press("Control+Shift+ArrowLeft")
	tab.press("Control+Shift+ArrowLeft")
	tab.selects("last words.")
	tab.press("2")
	tab.quotes("الأسعار", "last words.")
	for range 3 {
		tab.press("PageUp")
	}
	for range 3 {
		tab.press("PageDown")
	}
	tab.press("Control+End")
	tab.until("the caret is at the end again, in view", inView)
}
