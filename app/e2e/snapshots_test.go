//go:build !js

package e2e_test

import (
	"bytes"
	"testing"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/google/go-cmp/cmp"
)

// turnAway does as when the person turns to another window, and back: a working
// session is over.
func (t *tab) turnAway() {
	t.Helper()
	eval[bool](t, `(() => {
		for (const hidden of [true, false]) {
			Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
			document.dispatchEvent(new Event("visibilitychange"));
		}
		return true;
	})()`)
}

// shots waits until Settings lists so many snapshots.
func (t *tab) shots(want int) {
	t.Helper()
	t.until("the snapshots are listed", `(want) => document.querySelectorAll(".snapshots li").length === want`, want)
}

// library is what the library holds: what was deleted from it left aside, as a
// file of it says.
func (t *tab) library() annotations.Library {
	t.Helper()
	t.in("navigation", "Main").click("link", "Library")
	_, file := t.export()
	in, err := format.Decode(bytes.NewReader(file), format.Source{})
	if err != nil {
		t.Fatal(err)
	}
	in.Library.Tombstones = nil
	return in.Library
}

func TestASnapshotIsTakenByItselfAndRestoringItCanBeUndone(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Note", "As it was")
	tab.saved()
	address := tab.path()
	tab.turnAway()
	then := tab.library()

	settings := func() { t.Helper(); tab.in("navigation", "Main").click("link", "Settings") }
	settings()
	tab.shots(1)
	tab.until("its date and counts are listed", `/^Today, \d\d:\d\d\s+1 article, 1 claim\s/.test(document.querySelector(".snapshots li").innerText)`)
	if plain := eval[[]string](tab, `new Promise((done) => {
		indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
			db.transaction("snapshots").objectStore("snapshots").getAll().onsuccess = ({ target: { result } }) => {
				db.close();
				done(result.filter(({ taken, data }) => !taken && !(data[0] === 0x1f && data[1] === 0x8b)).map(({ id }) => id));
			};
		};
	})`); len(plain) > 0 {
		t.Errorf("stored as they are, and not compressed: %q", plain)
	}
	// Nothing has changed since: there is no second one.
	tab.click("button", "Take a snapshot now")
	tab.told("Nothing has changed since the last snapshot")
	tab.shots(1)

	// One claim is changed, one added, and an article.
	tab.open(address)
	tab.claims().click("button", fallen)
	tab.card().fill("textbox", "Note", "Written over")
	tab.mark(stops, "5")
	tab.saved()
	addText(tab, "Another article\n\nIt came afterwards.")
	tab.mark("It came afterwards", "1")
	tab.saved()
	before := tab.library()

	restore := func(wants ...string) {
		t.Helper()
		settings()
		tab.until("there is a snapshot", `document.querySelector(".snapshots button")`)
		eval[bool](tab, `([...document.querySelectorAll(".snapshots button")].at(-1).click(), true)`) // the oldest
		d := tab.in("dialog", "Restore a snapshot")
		d.one("region", "Restore preview")
		for _, want := range wants {
			tab.until("the preview says "+want, `(want) => document.querySelector("dialog dl").innerText.replace(/\s+/g, " ").includes(want)`, want)
		}
		d.click("button", "Restore")
		tab.told("Snapshot restored")
		tab.gone("dialog", "Restore a snapshot")
		tab.saved()
	}
	restore("1 article that was not there then is removed", "1 claim is as it was then", "2 claims that were not there then are removed")
	tab.shots(2)
	tab.says("taken before a snapshot was restored")
	if diff := cmp.Diff(then, tab.library()); diff != "" {
		t.Errorf("the library is not as it was when the snapshot was taken (-then +now):\n%s", diff)
	}
	tab.press("Control+z")
	tab.told("Undone: snapshot restored")
	tab.saved()
	if diff := cmp.Diff(before, tab.library()); diff != "" {
		t.Errorf("undoing did not bring back what was there before (-before +now):\n%s", diff)
	}

	// An article that was deleted comes back with its text and claims.
	for _, title := range []string{"Another article", "The tram that divided Lindhaven"} {
		eval[bool](tab, `(title) => (document.querySelector("[title='Delete “" + title + "”']").click(), true)`, title)
		tab.in("dialog", anyName).click("button", "Delete")
		tab.gone("dialog", anyName)
		tab.gone("link", title)
	}
	restore("1 article comes back", "1 claim comes back")
	if diff := cmp.Diff(then, tab.library()); diff != "" {
		t.Errorf("what was deleted did not come back as it was (-then +now):\n%s", diff)
	}
	tab.open(address)
	tab.quotes(fallen)
	tab.claims().click("button", fallen)
	tab.card().becomes("textbox", "Note", "value", "As it was")
	// None is deleted, and no text that another may need, while one is being taken.
	left := eval[[]int](tab, `new Promise((done) => {
		const worker = new Worker(claimlight.assets["importer.js"]);
		const left = [];
		let list, release;
		const ask = (...taken) => worker.postMessage({ id: 1, job: "forget", words: taken, parts: [] });
		worker.onmessage = ({ data }) => {
			if (!data.parts) return; // it has begun
			list = JSON.parse(new TextDecoder().decode(data.parts[0]));
			left.push(list.length);
			const oldest = String(list[0].taken);
			if (left.length === 1) navigator.locks.request("claimlight-snapshot", () => (ask(oldest), new Promise((end) => (release = end))));
			if (left.length === 2) release();
			if (list.length < left[0]) done(left);
			else if (left.length >= 2) ask(oldest); // until the lock is free
		};
		ask();
	})`)
	if len(left) < 3 || left[len(left)-1] != left[0]-1 {
		t.Errorf("of the snapshots so many were left while one was taken, and then: %d", left)
	}
}

