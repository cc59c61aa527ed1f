//go:build !js

// Package e2e_test does in a real browser what a person does with Claimlight, and
// looks for what a person sees: by role and accessible name, as UI.md promises
// them, with real keys and a real mouse.
package e2e_test

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"claimlight/assets"

	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for anything. It is generous: tests end when
// what they wait for is there.
const patience = 30 * time.Second

var (
	// shared is one browser for all tests that do not need one of their own. Each
	// test has a new profile in it, or one that is kept and emptied.
	shared context.Context
	// built is the app as "make build" left it when this test was compiled.
	built fs.FS
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if built, err = assets.Dist(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	dir, err := os.MkdirTemp("", "claimlight-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	browser, stop, err := start(filepath.Join(dir, "profile"), chromedp.Flag("process-per-site", true)) // see kept
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	// The profile can only be deleted once the browser has let go of it.
	defer stop()
	shared = browser
	if err := openHome(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// start starts a browser on a profile, with further options.
func start(profile string, more ...chromedp.ExecAllocatorOption) (browser context.Context, stop func(), err error) {
	path, err := chromium()
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		// The address bar of each window would load two pages of its own, as costly as one of ours.
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup"),
		chromedp.WindowSize(1360, 850))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	ctx, _ = chromedp.NewContext(ctx)
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		return nil, nil, fmt.Errorf("starting the browser: %w", err)
	}
	return ctx, func() { chromedp.Cancel(ctx); cancel() }, nil
}

// chromium returns the browser to test in.
func chromium() (string, error) {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium found: run make test, or set CHROMIUM to one")
}

// A host serves the app as claimlight serve does; it can be stopped and started.
type host struct {
	tb      testing.TB
	address string // as in http://127.0.0.1:1234
	handler http.Handler
	server  *http.Server
}

func newHost(tb testing.TB) *host {
	tb.Helper()
	app, err := assets.Handler(built)
	if err != nil {
		tb.Fatal(err)
	}
	return serve(tb, assets.Secure(app))
}

// serve starts a host that answers with handler.
func serve(tb testing.TB, handler http.Handler) *host {
	tb.Helper()
	h := &host{tb: tb, handler: handler}
	if err := h.listen("127.0.0.1:0"); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { h.server.Close() })
	return h
}

func (h *host) listen(addr string) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	h.address = "http://" + listener.Addr().String()
	h.server = &http.Server{Handler: h.handler}
	go h.server.Serve(listener)
	return nil
}

// stop closes the listener and every connection, as pulling the plug does.
func (h *host) stop() {
	h.tb.Helper()
	if err := h.server.Close(); err != nil {
		h.tb.Fatal(err)
	}
}

// restart starts a new server at the address of the one that was stopped.
func (h *host) restart() {
	h.tb.Helper()
	if err := h.listen(strings.TrimPrefix(h.address, "http://")); err != nil {
		h.tb.Fatal(err)
	}
}

// hostOfWorker is a host whose worker runs a script before its own, in tabs in
// whose pages the other script runs. Only the first worker of a page has "#worker"
// in its address.
func hostOfWorker(t *testing.T, script string) (h *host, inPage string) {
	t.Helper()
	app, err := assets.Handler(built)
	if err != nil {
		t.Fatal(err)
	}
	programs, err := fs.Glob(built, "importer.*.js")
	if err != nil || len(programs) != 1 {
		t.Fatalf("the worker's programs are %q, %v", programs, err)
	}
	worker, err := fs.ReadFile(built, programs[0])
	if err != nil {
		t.Fatal(err)
	}
	h = serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/worker-with-script.js" {
			assets.Secure(app).ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, "%s\n%s", script, worker)
	}))
	return h, `(() => {
		let first = "#worker";
		window.Worker = class extends Worker {
			constructor() {
				super("/worker-with-script.js" + first);
				first = "";
			}
		};
	})()`
}
