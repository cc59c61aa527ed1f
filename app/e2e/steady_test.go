//go:build !js

package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// moving takes note, in window.moved, of every element of the article that the
// browser saw move though nobody scrolled, also within half a second of a key or
// click, which its own count leaves out.
const moving = `(() => {
	window.moved = [];
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) {
			for (const { node, previousRect, currentRect } of entry.sources) {
				const at = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
				if (at?.closest?.("article")) moved.push(at.localName + " " + entry.value + " " + JSON.stringify([previousRect, currentRect]));
			}
		}
	}).observe({ type: "layout-shift" });
	return true;
})()`

func TestTheTextStandsStillWhatEverOpensBesideIt(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.mark(stops, "2")
	tab.press("Escape")
	tab.press("Escape")
	tab.gone("group", "Claim")
	tab.saved()
	for _, width := range []int64{1360, 1000, 390} {
		call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 850, DeviceScaleFactor: 1})
		tab.until("it is as wide", `(width) => innerWidth === width`, width)
		// Where paragraphs stand on the page, however far it is scrolled.
		places := func() string {
			t.Helper()
			return eval[string](tab, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done([...document.querySelectorAll("article p")].slice(0, 6)
				.map(p => p.getBoundingClientRect()).map(r => [r.left, r.top + scrollY, r.width, r.height].map(Math.round)).join(" ")))))`)
		}
		before := ""
		tab.wait("the page is laid out so", func() (bool, string) {
			last := before
			before = places()
			return before == last, before
		})
		eval[bool](tab, moving)
		still := func(what string) {
			t.Helper()
			if now := places(); now != before {
				t.Errorf("%d wide: %s moved the text from %s to %s", width, what, before, now)
				before = now
			}
			if moved := eval[[]string](tab, `moved.splice(0)`); len(moved) > 0 {
				t.Errorf("%d wide: %s moved %s", width, what, strings.Join(moved, ", "))
			}
		}
		tab.press("j")
		tab.opened(fallen)
		still("the card")
		tab.press("j")
		tab.opened(stops)
		still("another card")
		tab.press("e")
		tab.bar().one("button", "Keep")
		still("the bar to extend or shrink")
		tab.press("Escape")
		tab.gone("toolbar", "Extend or shrink")
		tab.press("Escape")
		tab.gone("group", "Claim")
		still("closing the card")
		tab.press("/")
		tab.insert("nothing like this")
		tab.says("No claim of this article fits the filter.")
		still("a search")
		tab.press("Control+a")
		tab.press("Delete")
		tab.claims().one("button", stops)
		eval[bool](tab, `(document.activeElement.blur(), true)`)
		still("all claims")
		tab.press("F7")
		tab.until("the caret is there", `document.querySelector("article[data-caret]")`)
		still("caret mode")
		tab.press("F7")
		tab.until("the caret is gone", `!document.querySelector("article[data-caret]")`)
		tab.pick(stops)
		tab.one("toolbar", "Tag selection")
		still("the tags")
		eval[bool](tab, `(getSelection().removeAllRanges(), true)`)
		tab.gone("toolbar", "Tag selection")
		tab.press("s")
		tab.becomes("button", "Sweep", "pressed", "true")
		tab.one("progressbar", "Sentences read")
		still("the sweep")
		tab.press("s")
		tab.becomes("button", "Sweep", "pressed", "false")
		still("the sweep's end")
		tab.press("?")
		tab.one("dialog", "Keyboard shortcuts")
		still("a dialog")
		tab.press("Escape")
		tab.gone("dialog", "Keyboard shortcuts")
		still("closing a dialog")
	}
}

// A card that opens is scrolled into view in its list. The page around it stands
// still, also in browsers whose scrollIntoView cannot be told to leave it.
func TestTaggingScrollsNothingButTheList(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(`
		const reveal = Element.prototype.scrollIntoView;
		Element.prototype.scrollIntoView = function ({ container, ...options }) { reveal.call(this, options); };`)
	tab.open("/")
	openSample(tab)
	for _, mark := range []struct{ words, key string }{{fallen, "1"}, {stops, "2"}, {riders, "3"}} {
		tab.sweep(mark.words)
		before := eval[float64](tab, `scrollY`)
		tab.press(mark.key)
		tab.opened(mark.words)
		tab.saved()
		if after := eval[float64](tab, `scrollY`); after != before {
			t.Errorf("tagging %q scrolled the page from %v to %v", mark.words, before, after)
		}
		if at := eval[[2]float64](tab, `(() => {
			const [card, list] = [".card .quote", ".claims-inner"].map((name) => document.querySelector(name).getBoundingClientRect());
			return [card.top - list.top, list.bottom - card.bottom];
		})()`); at[0] < 0 || at[1] < 0 {
			t.Errorf("the card's quote stands %v below the list's top, and %v above its bottom", at[0], at[1])
		}
	}
}

// cut are the elements whose own words do not fit into them and cannot be scrolled to.
const cut = `(() => [...document.querySelectorAll("body *")].filter(e => {
	if (!e.checkVisibility() || e.closest(".visually-hidden, .row.negative > p, textarea, svg")) return false;
	if (![...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim())) return false;
	for (let box = e; box && box !== document.body; box = box.parentElement) {
		const style = getComputedStyle(box);
		if (style.webkitLineClamp !== "none") return false; // says so with an ellipsis
		if (/auto|scroll/.test(style.overflowX)) return false;
		if (/hidden|clip/.test(style.overflowX) && box.scrollWidth > box.clientWidth + 1 && style.textOverflow !== "ellipsis") return true;
	}
	const { left, right } = e.getBoundingClientRect();
	return right > innerWidth + 1 && left < innerWidth;
}).slice(0, 8).map(e => e.localName + "." + e.className + " " + e.innerText.slice(0, 30)))()`

// larger makes all text twice as large, as browsers do that enlarge text alone.
const larger = `(() => {
	const all = [...document.querySelectorAll("body *")].map(e => [e, parseFloat(getComputedStyle(e).fontSize)]);
	for (const [e, size] of all) e.style.fontSize = 2 * size + "px";
	return true;
})()`

func TestTextTwiceAsLargeLosesNothing(t *testing.T) {
	tab := visit(t)
	pages := pagesWithClaims(tab)
	look := func(where string) {
		t.Helper()
		if wide := eval[int](tab, `document.scrollingElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s: %d pixels stand out of the window: %q", where, wide, eval[[]string](tab, cut))
		} else if lost := eval[[]string](tab, cut); len(lost) > 0 {
			t.Errorf("%s: words are cut off: %q", where, lost)
		}
	}
	for _, path := range pages {
		// The browser's own zoom makes the window half as wide, or a quarter of it.
		for _, width := range []int64{680, 320} {
			call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 425, DeviceScaleFactor: 2})
			tab.open(path)
			look(fmt.Sprintf("%s, %d wide", path, width))
		}
		call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1360, Height: 850, DeviceScaleFactor: 1})
		tab.open(path)
		eval[bool](tab, larger)
		look(path + " with larger text alone")
	}
}

