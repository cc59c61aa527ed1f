//go:build !js

package e2e_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"claimlight/annotations"
	"claimlight/annotations/format"
)

// pumps is an article to quote from.
const pumps = "What heat pumps cost\n\nA heat pump costs three times what a boiler costs. It saves a third of that each year.\n\nPrices fell by 8 % in 2025.\n"

// claimWithEvidence opens a claim of the sample with a piece of evidence, in a
// library that has another article, and returns the dialog "Pick a quote".
func claimWithEvidence(tab *tab) place {
	tab.Helper()
	addText(tab, pumps)
	addSample(tab)
	tab.mark(fallen, "1")
	tab.card().click("button", "Add evidence")
	tab.card().choose("Stance", "Refutes")
	tab.card().click("button", "Pick from an article")
	return tab.in("dialog", "Pick a quote")
}

// shows waits until fields of the card hold those values.
func (t *tab) shows(quote, title, address string) {
	t.Helper()
	t.card().becomes("textbox", "Evidence quote", "value", quote)
	t.card().becomes("textbox", "Evidence title", "value", title)
	t.card().becomes("textbox", "Evidence address", "value", address)
}

func TestAQuoteIsPickedFromAnotherArticleInOneStep(t *testing.T) {
	tab := visit(t)
	d := claimWithEvidence(tab)
	d.becomes("searchbox", "Search articles", "focused", "true")
	d.listed("button", "Close", "What heat pumps cost", "Cancel") // not the article of the claim
	tab.insert("boiler of another kind")
	tab.says("No other article has these words in its title or source.")
	d.fill("searchbox", "Search articles", "PUMPS heat")
	d.click("button", "What heat pumps cost")
	d.one("article", "What heat pumps cost")
	d.becomes("button", "Use these words", "disabled", "true")
	tab.drag("three times", "a boiler costs")
	tab.says("“three times what a boiler costs”")
	d.click("button", "Use these words")
	tab.told("Quote picked from “What heat pumps cost”")
	tab.gone("dialog", "Pick a quote")
	tab.becomes("button", "Pick from an article", "focused", "true")
	address := eval[string](tab, `document.querySelector(".picking a").href`)
	if !strings.HasPrefix(address, home.address+"/read?article=") {
		t.Fatalf("the link leads to %s", address)
	}
	tab.shows("three times what a boiler costs", "What heat pumps cost", address)
	tab.saved()

	// One step takes all of it back, and leaves what was there before.
	tab.card().click("button", "Pick from an article")
	d.becomes("searchbox", "Search articles", "focused", "true")
	tab.press("Escape")
	tab.gone("dialog", "Pick a quote")
	tab.becomes("button", "Pick from an article", "focused", "true")
	tab.click("button", "Undo")
	tab.shows("", "", "")
	tab.card().gone("link", "Read it in your library")
	tab.card().becomes("combobox", "Stance", "value", "Refutes")
	tab.click("button", "Redo")
	tab.shows("three times what a boiler costs", "What heat pumps cost", address)
	tab.saved()
	claim := tab.path()

	// It is in the file, and comes back from there with its link.
	tab.open("/")
	path, data := tab.export()
	file, err := format.Decode(bytes.NewReader(data), format.Source{})
	if err != nil {
		t.Fatal(err)
	}
	var got []annotations.Evidence
	for _, c := range file.Library.Claims {
		got = append(got, c.Evidence...)
	}
	if len(got) != 1 || got[0].Quote != "three times what a boiler costs" || got[0].Stance != annotations.Refutes || !strings.HasSuffix(address, strings.ReplaceAll(string(got[0].Article()), ":", "%3A")) {
		t.Errorf("%s has the evidence %+v", filepath.Base(path), got)
	}
	other := emptied(t, &theirs).newTab()
	other.open("/")
	other.bring(path)
	other.open(claim)
	other.shows("three times what a boiler costs", "What heat pumps cost", address)
	other.card().click("link", "Read it in your library")
	other.one("article", "What heat pumps cost")

	// The link goes where the address is typed over.
	tab.open(claim)
	tab.card().one("link", "Read it in your library")
	tab.card().fill("textbox", "Evidence address", "https://example.org/")
	tab.card().gone("link", "Read it in your library")
	tab.card().one("link", "Open")
}

func TestAQuoteIsPickedWithKeysAlone(t *testing.T) {
	tab := visit(t)
	d := claimWithEvidence(tab)
	d.becomes("searchbox", "Search articles", "focused", "true")
	tab.press("Tab")
	tab.press("Enter")
	d.becomes("article", "What heat pumps cost", "focused", "true")
	tab.until("the caret is seen", `document.querySelector("dialog .caret:not([hidden])")?.getBoundingClientRect().height > 8`)
	tab.press("Control+ArrowDown")
	tab.press("Control+Shift+ArrowRight")
	tab.press("Control+Shift+ArrowRight")
	tab.press("Control+Shift+ArrowRight")
	tab.says("“A heat pump”")
	for range 3 {
		tab.press("Tab")
	}
	d.becomes("button", "Use these words", "focused", "true")
	tab.press("Enter")
	tab.gone("dialog", "Pick a quote")
	tab.card().becomes("textbox", "Evidence quote", "value", "A heat pump")
	tab.saved()
}

func TestPickingAQuoteFitsAPhoneAndBreaksNoRule(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(axe(t))
	tab.open("/")
	d := claimWithEvidence(tab)
	fits := func(where string) {
		t.Helper()
		accessible(tab, where)
		if over := eval[[]string](tab, `[...document.querySelectorAll("dialog, dialog .inside, dialog .inside > *")].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)`); len(over) > 0 {
			t.Errorf("%s: it scrolls sideways: %q", where, over)
		}
	}
	fits("the list of articles to quote")
	tab.phone(390)
	fits("the list of articles to quote on a phone")
	d.tap("button", "What heat pumps cost")
	d.one("article", "What heat pumps cost")
	fits("the article to quote on a phone")
	eval[bool](tab, `(() => {
		const node = document.querySelector("dialog article p [data-block], dialog article p[data-block]").firstChild, at = node.data.indexOf("boiler");
		getSelection().setBaseAndExtent(node, at, node, at + 6);
		return true;
	})()`) // as a long press does
	tab.says("“boiler”")
	d.tap("button", "Use these words")
	tab.gone("dialog", "Pick a quote")
	fits("the card with a quote on a phone")
	tab.card().becomes("textbox", "Evidence quote", "value", "boiler")
}
