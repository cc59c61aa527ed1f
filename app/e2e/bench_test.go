//go:build !js

package e2e_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// The benchmarks measure the built app in a browser, on the machine they run on.
// Each takes its samples itself and reports medians in milliseconds, with the
// goal of DESIGN.md beside them. Main-thread time is the browser's own count of
// the processor's time that its tasks took: it includes neither waiting nor what
// else the machine does meanwhile.

const samples = 15

// report reports the median of some milliseconds beside its goal.
func report(b *testing.B, name string, figures []float64, goal float64) {
	b.ReportMetric(median(figures), fmt.Sprintf("ms-%s(goal:%g)", name, goal))
}

func median(figures []float64) float64 {
	slices.Sort(figures)
	return figures[len(figures)/2]
}

// busy returns how many milliseconds of main-thread time f takes.
func (t *tab) busy(f func()) float64 {
	t.Helper()
	before := t.taskTime()
	f()
	return t.taskTime() - before
}

func (t *tab) taskTime() float64 {
	t.Helper()
	for _, m := range call(t, performance.GetMetrics, cdp.Empty{}).Metrics {
		if m.Name == "TaskDuration" {
			return 1000 * m.Value
		}
	}
	t.Fatal("the browser counts no task time")
	return 0
}

// long is a library of one article of 1 MB in 3,000 paragraphs, with n claims
// spread over it.
func long(n int) *annotations.Library {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the council said that traffic in centre fell by per cent since last year because of new line while shops lost money and rents rose on harbour street where people ride trams every working day")
	var text strings.Builder
	var spans []annotations.Span
	text.WriteString("A report of three thousand paragraphs")
	const paragraphs = 3000
	for i := range paragraphs {
		text.WriteString("\n\n")
		for j := range 62 {
			if j > 0 {
				text.WriteString(" ")
			}
			start := text.Len()
			fmt.Fprintf(&text, "%s", words[random.IntN(len(words))])
			if j == 0 {
				fmt.Fprintf(&text, " %d", i)
			}
			// Claims of about eight words, as many to a paragraph as n asks for.
			if k := j / 12; j%12 == 2 && k < 4 && len(spans) < (i*4+k+1)*n/(4*paragraphs) {
				spans = append(spans, annotations.Span{Start: start})
			}
			if last := len(spans) - 1; j%12 == 9 && last >= 0 && spans[last].End == 0 {
				spans[last].End = text.Len()
			}
		}
		text.WriteString(".")
	}
	made := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	a := annotations.Article{ID: "urn:uuid:01930000-0000-7000-8000-000000000001", Title: "A report of three thousand paragraphs",
		Text: text.String(), Digest: annotations.Digest(text.String()), Blocks: format.Paragraphs(text.String()), Added: made}
	codebook := annotations.ClaimTypes()
	lib := &annotations.Library{Articles: []annotations.Article{a}, Codebook: codebook}
	for i, span := range spans {
		lib.Claims = append(lib.Claims, annotations.Claim{ID: annotations.ID(fmt.Sprintf("urn:uuid:01930000-0000-7000-9000-%012d", i)),
			Article: a.ID, Span: span, Quote: annotations.Describe(a.Text, span), Tags: []annotations.ID{codebook.Tags[0].ID},
			Creator: annotations.Creator{ID: "urn:uuid:01930000-0000-7000-8000-00000000000a"}, Created: made, Modified: made})
	}
	return lib
}

// imported opens the app in a new profile, with [long] in its library.

func imported(b testing.TB, n int) *tab {
	b.Helper()
	var file bytes.Buffer
	if r, err := format.Encode(&file, long(n), "bench"); err != nil || r.Verified != n {
		b.Fatalf("writing %d claims: %v, %v", n, r, err)
	}
	tab := newProfile(b, newHost(b)).newTabWith(timing)
	call(tab, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
	tab.open("/")
	tab.bring(tab.written("long.claimlight.json", file.Bytes()))
	tab.in("list", "Articles").one("link", "A report of three thousand paragraphs")
	return tab
}

// timing takes note of when keys go down, when transactions that write are
// complete, and of the program's memory.
const timing = `(() => {
	const instantiate = WebAssembly.instantiateStreaming;
	WebAssembly.instantiateStreaming = async (...args) => {
		const made = await instantiate(...args);
		window.programMemory = () => made.instance.exports.mem.buffer.byteLength;
		return made;
	};
	window.timing = { key: 0, durable: 0 };
	addEventListener("keydown", (event) => (window.timing = { key: event.timeStamp, durable: 0 }), true);
	const transaction = IDBDatabase.prototype.transaction;
	IDBDatabase.prototype.transaction = function (names, mode, ...rest) {
		const made = transaction.call(this, names, mode, ...rest);
		if (mode === "readwrite") made.addEventListener("complete", () => (window.timing.durable ||= performance.now()));
		return made;
	};
})()`

// read opens the long article and waits until it stands there, painted.
func (t *tab) read() {
	t.Helper()
	t.in("list", "Articles").click("link", "A report of three thousand paragraphs")
	t.until("the article is painted", `document.querySelector("article p") && [...CSS.highlights.values()].some(h => h.size > 0)`)
}

func BenchmarkPainting(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			tab := imported(b, n)
			// Undoing and redoing a change of the colour that all claims have paints
			// every one of them anew, and does little else.
			tab.in("navigation", "Main").click("link", "Codebook")
			tab.one("heading", "Codebook")
			before := eval[string](tab, `(() => { const s = document.querySelector("select[id$='-colour']"); s.focus(); return s.value })()`)
			tab.press("ArrowDown")
			tab.until("the colour has changed", `(before) => document.querySelector("select[id$='-colour']").value !== before`, before)
			tab.saved()
			tab.in("navigation", "Main").click("link", "Library")
			tab.read()
			eval[bool](tab, `(document.activeElement.blur(), true)`)
			var figures []float64
			for range samples {
				for _, key := range []string{"Control+z", "Control+Shift+z"} {
					shown := eval[string](tab, `[...CSS.highlights].filter(([name, h]) => name.startsWith("claim-") && h.size > 0).map(([name]) => name).join()`)
					figures = append(figures, tab.busy(func() {
						tab.press(key)
						tab.next(`(shown) => [...CSS.highlights].some(([name, h]) => name.startsWith("claim-") && h.size > 0 && name !== shown)`, shown)
					}))
				}
			}
			report(b, "repaint", figures, map[int]float64{1_000: 40, 10_000: 60}[n])
			b.ReportMetric(0, "ns/op")
		})
	}
}

