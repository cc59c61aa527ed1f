//go:build !js

package webpage

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"claimlight/annotations/format"
	"claimlight/annotations/importer"
)

// AskHeader must be on requests whose browser does not say where they come
// from, as none does on http:// but for this machine. No other site's page can
// set it without being allowed to.
const AskHeader = "X-Claimlight"

// maxAtOnce is how many pages are fetched and read at once: each takes up to
// MaxBytes, and several times that while it is read.
const maxAtOnce = 4

// answering is how long reading a page and sending the article may take beyond
// fetching it.
const answering = time.Minute

// Handler answers
//
//	GET /api/article?url=ADDRESS
//
// with the article that the importer makes of the page at that address, as
// [format.AppendArticle] writes it, without id and added; or with a [Trouble].
// Without an address it answers that it is there: {"ready":true}.
//
// It answers the app's own page only: where known knows the Host header as a
// name of this server, and not when another site's page asks.
func Handler(fetch func(ctx context.Context, address string) (Page, error), known func(host string) bool) http.Handler {
	return &handler{fetch: fetch, known: known, places: make(chan struct{}, maxAtOnce)}
}

type handler struct {
	fetch  func(ctx context.Context, address string) (Page, error)
	known  func(host string) bool
	places chan struct{} // taken while a page is fetched and read
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json")
	article, err := h.answer(w, r)
	var trouble *Trouble
	switch {
	case errors.As(err, &trouble):
		if trouble == errMethod {
			w.Header().Set("Allow", "GET, HEAD")
		}
		w.WriteHeader(trouble.Status)
		json.NewEncoder(w).Encode(trouble)
	case err != nil: // there is nobody to tell
	default:
		w.Write(article)
	}
}

func (h *handler) answer(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return nil, errMethod
	case !h.known(r.Host):
		return nil, errHost
	case !fromOwnPage(r):
		return nil, errForeign
	case !r.URL.Query().Has("url"), r.Method == http.MethodHead:
		return []byte(`{"ready":true}` + "\n"), nil
	}
	select {
	case h.places <- struct{}{}:
		defer func() { <-h.places }()
	default:
		return nil, errBusy
	}
	// The server's own limit for reading requests would end the request's
	// context while the page is still on its way.
	deadline := time.Now().Add(MaxTime + answering)
	if err := http.NewResponseController(w).SetReadDeadline(deadline); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, err
	}
	page, err := h.fetch(r.Context(), r.URL.Query().Get("url"))
	if err != nil {
		return nil, err
	}
	a, err := importer.Import(page.Data, importer.Hint{Type: page.Type, Source: page.Address})
	if err != nil {
		why := err.Error()
		return nil, &Trouble{http.StatusUnprocessableEntity, noArticle, strings.ToUpper(why[:1]) + why[1:] + ".", byHand}
	}
	return append(format.AppendArticle(nil, &a), '\n'), nil
}

// fromOwnPage reports whether a browser says that the page which asks came from
// this server; where it says nothing, whether the page could set a header that
// no other site's page can.
func fromOwnPage(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		_, host, ok := strings.Cut(origin, "://")
		if !ok || host != r.Host {
			return false
		}
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	return r.Header.Get(AskHeader) != ""
}
