//go:build !js

package shell_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A browser is one profile of a real browser.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// shared is one browser for all tests but those that need one of their own.
var shared context.Context

// newBrowser returns a profile that has never seen the app.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	return browserIn(t, shared, chromedp.WithNewBrowserContext())
}

// ownBrowser starts a browser on a profile that is no private one.
func ownBrowser(t *testing.T) *browser {
	t.Helper()
	ctx, stop, err := start(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return browserIn(t, ctx)
}

func browserIn(t *testing.T, started context.Context, options ...chromedp.ContextOption) *browser {
	t.Helper()
	ctx, cancel := context.WithTimeout(started, time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx, options...)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return &browser{t, ctx}
}

// start starts a browser on a profile.
func start(profile string) (ctx context.Context, stop func(), err error) {
	path := chromium()
	if path == "" {
		return nil, nil, errors.New("no Chromium found: run make test, or set CHROMIUM to one")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		// The address bar of each window would load two pages of its own, as costly as ours.
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ = chromedp.NewContext(ctx)
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		return nil, nil, err
	}
	// The profile can only be deleted once the browser has let go of it.
	return ctx, func() { chromedp.Cancel(ctx); cancel() }, nil
}

// chromium returns the browser to test in, "" where there is none.
func chromium() string {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// A tab is one tab, and what its console said.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu   sync.Mutex
	said []string // warnings, errors, uncaught exceptions
}

func (b *browser) newTab() *tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	tab := &tab{t: b.t, ctx: ctx}
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatal(err)
	}
	console := chromedp.Console(ctx)
	go func() {
		for message, err := range console {
			if err != nil {
				return // the tab is closed
			}
			switch message.Type {
			case chromedp.ConsoleWarning, chromedp.ConsoleError, chromedp.ConsoleException:
				tab.mu.Lock()
				tab.said = append(tab.said, string(message.Type)+": "+message.Text)
				tab.mu.Unlock()
			}
		}
	}()
	return tab
}

// open loads an address and waits until the program has drawn the page.
func (tab *tab) open(address string) {
	tab.t.Helper()
	tab.load(address)
	tab.drawn()
}

// reload runs an expression that loads the page anew, and waits until it is drawn.
func (tab *tab) reload(expression string) {
	tab.t.Helper()
	loaded := chromedp.Events(tab.ctx, page.LoadEventFired)
	tab.eval(`void setTimeout(() => ` + expression + `)`)
	for _, err := range loaded {
		if err != nil {
			tab.t.Fatal(err)
		}
		break
	}
	tab.drawn()
}

// drawn waits until the program has drawn the page.
func (tab *tab) drawn() {
	tab.t.Helper()
	tab.until(`document.querySelector("main, h1") && !document.querySelector(".skeleton")`)
}

// load loads an address, whatever comes of it.
func (tab *tab) load(address string) {
	tab.t.Helper()
	if err := chromedp.Do(tab.ctx, chromedp.Navigate(address)); err != nil {
		tab.t.Fatalf("loading %s: %v", address, err)
	}
}

// until waits for a JavaScript condition to become true.
func (tab *tab) until(condition string) {
	tab.t.Helper()
	if _, err := chromedp.Run(tab.ctx, chromedp.Poll[bool]("(async () => !!(await ("+condition+")))()", chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		text, _ := chromedp.Run(tab.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
		tab.t.Fatalf("waiting for %s: %v\non %s\nconsole: %q", condition, err, text, tab.console())
	}
}

// eval returns what a JavaScript expression resolves to, as text.
func (tab *tab) eval(expression string) string {
	tab.t.Helper()
	value, err := chromedp.Run(tab.ctx, chromedp.Evaluate[string](
		`(async () => String(await (`+expression+`)))()`, chromedp.EvalAwaitPromise))
	if err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// want fails the test unless expression resolves to value.
func (tab *tab) want(value, expression string) {
	tab.t.Helper()
	if got := tab.eval(expression); got != value {
		tab.t.Errorf("%s is %q, want %q", expression, got, value)
	}
}

// stored waits until the app is on the device and serves this tab from there.
func (tab *tab) stored() {
	tab.t.Helper()
	tab.until(`claimlight.shell.offlineReady() && navigator.serviceWorker.controller`)
}

func (tab *tab) console() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return tab.said
}

// quiet fails the test where the console said anything, or the page asked
// another origin for anything.
func (tab *tab) quiet() {
	tab.t.Helper()
	if said := tab.console(); len(said) > 0 {
		tab.t.Errorf("the console said:\n%s", strings.Join(said, "\n"))
	}
	tab.want("", `performance.getEntriesByType("resource").map(entry => entry.name).filter(name => new URL(name).origin !== location.origin && !name.startsWith("blob:"))`)
}
