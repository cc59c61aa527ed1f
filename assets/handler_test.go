package assets_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"claimlight/assets"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
)

const (
	page        = "<!doctype html><title>Claimlight</title>" + "<p>the page</p>"
	program     = "\x00asm and so on, and so on, and so on"
	programName = "app.0123456789ab.wasm"
)

// dist is a small built app: some files in all codings, one in none but its own.
func dist() fstest.MapFS {
	fsys := fstest.MapFS{
		".gitkeep":                    {},
		"clip.html":                   {Data: []byte("clip")},
		"sw.js":                       {Data: []byte("// worker")},
		"manifest.webmanifest":        {Data: []byte("{}")},
		"build.json":                  {Data: []byte(`{"build":"b"}`)},
		"sample.0123456789ab.md":      {Data: []byte("# Sample")},
		"icons/icon.0123456789ab.png": {Data: []byte("\x89PNG")},
		"icons/icon.0123456789ab.svg": {Data: []byte("<svg/>")},
		"app.0123456789ab.css":        {Data: []byte("body{}")},
		"boot.0123456789ab.js":        {Data: []byte("start()")},
	}
	for name, content := range map[string]string{"index.html": page, programName: program} {
		var br, gz bytes.Buffer
		for _, w := range []io.WriteCloser{brotli.NewWriter(&br), gzip.NewWriter(&gz)} {
			io.WriteString(w, content)
			w.Close()
		}
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
		fsys[name+".br"] = &fstest.MapFile{Data: br.Bytes()}
		fsys[name+".gz"] = &fstest.MapFile{Data: gz.Bytes()}
	}
	return fsys
}

func handler(t testing.TB) http.Handler {
	t.Helper()
	h, err := assets.Handler(dist())
	if err != nil {
		t.Fatal(err)
	}
	return assets.Secure(h)
}

// do sends a request with the given headers, each "Name: value".
func do(t testing.TB, method, target string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	return w.Result()
}

