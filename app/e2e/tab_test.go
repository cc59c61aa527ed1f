//go:build !js

package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A profile is a person's browser: what is stored in it is seen by all its tabs,
// and by no other profile.
type profile struct {
	testing.TB
	host *host
	ctx  context.Context
	used bool  // the context's own tab
	kept *kept // or nil

	downloads string // the folder
}

// newProfile returns a profile that has never seen the app.
func newProfile(tb testing.TB, h *host) *profile {
	tb.Helper()
	ctx, cancel := chromedp.NewContext(shared, chromedp.WithNewBrowserContext())
	tb.Cleanup(cancel)
	return &profile{TB: tb, host: h, ctx: ctx}
}

// visit opens the library in a kept profile: the app is there, and no articles.
func visit(tb testing.TB) *tab {
	tb.Helper()
	t := emptied(tb, &mine).newTab()
	t.open("/")
	return t
}

// A tab is one tab of a browser that shows the app. When its test ends, the tab
// fails it for everything that no page of ours may do: ask another origin for
// anything, write an error to the console, violate its own policy, show one of
// the browser's own dialogs.
type tab struct {
	place
	testing.TB
	profile *profile
	ctx     context.Context

	mu      sync.Mutex
	trouble []string
	asked   []string // the kinds of the browser's own dialogs that were shown
	agreed  []string // those that a test expects
}

// newTab opens a tab without an address.
func (p *profile) newTab() *tab { return p.newTabWith() }

