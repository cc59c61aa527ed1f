//go:build !js

package e2e_test

import (
	"strings"
	"testing"

	"claimlight/annotations"
)

const (
	fallen   = "car traffic in the centre has fallen by 31 per cent"
	riders   = "more than 14,000 people"
	toll     = "The toll brought in 58 million crowns in its first year."
	stops    = "nine stops, 6.4 kilometres"
	nitrogen = "the yearly mean of nitrogen dioxide went down from 41 to 27 micrograms"
)

func TestTheToolbarOffersEveryTagAndAClickHighlightsAtOnce(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.sweep(fallen)
	var want []string
	for _, tag := range annotations.ClaimTypes().Tags {
		want = append(want, tag.Name)
	}
	tab.toolbar().listed("button", append(want, "Add note", "Copy quote")...)
	tab.toolbar().becomes("button", "Quantity", "pressed", "false")
	tab.toolbar().click("button", "Quantity")
	tab.told("Claim added")
	tab.painted(fallen, "Quantity")
	tab.quotes(fallen)
	tab.toolbar().becomes("button", "Quantity", "pressed", "true")
	tab.card().becomes("button", "Quantity", "pressed", "true")
	tab.saved()

	// Another tag goes on the same claim, and comes off again.
	tab.toolbar().click("button", "Event or action")
	tab.card().becomes("button", "Event or action", "pressed", "true")
	tab.quotes(fallen)
	tab.card().click("button", "Event or action")
	tab.card().becomes("button", "Event or action", "pressed", "false")
	tab.toolbar().becomes("button", "Event or action", "pressed", "false")
}

func TestAKeyTagsTheSelectionAtOnce(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.told("Claim added")
	tab.painted(fallen, "Quantity")
	tab.press("2") // the words are still selected: a second tag
	tab.card().becomes("button", "Cause or link", "pressed", "true")
	tab.card().becomes("button", "Quantity", "pressed", "true")
	tab.press("1")
	tab.card().becomes("button", "Quantity", "pressed", "false")
	tab.painted(fallen, "Cause or link")
	tab.sweep(stops)
	tab.press("h")
	tab.opened(stops)
	tab.painted(stops, "")
	tab.quotes(fallen, stops)
}

func TestWordsCanBeSelectedAndTaggedWithTheKeyboardAlone(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	for i := 0; !eval[bool](tab, `document.activeElement.localName === "article"`); i++ {
		if i == 40 {
			t.Fatal("the article cannot be reached with Tab")
		}
		tab.press("Tab")
	}
	tab.press("Control+ArrowRight")
	for range 3 {
		tab.press("Control+Shift+ArrowRight")
	}
	tab.one("toolbar", "Tag selection")
	want := eval[string](tab, `getSelection().toString().trim()`)
	tab.press("5")
	tab.told("Claim added")
	tab.quotes(want)
	tab.painted(want, "Event or action")
}

func TestClaimsOverlapNestAndCrossParagraphs(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	const outer = "According to the transport department, more than 14,000 people now ride the tram on a working day"
	const crossing = "ride the tram on a working day, twice as many as took the three bus lines it replaced. The air"
	tab.mark(outer, "6")
	tab.mark(riders, "1")
	tab.mark(crossing, "2")
	tab.quotes(outer, riders, crossing)
	tab.painted(riders, "Quantity") // the smaller one shows
	tab.painted("According to the transport department", "Who said or backs what")
	tab.painted("twice as many as took", "Cause or link")

	// From the end of one paragraph into the next.
	tab.press("Escape")
	tab.until("nothing is selected", `getSelection().isCollapsed`)
	tab.drag("is less simple.", "It is a cheerful document.")
	tab.one("toolbar", "Tag selection")
	tab.press("8")
	tab.until("the claim crosses paragraphs", `/^is less simple\.\s+What the council counted\s+In March .* It is a cheerful document\.$/s.test(document.querySelector("[role=group][aria-label=Claim] .quote")?.innerText)`)
	tab.painted("What the council counted", "Other checkable claim")
	tab.painted("It is a cheerful document.", "Other checkable claim")
	tab.saved()
	tab.reload()
	tab.until("all are there", `document.querySelectorAll("[aria-label='Claims in this article'] .quote").length === 4`)
}

func TestClickingAHighlightOpensItsCardAndAgainTheNextBelow(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	const middle = "more than 14,000 people now ride the tram"
	const outer = "According to the transport department, more than 14,000 people now ride the tram on a working day"
	tab.mark(outer, "6")
	tab.mark(middle, "5")
	tab.mark(riders, "1")
	tab.press("Escape")
	tab.press("Escape")
	tab.gone("group", "Claim")
	tab.clickWord("14,000")
	tab.opened(riders)
	tab.clickWord("14,000")
	tab.opened(middle)
	tab.clickWord("14,000")
	tab.opened(outer)
	tab.clickWord("14,000")
	tab.opened(riders)
	tab.clickWord("It opened on 2 September")
	tab.gone("group", "Claim")
}

