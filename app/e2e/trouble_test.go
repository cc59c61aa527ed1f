//go:build !js

package e2e_test

import (
	"testing"
)

// refusing makes the browser refuse its storage, as some do in private windows and
// all when site data is blocked, for as long as the window's "refuse" is true.
const refusing = `(() => {
	for (const name of ["localStorage", "sessionStorage"]) {
		const get = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
		Object.defineProperty(window, name, { get, configurable: true });
	}
	LockManager.prototype.request = async () => { throw new DOMException("The request was denied.", "SecurityError"); };
	const open = IDBFactory.prototype.open;
	window.refuse = true;
	IDBFactory.prototype.open = function (...args) {
		if (window.refuse) throw new DOMException("The operation is insecure.", "SecurityError");
		return open.apply(this, args);
	};
})()`

// newVersion has the page told that a new version waits.
const newVersion = `addEventListener("DOMContentLoaded", () => {
	claimlight.shell = { ...claimlight.shell, updateReady: () => true, onUpdate: (tell) => (setTimeout(tell), () => {}) };
})`

func TestStorageThatDoesNotOpenIsSaidAndTriedAgain(t *testing.T) {
	p := emptied(t, &mine)
	tab := p.newTabWith(refusing)
	tab.open("/")
	tab.one("heading", "The storage did not open")
	tab.one("alert", anyName)
	eval[bool](tab, `(window.refuse = false, true)`)
	tab.click("button", "Try again")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	other := p.newTab()
	other.open(tab.path())
	other.quotes(fallen)
}

func TestWithoutStorageOneCanWorkAndTakeItOut(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(refusing, newVersion)
	tab.open("/")
	tab.says("Storage not open")
	tab.click("button", "Go on without keeping anything")
	tab.says("This browser keeps nothing for this site.")
	tab.says("Not all that you did is saved: see to that before you reload.") // for the new version
	tab.click("button", "Try the sample article")
	tab.one("article", "The tram that divided Lindhaven")
	tab.mark(fallen, "1")
	tab.quotes(fallen)
	tab.says("Not kept on this device")
	tab.downloads()
	tab.in("alert", anyName).click("button", "Export everything")
	tab.in("dialog", "Export").click("button", "Download")
	path, _ := tab.downloaded()

	// Leaving asks first, and what was taken out is whole.
	tab.agreeTo("beforeunload")
	tab.load(tab.profile.host.address + "/")
	tab.wait("leaving asked first", func() (bool, string) { return tab.wasAsked("beforeunload"), "it did not" })
	other := emptied(t, &theirs).newTab()
	other.open("/")
	other.bring(path)
	other.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	other.quotes(fallen)
}

// filling makes writes fail as on a full disk for as long as the window's "full"
// is true.
const filling = `(() => {
	const put = IDBObjectStore.prototype.put;
	IDBObjectStore.prototype.put = function (...args) {
		if (window.full) throw new DOMException("The disk is full.", "QuotaExceededError");
		return put.apply(this, args);
	};
})()`

func TestStorageThatIsFullLosesNothing(t *testing.T) {
	p := emptied(t, &mine)
	tab := p.newTabWith(filling)
	tab.open("/")
	openSample(tab)
	tab.mark(stops, "1")
	tab.saved()
	eval[bool](tab, `window.full = true`)
	tab.mark(fallen, "1")
	tab.says("Your last changes could not be saved")
	tab.says("They are kept on this page; do not close it.")
	tab.says("Not saved")
	// What is done now is tried, too. The page says all the while what is wrong, and
	// stands where it is.
	eval[bool](tab, `(window.went = 0, new MutationObserver(() => { went += !document.querySelector(".banner.bad"); }).observe(document.body, { childList: true, subtree: true }), true)`)
	tab.card().fill("textbox", "Note", "Written while the disk was full")
	tab.mark(nitrogen, "2")
	tab.quotes(fallen, stops, nitrogen)
	tab.says("Not saved")
	if n := eval[int](tab, `went`); n != 0 {
		t.Errorf("what is wrong was gone from the page %d times", n)
	}

	// As long as it is full, trying again says so again.
	tab.in("alert", anyName).click("button", "Try again")
	tab.says("Your last changes could not be saved")
	other := p.newTab()
	other.open(tab.path())
	other.quotes(stops)

	eval[bool](tab, `(window.full = false, true)`)
	tab.in("alert", anyName).click("button", "Try again")
	tab.saved()
	tab.gone("alert", anyName)
	other.quotes(fallen, stops, nitrogen)
	tab.reload()
	tab.quotes(fallen, stops, nitrogen)
	tab.claims().click("button", fallen)
	tab.card().becomes("textbox", "Note", "value", "Written while the disk was full")
}

func TestAnArticleThatDoesNotFitIsKeptOnThePageUntilItDoes(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(filling)
	tab.open("/")
	// Another app of this origin has filled what they share.
	eval[bool](tab, `(() => {
		let words = "x".repeat(1 << 20);
		for (let i = 0; words !== ""; i++) {
			try {
				localStorage.setItem("another app " + i, words);
			} catch {
				words = words.slice(0, words.length / 2);
			}
		}
		return window.full = true;
	})()`)
	tab.click("button", "Try the sample article")
	tab.one("article", "The tram that divided Lindhaven")
	tab.says("Your last changes could not be saved")
	eval[bool](tab, `(window.full = false, true)`)
	tab.in("alert", anyName).click("button", "Try again")
	tab.saved()
	tab.reload()
	tab.one("article", "The tram that divided Lindhaven")
}

func TestStorageDeletedUnderThePageLeavesAWayOutForWhatIsOnIt(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(stops, "1")
	tab.saved()
	eval[bool](tab, `new Promise((done, fail) => {
		const request = indexedDB.deleteDatabase("claimlight");
		request.onsuccess = () => done(true);
		request.onerror = () => fail(request.error);
	})`)
	tab.says("The browser has closed the storage, or its data was deleted.")
	tab.says("Not saved")
	tab.gone("button", "Try again") // it could not work

	// What is done on the page from now on stays there, and can be exported.
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Note", "Typed when the storage was gone")
	tab.quotes(fallen, stops)
	path := exportHere(tab)
	tab.agreeTo("beforeunload")
	tab.in("alert", anyName).click("button", "Reload")
	// That the library is gone is said until the person says that they know.
	tab.says("The browser has lost the library that it kept for Claimlight")
	tab.open("/")
	tab.in("alert", anyName).one("button", "Import a backup")
	tab.in("alert", anyName).click("button", "I know")
	tab.gone("alert", anyName)
	tab.saved()
	tab.reload()
	tab.gone("alert", anyName)
	tab.one("button", "Try the sample article")
	tab.bring(path)
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.quotes(fallen, stops)
	tab.claims().click("button", fallen)
	tab.card().becomes("textbox", "Note", "value", "Typed when the storage was gone")
}

// exportHere downloads what is on the page of a tab whose storage does not answer.
func exportHere(tab *tab) (path string) {
	tab.Helper()
	tab.downloads()
	tab.in("alert", anyName).click("button", "Export what is here")
	d := tab.in("dialog", "Export")
	d.in("radiogroup", "What").listed("radio", "What is on this page")
	d.click("button", "Download")
	path, _ = tab.downloaded()
	return path
}
