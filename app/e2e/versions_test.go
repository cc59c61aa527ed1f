//go:build !js

package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

const (
	harbour = `# Harbour bridge to close for a year

The old bridge closes on Monday, the council said. It carries 14,000 cars a day. Repairs will cost 21 million crowns and take twelve months.

Shops fear for their trade. Takings fell by 9 per cent when the bridge was shut in 2019, says the chamber of commerce. The mayor disagrees.

Trams ran on time all of last year. Nobody expects delays.

The bridge was built in 1931 and has been repaired eleven times since then.
`
	harbourLater = `# Harbour bridge to close for two years

The old bridge closes on Monday, the council said after a night session. It carries 14,000 cars a day. Repairs will cost 34 million crowns and take twenty-four months.

A ferry will run every ten minutes, free of charge.

The bridge was built in 1931 and has been repaired eleven times since then.

Shops fear for their trade. Takings fell by 9 per cent when the bridge was shut in 2019, says the chamber of commerce. The mayor disagrees.
`
	cars    = "It carries 14,000 cars a day."
	repairs = "Repairs will cost 21 million crowns and take twelve months."
	takings = "Takings fell by 9 per cent when the bridge was shut in 2019"
	trams   = "Trams ran on time all of last year."
	built31 = "The bridge was built in 1931"
)

// pasteVersion pastes a text as a new version of the article that is open.
func pasteVersion(tab *tab, title, text string) {
	tab.Helper()
	tab.press("Escape") // the toolbar of the words that are selected lies above
	tab.press("Escape")
	tab.gone("toolbar", "Tag selection")
	tab.click("button", "Paste a new version")
	d := tab.in("dialog", "New version of “"+title+"”")
	d.one("textbox", "Article text")
	tab.insert(text)
	d.click("button", "Save as new version")
	tab.gone("dialog", anyName)
}

// walked waits until the claims of a list of the comparison are these.
func (t *tab) walked(list string, want ...string) {
	t.Helper()
	t.until(list+" are right", `(list, want) => JSON.stringify([...document.querySelectorAll("[role=list][aria-label='" + list + "'] .quote")].map(q => q.innerText)) === JSON.stringify(want)`,
		list, append([]string{}, want...))
}

func TestANewVersionIsComparedAndEachClaimDecided(t *testing.T) {
	tab := visit(t)
	addText(tab, harbour)
	for i, words := range []string{cars, repairs, takings, trams, built31} {
		tab.mark(words, string(rune('1'+i)))
		tab.told("Claim added")
	}
	tab.saved()
	pasteVersion(tab, "Harbour bridge to close for a year", harbourLater)

	// What changed, with more than colour; each claim as what it is.
	tab.one("article", "Harbour bridge to close for two years")
	tab.holds("insertion", "A ferry will run every ten minutes, free of charge.")
	tab.holds("deletion", "Trams ran on time all of last year. Nobody expects delays.")
	tab.walked("Waiting for you", repairs, trams)
	tab.walked("In this version", cars, takings, built31)
	tab.says("The same words, in the same place")
	tab.says("The same words, in another place")
	card := tab.in("group", "Claim")
	tab.says("These words changed. Is it still the claim?")
	if diff := onNode[string](tab.one("group", "Claim"), `function() { return [...this.querySelectorAll("blockquote > *")].map(e => e.localName + ":" + e.textContent).join("|") }`); diff != "span:Repairs will cost |del:21|ins:34|span: million crowns and take |del:twelve|ins:twenty-four|span: months." {
		t.Errorf("the difference is shown as %q", diff)
	}
	tab.until("its words are painted, without those taken out between them", `(() => {
		const words = [...CSS.highlights].filter(([name]) => name.startsWith("picked-")).flatMap(([, ranges]) => [...ranges])
			.map((r) => {
				const range = new Range();
				range.setStart(r.startContainer, r.startOffset);
				range.setEnd(r.endContainer, r.endOffset);
				return range.toString();
			}).join("");
		return words === "Repairs will cost 34 million crowns and take twenty-four months.";
	})()`)

	// One key each; every decision is kept when it is made.
	tab.press("y")
	tab.told("Claim attached. 1 claim waits")
	tab.walked("Waiting for you", trams)
	tab.saved()
	tab.reload()
	tab.walked("Waiting for you", trams)
	tab.walked("In this version", cars, repairs, takings, built31)
	tab.says("These words are not in this version.")
	tab.press("y")
	tab.told("Select the right words in the text first")
	// What was taken out can be hidden; then the text is the later version's alone.
	tab.click("button", "Show removed words")
	tab.until("what was taken out is hidden", `[...document.querySelectorAll(".redline del")].every((del) => del.getClientRects().length === 0)`)
	tab.holds("insertion", "A ferry will run every ten minutes, free of charge.")
	tab.drag("A ferry will", "every ten minutes")
	tab.says("Selected: “A ferry will run every ten minutes”")
	card.click("button", "Attach to the selected words")
	tab.told("Claim attached. Every claim is decided")
	tab.click("button", "Show removed words")
	tab.holds("deletion", "Trams ran on time all of last year. Nobody expects delays.")
	tab.walked("In this version", cars, repairs, takings, trams, built31)

	// What was carried over can be refused, and undone step by step.
	tab.in("list", "In this version").click("button", takings)
	card.click("button", "Take away")
	tab.walked("Left behind", takings)
	tab.saved()
	tab.press("Control+z")
	tab.walked("In this version", cars, repairs, takings, trams, built31)
	tab.press("Control+z")
	tab.walked("Waiting for you", trams)
	tab.press("n")
	tab.walked("Left behind", trams)
	tab.saved()

	// Both versions stay, each with its claims; the library shows the newest.
	tab.click("link", "Read this version")
	tab.quotes(cars, "Repairs will cost 34 million crowns and take twenty-four months.", built31, takings)
	tab.chooseVersion(1)
	tab.one("article", "Harbour bridge to close for a year")
	tab.quotes(cars, repairs, takings, trams, built31)
	tab.open("/")
	tab.in("list", "Articles").listed("link", "Harbour bridge to close for two years")
	tab.says("2 versions")
	tab.open("/claims")
	tab.rows("Repairs will cost 34 million crowns and take twenty-four months.", cars, built31, takings, trams)
}

