//go:build !js

package e2e_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"
)

// version1 makes the database as Claimlight 1.0 made it, with the records that
// app/records keeps of that version, in the origin of a tab that the app has not
// been opened in. It stays open, as in a tab of version 1, until letGo.
func version1(tab *tab) {
	tab.Helper()
	file, err := os.ReadFile("../records/testdata/version1.json")
	if err != nil {
		tab.Fatal(err)
	}
	tab.load(tab.profile.host.address + "/clip.html")
	eval[bool](tab, `(list) => new Promise((done, fail) => {
		const request = indexedDB.open("claimlight", 1);
		request.onerror = () => fail(request.error);
		request.onupgradeneeded = () => {
			const store = (name, ...fields) => {
				const made = request.result.createObjectStore(name, { keyPath: "id" });
				for (const field of fields) made.createIndex(field, [field, "id"]);
			};
			store("articles", "added");
			store("texts");
			store("claims", "article", "modified");
			store("codebooks");
			store("settings");
			store("snapshots", "taken");
		};
		request.onsuccess = () => {
			const db = (window.held = request.result);
			const times = { articles: "added", claims: "modified" };
			const tx = db.transaction([...db.objectStoreNames], "readwrite");
			for (const { shelf, id, article, at, data } of list) {
				const record = { id, data: new TextEncoder().encode(JSON.stringify(data)) };
				if (article) record.article = article;
				if (at && times[shelf]) record[times[shelf]] = at;
				tx.objectStore(shelf).put(record);
			}
			tx.oncomplete = () => done(true);
			tx.onabort = () => fail(tx.error);
		};
	})`, json.RawMessage(file))
}

// letGo closes what version1 has left open.
func letGo(tab *tab) { eval[bool](tab, `(window.held.close(), true)`) }

// showsVersion1 checks that what version1 made is there.
func showsVersion1(tab *tab) {
	tab.Helper()
	tab.in("list", "Articles").click("link", "Trams")
	tab.quotes("Cut traffic")
	tab.claims().click("button", "Cut traffic")
	tab.card().becomes("textbox", "Speaker", "value", "The council")
}

// claimsAt is the version of the database, and how many records its claims have.
func claimsAt(tab *tab) string {
	tab.Helper()
	return eval[string](tab, `new Promise((done) => {
		indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
			db.transaction("claims").objectStore("claims").count().onsuccess = (e) => {
				db.close();
				done(db.version + ": " + e.target.result);
			};
		};
	})`)
}

func TestALibraryOfVersion1OpensAndGoesOn(t *testing.T) {
	tab := newProfile(t, newHost(t)).newTab()
	version1(tab)
	tab.open("/")
	showsVersion1(tab)
	tab.card().fill("textbox", "Speaker", "The mayor")
	tab.saved()
	tab.reload()
	tab.claims().click("button", "Cut traffic")
	tab.card().becomes("textbox", "Speaker", "value", "The mayor")
	tab.press("Escape")
	tab.press("Control+z")
	tab.saved()
	tab.claims().click("button", "Cut traffic")
	tab.card().becomes("textbox", "Speaker", "value", "The council")
}

func TestAMigrationThatFailsLeavesTheLibraryAndSaysSo(t *testing.T) {
	tab := newProfile(t, newHost(t)).newTabWith(`(() => {
		const create = IDBDatabase.prototype.createObjectStore;
		IDBDatabase.prototype.createObjectStore = function (name, ...rest) {
			if (name === "changes" && !localStorage.getItem("well")) throw new DOMException("No more stores.", "ConstraintError");
			return create.call(this, name, ...rest);
		};
	})()`)
	version1(tab)
	tab.open("/")
	tab.one("heading", "The storage did not open")
	tab.says("Your library could not be made ready for this version of Claimlight, and is as it was")
	tab.one("button", "Go on without keeping anything")
	tab.downloads()
	tab.click("button", "Export the library")
	tab.told("Import reads the file")
	path, _ := tab.downloaded()
	if got := claimsAt(tab); got != "1: 2" {
		t.Errorf("the database is at version and has claims %s, want 1: 2", got)
	}
	eval[bool](tab, `(localStorage.setItem("well", "yes"), true)`)
	tab.click("button", "Reload")
	showsVersion1(tab)
	other := emptied(t, &theirs).newTab()
	other.open("/")
	other.bring(path)
	showsVersion1(other)
}

func TestTheLibraryOfANewerVersionIsLeftAloneAndSaid(t *testing.T) {
	tab := newProfile(t, newHost(t)).newTab()
	version1(tab)
	letGo(tab)
	eval[bool](tab, `new Promise((done, fail) => {
		const request = indexedDB.open("claimlight", 1000);
		request.onerror = () => fail(request.error);
		request.onsuccess = () => (request.result.close(), done(true));
	})`)
	tab.open("/")
	tab.says("Your library was opened by a newer version of Claimlight on this device")
	tab.gone("button", "Try again") // it could not work
	tab.one("button", "Reload")

	// What this version cannot read is exported as it is stored.
	inStores(tab, `store("claims").put({ id: "urn:uuid:newer", article: "a", modified: 1, data: new Uint8Array([0xff]) });
		store("claims").put({ id: "urn:uuid:newest", article: "a", modified: 1, data: new TextEncoder().encode("{}}") });`)
	tab.downloads()
	tab.click("button", "Export the library")
	tab.told("Exported everything as it is stored.")
	_, file := tab.downloaded()
	packed, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var stored struct {
		Version int
		Stores  map[string][]struct {
			ID   string
			Data struct{ Text, Base64 string }
		}
	}
	if err := json.NewDecoder(packed).Decode(&stored); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, r := range stored.Stores["claims"] {
		seen[r.ID] = r.Data.Text + r.Data.Base64
	}
	if stored.Version != 1000 || len(seen) != 4 || seen["urn:uuid:newer"] != "/w==" || seen["urn:uuid:newest"] != "{}}" || len(stored.Stores["texts"]) != 1 {
		t.Errorf("the file has version %d, claims %q, and %d texts", stored.Version, seen, len(stored.Stores["texts"]))
	}
	tab.click("button", "Go on without keeping anything")
	tab.one("button", "Try the sample article")
	if got := claimsAt(tab); got != "1000: 4" {
		t.Errorf("the database is at version and has claims %s, want 1000: 4", got)
	}
}

func TestATabOfAnOlderVersionIsWaitedFor(t *testing.T) {
	p := newProfile(t, newHost(t))
	old, tab := p.newTab(), p.newTab()
	version1(old)
	tab.open("/")
	tab.one("heading", "Another tab holds the storage")
	tab.says("Close or reload that tab; this one goes on by itself.")
	tab.says("Waiting…")
	letGo(old)
	showsVersion1(tab)
}
