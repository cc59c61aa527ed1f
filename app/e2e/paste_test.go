//go:build !js

package e2e_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
)

func TestPlainTextIsShownAsItWillBeKeptAndItsTitleGuessed(t *testing.T) {
	tab := visit(t)
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	tab.until("the focus is in the field for the text", `document.activeElement.localName === "textarea"`)
	tab.insert("Harbour bridge to close for a year\n\nThe bridge closes on Monday.\n\nIt is 90 years old.")
	d.becomes("textbox", "Title", "value", "Harbour bridge to close for a year")
	preview := d.in("region", "Preview")
	preview.one("heading", "Harbour bridge to close for a year")
	tab.says("It is 90 years old.")

	d.fill("textbox", "Title", "The bridge closes")
	d.fill("textbox", "Source address", "https://news.example/bridge")
	d.fill("textbox", "Author", "Ngozi Adeyemi")
	d.fill("textbox", "Published", "2026-03-09")
	d.click("button", "Save article")
	tab.gone("dialog", "Add article")
	tab.one("article", "The bridge closes")
	for _, words := range []string{"news.example", "Ngozi Adeyemi", "9 March 2026", "It is 90 years old."} {
		tab.says(words)
	}
	tab.saved()
	tab.reload()
	tab.one("article", "The bridge closes")
	tab.says("Ngozi Adeyemi")
}

func TestMarkdownKeepsItsStructure(t *testing.T) {
	tab := visit(t)
	addText(tab, "# Rents in Lindhaven\n\nRents **rose** by 4 per cent, says [the office](https://office.example/rents).\n\n## Where\n\n- Old town\n- Harbour\n\n> We cannot pay.\n")
	article := tab.in("article", "Rents in Lindhaven")
	article.one("heading", "Where")
	article.one("strong", anyName)
	article.one("blockquote", anyName)
	if items := article.all("listitem"); len(items) != 2 {
		t.Errorf("the list has %d items, want 2", len(items))
	}
	if href := onNode[string](article.one("link", "the office"), `function() { return this.href }`); href != "https://office.example/rents" {
		t.Errorf("the link leads to %q", href)
	}
}

func TestANewsArticleCopiedFromAWebPageKeepsItsForm(t *testing.T) {
	tab := visit(t)
	copyFromAPage(tab, sampleAsPage(t))
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	tab.press("Control+v")
	tab.says("Pasted with its headings, lists and links.")
	d.becomes("textbox", "Title", "value", "The tram that divided Lindhaven")
	d.in("region", "Preview").one("heading", "What the council counted")
	d.click("button", "Save article")

	article := tab.in("article", "The tram that divided Lindhaven")
	article.listed("heading", "The tram that divided Lindhaven", "What the council counted", "The shops", "Who pays", "What comes next")
	tab.show("The line cost 2.1 billion crowns")
	if items := article.all("listitem"); len(items) != 4 {
		t.Errorf("the list has %d items, want 4", len(items))
	}
	tab.show("My takings were down")
	article.one("blockquote", anyName)
	tab.show("working paper")
	if href := onNode[string](article.one("link", "working paper"), `function() { return this.href }`); href != "https://example.org/lindhaven/traffic-lab" {
		t.Errorf("the link leads to %q", href)
	}
	// Word for word what the page said.
	got := onNode[string](tab.one("article", anyName), `function() { return [...this.querySelectorAll("[data-block]")].map(b => b.textContent).join(" ") }`)
	blank := tab.profile.newTab() // whose policy lets text become markup
	blank.load("about:blank")
	want := eval[string](blank, `(html) => {
		const page = new DOMParser().parseFromString(html, "text/html");
		for (const script of page.querySelectorAll("script")) script.remove();
		return page.querySelector("article").textContent;
	}`, sampleAsPage(t))
	if diff := cmp.Diff(strings.Fields(want), strings.Fields(got)); diff != "" {
		t.Errorf("words of the article (-want +got):\n%s", diff)
	}
}

// sampleAsPage is the sample as a web page has it: HTML, with scripts and a menu.
func sampleAsPage(t *testing.T) string {
	t.Helper()
	names, err := fs.Glob(built, "sample.*.md")
	if err != nil || len(names) != 1 {
		t.Fatalf("the built app has the samples %q, %v", names, err)
	}
	text, err := fs.ReadFile(built, path.Clean(names[0]))
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := bytes.Cut(text[3:], []byte("\n---\n")) // behind the front matter
	var html bytes.Buffer
	if err := goldmark.Convert(body, &html); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`<!doctype html><title>Paper</title><nav><a href="/">Front page</a></nav>
		<article><h1>The tram that divided Lindhaven</h1>
		%s<script>document.title = "ran"</script></article>`, html.String())
}

