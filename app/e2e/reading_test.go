//go:build !js

package e2e_test

import (
	"fmt"
	"slices"
	"strings"

	"claimlight/annotations"

	"github.com/chromedp/cdproto/input"
)

// openSample opens the bundled article in an empty library.
func openSample(t *tab) {
	t.Helper()
	t.click("button", "Try the sample article")
	t.one("article", "The tram that divided Lindhaven")
	t.saved()
}

// addSample opens the bundled article where the library has others already.
func addSample(t *tab) {
	t.Helper()
	text := eval[string](t, `fetch(claimlight.assets["sample.md"]).then(response => response.text())`)
	addText(t, text)
}

// addText adds an article of the given text through the dialog and opens it.
func addText(t *tab, text string) {
	t.Helper()
	t.open("/")
	t.click("button", "Add article")
	d := t.in("dialog", "Add article")
	d.one("textbox", "Article text")
	t.insert(text)
	t.until("there is a preview", `document.querySelector("[aria-label=Preview] .text")?.innerText`)
	d.click("button", "Save article")
	t.gone("dialog", "Add article")
	t.one("article", anyName)
	t.saved()
}

// claims is the list of claims beside the article.
func (t *tab) claims() place { return t.in("list", "Claims in this article") }

// card is the claim that is open.
func (t *tab) card() place { return t.in("group", "Claim") }

// quotes waits until the claims in the list are these, in this order.
func (t *tab) quotes(want ...string) {
	t.Helper()
	t.until(fmt.Sprintf("the claims are %q", want),
		`(want) => JSON.stringify([...document.querySelectorAll("[role=list][aria-label='Claims in this article'] .quote")].map(q => q.innerText)) === JSON.stringify(want)`,
		append([]string{}, want...))
}

// toolbar is what offers the tags.
func (t *tab) toolbar() place { return t.in("toolbar", "Tag selection") }

// locate is a JavaScript function: from the start of some words in the article to
// the end of others behind them, as ends on the screen, in view.
const locate = `async function(from, to) {
	const nodes = [], walker = document.createTreeWalker(this, NodeFilter.SHOW_TEXT);
	let text = "";
	while (walker.nextNode()) { nodes.push([walker.currentNode, text.length]); text += walker.currentNode.data; }
	const start = text.indexOf(from);
	const end = text.indexOf(to, start) + to.length;
	if (start < 0 || end < to.length) throw new Error("not in the article: " + from + " … " + to);
	const box = (at) => {
		const [node, offset] = nodes.findLast(([, offset]) => offset <= at);
		const range = document.createRange();
		range.setStart(node, at - offset);
		range.setEnd(node, at - offset + 1);
		const boxes = [...range.getClientRects()].filter(r => r.width > 0);
		return { box: boxes.at(-1), node };
	};
	const turn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
	const ends = () => [box(start).box, box(end - 1).box];
	const high = () => ends().every(b => b && b.top > 90 && b.bottom < innerHeight - 90);
	// What comes into view is laid out only then, and moves what is below it.
	for (let before = "", now; (now = JSON.stringify(ends())) !== before || !high(); before = now) {
		if (!high()) {
			if (!box(start).box) box(start).node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
			else scrollBy({ top: box(start).box.top - 0.25 * innerHeight, behavior: "instant" });
		}
		await turn();
	}
	const first = box(start).box, last = box(end - 1).box;
	return [{ X: first.left + 0.5, Y: first.top + first.height / 2 }, { X: last.right - 0.5, Y: last.top + last.height / 2 },
		{ X: first.left + first.width / 2, Y: first.top + first.height / 2 }];
}`

// spots are where words begin and end on the screen, and the middle of their
// first letter.
func (t *tab) spots(from, to string) []point {
	t.Helper()
	return onNode[[]point](t.one("article", anyName), locate, from, to)
}

// show brings words of the article into view. What is far from it, the browser
// does not lay out, and does not tell assistive technology of in full.
func (t *tab) show(words string) {
	t.Helper()
	t.spots(words, words)
}