// Whether one was taken is told also where as many older ones made way for it, and
// where another tab is busy with them, that it was not.
func TestWhetherASnapshotWasTakenIsSaidAsItIs(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	inStores(tab, `
		const noon = new Date();
		noon.setDate(noon.getDate() - 10);
		noon.setHours(12, 0, 0, 0);
		for (const later of [0, 1, 2]) {
			const taken = noon.getTime() + later * 60000;
			store("snapshots").put({ id: String(taken), taken, data: new TextEncoder().encode('{"articles":1,"why":"asked"}') });
		}`)
	tab.open("/settings")
	tab.shots(3)
	eval[bool](tab, `new Promise((held) => navigator.locks.request("claimlight-snapshot", () => new Promise((free) => { window.free = free; held(true); })))`)
	tab.click("button", "Take a snapshot now")
	tab.told("No snapshot was taken: another tab is busy with snapshots; try again in a moment, or close that tab")
	tab.shots(3)
	eval[bool](tab, `(free(), true)`)
	tab.click("button", "Take a snapshot now")
	tab.told("Snapshot taken")
	tab.shots(2)
	tab.click("button", "Take a snapshot now")
	tab.told("Nothing has changed since the last snapshot")
	tab.until("it is noted that all is in a snapshot", keeping+`.then(({ unsnapped }) => !unsnapped)`)
}

// keeping is what is noted of how far the library is kept in snapshots and backups.
const keeping = `new Promise((done) => {
	indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
		db.transaction("settings").objectStore("settings").get("keeping").onsuccess = ({ target: { result } }) => {
			db.close();
			done(result ? JSON.parse(new TextDecoder().decode(result.data)) : {});
		};
	};
})`

// snapshotDue is a tab in which a snapshot of the sample with a claim was just due.
// What asks the worker for one runs a script first, which may answer in its place.
func snapshotDue(t *testing.T, first string) *tab {
	t.Helper()
	tab := emptied(t, &mine).newTabWith(`
		const post = Worker.prototype.postMessage;
		Worker.prototype.postMessage = function (message, ...more) {
			if (message.job === "snapshot") { ` + first + ` }
			post.call(this, message, ...more);
		};`)
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	tab.turnAway()
	return tab
}

// A snapshot that was begun and never ended leaves the library one that has changed
// since the last, so that the next is taken.
func TestOnlyASnapshotThatWasTakenCounts(t *testing.T) {
	tab := snapshotDue(t, `return;`)
	tab.until("a snapshot was begun, and is still due", keeping+`.then(({ snapped, unsnapped }) => snapped > 0 && unsnapped)`)
}

// A snapshot that nobody asked for and that could not be taken is said where
// snapshots are listed, until one is taken.
func TestASnapshotThatCouldNotBeTakenIsSaid(t *testing.T) {
	tab := snapshotDue(t, `if (!window.room) {
		this.dispatchEvent(new MessageEvent("message", { data: { id: message.id, ok: false, error: "there is no room left" } }));
		return;
	}`)
	tab.in("navigation", "Main").click("link", "Settings")
	tab.says("No snapshot was taken: there is no room left.")
	eval[bool](tab, `(window.room = true)`)
	tab.click("button", "Take a snapshot now")
	tab.told("Snapshot taken")
	tab.until("it is said no longer", `!document.body.innerText.includes("No snapshot was taken")`)
}
