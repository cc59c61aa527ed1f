//go:build !js

package webpage_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"claimlight/annotations/format"
	"claimlight/wasm/webpage"
)

const source = `<!doctype html><html lang="en"><title>Trams</title><article><h1>Trams</h1><p>Trams cut traffic by a third, says the city.</p></article>`

func fetched(context.Context, string) (webpage.Page, error) {
	return webpage.Page{Data: []byte(source), Type: "text/html", Address: "https://news.example/trams"}, nil
}

func ask(handler http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost:8000"+target, nil)
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

func known(host string) bool { return host == "localhost:8000" }

const own = "Sec-Fetch-Site"

func TestHandlerAnswersWithTheArticle(t *testing.T) {
	w := ask(webpage.Handler(fetched, known), "GET", "/api/article?url=news.example", own, "same-origin")
	a, err := format.ParseArticle(w.Body.Bytes())
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d: %v", w.Code, err)
	}
	if a.Title != "Trams" || a.Source != "https://news.example/trams" || a.Language != "en" ||
		!strings.HasSuffix(a.Text, "Trams cut traffic by a third, says the city.") {
		t.Errorf("got %+v", a)
	}
	if got := w.Header().Get("Content-Type") + w.Header().Get("Cache-Control"); got != "application/jsonno-store" {
		t.Errorf("headers %q", got)
	}
}

func TestHandlerSaysWithoutAnAddressThatItIsThere(t *testing.T) {
	for _, method := range []string{"GET", "HEAD"} {
		w := ask(webpage.Handler(nil, known), method, "/api/article", own, "same-origin")
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %v", method, w.Code, w.Header())
		}
	}
}

func TestHandlerAnswersItsOwnPageOnly(t *testing.T) {
	for _, test := range []struct {
		method  string
		headers []string
		want    int
	}{
		{"GET", []string{own, "same-origin"}, 200},
		{"GET", []string{own, "same-origin", "Origin", "http://localhost:8000"}, 200},
		{"GET", []string{webpage.AskHeader, "1"}, 200},
		{"GET", nil, 403},
		{"GET", []string{own, "cross-site"}, 403},
		{"GET", []string{own, "same-site"}, 403},
		{"GET", []string{own, "none"}, 403},
		{"GET", []string{own, "cross-site", webpage.AskHeader, "1"}, 403},
		{"GET", []string{webpage.AskHeader, "1", "Origin", "https://evil.example"}, 403},
		{"GET", []string{webpage.AskHeader, "1", "Origin", "null"}, 403},
		{"GET", []string{own, "same-origin", "Origin", "http://localhost:8001"}, 403},
		{"GET", []string{own, "same-origin", "Host", "evil.example:8000"}, 403},
		{"POST", []string{own, "same-origin"}, 405},
		{"PUT", []string{own, "same-origin"}, 405},
		{"OPTIONS", []string{"Origin", "https://evil.example"}, 405},
	} {
		w := ask(webpage.Handler(fetched, known), test.method, "/api/article?url=x", test.headers...)
		if w.Code != test.want {
			t.Errorf("%s %q: %d, want %d", test.method, test.headers, w.Code, test.want)
		}
		for name := range w.Header() {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s %q: header %s", test.method, test.headers, name)
			}
		}
	}
}

func TestHandlerSaysWhatWhyAndWhatToDo(t *testing.T) {
	for _, data := range []string{"", "<script>run()</script>", "\x89PNG\r\n\x1a\n\x00\x00"} {
		empty := func(context.Context, string) (webpage.Page, error) {
			return webpage.Page{Data: []byte(data), Type: "text/html"}, nil
		}
		w := ask(webpage.Handler(empty, known), "GET", "/api/article?url=x", own, "same-origin")
		var said struct{ What, Why, Do string }
		if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d %s %v", data, w.Code, w.Body, err)
		}
		if said.What == "" || said.Why == "" || said.Do == "" {
			t.Errorf("%q: it says %+v", data, said)
		}
	}
}

func TestHandlerFetchesOnlySoMuchAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		let := make(chan struct{})
		slow := func(ctx context.Context, address string) (webpage.Page, error) {
			<-let
			return fetched(ctx, address)
		}
		h := webpage.Handler(slow, known)
		codes := make(chan int)
		for range 10 {
			go func() { codes <- ask(h, "GET", "/api/article?url=x", own, "same-origin").Code }()
		}
		synctest.Wait()
		count := map[int]int{}
		for range 6 {
			count[<-codes]++
		}
		close(let)
		for range 4 {
			count[<-codes]++
		}
		if count[503] != 6 || count[200] != 4 {
			t.Errorf("answers: %v", count)
		}
	})
}

func FuzzFetchNeverPanics(f *testing.F) {
	for _, s := range []string{"http://127.0.0.1/", "https://[::1%25eth0]/", "//x", "http://0x7f.1/", "http://a:b@c:d/"} {
		f.Add(s)
	}
	fetch := webpage.New().Fetch
	f.Fuzz(func(t *testing.T, address string) {
		ended, cancel := context.WithCancel(t.Context())
		cancel() // nothing is asked of anybody
		if _, err := fetch(ended, address); err == nil {
			t.Errorf("%q was fetched", address)
		}
	})
}