// copyFromAPage copies the article of a page elsewhere on the web.
func copyFromAPage(t *tab, html string) {
	t.Helper()
	other := serve(t.TB, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/" {
			fmt.Fprint(w, html)
		}
	}))
	page := (&profile{TB: t.TB, host: other, ctx: t.profile.ctx, used: true}).newTab()
	page.load(other.address + "/")
	if !eval[bool](page, `(() => { getSelection().selectAllChildren(document.querySelector("article")); return document.execCommand("copy") })()`) {
		t.Fatal("the browser did not copy")
	}
}

// copyRaw puts exactly this HTML and text on the clipboard, as a program other
// than a browser may.
func copyRaw(t *tab, html, text string) {
	t.Helper()
	ok := eval[bool](t, `(html, text) => {
		document.addEventListener("copy", (event) => {
			if (html) event.clipboardData.setData("text/html", html);
			event.clipboardData.setData("text/plain", text);
			event.preventDefault();
			event.stopImmediatePropagation();
		}, { once: true, capture: true });
		return document.execCommand("copy");
	}`, html, text)
	if !ok {
		t.Fatal("the browser did not copy")
	}
}

func TestAnEmptyPasteIsAnsweredInWords(t *testing.T) {
	tab := visit(t)
	for _, text := range []string{"", " \n\t "} {
		tab.click("button", "Add article")
		d := tab.in("dialog", "Add article")
		d.one("textbox", "Article text")
		if text != "" {
			tab.insert(text)
		}
		d.click("button", "Save article")
		tab.told("There is no text yet. Paste an article first.")
		tab.press("Escape")
		tab.gone("dialog", "Add article")
	}
}

func TestNoScriptOfAPasteEverRunsAndNoLinkIsUnsafe(t *testing.T) {
	hostile := `<h1>A trap</h1><script>window.ran = "script"</script>
		<p onclick="window.ran = 'click'">Words <img src="x" onerror="window.ran = 'onerror'"> of
		<a href="javascript:window.ran='link'">a bad link</a>, <a href=" java&#10;script:window.ran='link'">a worse one</a>,
		<a href="data:text/html,<script>1</script>">data</a>, <a href="vbscript:x">vb</a>, <a href="https://ok.example/">a good one</a>.</p>
		<svg onload="window.ran = 'svg'"><script>window.ran = 'svgscript'</script></svg>
		<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe><style>body { display: none }</style>
		<form action="https://evil.example/"><button autofocus onfocus="window.ran='focus'">Send</button></form>
		<details open ontoggle="window.ran='toggle'"><summary>More</summary>less</details>`
	for name, paste := range map[string]func(*tab){
		"as HTML":     func(tab *tab) { copyRaw(tab, hostile, "A trap"); tab.press("Control+v") },
		"as a source": func(tab *tab) { tab.insert("<!doctype html><html><body>" + hostile + "</body></html>") },
		"as Markdown": func(tab *tab) {
			tab.insert("# A trap\n\nWords <img src=x onerror=\"window.ran='md'\"> of [a bad link](javascript:window.ran='md') and [a good one](https://ok.example/).\n\n<script>window.ran = 'md'</script>\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			tab := visit(t)
			tab.click("button", "Add article")
			d := tab.in("dialog", "Add article")
			d.one("textbox", "Article text")
			paste(tab)
			d.in("region", "Preview").one("link", "a good one")
			d.click("button", "Save article")
			article := tab.in("article", anyName)
			article.one("link", "a good one")
			if got := eval[[]string](tab, `[...document.querySelectorAll("article a[href], article [src], article script, article iframe, article form, article style")].map(e => e.outerHTML).filter(h => !h.includes("https://ok.example/"))`); len(got) > 0 {
				t.Errorf("the article holds %q", got)
			}
			if got := eval[[]string](tab, `[...document.querySelectorAll("article *")].flatMap(e => e.getAttributeNames().filter(n => n.startsWith("on")))`); len(got) > 0 {
				t.Errorf("the article has the handlers %q", got)
			}
			for _, p := range article.all("paragraph") {
				onNode[bool](p, `function() { this.click(); return true }`)
			}
			if ran := eval[string](tab, `window.ran ?? ""`); ran != "" {
				t.Errorf("the %s of a paste ran", ran)
			}
		})
	}
}

