//go:build !js

package e2e_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"claimlight/assets"
	"claimlight/wasm/webpage"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

const bridge = `<!doctype html><html lang="en"><head><title>The bridge closes | Harbour News</title></head><body>
<nav><a href="/">Front page</a><a href="/sport">Sport</a></nav>
<article><h1>The bridge closes</h1><p>The harbour bridge closes on Monday, and will stay closed for a year, the council said.</p>
<p>It is 90 years old, and carries 41,000 cars a day, which is twice what it was built for.</p>
<h2>What it costs</h2><p>Repairs cost 12 million crowns. <a href="https://office.example/report">The report</a> says that a new one would cost 30.</p></article>
<script>window.ran = "script"</script></body></html>`

// newServer returns a host that fetches pages as claimlight serve does, but for
// the fetching itself.
func newServer(tb testing.TB, fetch func(ctx context.Context, address string) (webpage.Page, error)) *host {
	tb.Helper()
	app, err := assets.Handler(built)
	if err != nil {
		tb.Fatal(err)
	}
	articles := webpage.Handler(fetch, func(string) bool { return true })
	return serve(tb, assets.Secure(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/article" {
			articles.ServeHTTP(w, r)
			return
		}
		app.ServeHTTP(w, r)
	})))
}

// forgive says that trouble with these words is expected in a tab.
func (t *tab) forgive(words string) {
	t.Cleanup(func() {
		chromedp.Run(t.ctx, chromedp.Evaluate[int]("1")) // what happened before has been heard by then
		t.mu.Lock()
		defer t.mu.Unlock()
		t.trouble = slices.DeleteFunc(t.trouble, func(trouble string) bool { return strings.Contains(trouble, words) })
	})
}

func TestAnArticleIsFetchedShownAndKeptWhenSaid(t *testing.T) {
	asked := make(chan string, 1)
	h := newServer(t, func(_ context.Context, address string) (webpage.Page, error) {
		asked <- address
		return webpage.Page{Data: []byte(bridge), Type: "text/html; charset=utf-8", Address: "https://harbour.example/bridge"}, nil
	})
	tab := newProfile(t, h).newTab()
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "Web address")
	d.fill("textbox", "Web address", "harbour.example/bridge?page=1&all")
	d.click("button", "Fetch")
	d.in("region", "Preview").one("heading", "What it costs")
	if got := <-asked; got != "harbour.example/bridge?page=1&all" {
		t.Errorf("the server was asked for %q", got)
	}
	d.becomes("textbox", "Source address", "value", "https://harbour.example/bridge")
	if n := eval[int](tab, `document.querySelectorAll(".shelf li").length`); n != 0 {
		t.Errorf("%d articles are kept before anybody said so", n)
	}
	// The other tab has an article of its own.
	d.click("tab", "Paste")
	d.becomes("textbox", "Source address", "value", "")
	d.click("tab", "Web address")
	d.in("region", "Preview").one("heading", "What it costs")
	d.fill("textbox", "Title", "The bridge")
	d.click("button", "Save article")
	tab.one("article", "The bridge")
	tab.says("harbour.example")
	tab.saved()
	tab.reload()
	tab.one("article", "The bridge")
}

func TestAPageThatCannotBeFetchedIsExplained(t *testing.T) {
	trouble := &webpage.Trouble{Status: http.StatusForbidden, What: "The page was not fetched.", Why: "It is private.", Do: "Paste it."}
	tab := newProfile(t, newServer(t, func(context.Context, string) (webpage.Page, error) { return webpage.Page{}, trouble })).newTab()
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "Web address")
	d.click("button", "Fetch")
	tab.told("There is no address yet.")
	d.fill("textbox", "Web address", "https://secret.example/")
	tab.press("Enter")
	tab.says(trouble.Error())
	d.click("button", "Save article")
	tab.one("dialog", "Add article")
	tab.forgive("403") // the browser tells its console of every answer that is no success
}

