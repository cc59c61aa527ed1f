//go:build !js

package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// clipped opens a page of that HTML elsewhere on the web, runs the app's bookmarklet
// on it, and returns the window that it opens.
func clipped(t *testing.T, app *tab, headers http.Header, html string) *tab {
	t.Helper()
	return app.clips(news(t, headers, html).read(app.profile))
}

// newsAddress is where a site elsewhere on the web has its page.
const newsAddress = "/news/bridge"

// news is a site elsewhere on the web, of one page.
func news(t *testing.T, headers http.Header, html string) *host {
	t.Helper()
	return serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for name, values := range headers {
			w.Header()[name] = values
		}
		if r.URL.Path == newsAddress {
			fmt.Fprint(w, html)
		}
	}))
}

// read opens the page of a site in a tab of its own.
func (h *host) read(p *profile) (page *tab) {
	p.Helper()
	page = (&profile{TB: p.TB, host: h, ctx: p.ctx, used: true}).newTab()
	page.load(h.address + newsAddress)
	return page
}

// clips runs the app's bookmarklet on a page, and returns the window that it opens.
func (t *tab) clips(page *tab) *tab {
	t.Helper()
	t.open("/settings")
	address := onNode[string](t.one("link", "Clip to Claimlight"), `function() { return this.href }`)
	script, ok := strings.CutPrefix(address, "javascript:")
	if !ok {
		t.Fatalf("the bookmarklet is %q", address)
	}
	script, err := url.PathUnescape(script)
	if err != nil {
		t.Fatal(err)
	}
	eval[any](page, "("+strings.TrimSuffix(strings.TrimPrefix(script, "("), ")()")+")()")
	return page.popup(t)
}

// popup waits for the window that a tab has opened on an app that is open already.
func (t *tab) popup(app *tab) *tab {
	t.Helper()
	p := app.profile
	var id target.ID
	t.wait("it has opened a window", func() (bool, string) {
		answer, err := chromedp.CallBrowser(t.ctx, target.GetTargets, target.GetTargetsParams{})
		if err != nil {
			return false, err.Error()
		}
		whose := chromedp.FromContext(p.ctx).BrowserContextID // none where the browser has no other
		for _, info := range answer.TargetInfos {
			if info.Type == "page" && strings.HasPrefix(info.URL, p.host.address) && info.URL != home.address+blank &&
				(whose == "" || info.BrowserContextID == whose) && info.TargetID != chromedp.FromContext(app.ctx).Target.TargetID {
				id = info.TargetID
			}
		}
		return id != "", "there is none"
	})
	ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id))
	p.Cleanup(cancel)
	window := &tab{TB: t.TB, profile: p, ctx: ctx}
	window.place = place{tab: window}
	if err := chromedp.Listen(ctx, window.heard); err != nil {
		t.Fatal(err)
	}
	call(window, network.Enable, network.EnableParams{})
	p.Cleanup(window.checkTrouble)
	return window
}

func TestAPageIsClippedFromAnySiteAndKeptWhenSaid(t *testing.T) {
	for name, headers := range map[string]http.Header{
		"a plain site":                  nil,
		"a site that allows no scripts": {"Content-Security-Policy": {"default-src 'none'"}},
	} {
		t.Run(name, func(t *testing.T) {
			app := visit(t)
			app.stored()
			html, _, _ := strings.Cut(bridge, "<script>")
			window := clipped(t, app, headers, html)
			d := window.in("dialog", "Add article")
			d.in("region", "Preview").one("heading", "What it costs")
			d.becomes("textbox", "Title", "value", "The bridge closes")
			window.says("Nothing is kept before you save it.")
			window.until("the address is the page's", `/^http:\/\/127\.0\.0\.1:\d+\/news\/bridge$/.test(document.getElementById("add-source").value)`)
			window.until("nothing hangs on its address", `location.search === ""`)
			if n := eval[int](window, `document.querySelectorAll(".shelf li").length`); n != 0 {
				t.Errorf("%d articles are kept before anybody said so", n)
			}
			d.click("button", "Save article")
			window.one("article", "The bridge closes")
			window.saved()
			// It was handed over once.
			window.open("/")
			if found := window.all("dialog"); len(found) > 0 {
				t.Error("it asks again")
			}
		})
	}
}

func TestASiteThatKeepsItsPagesApartIsExplained(t *testing.T) {
	app := visit(t)
	app.stored()
	window := clipped(t, app, http.Header{"Cross-Origin-Opener-Policy": {"same-origin"}}, bridge)
	window.says("does not let it hand itself over")
	window.click("button", "have its address fetched")
	window.drawn()
	window.in("dialog", "Add article").one("tab", "Web address")
	window.says("Claimlight cannot fetch pages here.")
	window.until("it leads to the page", `!!document.querySelector('.without a[href$="/news/bridge"]')`)
}

// A stranger's page opens the clipping page and says what it likes to it.
func TestTheClippingPageTakesOneMessageFromWhoOpenedItOnly(t *testing.T) {
	app := visit(t)
	app.stored()
	root := app.profile.host.address
	script := fmt.Sprintf(`<script>
		const heard = [];
		function clip(claim) {
			const page = open(%q + "/clip.html#" + encodeURIComponent(claim));
			addEventListener("message", (e) => heard.push(e.origin + " " + e.data));
			window.send = (data) => page.postMessage(data, "*");
		}
	</script>`, root)
	other := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, script)
	}))
	stranger := func(claim string) (page, window *tab) {
		page = (&profile{TB: t, host: other, ctx: app.profile.ctx, used: true}).newTab()
		page.load(other.address + "/")
		eval[any](page, `(claim) => clip(claim)`, claim)
		return page, page.popup(app)
	}
	// It says that it is another site: not even "ready" reaches it.
	page, window := stranger("https://bank.example/")
	window.says("Waiting for the page…")
	eval[any](page, `send({ claimlight: 1, address: "https://bank.example/", html: "<p>A forged article.</p>" })`)
	eval[any](window, `new Promise(done => setTimeout(done))`)
	if heard := eval[[]string](page, `heard`); len(heard) > 0 {
		t.Errorf("it was told %q", heard)
	}
	window.says("Waiting for the page…")
	window.forgive("does not match the recipient window's origin")
	page.forgive("does not match the recipient window's origin")

	eval[any](window, `new Promise(done => { setTimeout(done); window.close() })`)

	// It says who it is, but not where the words are from.
	page, window = stranger(other.address + "/x")
	page.until("it is asked", `heard.length > 0`)
	for _, junk := range []string{`"words"`, `null`, `{ claimlight: 2, html: "<p>No" }`, `[1]`} {
		eval[any](page, `send(`+junk+`)`)
	}
	eval[any](page, `send({ claimlight: 1, address: "https://bank.example/", html: "<h1>Forged</h1><p>An article that is said to be the bank's.<script>window.ran = 1</`+`script></p>" })`)
	d := window.in("dialog", "Add article")
	d.becomes("textbox", "Title", "value", "Forged")
	d.becomes("textbox", "Source address", "value", "")
	if eval[bool](window, `"ran" in window`) {
		t.Error("its script ran")
	}
}
