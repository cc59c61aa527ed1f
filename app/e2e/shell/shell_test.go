//go:build !js

package shell_test

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"claimlight/assets"

	"github.com/chromedp/chromedp"
)

func TestAfterTheFirstVisitEveryAddressOpensWithoutTheServer(t *testing.T) {
	host := newHost(t, app(t, built(t, "first")))
	tab := newBrowser(t).newTab()
	tab.open(host.address + "/claims")
	tab.stored()
	host.stop()

	for address, path := range map[string]string{
		"/": "/", "/read?article=urn:uuid:1&claim=2": "/read?article=urn:uuid:1&claim=2", "/claims": "/claims",
		"/codebook": "/codebook", "/settings": "/settings", "/nowhere": "/nowhere", "/index.html": "/",
		// The page works one segment deep, and no address leads off the origin.
		"/claims/?q=a": "/claims?q=a", "/a/b/c": "/not-found", "/javascript:alert(1)/": "/javascript:alert(1)",
		"/http:evil.example/": "/http:evil.example", "//evil.example/": "/not-found",
	} {
		tab.open(host.address + address)
		tab.want(host.address+path, `location.href`)
	}
	tab.want("first", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	tab.quiet()
}

func TestStoredFilesKeepTheirTypesAndThePolicy(t *testing.T) {
	host := newHost(t, app(t, built(t, "first")))
	tab := newBrowser(t).newTab()
	tab.open(host.address)
	tab.stored()
	host.stop()
	tab.want("application/wasm", `fetch(claimlight.assets["app.wasm"]).then(response => response.headers.get("Content-Type"))`)
	tab.want(assets.Policy, `fetch("./").then(response => response.headers.get("Content-Security-Policy"))`)
	tab.quiet()
}

func TestItWorksUnderAPathOfAStaticHost(t *testing.T) {
	const under = "/some path/claims/"
	host := newHost(t, static(t, built(t, "first"), under))
	base := host.address + strings.ReplaceAll(under, " ", "%20")
	tab := newBrowser(t).newTab()
	tab.open(base)
	tab.want("/some path/claims", `goappGetenv("GOAPP_ROOT_PREFIX")`)
	tab.stored()
	tab.want(base, `navigator.serviceWorker.ready.then(registration => registration.scope)`)
	host.stop()
	for _, route := range assets.Routes {
		tab.open(base + strings.TrimPrefix(route, "/"))
	}
	tab.quiet()
}

func TestANewVersionWaitsUntilThePersonAsks(t *testing.T) {
	first, second, third := built(t, "first"), built(t, "second"), built(t, "third")
	host := newHost(t, app(t, first))
	browser := newBrowser(t)
	tab, other := browser.newTab(), browser.newTab()
	tab.open(host.address)
	tab.stored()
	other.open(host.address + "/claims")
	tab.eval(`caches.open("another-app")`)
	tab.want("false", `claimlight.shell.updateReady()`)
	old := tab.eval(`claimlight.shell.build`)

	host.serve(app(t, second))
	tab.eval(`navigator.serviceWorker.ready.then(registration => registration.update())`)
	tab.until(`claimlight.shell.updateReady()`)
	tab.open(host.address + "/settings") // even a reload stays with the old one
	tab.want(old, `claimlight.shell.build`)
	tab.until(`claimlight.shell.updateReady()`)
	tab.want("true", `new Promise(told => claimlight.shell.onUpdate(() => told(true)))`)

	tab.reload(`claimlight.shell.applyUpdate()`)
	tab.want("second", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	tab.want("false", `claimlight.shell.updateReady()`)

	// The other tab still shows the old version. It is told, and finds its own
	// files, which the server no longer has.
	other.until(`claimlight.shell.updateReady()`)
	other.want(old, `claimlight.shell.build`)
	other.want("first", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	other.reload(`claimlight.shell.applyUpdate()`)
	other.want("second", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)

	// At the next switch the oldest goes, and nothing that is not ours.
	host.serve(app(t, third))
	tab.eval(`navigator.serviceWorker.ready.then(registration => registration.update())`)
	tab.until(`claimlight.shell.updateReady()`)
	tab.reload(`claimlight.shell.applyUpdate()`)
	tab.want("third", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	tab.want("another-app,2", `caches.keys().then(names => [names.filter(name => !name.startsWith("claimlight-")), names.filter(name => name.startsWith("claimlight-")).length])`)
	tab.want("false", `caches.has("claimlight-`+old+`")`)
	tab.quiet()
	other.quiet()
}

func TestAnUpdateThatFailsHalfWayChangesNothing(t *testing.T) {
	first, second := built(t, "first"), newSchema(t)
	for name, spoil := range map[string]func(http.ResponseWriter){
		"missing":   func(w http.ResponseWriter) { http.Error(w, "gone", http.StatusNotFound) },
		"truncated": func(w http.ResponseWriter) { w.Header().Set("Content-Length", "6"); io.WriteString(w, "sec") },
		"wrong":     func(w http.ResponseWriter) { io.WriteString(w, "not what the build made") },
		"a page":    func(w http.ResponseWriter) { w.Header().Set("Content-Type", "text/html"); io.WriteString(w, "Log in!") },
		"not taken": nil, // a script that is whole, but of a type that no browser takes for one
	} {
		t.Run(name, func(t *testing.T) {
			host := newHost(t, app(t, first))
			tab := newBrowser(t).newTab()
			tab.open(host.address)
			tab.stored()
			build := tab.eval(`claimlight.shell.build`)

			good := app(t, second)
			host.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case spoil != nil && strings.HasPrefix(r.URL.Path, "/mark."):
					spoil(w)
				case spoil == nil && strings.HasPrefix(r.URL.Path, "/store."):
					good.ServeHTTP(changed{w, "Content-Type", "text/plain"}, r)
				default:
					good.ServeHTTP(w, r)
				}
			}))
			// update resolves once the new worker's script is there; the worker
			// then fails to install and becomes redundant.
			tab.want("redundant", `navigator.serviceWorker.ready.then(async registration => {
				await registration.update();
				const next = registration.installing;
				while (next.state !== "redundant" && next.state !== "installed") await new Promise(done => next.onstatechange = done);
				return next.state;
			})`)
			tab.want("false", `claimlight.shell.updateReady()`)
			host.stop()
			tab.open(host.address + "/codebook")
			tab.want(build, `claimlight.shell.build`)
			tab.want("claimlight-"+build, `caches.keys()`)

			// Once the server is right again, so is the update.
			host.serve(good)
			host.start(strings.TrimPrefix(host.address, "http://"))
			tab.eval(`navigator.serviceWorker.ready.then(registration => registration.update())`)
			tab.until(`claimlight.shell.updateReady()`)
		})
	}
}

