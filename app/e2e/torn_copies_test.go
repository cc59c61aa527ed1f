//go:build !js

package e2e_test

import (
	"strings"
	"testing"
)

// job has the worker do one of its jobs, and returns what it made first, or its
// error.
func job(t *tab, name string, words ...string) string {
	t.Helper()
	return eval[string](t, `(job, words) => new Promise((done) => {
		const worker = new Worker(claimlight.assets["importer.js"]);
		worker.onmessage = ({ data }) => {
			if (!("ok" in data)) return;
			worker.terminate();
			done(data.ok ? new TextDecoder().decode(data.parts[0] ?? new ArrayBuffer()) : data.error);
		};
		worker.postMessage({ id: 1, job, words: words ?? [], parts: [] });
	})`, name, words)
}

// A torn record of the snapshots takes neither a snapshot nor the care for them
// with it.
func TestATornSnapshotHidesNoOther(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	if made := job(tab, "snapshot", "asked"); !strings.Contains(made, `"claims":1`) {
		t.Fatalf("a snapshot made %s", made)
	}
	inStores(tab, `
		for (const name of ["articles", "texts", "claims"]) store(name).clear();
		store("snapshots").getAll().onsuccess = ({ target: { result } }) => {
			for (const record of result) {
				const of = (id, data) => store("snapshots").put({ ...record, id, data });
				if (record.id.startsWith("text/")) of(record.id, record.data.slice(0, 100));
				if (record.id.endsWith("/library")) of("1/library", record.data), of("2/library", record.data.slice(0, 100));
				if (record.id.endsWith("/texts")) of("1/texts", record.data), of("2/texts", record.data.slice(0, 10));
				if (record.taken) for (const taken of [1, 2]) store("snapshots").put({ ...record, id: String(taken), taken });
			}
		};`)
	if made := job(tab, "restore", "1"); !strings.Contains(made, `"Missing":["The tram that divided Lindhaven"]`) {
		t.Errorf("restoring a snapshot with a torn text makes %s", made)
	}
	if made, want := job(tab, "restore", "2"), "this snapshot is damaged and cannot be read; choose another"; made != want {
		t.Errorf("restoring a torn snapshot makes %q, want %q", made, want)
	}
	// The text stays, since nobody knows whether the torn one needs it.
	if made := job(tab, "forget", "1"); strings.Count(made, `"taken"`) != 2 {
		t.Errorf("deleting a snapshot beside a torn one makes %s", made)
	}
	tab.until("its text is kept", `new Promise((done) => (indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
		db.transaction("snapshots").objectStore("snapshots").getAllKeys(IDBKeyRange.bound("text/", "text0")).onsuccess = ({ target }) => {
			db.close();
			done(target.result.length === 1);
		};
	}))`)
}

// What snapshots are said to take is what they take, also when the one that brought
// the texts is gone.
func TestTheRoomThatSnapshotsTakeIsTold(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.saved()
	for _, words := range []string{fallen, stops} {
		job(tab, "snapshot", "asked")
		tab.mark(words, "1")
		tab.saved()
	}
	job(tab, "snapshot", "asked")
	for range 2 {
		got := eval[[]float64](tab, `new Promise((done) => (indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
			db.transaction("snapshots").objectStore("snapshots").getAll().onsuccess = ({ target: { result } }) => {
				db.close();
				let told = 0, taken = 0;
				for (const { id, data } of result) {
					if (/^\d+$/.test(id)) {
						const { bytes, shared } = JSON.parse(new TextDecoder().decode(data));
						told += bytes + (shared ?? 0);
						window.first ??= id;
					} else if (!id.endsWith("/texts")) taken += data.length;
				}
				done([told, taken]);
			};
		}))`)
		if got[0] != got[1] || got[0] == 0 {
			t.Errorf("they are said to take %v bytes, and take %v", got[0], got[1])
		}
		job(tab, "forget", eval[string](tab, `first`))
	}
}

// The spare copy comes back also where a later one was torn, and where another tab
// is at it at the same time.
func TestTheSpareCopyComesBackBesideATornOneAndAnotherTab(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(`
		if (localStorage.getItem("busy")) navigator.locks.request("claimlight-snapshot", () => new Promise((free) => (window.free = free)));`)
	tab.open("/")
	openSample(tab)
	tab.saved()
	job(tab, "snapshot", "asked")
	if trouble := job(tab, "spare"); trouble != "" {
		t.Fatal(trouble)
	}
	eval[bool](tab, `(async () => {
		const cache = await caches.open("claimlight.spare");
		const [{ url }] = await cache.keys();
		const bytes = await (await cache.match(url)).arrayBuffer();
		await cache.put(url.replace(/\d+$/, "9999999999999"), new Response(bytes.slice(0, -3)));
		localStorage.setItem("busy", "yes");
		return new Promise((done) => (indexedDB.deleteDatabase("claimlight").onsuccess = () => done(true)));
	})()`)
	tab.says("The browser has closed the storage, or its data was deleted.")
	tab.agreeTo("beforeunload")
	tab.reload()
	tab.says("The browser has lost the library that it kept for Claimlight")
	tab.until("this tab waits for its turn", `navigator.locks.query().then(({ pending }) => pending.some(({ name }) => name === "claimlight-snapshot"))`)
	eval[bool](tab, `(localStorage.removeItem("busy"), free(), true)`)
	tab.says("A spare copy is here: Today, ")
}

// A spare copy that could not be put back is not written over by one of the library
// that came after, until the person says that they know of the loss.
func TestTheSpareCopyStaysUntilTheLossIsSettled(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(`
		const post = Worker.prototype.postMessage;
		Worker.prototype.postMessage = function (message, ...more) {
			if (message.job !== "salvage") return post.call(this, message, ...more);
			this.dispatchEvent(new MessageEvent("message", { data: { id: message.id, ok: false, error: "there is no room left" } }));
		};`)
	tab.open("/")
	eval[bool](tab, `caches.open("claimlight.spare").then((cache) => cache.put("spare/5", new Response("its copy"))).then(() => true)`)
	inStores(tab, `store("settings").put({ id: "keeping", data: new TextEncoder().encode('{"lost":true}') });`)
	spares := func() string {
		t.Helper()
		return eval[string](tab, `caches.open("claimlight.spare").then((cache) => cache.keys()).then((kept) => kept.map(({ url }) => url.replace(/.*\//, "").replace(/\d{9,}/, "later")).join())`)
	}
	tab.open("/")
	tab.says("The spare copy of your library cannot be read: there is no room left.")
	openSample(tab)
	tab.saved()
	shoot := func() {
		t.Helper()
		tab.open("/settings")
		tab.click("button", "Take a snapshot now")
		tab.told("Snapshot taken")
	}
	shoot()
	tab.says("The browser has lost the library that it kept for Claimlight")
	if job(tab, "forget"); spares() != "5" {
		t.Errorf("the spare copies are %s, want 5", spares())
	}
	tab.click("button", "I know")
	tab.saved()
	tab.open("/")
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.mark(fallen, "1")
	tab.saved()
	shoot()
	tab.wait("the next one is of this library", func() (bool, string) { return spares() == "later", spares() })
}
