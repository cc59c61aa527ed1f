//go:build !js

package e2e_test

import (
	"strings"
	"testing"
)

func TestTheSameWordsAreMarkedElsewhereAtOnce(t *testing.T) {
	tab := visit(t)
	addText(tab, "Heating\n\nThe heat pump is cheap. A heat pump lasts, and heat pumps do.\n\nTHE HEAT PUMP is quiet; my heat\npump hums. No heat pump, no heat.\n")
	tab.mark("heat pump is cheap", "2")
	tab.sweep("heat pump is")
	tab.press("Escape")
	tab.press("Escape")
	tab.mark("heat pump lasts", "1")
	tab.press("e")
	tab.press("ArrowLeft")
	tab.press("Enter")
	tab.quotes("heat pump is cheap", "heat pump")
	tab.sweep("heat pump, no")
	tab.press("3")
	tab.press("Escape")
	tab.press("e")
	tab.press("ArrowLeft")
	tab.press("Enter")
	tab.quotes("heat pump is cheap", "heat pump", "heat pump")

	// One of the other places is marked, and one is part of a longer word.
	tab.press("m")
	dialog := tab.in("dialog", "Mark the same words elsewhere")
	tab.says("They stand in 4 other places. 1 of them is marked already.")
	tab.says("3 of 3 selected")
	dialog.click("checkbox", "Whole words")
	tab.says("They stand in 5 other places. 1 of them is marked already.")
	dialog.click("checkbox", "Whole words")
	dialog.click("checkbox", "Match case")
	tab.says("They stand in 3 other places.")
	dialog.click("checkbox", "Match case")
	dialog.click("checkbox", "Select all")
	tab.says("0 of 3 selected")
	dialog.becomes("button", "Mark selected", "disabled", "true")
	dialog.click("checkbox", "Select all")
	dialog.click("checkbox", "Heating The heat pump is cheap. A heat pump lasts, and…")
	tab.says("2 of 3 selected")
	dialog.becomes("checkbox", "Select all", "checked", "false")
	dialog.click("button", "Mark selected")
	tab.told("2 claims added")
	tab.gone("dialog", "Mark the same words elsewhere")
	tab.quotes("heat pump is cheap", "heat pump", "HEAT PUMP", "heat pump", "heat pump")
	tab.painted("HEAT PUMP", "Law or rule")
	tab.saved()
	tab.press("Control+z")
	tab.quotes("heat pump is cheap", "heat pump", "heat pump")
	tab.press("Control+Shift+z")
	tab.quotes("heat pump is cheap", "heat pump", "HEAT PUMP", "heat pump", "heat pump")
}

func TestThousandsOfPlacesAreMarkedThoughNotAllAreListed(t *testing.T) {
	tab := visit(t)
	addText(tab, "Rain\n\n"+strings.Repeat("It rains in May. ", 3000)+"\n")
	tab.mark("rains", "5")
	tab.card().click("button", "Mark the same words elsewhere")
	dialog := tab.in("dialog", "Mark the same words elsewhere")
	tab.says("The first 200 of 2,999 places are listed.")
	dialog.click("button", "List 200 more")
	tab.says("The first 400 of 2,999 places are listed.")
	dialog.click("button", "Mark selected")
	tab.told("2,999 claims added")
	tab.saved()
	tab.press("Control+z")
	tab.quotes("rains")
}
