//go:build !js

package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/assets"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
)

// vectors are the ways to run script in testdata/xss.txt.
func vectors(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/xss.txt")
	if err != nil {
		t.Fatal(err)
	}
	shown := strings.NewReplacer("␊", "\n", "␍", "\r", "␉", "\t", "␀", "\x00", "␌", "\f")
	var list []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			list = append(list, shown.Replace(line))
		}
	}
	if len(list) < 200 {
		t.Fatalf("there are only %d vectors", len(list))
	}
	return list
}

// trap is what the vectors call: it puts down that it was, which the console says.
const trap = `window.xss = () => console.error("script ran:\n" + (new Error().stack ?? ""))`

// A bait is a host whose pages nothing may ask for anything but its own parts.
type bait struct {
	mu    sync.Mutex
	asked []string
}

// baited serves what handler does, and takes note of what is asked of it that no
// page of its own asks.
func (b *bait) baited(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "canary") || strings.HasPrefix(r.URL.Path, "/x") {
			b.mu.Lock()
			b.asked = append(b.asked, r.URL.Path)
			b.mu.Unlock()
		}
		handler.ServeHTTP(w, r)
	})
}

func (b *bait) check(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, path := range b.asked {
		t.Errorf("the server was asked for %s", path)
	}
}

// audit returns what on a page could run script or reach elsewhere: elements, handlers,
// and addresses that the app never makes.
const audit = `() => {
	const found = [];
	const own = new Set([...document.scripts].filter((s) => s.src.startsWith(location.origin + "/") && !s.src.includes("canary")));
	for (const e of document.querySelectorAll("*")) {
		const name = e.localName;
		if (/^(iframe|frame|frameset|object|embed|applet|base|form|portal|fencedframe|animate|set|animatetransform|discard|foreignobject|use|image|feimage|math|video|audio|img|picture|source|area|map|template|marquee)$/i.test(name)) found.push("element " + name);
		if (name === "script" && !own.has(e)) found.push("element script");
		if (!document.head.contains(e) && /^(style|link|meta|title)$/.test(name) && !e.closest("svg")) found.push("element " + name);
		for (const { name: key, value } of e.attributes) {
			if (key === "style" && (!e.closest("article, [aria-label=Preview]") || e.matches(".caret, .far"))) continue; // the app's own
			if (/^on|^style$|^srcdoc$|^ping$|^background$/i.test(key)) found.push(name + " " + key);
			if (/href$|^src|^action$|^formaction$|^data$|^cite$|^poster$|^to$|^values$/i.test(key) && e !== document.querySelector("head " + name)) {
				if (e.matches(".clipping a") && !e.closest("article, [aria-label=Preview]")) continue; // the app's own bookmarklet
				let address;
				try { address = new URL(value, location.href); } catch { continue; }
				if (!/^(https?|mailto|blob):$/.test(address.protocol)) found.push(name + " " + key + "=" + value);
			}
		}
	}
	return [...new Set(found)];
}`

