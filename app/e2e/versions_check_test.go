//go:build !js

package e2e_test

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"claimlight/wasm/webpage"
)

func TestAPageIsCheckedForANewVersion(t *testing.T) {
	var now atomic.Pointer[string] // what the page says; nil where it cannot be reached
	says := func(html string) { now.Store(&html) }
	says(bridge)
	gone := &webpage.Trouble{Status: http.StatusBadGateway, What: "The site did not answer.", Why: "It took too long.", Do: "Try again later."}
	h := newServer(t, func(context.Context, string) (webpage.Page, error) {
		html := now.Load()
		if html == nil {
			return webpage.Page{}, gone
		}
		return webpage.Page{Data: []byte(*html), Type: "text/html; charset=utf-8", Address: "https://harbour.example/bridge"}, nil
	})
	tab := newProfile(t, h).newTab()
	tab.open("/")
	d := fetchBridge(tab, "https://harbour.example/bridge")
	d.click("button", "Save article")
	tab.one("article", "The bridge closes")
	tab.mark("It is 90 years old", "1")
	tab.mark("Repairs cost 12 million crowns.", "1")
	tab.saved()
	tab.press("Escape")
	tab.press("Escape")

	// As it was.
	d = tab.in("dialog", "New version of “The bridge closes”")
	tab.click("button", "Check for a new version")
	d.becomes("textbox", "Web address", "value", "https://harbour.example/bridge")
	tab.says("Nothing has changed: this is the text of “The bridge closes”")
	d.gone("button", "Save as new version")
	d.click("button", "Cancel")
	tab.gone("dialog", anyName)

	// Out of reach.
	now.Store(nil)
	tab.click("button", "Check for a new version")
	tab.says(gone.Error())
	d.gone("button", "Save as new version")
	d.click("button", "Cancel")
	tab.gone("dialog", anyName)
	tab.forgive("502") // the browser tells its console of every answer that is no success

	// Changed, the title with it.
	says(strings.NewReplacer("The bridge closes<", "The bridge stays open<", "12 million", "14 million").Replace(bridge))
	tab.click("button", "Check for a new version")
	tab.says("You have an earlier text of this article")
	d.click("button", "Save as new version")
	tab.one("article", "The bridge stays open")
	tab.holds("deletion", "12")
	tab.holds("insertion", "14")
	tab.walked("Waiting for you", "Repairs cost 12 million crowns.")
	tab.walked("In this version", "It is 90 years old")
	tab.saved()
}

// What words of an article are gone from it, such as after a change by another
// program, the person finds again.
func TestALostClaimIsAttachedToTheWordsThatAreSelected(t *testing.T) {
	tab := visit(t)
	addText(tab, harbour)
	tab.mark(cars, "1")
	tab.saved()
	inStores(tab, `store("claims").getAll().onsuccess = ({ target: { result: [claim] } }) => {
		const said = JSON.parse(new TextDecoder().decode(claim.data));
		said.exact = "Some 15 thousand lorries pass.";
		claim.data = new TextEncoder().encode(JSON.stringify(said));
		store("claims").put(claim);
	};`)
	tab.reload()
	tab.in("list", "Claims in this article").click("button", "Some 15 thousand lorries pass.")
	card := tab.card()
	tab.says("Lost: these words are not in the text.")
	tab.drag("carries 14,000 cars", "a day")
	card.click("button", "Attach to the selected words")
	tab.told("Claim attached")
	tab.quotes("carries 14,000 cars a day")
	tab.painted("carries 14,000 cars a day", "Quantity")
	tab.saved()
	tab.press("Control+z")
	tab.says("Lost: these words are not in the text.")
	tab.press("Control+Shift+z")
	tab.painted("carries 14,000 cars a day", "Quantity")
	tab.saved()
	tab.reload()
	tab.quotes("carries 14,000 cars a day")
}
