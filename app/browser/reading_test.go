//go:build !js

package browser_test

import (
	"math"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestScrollToBringsAnyPlaceIntoTheMiddle(t *testing.T) {
	p := newTab(t)
	text := long()
	p.call(nil, "show", "article", text)
	// Heights are guessed badly, and, as in some browsers, nothing keeps what is in
	// the window in place while what is above gets its true height.
	p.run(nil, `document.styleSheets[0].insertRule("html { overflow-anchor: none; }")`)
	p.run(nil, `document.styleSheets[0].insertRule(".far { contain-intrinsic-size: auto 20px !important; }")`)
	// settled waits until the page stands still, and returns where a range is.
	settled := func(start, end int) rect {
		t.Helper()
		p.run(nil, `(async () => { for (let still = 0, at = NaN; still < 12; still = scrollY === at ? still + 1 : 0) { at = scrollY; await new Promise(requestAnimationFrame); } })()`)
		var box rect
		p.call(&box, "rect", start, end)
		return box
	}
	for _, block := range []int{1500, 1502, 2999, 7, 2000, 0} {
		start := text.Blocks[block].Start + 10
		p.call(nil, "scrollTo", start, start+20, false)
		box := settled(start, start+20)
		if box.Top < 40 || box.Bottom > 0.8*800 && block != 2999 || box.Bottom > 800 {
			t.Errorf("block %d stands at %v", block, box)
		}
	}
	// The last of several wins, and a person's own scrolling over all.
	for _, block := range []int{2990, 100, 1800} {
		p.call(nil, "scrollTo", text.Blocks[block].Start, text.Blocks[block].End, false)
	}
	if box := settled(text.Blocks[1800].Start, text.Blocks[1800].End); box.Top < 40 || box.Top > 640 {
		t.Errorf("block 1800, the last that was asked for, stands at %v", box)
	}
	p.call(nil, "scrollTo", text.Blocks[1803].Start, text.Blocks[1803].End, false)
	p.run(nil, `(() => { dispatchEvent(new WheelEvent("wheel")); scrollTo({ top: 0, behavior: "instant" }); })()`)
	settled(0, 1)
	var top float64
	if p.run(&top, `scrollY`); top > 40 { // blocks that are laid out only now may move it a little
		t.Errorf("the page went on scrolling, to %v", top)
	}
	// What is in sight already stays where it is.
	p.call(nil, "scrollTo", text.Blocks[1000].Start, text.Blocks[1000].Start+5, false)
	was := settled(text.Blocks[1000].Start, text.Blocks[1000].Start+5)
	p.call(nil, "scrollTo", text.Blocks[1000].Start+5, text.Blocks[1000].Start+9, false)
	if is := settled(text.Blocks[1000].Start, text.Blocks[1000].Start+5); is != was {
		t.Errorf("scrolled from %v to %v for what was in sight", was, is)
	}
	var first int
	p.call(&first, "visibleBlock")
	if first > 1000 || first < 990 {
		t.Errorf("the first visible block is %d, near 1000", first)
	}
	p.run(&top, `article.querySelector("[data-block=\"%d\"]").getBoundingClientRect().bottom`, first)
	if top <= 40 {
		t.Errorf("the first visible block ends at %v, under the header", top)
	}
}

func TestScrollToMovesTheFocusWhenAsked(t *testing.T) {
	p := newTab(t)
	p.call(nil, "show", "article", sample())
	p.call(nil, "scrollTo", 2, 5, true)
	var active string
	p.run(&active, `document.activeElement.id`)
	if active != "article" {
		t.Errorf("the focus is on %q", active)
	}
	var got selection
	decode(t, p.waitFor("selection"), &got)
	if !got.Collapsed || got.Focus.UTF16 != 2 {
		t.Errorf("the caret is at %v", got)
	}
}

func TestTheToolbarStandsNearAndCoversNothing(t *testing.T) {
	p := newTab(t)
	text := compose(slices.Repeat([]part{{words: "Some words of a paragraph that is not short, and so takes more than one line in the column that it stands in."}}, 40)...)
	p.call(nil, "show", "article", text)
	for _, c := range []struct {
		name       string
		start, end int
		scroll     int
	}{
		{"in the middle", text.Blocks[5].Start + 30, text.Blocks[5].Start + 40, 0},
		{"at the right edge", text.Blocks[5].Start + 60, text.Blocks[5].Start + 66, 0},
		{"at the top, under the header", text.Blocks[0].Start, text.Blocks[0].Start + 10, 40},
		{"over two blocks", text.Blocks[6].Start + 20, text.Blocks[7].Start + 10, 0},
		{"scrolled", text.Blocks[20].Start + 5, text.Blocks[20].Start + 25, 1000},
	} {
		p.run(nil, `scrollTo(0, %d)`, c.scroll)
		p.frames(2)
		p.call(nil, "placeNear", "toolbar", c.start, c.end)
		var bar, column, passage rect
		p.run(&bar, boxOf, "toolbar")
		p.run(&column, boxOf, "article")
		p.call(&passage, "rect", c.start, c.end)
		if bar.Bottom > passage.Top && bar.Top < passage.Bottom {
			t.Errorf("%s: the toolbar at %v covers the passage at %v", c.name, bar, passage)
		}
		if gap := math.Max(passage.Top-bar.Bottom, bar.Top-passage.Bottom); gap > 20 {
			t.Errorf("%s: the toolbar stands %.0f px away", c.name, gap)
		}
		if bar.Left < column.Left-1 || bar.Right > column.Right+1 || bar.Top < 40 {
			t.Errorf("%s: the toolbar at %v leaves the column at %v", c.name, bar, column)
		}
	}
	// A press on it, on a button or beside, leaves the selection alone.
	p.call(nil, "select", text.Blocks[20].Start, text.Blocks[20].Start+4)
	var bar rect
	p.run(&bar, boxOf, "toolbar")
	p.do(chromedp.Click(chromedp.CSS("#tag")), chromedp.MouseClickXY(bar.Right-10, bar.Bottom-10))
	var selected string
	p.run(&selected, `String(getSelection())`)
	if selected != "Some" {
		t.Errorf("after a press on the toolbar %q is selected", selected)
	}
	p.do(chromedp.EmulateViewport(500, 700))
	p.frames(2)
	var style string
	p.run(&style, `document.getElementById("toolbar").getAttribute("style") ?? ""`)
	if style != "" {
		t.Errorf("in a narrow window the toolbar has the style %q", style)
	}
}

const boxOf = `(({ left, top, right, bottom }) => ({ Left: left, Top: top, Right: right, Bottom: bottom }))(document.getElementById(%q).getBoundingClientRect())`

func TestTheKeyboardReadsAndSelects(t *testing.T) {
	p := newTab(t)
	text := compose(part{words: "One two three"}, part{words: "Four five six"}, part{words: "שלום עולם טוב"})
	p.call(nil, "show", "article", text)
	p.run(nil, `document.body.focus()`)
	press := func(keys string, modifiers ...chromedp.Modifier) {
		t.Helper()
		p.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
	}
	caret := func() (shown bool) {
		t.Helper()
		p.frames(2)
		p.run(&shown, `document.querySelector(".caret").getClientRects().length > 0 && article.hasAttribute("data-caret")`)
		return shown
	}
	where := func() string {
		t.Helper()
		var at string
		p.run(&at, `(() => { const s = getSelection(); return s.focusNode.parentNode.dataset.block + ":" + s.focusOffset + (s.isCollapsed ? "" : " " + s); })()`)
		return at
	}
	press(kb.Tab)
	if !caret() {
		t.Fatal("no caret after Tab to the article")
	}
	const ctrl, shift = chromedp.ModifierCtrl, chromedp.ModifierShift
	for _, c := range []struct {
		name      string
		key       string
		modifiers []chromedp.Modifier
		want      string
	}{
		{"right", kb.ArrowRight, nil, "0:1"},
		{"word right", kb.ArrowRight, []chromedp.Modifier{ctrl}, "0:3"},
		{"select right", kb.ArrowRight, []chromedp.Modifier{shift}, "0:4  "},
		{"select a word", kb.ArrowRight, []chromedp.Modifier{ctrl, shift}, "0:7  two"},
		{"select to the end", kb.End, []chromedp.Modifier{shift}, "0:13  two three"},
		{"collapse", kb.ArrowLeft, nil, "0:3"},
		{"down", kb.ArrowDown, nil, "1:3"},
		{"home", kb.Home, nil, "1:0"},
		{"up", kb.ArrowUp, nil, "0:0"},
		{"stay at the start", kb.ArrowLeft, nil, "0:0"},
		{"stay at the start, up", kb.ArrowUp, nil, "0:0"},
		{"to the end of all", kb.End, []chromedp.Modifier{ctrl}, "2:13"},
		{"stay at the end", kb.ArrowDown, nil, "2:13"},
		{"to the start of all", kb.Home, []chromedp.Modifier{ctrl}, "0:0"},
		{"select all", kb.End, []chromedp.Modifier{ctrl, shift}, "2:13 One two three\n\nFour five six\n\nשלום עולם טוב"},
	} {
		press(c.key, c.modifiers...)
		if got := where(); got != c.want {
			t.Errorf("%s: at %q, want %q", c.name, got, c.want)
		}
	}
	press(kb.Home, ctrl)
	for _, c := range []struct {
		name, key string
		want      string
	}{
		{"next block", kb.ArrowDown, "1:0"},
		{"next block", kb.ArrowDown, "2:0"},
		{"no next block", kb.ArrowDown, "2:13"},
		{"start of the block", kb.ArrowUp, "2:0"},
		{"block before", kb.ArrowUp, "1:0"},
	} {
		press(c.key, ctrl)
		if got := where(); got != c.want {
			t.Errorf("%s: at %q, want %q", c.name, got, c.want)
		}
	}
	p.call(nil, "allowCaret", false)
	press(kb.ArrowRight)
	if caret() || where() != "1:0" {
		t.Errorf("the caret moved to %s while it was not allowed", where())
	}
	p.call(nil, "allowCaret", true)
	press(kb.ArrowRight)
	if !caret() || where() != "1:1" {
		t.Errorf("the caret is at %s once it is allowed again, want 1:1", where())
	}
	p.do(chromedp.MouseClickXY(700, 200))
	if caret() {
		t.Error("a caret after a click")
	}
	press(kb.ArrowDown)
	if caret() {
		t.Error("a caret after a click and an arrow")
	}
}

func TestTheKeyboardPagesThroughALongArticle(t *testing.T) {
	p := newTab(t)
	p.call(nil, "show", "article", long())
	p.run(nil, `document.body.focus()`)
	p.do(chromedp.KeyEvent(kb.Tab))
	last := -1
	for i := range 5 {
		p.do(chromedp.KeyEvent(kb.PageDown))
		p.frames(2)
		var at struct {
			Block        int
			Top, ScrollY float64
			Caret        bool
		}
		p.run(&at, `(() => { const s = getSelection(); const r = s.getRangeAt(0).getBoundingClientRect();
			return { Block: Number(s.focusNode.parentNode.dataset.block), Top: r.top, ScrollY: scrollY, Caret: document.querySelector(".caret").getClientRects().length > 0 }; })()`)
		if at.Block <= last || at.Top < 40 || at.Top > 790 || at.ScrollY < 500*float64(i+1) || !at.Caret {
			t.Errorf("after %d pages the caret is at %+v, in block %d before", i+1, at, last)
		}
		last = at.Block
	}
}

func TestScrollingKeepsItsRate(t *testing.T) {
	p := newTab(t)
	text := long()
	p.call(nil, "show", "article", text)
	p.call(nil, "styles", []string{"t1", "t2"})
	scroll := func() []float64 {
		t.Helper()
		var frames []float64
		p.run(&frames, `(async () => {
			const frames = [];
			scrollTo({ top: 0, behavior: "instant" });
			for (let i = 0, last = await new Promise(requestAnimationFrame); i < 90; i++) {
				scrollBy({ top: 120, behavior: "instant" });
				const now = await new Promise(requestAnimationFrame);
				frames.push(now - last);
				last = now;
			}
			return frames;
		})()`)
		slices.Sort(frames)
		return frames
	}
	report := func(what string, frames []float64) {
		t.Logf("90 frames of 120 px each, %s: median %.1f ms, p95 %.1f ms, worst %.1f ms",
			what, median(frames), frames[len(frames)*95/100], frames[len(frames)-1])
	}
	plain := scroll()
	report("nothing painted", plain)
	p.call(nil, "paint", "claims", text.claims(10000))
	painted := scroll()
	report("10,000 segments", painted)
	// Compared, since a machine that is busy drops frames by itself.
	if median(painted) > median(plain)+17 {
		t.Errorf("a frame takes %.1f ms, with nothing painted %.1f ms", median(painted), median(plain))
	}
}

func TestReducedMotionIsKept(t *testing.T) {
	p := newTab(t)
	reduced := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, reduced); err != nil {
		t.Fatal(err)
	}
	text := long()
	p.call(nil, "show", "article", text)
	p.run(nil, `(() => {
		globalThis.smooth = 0;
		const by = Element.prototype.scrollBy;
		Element.prototype.scrollBy = function (options) { if (options.behavior === "smooth") smooth++; return by.call(this, options); };
	})()`)
	p.call(nil, "scrollTo", text.Blocks[12].Start, text.Blocks[12].End, false)
	p.frames(5)
	var smooth int
	if p.run(&smooth, `smooth`); smooth != 0 {
		t.Error("scrolled smoothly for a person who asked for less motion")
	}
}
