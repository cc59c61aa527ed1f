//go:build !js

package e2e_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
)

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
		[2]string{"backup.claimlight.json.gz", packed(t, `{"type":"AnnotationCollection"}`)},
		[2]string{"packed.md.gz", packed(t, "# Packed\n\nWords that were compressed.")},
	)...)
	tab.says("4 articles added, 1 already in your library, 2 to be imported, 6 not added.")
	got := eval[[]string](tab, `[...document.querySelectorAll(".results li")].map(li => li.innerText)`)
	for i, want := range []string{
		"one.md: One", "again.md: One (already in your library)", "broken.html: Words that", "deep.html: Words far below",
		"scripts.html: There is no text to read in it", "empty.txt: There is nothing in it to import.", "picture.html: This is not text",
		"paper.pdf: This is not text but a PDF", "huge.txt: It has 50", "bomb.epub: This is too large", "set.jsonl: It holds claims as well.",
		"backup.claimlight.json.gz: It holds claims as well.", "packed.md.gz: Packed",
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
	tab := emptied(t, &mine).newTabWith(holdsFiles)
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "File")
	var files [][2]string
	for i := range 7 {
		files = append(files, [2]string{fmt.Sprintf("%d.md", i+1), fmt.Sprintf("# Report %d\n\nThe text of report %d.", i+1, i+1)})
	}
	paths := writtenAll(t, files...)
	d.giveAll("Choose files", paths[:5]...)
	d.giveAll("Choose files", paths[5:]...) // which wait for the others
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
	tab.told("Added 4 articles. 3 files were not read")
	tab.click("button", "Undo")
	tab.told("Undone: 4 articles added")
	tab.one("button", "Try the sample article")
	tab.press("Control+Shift+z")
	for i := range 4 {
		tab.in("list", "Articles").one("link", fmt.Sprintf("Report %d", i+1))
	}
}

// packed is a file as gzip compresses it.
func packed(t *testing.T, file string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	fmt.Fprint(w, file)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
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

// keepingAnswers makes a worker keep its answers for as long as the page says so.
const keepingAnswers = `(() => {
	const channel = new BroadcastChannel("answers"), post = self.postMessage.bind(self);
	let keep = false, kept = [];
	self.postMessage = (...of) => {
		if (!keep || !("ok" in of[0])) return post(...of);
		kept.push(of);
		channel.postMessage("kept");
	};
	channel.onmessage = ({ data }) => {
		keep = data;
		if (!keep) kept.splice(0).forEach((of) => post(...of));
	};
})();`

func TestAWorkerThatWasKilledIsReplaced(t *testing.T) {
	host, worker := hostOfWorker(t, keepingAnswers)
	tab := newProfile(t, host).newTabWith(worker, tellsOfWorkers, later)
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	tab.insert("# One\n\nThe first article.")
	d.becomes("textbox", "Title", "value", "One")

	// One that takes its time is waited for.
	eval[bool](tab, `(window.answers = new BroadcastChannel("answers"), answers.onmessage = () => (window.kept = true), answers.postMessage(true), true)`)
	d.fill("textbox", "Article text", "Slow\n\nThe slow article.")
	tab.until("it is done, and kept", `window.kept`)
	eval[bool](tab, `(window.later = 30_000, dispatchEvent(new Event("focus")))`)
	eval[bool](tab, `(answers.postMessage(false), true)`)
	d.becomes("textbox", "Title", "value", "Slow")
	if n := eval[int](tab, `workers.length`); n != 1 {
		t.Errorf("there were %d workers, want 1", n)
	}

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
