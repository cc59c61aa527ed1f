//go:build !js

package e2e_test

import "testing"

func TestKeysMoveAmongClaimsAndIntoTheirFields(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	for _, words := range []string{stops, fallen, nitrogen} {
		tab.mark(words, "1")
	}
	tab.press("Escape")
	tab.press("Escape")
	tab.gone("group", "Claim")
	for _, step := range []struct{ key, opens string }{{"j", fallen}, {"j", stops}, {"j", nitrogen}, {"j", nitrogen}, {"k", stops}} {
		tab.press(step.key)
		tab.opened(step.opens)
	}
	for key, field := range map[string]string{"n": "Note", "c": "Restated claim"} {
		tab.press(key)
		tab.card().becomes("textbox", field, "focused", "true")
		tab.typed("jk1 " + key) // letters in a field are letters
		tab.card().becomes("textbox", field, "value", "jk1 "+key)
		leaveField(tab)
	}
	for key, field := range map[string]string{"w": "Check-worthiness", "v": "Verdict"} {
		tab.press(key)
		tab.card().becomes("combobox", field, "focused", "true")
		leaveField(tab)
	}
	tab.press("2")
	tab.card().becomes("button", "Cause or link", "pressed", "true")
	tab.press("Delete")
	tab.told("Claim deleted")
	tab.quotes(fallen, nitrogen)
	tab.press("Control+z")
	tab.quotes(fallen, stops, nitrogen)
	tab.press("Control+Shift+z")
	tab.quotes(fallen, nitrogen)
}

// leaveField takes the focus out of a field, so that keys act again.
func leaveField(t *tab) {
	t.Helper()
	t.press("Escape")
	t.until("no field has the focus", `!document.activeElement.matches("input, textarea, select")`)
}

func TestKeysGoToThePagesAndOpenWhatTheyShould(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	for _, step := range []struct{ key, heading, path string }{
		{"c", "Claims", "/claims"}, {"b", "Codebook", "/codebook"}, {"s", "Settings", "/settings"}, {"l", "Library", "/"},
	} {
		tab.press("g")
		tab.press(step.key)
		tab.one("heading", step.heading)
		if path := tab.path(); path != step.path {
			t.Errorf("g %s leads to %s", step.key, path)
		}
	}
	tab.press("/")
	tab.becomes("searchbox", "Search library", "focused", "true")
	tab.typed("?")
	tab.becomes("searchbox", "Search library", "value", "?")
	tab.press("Control+a")
	tab.press("Delete")
	onNode[bool](tab.one("searchbox", "Search library"), `function() { this.blur(); return true }`)
	tab.press("?")
	tab.in("dialog", "Keyboard shortcuts").one("button", "Close")
	tab.says("Next claim, previous claim")
	tab.press("Escape")
	tab.gone("dialog", "Keyboard shortcuts")
}

func TestSingleKeysCanBeTurnedOff(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	article := tab.path()
	tab.open("/settings")
	tab.click("checkbox", "Single keys act without Ctrl")
	tab.becomes("checkbox", "Single keys act without Ctrl", "checked", "false")
	tab.saved()
	tab.open(article)
	tab.quotes(fallen)
	tab.press("?")
	tab.press("k")
	tab.press("2")
	tab.sweep(stops)
	tab.press("1")
	tab.toolbar().click("button", "Event or action") // the button still does
	tab.opened(stops)
	tab.quotes(fallen, stops)
	tab.gone("dialog", "Keyboard shortcuts")
	tab.card().becomes("button", "Quantity", "pressed", "false")
	tab.press("Control+z")
	tab.quotes(fallen)
}
