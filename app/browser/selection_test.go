//go:build !js

package browser_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"unicode/utf16"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

type point struct{ UTF16, Block, Unit int }

type selection struct {
	Anchor, Focus              point
	Any, Collapsed, Alt, Touch bool
}

type click struct {
	UTF16 int
	X, Y  float64
	Alt   bool
}

type rect struct{ Left, Top, Right, Bottom float64 }

// sample has every way in which text can be split into nodes, and characters of
// two units.
func sample() page {
	return compose(
		part{kind: heading, level: 1, words: "A 🚑 heading"},
		part{words: "One *bold and _both* so_ on 👩‍👩‍👧."},
		part{kind: item, level: 1, words: "first"},
		part{kind: item, level: 2, words: "<https://x.org/|second> item"},
		part{level: 1, words: "goes on"},
		part{kind: rule},
		part{kind: row, number: 1, words: "!a!\t!b!"},
		part{kind: row, number: 2, words: "||\t|*c*|"},
		part{quoted: 1, words: "مرحبا بالعالم"},
		part{words: "the end"},
	)
}

func TestEveryOffsetGoesToThePageAndBack(t *testing.T) {
	p := newTab(t)
	p.call(nil, "show", "article", sample())
	var wrong []string
	p.run(&wrong, `(async () => {
		const { draw, unpack } = await import("./reader/article.js");
		const { Places } = await import("./reader/places.js");
		const text = new TextDecoder().decode(Uint8Array.from(atob(%[1]q), (c) => c.charCodeAt(0)));
		const article = unpack(text, Int32Array.from(%[2]s), Int32Array.from(%[3]s), []);
		const drawing = draw(article);
		const places = new Places(article, drawing);
		document.body.append(drawing.fragment);
		const wrong = [];
		for (let i = 0; i <= text.length; i++) {
			for (const before of [false, true]) {
				// The start of a block is, for the end of a range, the end of the one before.
				const inside = article.blocks.some(({ start, end }) => end > start && (before && i > 0 ? start < i : start <= i) && i <= end);
				const { node, offset } = places.toPage(i, before);
				const back = places.fromPage(node, offset);
				if (inside ? back !== i : text.slice(Math.min(i, back), Math.max(i, back)).trim() !== "") wrong.push(i + " became " + back);
				// The same place, as a position in the element around it.
				const around = node.parentNode;
				const at = [...around.childNodes].indexOf(node);
				if (offset === 0 && places.fromPage(around, at) !== back) wrong.push(i + " by element is " + places.fromPage(around, at));
				if (offset === node.length && places.fromPage(around, at + 1, true) !== back) wrong.push(i + " by element's end is " + places.fromPage(around, at + 1, true));
			}
		}
		return wrong;
	})()`, base64Of(sample().Text), flat(sample().Blocks), flat(sample().Marks))
	if len(wrong) > 0 {
		t.Errorf("offsets that changed: %v", wrong)
	}
}

func TestSelectionsAreReportedInTheText(t *testing.T) {
	p := newTab(t)
	text := sample()
	p.call(nil, "show", "article", text)
	units := utf16.Encode([]rune(string(text.Text)))
	block := func(i int) string { return fmt.Sprintf(`article.querySelector('[data-block="%d"]')`, i) }
	for _, c := range []struct {
		name, script string
		want         string
	}{
		{"within a text node", block(9) + ", 0, " + block(9) + ".firstChild, 3", "the"},
		{"from an element", block(1) + ", 1, " + block(1) + ", 2", "bold and both"},
		{"a triple click, which ends in the next block", block(0) + ".firstChild, 0, " + block(1) + ", 0", "A 🚑 heading"},
		{"from the end of a block", block(0) + ".firstChild, 12, " + block(1) + ".firstChild, 3", "One"},
		{"across a rule and an empty cell", block(4) + ".firstChild, 5, " + block(7) + ", 3", "on\n\na\tb\n\n\tc"},
		{"from before the article", `before.firstChild, 3, ` + block(0) + ".firstChild, 1", "A"},
		{"to behind the article", block(9) + `.firstChild, 4, after.firstChild, 5`, "end"},
		{"all", `document.body, 0, document.body, document.body.childNodes.length`, string(text.Text)},
		{"outside of the article", `before.firstChild, 0, before.firstChild, 6`, ""},
		{"only a gap", block(0) + ", 1, " + block(1) + ", 0", ""},
	} {
		for _, backward := range []bool{false, true} {
			p.run(nil, `getSelection().removeAllRanges()`)
			p.frames(2)
			p.call(nil, "events")
			order := "a, i, b, j"
			if backward {
				order = "b, j, a, i"
			}
			p.run(nil, `((a, i, b, j) => getSelection().setBaseAndExtent(%s))(%s)`, order, c.script)
			if c.want == "" {
				p.frames(3)
				var events []event
				if p.call(&events, "events"); len(events) > 0 {
					t.Errorf("%s: reported %s", c.name, events[0].What)
				}
				continue
			}
			var got selection
			decode(t, p.waitFor("selection"), &got)
			start, end := got.Anchor, got.Focus
			if backward {
				start, end = end, start
			}
			if start.UTF16 > end.UTF16 || string(utf16.Decode(units[start.UTF16:end.UTF16])) != c.want {
				t.Errorf("%s, backward %t: got %v, want %q", c.name, backward, got, c.want)
			}
			for _, at := range []point{start, end} {
				if text.Blocks[at.Block].Start+at.Unit != at.UTF16 {
					t.Errorf("%s: block %d, unit %d is not unit %d of the text", c.name, at.Block, at.Unit, at.UTF16)
				}
			}
		}
	}
}

