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
		eval[any](tab, `(() => {
			window.gap = 0;
			let last = performance.now();
			const tick = (now) => { gap = Math.max(gap, now - last); last = now; requestAnimationFrame(tick) };
			requestAnimationFrame(tick);
		})()`)
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