// newTabWith opens a tab in whose pages each script runs before the page's own.
func (p *profile) newTabWith(scripts ...string) *tab {
	p.Helper()
	ctx := p.ctx
	if p.used {
		var here []chromedp.ContextOption
		if p.kept != nil {
			here = append(here, chromedp.WithTargetID(p.kept.newTarget(p.TB)))
		}
		var cancel context.CancelFunc
		ctx, cancel = chromedp.NewContext(p.ctx, here...)
		p.Cleanup(cancel)
	}
	p.used = true
	t := &tab{TB: p.TB, profile: p, ctx: ctx}
	t.place = place{tab: t}
	if err := chromedp.Listen(ctx, t.heard); err != nil {
		p.Fatal(err)
	}
	call(t, network.Enable, network.EnableParams{})
	// Without this, a tab behind another would draw nothing.
	call(t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	scripts = append(scripts, `addEventListener("securitypolicyviolation", (e) => console.error("policy violated: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample))`)
	for _, script := range scripts {
		call(t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	}
	p.Cleanup(t.checkTrouble)
	return t
}

// call calls a command of the browser's protocol for a tab.
func call[P, R any](t *tab, command cdp.Command[P, R], params P) R {
	t.Helper()
	result, err := chromedp.Call(t.ctx, command, params)
	if err != nil {
		t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// heard takes note of trouble.
func (t *tab) heard(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		at, err := url.Parse(e.Request.URL)
		if err != nil || at.Scheme != "blob" && at.Scheme != "data" && at.Scheme+"://"+at.Host != t.profile.host.address {
			t.note("asked another origin: " + e.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if kind := string(e.Type); kind == "error" || kind == "assert" || kind == "warning" {
			var words []string
			for _, arg := range e.Args {
				words = append(words, string(arg.Value)+arg.Description)
			}
			t.note("console " + kind + ": " + strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		words := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			words += " " + x.Description
		}
		t.note("uncaught: " + words)
	case *log.EventEntryAdded:
		if level := string(e.Entry.Level); level == "error" || e.Entry.Source == "security" {
			t.note(string(e.Entry.Source) + " " + level + ": " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *page.EventJavascriptDialogOpening:
		t.mu.Lock()
		agreed := slices.Contains(t.agreed, string(e.Type))
		t.asked = append(t.asked, string(e.Type))
		t.mu.Unlock()
		if !agreed {
			t.note("dialog " + string(e.Type) + ": " + e.Message)
		}
		// Commands cannot be called from here.
		go chromedp.Call(t.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	}
}

func (t *tab) note(words string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trouble = append(t.trouble, words)
}

// agreeTo expects dialogs of the browser's own, of a kind such as "beforeunload".
func (t *tab) agreeTo(kind string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.agreed = append(t.agreed, kind)
}

// wasAsked reports whether a dialog of that kind was shown.
func (t *tab) wasAsked(kind string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Contains(t.asked, kind)
}

func (t *tab) checkTrouble() {
	// What happened before this answer has been heard by then.
	chromedp.Run(t.ctx, chromedp.Evaluate[int]("1"))
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, words := range t.trouble {
		t.Errorf("%s", words)
	}
}

// open loads a page of the app and waits until it is drawn. It leaves the page
// before only when that has written what is being saved, as a person does who is
// not in haste: else the browser asks.
func (t *tab) open(path string) {
	t.Helper()
	eval[bool](t, `new Promise(done => setTimeout(() => done(true)))`)
	t.until("nothing is being saved", `!/saving/i.test(document.querySelector("header")?.innerText)`)
	t.load(t.profile.host.address + path)
	t.drawn()
}

// load loads an address, whatever comes of it.
func (t *tab) load(address string) {
	t.Helper()
	if err := chromedp.Do(t.ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("loading %s: %v", address, err)
	}
}

// reload loads the page anew, as the person's reload button does.
func (t *tab) reload() {
	t.Helper()
	if err := chromedp.Do(t.ctx, chromedp.Reload()); err != nil {
		t.Fatal(err)
	}
	t.drawn()
}

// drawn waits until the page has its heading, and nothing is still to come.
func (t *tab) drawn() {
	t.Helper()
	t.until("a page is drawn", `document.querySelector("main h1") && !document.querySelector("[aria-busy=true], .skeleton")`)
}

// stored waits until the app is on the device and serves this tab from there.
func (t *tab) stored() {
	t.Helper()
	t.until("the app is stored", `claimlight.shell.offlineReady() && navigator.serviceWorker.controller`)
}

// path is the address of the page below the host.
func (t *tab) path() string {
	t.Helper()
	return eval[string](t, `location.pathname + location.search`)
}

// eval returns what a JavaScript expression, or its promise, resolves to.
func eval[T any](t *tab, expression string, args ...any) T {
	t.Helper()
	value, err := tryEval[T](t, expression, args...)
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// tryEval is eval for what may fail, such as while a page is being left. Where
// there are args, the expression is a function of them.
func tryEval[T any](t *tab, expression string, args ...any) (value T, err error) {
	if len(args) > 0 {
		list, err := json.Marshal(args)
		if err != nil {
			return value, err
		}
		expression = "(" + expression + ")(..." + string(list) + ")"
	}
	text, err := chromedp.Run(t.ctx, chromedp.Evaluate[string](
		"(async () => JSON.stringify(await ("+expression+")) ?? 'null')()", chromedp.EvalAwaitPromise,
		func(p *runtime.EvaluateParams) { gesture := true; p.UserGesture = &gesture }))
	if err != nil {
		return value, err
	}
	return value, json.Unmarshal([]byte(text), &value)
}

// until waits for a JavaScript condition to become true.
func (t *tab) until(what, condition string, args ...any) {
	t.Helper()
	if len(args) == 0 {
		condition = "!!(await (" + condition + "))"
	}
	t.wait(what, func() (bool, string) {
		ok, err := tryEval[bool](t, condition, args...)
		return ok, fmt.Sprint(err)
	})
}

// wait waits until ready says so; otherwise ready says what is missing.
func (t *tab) wait(what string, ready func() (ok bool, missing string)) {
	t.Helper()
	var missing string
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(pace) {
		var ok bool
		if ok, missing = ready(); ok {
			return
		}
	}
	seen, _ := tryEval[string](t, `location.href + "\n" + document.body.innerText`)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.Fatalf("waited in vain until %s: %s\non %s\ntrouble: %q", what, missing, seen, t.trouble)
}

// pace is how often a test looks whether what it waits for is there.
const pace = 15 * time.Millisecond
