//go:build !js

package browser_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The tests of this file's package run the package itself, compiled to
// WebAssembly with testdata/harness, in a real browser, under the policy that the
// app is served with.

// policy is the app's, of DESIGN.md.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; " +
	"require-trusted-types-for 'script'; trusted-types default; frame-ancestors 'none'"

const shell = "../../assets/shell"

var (
	allocator context.Context // one browser for all tests
	server    *httptest.Server
	program   string // the harness, compiled
	wasmExec  string // Go's glue, of the compiler that compiled it
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	chromium, err := findChromium()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	dir, err := os.MkdirTemp("", "claimlight-browser")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "harness.wasm")
	build := exec.Command("go", "build", "-o", program, "./testdata/harness")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the harness: %v\n%s", err, out)
		return 1
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, "go env GOROOT:", err)
		return 1
	}
	wasmExec = filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec.js")
	server = httptest.NewServer(site())
	defer server.Close()

	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium),
		chromedp.UserDataDir(filepath.Join(dir, "profile")),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("headless", "new"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// The address bar of each window would load two pages of its own, as costly as ours.
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup"),
		chromedp.WindowSize(1280, 800),
	)
	background, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	browser, cancel := chromedp.NewContext(background)
	defer cancel()
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintln(os.Stderr, "start the browser:", err)
		return 1
	}
	allocator = browser
	return m.Run()
}

func findChromium() (string, error) {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("these tests need Chromium: install it, or name it in $CHROMIUM")
}

// site serves the harness beside the shell's modules.
func site() http.Handler {
	reference := regexp.MustCompile(`\{\{([a-z0-9_./-]+)\}\}`)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Cache-Control", "no-store")
		name := strings.TrimPrefix(r.URL.Path, "/")
		switch name {
		case "":
			http.ServeFile(w, r, "testdata/page.html")
		case "page.css", "start.js":
			http.ServeFile(w, r, "testdata/"+name)
		case "harness.wasm":
			http.ServeFile(w, r, program)
		case "wasm_exec.js":
			http.ServeFile(w, r, wasmExec)
		default:
			source, err := os.ReadFile(filepath.Join(shell, filepath.FromSlash(name)))
			if err != nil {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			// The build puts each file's address in place of its name, and into the
			// service worker what it has to keep.
			_, _ = w.Write(reference.ReplaceAll(bytes.ReplaceAll(source, []byte("{{precache}}"), []byte("[]")), []byte("$1")))
		}
	})
}

// A tab is a page with the harness in it.
type tab struct {
	testing.TB
	ctx     context.Context
	mu      sync.Mutex
	trouble []string // what the console showed as errors
}

// newTab opens the harness in a profile of its own. The test fails at its end if
// the page's console shows an error.
func newTab(t testing.TB) *tab {
	t.Helper()
	return openTab(t, allocator, server.URL, chromedp.WithNewBrowserContext())
}

// beside opens the harness in another tab of the same profile.
func (t *tab) beside() *tab {
	t.Helper()
	return openTab(t.TB, t.ctx, server.URL)
}

// sources reads what the harness is compiled from, so that go test knows that its
// results depend on it: of what the build reads, and before a test runs, it does
// not take note.
var sources = sync.OnceValue(func() error {
	for _, pattern := range []string{"*.go", "testdata/harness/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			if _, err := os.ReadFile(name); err != nil {
				return err
			}
		}
	}
	return nil
})

func openTab(tb testing.TB, parent context.Context, address string, options ...chromedp.ContextOption) *tab {
	tb.Helper()
	ctx, cancel := chromedp.NewContext(parent, options...)
	ctx, stop := context.WithTimeout(ctx, 60*time.Second)
	t := &tab{TB: tb, ctx: ctx}
	if err := sources(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		stop()
		cancel()
		t.mu.Lock()
		defer t.mu.Unlock()
		for _, words := range t.trouble {
			tb.Errorf("console: %s", words)
		}
	})
	t.do()
	console := chromedp.Console(ctx)
	go func() {
		for message, err := range console {
			if err != nil {
				return // the tab is closed
			}
			if message.Type == chromedp.ConsoleError || message.Type == chromedp.ConsoleLog || message.IsException() {
				t.mu.Lock()
				t.trouble = append(t.trouble, message.String())
				t.mu.Unlock()
			}
		}
	}()
	t.do(chromedp.Navigate(address+"/"), chromedp.WaitReady(chromedp.CSS("html[data-ready]")))
	return t
}

func (t *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(t.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// try calls a function of the harness and decodes what it resolves to into out,
// unless that is nil.
func (t *tab) try(out any, function string, args ...any) error {
	t.Helper()
	list, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		t.Fatal(err)
	}
	// What is not a plain value goes over as JSON.
	script := fmt.Sprintf(`harness.%s(...%s.map((v) => v !== null && typeof v === "object" ? JSON.stringify(v) : v))
		.then((v) => ({ value: v }), (error) => ({ error }))`, function, list)
	answer, err := chromedp.Run(t.ctx, chromedp.Evaluate[struct {
		Value string `json:"value"`
		Error string `json:"error"`
	}](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", function, err)
	}
	if answer.Error != "" {
		return fmt.Errorf("%s", answer.Error)
	}
	if out != nil {
		if err := json.Unmarshal([]byte(answer.Value), out); err != nil {
			t.Fatalf("%s answered %s: %v", function, answer.Value, err)
		}
	}
	return nil
}

// call is try for what must not fail.
func (t *tab) call(out any, function string, args ...any) {
	t.Helper()
	if err := t.try(out, function, args...); err != nil {
		t.Fatalf("%s: %v", function, err)
	}
}

// run evaluates a script and decodes its value, or what its promise resolves to,
// into out, unless that is nil.
func (t *tab) run(out any, script string, args ...any) {
	t.Helper()
	script = fmt.Sprintf(script, args...)
	if out == nil {
		script = "(async () => { await (" + script + "); return ''; })()"
	} else {
		script = "(async () => JSON.stringify(await (" + script + ")))()"
	}
	value, err := chromedp.Run(t.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%v\nin %s", err, script)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal([]byte(value), out); err != nil {
		t.Fatalf("%s gave %s: %v", script, value, err)
	}
}

// An event is something that the package reported to the harness.
type event struct {
	Kind string
	What json.RawMessage
}

// waitFor returns the first event of a kind, which may have happened already,
// and forgets all others until then.
func (t *tab) waitFor(kind string) json.RawMessage {
	t.Helper()
	return t.waitForOne(kind, func(json.RawMessage) bool { return true })
}

func (t *tab) waitForOne(kind string, fits func(json.RawMessage) bool) json.RawMessage {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); t.frames(1) {
		var events []event
		t.call(&events, "events")
		for _, e := range events {
			if e.Kind == kind && fits(e.What) {
				return e.What
			}
		}
	}
	t.Fatalf("no %s was reported", kind)
	return nil
}

// frames waits for n frames of the page.
func (t *tab) frames(n int) {
	t.Helper()
	t.run(nil, `(async () => { for (let i = 0; i < %d; i++) await new Promise(requestAnimationFrame) })()`, n)
}
