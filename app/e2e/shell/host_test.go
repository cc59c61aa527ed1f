//go:build !js

// Package shell_test tests the shell around the app in a real browser: starting,
// starting without a connection, new versions, trouble.
package shell_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"claimlight/assets"
)

const repository = "../../.."

// built makes the app with a file mark.md that holds mark, so that builds differ
// and can be told apart, and returns the folder. It stays for all tests. All have
// the same programs, which are compiled once.
func built(t *testing.T, mark string) string {
	t.Helper()
	return builtWith(t, mark, nil)
}

// builtWith is built with changed sources: changes gets and returns what a file
// holds, by its name.
func builtWith(t *testing.T, mark string, changes map[string]func(string) string) string {
	t.Helper()
	dir := filepath.Join(scratch, mark)
	out := filepath.Join(dir, "dist")
	if _, err := os.Stat(filepath.Join(out, "index.html")); err == nil {
		return out
	}
	sources := filepath.Join(dir, "shell")
	if err := os.CopyFS(sources, os.DirFS(filepath.Join(repository, "assets", "shell"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sources, "mark.md"), []byte(mark), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, change := range changes {
		file := filepath.Join(sources, name)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		changed := change(string(b))
		if changed == string(b) {
			t.Fatalf("%s is not changed", name)
		}
		if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"run", "./assets/build", "-quality", "1", "-shell", sources, "-out", out, "-cache", filepath.Join(scratch, "compressed")}
	if programs == "" {
		programs = out
	} else {
		args = append(args, "-programs", programs)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = repository
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, output)
	}
	return out
}

// scratch holds what the tests build, programs the first of it.
var scratch, programs string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if scratch, err = os.MkdirTemp("", "claimlight-shell-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(scratch)
	started, stop, err := start(filepath.Join(scratch, "profile"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer stop()
	shared = started
	return m.Run()
}

// app serves the built app in dist, as claimlight serve does.
func app(t *testing.T, dist string) http.Handler {
	t.Helper()
	h, err := assets.Handler(os.DirFS(dist))
	if err != nil {
		t.Fatal(err)
	}
	return assets.Secure(h)
}

// static serves the built app in dist under a path, as a plain static host does:
// it knows no routes, sends no policy, and does not know what .wasm is.
func static(t *testing.T, dist, under string) http.Handler {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := assets.WriteSite(os.DirFS(dist), dir); err != nil {
		t.Fatal(err)
	}
	files := http.FileServer(http.Dir(dir))
	return http.StripPrefix(strings.TrimSuffix(under, "/"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := filepath.Join(dir, filepath.Base(r.URL.Path)+".html")
		if _, err := os.Stat(page); err == nil {
			http.ServeFile(w, r, page)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		files.ServeHTTP(w, r)
	}))
}

// A host is a server that tests stop, start and give new content.
type host struct {
	t       *testing.T
	address string // as in http://127.0.0.1:1234
	serves  atomic.Pointer[http.Handler]
	server  *http.Server
}

func newHost(t *testing.T, serves http.Handler) *host {
	t.Helper()
	h := &host{t: t}
	h.serve(serves)
	h.start("127.0.0.1:0")
	t.Cleanup(func() { h.server.Close() })
	return h
}

// serve makes the host answer with another handler from now on.
func (h *host) serve(serves http.Handler) { h.serves.Store(&serves) }

func (h *host) start(addr string) {
	h.t.Helper()
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		h.t.Fatal(err)
	}
	h.address = "http://" + listener.Addr().String()
	h.server = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(*h.serves.Load()).ServeHTTP(w, r)
	})}
	go h.server.Serve(listener)
}

// stop closes the listener and every connection, as pulling the plug does.
func (h *host) stop() {
	h.t.Helper()
	if err := h.server.Close(); err != nil {
		h.t.Fatal(err)
	}
}