func TestAnUpdateTakesOnlyWhatChangedFromTheServer(t *testing.T) {
	host := newHost(t, unkept(app(t, built(t, "first"))))
	tab := newBrowser(t).newTab()
	tab.open(host.address)
	tab.stored()

	var (
		mu    sync.Mutex
		asked []string
	)
	second := unkept(app(t, built(t, "second")))
	host.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.Path)
		mu.Unlock()
		second.ServeHTTP(w, r)
	}))
	tab.eval(`navigator.serviceWorker.ready.then(registration => registration.update())`)
	tab.until(`claimlight.shell.updateReady()`)
	mu.Lock()
	defer mu.Unlock()
	for _, path := range asked {
		if filepath.Ext(path) == ".wasm" {
			t.Errorf("it asked again for %s", path)
		}
	}
}

// unkept answers as next does, but allows the browser to keep nothing, as hosts
// do that know nothing of names by content.
func unkept(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(changed{w, "Cache-Control", "no-store"}, r)
	})
}

// changed answers with another value of a header.
type changed struct {
	http.ResponseWriter
	header, value string
}

func (w changed) WriteHeader(status int) {
	w.Header().Set(w.header, w.value)
	w.ResponseWriter.WriteHeader(status)
}

func TestAPartThatCannotBeLoadedIsSaidInWords(t *testing.T) {
	whole := app(t, built(t, "first"))
	host := newHost(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			http.Error(w, "gone", http.StatusNotFound)
			return
		}
		whole.ServeHTTP(w, r)
	}))
	tab := newBrowser(t).newTab()
	tab.load(host.address)
	tab.until(`document.querySelector("[role=alert]").innerText.includes("Claimlight could not start")`)
	tab.want("true", `document.querySelector("[role=alert] button").checkVisibility()`)
	tab.want("true", `document.querySelector("[role=alert] pre").textContent.includes("404")`)

	host.serve(whole)
	tab.reload(`document.querySelector("[role=alert] button").click()`)
	tab.want("false", `document.querySelector("[role=alert]").checkVisibility()`)
}

func TestACrashIsSaidInWordsWithWhatToReport(t *testing.T) {
	host := newHost(t, app(t, built(t, "first")))
	tab := newBrowser(t).newTab()
	tab.open(host.address)
	// go-app takes an address here, and panics where it gets none.
	tab.eval(`void goappNav()`)
	tab.until(`document.querySelector("[role=alert]").innerText.includes("Claimlight has stopped")`)
	tab.want("true", `document.querySelector("[role=alert] pre").textContent.includes("panic: runtime error: index out of range")`)
	tab.want("true", `document.querySelector("[role=alert] pre").textContent.includes(claimlight.shell.build)`)
}