// drag selects with the mouse from the start of some words to the end of others.
func (t *tab) drag(from, to string) {
	t.Helper()
	at := t.spots(from, to)
	t.mouse(input.DispatchMouseEventTypeMouseMoved, at[0], 0)
	t.mouse(input.DispatchMouseEventTypeMousePressed, at[0], 1)
	middle := point{(at[0].X + at[1].X) / 2, (at[0].Y + at[1].Y) / 2}
	for _, p := range []point{middle, at[1]} {
		event := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: p.X, Y: p.Y, Button: input.MouseButtonLeft, Buttons: 1}
		call(t, input.DispatchMouseEvent, event)
	}
	t.mouse(input.DispatchMouseEventTypeMouseReleased, at[1], 1)
}

// sweep selects words with the mouse.
func (t *tab) sweep(words string) {
	t.Helper()
	if eval[bool](t, `!getSelection().isCollapsed`) {
		t.press("Escape") // a mouse that is pressed on selected words drags them
		t.until("nothing is selected", `getSelection().isCollapsed`)
	}
	t.drag(words, words)
	t.until("the words are selected", `(words) => getSelection().toString().replace(/\s+/g, " ").trim() === words`, strings.Join(strings.Fields(words), " "))
	t.one("toolbar", "Tag selection")
}

// mark selects words with the mouse and tags them with a key.
func (t *tab) mark(words, key string) {
	t.Helper()
	t.sweep(words)
	t.press(key)
	t.opened(words)
}

// clickWord clicks the first letter of words in the article.
func (t *tab) clickWord(words string) {
	t.Helper()
	t.clickAt(t.spots(words, words)[2])
}

// opened waits until the card is of the claim on these words.
func (t *tab) opened(words string) {
	t.Helper()
	t.until(fmt.Sprintf("the card is of %q", words),
		`(words) => document.querySelector("[role=group][aria-label=Claim] .quote")?.innerText === words`, words)
}

// covering is a JavaScript function: the names of the highlights that cover all
// of some words in the article.
const covering = `function(words) {
	const nodes = new Map(), walker = document.createTreeWalker(this, NodeFilter.SHOW_TEXT);
	let text = "";
	while (walker.nextNode()) { nodes.set(walker.currentNode, text.length); text += walker.currentNode.data; }
	const start = text.indexOf(words), end = start + words.length;
	const at = (node, offset) => nodes.has(node) ? nodes.get(node) + offset : node.childNodes[offset] ? at(node.childNodes[offset], 0) : at(node.lastChild, node.lastChild.length);
	return [...CSS.highlights].filter(([, ranges]) => {
		let reached = start;
		for (const [from, to] of [...ranges].map(r => [at(r.startContainer, r.startOffset), at(r.endContainer, r.endOffset)]).sort((a, b) => a[0] - b[0]))
			if (from <= reached) reached = Math.max(reached, to);
		return reached >= end;
	}).map(([name]) => name);
}`

// painted waits until words are painted in the look of a tag; "" is none.
func (t *tab) painted(words, tag string) {
	t.Helper()
	style := "claim-plain"
	if tag != "" {
		codebook := annotations.ClaimTypes()
		made, ok := codebook.Named(tag)
		if !ok {
			t.Fatalf("no tag is called %q", tag)
		}
		style = fmt.Sprintf("claim-%s-%s", made.Colour, made.Pattern)
	}
	t.wait(fmt.Sprintf("%q is painted in the look of %q", words, tag), func() (bool, string) {
		found, err := t.in("article", anyName).look()
		if err != nil || len(found) != 1 {
			return false, fmt.Sprint(err)
		}
		names, err := tryOnNode[[]string](found[0], covering, words)
		return slices.Contains(names, style), fmt.Sprintf("it is painted %q, %v", names, err)
	})
	// And that look can be seen.
	if seen := eval[string](t, `(name) => { const s = getComputedStyle(document.querySelector("article"), "::highlight(" + name + ")"); return s.backgroundColor }`, style); seen == "rgba(0, 0, 0, 0)" {
		t.Errorf("the highlight %s has no colour", style)
	}
}

// bare waits until no claim is painted on words.
func (t *tab) bare(words string) {
	t.Helper()
	t.wait(fmt.Sprintf("%q is not painted", words), func() (bool, string) {
		found, err := t.in("article", anyName).look()
		if err != nil || len(found) != 1 {
			return false, fmt.Sprint(err)
		}
		names, err := tryOnNode[[]string](found[0], covering, words)
		return err == nil && !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, "claim-") }), fmt.Sprintf("it is painted %q, %v", names, err)
	})
}
