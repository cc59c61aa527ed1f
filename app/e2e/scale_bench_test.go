//go:build !js

package e2e_test

import (
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/runtime"
)

// stock fills the database of a tab with articles of about 3 kB, and claims
// spread over them, as the app stores them: it has put the first of each there
// itself, of which the others are made.
const stock = `async (articles, each) => {
	const db = await new Promise((done, failed) => { const r = indexedDB.open("claimlight"); r.onsuccess = () => done(r.result); r.onerror = () => failed(r.error) });
	const all = (name) => new Promise((done, failed) => { const r = db.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result); r.onerror = () => failed(r.error) });
	const [[article], [text], [claim]] = [await all("articles"), await all("texts"), (await all("claims")).filter((c) => c.article)];
	const read = (record) => JSON.parse(new TextDecoder().decode(record.data));
	const write = (value) => new TextEncoder().encode(JSON.stringify(value));
	const listed = read(article), said = read(claim);
	const id = (kind, i) => "urn:uuid:01900000-0000-7" + kind + "00-8000-" + String(i).padStart(12, "0");
	for (let from = 0; from < articles; from += 500) {
		await new Promise((done, failed) => {
			const tx = db.transaction(["articles", "texts", "claims"], "readwrite");
			tx.oncomplete = done;
			tx.onabort = () => failed(tx.error);
			for (let i = from; i < Math.min(from + 500, articles); i++) {
				const added = article.added - (articles - i) * 60_000;
				tx.objectStore("articles").put({ id: id("a", i), added, data: write({ ...listed, title: "Report " + i, digest: "d" + i, added: new Date(added).toISOString() }) });
				tx.objectStore("texts").put({ id: id("a", i), data: text.data });
				for (let j = 0; j < each; j++) {
					const modified = added + j * 1000;
					tx.objectStore("claims").put({ id: id("c", i * each + j), article: id("a", i), modified, data: write({ ...said, note: "Note " + i + "." + j, modified: new Date(modified).toISOString() }) });
				}
			}
		});
	}
	db.close();
	return articles;
}`

// BenchmarkScale measures a library of 10,000 articles and 100,000 claims beside
// one of a single article: what a person waits for may not grow with it.
func BenchmarkScale(b *testing.B) {
	tab := newProfile(b, newHost(b)).newTabWith(timing, usable)
	call(tab, performance.Enable, performance.EnableParams{})
	tab.open("/")
	tab.stored()
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	type figures struct{ start, opening, saving, library, claims, memory []float64 }
	// until returns how long it takes from a click on a link until a condition is
	// true and drawn.
	until := func(list, link, condition string) float64 {
		return eval[float64](tab, `(list, link) => new Promise(done => {
			const from = performance.now();
			const frame = () => (`+condition+`) ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))) : requestAnimationFrame(frame);
			[...document.querySelectorAll(list + " a")].find(a => a.textContent === link).click();
			frame();
		})`, list, link)
	}
	measure := func() (f figures) {
		tab.open("/") // the engine keeps compiled code
		for range 7 {
			tab.open("/")
			f.start = append(f.start, eval[float64](tab, `window.usable`))
			tab.until("the list is whole", `document.querySelector("ul.shelf .dim")?.textContent !== "…"`)
			eval[bool](tab, `new Promise(done => requestIdleCallback(() => done(true)))`)
			first := eval[string](tab, `document.querySelector("ul.shelf a").textContent`)
			f.opening = append(f.opening, until("ul.shelf", first, `document.querySelector("article p") && [...CSS.highlights.values()].some(h => h.size > 0)`))
			tab.mark(riders, "2")
			tab.saved()
			f.saving = append(f.saving, eval[float64](tab, `timing.durable - timing.key`))
			tab.press("Control+z")
			tab.told("Undone: claim added")
			tab.saved()
			f.claims = append(f.claims, until("nav", "Claims", `document.querySelector("table tbody tr")`))
			f.library = append(f.library, until("nav", "Library", `document.querySelector("ul.shelf li")`))
			f.memory = append(f.memory, tab.heap())
		}
		return f
	}
	small := measure()
	if n := eval[int](tab, stock, 10_000, 10); n != 10_000 {
		b.Fatalf("%d articles", n)
	}
	large := measure()
	compare := func(name string, small, large []float64, limit float64) {
		report(b, name+"-1", small, limit)
		report(b, name+"-10000", large, limit)
		b.ReportMetric(median(large)/median(small), name+"-ratio")
	}
	compare("start", small.start, large.start, 600)
	compare("open-article", small.opening, large.opening, 400)
	compare("save-claim", small.saving, large.saving, 10)
	compare("claims-page", small.claims, large.claims, 500)
	compare("library-page", small.library, large.library, 500)
	// Snapshots, and the spare copy of the latest, are made in the worker while the
	// person goes on. The first keeps all texts, the others those that came since.
	snapshot := func() float64 {
		tab.open("/settings")
		return eval[float64](tab, `new Promise((done) => {
			const from = performance.now();
			const told = () => document.querySelector("[role=status][aria-label=Notifications]").innerText.includes("Snapshot taken");
			const frame = () => (told() ? done(performance.now() - from) : requestAnimationFrame(frame));
			[...document.querySelectorAll("button")].find((b) => b.textContent === "Take a snapshot now").click();
			frame();
		})`)
	}
	b.ReportMetric(snapshot(), "ms-snapshot-first")
	tab.open("/")
	until("ul.shelf", eval[string](tab, `document.querySelector("ul.shelf a").textContent`), `document.querySelector("article p")`)
	tab.mark(riders, "2")
	tab.saved()
	b.ReportMetric(snapshot(), "ms-snapshot-next")
	tab.wait("there is a spare copy", func() (bool, string) {
		return eval[bool](tab, `caches.open("claimlight.spare").then((cache) => cache.keys()).then((kept) => kept.length === 1)`), ""
	})
	b.ReportMetric(median(small.memory), "MB-memory-1")
	b.ReportMetric(median(large.memory), "MB-memory-10000")
	b.ReportMetric(0, "ns/op")
}

// heap is how many megabytes JavaScript's objects and the program's memory take,
// without what is to be collected.
func (t *tab) heap() float64 {
	t.Helper()
	call(t, heapprofiler.CollectGarbage, cdp.Empty{})
	used := call(t, runtime.GetHeapUsage, cdp.Empty{})
	return (used.UsedSize + eval[float64](t, `programMemory()`)) / 1e6
}
