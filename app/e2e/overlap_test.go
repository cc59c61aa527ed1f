//go:build !js

package e2e_test

import "testing"

func TestAClickGoesThroughFiveNestedClaimsAndTheDepthIsSeen(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	nested := []string{"14,000", "14,000 people", riders, "more than 14,000 people now ride the tram",
		"According to the transport department, more than 14,000 people now ride the tram on a working day"}
	for i := len(nested) - 1; i >= 0; i-- {
		tab.mark(nested[i], string(rune('1'+i)))
	}
	// Two on exactly the same words, made by moving an end.
	tab.mark("14,000 people now", "9")
	tab.press("Escape")
	tab.press("e")
	tab.press("ArrowLeft")
	tab.press("Enter")
	tab.becomesQuote("14,000 people")
	tab.press("Escape")
	tab.gone("group", "Claim")
	var seen []string
	for range 6 {
		tab.clickWord("14,000")
		n := len(seen)
		tab.told([]string{"1", "2", "3", "4", "5", "6"}[n] + " of 6 claims on these words")
		seen = append(seen, eval[string](tab, `document.querySelector("[role=group][aria-label=Claim] .quote").textContent`))
	}
	for i, want := range []string{nested[0], nested[1], nested[1], nested[2], nested[3], nested[4]} {
		if seen[i] != want {
			t.Errorf("click %d opens %q, want %q", i+1, seen[i], want)
		}
	}
	tab.clickWord("14,000")
	tab.opened(nested[0])
	depth := `(words) => {
		const has = (name) => [...CSS.highlights.get(name)].some(r => {
			const range = document.createRange();
			range.setStart(r.startContainer, r.startOffset);
			range.setEnd(r.endContainer, r.endOffset);
			return range.toString().includes(words);
		});
		return (has("overlap") ? "two " : "") + (has("overlap-deep") ? "more" : "");
	}`
	for words, want := range map[string]string{"14,000": "more", "ride the tram": "two ", "on a working day": ""} {
		if got := eval[string](tab, depth, words); got != want {
			t.Errorf("the depth at %q looks like %q, want %q", words, got, want)
		}
	}
}