func TestWithoutAServerTheWebAddressTabSaysWhatElseThereIs(t *testing.T) {
	tab := visit(t)
	tab.stored()
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "Web address")
	tab.says("Claimlight cannot fetch pages here.")
	d.gone("textbox", "Web address")
	d.click("link", "Clip to Claimlight") // which the policy would not let run
	tab.told("Drag it to your bookmarks bar.")
	tab.press("Escape")
	tab.gone("dialog", "Add article")

	// Offline it is the same.
	h := newServer(t, func(context.Context, string) (webpage.Page, error) {
		return webpage.Page{}, errors.New("not asked for")
	})
	tab = newProfile(t, h).newTab()
	tab.open("/")
	tab.stored()
	h.stop()
	tab.click("button", "Add article")
	tab.in("dialog", "Add article").click("tab", "Web address")
	tab.says("Claimlight cannot fetch pages here.")
}

// clipped runs the app's bookmarklet on a page elsewhere on the web, and returns
// the window that it opens.
func clipped(t *testing.T, app *tab, headers http.Header, path, html string) *tab {
	t.Helper()
	app.open("/settings")
	address := onNode[string](app.one("link", "Clip to Claimlight"), `function() { return this.href }`)
	script, ok := strings.CutPrefix(address, "javascript:")
	if !ok {
		t.Fatalf("the bookmarklet is %q", address)
	}
	script, err := url.PathUnescape(script)
	if err != nil {
		t.Fatal(err)
	}
	other := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for name, values := range headers {
			w.Header()[name] = values
		}
		if r.URL.Path == "/news/bridge" {
			fmt.Fprint(w, html)
		}
	}))
	page := (&profile{TB: t, host: other, ctx: app.profile.ctx, used: true}).newTab()
	page.load(other.address + path)
	eval[any](page, "("+strings.TrimSuffix(strings.TrimPrefix(script, "("), ")()")+")()")
	return page.popup(app.profile)
}

// popup waits for the window that a tab has opened on the app of p.
func (t *tab) popup(p *profile) *tab {
	t.Helper()
	var id target.ID
	t.wait("it has opened a window", func() (bool, string) {
		answer, err := chromedp.CallBrowser(t.ctx, target.GetTargets, target.GetTargetsParams{})
		if err != nil {
			return false, err.Error()
		}
		for _, info := range answer.TargetInfos {
			if info.Type == "page" && strings.HasPrefix(info.URL, p.host.address) && info.BrowserContextID == chromedp.FromContext(p.ctx).BrowserContextID &&
				info.TargetID != chromedp.FromContext(p.ctx).Target.TargetID {
				id = info.TargetID
			}
		}
		return id != "", "there is none"
	})
	ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id))
	p.Cleanup(cancel)
	window := &tab{TB: t.TB, profile: p, ctx: ctx}
	window.place = place{tab: window}
	if err := chromedp.Listen(ctx, window.heard); err != nil {
		t.Fatal(err)
	}
	call(window, network.Enable, network.EnableParams{})
	p.Cleanup(window.checkTrouble)
	return window
}

func TestAPageIsClippedFromAnySiteAndKeptWhenSaid(t *testing.T) {
	for name, headers := range map[string]http.Header{
		"a plain site":                  nil,
		"a site that allows no scripts": {"Content-Security-Policy": {"default-src 'none'"}},
	} {
		t.Run(name, func(t *testing.T) {
			app := visit(t)
			app.stored()
			html, _, _ := strings.Cut(bridge, "<script>")
			window := clipped(t, app, headers, "/news/bridge", html)
			d := window.in("dialog", "Add article")
			d.in("region", "Preview").one("heading", "What it costs")
			d.becomes("textbox", "Title", "value", "The bridge closes")
			window.says("Nothing is kept before you save it.")
			window.until("the address is the page's", `/^http:\/\/127\.0\.0\.1:\d+\/news\/bridge$/.test(document.getElementById("add-source").value)`)
			window.until("nothing hangs on its address", `location.search === ""`)
			if n := eval[int](window, `document.querySelectorAll(".shelf li").length`); n != 0 {
				t.Errorf("%d articles are kept before anybody said so", n)
			}
			d.click("button", "Save article")
			window.one("article", "The bridge closes")
			window.saved()
			// It was handed over once.
			window.open("/")
			if found := window.all("dialog"); len(found) > 0 {
				t.Error("it asks again")
			}
		})
	}
}

