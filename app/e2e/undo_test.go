//go:build !js

package e2e_test

import (
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
)

func TestAddChangeAndDeleteOfAClaimCanBeUndoneAndRedone(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	undo := func() { t.Helper(); tab.press("Control+z") }
	redo := func() { t.Helper(); tab.press("Control+Shift+z") }
	tab.mark(fallen, "1")
	undo()
	tab.told("Undone: claim added")
	tab.quotes()
	tab.bare(fallen)
	redo()
	tab.told("Redone: claim added")
	tab.quotes(fallen)
	tab.painted(fallen, "Quantity")

	tab.claims().click("button", fallen)
	tab.card().click("button", "Cause or link")
	tab.card().becomes("button", "Cause or link", "pressed", "true")
	tab.click("button", "Undo")
	tab.card().becomes("button", "Cause or link", "pressed", "false")
	tab.click("button", "Redo")
	tab.card().becomes("button", "Cause or link", "pressed", "true")

	// A run of typing is one step.
	tab.card().click("textbox", "Note")
	tab.typed("Half of it")
	tab.card().becomes("textbox", "Note", "value", "Half of it")
	tab.click("button", "Undo")
	tab.card().becomes("textbox", "Note", "value", "")
	tab.click("button", "Redo")
	tab.card().becomes("textbox", "Note", "value", "Half of it")

	tab.card().click("button", "Delete claim")
	tab.quotes()
	tab.click("button", "Undo")
	tab.quotes(fallen)
	tab.claims().click("button", fallen)
	tab.card().becomes("textbox", "Note", "value", "Half of it")
	tab.click("button", "Redo")
	tab.quotes()
	tab.click("button", "Undo")
	tab.saved()
	tab.reload()
	tab.quotes(fallen)
}

func TestDeletingAnArticleAsksFirstAndCanBeUndone(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	tab.open("/")
	tab.click("button", "Delete article")
	tab.says("“The tram that divided Lindhaven” and its 1 claim will be deleted from this browser.")
	d := tab.in("dialog", "Delete this article?")
	// A question is as high as its words, on a phone too.
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: 850, DeviceScaleFactor: 1})
	tab.until("it is no higher than it must be", `document.querySelector("dialog").getBoundingClientRect().height < innerHeight / 2 && innerWidth === 390`)
	call(tab, emulation.ClearDeviceMetricsOverride, cdp.Empty{})
	d.click("button", "Cancel")
	tab.in("list", "Articles").one("link", "The tram that divided Lindhaven")

	tab.click("button", "Delete article")
	d.click("button", "Delete")
	tab.one("button", "Try the sample article")
	tab.told("Article deleted")
	tab.in("status", "Notifications").click("button", "Undo")
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.quotes(fallen)
	tab.saved()
	tab.press("Control+Shift+z")
	tab.says("This article is not in your library")
	tab.press("Control+z")
	tab.saved()
	tab.open("/")
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.quotes(fallen)
}

func TestAnImportIsOneStep(t *testing.T) {
	from := visit(t)
	openSample(from)
	from.mark(fallen, "1")
	from.mark(toll, "1")
	from.saved()
	path, _ := from.export()

	tab := emptied(t, &theirs).newTab()
	tab.open("/")
	tab.bring(path)
	tab.told("Imported 2 claims")
	tab.in("list", "Articles").one("link", "The tram that divided Lindhaven")
	tab.in("status", "Notifications").click("button", "Undo")
	tab.one("button", "Try the sample article")
	tab.saved()
	tab.press("Control+Shift+z")
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.quotes(fallen, toll)
	tab.saved()
	tab.reload()
	tab.quotes(fallen, toll)
}
