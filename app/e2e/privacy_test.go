//go:build !js

package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httputil"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"claimlight/wasm/webpage"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
)

// A watch stands between a browser and the network: all that the browser asks for
// goes through it, whoever asks, pages, workers, the service worker or the browser
// itself. It lets pass what goes to hosts of the tests.
type watch struct {
	*host
	forward httputil.ReverseProxy

	mu    sync.Mutex
	ours  []string // addresses of hosts, as in 127.0.0.1:1234
	asked map[string]int
}

func newWatch(tb testing.TB) *watch {
	w := &watch{asked: map[string]int{}, forward: httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.Out.URL, r.Out.Host = r.In.URL, r.In.Host },
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }}}
	w.host = serve(tb, w)
	return w
}

func (w *watch) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	to := r.URL.Host
	if r.Method == http.MethodConnect {
		to = r.Host
	}
	w.mu.Lock()
	w.asked[to]++
	ours := slices.Contains(w.ours, to)
	w.mu.Unlock()
	if !ours || r.Method == http.MethodConnect {
		http.Error(rw, "no way out", http.StatusForbidden)
		return
	}
	w.forward.ServeHTTP(rw, r)
}

// pass lets through to a host, of which it only counts what is asked.
func (w *watch) pass(h *host) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ours = append(w.ours, strings.TrimPrefix(h.address, "http://"))
}

// requests is how often a host was asked for something.
func (w *watch) requests(h *host) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[strings.TrimPrefix(h.address, "http://")]
}

// others are the hosts other than ours that were asked for something.
func (w *watch) others() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []string
	for name := range w.asked {
		if !slices.Contains(w.ours, name) {
			list = append(list, name)
		}
	}
	return list
}

