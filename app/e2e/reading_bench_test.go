//go:build !js

package e2e_test

import (
	"testing"
)

// BenchmarkReading measures what a person does in an article of 1 MB with 10,000
// claims.
func BenchmarkReading(b *testing.B) {
	tab := imported(b, 10_000)
	tab.read()
	b.ReportMetric(0, "ns/op")

	// A person scrolls by some lines a frame.
	frames := eval[[]float64](tab, `new Promise(done => {
		const took = [];
		let before = 0;
		const frame = (now) => {
			if (before) took.push(now - before);
			before = now;
			if (took.length === 300) return done(took);
			scrollBy({ top: 90, behavior: "instant" });
			requestAnimationFrame(frame);
		};
		requestAnimationFrame(frame);
	})`)
	median(frames) // sorts
	b.ReportMetric(frames[len(frames)*95/100], "ms-scroll-p95(goal:16.8)")

	b.ReportMetric(tab.heap(), "MB-memory(goal:150)")

	// Looking for the claim under the pointer: clicks beside claims, at the end of the
	// text, do that and little else. The browser's clock is too coarse for one alone.
	eval[bool](tab, `new Promise(done => { scrollTo({ top: document.body.scrollHeight, behavior: "instant" }); setTimeout(() => requestIdleCallback(() => done(true)), 300) })`)
	var under []float64
	for range samples {
		under = append(under, eval[float64](tab, `(() => {
			const spots = [...document.querySelectorAll("article p")].map(p => {
				const word = document.createRange();
				word.setStart(p.firstChild, 0);
				word.setEnd(p.firstChild, 2);
				const { left, top, right, bottom } = word.getBoundingClientRect();
				return [(left + right) / 2, (top + bottom) / 2, p];
			}).filter(([, y]) => y > 100 && y < innerHeight - 40);
			if (spots.length < 2) throw new Error(spots.length + " paragraphs in the window");
			const from = performance.now();
			for (let i = 0; i < 100; i++) {
				const [clientX, clientY, p] = spots[i % spots.length];
				p.dispatchEvent(new MouseEvent("click", { clientX, clientY, bubbles: true }));
			}
			return (performance.now() - from) / 100;
		})()`))
	}
	report(b, "claim-under-pointer", under, 0.5)

	// The list of all claims comes back when nothing is searched for any more.
	search := tab.in("complementary", "Claims")
	var list []float64
	for range samples {
		search.fill("searchbox", "Search claims", "nothing like this")
		tab.until("no row is left", `!document.querySelector("[aria-label='Claims in this article'] [role=listitem]")`)
		list = append(list, tab.busy(func() {
			eval[bool](tab, `(() => { const field = document.activeElement; field.value = ""; field.dispatchEvent(new Event("input", { bubbles: true })); return true })()`)
			tab.next(`() => document.querySelector("[aria-label='Claims in this article'] [role=listitem]")`)
		}))
	}
	report(b, "list-of-10000", list, 50)
}

// BenchmarkInteractions measures, as the browser counts it, how long each action
// takes until the next frame is drawn (INP), in the same article. The browser
// tells nothing of what takes less than 16 ms; that is printed as 0.
func BenchmarkInteractions(b *testing.B) {
	tab := imported(b, 10_000)
	tab.read()
	b.ReportMetric(0, "ns/op")
	eval[bool](tab, `(() => {
		window.slowest = 0;
		new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (e.interactionId) slowest = Math.max(slowest, e.duration) })).observe({ type: "event", durationThreshold: 16 });
		return true;
	})()`)
	timed := func(act func()) float64 {
		eval[bool](tab, `(window.slowest = 0, true)`)
		act()
		tab.saved()
		return eval[float64](tab, `new Promise(done => requestAnimationFrame(() => setTimeout(() => requestIdleCallback(() => done(slowest)), 100)))`)
	}
	measure := func(name string, act func()) {
		b.Helper()
		var took []float64
		for range 5 {
			took = append(took, timed(act))
		}
		report(b, "inp-"+name, took, 100)
	}
	tab.press("j")
	tab.one("group", "Claim")
	measure("next-claim", func() { tab.press("j") })
	measure("tag-claim", func() { tab.press("3") })
	measure("undo", func() { tab.press("Control+z") })
	measure("redo", func() { tab.press("Control+Shift+z") })
	measure("close-and-open-card", func() { tab.press("Escape"); tab.press("j") })
	measure("type-note", func() {
		tab.card().click("textbox", "Note")
		tab.press("a")
		tab.press("b")
	})
	measure("search", func() {
		tab.in("complementary", "Claims").click("searchbox", "Search claims")
		tab.press("t")
		tab.press("Backspace")
	})
	measure("go-to-claims-and-back", func() {
		tab.in("navigation", "Main").click("link", "Claims")
		tab.one("table", "Claims")
		tab.in("navigation", "Main").click("link", "Library")
		tab.in("list", "Articles").one("link", "A report of three thousand paragraphs")
	})
	var opening, leaving []float64
	for range 5 {
		opening = append(opening, timed(tab.read))
		leaving = append(leaving, timed(func() {
			tab.in("navigation", "Main").click("link", "Library")
			tab.in("list", "Articles").one("link", "A report of three thousand paragraphs")
		}))
	}
	report(b, "inp-open-1-MB", opening, 100)
	report(b, "inp-leave-1-MB", leaving, 100)
}
