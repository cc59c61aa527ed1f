//go:build !js

package main

// These tests are inside the package because no other can import a command.

import (
	"bufio"
	"context"
	"io"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"claimlight/assets"
)

var dist = fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Claimlight</title>")}}

// start serves dist until the test ends, and returns the address it printed.
func start(t *testing.T, dist fs.FS, addr string, names ...string) (url string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := serve(ctx, dist, addr, names, write)
		write.CloseWithError(err)
		done <- err
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	stop = func() error { cancel(); return <-done }
	t.Cleanup(cancel)
	return strings.TrimSpace(strings.TrimPrefix(line, "Claimlight is at ")), stop
}

func get(t *testing.T, url, host string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	return response
}

func TestServeAnswersWhereItSaysUntilStopped(t *testing.T) {
	url, stop := start(t, dist, "127.0.0.1:0")
	if !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("it says that it is at %q", url)
	}
	response := get(t, url, "")
	if response.StatusCode != http.StatusOK {
		t.Errorf("status %d", response.StatusCode)
	}
	if got := response.Header.Get("Content-Security-Policy"); got != assets.Policy {
		t.Errorf("policy %q", got)
	}
	if err := stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if c, err := net.DialTimeout("tcp", strings.TrimPrefix(url, "http://"), time.Second); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

func TestServeSaysAnAddressThatWorksWhenOpenToAll(t *testing.T) {
	url, _ := start(t, dist, "0.0.0.0:0")
	if !strings.HasPrefix(url, "http://localhost:") {
		t.Fatalf("it says that it is at %q", url)
	}
	if response := get(t, url, "claims.example"); response.StatusCode != http.StatusOK {
		t.Errorf("status %d for another host name", response.StatusCode)
	}
}

func TestServeSaysWhatToDoWhereThePortIsTaken(t *testing.T) {
	url, _ := start(t, dist, "127.0.0.1:0")
	err := serve(t.Context(), dist, strings.TrimPrefix(url, "http://"), nil, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "another program listens") || !strings.Contains(err.Error(), "--addr") {
		t.Errorf("got %v", err)
	}
}

// DNS rebinding: a page elsewhere reaches the server under its own name.
func TestServeOnLoopbackRefusesOtherNames(t *testing.T) {
	url, _ := start(t, dist, "127.0.0.1:0")
	for host, want := range map[string]int{
		"":                       http.StatusOK,
		"localhost":              http.StatusOK,
		"LocalHost:8000":         http.StatusOK,
		"localhost.":             http.StatusOK,
		"claimlight.localhost:1": http.StatusOK,
		"127.0.0.1:8000":         http.StatusOK,
		"127.8.8.8":              http.StatusOK,
		"[::1]:8000":             http.StatusOK,
		"[::1]":                  http.StatusOK,
		"evil.example":           http.StatusForbidden,
		"evil.example:8000":      http.StatusForbidden,
		"127.0.0.1.evil.example": http.StatusForbidden,
		"localhost.evil.example": http.StatusForbidden,
		"notlocalhost":           http.StatusForbidden,
		"192.168.1.7:8000":       http.StatusForbidden,
		"0.0.0.0:8000":           http.StatusForbidden,
		"2130706433":             http.StatusForbidden,
	} {
		response := get(t, url, host)
		if response.StatusCode != want {
			t.Errorf("Host %q: status %d, want %d", host, response.StatusCode, want)
		}
		if response.Header.Get("Content-Security-Policy") != assets.Policy {
			t.Errorf("Host %q: no policy on status %d", host, response.StatusCode)
		}
	}
}

func TestServeDropsRequestsWithHugeHeaders(t *testing.T) {
	url, _ := start(t, dist, "127.0.0.1:0")
	response := get(t, url+"/?q="+strings.Repeat("a", 64<<10), "")
	if response.StatusCode < 400 {
		t.Errorf("status %d", response.StatusCode)
	}
}

func TestCommandServesByDefaultWithTheSameFlags(t *testing.T) {
	root := command()
	if root.Flags().Lookup("addr") == nil {
		t.Error("claimlight --addr is not known")
	}
	for _, args := range [][]string{{"serve", "extra"}, {"nonsense"}, {"site"}} {
		root := command()
		root.SetArgs(args)
		root.SetOut(io.Discard)
		root.SetErr(io.Discard)
		if err := root.Execute(); err == nil {
			t.Errorf("claimlight %s: no error", strings.Join(args, " "))
		}
	}
}
