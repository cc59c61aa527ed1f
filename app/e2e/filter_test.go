//go:build !js

package e2e_test

import (
	"fmt"
	"testing"
)

// layer waits until words in the article are painted with the highlight of that
// name.
func (t *tab) layer(words, name string) {
	t.Helper()
	t.show(words) // only what is near the window is painted
	t.until(fmt.Sprintf("%q is painted %s", words, name),
		`(words, name) => [...CSS.highlights.get(name) ?? []].some(r => r.startContainer.data.slice(r.startOffset).startsWith(words.slice(0, 12)))`, words, name)
}

func TestTheFilterListsSomeClaimsAndPaintsTheOthersQuietly(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(toll, "1")
	tab.mark(stops, "2")
	tab.mark(fallen, "1")
	tab.quotes(fallen, stops, toll)
	tab.claims().click("button", stops)
	tab.card().choose("Status", "Done")
	tab.claims().click("button", toll)
	tab.card().choose("Verdict", "Misleading")
	tab.press("Escape") // out of the field
	tab.press("Escape")
	tab.gone("group", "Claim")

	tab.in("group", "Filter by tag").click("button", "Only Quantity")
	tab.quotes(fallen, toll)
	tab.says("2 of 3 claims")
	tab.layer(stops, "claim-quiet")
	tab.painted(fallen, "Quantity")
	tab.until("the filter is told", `document.querySelector("[role=status]").textContent.includes("2 of 3 claims")`)

	filter := tab.in("search", "Find claims")
	filter.choose("Filter by verdict", "Misleading")
	tab.quotes(toll)
	tab.says("1 of 3 claims")
	tab.layer(fallen, "claim-quiet")
	tab.until("the address has it", `/tag=.*quantity.*verdict=misleading/.test(decodeURIComponent(location.search))`)

	// The address brings it back.
	tab.reload()
	tab.quotes(toll)
	tab.layer(fallen, "claim-quiet")
	filter.becomes("combobox", "Filter by verdict", "value", "Misleading")
	tab.in("group", "Filter by tag").becomes("button", "Only Quantity", "pressed", "true")

	// A click in the text opens what is not listed; it stays while it is open.
	tab.clickWord("nine stops")
	tab.opened(stops)
	tab.says("1 of 3 claims")
	tab.press("Escape")
	tab.quotes(toll)

	filter.click("button", "Show all")
	tab.quotes(fallen, stops, toll)
	tab.painted(stops, "Cause or link")
	filter.fill("searchbox", "Search claims", "misleading")
	tab.quotes(toll)
	tab.until("the address has it", `new URLSearchParams(location.search).get("q") === "misleading"`)
	filter.choose("Filter by status", "Done")
	tab.quotes()
	tab.says("No claim of this article fits the filter.")
}
