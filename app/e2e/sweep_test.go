//go:build !js

package e2e_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

const (
	firstSentence  = "Two years after the first tram rolled down Harbour Street, Lindhaven still argues about what it did."
	secondSentence = "The council says that car traffic in the centre has fallen by 31 per cent."
	thirdSentence  = "The shopkeepers say that it is their customers who stayed away."
)

// at waits until a sentence is the current one.
func (t *tab) at(which string) {
	t.Helper()
	t.one("group", which)
}

// readSoFar waits until the progress bar says so.
func (t *tab) readSoFar(words string) {
	t.Helper()
	t.one("progressbar", "Sentences read")
	t.until("the progress bar says "+words, `(words) => document.querySelector("#sweep progress").getAttribute("aria-valuetext") === words`, words)
}

// outlined waits until the words are what the sweep outlines.
func (t *tab) outlined(words string) {
	t.Helper()
	t.until("the outline is around "+words, `(words) => {
		const range = [...CSS.highlights.get("sweep") ?? []][0];
		const path = document.querySelector("#sweep-outline path");
		if (!range || !path) return false;
		const r = document.createRange();
		r.setStart(range.startContainer, range.startOffset);
		r.setEnd(range.endContainer, range.endOffset);
		const [text, line] = [r.getBoundingClientRect(), path.getBoundingClientRect()];
		return r.toString() === words && line.left <= text.left && line.right >= text.right
			&& line.top <= text.top && line.bottom >= text.bottom && line.height < text.height + 12
			&& text.top > 0 && text.bottom < innerHeight;
	}`, words)
}

func TestASweepLabelsSentenceAfterSentenceWithKeysAlone(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.becomes("button", "Sweep", "pressed", "false")
	tab.press("s")
	tab.becomes("button", "Sweep", "pressed", "true")
	tab.at("Sentence 1 of 59")
	tab.outlined(firstSentence)
	tab.press("5")
	tab.at("Sentence 2 of 59")
	tab.outlined(secondSentence)
	tab.readSoFar("1 of 59 sentences")
	tab.press("1")
	tab.press("Enter")
	tab.at("Sentence 4 of 59")
	tab.readSoFar("3 of 59 sentences")
	tab.quotes(firstSentence, secondSentence, thirdSentence)
	tab.painted(secondSentence, "Quantity")

	// Back, and a second tag on the same claim; then off again.
	tab.press("Backspace")
	tab.press("Backspace")
	tab.at("Sentence 2 of 59")
	tab.becomes("button", "Quantity", "pressed", "true")
	tab.press("2")
	tab.at("Sentence 3 of 59")
	tab.press("Backspace")
	tab.becomes("button", "Cause or link", "pressed", "true")
	tab.press("2")
	tab.becomes("button", "Cause or link", "pressed", "false")
	tab.at("Sentence 2 of 59")
	tab.quotes(firstSentence, secondSentence, thirdSentence)

	// What is no claim is nothing else.
	tab.press("Enter")
	tab.press("k")
	tab.becomes("button", "Quantity", "pressed", "false")
	tab.becomes("button", "Not a claim", "pressed", "true")
	tab.press("1")
	tab.press("ArrowUp")
	tab.becomes("button", "Not a claim", "pressed", "false")

	// Passing labels nothing.
	tab.press("j")
	tab.press("j")
	tab.press("ArrowDown")
	tab.at("Sentence 5 of 59")
	tab.readSoFar("3 of 59 sentences")
	tab.press("s")
	tab.becomes("button", "Sweep", "pressed", "false")
	tab.gone("progressbar", "Sentences read")
}

func TestUndoTakesALabelBackAndLeadsToItsSentence(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.click("button", "Sweep")
	tab.at("Sentence 1 of 59")
	tab.press("Enter")
	tab.press("1") // by mistake
	tab.press("j")
	tab.press("j")
	tab.at("Sentence 5 of 59")
	tab.press("Control+z")
	tab.at("Sentence 2 of 59")
	tab.outlined(secondSentence)
	tab.quotes(firstSentence)
	tab.readSoFar("1 of 59 sentences")
	tab.press("Control+Shift+z")
	tab.at("Sentence 3 of 59")
	tab.quotes(firstSentence, secondSentence)
	tab.click("button", "Undo last label")
	tab.at("Sentence 2 of 59")
	tab.press("5")
	tab.at("Sentence 3 of 59")
	tab.painted(secondSentence, "Event or action")
}