func TestTheBrowserOffersToInstallIt(t *testing.T) {
	host := newHost(t, app(t, built(t, "first")))
	tab := ownBrowser(t).newTab()
	tab.open(host.address)
	tab.until(`claimlight.shell.installable()`)
	tab.quiet()
}

func TestATabOfAnOldBuildKeepsItsFilesForAsLongAsItLives(t *testing.T) {
	builds := []string{built(t, "first"), built(t, "second"), built(t, "third")}
	// What the browser keeps by itself would hide what the service worker does not.
	host := newHost(t, unkept(app(t, builds[0])))
	browser := newBrowser(t)
	old, tab := browser.newTab(), browser.newTab()
	old.open(host.address)
	old.stored()
	tab.open(host.address + "/codebook")
	for _, build := range builds[1:] {
		host.serve(unkept(app(t, build)))
		tab.eval(`navigator.serviceWorker.ready.then(registration => registration.update())`)
		tab.until(`claimlight.shell.updateReady()`)
		tab.reload(`claimlight.shell.applyUpdate()`)
	}
	// Two versions later, and with no server at all, it still has everything.
	host.stop()
	tab.want("third", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	old.want("first", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	old.want("", `(async () => {
		const missing = [];
		for (const address of Object.values(claimlight.assets)) if (!(await fetch(address)).ok) missing.push(address);
		return missing;
	})()`)

	// Once it is closed, its files go with the next switch.
	chromedp.Cancel(old.ctx)
	host.serve(app(t, builds[0]))
	host.start(strings.TrimPrefix(host.address, "http://"))
	tab.eval(`navigator.serviceWorker.ready.then(registration => registration.update())`)
	tab.until(`claimlight.shell.updateReady()`)
	tab.reload(`claimlight.shell.applyUpdate()`)
	tab.want("2", `(async () => {
		for (;;) {
			const { length } = await caches.keys();
			if (length === 2) return length;
			await new Promise((done) => setTimeout(done, 50));
		}
	})()`)
}

func TestACacheThatThePersonDeletedIsFilledAgain(t *testing.T) {
	host := newHost(t, app(t, built(t, "first")))
	tab := newBrowser(t).newTab()
	tab.open(host.address)
	tab.stored()
	for _, deletion := range []string{
		`caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))`,
		`caches.keys().then(async ([name]) => (await caches.open(name)).delete(claimlight.assets["app.wasm"]))`,
		`caches.keys().then(async ([name]) => (await caches.open(name)).delete(claimlight.shell.root ?? "./"))`,
	} {
		tab.eval(deletion)
		tab.open(host.address)
		tab.stored()
		host.stop()
		tab.open(host.address + "/settings")
		tab.want("first", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
		host.start(strings.TrimPrefix(host.address, "http://"))
		tab.open(host.address)
	}

	// Where the server has moved on, the newer build takes its place.
	host.serve(app(t, built(t, "second")))
	tab.eval(`caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))`)
	tab.open(host.address)
	tab.until(`claimlight.shell.updateReady()`)
	tab.reload(`claimlight.shell.applyUpdate()`)
	tab.stored()
	host.stop()
	tab.open(host.address)
	tab.want("second", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
}

// A browser whose caches are damaged says so whenever they are read. The app comes
// from the server then: nobody is driven to delete the site's data, and the library
// with it.
func TestCachesThatCannotBeReadAreDoneWithout(t *testing.T) {
	host := newHost(t, app(t, builtWith(t, "damaged", map[string]func(string) string{"sw.js": func(s string) string {
		return s + `
self.addEventListener("message", ({ data, ports: [port] }) => {
  if (data !== "damage") return;
  for (const name of ["match", "keys", "open"]) CacheStorage.prototype[name] = () => Promise.reject(new DOMException("Unexpected internal error.", "UnknownError"));
  port.postMessage("done");
});
`
	}})))
	tab := newBrowser(t).newTab()
	tab.open(host.address)
	tab.stored()
	tab.want("done", `new Promise((done) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => done(data);
		navigator.serviceWorker.controller.postMessage("damage", [port2]);
	})`)
	tab.open(host.address + "/settings")
	tab.until(`document.querySelector("h1")?.innerText === "Settings"`)
}

func TestAServerThatGoesAwayDuringAnUpdateChangesNothing(t *testing.T) {
	host := newHost(t, app(t, built(t, "first")))
	tab := newBrowser(t).newTab()
	tab.open(host.address)
	tab.stored()
	build := tab.eval(`claimlight.shell.build`)

	// It dies while the new build is being fetched.
	second := app(t, built(t, "second"))
	host.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/mark.") {
			panic(http.ErrAbortHandler)
		}
		second.ServeHTTP(w, r)
	}))
	tab.want("redundant", `navigator.serviceWorker.ready.then(async registration => {
		await registration.update();
		const next = registration.installing;
		while (next.state !== "redundant" && next.state !== "installed") await new Promise(done => next.onstatechange = done);
		return next.state;
	})`)
	host.stop()
	for _, route := range assets.Routes {
		tab.open(host.address + route)
		tab.want(build, `claimlight.shell.build`)
	}
	tab.want("claimlight-"+build, `caches.keys()`)
}

