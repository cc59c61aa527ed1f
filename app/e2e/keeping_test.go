//go:build !js

package e2e_test

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestEverythingIsThereAfterReloadNewBrowserAndNewServer(t *testing.T) {
	host, dir := newHost(t), t.TempDir()
	ctx, stop, err := start(dir)
	if err != nil {
		t.Fatal(err)
	}
	session := func(ctx context.Context) *tab {
		own, cancel := chromedp.NewContext(ctx)
		t.Cleanup(cancel)
		return (&profile{TB: t, host: host, ctx: own}).newTab()
	}
	tab := session(ctx)
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Note", "Two places only.")
	tab.saved()
	address := tab.path()

	see := func() {
		t.Helper()
		tab.quotes(fallen)
		tab.painted(fallen, "Quantity")
		tab.opened(fallen)
		tab.card().becomes("textbox", "Note", "value", "Two places only.")
	}
	tab.reload()
	see()

	tab.checkTrouble()
	stop()
	host.stop()
	host.restart()
	if ctx, stop, err = start(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	tab = session(ctx)
	tab.open(address)
	see()
	tab.in("navigation", "Main").click("link", "Library")
	tab.in("list", "Articles").one("link", "The tram that divided Lindhaven")
	tab.says("1 claim")
}

func TestTwoTabsAgreeAtOnce(t *testing.T) {
	p := emptied(t, &mine)
	one, other := p.newTab(), p.newTab()
	one.open("/")
	openSample(one)
	other.open(one.path())
	one.mark(fallen, "1")
	other.quotes(fallen)
	other.painted(fallen, "Quantity")

	other.clickWord(fallen)
	other.opened(fallen)
	other.card().fill("textbox", "Note", "From the other tab")
	one.card().becomes("textbox", "Note", "value", "From the other tab")
	other.card().click("button", "Cause or link")
	one.card().becomes("button", "Cause or link", "pressed", "true")

	one.card().click("button", "Delete claim")
	other.quotes()
	other.bare(fallen)
	one.click("button", "Undo")
	one.quotes(fallen)
	other.quotes(fallen)
	other.painted(fallen, "Quantity")

	// What the other tab has undone cannot be undone again here.
	other.mark(stops, "5")
	one.quotes(fallen, stops)
	other.click("button", "Undo")
	one.quotes(fallen)

	// Articles too.
	other.open("/")
	other.click("button", "Delete article")
	other.in("dialog", anyName).click("button", "Delete")
	one.says("This article is not in your library")
	other.press("Control+z")
	other.in("list", "Articles").one("link", "The tram that divided Lindhaven")
}
