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

// Of many claims only some rows are drawn; assistive technology is told of how
// many they are.
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
	places("1 to 24")
	tab.click("button", "276 more claims")
	places("1 to 72")
	tab.press("k") // the last claim
	places("277 to 300")
}