func TestASiteThatKeepsItsPagesApartIsExplained(t *testing.T) {
	app := visit(t)
	app.stored()
	window := clipped(t, app, http.Header{"Cross-Origin-Opener-Policy": {"same-origin"}}, "/news/bridge", bridge)
	window.says("does not let it hand itself over")
	window.click("button", "have its address fetched")
	window.drawn()
	window.in("dialog", "Add article").one("tab", "Web address")
	window.says("Claimlight cannot fetch pages here.")
	window.until("it leads to the page", `!!document.querySelector('.without a[href$="/news/bridge"]')`)
}

// A stranger's page opens the clipping page and says what it likes to it.
func TestTheClippingPageTakesOneMessageFromWhoOpenedItOnly(t *testing.T) {
	app := visit(t)
	app.stored()
	root := app.profile.host.address
	script := fmt.Sprintf(`<script>
		const heard = [];
		function clip(claim) {
			const page = open(%q + "/clip.html#" + encodeURIComponent(claim));
			addEventListener("message", (e) => heard.push(e.origin + " " + e.data));
			window.send = (data) => page.postMessage(data, "*");
		}
	</script>`, root)
	other := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, script)
	}))
	stranger := func(claim string) (page, window *tab) {
		page = (&profile{TB: t, host: other, ctx: app.profile.ctx, used: true}).newTab()
		page.load(other.address + "/")
		eval[any](page, `(claim) => clip(claim)`, claim)
		return page, page.popup(app.profile)
	}
	// It says that it is another site: not even "ready" reaches it.
	page, window := stranger("https://bank.example/")
	window.says("Waiting for the page…")
	eval[any](page, `send({ claimlight: 1, address: "https://bank.example/", html: "<p>A forged article.</p>" })`)
	eval[any](window, `new Promise(done => setTimeout(done))`)
	if heard := eval[[]string](page, `heard`); len(heard) > 0 {
		t.Errorf("it was told %q", heard)
	}
	window.says("Waiting for the page…")
	window.forgive("does not match the recipient window's origin")
	page.forgive("does not match the recipient window's origin")

	eval[any](window, `new Promise(done => { setTimeout(done); window.close() })`)

	// It says who it is, but not where the words are from.
	page, window = stranger(other.address + "/x")
	page.until("it is asked", `heard.length > 0`)
	for _, junk := range []string{`"words"`, `null`, `{ claimlight: 2, html: "<p>No" }`, `[1]`} {
		eval[any](page, `send(`+junk+`)`)
	}
	eval[any](page, `send({ claimlight: 1, address: "https://bank.example/", html: "<h1>Forged</h1><p>An article that is said to be the bank's.<script>window.ran = 1</`+`script></p>" })`)
	d := window.in("dialog", "Add article")
	d.becomes("textbox", "Title", "value", "Forged")
	d.becomes("textbox", "Source address", "value", "")
	if eval[bool](window, `"ran" in window`) {
		t.Error("its script ran")
	}
}

func TestTheAppAsksAboutWhatIsSharedWithIt(t *testing.T) {
	share := func(t *testing.T, fill string) *tab {
		t.Helper()
		tab := visit(t)
		tab.stored()
		eval[any](tab, `(async () => {
			const form = document.createElement("form");
			Object.assign(form, { method: "POST", action: "/share", enctype: "multipart/form-data" });
			const add = (name, value) => form.append(Object.assign(document.createElement("textarea"), { name, value }));
			const addFiles = (...files) => {
				const list = new DataTransfer();
				for (const file of files) list.items.add(file);
				const input = Object.assign(document.createElement("input"), { type: "file", name: "files", multiple: true });
				input.files = list.files;
				form.append(input);
			};
			`+fill+`;
			document.body.append(form);
			setTimeout(() => form.submit());
		})()`)
		tab.until("the app is opened anew", `location.search === "" && document.querySelector("dialog[open]")`)
		return tab
	}
	t.Run("text", func(t *testing.T) {
		tab := share(t, `add("title", "Rents"); add("text", "# Rents\n\nRents rose by 4 per cent in a year, says the office.")`)
		d := tab.in("dialog", "Add article")
		d.becomes("textbox", "Title", "value", "Rents")
		d.click("button", "Save article")
		tab.one("article", "Rents")
	})
	t.Run("an address", func(t *testing.T) {
		tab := share(t, `add("title", "Rents"); add("text", "Rents rise https://office.example/rents?y=2026")`)
		tab.says("https://office.example/rents?y=2026")
	})
	t.Run("files", func(t *testing.T) {
		tab := share(t, `addFiles(new File(["# One\n\nThe first article."], "one.md"), new File(["<h1>Two</h1><p>The second."], "two.html", { type: "text/html" }))`)
		tab.says("Handed to Claimlight: one.md, two.html.")
		if found := eval[int](tab, `document.querySelectorAll(".shelf li").length`); found > 0 {
			t.Errorf("%d articles are kept before anybody said so", found)
		}
		d := tab.in("dialog", "Add article")
		d.click("button", "Add 2 files")
		d.one("link", "One")
		d.one("link", "Two")
		tab.says("2 articles added.")
	})
}

