//go:build !js

package e2e_test

import (
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// The button opens the browser's own dialog, which nobody can answer here.
const noDialog = `window.print = () => { window.asked = (window.asked ?? 0) + 1 }`

func TestPrintWithClaimsNumbersThePassagesAndListsTheClaims(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(noDialog)
	tab.open("/")
	openSample(tab)
	tab.mark(toll, "1")
	const outer = "According to the transport department, more than 14,000 people now ride the tram on a working day"
	tab.mark(outer, "6")
	tab.mark(riders, "1") // within the other
	tab.mark(fallen, "2")
	tab.card().fill("textbox", "Note", "Counted in two places.")
	tab.card().choose("Verdict", "Misleading")
	tab.saved()
	article := eval[string](tab, `document.querySelector("article").textContent`)
	tab.click("button", "Print with claims")
	tab.until("it is printed", `window.asked === 1`)

	call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	type seen struct {
		Text    string
		Numbers []string
		Marked  string
		Rows    [][]string
		Shown   []string
		Black   bool
	}
	got := eval[seen](tab, `(() => {
		const sheet = document.getElementById("paper");
		const text = sheet.querySelector(".text");
		const numbers = [...text.querySelectorAll(".claim-number")];
		const before = numbers.map(n => n.previousSibling.textContent.trim().slice(-11).trim().slice(-10) + "|" + n.textContent);
		const marked = [...text.querySelectorAll("mark.hue-green.double")].map(m => m.textContent).join("");
		const rows = [...sheet.querySelectorAll("tbody tr")].map(r => [...r.cells].map(c => c.innerText.replace(/\s+/g, " ").trim()));
		const shown = [...document.querySelectorAll("header, nav, aside, article, #paper")].filter(e => e.checkVisibility()).map(e => e.id || e.localName);
		const black = getComputedStyle(document.body).color === "rgb(0, 0, 0)";
		numbers.forEach(n => n.remove());
		return { Text: text.textContent, Numbers: before, Marked: marked, Rows: rows, Shown: shown, Black: black };
	})()`)
	if got.Text != article {
		t.Errorf("the words on paper are not those of the article:\n%s", got.Text)
	}
	if want := []string{"1 per cent|1", "000 people|3", "orking day|2", "irst year.|4"}; !slices.Equal(got.Numbers, want) {
		t.Errorf("the numbers stand at %q, not %q", got.Numbers, want)
	}
	if got.Marked != fallen {
		t.Errorf("marked as a cause is %q", got.Marked)
	}
	if len(got.Rows) != 4 || got.Rows[0][1] != fallen || got.Rows[0][2] != "Cause or link" || got.Rows[0][3] != "Misleading" || got.Rows[0][4] != "Counted in two places." || got.Rows[3][0] != "4" {
		t.Errorf("the table has %q", got.Rows)
	}
	if len(got.Shown) != 1 || got.Shown[0] != "paper" || !got.Black {
		t.Errorf("on paper are %q, black: %v", got.Shown, got.Black)
	}

	// After printing the page is as it was.
	eval[bool](tab, `dispatchEvent(new Event("afterprint"))`)
	tab.until("the sheet is gone", `!document.getElementById("paper")`)
	call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	tab.painted(fallen, "Cause or link")

	// On paper by itself the article has all its highlights, those far from the
	// window as well.
	eval[bool](tab, `(scrollTo({ top: 0, behavior: "instant" }), addEventListener("beforeprint", () => (window.far = [...CSS.highlights.values()].reduce((n, h) => n + h.size, 0))), true)`)
	call(tab, page.PrintToPDF, page.PrintToPDFParams{})
	if n := eval[int](tab, `window.far`); n < 4 {
		t.Errorf("%d highlights are painted on paper", n)
	}
}
