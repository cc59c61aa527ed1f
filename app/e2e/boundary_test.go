//go:build !js

package e2e_test

import (
	"testing"

	"github.com/chromedp/cdproto/input"
)

// bar is what is shown while the ends of a claim are moved.
func (t *tab) bar() place { return t.in("toolbar", "Extend or shrink") }

func TestTheEndsOfAClaimMoveByWordAndCharacterAndUndoAsOne(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark("nine stops", "1")
	tab.press("Escape") // what is selected; the claim stays open
	tab.gone("toolbar", "Tag selection")
	tab.press("e")
	tab.bar().one("button", "Keep")
	for _, step := range []struct{ key, told, quote string }{
		{"ArrowRight", "Added “, 6.4”", "nine stops, 6.4"},
		{"ArrowRight", "Added “kilometres”", "nine stops, 6.4 kilometres"},
		{"Shift+ArrowRight", "Removed “nine”", "stops, 6.4 kilometres"},
		{"Shift+ArrowLeft", "Added “nine”", "nine stops, 6.4 kilometres"},
		{"ArrowLeft", "Removed “kilometres”", "nine stops, 6.4"},
		{"Alt+ArrowRight", "", "nine stops, 6.4 "},
		{"Alt+ArrowRight", "Added “k”", "nine stops, 6.4 k"},
		{"Alt+Shift+ArrowRight", "Removed “n”", "ine stops, 6.4 k"},
		{"ArrowRight", "Added “ilometres”", "ine stops, 6.4 kilometres"},
	} {
		tab.press(step.key)
		tab.told(step.told)
		tab.becomesQuote(step.quote)
	}
	tab.painted("kilometres", "Quantity")
	tab.press("Enter")
	tab.gone("toolbar", "Extend or shrink")
	tab.quotes("ine stops, 6.4 kilometres")
	tab.saved()
	tab.press("Control+z")
	tab.quotes("nine stops")
	tab.press("Control+Shift+z")
	tab.quotes("ine stops, 6.4 kilometres")
	tab.press("Control+z")

	// Escape puts all of it back, and leaves nothing to undo.
	tab.card().click("button", "Extend or shrink")
	tab.press("ArrowRight")
	tab.press("ArrowRight")
	tab.becomesQuote("nine stops, 6.4 kilometres")
	tab.press("Escape")
	tab.told("Put back as it was")
	tab.quotes("nine stops")
	tab.opened("nine stops")
	tab.press("Control+z")
	tab.quotes()
	tab.press("Control+Shift+z")
	tab.quotes("nine stops")

	// The bar does the same without keys.
	tab.claims().click("button", "nine stops")
	tab.card().click("button", "Extend or shrink")
	tab.bar().click("button", "End later")
	tab.bar().click("button", "By character")
	tab.bar().click("button", "Start later")
	tab.becomesQuote("ine stops, 6.4")
	tab.bar().click("button", "Keep")
	tab.gone("toolbar", "Extend or shrink")
	tab.quotes("ine stops, 6.4")
	tab.until("the focus is back where it was", `document.activeElement.id === "claim-reshape"`)
}

// becomesQuote waits until the open card has that quote.
func (t *tab) becomesQuote(words string) {
	t.Helper()
	t.until("the card's quote is "+words, `(words) => document.querySelector("[role=group][aria-label=Claim] .quote")?.textContent === words.trim().replace(/\s+/g, " ")`, words)
}

func TestArrowsFollowTheOrderOfReading(t *testing.T) {
	tab := visit(t)
	addText(tab, "ارتفعت الأسعار بنسبة كبيرة في هذا العام.\n\nA line of English.\n")
	eval[bool](tab, `(() => {
		const node = document.querySelector("article p").firstChild, from = node.data.indexOf("الأسعار");
		getSelection().setBaseAndExtent(node, from, node, from + 7);
		return true;
	})()`)
	tab.one("toolbar", "Tag selection")
	tab.press("1")
	tab.press("Escape")
	tab.press("e")
	tab.bar().one("button", "Keep")
	tab.press("ArrowLeft")
	tab.becomesQuote("الأسعار بنسبة")
	tab.press("ArrowDown")
	tab.becomesQuote("الأسعار بنسبة كبيرة")
	tab.press("ArrowRight")
	tab.becomesQuote("الأسعار بنسبة")
	tab.press("Shift+ArrowRight")
	tab.becomesQuote("ارتفعت الأسعار بنسبة")
	tab.press("Enter")
	tab.quotes("ارتفعت الأسعار بنسبة")
}

// grip is the middle of a handle.
func (t *tab) grip(id string) point {
	t.Helper()
	t.until("there is a handle", `(id) => document.getElementById(id).getClientRects().length > 0`, id)
	return eval[point](t, `(id) => { const r = document.getElementById(id).getBoundingClientRect(); return { X: r.x + r.width / 2, Y: r.y + r.height / 2 } }`, id)
}

func TestHandlesAreDraggedToWordsAndWithAltToCharacters(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark("nine stops", "1")
	tab.press("Escape")
	before := eval[string](tab, `document.querySelector("article").outerHTML`)
	pull := func(id string, to point, modifiers int64) {
		t.Helper()
		from := tab.grip(id)
		tab.mouse(input.DispatchMouseEventTypeMouseMoved, from, 0)
		tab.mouse(input.DispatchMouseEventTypeMousePressed, from, 1)
		for _, at := range []point{{from.X + 8, from.Y}, to} {
			call(tab, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: at.X, Y: at.Y,
				Button: input.MouseButtonLeft, Buttons: 1, Modifiers: modifiers})
			eval[bool](tab, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
		}
	}
	release := func(at point) { tab.mouse(input.DispatchMouseEventTypeMouseReleased, at, 1) }

	spot := point{tab.spots("kilometres", "kilometres")[1].X, tab.grip("handle-end").Y}
	pull("handle-end", spot, 0)
	tab.becomesQuote("nine stops, 6.4 kilometres")
	release(spot)
	tab.told("Added “, 6.4 kilometres”")
	tab.press("Control+z")
	tab.quotes("nine stops")

	// Escape puts it back.
	pull("handle-end", spot, 0)
	tab.becomesQuote("nine stops, 6.4 kilometres")
	tab.press("Escape")
	tab.told("Put back as it was")
	release(spot)
	tab.quotes("nine stops")

	// With Alt, to the character.
	spot = point{tab.spots("stops, 6.", "4 kilo")[1].X, tab.grip("handle-end").Y}
	pull("handle-end", spot, 1)
	tab.until("it ends in a word", `/6\.4 kilo$/.test(document.querySelector("[role=group][aria-label=Claim] .quote").textContent)`)
	release(spot)
	tab.press("Control+z")
	tab.quotes("nine stops")

	// To another line, pointing at the words.
	spot = tab.spots("It opened on 2 September", "It opened on 2 September")[1]
	pull("handle-end", spot, 0)
	tab.becomesQuote("nine stops, 6.4 kilometres, a tram every seven minutes. It opened on 2 September")
	release(spot)
	tab.press("Control+z")
	tab.quotes("nine stops")
	if after := eval[string](tab, `document.querySelector("article").outerHTML`); after != before {
		t.Error("the article itself has changed")
	}
	size := eval[[]float64](tab, `(() => { const r = document.getElementById("handle-end").getBoundingClientRect(); return [r.width, r.height] })()`)
	if size[0] < 24 || size[1] < 24 {
		t.Errorf("a handle has %v pixels, want 24 at least", size)
	}
}
