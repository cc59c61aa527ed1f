//go:build !js

package e2e_test

import "testing"

func TestTheCardPointsOutWhatIsMissingOrNotUnderstood(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	card := tab.card()
	card.choose("Verdict", "False")
	tab.says("This verdict has no evidence and no note yet")
	card.fill("textbox", "Claim date", "2024-05")
	tab.says("Understood as May 2024.")
	card.fill("textbox", "Claim date", "last spring")
	tab.says("Kept as typed. Dates such as")

	card.click("button", "Add evidence")
	card.fill("textbox", "Evidence address", "example.org/report")
	tab.says("Kept as typed, but not a link")
	card.gone("link", "Open")
	tab.until("the verdict is supported now", `!document.body.innerText.includes("This verdict has no evidence")`)
	card.fill("textbox", "Evidence address", "https://example.org/report")
	card.one("link", "Open")
	card.fill("textbox", "Evidence title", "The report")
	tab.saved()
	tab.reload()
	tab.card().becomes("textbox", "Claim date", "value", "last spring")
	tab.card().becomes("textbox", "Evidence title", "value", "The report")
}