func TestTheSweepGoesOnWhereItWasLeft(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.press("s")
	tab.at("Sentence 1 of 59")
	tab.press("Enter")
	tab.press("j") // passed, so it stays unread
	tab.press("1")
	tab.readSoFar("2 of 59 sentences")
	tab.saved()
	tab.reload()
	tab.at("Sentence 2 of 59")
	tab.readSoFar("2 of 59 sentences")
	tab.outlined(secondSentence)

	// Another tab's labels count as well.
	other := tab.profile.newTab()
	other.open(tab.path())
	other.at("Sentence 2 of 59")
	other.press("1")
	other.saved()
	tab.readSoFar("3 of 59 sentences")

	tab.open("/")
	tab.says("2 claims · 0 checked · 3 of 59 sentences read")
}

func TestTheSweepWorksByTapOnASmallPhone(t *testing.T) {
	tab := visit(t)
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 320, Height: 568, DeviceScaleFactor: 2, Mobile: true})
	call(tab, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: 5})
	openSample(tab)
	tab.click("button", "Sweep")
	tab.at("Sentence 1 of 59")
	tab.click("button", "Not a claim")
	tab.at("Sentence 2 of 59")
	tab.outlined(secondSentence)
	tab.until("the sentence is above the bar", `(() => {
		const line = document.querySelector("#sweep-outline path").getBoundingClientRect();
		return line.bottom < document.getElementById("sweep").getBoundingClientRect().top;
	})()`)
	tab.click("button", "Quantity")
	tab.at("Sentence 3 of 59")
	tab.click("button", "Skip")
	tab.at("Sentence 4 of 59")
	tab.click("button", "Back")
	tab.at("Sentence 3 of 59")
	tab.clickWord("31 per cent")
	tab.at("Sentence 2 of 59")
	tab.outlined(secondSentence)
	tab.until("nothing is selected", `getSelection().isCollapsed`)
	tab.until("nothing sticks out", `document.documentElement.scrollWidth <= innerWidth`)
	tab.until("every button is large enough", `[...document.querySelectorAll("#sweep button")].every(b => {
		const { width, height } = b.getBoundingClientRect();
		return width >= 44 && height >= 44;
	})`)
	tab.click("button", "End sweep")
	tab.becomes("button", "Sweep", "pressed", "false")
}

func TestTheSweepIsAnnouncedOnceAndEndsWithWhatIsLeft(t *testing.T) {
	tab := visit(t)
	addText(tab, "One thing is so.\n\nAnother is not. Is it?")
	tab.press("s")
	announced := func(words string) {
		t.Helper()
		tab.until("it announces "+words, `(words) => document.querySelector("#sweep [aria-live]").textContent === words`, words)
	}
	announced("Sentence 1 of 3: One thing is so.")
	tab.press("1")
	announced("Quantity. Sentence 2 of 3: Another is not.")
	tab.press("j")
	announced("Sentence 3 of 3: Is it?")
	tab.press("Enter")
	announced("Not a claim. End of the article. 1 sentence is unread.")
	tab.click("button", "Go to the first unread")
	announced("Sentence 2 of 3: Another is not.")
	tab.click("button", "Not a claim")
	announced("Not a claim. Sentence 3 of 3: Is it? Labelled: Not a claim.")
	tab.press("j")
	announced("End of the article. Every sentence is read.")
	tab.one("button", "Export this article")
}

func TestASweptArticleIsExportedWithItsNegatives(t *testing.T) {
	tab := visit(t)
	addText(tab, "One thing is so.\n\nAnother is not. Is it?")
	tab.press("s")
	tab.at("Sentence 1 of 3")
	tab.press("1")
	tab.press("Enter")
	tab.at("Sentence 3 of 3")
	tab.click("button", "Export")
	d := tab.in("dialog", "Export")
	d.click("radio", "CheckThat! TSV")
	tab.says("2 of 2 spans verified in code points")
	tab.says("Sentences that are not read yet are left out: 1 of 3.")
}
