//go:build !js

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// dial opens a connection to the server at url and writes what is given.
func dial(t *testing.T, url, sent string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, sent); err != nil {
		t.Fatal(err)
	}
	return c
}

// Some of the 200 never end their request, some never take their answer.
func TestServeSurvivesManySlowClients(t *testing.T) {
	big := fstest.MapFS{"index.html": dist["index.html"], "app.wasm": {Data: make([]byte, 8<<20)}}
	url, _ := start(t, big, "127.0.0.1:0")
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			sent := "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
			switch i % 3 {
			case 1:
				sent = "GET /app.wasm HTTP/1.1\r\nHost: localhost\r\n\r\n"
			case 2:
				sent = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf"
			}
			dial(t, url, sent)
		})
	}
	all.Wait()
	begun := time.Now()
	for range 20 {
		response := get(t, url, "")
		if body, err := io.ReadAll(response.Body); err != nil || len(body) != len(dist["index.html"].Data) {
			t.Fatalf("%d bytes, %v", len(body), err)
		}
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("20 pages took %v beside 200 slow clients", took)
	}
}

func TestServeEndsClientsThatAreTooSlow(t *testing.T) {
	s := newServer(http.NotFoundHandler())
	for name, limit := range map[string]struct{ got, most time.Duration }{
		"header": {s.ReadHeaderTimeout, 10 * time.Second}, "request": {s.ReadTimeout, 30 * time.Second},
		"answer": {s.WriteTimeout, 5 * time.Minute}, "idle": {s.IdleTimeout, 2 * time.Minute},
	} {
		if limit.got <= 0 || limit.got > limit.most {
			t.Errorf("%s: the limit is %v", name, limit.got)
		}
	}
	s.ReadHeaderTimeout = 50 * time.Millisecond
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(listener)
	t.Cleanup(func() { s.Close() })
	c := dial(t, "http://"+listener.Addr().String(), "GET / HTTP/1.1\r\nHost: loc")
	c.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.ReadAll(c); err != nil {
		t.Errorf("the connection was not closed: %v", err)
	}
}

func TestServeTakesNoBodies(t *testing.T) {
	read := make(chan error, 1)
	s := newServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		read <- err
	}))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(listener)
	t.Cleanup(func() { s.Close() })
	dial(t, "http://"+listener.Addr().String(), "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8192\r\n\r\n"+strings.Repeat("a", 8<<10))
	if err := <-read; err == nil {
		t.Error("a body of 8 kB is read")
	}
}

// The paths are sent as they stand here, as no client would.
func TestServeLeadsNowhereElse(t *testing.T) {
	url, _ := start(t, dist, "127.0.0.1:0")
	for _, path := range []string{
		"/../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/....//....//etc/passwd", "/..\\..\\etc\\passwd",
		"//etc/passwd", "/etc/passwd%00.html", "/.git/config", "/.gitkeep", "/go.mod", "/assets/", "/css/", "/icons/", "/dist/", "/debug/pprof/",
		"http://evil.example/", "//evil.example/%2f..", "/\\evil.example/", "/index.html/../../go.mod",
	} {
		c := dial(t, url, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		response, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if s := string(body); strings.Contains(s, "root:") || strings.Contains(s, "module claimlight") || strings.Contains(s, "<pre>") {
			t.Errorf("%s: it says %q", path, s)
		}
		if to := response.Header.Get("Location"); strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") || strings.Contains(to, "://") {
			t.Errorf("%s: it leads to %q", path, to)
		}
		if response.StatusCode == http.StatusOK && string(body) != string(dist["index.html"].Data) {
			t.Errorf("%s: %d %q", path, response.StatusCode, body)
		}
	}
}

func TestServeFetchesForItsOwnPageOnly(t *testing.T) {
	url, _ := start(t, dist, "127.0.0.1:0", "claims.example.org")
	for _, test := range []struct {
		host, site, page string
		want             int
	}{
		{"localhost", "same-origin", "", 200},
		{"claims.example.org", "same-origin", "", 200},
		{"evil.example", "same-origin", "", 403},
		{"localhost", "cross-site", "", 403},
		{"localhost", "", "", 403},
		{"localhost", "same-origin", "?url=http://127.0.0.1/", 403},
		{"localhost", "same-origin", "?url=http://169.254.169.254/latest/meta-data/", 403},
		{"localhost", "same-origin", "?url=file:///etc/passwd", 400},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/api/article"+test.page, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = test.host
		if test.site != "" {
			r.Header.Set("Sec-Fetch-Site", test.site)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != test.want {
			t.Errorf("%+v: %d %s", test, response.StatusCode, body)
		}
		if strings.HasPrefix(response.Header.Get("Content-Type"), "application/json") != json.Valid(body) {
			t.Errorf("%+v: it says that it is %q: %s", test, response.Header.Get("Content-Type"), body)
		}
	}
}

// Open to all, the app's files go to whoever asks, but nothing is fetched under
// a name that somebody else could have given the server.
func TestServeFetchesUnderNamesItKnows(t *testing.T) {
	url, _ := start(t, dist, "0.0.0.0:0", "Claims.Example.org")
	for host, want := range map[string]int{"claims.example.org:8000": 200, "192.168.1.7:8000": 200, "[fd00::7]": 200, "localhost": 200,
		"evil.example": 403, "claims.example.org.evil.example": 403} {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/api/article", nil)
		r.Host = host
		r.Header.Set("X-Claimlight", "1")
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%s: %d, want %d", host, response.StatusCode, want)
		}
	}
}
