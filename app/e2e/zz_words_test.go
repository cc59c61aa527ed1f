//go:build !js

package e2e_test

import (
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pic takes a state at 1360 and 320 in light and dark.
func pic(tab *tab, name string) {
	tab.Helper()
	for _, size := range []struct {
		n    string
		w, h int64
	}{{"wide", 1360, 800}, {"320", 320, 700}} {
		call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: size.w, Height: size.h, DeviceScaleFactor: 1})
		for _, scheme := range []string{"light", "dark"} {
			call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
			eval[bool](tab, `(async () => { await new Promise(d => requestAnimationFrame(() => requestAnimationFrame(d))); await new Promise(d => setTimeout(d, 150)); return true })()`)
			image, err := chromedp.Run(tab.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				tab.Fatal(err)
			}
			os.WriteFile("/tmp/shots-words/"+name+"-"+size.n+"-"+scheme+".png", image, 0o644)
		}
	}
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1360, Height: 850, DeviceScaleFactor: 1})
}

func TestZZPics(t *testing.T) {
	t.Run("refused", func(t *testing.T) {
		tab := newProfile(t, newHost(t)).newTabWith(refusing)
		tab.open("/")
		tab.one("heading", "The storage did not open")
		pic(tab, "01-refused")
		tab.click("button", "Go on without keeping anything")
		tab.click("button", "Try the sample article")
		tab.mark(fallen, "1")
		pic(tab, "02-fleeting")
		tab.agreeTo("beforeunload")
	})
	t.Run("full", func(t *testing.T) {
		tab := newProfile(t, newHost(t)).newTabWith(filling)
		tab.open("/")
		openSample(tab)
		tab.mark(stops, "1")
		tab.saved()
		eval[bool](tab, `window.full = true`)
		tab.mark(fallen, "1")
		tab.says("Your last changes could not be saved")
		pic(tab, "03-full")
		eval[bool](tab, `(IDBObjectStore.prototype.put = () => { throw new DOMException("Internal error.", "UnknownError") }, true)`)
		tab.in("alert", anyName).click("button", "Try again")
		tab.says("Internal error")
		pic(tab, "03b-othererror")
		tab.agreeTo("beforeunload")
	})
	t.Run("deleted", func(t *testing.T) {
		tab := visit(t)
		openSample(tab)
		tab.mark(stops, "1")
		tab.saved()
		eval[bool](tab, `new Promise((done, fail) => { const r = indexedDB.deleteDatabase("claimlight"); r.onsuccess = () => done(true); })`)
		tab.says("The browser has closed the storage")
		pic(tab, "04-deleted")
		tab.in("alert", anyName).click("button", "Export what is here")
		tab.in("dialog", "Export").in("radiogroup", "What").one("radio", "What is on this page")
		pic(tab, "04b-deleted-export")
		tab.press("Escape")
		tab.agreeTo("beforeunload")
		tab.in("alert", anyName).click("button", "Reload")
		tab.says("The browser has lost the library")
		tab.open("/")
		pic(tab, "05-emptied")
	})
	t.Run("torn", func(t *testing.T) {
		tab := visit(t)
		openSample(tab)
		tab.mark(fallen, "1")
		tab.mark(stops, "2")
		tab.saved()
		address := tab.path()
		inStores(tab, `store("texts").getAll().onsuccess = ({ target: { result: [record] } }) => { record.data = record.data.slice(0, 40); store("texts").put(record); };`)
		tab.open(address)
		tab.one("heading", "This article could not be opened")
		pic(tab, "06-torn-nosnapshot")
		tab.in("navigation", "Main").click("link", "Settings")
		tab.click("button", "Take a snapshot now")
		tab.told("Snapshot taken")
		inStores(tab, `
		for (const name of ["texts", "claims"]) store(name).getAll().onsuccess = ({ target: { result: [record] } }) => {
			record.data = record.data.slice(0, 30);
			store(name).put(record);
		};`)
		tab.open(address)
		tab.one("heading", "This article could not be opened")
		pic(tab, "07-torn-snapshot")
		tab.click("button", "Restore from snapshots")
		tab.told("restored")
		pic(tab, "08-partly-restored")
	})
	t.Run("newer", func(t *testing.T) {
		tab := newProfile(t, newHost(t)).newTab()
		version1(tab)
		letGo(tab)
		eval[bool](tab, `new Promise((done, fail) => { const r = indexedDB.open("claimlight", 1000); r.onsuccess = () => (r.result.close(), done(true)); })`)
		tab.open("/")
		tab.says("Your library was opened by a newer version of Claimlight on this device")
		pic(tab, "09-newer")
		tab.downloads()
		tab.click("button", "Export the library")
		tab.told("Exported")
		pic(tab, "09b-newer-exported")
	})
	t.Run("migration", func(t *testing.T) {
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
		pic(tab, "10-migration")
	})
	t.Run("waiting", func(t *testing.T) {
		p := newProfile(t, newHost(t))
		old, tab := p.newTab(), p.newTab()
		version1(old)
		tab.open("/")
		tab.one("heading", "Another tab holds the storage")
		pic(tab, "11-waiting")
	})
	t.Run("outdated", func(t *testing.T) {
		tab := visit(t)
		openSample(tab)
		tab.mark(stops, "1")
		tab.saved()
		eval[bool](tab, `new Promise((done, fail) => { const r = indexedDB.open("claimlight", 1000); r.onsuccess = () => (r.result.close(), done(true)); })`)
		tab.one("heading", "A newer version is open in another tab")
		pic(tab, "12-outdated")
	})
	t.Run("slow", func(t *testing.T) {
		p := newProfile(t, newHost(t))
		tab := p.newTabWith(later)
		tab.open("/")
		openSample(tab)
		tab.mark(stops, "1")
		tab.saved()
		eval[bool](tab, `(indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => { window.hold = true; const tx = db.transaction([...db.objectStoreNames], "readwrite"); const st = tx.objectStore("texts"); const again = () => { if (window.hold) st.count().onsuccess = again; }; again(); }, true)`)
		tab.until("held", `window.hold`)
		tab.mark(fallen, "1")
		tab.says("Saving…")
		pic(tab, "13a-saving")
		eval[bool](tab, `(window.later = 11_000, dispatchEvent(new Event("focus")))`)
		tab.says("Another tab of Claimlight may be holding the storage")
		pic(tab, "13-slow")
		eval[bool](tab, `(window.hold = false, true)`)
		tab.saved()
	})
	t.Run("offline", func(t *testing.T) {
		tab := visit(t)
		tab.stored()
		openSample(tab)
		for range 1 {
			tab.mark(fallen, "1")
		}
		tab.saved()
		tab.profile.host.stop()
		tab.reload()
		tab.says("You are offline")
		pic(tab, "14-offline")
	})
	t.Run("update", func(t *testing.T) {
		tab := newProfile(t, newHost(t)).newTabWith(`addEventListener("DOMContentLoaded", () => { const shell = claimlight.shell; claimlight.shell = { ...shell, updateReady: () => true, onUpdate(f) { setTimeout(f, 500); return () => {}; } }; })`)
		tab.open("/")
		openSample(tab)
		tab.mark(fallen, "1")
		tab.one("button", "New version: reload")
		pic(tab, "15-update")
		tab.open("/settings")
		pic(tab, "15b-update-settings")
	})
}