func TestWithForcedColoursEverythingCanBeTold(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
	tab.until("the colours are forced", `matchMedia("(forced-colors: active)").matches`)
	// What differs from the page: the open claim's words, the pressed tag, the card's edge, the focus.
	system := func(keyword string) string {
		return eval[string](tab, `(keyword) => { const e = document.body.appendChild(document.createElement("p")); e.style.color = keyword; const c = getComputedStyle(e).color; e.remove(); return c }`, keyword)
	}
	highlight := system("Highlight")
	for what, shown := range map[string]string{
		"the open claim's words":        `getComputedStyle(document.querySelector("article"), "::highlight(picked-amber)").backgroundColor`,
		"a pressed tag":                 `getComputedStyle(document.querySelector("[role=group][aria-label=Claim] .chip[aria-pressed=true]")).borderTopColor`,
		"a pressed tag above the words": `getComputedStyle(document.querySelector("[role=toolbar] [aria-pressed=true]")).backgroundColor`,
	} {
		if got := eval[string](tab, shown); got != highlight {
			t.Errorf("%s: %s, want %s", what, got, highlight)
		}
	}
	edge := eval[string](tab, `(() => { const s = getComputedStyle(document.querySelector("#claim-card")); return s.borderTopWidth + " " + s.borderTopStyle + " " + s.borderTopColor })()`)
	if strings.Contains(edge, "0px") || strings.HasSuffix(edge, system("Canvas")) {
		t.Errorf("the card's edge is %s", edge)
	}
	tab.press("Tab")
	ring := eval[string](tab, `(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + " " + s.outlineWidth + " " + s.outlineColor })()`)
	if strings.HasPrefix(ring, "none") || strings.HasSuffix(ring, system("Canvas")) {
		t.Errorf("the focus on %s is %s", eval[string](tab, `document.activeElement.outerHTML.slice(0, 80)`), ring)
	}
	tab.open("/claims")
	tab.in("list", "Claims by tag").one("listitem", anyName)
	bar := eval[string](tab, `getComputedStyle(document.querySelector(".bar-drawing")).fill`)
	if bar != highlight {
		t.Errorf("a chart's bars are %s, want %s", bar, highlight)
	}
}