// watched is a profile of a browser of its own, behind a watch that lets through
// to h alone.
func watched(t *testing.T, h *host) (*profile, *watch) {
	t.Helper()
	w := newWatch(t)
	w.pass(h)
	ctx, stop, err := start(t.TempDir(), chromedp.ProxyServer(w.address), chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.Flag("disable-features", "OptimizationHints,Translate,MediaRouter,InterestFeedContentSuggestions"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	own, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return &profile{TB: t, host: h, ctx: own}, w
}

// What the proof relies on has to be seen: requests of pages, workers and service
// workers alike.
func TestTheWatchSeesWhoeverAsksAnotherOrigin(t *testing.T) {
	h := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<!doctype html><link rel=icon href="data:,"><script type=module src=page.js></script>`)
		case "/page.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `fetch("http://page.example/", { mode: "no-cors" }).catch(() => {}); new Worker("worker.js"); navigator.serviceWorker.register("sw.js")`)
		case "/worker.js", "/sw.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(w, `fetch("http://%s.example/", { mode: "no-cors" }).catch(() => {})`, strings.TrimSuffix(r.URL.Path[1:], ".js"))
		}
	}))
	p, w := watched(t, h)
	if err := chromedp.Do(p.ctx, chromedp.Navigate(h.address+"/")); err != nil {
		t.Fatal(err)
	}
	tab := &tab{TB: t, profile: p, ctx: p.ctx}
	tab.wait("all three are seen", func() (bool, string) {
		seen := w.others()
		for _, want := range []string{"page.example", "worker.example", "sw.example"} {
			if !slices.Contains(seen, want) {
				return false, fmt.Sprint(seen)
			}
		}
		return true, ""
	})
}

// browsersOwn are the hosts that Chromium asks for purposes of its own, in spite
// of all flags: whether there are newer versions of it and its parts, and whether
// somebody is signed in to it. It does so on a blank page too.
var browsersOwn = regexp.MustCompile(`^(accounts\.google|clients2\.google|(update|optimizationguide-pa|content-autofill|safebrowsing|android\.clients)\.google(apis)?|redirector\.gvt1)\.com(:443)?$`)

func TestNoFeatureAsksAnyOtherOrigin(t *testing.T) {
	p, w := watched(t, newServer(t, func(context.Context, string) (webpage.Page, error) {
		return webpage.Page{Data: []byte(bridge), Type: "text/html", Address: "https://harbour.example/bridge"}, nil
	}))
	tab := p.newTabWith(choosing, noDialog)
	tab.open("/")
	tab.stored()

	// Articles by the sample, by words, by a file.
	openSample(tab)
	article := tab.path()
	addText(tab, "# Links\n\nWith a [link](https://elsewhere.example/page), a picture ![](https://pictures.example/a.png) and words enough to be an article of its own.")
	tab.open("/")
	tab.click("button", "Add article")
	add := tab.in("dialog", "Add article")
	add.click("tab", "File")
	add.give("Choose files", tab.written("page.html", []byte(`<!doctype html><title>A page</title><link rel=stylesheet href="https://styles.example/a.css"><article><h1>A page</h1>
		<p>With <img src="https://pictures.example/b.png"> and <iframe src="https://frames.example/"></iframe> and words enough to be an article.</p></article>`)))
	tab.until("the file is added", `document.querySelectorAll("dialog .results li").length === 1`)
	tab.press("Escape")
	tab.gone("dialog", "Add article")

	// Claims, and what is known about them.
	tab.open(article)
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Note", "See https://elsewhere.example/note")
	tab.card().fill("textbox", "Restated claim", "It fell.")
	tab.card().fill("textbox", "Speaker", "The mayor")
	tab.card().click("button", "Add evidence")
	tab.card().fill("textbox", "Evidence address", "https://evidence.example/report")
	tab.mark(stops, "5")
	tab.press("Control+z")
	tab.press("Control+Shift+z")
	tab.saved()

	// The ways to mark and to label.
	tab.claims().click("button", fallen)
	tab.card().click("button", "Pick from an article")
	pick := tab.in("dialog", "Pick a quote")
	pick.click("button", "Links")
	pick.one("article", "Links")
	tab.press("Escape")
	tab.gone("dialog", anyName)
	tab.card().click("button", "Mark the same words elsewhere")
	tab.in("dialog", "Mark the same words elsewhere").click("button", "Close")
	tab.gone("dialog", anyName)
	tab.inCaretMode("F7")
	tab.press("F7")
	tab.gone("group", "Caret mode")
	tab.click("button", "Print with claims")
	tab.until("it is printed", `window.asked === 1`)
	tab.press("s")
	tab.at("Sentence 1 of 59")
	tab.press("5")
	tab.at("Sentence 2 of 59")
	tab.press("s")
	tab.gone("progressbar", "Sentences read")
	tab.saved()

	// Out and in, in every format.
	tab.downloads()
	tab.click("button", "Export")
	d := tab.in("dialog", "Export")
	for _, radio := range d.in("radiogroup", "Format").all("radio") {
		d.in("radiogroup", "Format").click("radio", radio.name)
		tab.until(radio.name+" is written", `/spans? verified in/.test(document.querySelector("dialog").innerText)`)
	}
	d.in("radiogroup", "Format").click("radio", "Claimlight JSON")
	tab.until("it is written", `/spans? verified in/.test(document.querySelector("dialog").innerText)`)
	d.click("button", "Download")
	path, _ := tab.downloaded()
	d = tab.importFile(path)
	d.one("region", "Import preview")
	d.click("button", "Cancel")

	// A new version and what changed; an article by its address; what is shared.
	pasteVersion(tab, "The tram that divided Lindhaven", harbour)
	tab.one("list", "Waiting for you")
	tab.press("n")
	tab.saved()
	tab.open("/")
	fetchBridge(tab, "https://harbour.example/bridge").click("button", "Save article")
	tab.one("article", "The bridge closes")
	tab.saved()
	eval[any](tab, `(() => {
		const form = Object.assign(document.createElement("form"), { method: "POST", action: "/share", enctype: "multipart/form-data" });
		form.append(Object.assign(document.createElement("textarea"), { name: "text", value: "See https://elsewhere.example/shared" }));
		document.body.append(form);
		setTimeout(() => form.submit());
	})()`)
	tab.one("dialog", "Add article")
	tab.press("Escape")
	tab.gone("dialog", anyName)
	tab.load(tab.profile.host.address + "/clip.html")
	tab.one("heading", anyName)
	tab.open("/codebook")
	tab.click("button", "Export codebook")
	path, _ = tab.downloaded()
	call(tab, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, NodeID: onDocument(tab, `#file-picker`)})
	tab.told("Codebook loaded")

	// The other pages.
	for _, page := range []string{"Claims", "Codebook", "Settings", "Library"} {
		tab.in("navigation", "Main").click("link", page)
		tab.one("heading", page)
	}
	tab.in("navigation", "Main").click("link", "Settings")
	tab.click("button", "Choose a backup folder…")
	tab.told("Backed up to “Copies”")
	tab.click("button", "Take a snapshot now")
	tab.shots(1)

	// A page elsewhere, which asks for what it likes, is clipped: after that nobody
	// asks its site for anything, not for the page and not for its picture.
	site := news(t, nil, `<!doctype html><link rel=icon href="data:,"><img src="/picture.png" alt="">`+strings.Split(bridge, "<script>")[0])
	w.pass(site)
	page := site.read(p)
	before := w.requests(site)
	window := tab.clips(page)
	d = window.in("dialog", "Add article")
	d.in("region", "Preview").one("heading", "What it costs")
	d.fill("textbox", "Article text", "# Clipped\n\nWords of the page that the library does not have.\n\n![]("+site.address+"/other.png)")
	d.in("region", "Preview").one("heading", "Clipped")
	d.click("button", "Save article")
	window.one("article", "Clipped")
	window.saved()
	if n := w.requests(site); before != 2 || n != before {
		t.Errorf("the page's site was asked %d times, and then %d times more; want 2, for the page and its picture, and none", before, n-before)
	}

	// The snapshot, of before that, is restored.
	tab.shots(1)
	eval[bool](tab, `(document.querySelector(".snapshots button").click(), true)`)
	restore := tab.in("dialog", "Restore a snapshot")
	restore.one("region", "Restore preview")
	tab.says("article that was not there then is removed")
	restore.click("button", "Restore")
	tab.told("Snapshot restored")
	tab.gone("dialog", anyName)
	tab.saved()
	tab.click("radio", "Dark")
	tab.press("?")
	tab.one("dialog", "Keyboard shortcuts")
	tab.press("Escape")
	tab.saved()
	tab.reload()
	tab.one("heading", "Settings")

	for _, name := range w.others() {
		if !browsersOwn.MatchString(name) {
			t.Errorf("%s was asked", name)
		}
	}
	if n := w.requests(p.host); n < 10 {
		t.Errorf("the watch saw only %d requests to the app's own server", n)
	}
}