// A file that the server never sends holds up nobody: the build at hand goes on, in
// tabs that are open and in new ones, and the update comes once the server sends it.
func TestAnUpdateThatHangsHoldsUpNothing(t *testing.T) {
	host := newHost(t, app(t, built(t, "first")))
	browser := newBrowser(t)
	tab := browser.newTab()
	tab.open(host.address)
	tab.stored()
	build := tab.eval(`claimlight.shell.build`)

	hangs, sends := make(chan bool, 9), make(chan bool)
	second := app(t, built(t, "second"))
	host.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/mark.") {
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			hangs <- true
			<-sends
			return // less than it should be
		}
		second.ServeHTTP(w, r)
	}))
	tab.eval(`navigator.serviceWorker.ready.then((registration) => registration.update())`)
	<-hangs
	other := browser.newTab()
	tab.open(host.address)
	other.open(host.address + "/claims")
	tab.want(build, `claimlight.shell.build`)
	other.want(build, `claimlight.shell.build`)
	tab.want("false", `claimlight.shell.updateReady()`)
	tab.want("first", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	host.serve(second)
	close(sends)
	tab.until(`navigator.serviceWorker.ready.then((registration) => registration.installing === null)`)
	tab.eval(`navigator.serviceWorker.ready.then((registration) => registration.update())`)
	tab.until(`claimlight.shell.updateReady()`)
}

// newSchema is a build whose database has one more store.
func newSchema(t *testing.T) string {
	t.Helper()
	return builtWith(t, "new schema", map[string]func(string) string{"store.js": func(js string) string {
		return strings.Replace(js, "\n];\n", "\n  (db) => add(db, \"novelties\"),\n];\n", 1)
	}})
}

func TestANewSchemaWaitsForTheOldTabToSaveAndItLetsGo(t *testing.T) {
	second := newSchema(t)
	host := newHost(t, app(t, built(t, "first")))
	browser := newBrowser(t)
	old, tab := browser.newTab(), browser.newTab()
	old.open(host.address)
	old.stored()
	old.eval(`[...document.querySelectorAll("button")].find(b => b.innerText === "Try the sample article").click()`)
	old.until(`document.querySelector("main article") && /saved on this device/i.test(document.querySelector("header").innerText)`)
	address := old.eval(`location.href`)
	tab.open(host.address + "/codebook")
	host.serve(app(t, second))
	tab.eval(`navigator.serviceWorker.ready.then(registration => registration.update())`)
	tab.until(`claimlight.shell.updateReady()`)

	// The old tab writes while the new version wants the storage.
	old.eval(`document.querySelector("nav a[href$='/settings']").click()`)
	old.until(`document.getElementById("set-nickname")`)
	old.eval(`(() => {
		const field = document.getElementById("set-nickname");
		for (let i = 0; i <= 40; i++) {
			field.value = "Name " + i;
			field.dispatchEvent(new Event("input", { bubbles: true }));
		}
	})()`)
	tab.reload(`claimlight.shell.applyUpdate()`)
	tab.until(`document.querySelector("main h1")?.innerText === "Codebook"`)
	tab.want("new schema", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	old.until(`document.body.innerText.includes("Everything you did here is saved. Reload this tab to go on with the newer version of Claimlight.")`)
	tab.open(host.address + "/settings")
	tab.until(`document.getElementById("set-nickname")`)
	tab.want("Name 40", `document.getElementById("set-nickname").value`)
	old.reload(`[...document.querySelectorAll("button")].find(b => b.innerText === "New version: reload").click()`)
	old.want("new schema", `fetch(claimlight.assets["mark.md"]).then(response => response.text())`)
	old.open(address)
	old.until(`document.querySelector("main article")`)
}
