//go:build !js

package e2e_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"testing"

	"claimlight/assets"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// A kept profile is that of a person who comes back: the app is stored on the
// device. It outlives the tests, each of which finds it emptied of all that a person
// keeps in it. So a page costs a fraction of what it does on a first visit.
//
// Its pages share one process, with a blank page that never closes. That page holds
// the programs, so that the engine compiles them once and not for each page.
type kept struct {
	context cdp.BrowserContextID
	blank   context.Context // of the blank page's tab
	files   int             // that are stored of the app
}

// Nearly all tests are those of one person, and a few of another as well.
var mine, theirs kept

// home is the host that the kept profiles know. It never stops.
var home *host

// blank is an empty page of home, which the app's service worker leaves alone.
const blank = "/api/blank"

// openHome starts home.
func openHome() error {
	app, err := assets.Handler(built)
	if err != nil {
		return err
	}
	app = assets.Secure(app)
	home = &host{handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != blank {
			app.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,">`)
	})}
	return home.listen("127.0.0.1:0")
}

// emptied returns a kept profile in which the app is stored and nothing else is.
// Tabs that are open in it are closed.
func emptied(tb testing.TB, k *kept) *profile {
	tb.Helper()
	if k.context == "" {
		k.start(tb)
	}
	for _, id := range k.open(tb) {
		// One that is gone by now has been closed as well.
		chromedp.CallBrowser(shared, target.CloseTarget, target.CloseTargetParams{TargetID: id})
	}
	callBrowser(tb, browser.ResetPermissions, browser.ResetPermissionsParams{BrowserContextID: k.context})
	callBrowser(tb, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{BrowserContextID: k.context, Behavior: browser.SetDownloadBehaviorBehaviorDefault})
	ctx, cancel := chromedp.NewContext(shared, chromedp.WithExistingBrowserContext(k.context))
	tb.Cleanup(cancel)
	p := &profile{TB: tb, host: home, ctx: ctx, kept: k, used: true}
	k.forget(p)
	if files := eval[int](k.page(p), filesStored); files == 0 || files != k.files {
		k.store(p)
		k.forget(p)
	}
	return p
}

// start makes the profile, and opens its blank page.
func (k *kept) start(tb testing.TB) {
	tb.Helper()
	k.context = callBrowser(tb, target.CreateBrowserContext, target.CreateBrowserContextParams{}).BrowserContextID
	k.blank, _ = chromedp.NewContext(shared, chromedp.WithTargetID(k.newTarget(tb)))
	if err := chromedp.Do(k.blank); err != nil {
		tb.Fatal(err)
	}
}

// newTarget opens a tab that shows the blank page.
func (k *kept) newTarget(tb testing.TB) target.ID {
	tb.Helper()
	yes := true
	return callBrowser(tb, target.CreateTarget, target.CreateTargetParams{URL: home.address + blank, BrowserContextID: k.context, NewWindow: &yes}).TargetID
}

// page is the blank page, for a test.
func (k *kept) page(p *profile) *tab { return &tab{TB: p.TB, ctx: k.blank, profile: p} }

// open returns the profile's tabs but that of the blank page: those of tests, and
// those that these have opened.
func (k *kept) open(tb testing.TB) (tabs []target.ID) {
	tb.Helper()
	for _, info := range callBrowser(tb, target.GetTargets, target.GetTargetsParams{}).TargetInfos {
		if info.Type == "page" && info.BrowserContextID == k.context && info.TargetID != chromedp.FromContext(k.blank).Target.TargetID {
			tabs = append(tabs, info.TargetID)
		}
	}
	return tabs
}

// forget deletes all that a person keeps, and makes sure of it. The browser's leave
// to keep it for good, which it gives at the first claim, stays.
func (k *kept) forget(p *profile) {
	p.Helper()
	t := k.page(p)
	// The app's pages hold a lock for as long as they live.
	t.until("earlier pages are gone", `navigator.locks.query().then(({ held }) => held.length === 0)`)
	call(t, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: home.address, StorageTypes: "cookies,file_systems,indexeddb"})
	if left := eval[[]string](t, `(async () => {
		localStorage.clear(); // from outside it would be cleared some time later
		const ours = (name) => name.startsWith("claimlight-"); // the stored app
		await Promise.all((await caches.keys()).filter((name) => !ours(name)).map((name) => caches.delete(name)));
		const left = [document.cookie];
		for (const { name } of await indexedDB.databases()) left.push(name);
		for await (const name of (await navigator.storage.getDirectory()).keys()) left.push(name);
		return left.filter((name) => name);
	})()`); len(left) > 0 {
		t.Fatalf("what an earlier test has left is not to be deleted: %q", left)
	}
}

// filesStored is how many files of the app are stored, 0 unless it is one build of
// it and that in use.
const filesStored = `(async () => {
	const [registration, ...more] = await navigator.serviceWorker.getRegistrations();
	const [cache, ...others] = await caches.keys();
	if (!registration?.active || registration.installing || registration.waiting || more.length > 0) return 0;
	if (!cache?.startsWith("claimlight-") || others.length > 0) return 0;
	return (await (await caches.open(cache)).keys()).length;
})()`

// store has the app stored, as on a first visit, and its programs compiled.
func (k *kept) store(p *profile) {
	p.Helper()
	blank := k.page(p)
	call(blank, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: home.address, StorageTypes: "all"})
	first := p.newTab()
	first.load(home.address)
	first.stored()
	if err := chromedp.Cancel(first.ctx); err != nil {
		p.Fatal(err)
	}
	if k.files = eval[int](blank, filesStored); k.files == 0 {
		p.Fatal("the app is not stored")
	}
	programs, err := fs.Glob(built, "*.wasm")
	if err != nil {
		p.Fatal(err)
	}
	eval[bool](blank, `async (names) => (window.programs = await Promise.all(names.map((name) => WebAssembly.compileStreaming(fetch("/" + name)))), true)`, programs)
}

// callBrowser calls a command of the browser's protocol for no tab.
func callBrowser[P, R any](tb testing.TB, command cdp.Command[P, R], params P) R {
	tb.Helper()
	result, err := chromedp.CallBrowser(shared, command, params)
	if err != nil {
		tb.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

func TestWhateverATestLeavesBehindIsGoneBeforeTheNext(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	eval[bool](tab, `(async () => {
		document.cookie = "left=behind";
		localStorage.left = sessionStorage.left = "behind";
		await (await navigator.storage.getDirectory()).getFileHandle("left", { create: true });
		await (await caches.open("left")).put("/left", new Response("behind"));
		await caches.delete((await caches.keys()).find((name) => name.startsWith("claimlight-")));
		return window.open("/claims") !== null;
	})()`)
	tab.wait("another tab is open", func() (bool, string) { return len(mine.open(t)) == 2, "it is not" })

	tab = emptied(t, &mine).newTab()
	if open := mine.open(t); len(open) != 1 {
		t.Errorf("%d tabs are open, want the new one", len(open))
	}
	got := eval[string](tab, `(async () => JSON.stringify({
		databases: (await indexedDB.databases()).length,
		files: (await Array.fromAsync((await navigator.storage.getDirectory()).keys())).length,
		keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
		cookies: document.cookie,
		caches: (await caches.keys()).map((name) => name.split("-")[0]),
	}))()`)
	if want := `{"databases":0,"files":0,"keys":[],"cookies":"","caches":["claimlight"]}`; got != want {
		t.Errorf("what is stored is %s, want %s", got, want)
	}
	tab.open("/")
	tab.stored()
	tab.one("button", "Try the sample article")
}
