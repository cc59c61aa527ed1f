package assets

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Routes are the addresses of the app's pages, all of them one segment deep, so
// that the relative references of the one page they share hold on each.
var Routes = []string{"/", "/read", "/claims", "/codebook", "/settings"}

// Cache-Control of files whose name tells their content, and of all others.
const (
	immutable  = "public, max-age=31536000, immutable"
	revalidate = "no-cache"
)

// hashed matches the names that the builder made of a file's content.
var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.\w+$`)

// types are the content types of what the builder makes, by extension; they do
// not depend on the machine's own table.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".md":          "text/markdown; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
}

// A file is one resource in the codings that the builder made of it.
type file struct {
	contentType string
	caching     string
	variants    map[string]variant // by content coding; "" is the file as it is
}

// A variant is a file in one content coding.
type variant struct {
	content []byte
	etag    string
}

type handler struct {
	files map[string]file // by path without the leading slash
}

// Handler serves the built app dist: each file in the coding that the client
// likes best, the page for each of Routes, and the page with status 404 for any
// other address that looks like one. It reads all of dist once, here. It fails
// where dist holds a file whose type it does not know.
func Handler(dist fs.FS) (http.Handler, error) {
	h := handler{files: make(map[string]file)}
	err := fs.WalkDir(dist, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		content, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		return h.add(name, content)
	})
	if err != nil {
		return nil, fmt.Errorf("reading the built app: %w", err)
	}
	if _, ok := h.files["index.html"]; !ok {
		return nil, ErrNotBuilt
	}
	return h, nil
}

// add makes content servable, as name or as the coding that its extension says.
func (h handler) add(name string, content []byte) error {
	coding := codings[path.Ext(name)]
	if coding != "" {
		name = strings.TrimSuffix(name, path.Ext(name))
	}
	f, ok := h.files[name]
	if !ok {
		f = file{contentType: types[path.Ext(name)], caching: revalidate, variants: make(map[string]variant)}
		if f.contentType == "" {
			return fmt.Errorf("%s: no content type is known for it", name)
		}
		if hashed.MatchString(name) {
			f.caching = immutable
		}
		h.files[name] = f
	}
	f.variants[coding] = variant{content, fmt.Sprintf(`"%x"`, sha256.Sum256(content))}
	return nil
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are answered here.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if f, ok := h.files[name]; ok {
		if name == clipPage {
			w.Header().Set(openerPolicy, "unsafe-none")
		}
		f.serve(w, r, http.StatusOK)
		return
	}
	page := h.files["index.html"]
	switch {
	case slices.Contains(Routes, r.URL.Path):
		page.serve(w, r, http.StatusOK)
	case strings.HasPrefix(name, "api/") || strings.Contains(path.Base(name), "."):
		http.Error(w, "There is nothing at this address.", http.StatusNotFound)
	case strings.Contains(name, "/"):
		// The page works one segment deep only; there it says what is wrong.
		http.Redirect(w, r, flat(name, r.URL.RawQuery), http.StatusFound)
	default:
		page.serve(w, r, http.StatusNotFound)
	}
}

// flat returns the address one segment deep that an address of more leads to,
// always on this server.
func flat(name, query string) string {
	to := url.URL{Path: "/not-found", RawQuery: query}
	if first, rest, _ := strings.Cut(name, "/"); rest == "" && first != "" {
		to.Path = "/" + first
	}
	return to.String()
}

// serve writes the file in the coding that the request accepts and prefers.
func (f file) serve(w http.ResponseWriter, r *http.Request, status int) {
	header := w.Header()
	header.Set("Content-Type", f.contentType)
	header.Set("Cache-Control", f.caching)
	coding := ""
	if len(f.variants) > 1 {
		header.Set("Vary", "Accept-Encoding")
		coding = negotiate(r.Header.Values("Accept-Encoding"), f.variants)
	}
	v := f.variants[coding]
	if coding != "" {
		header.Set("Content-Encoding", coding)
	}
	header.Set("Content-Length", strconv.Itoa(len(v.content)))
	if status != http.StatusOK {
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			w.Write(v.content) // a client that is gone needs no answer
		}
		return
	}
	header.Set("Etag", v.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(v.content))
}