func TestTheTrapsOfTheVectorsSnapWhereNothingIsDoneAgainstThem(t *testing.T) {
	list := vectors(t)
	host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><link rel=icon href="data:,"><main><h1>Traps</h1></main>`)
	}))
	tab := newProfile(t, host).newTab()
	tab.open("/")
	eval[bool](tab, `(vectors) => {
		window.ran = new Set();
		vectors.forEach((vector, i) => {
			const frame = document.createElement("iframe");
			frame.srcdoc = "<script>window.xss = () => parent.ran.add(" + i + "); window.alert = xss<\/script>" + vector;
			document.body.append(frame);
		});
		return true;
	}`, list)
	tab.until("many run", `window.ran.size >= 60`)
	tab.load("about:blank")
	tab.mu.Lock()
	tab.trouble = nil // as it should be
	tab.mu.Unlock()
}

func TestNoVectorRunsInAnArticle(t *testing.T) {
	list := vectors(t)
	app, err := assets.Handler(built)
	if err != nil {
		t.Fatal(err)
	}
	var b bait
	tab := newProfile(t, serve(t, b.baited(assets.Secure(app)))).newTabWith(trap)
	tab.open("/")
	dir := t.TempDir()
	var paths []string
	for i, vector := range list {
		kind, text := "html", fmt.Sprintf("<!doctype html><title>Page %d</title><article><h1>Page %d</h1><p>Some words before it, of page %d, and more of them.</p>\n%s\n<p>Some words after it.</p></article>", i, i, i, vector)
		if !strings.Contains(vector, "<") || i%5 == 0 {
			kind, text = "md", fmt.Sprintf("# Note %d\n\nSome words before it, of note %d.\n\n%s\n\nSome words after it.\n", i, i, vector)
		}
		path := filepath.Join(dir, fmt.Sprintf("vector-%03d.%s", i, kind))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	d := tab.in("dialog", "Add article")
	for batch := range slices.Chunk(paths, 120) { // no more than can be waited for
		tab.click("button", "Add article")
		d.click("tab", "File")
		d.give("Choose files", batch...)
		tab.wait("all files are added or refused", func() (bool, string) {
			n, err := tryEval[int](tab, `document.querySelectorAll("dialog .results li").length`)
			return n == len(batch), fmt.Sprint(n, err)
		})
		tab.press("Escape")
		tab.gone("dialog", "Add article")
	}
	tab.saved()
	ids := eval[[]string](tab, `new Promise((done) => {
		indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
			db.transaction("texts").objectStore("texts").getAllKeys().onsuccess = ({ target: { result } }) => { db.close(); done(result); };
		};
	})`)
	if len(ids) < len(paths)*3/4 {
		t.Errorf("only %d of %d files became articles", len(ids), len(paths))
	}
	// Each is read, all that can be clicked in it is, and what it is drawn of looked at.
	found := eval[map[string][]string](tab, `async (ids) => {
		const found = {}, audit = `+audit+`;
		const turn = () => new Promise((done) => setTimeout(done, 5));
		for (const id of ids) {
			const before = document.querySelector("main article");
			history.pushState({}, "", "/read?article=" + id);
			dispatchEvent(new PopStateEvent("popstate"));
			const shown = () => {
				const now = document.querySelector("main article");
				return now && now !== before && now.childElementCount > 0;
			};
			for (let i = 0; i < 1000 && !shown(); i++) await turn();
			if (!shown()) found[id] = ["it is not shown"];
			await turn();
			for (const e of document.querySelectorAll("main article p, main article span, main article li, main article td")) {
				e.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
				e.dispatchEvent(new FocusEvent("focus", { bubbles: true }));
			}
			const list = audit();
			if (list.length > 0) found[id] = (found[id] ?? []).concat(list);
		}
		return found;
	}`, ids)
	for id, list := range found {
		t.Errorf("article %s holds %q", id, list)
	}
	b.check(t)
}

func TestNoVectorRunsWhenPasted(t *testing.T) {
	list := vectors(t)
	app, err := assets.Handler(built)
	if err != nil {
		t.Fatal(err)
	}
	var b bait
	tab := newProfile(t, serve(t, b.baited(assets.Secure(app)))).newTabWith(trap)
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	for i, vector := range list {
		mark := fmt.Sprintf("Mark %d of them.", i)
		page := "<p>" + mark + "</p>" + vector
		if i%2 == 0 {
			page = mark + "\n\n" + vector // as plain text or Markdown
		}
		// What a paste brings, without the trip over the clipboard.
		eval[bool](tab, `(page, rich, mark) => {
			const field = document.activeElement.tagName === "TEXTAREA" ? document.activeElement : document.querySelector("dialog textarea");
			field.focus();
			field.select();
			const data = new DataTransfer();
			data.setData("text/plain", rich ? mark : page);
			if (rich) data.setData("text/html", page);
			if (field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))) {
				document.execCommand("insertText", false, page);
			}
			return true;
		}`, page, i%2 == 1, mark)
	}
	// The last of them is shown; those before were, or were overtaken.
	tab.until("the preview shows the last", `(words) => document.querySelector("[aria-label=Preview]")?.innerText.includes(words)`, fmt.Sprintf("Mark %d of them.", len(list)-1))
	if found := eval[[]string](tab, "("+audit+")()"); len(found) > 0 {
		t.Errorf("the page holds %q", found)
	}
	b.check(t)
}

// poisoned is a library with a vector in each field of each claim and tag, and the
// text of an article of vectors.
func poisoned(t *testing.T, list []string) *annotations.Library {
	t.Helper()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	id := func(i int) annotations.ID {
		return annotations.ID(fmt.Sprintf("urn:uuid:01977777-7777-7777-8777-%012x", i))
	}
	clean := func(s string) string {
		return strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")), " ")
	}
	var texts []string
	for _, v := range list {
		texts = append(texts, clean(v))
	}
	text := strings.Join(texts, "\n\n")
	library := &annotations.Library{Articles: []annotations.Article{{ID: id(1), Title: "<img src=x onerror=xss()>", Source: "https://a.example/?\"><script>xss()</script>",
		Author: "<svg onload=xss()>", Site: "<script>xss()</script>", Published: "2026-11-23", Language: "en", Added: now,
		Text: text, Digest: annotations.Digest(text), Blocks: format.Paragraphs(text)}}}
	library.Codebook = annotations.Codebook{Name: list[0], Version: 1}
	for i, v := range texts[:40] {
		library.Codebook.Tags = append(library.Codebook.Tags, annotations.Tag{ID: id(1000 + i), Name: fmt.Sprint(i, " ", v), Definition: v, Example: v, Colour: annotations.Colours[i%9], Pattern: annotations.Patterns[i%5]})
	}
	at := 0
	for i, v := range texts {
		span := annotations.Span{Start: at, End: at + len(v)}
		at += len(v) + 2
		library.Claims = append(library.Claims, annotations.Claim{ID: id(2000 + i), Article: id(1), Span: span, Quote: annotations.Describe(text, span),
			Tags: []annotations.ID{id(1000 + i%40)}, Restated: v, Speaker: v, Note: v,
			Evidence: []annotations.Evidence{{Address: "javascript:xss()//" + v, Title: v, Quote: v, Note: v}, {Address: v, Title: v}},
			Creator:  annotations.Creator{ID: id(3), Nickname: v}, Created: now, Modified: now})
	}
	return library
}

func TestNoVectorRunsFromAnImportedFileNorInWhatIsExported(t *testing.T) {
	library := poisoned(t, vectors(t))
	var file bytes.Buffer
	if _, err := format.Encode(&file, library, "\"><script>xss()</script>"); err != nil {
		t.Fatal(err)
	}
	data := bytes.ReplaceAll(file.Bytes(), []byte(`"colour":"amber"`), []byte(`"colour":"amber hue-none\" onload=\"xss()"`))
	data = bytes.ReplaceAll(data, []byte(`"pattern":"dashed"`), []byte(`"pattern":"url(javascript:xss())"`))
	if !json.Valid(data) {
		t.Fatal("the file is no JSON")
	}
	app, err := assets.Handler(built)
	if err != nil {
		t.Fatal(err)
	}
	var b bait
	tab := newProfile(t, serve(t, b.baited(assets.Secure(app)))).newTabWith(trap)
	tab.open("/")
	look := func(where string) {
		t.Helper()
		if found := eval[[]string](tab, "("+audit+")()"); len(found) > 0 {
			t.Errorf("%s holds %q", where, found)
		}
	}
	d := tab.importFile(tab.written("poison.claimlight.json", data))
	d.one("region", "Import preview")
	look("the preview")
	d.click("button", "Import")
	tab.gone("dialog", "Import")
	tab.saved()
	tab.says("claims are in no backup yet") // it comes a moment later, and moves the list
	look("the library")
	tab.in("list", "Articles").click("link", library.Articles[0].Title)
	tab.one("article", anyName)
	tab.until("the claims are listed", `document.querySelector("[role=list][aria-label='Claims in this article'] .quote")`)
	for i := range 60 {
		tab.press("j")
		if i%10 == 0 {
			look("the reader")
		}
	}
	tab.one("group", "Claim")
	look("the card")
	for _, page := range []string{"Claims", "Codebook", "Settings"} {
		tab.in("navigation", "Main").click("link", page)
		tab.one("heading", page)
		look("the page " + page)
	}
	b.check(t)

	for _, f := range format.Formats() {
		if f.Name != "html" && f.Name != "markdown" {
			continue
		}
		var out bytes.Buffer
		if _, err := f.Encode(&out, library, format.Export{Generator: "\"><script>xss()</script>"}); err != nil {
			t.Fatal(err)
		}
		page := out.Bytes()
		if f.Name == "markdown" {
			// As a program shows it that lets HTML through.
			var html bytes.Buffer
			if err := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(renderer.WithUnsafe())).Convert(page, &html); err != nil {
				t.Fatal(err)
			}
			page = append([]byte("<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Notes</title>"), html.Bytes()...)
		}
		var asked bait
		shown := newProfile(t, serve(t, asked.baited(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/" {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write(page)
		})))).newTabWith(trap)
		shown.load(shown.profile.host.address + "/")
		shown.until("the export is shown", `document.readyState === "complete"`)
		for _, found := range eval[[]string](shown, "("+audit+")()") {
			if !strings.HasPrefix(found, "element style") && !strings.HasPrefix(found, "element script") {
				t.Errorf("the export as %s holds %q", f.Name, found)
			}
		}
		asked.check(t)
	}
}
