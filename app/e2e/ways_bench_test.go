//go:build !js

package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkPastingFiveMegabytes pastes 5 MB of text. It reports how long that takes
// until the preview stands there, and the longest that the page did not draw.
func BenchmarkPastingFiveMegabytes(b *testing.B) {
	sentence := "In 2025 the harbour moved 41 thousand tonnes of fish. "
	text := "A very long report\n\n" + strings.Repeat(strings.Repeat(sentence, 20)+"\n\n", 5<<20/(20*len(sentence)))
	var took, gaps []float64
	for b.Loop() {
		tab := visit(b)
		tab.click("button", "Add article")
		tab.in("dialog", "Add article").one("textbox", "Article text")
		copyRaw(tab, "", text)
		tab.watchDrawing()
		begun := time.Now()
		tab.press("Control+v")
		tab.next(`() => document.querySelector("[aria-label=Preview] .text:not([hidden]) p")`)
		took = append(took, float64(time.Since(begun).Milliseconds()))
		tab.until("all of it is drawn", `document.querySelectorAll("[aria-label=Preview] .text p").length > 4800`)
		gaps = append(gaps, eval[float64](tab, `gap`))
	}
	report(b, "5-MB-preview", took, 1000)
	report(b, "longest-without-drawing", gaps, 200)
	b.ReportMetric(0, "ns/op")
}

// watchDrawing begins to measure, in gap, the longest that the page does not draw:
// where files are chosen, from when it is handed them, which takes the browser itself
// 0.2 s for 500.
func (t *tab) watchDrawing() {
	t.Helper()
	eval[any](t, `(() => {
		window.gap = 0;
		let last = performance.now();
		addEventListener("change", () => { gap = 0; last = performance.now() }, true);
		const tick = (now) => { gap = Math.max(gap, now - last); last = now; requestAnimationFrame(tick) };
		requestAnimationFrame(tick);
	})()`)
}

// BenchmarkFiveHundredFiles adds 500 files of 10 kB at once. It reports how long
// that takes until all is saved, and the longest that the page did not draw.
func BenchmarkFiveHundredFiles(b *testing.B) {
	const files, size = 500, 10_000
	dir := b.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	var paths []string
	for i := range files {
		var text strings.Builder
		fmt.Fprintf(&text, "<!doctype html><title>Report %d</title><article><h1>Report %d</h1>", i, i)
		for text.Len() < size {
			fmt.Fprintf(&text, "<p>In the year %d the council counted %d trams, which is %d per cent more than it had said, and <b>twice</b> what was built for.</p>\n",
				1900+random.IntN(126), random.IntN(1e6), random.IntN(100))
		}
		path := filepath.Join(dir, fmt.Sprintf("report-%03d.html", i))
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, path)
	}
	var took, gaps []float64
	for b.Loop() {
		tab := visit(b)
		tab.click("button", "Add article")
		d := tab.in("dialog", "Add article")
		d.click("tab", "File")
		n := d.one("button", "Choose files")
		tab.watchDrawing()
		begun := time.Now()
		giveFiles(tab, n, paths)
		tab.says("500 articles added.")
		tab.saved()
		took = append(took, float64(time.Since(begun).Milliseconds()))
		gaps = append(gaps, eval[float64](tab, `gap`))
	}
	report(b, "500-files", took, 20_000)
	report(b, "longest-without-drawing", gaps, 100)
}