// body returns the body of a response, out of its coding.
func body(t testing.TB, response *http.Response) string {
	t.Helper()
	var r io.Reader = response.Body
	switch response.Header.Get("Content-Encoding") {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		var err error
		if r, err = gzip.NewReader(r); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestHandlerAnswersEachAddress(t *testing.T) {
	const plain = "text/plain; charset=utf-8"
	tests := []struct {
		method, target string
		status         int
		contentType    string
		body           string // begins with
		location       string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", page, ""},
		{"GET", "/read?article=urn:uuid:1", 200, "text/html; charset=utf-8", page, ""},
		{"GET", "/claims", 200, "text/html; charset=utf-8", page, ""},
		{"GET", "/codebook", 200, "text/html; charset=utf-8", page, ""},
		{"GET", "/settings", 200, "text/html; charset=utf-8", page, ""},
		{"GET", "/index.html", 200, "text/html; charset=utf-8", page, ""},
		{"HEAD", "/", 200, "text/html; charset=utf-8", "", ""},
		{"GET", "/nothing", 404, "text/html; charset=utf-8", page, ""},
		{"HEAD", "/nothing", 404, "text/html; charset=utf-8", "", ""},
		{"GET", "/" + programName, 200, "application/wasm", program, ""},
		{"GET", "/boot.0123456789ab.js", 200, "text/javascript; charset=utf-8", "start()", ""},
		{"GET", "/app.0123456789ab.css", 200, "text/css; charset=utf-8", "body{}", ""},
		{"GET", "/sample.0123456789ab.md", 200, "text/markdown; charset=utf-8", "# Sample", ""},
		{"GET", "/icons/icon.0123456789ab.png", 200, "image/png", "\x89PNG", ""},
		{"GET", "/icons/icon.0123456789ab.svg", 200, "image/svg+xml", "<svg/>", ""},
		{"GET", "/manifest.webmanifest", 200, "application/manifest+json", "{}", ""},
		{"GET", "/build.json", 200, "application/json", "{", ""},

		// A missing file is no page, and neither is what only the server sees.
		{"GET", "/app.ffffffffffff.wasm", 404, plain, "There is nothing", ""},
		{"GET", "/favicon.ico", 404, plain, "There is nothing", ""},
		{"GET", "/api/article", 404, plain, "There is nothing", ""},
		{"GET", "/.gitkeep", 404, plain, "There is nothing", ""},
		{"GET", "/" + programName + ".br", 404, plain, "There is nothing", ""},
		{"GET", "/../go.mod", 404, plain, "There is nothing", ""},

		// The page works one segment deep only, and no folder is listed.
		{"GET", "/read/?article=1", 302, "text/html; charset=utf-8", "", "/read?article=1"},
		{"GET", "/icons/", 302, "text/html; charset=utf-8", "", "/icons"},
		{"GET", "/a/b/c", 302, "text/html; charset=utf-8", "", "/not-found"},
		{"GET", "//evil.example/a", 302, "text/html; charset=utf-8", "", "/not-found"},
		{"GET", "/%5Cevil/", 302, "text/html; charset=utf-8", "", "/%5Cevil"},
		{"GET", "//evil.example/", 404, plain, "There is nothing", ""},

		{"POST", "/", 405, plain, "Only GET", ""},
		{"DELETE", "/" + programName, 405, plain, "Only GET", ""},
		{"OPTIONS", "/claims", 405, plain, "Only GET", ""},
	}
	for _, test := range tests {
		t.Run(test.method+" "+test.target, func(t *testing.T) {
			response := do(t, test.method, "http://localhost"+test.target)
			if response.StatusCode != test.status {
				t.Errorf("status %d, want %d", response.StatusCode, test.status)
			}
			if got := response.Header.Get("Content-Type"); got != test.contentType {
				t.Errorf("type %q, want %q", got, test.contentType)
			}
			if got := response.Header.Get("Location"); got != test.location {
				t.Errorf("location %q, want %q", got, test.location)
			}
			got := body(t, response)
			if !strings.HasPrefix(got, test.body) || test.method == "HEAD" && got != "" {
				t.Errorf("body %q, want %q", got, test.body)
			}
		})
	}
}

func TestEveryResponseHasTheSecurityHeaders(t *testing.T) {
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
			"img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; " +
			"base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types default; frame-ancestors 'none'",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Referrer-Policy":              "no-referrer",
		"X-Content-Type-Options":       "nosniff",
	}
	for _, request := range []string{"GET /", "GET /nothing", "GET /nothing.js", "GET /a/b", "POST /", "GET /" + programName} {
		method, target, _ := strings.Cut(request, " ")
		response := do(t, method, target)
		got := make(map[string]string)
		for name := range want {
			got[name] = response.Header.Get(name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", request, diff)
		}
		if response.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: no Permissions-Policy", request)
		}
	}
}

// The page that the bookmarklet opens could not hear from the one that opened it
// under the policy of the others.
func TestOnlyTheClippingPageMayBeOpenedByOthers(t *testing.T) {
	for target, want := range map[string]string{"/clip.html": "unsafe-none", "/": "same-origin", "/clip": "same-origin", "/clip.html/x": "same-origin"} {
		if got := do(t, "GET", target).Header.Get("Cross-Origin-Opener-Policy"); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}

// A policy in the page cannot say who may frame it; the rest must be the same.
func TestThePageItselfHasThePolicy(t *testing.T) {
	for _, name := range []string{"index.html", "clip.html"} {
		source, err := os.ReadFile("shell/" + name)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.TrimSuffix(assets.Policy, "; frame-ancestors 'none'")
		match := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`).FindSubmatch(source)
		if match == nil {
			t.Fatalf("no policy in %s", name)
		}
		if diff := cmp.Diff(want, string(match[1])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestHandlerAnswersInTheCodingThatTheClientLikesBest(t *testing.T) {
	for _, test := range []struct{ accept, want string }{
		{"gzip, deflate, br, zstd", "br"},
		{"br", "br"},
		{"gzip", "gzip"},
		{"x-gzip", "gzip"},
		{"GZIP", "gzip"},
		{"", ""},
		{"identity", ""},
		{"deflate", ""},
		{"*", "br"},
		{"br;q=0, *", "gzip"},
		{"br;q=0, gzip;q=0", ""},
		{"br;q=0.5, gzip", "gzip"},
		{"gzip;q=0.5, br;q=0.50", "br"},
		{"br; q=0.1, identity; q=0.5", ""},
		{"br;q=0.001", "br"},
		{"gzip ; Q = 1", "gzip"},
		{"br;q=2, gzip;q=0.1", "gzip"},
		{"br;q=NaN, gzip;q=0.1", "gzip"},
		{"br;q=, gzip", "gzip"},
		{",, ,gzip", "gzip"},
		{"*;q=0", ""},
	} {
		response := do(t, "GET", "/"+programName, "Accept-Encoding: "+test.accept)
		if got := response.Header.Get("Content-Encoding"); got != test.want {
			t.Errorf("%q: coding %q, want %q", test.accept, got, test.want)
		}
		if got := response.Header.Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("%q: Vary %q", test.accept, got)
		}
		length := response.Header.Get("Content-Length")
		raw, _ := io.ReadAll(response.Body)
		if length != fmt.Sprint(len(raw)) {
			t.Errorf("%q: length %s, but %d bytes", test.accept, length, len(raw))
		}
		response.Body = io.NopCloser(bytes.NewReader(raw))
		if got := body(t, response); got != program {
			t.Errorf("%q: body %q", test.accept, got)
		}
	}
}

func TestOnlyFilesNamedByTheirContentAreKeptUnasked(t *testing.T) {
	const immutable, revalidate = "public, max-age=31536000, immutable", "no-cache"
	for target, want := range map[string]string{
		"/":                            revalidate,
		"/claims":                      revalidate,
		"/nothing":                     revalidate,
		"/sw.js":                       revalidate,
		"/manifest.webmanifest":        revalidate,
		"/" + programName:              immutable,
		"/icons/icon.0123456789ab.png": immutable,
	} {
		if got := do(t, "GET", target).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}

func TestATagIsOfTheBytesSentAndSparesThemTheNextTime(t *testing.T) {
	tags := make(map[string]bool)
	for _, accept := range []string{"br", "gzip", "identity"} {
		first := do(t, "GET", "/claims", "Accept-Encoding: "+accept)
		raw, _ := io.ReadAll(first.Body)
		tag := first.Header.Get("Etag")
		if want := fmt.Sprintf(`"%x"`, sha256.Sum256(raw)); tag != want {
			t.Errorf("%s: tag %s, want %s", accept, tag, want)
		}
		tags[tag] = true

		for header, want := range map[string]int{
			tag:               http.StatusNotModified,
			"W/" + tag:        http.StatusNotModified,
			`"other", ` + tag: http.StatusNotModified,
			"*":               http.StatusNotModified,
			`"other"`:         http.StatusOK,
		} {
			again := do(t, "GET", "/claims", "Accept-Encoding: "+accept, "If-None-Match: "+header)
			if again.StatusCode != want {
				t.Errorf("%s, If-None-Match %s: status %d, want %d", accept, header, again.StatusCode, want)
			}
			if b, _ := io.ReadAll(again.Body); want == http.StatusNotModified && len(b) > 0 {
				t.Errorf("%s: 304 with %d bytes", accept, len(b))
			}
			if again.Header.Get("Content-Security-Policy") == "" {
				t.Errorf("%s: no policy on status %d", accept, again.StatusCode)
			}
		}
	}
	if len(tags) != 3 {
		t.Errorf("%d tags for 3 codings", len(tags))
	}
}

func TestHandlerRefusesWhatIsNotABuiltApp(t *testing.T) {
	if _, err := assets.Handler(fstest.MapFS{".gitkeep": {}}); err != assets.ErrNotBuilt {
		t.Errorf("empty: got %v, want %v", err, assets.ErrNotBuilt)
	}
	odd := dist()
	odd["archive.zip"] = &fstest.MapFile{}
	if _, err := assets.Handler(odd); err == nil || !strings.Contains(err.Error(), "archive.zip") {
		t.Errorf("a file of no known type: got %v", err)
	}
}

func FuzzAcceptEncodingNeverLosesThePage(f *testing.F) {
	f.Add("gzip;q=0.5, br")
	f.Add("*;q=0,identity;q=1e9")
	h := handler(f)
	f.Fuzz(func(t *testing.T, accept string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header["Accept-Encoding"] = []string{accept}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := body(t, w.Result()); got != page {
			t.Errorf("body %q", got)
		}
	})
}
