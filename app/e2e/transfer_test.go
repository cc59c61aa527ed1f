//go:build !js

package e2e_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"claimlight/annotations/format"
)

func TestALibraryGoesIntoAnotherBrowserAndBackWithoutAByteOfDifference(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Note", "Two places only.")
	tab.mark(toll, "1")
	tab.press("5")
	tab.card().becomes("button", "Event or action", "pressed", "true")
	tab.saved()
	addText(tab, "På svenska: 🇸🇪 vann\n\nLaget vann 3–1 i 田中 stadion.")
	tab.mark("Laget vann 3–1", "5")
	tab.saved()
	// The codebook goes along.
	tab.open("/codebook")
	tab.click("button", "Add tag")
	tab.told("Tag added")
	tab.saved()

	tab.open("/")
	tab.downloads()
	tab.click("button", "Export")
	tab.says("3 of 3 spans verified in code points")
	tab.in("dialog", "Export").click("button", "Download")
	path, first := tab.downloaded()
	tab.told("Exported 3 claims")
	if name := filepath.Base(path); !strings.HasPrefix(name, "claimlight-library-") || !strings.HasSuffix(name, ".claimlight.json") {
		t.Errorf("the file is called %s", name)
	}

	other := emptied(t, &theirs).newTab()
	other.open("/")
	d := other.importFile(path)
	preview := d.in("region", "Import preview")
	for _, words := range []string{"2\nnew articles", "3\nnew claims", "3 of 3 spans verified"} {
		other.wait("the preview says "+words, func() (bool, string) {
			found, err := preview.look()
			if err != nil || len(found) != 1 {
				return false, "there is none"
			}
			text := found[0].text()
			return strings.Contains(strings.ReplaceAll(text, "\n\n", "\n"), words), text
		})
	}
	d.click("button", "Import")
	other.told("Imported 3 claims")
	other.saved()
	other.in("list", "Articles").one("link", "På svenska: 🇸🇪 vann")
	other.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	other.quotes(fallen, toll)
	other.painted(fallen, "Quantity")
	other.claims().click("button", fallen)
	other.card().becomes("textbox", "Note", "value", "Two places only.")
	other.open("/codebook")
	other.until("the new tag is there", `[...document.querySelectorAll("input")].some(i => i.value === "New tag")`)

	other.open("/")
	_, second := other.export()
	if !bytes.Equal(first, second) {
		t.Errorf("exported again, the file has %d bytes instead of %d or says something else", len(second), len(first))
	}

	// Twice changes nothing, and says so.
	d = other.importFile(path)
	other.says("Everything in this file is in your library already. Importing it changes nothing.")
	d.becomes("button", "Import", "disabled", "true")
	d.click("button", "Cancel")
	other.gone("dialog", "Import")
	_, third := other.export()
	if !bytes.Equal(first, third) {
		t.Error("importing twice has changed the library")
	}
}

func TestOneArticleIsExportedByItself(t *testing.T) {
	tab := visit(t)
	addText(tab, "Another article\n\nIt has nothing to do with it.")
	addSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	tab.downloads()
	tab.click("button", "Export")
	d := tab.in("dialog", "Export")
	d.becomes("radio", "This article", "checked", "true")
	tab.says("1 of 1 span verified in code points")
	d.click("button", "Download")
	path, data := tab.downloaded()
	if name := filepath.Base(path); name != "the-tram-that-divided-lindhaven.claimlight.json" {
		t.Errorf("the file is called %s", name)
	}
	in, err := format.Decode(bytes.NewReader(data), format.Source{})
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Library.Articles) != 1 || len(in.Library.Claims) != 1 || in.Library.Claims[0].Quote.Exact != fallen {
		t.Errorf("the file holds %d articles and %d claims", len(in.Library.Articles), len(in.Library.Claims))
	}
}

func TestAFileThatCannotBeImportedIsSaidInWordsAndChangesNothing(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	_, whole := tab.export()
	tab.open("/")
	for _, test := range []struct {
		name string
		data []byte
		says string
	}{
		{"truncated.json", whole[:len(whole)*2/3], "The file ends in the middle"},
		{"foreign.json", []byte(`{"name": "a package", "version": "1.0.0", "dependencies": {}}`), "The file holds no annotations: it is JSON of another kind."},
		{"list.json", []byte(`[1, 2, 3]`), "The file holds no annotations"},
		{"empty.json", nil, "The file"},
		{"not-utf-8.json", bytes.ReplaceAll(whole, []byte("Lindhaven"), []byte("Lindh\xe4ven")), "bytes that are no characters"},
		{"binary.json", []byte{0x89, 'P', 'N', 'G', 0, 1, 2, 3, 0xff, 0xfe}, "The file is damaged, or not of this kind"},
		{"deep.json", []byte(strings.Repeat("[", 100_000)), "The file"},
		{"page.json", []byte("<!doctype html><title>Log in</title>"), "The file is damaged, or not of this kind"},
		{"huge.json", nil, "It has 600 MB, and 512 MB is the most that is read at once"},
	} {
		path := tab.written(test.name, test.data)
		if test.name == "huge.json" {
			if err := os.Truncate(path, 600<<20); err != nil { // it takes no room on the disk
				t.Fatal(err)
			}
		}
		d := tab.importFile(path)
		tab.until(test.name+" is answered: "+test.says, `(says) => document.querySelector("dialog").innerText.includes(says)`, test.says)
		d.becomes("button", "Import", "disabled", "true")
		d.click("button", "Cancel")
		tab.gone("dialog", "Import")
	}
	_, after := tab.export()
	if !json.Valid(after) || !bytes.Equal(whole, after) {
		t.Error("the library is not as it was")
	}
}