// next waits, frame by frame within the page, until a condition is true and drawn.
func (t *tab) next(condition string, args ...any) {
	t.Helper()
	eval[bool](t, `(...args) => new Promise(done => {
		const look = () => (`+condition+`)(...args) ? requestAnimationFrame(() => setTimeout(() => done(true))) : requestAnimationFrame(look);
		look();
	})`, append(args, nil)...)
}

// picking takes note, as window.picked, of when the next claim that is opened is
// painted in the text and seen, in milliseconds after the key was pressed.
const picking = `(() => {
	const open = () => [...CSS.highlights].filter(([name]) => name.startsWith("picked-")).flatMap(([, h]) => [...h]);
	const before = new Set(open());
	window.picked = new Promise(done => {
		const look = () => open().some(range => !before.has(range)) ? setTimeout(() => done(performance.now() - timing.key)) : requestAnimationFrame(look);
		requestAnimationFrame(look);
	});
	return true;
})()`

// BenchmarkOneMoreClaim measures what the key of a tag costs: until the highlight is
// seen, and until the claim's card and its row in the list are there too, which are
// drawn in a later frame.
func BenchmarkOneMoreClaim(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("on_%d", n), func(b *testing.B) {
			tab := imported(b, n)
			tab.read()
			eval[bool](tab, `(scrollTo({ top: document.body.scrollHeight / 2, behavior: "instant" }), true)`)
			var painted, listed, seen, durable []float64
			for range samples {
				words := eval[string](tab, `(async () => {
					const p = [...document.querySelectorAll("article p")].find(p => p.getBoundingClientRect().top > innerHeight / 3);
					getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 30);
					return getSelection().toString();
				})()`)
				tab.one("toolbar", "Tag selection")
				eval[bool](tab, picking)
				before := tab.taskTime()
				// Asked for as soon as it is seen, so that little of what comes next counts.
				until := make(chan float64)
				go func() {
					defer close(until) // also where this fails
					at, _ := tryEval[float64](tab, `window.picked`)
					seen = append(seen, at)
					until <- tab.taskTime()
				}()
				tab.press("5")
				painted = append(painted, <-until-before)
				tab.next(`(words) => document.querySelector("[role=group][aria-label=Claim] .quote")?.innerText.startsWith(words.trim().slice(0, 20))`, words)
				listed = append(listed, tab.taskTime()-before)
				tab.until("it is on the disk", `timing.durable > 0`)
				durable = append(durable, eval[float64](tab, `timing.durable - timing.key`))
				tab.saved()
				tab.press("Control+z")
				tab.gone("group", "Claim")
				tab.saved()
			}
			report(b, "main-thread-until-highlight", painted, 25)
			b.ReportMetric(median(listed), "ms-main-thread-until-card-and-row")
			b.ReportMetric(median(seen), "ms-key-to-highlight")
			report(b, "key-to-durable", durable, 10)
			b.ReportMetric(0, "ns/op")
		})
	}
}

func BenchmarkOpeningOneMegabyte(b *testing.B) {
	tab := imported(b, 1_000)
	var wall, work []float64
	for range samples {
		start := time.Now()
		work = append(work, tab.busy(tab.read))
		wall = append(wall, float64(time.Since(start).Microseconds())/1000)
		tab.in("navigation", "Main").click("link", "Library")
		tab.in("list", "Articles").one("link", "A report of three thousand paragraphs")
	}
	report(b, "click-to-painted", wall, 400)
	report(b, "main-thread", work, 400)
	b.ReportMetric(0, "ns/op")
}

// usable takes note of when the page has its heading and its buttons.
const usable = `(() => {
	const look = () => document.querySelector("main h1") && document.querySelector("main button") ? (window.usable = performance.now()) : requestAnimationFrame(look);
	requestAnimationFrame(look);
})()`

func BenchmarkStarting(b *testing.B) {
	host := newHost(b)
	var cold, warm, paint []float64
	for range 5 {
		ctx, stop, err := start(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		own, cancel := chromedp.NewContext(ctx)
		tab := (&profile{TB: b, host: host, ctx: own}).newTabWith(usable)
		begin := func() float64 {
			tab.load(host.address + "/")
			tab.until("the page is usable", `window.usable`)
			return eval[float64](tab, `window.usable`)
		}
		cold = append(cold, begin())
		tab.stored()
		begin() // the engine keeps compiled code from the second time on
		tab.until("the code had time to be kept", `new Promise(done => requestIdleCallback(() => done(true)))`)
		for range 3 {
			warm = append(warm, begin())
			paint = append(paint, eval[float64](tab, `performance.getEntriesByName("first-contentful-paint")[0].startTime`))
		}
		tab.checkTrouble()
		cancel()
		stop()
	}
	report(b, "cold", cold, 600)
	report(b, "warm", warm, 420)
	report(b, "first-paint-warm", paint, 150)
	b.ReportMetric(0, "ns/op")
}
