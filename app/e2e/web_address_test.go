//go:build !js

package e2e_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"claimlight/assets"
	"claimlight/wasm/webpage"

	"github.com/chromedp/chromedp"
)

const bridge = `<!doctype html><html lang="en"><head><title>The bridge closes | Harbour News</title></head><body>
<nav><a href="/">Front page</a><a href="/sport">Sport</a></nav>
<article><h1>The bridge closes</h1><p>The harbour bridge closes on Monday, and will stay closed for a year, the council said.</p>
<p>It is 90 years old, and carries 41,000 cars a day, which is twice what it was built for.</p>
<h2>What it costs</h2><p>Repairs cost 12 million crowns. <a href="https://office.example/report">The report</a> says that a new one would cost 30.</p></article>
<script>window.ran = "script"</script></body></html>`

// fetchBridge has that page fetched by an address, in the dialog that it returns.
func fetchBridge(tab *tab, address string) place {
	tab.Helper()
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "Web address")
	d.fill("textbox", "Web address", address)
	d.click("button", "Fetch")
	d.in("region", "Preview").one("heading", "What it costs")
	return d
}

// newServer returns a host that fetches pages as claimlight serve does, but for
// the fetching itself.
func newServer(tb testing.TB, fetch func(ctx context.Context, address string) (webpage.Page, error)) *host {
	tb.Helper()
	app, err := assets.Handler(built)
	if err != nil {
		tb.Fatal(err)
	}
	articles := webpage.Handler(fetch, func(string) bool { return true })
	return serve(tb, assets.Secure(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/article" {
			articles.ServeHTTP(w, r)
			return
		}
		app.ServeHTTP(w, r)
	})))
}

// forgive says that trouble with these words is expected in a tab.
func (t *tab) forgive(words string) {
	t.Cleanup(func() {
		chromedp.Run(t.ctx, chromedp.Evaluate[int]("1")) // what happened before has been heard by then
		t.mu.Lock()
		defer t.mu.Unlock()
		t.trouble = slices.DeleteFunc(t.trouble, func(trouble string) bool { return strings.Contains(trouble, words) })
	})
}

func TestAnArticleIsFetchedShownAndKeptWhenSaid(t *testing.T) {
	asked := make(chan string, 1)
	h := newServer(t, func(_ context.Context, address string) (webpage.Page, error) {
		asked <- address
		return webpage.Page{Data: []byte(bridge), Type: "text/html; charset=utf-8", Address: "https://harbour.example/bridge"}, nil
	})
	tab := newProfile(t, h).newTab()
	tab.open("/")
	d := fetchBridge(tab, "harbour.example/bridge?page=1&all")
	if got := <-asked; got != "harbour.example/bridge?page=1&all" {
		t.Errorf("the server was asked for %q", got)
	}
	d.becomes("textbox", "Source address", "value", "https://harbour.example/bridge")
	if n := eval[int](tab, `document.querySelectorAll(".shelf li").length`); n != 0 {
		t.Errorf("%d articles are kept before anybody said so", n)
	}
	// The other tab has an article of its own.
	d.click("tab", "Paste")
	d.becomes("textbox", "Source address", "value", "")
	d.click("tab", "Web address")
	d.in("region", "Preview").one("heading", "What it costs")
	d.fill("textbox", "Title", "The bridge")
	d.click("button", "Save article")
	tab.one("article", "The bridge")
	tab.says("harbour.example")
	tab.saved()
	tab.reload()
	tab.one("article", "The bridge")
}

func TestAPageThatCannotBeFetchedIsExplained(t *testing.T) {
	trouble := &webpage.Trouble{Status: http.StatusForbidden, What: "The page was not fetched.", Why: "It is private.", Do: "Paste it."}
	tab := newProfile(t, newServer(t, func(context.Context, string) (webpage.Page, error) { return webpage.Page{}, trouble })).newTab()
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "Web address")
	d.click("button", "Fetch")
	tab.told("There is no address yet.")
	d.fill("textbox", "Web address", "https://secret.example/")
	tab.press("Enter")
	tab.says(trouble.Error())
	d.click("button", "Save article")
	tab.one("dialog", "Add article")
	tab.forgive("403") // the browser tells its console of every answer that is no success
}

func TestWithoutAServerTheWebAddressTabSaysWhatElseThereIs(t *testing.T) {
	tab := visit(t)
	tab.stored()
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "Web address")
	tab.says("Claimlight cannot fetch pages here.")
	d.gone("textbox", "Web address")
	d.click("link", "Clip to Claimlight") // which the policy would not let run
	tab.told("Drag it to your bookmarks bar.")
	tab.press("Escape")
	tab.gone("dialog", "Add article")

	// Offline it is the same.
	h := newServer(t, func(context.Context, string) (webpage.Page, error) {
		return webpage.Page{}, errors.New("not asked for")
	})
	tab = newProfile(t, h).newTab()
	tab.open("/")
	tab.stored()
	h.stop()
	tab.click("button", "Add article")
	tab.in("dialog", "Add article").click("tab", "Web address")
	tab.says("Claimlight cannot fetch pages here.")
}