func TestTheCardKeepsNoteRestatedClaimAndAllTheRest(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Restated claim", "Car traffic in the centre of Lindhaven fell by 31 % in two years.")
	tab.card().fill("textbox", "Speaker", "The council")
	tab.card().fill("textbox", "Claim date", "2026-03-01")
	tab.card().fill("textbox", "Note", "Only two places were counted.")
	tab.card().choose("Check-worthiness", "Check-worthy")
	tab.card().choose("Status", "In progress")
	tab.card().choose("Verdict", "Misleading")
	tab.saved()
	tab.reload()
	tab.claims().click("button", fallen)
	for name, want := range map[string]string{
		"Restated claim": "Car traffic in the centre of Lindhaven fell by 31 % in two years.", "Speaker": "The council",
		"Claim date": "2026-03-01", "Note": "Only two places were counted.",
	} {
		tab.card().becomes("textbox", name, "value", want)
	}
	tab.card().becomes("combobox", "Check-worthiness", "value", "Check-worthy")
	tab.card().becomes("combobox", "Status", "value", "In progress")
	tab.card().becomes("combobox", "Verdict", "value", "Misleading")

	tab.card().click("button", "Delete claim")
	tab.told("Claim deleted")
	tab.gone("group", "Claim")
	tab.quotes()
	tab.bare(fallen)
}

func TestTheListIsInTextOrderAndAnEntryScrollsToItsWords(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(toll, "1")
	tab.mark(nitrogen, "1")
	tab.mark(stops, "1")
	tab.quotes(stops, nitrogen, toll)
	for _, words := range []string{toll, stops, nitrogen} {
		tab.claims().click("button", words)
		tab.opened(words)
		tab.until("the words are in view", `(words) => {
			const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
			while (walker.nextNode()) {
				const at = walker.currentNode.data.indexOf(words.slice(0, 20));
				if (at < 0) continue;
				const range = document.createRange();
				range.setStart(walker.currentNode, at);
				range.setEnd(walker.currentNode, at + 20);
				const { top, bottom } = range.getBoundingClientRect();
				return top > 40 && bottom < innerHeight;
			}
		}`, words)
	}
}

func TestSelectionsSnapToWholeCharacters(t *testing.T) {
	tests := []struct {
		name, text string
		from, to   int // UTF-16 units, in the middle of a character
		want       string
	}{
		{"a family of joined emoji", "The 👩‍👩‍👧‍👦 family paid 40 €.", 6, 13, "👩‍👩‍👧‍👦"},
		{"a flag", "Team 🇸🇪 won twice.", 6, 13, "🇸🇪 won"},
		{"a letter and its accent", "The sign q\u0307 is rare.", 9, 10, "q\u0307"},
		{"Devanagari with vowels", "वह नमस्ते कहता है।", 4, 8, "मस्ते"},
		{"Korean, composed when it came in", "값은 \u1112\u1161\u11ab\u1100\u116e\u11a8 원이다.", 3, 5, "한국"},
	}
	var text strings.Builder
	for _, test := range tests {
		text.WriteString(test.text + "\n\n")
	}
	tab := visit(t)
	addText(tab, "Characters of many units\n\n"+text.String())
	var quotes []string
	for i, test := range tests {
		tab.press("Escape")
		tab.gone("toolbar", "Tag selection")
		eval[bool](tab, `(i, from, to) => {
			const node = document.querySelectorAll("article p")[i].firstChild;
			getSelection().setBaseAndExtent(node, from, node, to);
			return true;
		}`, i, test.from, test.to)
		tab.one("toolbar", "Tag selection")
		tab.press("1")
		quotes = append(quotes, test.want)
		tab.quotes(quotes...)
	}
}

func TestATagGoesOnTheWordsThatAreSelectedWhenItsKeyIsPressed(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.sweep("nine stops")
	// The selection grows and the key goes down before the page draws again, as
	// happens to fast hands on a busy machine.
	eval[bool](tab, `(() => {
		getSelection().modify("extend", "forward", "word");
		getSelection().modify("extend", "forward", "word");
		return document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "1", code: "Digit1", bubbles: true, cancelable: true }));
	})()`)
	tab.told("Claim added")
	want := eval[string](tab, `getSelection().toString().trim()`)
	tab.quotes(want)
	if want == "nine stops" {
		t.Error("the selection did not grow")
	}
}
