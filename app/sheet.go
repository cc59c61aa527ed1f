//go:build js

package app

import (
	"strconv"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// sheetHead is the head of the open claim's card where that is a sheet at the
// foot of a small screen: the only place where it is shown. There is no keyboard
// there, so it has what keys do elsewhere. Dragging it (sheet.js) presses its
// buttons.
type sheetHead struct {
	goapp.Compo
	Page   *readerPage
	Nth    int // of the claims that are listed, from 1
	Of     int
	Tall   bool
	Resize func()
}

func (h *sheetHead) Render() goapp.UI {
	return el("div.sheet-head",
		button(".grip", h.onGrip, attrs{"aria-expanded", yes(h.Tall), "aria-label", "Larger card"}),
		el("span.which", number(h.Nth)+" of "+number(h.Of)),
		button(".quiet", h.onPrevious, attrs{"id", sheetButtonID(-1), "aria-label", "Previous claim", "disabled", yes(h.Nth == 1)}, icon("up")),
		button(".quiet", h.onNext, attrs{"id", sheetButtonID(1), "aria-label", "Next claim", "disabled", yes(h.Nth == h.Of)}, icon("down")),
		button(".quiet", h.onClose, attrs{"aria-label", "Close claim", "data-close", "true"}, icon("x")),
	)
}

func sheetButtonID(by int) string { return "claim-step" + strconv.Itoa(by) }

func (h *sheetHead) onGrip(goapp.Context, goapp.Event)     { h.Resize() }
func (h *sheetHead) onPrevious(goapp.Context, goapp.Event) { h.step(-1) }
func (h *sheetHead) onNext(goapp.Context, goapp.Event)     { h.step(1) }

// step opens another claim. Its card is a new one, so the focus is given to the
// button in it that was just pressed, or at the end of the list to the other.
func (h *sheetHead) step(by int) {
	button := sheetButtonID(by)
	if last := h.Nth + by; last == 1 || last == h.Of {
		button = sheetButtonID(-by)
	}
	h.Page.step(by)
	h.Page.Desk.whenDrawn(func() { browser.FocusInPlace(button) })
}

// onClose closes the card and gives the focus to the claim's row in the list.
func (h *sheetHead) onClose(goapp.Context, goapp.Event) {
	claim := h.Page.selected
	h.Page.choose("", false)
	h.Page.Desk.whenDrawn(func() { browser.FocusInPlace(rowID(claim)) })
}

// rowID is the id of the button that opens a claim in the list.
func rowID(claim annotations.ID) string { return "row-" + string(claim) }
