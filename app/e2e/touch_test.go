//go:build !js

package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
)

// phone makes the tab a phone of the given width, which has fingers instead of a
// mouse.
func (t *tab) phone(width int64) {
	t.Helper()
	call(t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 640, DeviceScaleFactor: 2, Mobile: true})
	points := int64(5)
	call(t, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: points})
}

// touch puts a finger down, moves it, or with no points takes it away.
func (t *tab) touch(kind input.DispatchTouchEventType, at ...point) {
	t.Helper()
	points := []*input.TouchPoint{}
	for _, p := range at {
		points = append(points, &input.TouchPoint{X: p.X, Y: p.Y})
	}
	call(t, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
}

// tap taps the one thing of that role and name.
func (p place) tap(role, name string) {
	p.tab.Helper()
	n := p.one(role, name)
	var at point
	p.tab.wait(fmt.Sprintf("%v can be tapped", p.in(role, name)), func() (bool, string) {
		spot, err := tryOnNode[*point](n, spotOf)
		if err != nil || spot == nil {
			return false, fmt.Sprintf("it is covered, moves, or is disabled: %v", err)
		}
		at = *spot
		return true, ""
	})
	p.tab.tapAt(at)
}

func (t *tab) tapAt(at point) {
	t.Helper()
	t.touch(input.DispatchTouchEventTypeTouchStart, at)
	t.touch(input.DispatchTouchEventTypeTouchEnd)
}

// swipe draws a finger over the screen in a straight line.
func (t *tab) swipe(from, to point) {
	t.Helper()
	t.touch(input.DispatchTouchEventTypeTouchStart, from)
	const steps = 8
	for i := 1.0; i <= steps; i++ {
		t.touch(input.DispatchTouchEventTypeTouchMove, point{from.X + (to.X-from.X)*i/steps, from.Y + (to.Y-from.Y)*i/steps})
	}
	t.touch(input.DispatchTouchEventTypeTouchEnd)
}

// pick selects words as a long press and its handles do, where they stand in the
// window.
func (t *tab) pick(words string) {
	t.Helper()
	eval[bool](t, `(words) => {
		const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
		for (let node; (node = walker.nextNode()); ) {
			const at = node.data.indexOf(words);
			if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length), true;
		}
		throw new Error("not in one piece in the article: " + words);
	}`, words)
}

// above waits until words in the article are in the window, above what has the
// given selector and stands at the window's foot.
func (t *tab) above(words, selector string) {
	t.Helper()
	t.until(fmt.Sprintf("%q can be seen above %s", words, selector), `(words, selector) => {
		const cover = document.querySelector(selector)?.getBoundingClientRect();
		if (!cover || Math.abs(cover.bottom - innerHeight) > 1) return false;
		const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
		for (let node; (node = walker.nextNode()); ) {
			const at = node.data.indexOf(words);
			if (at < 0) continue;
			const range = document.createRange();
			range.setStart(node, at);
			range.setEnd(node, at + words.length);
			const { top, bottom } = range.getBoundingClientRect();
			return top >= document.querySelector("header").getBoundingClientRect().bottom && bottom <= cover.top;
		}
	}`, words, selector)
}

// small are the things to operate that are smaller than a finger can meet. A link
// in running text is as high as its line.
const small = `(least) => [...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex='0']")]
	.filter(e => e.checkVisibility() && !e.closest("article p, .skip"))
	.map(e => [e, (e.labels?.[0] && /radio|checkbox/.test(e.type) ? e.labels[0] : e).getBoundingClientRect()])
	.filter(([, r]) => r.width > 0 && (r.width < least || r.height < least))
	.map(([e, r]) => e.localName + " " + (e.ariaLabel ?? e.innerText) + " is " + Math.round(r.width) + " by " + Math.round(r.height))`

func TestAPhoneTagsAtTheFootOfTheWindowAndOpensTheCardThere(t *testing.T) {
	for _, width := range []int64{390, 320} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tab := visit(t)
			tab.phone(width)
			tab.tap("button", "Try the sample article")
			tab.one("article", "The tram that divided Lindhaven")
			// Words at the foot of the window, where the tags will be.
			eval[bool](tab, `(() => {
				const words = [...document.querySelectorAll("article p")].find(p => p.innerText.includes("nine stops"));
				scrollTo({ top: scrollY + words.getBoundingClientRect().top - innerHeight + 60, behavior: "instant" });
				return true;
			})()`)
			tab.pick(stops)
			tab.above(stops, "[role=toolbar]")
			for _, b := range tab.toolbar().all("button") {
				if high := onNode[float64](b, `function() { return this.getBoundingClientRect().height }`); high < 44 {
					t.Errorf("%s is %v pixels high", b.name, high)
				}
			}
			tab.toolbar().tap("button", "Prediction or pledge")
			tab.painted(stops, "Prediction or pledge")
			tab.gone("group", "Claim") // it waits until the words are let go
			eval[bool](tab, `(getSelection().removeAllRanges(), true)`)
			tab.gone("toolbar", "Tag selection")
			tab.pick(fallen)
			tab.toolbar().tap("button", "Quantity")
			tab.painted(fallen, "Quantity")
			eval[bool](tab, `(getSelection().removeAllRanges(), true)`)
			tab.one("group", "Claim")
			tab.tap("button", "Close claim")
			tab.gone("group", "Claim")

			// A tap on a highlight opens its card, and the words stay in sight.
			spots := tab.spots(stops, stops)
			tab.tapAt(spots[2])
			tab.opened(stops)
			tab.above(stops, "[data-sheet]:not([hidden])")
			tab.card().tap("button", "Previous claim")
			tab.opened(fallen)
			tab.above(fallen, "[role=listitem][data-sheet]")

			// The handle at its end follows the finger, and the page stays where it is.
			shorter := strings.TrimSuffix(fallen, " per cent")
			from, to := tab.spots(fallen, fallen)[1], tab.spots(shorter, shorter)[1]
			at, end := eval[float64](tab, `scrollY`), tab.grip("handle-end")
			tab.swipe(end, point{end.X + to.X - from.X - 2, end.Y + to.Y - from.Y})
			tab.becomesQuote(shorter)
			tab.told("Removed “per cent”")
			if now := eval[float64](tab, `scrollY`); now != at {
				t.Errorf("the page went from %v to %v under the finger", at, now)
			}
			tab.press("Control+z")
			tab.becomesQuote(fallen)
			if found := eval[[]string](tab, small, 24); len(found) > 0 {
				t.Errorf("too small to touch: %q", found)
			}
			if wide := eval[int](tab, `document.scrollingElement.scrollWidth`); int64(wide) > width {
				t.Errorf("the page is %d wide", wide)
			}

			// Drawn up it is large, drawn down it is small, then gone.
			draw := func(by float64) {
				head := onNode[point](tab.card().one("button", "Larger card"), `function() { const r = this.getBoundingClientRect(); return { X: r.x + r.width / 2, Y: r.y + r.height / 2 } }`)
				tab.swipe(head, point{head.X, head.Y + by})
			}
			draw(-120)
			tab.card().becomes("button", "Larger card", "expanded", "true")
			draw(120)
			tab.card().becomes("button", "Larger card", "expanded", "false")
			draw(120)
			tab.gone("group", "Claim")
			tab.quotes(fallen, stops)
		})
	}
}

func TestListsAndQuotationsRunTheWayTheirWordsDo(t *testing.T) {
	tab := visit(t)
	addText(tab, "# الترام الذي قسم المدينة\n\nانخفضت حركة السيارات.\n\n- قائمة أولى\n- English in an Arabic list\n\n> اقتباس من شخص\n\n- A list in English\n")
	for selector, want := range map[string]string{"article ul": "rtl", "article blockquote": "rtl", "article ul:last-of-type": "ltr", "article h2": "rtl"} {
		tab.until(selector+" runs "+want, `(selector, want) => getComputedStyle(document.querySelector(selector)).direction === want`, selector, want)
	}
	tab.pick("انخفضت حركة")
	tab.one("toolbar", "Tag selection")
	tab.press("1")
	tab.quotes("انخفضت حركة")
	if direction := eval[string](tab, `getComputedStyle(document.querySelector("#claim-quote")).direction`); direction != "rtl" {
		t.Errorf("the quote in the list runs %s", direction)
	}
}