func TestASelectionIsToldOnceWhenTheButtonIsReleased(t *testing.T) {
	p := newTab(t)
	p.call(nil, "show", "article", compose(part{words: "Some words to select in a line."}))
	var from, to rect
	p.call(&from, "rect", 5, 6)
	p.call(&to, "rect", 14, 15)
	y := (from.Top + from.Bottom) / 2
	left := func(x *input.DispatchMouseEventParams) { x.Button, x.ClickCount = "left", 1 }
	p.do(chromedp.MouseEvent("mousePressed", from.Left, y, left))
	for x := from.Left; x < to.Left; x += 8 {
		p.do(chromedp.MouseEvent("mouseMoved", x, y, left))
	}
	p.do(chromedp.MouseEvent("mouseMoved", to.Left+1, y, left))
	p.frames(3)
	var events []event
	if p.call(&events, "events"); len(events) > 0 {
		t.Errorf("reported while the button was down: %v", events)
	}
	p.do(chromedp.MouseEvent("mouseReleased", to.Left+1, y, left, chromedp.ButtonModifiers(1)))
	p.frames(3)
	if p.call(&events, "events"); len(events) != 1 {
		t.Fatalf("%d reports after the release, want one: %s", len(events), events)
	}
	var got selection
	decode(t, events[0].What, &got)
	want := selection{Anchor: point{5, 0, 5}, Focus: point{14, 0, 14}, Any: true, Alt: true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the selection differs (-want +got):\n%s", diff)
	}
}

// A finger that selects by a long press is down all the while, and is never said
// to have been lifted.
func TestAFingersSelectionIsToldWhileItIsDown(t *testing.T) {
	p := newTab(t)
	p.call(nil, "show", "article", sample())
	p.run(nil, `article.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch", bubbles: true }))`)
	p.run(nil, `getSelection().setBaseAndExtent(article.firstChild.firstChild, 0, article.firstChild.firstChild, 4)`)
	var got selection
	decode(t, p.waitFor("selection"), &got)
	if !got.Touch || got.Focus.UTF16 != 4 {
		t.Errorf("got %+v", got)
	}
}

func TestProgramsSelectAndClear(t *testing.T) {
	p := newTab(t)
	p.call(nil, "show", "article", sample())
	p.call(nil, "select", 2, 12)
	var got selection
	decode(t, p.waitFor("selection"), &got)
	if got.Anchor.UTF16 != 2 || got.Focus.UTF16 != 12 {
		t.Errorf("got %v, want 2 to 12", got)
	}
	p.call(nil, "clearSelection")
	if decode(t, p.waitFor("selection"), &got); got.Any {
		t.Errorf("got %v after ClearSelection", got)
	}
}

func TestClicksAndPointsHitCharactersOnly(t *testing.T) {
	p := newTab(t)
	text := sample()
	p.call(nil, "show", "article", text)
	units := utf16.Encode([]rune(string(text.Text)))
	for _, b := range text.Blocks {
		for i := b.Start; i < b.End; i++ {
			if utf16.IsSurrogate(rune(units[i])) || units[i] == '\t' || units[i] == 0x200d {
				continue
			}
			var box rect
			p.call(&box, "rect", i, i+1)
			var at int
			p.call(&at, "at", (box.Left+box.Right)/2, (box.Top+box.Bottom)/2)
			if at != i {
				t.Errorf("the middle of unit %d is taken for unit %d", i, at)
			}
		}
	}
	var box rect
	p.call(&box, "rect", 0, 1)
	y := math.Round((box.Top + box.Bottom) / 2)
	for _, beside := range [][2]float64{{box.Left - 20, y}, {box.Left + 500, y}, {box.Left, box.Top - 30}, {5, 5}} {
		var at int
		if p.call(&at, "at", beside[0], beside[1]); at != -1 {
			t.Errorf("beside the text, at %v, is unit %d", beside, at)
		}
	}

	p.call(nil, "events")
	p.do(chromedp.MouseClickXY(box.Left+3, y, chromedp.ButtonModifiers(1)))
	var got click
	decode(t, p.waitFor("click"), &got)
	if want := (click{0, box.Left + 3, y, true}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	p.do(chromedp.MouseClickXY(box.Left+500, y))
	if decode(t, p.waitFor("click"), &got); got.UTF16 != -1 {
		t.Errorf("a click beside the text hit unit %d", got.UTF16)
	}
}

func decode(t testing.TB, data json.RawMessage, out any) {
	t.Helper()
	if err := json.Unmarshal(data, out); err != nil {
		t.Fatal(err)
	}
}
