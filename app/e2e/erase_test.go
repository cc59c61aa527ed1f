//go:build !js

package e2e_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// fillInbox puts something into the inbox, as the clipping page does, and leaves it
// there.
func fillInbox(tab *tab) {
	tab.Helper()
	eval[bool](tab, `new Promise((done, fail) => {
		const request = indexedDB.open("claimlight-inbox", 1);
		request.onupgradeneeded = () => request.result.createObjectStore("given", { autoIncrement: true });
		request.onerror = () => fail(request.error);
		request.onsuccess = () => {
			const tx = request.result.transaction("given", "readwrite");
			tx.objectStore("given").add({ text: "Clipped", at: Date.now() });
			tx.oncomplete = () => (request.result.close(), done(true));
		};
	})`)
}

func TestDeleteEverythingAsksBacksUpAndLeavesNothing(t *testing.T) {
	p := newProfile(t, newHost(t))
	tab, other := p.newTab(), p.newTab()
	tab.open("/")
	tab.stored()
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	other.open(tab.path())
	tab.in("navigation", "Main").click("link", "Settings")
	tab.click("radio", "Dark")
	tab.saved()
	tab.click("button", "Take a snapshot now")
	tab.told("Snapshot taken")
	tab.saved()

	tab.click("button", "Delete everything…")
	d := tab.in("dialog", "Delete everything?")
	tab.says("1 article, 1 claim, 9 tags, 1 snapshot and your settings will be deleted from this browser.")
	d.gone("button", "Delete everything")
	d.click("button", "Cancel")
	tab.gone("dialog", anyName)

	fillInbox(tab)
	tab.click("button", "Delete everything…")
	tab.downloads()
	d.click("button", "Make a last backup")
	tab.says("Your library is backed up in your downloads; look whether it is there.")
	path, file := tab.downloaded()
	d.becomes("button", "Delete everything", "disabled", "true")
	d.fill("textbox", "Type “delete” to go on", "Delete")
	d.click("button", "Delete everything")
	tab.one("button", "Try the sample article")
	tab.stored()
	left := eval[string](tab, `(async () => JSON.stringify({
		databases: (await indexedDB.databases()).map((d) => d.name).sort(),
		articles: await new Promise((done) => {
			indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
				const names = ["articles", "texts", "claims", "codebooks", "settings", "snapshots", "history", "handles"];
				const tx = db.transaction(names);
				let n = 0;
				for (const name of names) tx.objectStore(name).count().onsuccess = (e) => { n += e.target.result; };
				tx.oncomplete = () => { db.close(); done(n); };
			};
		}),
		keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
		theme: document.documentElement.dataset.theme ?? "",
		caches: (await caches.keys()).length,
	}))()`)
	if want := `{"databases":["claimlight"],"articles":0,"keys":[],"theme":"","caches":1}`; left != want {
		t.Errorf("what is left is %s, want %s", left, want)
	}

	// The other tab is told, saves nothing any more, and starts anew.
	other.one("heading", "Everything was deleted")
	other.click("link", "Start with an empty library")
	other.one("heading", "This article is not in your library")

	// The backup brings it all back.
	tab.bring(tab.written(filepath.Base(path), file))
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.quotes(fallen)
}

func TestWithoutTheServerDeletingEverythingKeepsTheProgram(t *testing.T) {
	// This browser does not list its databases either, as some do not.
	tab := newProfile(t, newHost(t)).newTabWith(`
		window.listed = () => IDBFactory.prototype.listed.call(indexedDB);
		IDBFactory.prototype.listed = IDBFactory.prototype.databases;
		IDBFactory.prototype.databases = undefined;`)
	tab.open("/")
	tab.stored()
	openSample(tab)
	fillInbox(tab)
	tab.in("navigation", "Main").click("link", "Settings")
	tab.profile.host.stop()
	tab.click("button", "Delete everything…")
	d := tab.in("dialog", "Delete everything?")
	tab.downloads()
	d.click("button", "Make a last backup")
	if path, _ := tab.downloaded(); !strings.Contains(path, "claimlight-backup-") {
		t.Errorf("the backup is at %s", path)
	}
	d.fill("textbox", "Type “delete” to go on", "delete")
	d.click("button", "Delete everything")
	tab.one("button", "Try the sample article")
	if left := eval[string](tab, `(async () => (await listed()).map((d) => d.name).join())()`); left != "claimlight" {
		t.Errorf("the databases left are %s, want claimlight", left)
	}
}

// A last backup that lacks something says so before it is the last of all; a
// deletion that fails is not called one; and what another tab still tries to write
// does not look like a library that was lost.
func TestDeleteEverythingSaysWhatIsNotBackedUpAndWhatFailed(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(`
		const drop = IDBFactory.prototype.deleteDatabase;
		IDBFactory.prototype.deleteDatabase = function (name) {
			if (!window.stuck) return drop.call(this, name);
			const request = new EventTarget();
			queueMicrotask(() => request.onerror());
			return Object.assign(request, { error: new DOMException("It is stuck.", "UnknownError") });
		};
		window.stuck = true;`)
	tab.open("/")
	tearOneOfTwoClaims(tab, "")
	tab.open("/settings")
	tab.click("button", "Delete everything…")
	d := tab.in("dialog", "Delete everything?")
	tab.downloads()
	d.click("button", "Make a last backup")
	tab.says("Your library is backed up in your downloads; look whether it is there, but not all of it: 1 record cannot be read and is left out.")
	d.fill("textbox", "Type “delete” to go on", "delete")
	d.click("button", "Delete everything")
	tab.says("The browser could not delete the library (It is stuck).")
	d.click("button", "Cancel")
	tab.gone("dialog", anyName)
	tab.gone("heading", "Everything was deleted")
	tab.says("The browser has closed the storage, or its data was deleted.")

	kept := eval[string](tab, `(async () => {
		const db = await claimlight.store.open("claimlight-x", () => {}, () => {});
		const add = () => db.write("tab", ["put", "articles", "a", "", "1", ""].join("\0"), Int32Array.of(1), new Uint8Array(1)).catch(() => {});
		await add();
		const first = localStorage.getItem("claimlight-x.held");
		db.close();
		localStorage.removeItem("claimlight-x.held");
		await add();
		return first + " " + localStorage.getItem("claimlight-x.held");
	})()`)
	if kept != "1 null" {
		t.Errorf("what a tab remembers when it writes, and when it cannot any more, is %q, want %q", kept, "1 null")
	}
	tab.agreeTo("beforeunload")
}
