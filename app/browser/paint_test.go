//go:build !js

package browser_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image/png"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

type segment struct{ Start, End, Style int }

func base64Of(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// flat is the numbers of a list of structs, as a JavaScript array.
func flat[T any](list []T) string {
	var numbers []string
	for _, v := range list {
		numbers = append(numbers, strings.Fields(strings.Trim(fmt.Sprint(v), "{}"))...)
	}
	return "[" + strings.Join(numbers, ",") + "]"
}

// long is an article of 1 MB in 3,000 paragraphs.
func long() page {
	r := rand.New(rand.NewPCG(1, 2))
	parts := make([]part, 3000)
	for i := range parts {
		var words []string
		for n := 0; n < 330; {
			w := strings.Repeat("letters"[r.IntN(5):], 1+r.IntN(2))
			words = append(words, w)
			n += len(w) + 1
		}
		parts[i] = part{words: strings.Join(words, " ")}
	}
	return compose(parts...)
}

// claims are n segments of some words each, spread over the text.
func (p page) claims(n int) []segment {
	r := rand.New(rand.NewPCG(3, 4))
	list := make([]segment, n)
	for i := range list {
		b := p.Blocks[r.IntN(len(p.Blocks))]
		start := b.Start + r.IntN(b.End-b.Start-10)
		list[i] = segment{start, min(start+20+r.IntN(80), b.End), r.IntN(2)}
	}
	slices.SortFunc(list, func(a, b segment) int { return a.Start - b.Start })
	return list
}

func TestOnlyWhatIsNearTheWindowIsRegisteredAndItFollows(t *testing.T) {
	p := newTab(t)
	text := long()
	p.call(nil, "show", "article", text)
	p.call(nil, "styles", []string{"t1", "t2"})
	p.call(nil, "paint", "claims", text.claims(10000))
	// shown is how many segments lie in the window, and of them registered.
	shown := func() (seen, registered int) {
		t.Helper()
		var both [2]int
		p.run(&both, `(() => {
			const painted = new Set();
			for (const [name, highlight] of CSS.highlights) for (const range of highlight) painted.add(range.startContainer.data.length + " " + range.startOffset + " " + range.endOffset + " " + range.startContainer.parentNode.dataset.block);
			let seen = 0, registered = 0;
			for (const [start, end] of %s) {
				const block = article.querySelector('[data-block="' + start[0] + '"]');
				const range = document.createRange();
				range.setStart(block.firstChild, start[1]);
				range.setEnd(block.firstChild, end);
				const { top, bottom } = range.getBoundingClientRect();
				if (bottom < 0 || top > innerHeight) continue;
				seen++;
				if (painted.has(block.firstChild.data.length + " " + start[1] + " " + end + " " + start[0])) registered++;
			}
			return [seen, registered];
		})()`, text.perBlock(text.claims(10000), p.visible()))
		return both[0], both[1]
	}
	for _, y := range []string{"0", "scrollY + 300", "scrollY + 3000", "document.body.scrollHeight / 2", "document.body.scrollHeight", "10"} {
		p.run(nil, `scrollTo({ top: %s, behavior: "instant" })`, y)
		p.frames(4)
		seen, registered := shown()
		var painted int
		p.call(&painted, "painted")
		if seen < 5 || registered != seen {
			t.Errorf("at %s: %d of %d segments in the window are registered", y, registered, seen)
		}
		if painted > 1000 {
			t.Errorf("at %s: %d ranges are registered, more than what is near", y, painted)
		}
	}
}

// visible is the first block in the window.
func (t *tab) visible() (block int) {
	t.Helper()
	t.call(&block, "visibleBlock")
	return block
}

// perBlock writes the segments of the blocks around one as [[block, start], end] in JSON.
func (p page) perBlock(list []segment, around int) string {
	from, to := around-5, around+40
	out := [][2]any{}
	b := 0
	for _, s := range list {
		for s.Start >= p.Blocks[b].End {
			b++
		}
		if b >= from && b < to {
			out = append(out, [2]any{[2]int{b, s.Start - p.Blocks[b].Start}, s.End - p.Blocks[b].Start})
		}
	}
	data, _ := json.Marshal(out)
	return string(data)
}

func TestOneHugeBlockIsPaintedNearTheWindowToo(t *testing.T) {
	p := newTab(t)
	text := compose(part{words: strings.Repeat("words without any end ", 20_000)})
	p.call(nil, "show", "article", text)
	p.call(nil, "styles", []string{"t1", "t2"})
	var claims []segment
	for i := 0; i+20 < text.Blocks[0].End; i += 22 {
		claims = append(claims, segment{i, i + 5, 0})
	}
	for _, y := range []string{"0", "article.offsetHeight / 2", "article.offsetHeight"} {
		p.run(nil, `scrollTo({ top: %s, behavior: "instant" })`, y)
		call, busy := p.paint(claims)
		t.Logf("%d segments in one block of %d units, at %s: call %.1f ms, with the frame %.1f ms", len(claims), text.Blocks[0].End, y, call, busy)
		var painted int
		p.call(&painted, "painted")
		var in struct{ Top, Bottom bool }
		p.run(&in, `(() => {
			const boxes = [...CSS.highlights.get("t1")].map((range) => { const r = document.createRange(); r.setStart(range.startContainer, range.startOffset); r.setEnd(range.endContainer, range.endOffset); return r.getBoundingClientRect(); });
			const tops = boxes.map((box) => box.top);
			return { Top: Math.min(...tops) <= Math.max(0, article.getBoundingClientRect().top + 30), Bottom: Math.max(...tops) >= Math.min(innerHeight - 30, article.getBoundingClientRect().bottom - 60) };
		})()`)
		if !in.Top || !in.Bottom || painted > 2500 {
			t.Errorf("at %s %d are registered, reaching above the window: %t, below: %t", y, painted, in.Top, in.Bottom)
		}
	}
}

func TestLayersArePaintedOverEachOther(t *testing.T) {
	p := newTab(t)
	p.call(nil, "show", "article", compose(part{words: "A line of words to paint, and one more."}, part{words: "Another."}))
	p.call(nil, "styles", []string{"t1", "t2"})
	p.call(nil, "paint", "claims", []segment{{2, 45, 0}, {7, 9, 1}})
	p.call(nil, "paint", "selected", []segment{{2, 6, 0}})
	for _, c := range []struct {
		unit int
		want string
	}{{0, "255,255,255"}, {3, "255,0,0"}, {7, "0,255,255"}, {12, "255,255,0"}, {42, "255,255,0"}, {46, "255,255,255"}} {
		var box rect
		p.call(&box, "rect", c.unit, c.unit+1)
		if got := p.colour(box); got != c.want {
			t.Errorf("unit %d is on %s, want %s", c.unit, got, c.want)
		}
	}
	p.call(nil, "paint", "selected", []segment{})
	p.call(nil, "paint", "claims", []segment{})
	var painted int
	if p.call(&painted, "painted"); painted != 0 {
		t.Errorf("%d ranges are registered after all were taken away", painted)
	}
}

// TestPaintingIsFast prints what painting costs: until the call is back, and
// until the frame after it is drawn less what two empty frames take.
func TestPaintingIsFast(t *testing.T) {
	p := newTab(t)
	text := long()
	var shown float64
	p.call(&shown, "show", "article", text)
	t.Logf("%d bytes in %d blocks: drawn by a call of %.0f ms", len(text.Text), len(text.Blocks), shown)
	p.call(nil, "styles", []string{"t1", "t2"})
	p.frames(5)
	for _, c := range []struct {
		name  string
		n     int
		limit float64
	}{{"1,000 segments", 1000, 60}, {"10,000 segments", 10000, 60}} {
		claims := text.claims(c.n)
		var calls, busy []float64
		for range 7 {
			p.call(nil, "paint", "claims", []segment{})
			p.frames(3)
			ms, work := p.paint(claims)
			calls, busy = append(calls, ms), append(busy, work)
		}
		t.Logf("%s: call %.1f ms, with style, layout and paint %.1f ms of main thread (medians of 7)", c.name, median(calls), median(busy))
		if median(busy) > c.limit {
			t.Errorf("%s: %.1f ms, more than %.0f", c.name, median(busy), c.limit)
		}
	}
	claims := text.claims(10000)
	near := slices.IndexFunc(claims, func(s segment) bool { return s.Start > text.Blocks[3].Start })
	var calls, busy []float64
	for i := range 7 {
		more := slices.Insert(slices.Clone(claims), near, segment{text.Blocks[3].Start + i, text.Blocks[3].Start + 30, 0})
		slices.SortFunc(more, func(a, b segment) int { return a.Start - b.Start })
		p.paint(claims)
		p.frames(3)
		ms, work := p.paint(more)
		calls, busy = append(calls, ms), append(busy, work)
	}
	t.Logf("one more on 10,000: call %.1f ms, with style, layout and paint %.1f ms of main thread (medians of 7)", median(calls), median(busy))
	if median(busy) > 25 {
		t.Errorf("one more takes %.1f ms, more than 25", median(busy))
	}
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// paint paints claims and returns how long the call took, and that with what the
// main thread did for the frame that shows them.
func (t *tab) paint(claims []segment) (call, busy float64) {
	t.Helper()
	list, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	var both [2]float64
	t.run(&both, `harness.paint("claims", JSON.stringify(%s)).then(async (call) => [Number(call), await frameWork()])`, list)
	return both[0], both[0] + both[1]
}

// colour is what is behind a character, as the screen shows it.
func (t *tab) colour(box rect) string {
	t.Helper()
	shot, err := chromedp.Run(t.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	r, g, b, _ := picture.At(int(box.Left+1), int(box.Top+1)).RGBA()
	return fmt.Sprintf("%d,%d,%d", r>>8, g>>8, b>>8)
}
