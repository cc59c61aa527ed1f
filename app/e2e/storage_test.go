//go:build !js

package e2e_test

import (
	"os"
	"strings"
	"testing"
)

// inStores runs a script with the database's stores, in one transaction.
func inStores(tab *tab, script string) {
	tab.Helper()
	eval[bool](tab, `new Promise((done, fail) => {
		indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
			const tx = db.transaction([...db.objectStoreNames], "readwrite");
			const store = (name) => tx.objectStore(name);
			tx.oncomplete = () => (db.close(), done(true));
			tx.onabort = () => fail(tx.error);
			`+script+`
		};
	})`)
}

// tearOneOfTwoClaims makes the sample's claim on fallen one that cannot be read,
// beside one on stops that can, and does more to the stores by a script.
func tearOneOfTwoClaims(tab *tab, more string) {
	tab.Helper()
	openSample(tab)
	tab.mark(fallen, "1")
	tab.mark(stops, "2")
	tab.saved()
	inStores(tab, `store("claims").getAll().onsuccess = ({ target: { result } }) => {
		const torn = result.find((r) => new TextDecoder().decode(r.data).includes("`+fallen+`"));
		torn.data = new TextEncoder().encode('{"start": torn');
		store("claims").put(torn);
`+more+`
	};`)
}

func TestARecordThatCannotBeReadHidesNoOther(t *testing.T) {
	tab := visit(t)
	tearOneOfTwoClaims(tab, `
		store("articles").put({ id: "urn:uuid:torn", added: 1, data: new Uint8Array([0xff, 0x00]) });`)
	tab.reload()
	tab.quotes(stops)
	tab.says("2 records in this browser's storage cannot be read.")
	tab.says("A claim of “The tram that divided Lindhaven”") // the list comes a moment later, and moves the button
	tab.downloads()
	tab.in("alert", anyName).click("button", "Export what cannot be read")
	path, _ := tab.downloaded()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{`"text": "{\"start\": torn"`, `"data": "/wA="`, `"id": "urn:uuid:torn"`} {
		if !strings.Contains(string(file), words) {
			t.Errorf("the file lacks %s:\n%s", words, file)
		}
	}
}

// A text that is torn makes its article unreadable, and comes back from the
// snapshot that has it, together with a claim that was torn too.
func TestWhatIsTornComesBackFromASnapshot(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Note", "As it was")
	tab.saved()
	address := tab.path()
	tab.in("navigation", "Main").click("link", "Settings")
	tab.click("button", "Take a snapshot now")
	tab.told("Snapshot taken")
	inStores(tab, `
		for (const name of ["texts", "claims"]) store(name).getAll().onsuccess = ({ target: { result: [record] } }) => {
			record.data = record.data.slice(0, record.data.length / 2);
			store(name).put(record);
		};`)
	// This snapshot holds the torn claim.
	tab.click("button", "Take a snapshot now")
	tab.shots(2)

	tab.open(address)
	tab.one("heading", "This article could not be opened")
	tab.says("The text of “The tram that divided Lindhaven” is damaged in this browser's storage, and cannot be read. Your other articles are safe.")
	tab.in("main", anyName).one("button", "Import a backup")
	tab.until("no error is shown in the words of a program", `!/JSON|unexpected|invalid/i.test(document.body.innerText)`)
	tab.in("alert", anyName).one("button", "Export what cannot be read")
	tab.says("2 records in this browser's storage cannot be read.")
	tab.says("A claim of “The tram that divided Lindhaven”")
	tab.click("button", "Restore from snapshots")
	tab.one("article", "The tram that divided Lindhaven")
	tab.quotes(fallen)
	tab.gone("alert", anyName)
	// The repair can be undone and done again.
	tab.press("Control+z")
	tab.says("2 records in this browser's storage cannot be read.")
	tab.quotes()
	tab.press("Control+Shift+z")
	tab.quotes(fallen)
	tab.gone("alert", anyName)
	tab.saved()
	tab.reload()
	tab.quotes(fallen)
	tab.claims().click("button", fallen)
	tab.card().becomes("textbox", "Note", "value", "As it was")
}

func TestExportsSnapshotsAndBackupsLeaveOutOnlyWhatCannotBeRead(t *testing.T) {
	tab := visit(t)
	tearOneOfTwoClaims(tab, `
		store("codebooks").put({ id: "codebook", data: new TextEncoder().encode("{torn") });`)
	tab.open("/")
	tab.click("button", "Export")
	d := tab.in("dialog", "Export")
	tab.says("1 record cannot be read and is left out.")
	tab.says("1 of 1 span verified in code points")
	d.click("button", "Close")
	tab.gone("dialog", anyName)
	tab.says("A claim of “The tram that divided Lindhaven”") // the banner knows of it now

	tab.in("navigation", "Main").click("link", "Settings")
	tab.click("button", "Take a snapshot now")
	tab.told("Snapshot taken")
	tab.shots(1)
	tab.downloads()
	tab.click("button", "Download a backup")
	tab.told("Backup downloaded")
	tab.says("Of the last backup: 2 records cannot be read and are left out.")
	path, _ := tab.downloaded()

	other := emptied(t, &theirs).newTab()
	other.open("/")
	other.bring(path)
	other.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	other.quotes(stops)
}