// holds waits until something of a role holds these words: assistive technology
// gives insertions and deletions no name of their own.
func (t *tab) holds(role, words string) {
	t.Helper()
	t.wait("there is a "+role+" of "+words, func() (bool, string) {
		var held []string
		for _, n := range t.all(role) {
			held = append(held, n.text())
			if strings.Contains(n.text(), words) {
				return true, ""
			}
		}
		return false, strings.Join(held, " | ")
	})
}

// chooseVersion chooses from the versions, the newest being 0.
func (t *tab) chooseVersion(i int) {
	t.Helper()
	onNode[bool](t.one("combobox", "Version"), `function(i) { this.selectedIndex = i; this.dispatchEvent(new Event("change", { bubbles: true })); return true }`, i)
}

func TestUndoTakesTheWholeVersionBack(t *testing.T) {
	tab := visit(t)
	addText(tab, harbour)
	tab.mark(cars, "1")
	tab.saved()
	pasteVersion(tab, "Harbour bridge to close for a year", harbourLater)
	tab.walked("In this version", cars)
	tab.saved()
	tab.press("Control+z")
	tab.one("article", "Harbour bridge to close for a year")
	tab.quotes(cars)
	tab.saved()
	tab.press("Control+Shift+z")
	tab.saved()
	tab.open("/")
	tab.in("list", "Articles").listed("link", "Harbour bridge to close for two years")
}

func TestTheSameTitleOffersANewVersionAndTheSameTextIsSaid(t *testing.T) {
	tab := visit(t)
	addText(tab, harbour)
	for _, c := range []struct {
		text, says string
		offered    bool
	}{
		{harbour, "Identical: this text is already in your library", false},
		{strings.Replace(harbour, "21 million", "22 million", 1), "You have an earlier text of this article", true},
	} {
		tab.open("/")
		tab.click("button", "Add article")
		d := tab.in("dialog", "Add article")
		d.one("textbox", "Article text")
		tab.insert(c.text)
		tab.says(c.says)
		d.one("button", "Save article")
		if c.offered {
			d.click("button", "Save as new version")
			tab.says("1 change: 1 word put in, 1 word taken out.")
		} else {
			d.gone("button", "Save as new version")
			tab.press("Escape")
			tab.gone("dialog", "Add article")
		}
	}

	// A file too; it can be made a version once it is there.
	tab.open("/")
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.click("tab", "File")
	d.give("Choose files", tab.written("bridge.md", []byte(strings.Replace(harbour, "21 million", "23 million", 1))))
	d.click("button", "Make bridge.md a new version of “Harbour bridge to close for a year”")
	tab.told("New version linked")
	d.click("button", "Done")
	tab.says("3 versions")
}

func TestOneOfTwoPlacesIsChosenByKey(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(axe(t))
	addText(tab, "# Spending\n\nWe spent more than we said.\n\nThe mayor said it on Monday in the hall of the town.\n\nNobody asked.")
	tab.mark("We spent more than we said.", "1")
	tab.saved()
	pasteVersion(tab, "Spending", "# Spending\n\nIntro goes here, new.\n\nWe spent more than we said.\n\nOther words of another kind.\n\nWe spent more than we said.\n\nThe end of it all came.")
	tab.says("These words could be in any of 2 places")
	tab.says("Place 1 of 2")
	tab.press("ArrowRight")
	tab.says("Place 2 of 2")
	tab.press("y")
	tab.walked("In this version", "We spent more than we said.")
	tab.saved()
	accessible(tab, "the comparison")
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 320, Height: 640, DeviceScaleFactor: 2, Mobile: true})
	tab.until("nothing sticks out", `document.scrollingElement.scrollWidth <= 320`)
}
