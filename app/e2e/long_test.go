//go:build !js

package e2e_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
)

// oneParagraph is a library of one article of about size bytes in one paragraph.
func oneParagraph(size int) *annotations.Library {
	var text strings.Builder
	text.WriteString("A report without a break\n\n")
	for i := 0; text.Len() < size; i++ {
		fmt.Fprintf(&text, "In district %d traffic fell by 3.5 per cent, as the council says. ", i)
	}
	text.WriteString("That is all.")
	a := annotations.Article{ID: "urn:uuid:01930000-0000-7000-8000-000000000004", Title: "A report without a break",
		Text: text.String(), Digest: annotations.Digest(text.String()), Blocks: format.Paragraphs(text.String()),
		Added: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}
	return &annotations.Library{Articles: []annotations.Article{a}, Codebook: annotations.ClaimTypes()}
}

func TestFourMegabytesInOneParagraphAreReadAndMarked(t *testing.T) {
	var file bytes.Buffer
	if _, err := format.Encode(&file, oneParagraph(4<<20), "test"); err != nil {
		t.Fatal(err)
	}
	tab := visit(t)
	tab.bring(tab.written("one.claimlight.json", file.Bytes()))
	tab.in("list", "Articles").click("link", "A report without a break")
	tab.until("the whole text stands there", `document.querySelector("article")?.textContent.endsWith("That is all.")`)
	const words = "In district 30000 traffic fell by 3.5 per cent"
	tab.mark(words, "1")
	tab.quotes(words)
	tab.painted(words, "Quantity")
	tab.saved()
	tab.reload()
	tab.quotes(words)
}

// Of many claims only the rows about the view are drawn, and more as the person
// gets there; assistive technology is told of how many they are.
func TestRowsOfALongListSayWhereTheyStand(t *testing.T) {
	tab := imported(t, 300)
	tab.in("list", "Articles").click("link", "A report of three thousand paragraphs")
	places := func(want string) {
		t.Helper()
		tab.until("the rows are "+want, `(want) => {
			const items = [...document.querySelectorAll("[aria-label='Claims in this article'] [role=listitem]")];
			const at = items.map((item) => Number(item.ariaPosInSet));
			return items.every((item) => item.ariaSetSize === "300") && at.every((n, i) => i === 0 || n === at[i - 1] + 1) && at[0] + " to " + at.at(-1) === want;
		}`, want)
	}
	places("1 to 16")
	// By key, the focus goes through what is drawn, and on to a button for more.
	tab.press("Tab")
	onNode[bool](tab.one("button", "284 more claims"), `function() { this.focus(); return true }`)
	tab.press("Enter")
	places("1 to 48")
	eval[bool](tab, `(document.activeElement.blur(), true)`)
	// scroll scrolls the list, and returns where a row of it then is in the window.
	scroll := func(to, row int) (top float64) {
		t.Helper()
		return eval[float64](tab, `(to, row) => {
			const list = document.querySelector(".claims-inner");
			list.scrollTop = to * list.scrollHeight;
			return list.querySelector("[aria-posinset='" + row + "']").getBoundingClientRect().top;
		}`, to, row)
	}
	scroll(1, 1)
	places("1 to 80")
	tab.press("k") // the last claim
	places("285 to 300")
	tab.until("its card is in view", `(() => {
		const [card, list] = [document.querySelector("#claim-card"), document.querySelector(".claims-inner")].map(e => e.getBoundingClientRect());
		const tools = document.querySelector(".tools").getBoundingClientRect();
		return card.top >= tools.bottom - 12 && card.top < list.bottom - 40; // from its top on
	})()`)
	top := scroll(0, 286)
	places("253 to 300")
	tab.until("the row is where it was", `(top) => Math.abs(document.querySelector("[aria-posinset='286']").getBoundingClientRect().top - top) < 1`, top)
}