func TestFiveMegabytesOfPasteNeverFreezeThePage(t *testing.T) {
	tab := visit(t)
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	sentence := "In 2025 the harbour moved 41 thousand tonnes of fish. "
	text := "A very long report\n\n" + strings.Repeat(strings.Repeat(sentence, 20)+"\n\n", 5<<20/(20*len(sentence)))
	copyRaw(tab, "", text)
	tab.press("Control+v")
	// The field shows where it begins, and says so; the preview shows all.
	d.becomes("textbox", "Title", "value", "A very long report")
	tab.says("The field shows only the beginning of 5.0 MB, since all of it would make it slow. The article has all of it.")
	if shown := eval[int](tab, `document.querySelector("textarea").value.length`); shown > 10_000 {
		t.Errorf("the field shows %d characters, which take long to lay out", shown)
	}
	words := len(strings.ReplaceAll(text, "\n", "")) - len(" ")*strings.Count(text, " \n")
	tab.until("the preview shows all of it", `(words) => document.querySelector("[aria-label=Preview] .text").textContent.length === words`, words)
	d.click("button", "Save article")
	tab.one("article", "A very long report")
	tab.saved()
	if got := eval[int](tab, `document.querySelector("article").textContent.length`); got != words {
		t.Errorf("the article has %d characters of %d", got, words)
	}
}

func TestALongPasteIsEditedOrRemoved(t *testing.T) {
	tab := visit(t)
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	text := "A long report\n\n" + strings.Repeat("In 2025 the harbour moved 41 thousand tonnes of fish. ", 10_000) + "That is all."
	copyRaw(tab, "", text)
	tab.press("Control+v")
	d.becomes("textbox", "Title", "value", "A long report")
	d.click("button", "Edit all of it")
	d.becomes("textbox", "Article text", "value", text)
	d.gone("button", "Edit all of it")
	tab.press("Control+a")
	tab.press("Control+v")
	d.click("button", "Remove it")
	d.becomes("textbox", "Article text", "value", "")
	tab.insert("# Another\n\nThat is short.")
	d.becomes("textbox", "Title", "value", "Another")

	// More than is read is refused at once.
	copyRaw(tab, "", strings.Repeat(text, 20))
	tab.press("Control+a")
	tab.press("Control+v")
	tab.says("It has 10.3 MB, and 10.0 MB is the most that is read at once; add it in parts.")
}

// What is typed last is what is saved, also by who does not wait for the preview.
func TestSavingWaitsForWhatWasPutInLast(t *testing.T) {
	tab := visit(t)
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	tab.insert("# One\n\nThe first article.")
	d.becomes("textbox", "Title", "value", "One")
	eval[any](tab, `(() => {
		const field = document.querySelector("textarea");
		field.value = "# Two\n\nThe second article.";
		field.dispatchEvent(new Event("input", { bubbles: true }));
		[...document.querySelectorAll("dialog footer button")].find((b) => b.innerText === "Save article").click();
	})()`)
	tab.one("article", "Two")
	tab.says("The second article.")
}

func TestBinaryBytesInAPasteDoNoHarm(t *testing.T) {
	tab := visit(t)
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	copyRaw(tab, "", "PNG\x00\x01\x02\x1b[31m\u0007\ufffd\n\nA line with\u202e turned letters and \x7f more.\n")
	tab.press("Control+v")
	tab.until("there is an answer", `document.querySelector("[aria-label=Preview] .text:not([hidden]) p, [aria-label=Preview] [role=alert]")`)
	if !eval[bool](tab, `!!document.querySelector("[aria-label=Preview] [role=alert]")`) {
		d.click("button", "Save article")
		tab.one("article", anyName)
		if eval[bool](tab, `/[\0-\x08\x0b-\x1f\x7f]/.test(document.querySelector("article").textContent)`) {
			t.Error("control characters have come into the article")
		}
		return
	}
	tab.says("not text but binary data")
	d.click("button", "Cancel")
	tab.gone("dialog", "Add article")
	tab.one("button", "Try the sample article")
}
