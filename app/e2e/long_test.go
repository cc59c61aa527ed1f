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