func TestTheAppAsksAboutFilesThatItIsOpenedWith(t *testing.T) {
	tab := newProfile(t, newHost(t)).newTabWith(`Object.defineProperty(window, "launchQueue", { value: { setConsumer(f) {
		f({ files: [{ getFile: async () => new File(["# One\n\nThe first article."], "one.md") }] });
	} } })`)
	tab.open("/")
	tab.says("Handed to Claimlight: one.md.")
	d := tab.in("dialog", "Add article")
	d.click("button", "Add 1 file")
	d.one("link", "One")
}

// giveAll gives several files to the file input of that name.
func (p place) giveAll(name string, paths ...string) {
	p.tab.Helper()
	giveFiles(p.tab, p.one("button", name), paths)
}

// giveFiles gives files to a file input.
func giveFiles(t *tab, input node, paths []string) {
	t.Helper()
	call(t, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: paths, BackendNodeID: input.id})
}

// writtenAll writes files into a folder and returns their paths.
func writtenAll(t *testing.T, files ...[2]string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for _, f := range files {
		path := filepath.Join(dir, f[0])
		if err := os.WriteFile(path, []byte(f[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func TestEachFileHasALineThatSaysWhatCameOfIt(t *testing.T) {
	tab := visit(t)
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "File")
	d.giveAll("Choose files", writtenAll(t,
		[2]string{"one.md", "# One\n\nThe first article."},
		[2]string{"again.md", "# One\n\nThe first article."},
		[2]string{"broken.html", "<p>Words <b>that <table><i>nobody closes <td> one <li> two"},
		[2]string{"deep.html", strings.Repeat("<div>", 100_000) + "Words far below."},
		[2]string{"scripts.html", "<!doctype html><html><body><script>run()</script><style>p{}</style></body></html>"},
		[2]string{"empty.txt", ""},
		[2]string{"picture.html", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"},
		[2]string{"paper.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj"},
		[2]string{"huge.txt", strings.Repeat("Words and words. ", 50<<20/17)},
		[2]string{"bomb.epub", bomb(t)},
		[2]string{"set.jsonl", `{"text":"The sky is green.","label":[[0,17,"Quantity"]]}`},
	)...)
	tab.says("3 articles added, 1 already in your library, 1 to be imported, 6 not added.")
	got := eval[[]string](tab, `[...document.querySelectorAll(".results li")].map(li => li.innerText)`)
	for i, want := range []string{
		"one.md: One", "again.md: One (already in your library)", "broken.html: Words that", "deep.html: Words far below",
		"scripts.html: There is no text to read in it", "empty.txt: There is nothing in it to import.", "picture.html: This is not text",
		"paper.pdf: This is not text but a PDF", "huge.txt: It has 50", "bomb.epub: This is too large", "set.jsonl: It holds claims as well.",
	} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("line %d is %q, want %q", i, got[min(i, len(got)-1)], want)
		}
	}
	// The page is unharmed.
	d.click("button", "Import set.jsonl")
	tab.in("dialog", "Import").in("region", "Import preview")
	tab.in("dialog", "Import").click("button", "Import")
	tab.told("Imported 1 claim")
	tab.click("button", "Undo") // one step
	tab.told("Undone")
	tab.until("the article is gone with its claim", `[...document.querySelectorAll(".shelf h2")].every(h => !h.textContent.includes("sky"))`)
}

// holdsFiles lets the third file take longer than articles are gathered, and the
// fifth for ever.
const holdsFiles = `(() => {
	const read = File.prototype.arrayBuffer;
	File.prototype.arrayBuffer = async function () {
		if (this.name === "3.md") await new Promise((done) => setTimeout(done, 600));
		if (this.name === "5.md") await new Promise(() => {});
		return read.call(this);
	};
})()`

func TestStoppingKeepsWhatIsThereNamesTheRestAndIsUndoneAtOnce(t *testing.T) {
	tab := newProfile(t, newHost(t)).newTabWith(holdsFiles)
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "File")
	var files [][2]string
	for i := range 7 {
		files = append(files, [2]string{fmt.Sprintf("%d.md", i+1), fmt.Sprintf("# Report %d\n\nThe text of report %d.", i+1, i+1)})
	}
	d.giveAll("Choose files", writtenAll(t, files...)...)
	tab.says("3 of 7 files")
	if n := onNode[float64](d.one("progressbar", "Files read"), `function() { return this.position }`); n < 0.42 || n > 0.43 {
		t.Errorf("the progress bar is at %v, want 3/7", n)
	}
	d.click("button", "Stop")
	tab.says("4 articles added, 3 not added: you stopped before 3 files were read.")
	d.gone("progressbar", "Files read")
	for i := range 4 {
		d.one("link", fmt.Sprintf("Report %d", i+1))
	}
	for _, name := range []string{"5.md", "6.md", "7.md"} {
		tab.says(name + ": Not added: you stopped before it was read.")
	}
	tab.saved()
	d.click("button", "Done")
	tab.in("list", "Articles").one("link", "Report 4")
	tab.told("Added 4 articles")
	tab.click("button", "Undo")
	tab.told("Undone: 4 articles added")
	tab.one("button", "Try the sample article")
	tab.press("Control+Shift+z")
	for i := range 4 {
		tab.in("list", "Articles").one("link", fmt.Sprintf("Report %d", i+1))
	}
}

// bomb is a book of 40 kB that unpacks to more than 40 MB.
func bomb(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	mimetype, err := w.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(mimetype, "application/epub+zip")
	for name, content := range map[string]string{
		"META-INF/container.xml": `<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>`,
		"book.opf":               `<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>`,
		"a.xhtml":                "<p>" + strings.Repeat("A", 40<<20),
	} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tellsOfWorkers keeps the page's workers where a test can reach them.
const tellsOfWorkers = `window.workers = []; window.Worker = class extends Worker { constructor(...of) { super(...of); workers.push(this) } }`

func TestAWorkerThatWasKilledIsReplaced(t *testing.T) {
	tab := newProfile(t, newHost(t)).newTabWith(tellsOfWorkers)
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	tab.insert("# One\n\nThe first article.")
	d.becomes("textbox", "Title", "value", "One")

	// Without a word, as the browser does when memory runs out.
	eval[any](tab, `workers[0].terminate()`)
	d.fill("textbox", "Article text", "Two\n\nThe second article.")
	d.becomes("textbox", "Title", "value", "Two")
	if n := eval[int](tab, `workers.length`); n != 2 {
		t.Errorf("there were %d workers, want 2", n)
	}
	// In the middle of its work.
	eval[any](tab, `(() => {
		workers[1].postMessage = function (...of) {
			this.terminate();
			setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true })));
		};
	})()`)
	d.fill("textbox", "Article text", "Three\n\nThe third article.")
	tab.says("The worker stopped (out of memory).")
	d.fill("textbox", "Article text", "Four\n\nThe fourth article.")
	d.becomes("textbox", "Title", "value", "Four")
	d.click("button", "Save article")
	tab.one("article", "Four")
	tab.saved()
}

func TestAFolderDroppedOnThePageIsReadWithAllInIt(t *testing.T) {
	tab := visit(t)
	dir := filepath.Join(t.TempDir(), "reports")
	for name, text := range map[string]string{"one.md": "# One\n\nThe first article.", "deep/er/two.html": "<h1>Two</h1><p>The second.", ".hidden": "No."} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, kind := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		call(tab, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: 300, Y: 300,
			Data: &input.DragData{Items: []*input.DragDataItem{}, Files: []string{dir}, DragOperationsMask: 1}})
	}
	tab.says("2 articles added.")
	d := tab.in("dialog", "Add article")
	d.one("link", "One")
	d.one("link", "Two")
}
