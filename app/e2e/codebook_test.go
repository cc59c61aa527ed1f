//go:build !js

package e2e_test

import (
	"path/filepath"
	"strings"
	"testing"

	"claimlight/annotations"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
)

// tagNames waits until the codebook's tags are these, in this order.
func (t *tab) tagNames(want ...string) {
	t.Helper()
	t.until("the tags are "+strings.Join(want, ", "),
		`(want) => JSON.stringify([...document.querySelectorAll("[role=list][aria-label=Tags] input[id$=-name]")].map(f => f.value)) === JSON.stringify(want)`, want)
}

// tagAt is the editor of the codebook's tag of that name.
func (t *tab) tagAt(name string) place {
	t.Helper()
	t.until("there is "+name, `(name) => {
		for (const item of document.querySelectorAll("[role=list][aria-label=Tags] > li")) {
			if (item.querySelector("input").value === name) return item.setAttribute("aria-label", "the tag " + name), true;
		}
	}`, name)
	return t.in("listitem", "the tag "+name)
}

func namesOf(c annotations.Codebook) []string {
	var list []string
	for _, t := range c.Tags {
		list = append(list, t.Name)
	}
	return list
}

func TestTagsAreMovedMergedAndDeletedWithTheirClaims(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.press("2")
	tab.mark(stops, "1")
	tab.saved()
	reader := tab.path()
	tab.open("/codebook")
	names := namesOf(annotations.ClaimTypes())
	tab.tagNames(names...)

	tab.tagAt("Cause or link").click("button", "Move up")
	tab.told("Tag moved")
	tab.tagNames(append([]string{names[1], names[0]}, names[2:]...)...)
	tab.until("the focus stays with the tag", `document.activeElement.closest("li")?.querySelector("input").value === "Cause or link"`)
	tab.tagAt("Cause or link").click("button", "Move down")
	tab.tagNames(names...)

	quantity := tab.tagAt("Quantity")
	quantity.click("button", "Merge into…")
	tab.says("“Quantity” is on 2 claims. They get another tag instead, and this one goes.")
	quantity.choose("Merge into", "Law or rule")
	quantity.click("button", "Merge tags")
	tab.told("Tags merged on 2 claims")
	tab.tagNames(names[1:]...)
	tab.saved()

	rule := tab.tagAt("Law or rule")
	rule.click("button", "Delete tag")
	tab.says("“Law or rule” is on 2 claims.")
	rule.click("button", "Keep it")
	tab.tagAt("Not a claim").click("button", "Delete tag")
	tab.says("No claim has “Not a claim”.")
	tab.tagAt("Not a claim").click("button", "Delete it")
	tab.told("Tag deleted")
	tab.saved()
	tab.open(reader)
	tab.claims().click("button", fallen)
	tab.card().becomes("button", "Law or rule", "pressed", "true")
	tab.card().becomes("button", "Cause or link", "pressed", "true")
	tab.card().gone("button", "Quantity")
	tab.saved()

	// Everything comes back, merged claims as well.
	tab.open("/codebook")
	tab.click("button", "Undo")
	tab.tagNames(names[1:]...)
	tab.click("button", "Undo")
	tab.tagNames(names...)
	tab.saved()
	tab.open(reader)
	tab.claims().click("button", stops)
	tab.card().becomes("button", "Quantity", "pressed", "true")
	tab.card().becomes("button", "Law or rule", "pressed", "false")
}

func TestCodebooksAreLoadedExportedAndImported(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	tab.open("/codebook")
	parts := namesOf(annotations.ArgumentParts())
	ready := tab.in("group", "Load a ready codebook")
	ready.listed("button", "Claim types", "Check-worthiness", "Argument parts")
	ready.click("button", "Argument parts")
	tab.told("Codebook loaded: Argument parts. 1 tag that claims have stays: Quantity")
	tab.tagNames(append(parts, "Quantity")...)
	tab.saved()

	tab.downloads()
	tab.click("button", "Export codebook")
	path, _ := tab.downloaded()
	if name := filepath.Base(path); name != "argument-parts-codebook.claimlight.json" {
		t.Errorf("the file is called %s", name)
	}

	other := emptied(t, &theirs).newTab()
	other.open("/codebook")
	other.one("button", "Import codebook")
	input := onDocument(other, `#file-picker`)
	call(other, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, NodeID: input})
	other.told("Codebook loaded: Argument parts")
	other.tagNames(append(parts, "Quantity")...)
	other.told("Undo with Ctrl+Z") // no second button of that name comes for a while
	other.click("button", "Undo")
	other.tagNames(namesOf(annotations.ClaimTypes())...)
	bad := other.written("bad.json", []byte(`{"not": "ours"}`))
	call(other, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{bad}, NodeID: input})
	other.says("\"bad.json\" was not loaded: ")
}

// onDocument returns the element of a selector for the protocol's commands.
func onDocument(t *tab, selector string) cdp.NodeID {
	t.Helper()
	root := call(t, dom.GetDocument, dom.GetDocumentParams{}).Root
	return call(t, dom.QuerySelector, dom.QuerySelectorParams{NodeID: root.NodeID, Selector: selector}).NodeID
}

func TestANewTagsNameIsTypedOver(t *testing.T) {
	tab := visit(t)
	tab.open("/codebook")
	names := namesOf(annotations.ClaimTypes())
	tab.click("button", "Add tag")
	tab.told("Tag added")
	tab.until("its name is selected", `(() => { const f = document.activeElement; return f.value === "New tag" && f.selectionStart === 0 && f.selectionEnd === 7 })()`)
	tab.typed("Tide")
	tab.tagNames(append(names, "Tide")...)
	tab.saved()
}
