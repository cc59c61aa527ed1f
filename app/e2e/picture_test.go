//go:build !js

package e2e_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestThePictureOfTheReadmeShowsTheApp makes the pictures of the README out of
// the running app: "make picture". As a test it only looks that the reader with
// a worked-on article comes out as an image that fits.
func TestThePictureOfTheReadmeShowsTheApp(t *testing.T) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		folder = t.TempDir()
	}
	tab := visit(t)
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1360, Height: 850, DeviceScaleFactor: 1})
	openSample(tab)
	for _, claim := range []struct{ words, key string }{
		{stops, "1"}, {"It opened on 2 September 2024", "5"},
		{"According to the transport department, more than 14,000 people now ride the tram on a working day", "6"},
		{"The air on Harbour Street has become cleaner because the buses are gone", "2"},
		{"My takings were down by a third", "7"}, {"Under the County Transport Act, a town may charge a toll only to pay for the upkeep of roads", "3"},
		{"By 2030, he says, the line will reach the hospital and the airport", "4"}, {fallen, "1"},
	} {
		tab.mark(claim.words, claim.key)
	}
	tab.card().fill("textbox", "Restated claim", "Car traffic in the centre of Lindhaven fell by 31 per cent within two years of the tram’s opening.")
	tab.card().fill("textbox", "Speaker", "Lindhaven council")
	tab.card().fill("textbox", "Note", "Counted in two places, both along the line; the university’s cameras at twelve crossings say 22 per cent.")
	tab.card().choose("Check-worthiness", "Check-worthy")
	tab.card().choose("Status", "Done")
	tab.card().choose("Verdict", "Misleading")
	tab.saved()
	for name, scheme := range map[string]string{"picture.png": "light", "picture-dark.png": "dark"} {
		call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		// Loaded anew there is no selection, no focus and no notice; the address
		// opens the card.
		tab.reload()
		tab.opened(fallen)
		tab.painted(stops, "Quantity")
		eval[bool](tab, `(async () => {
			document.activeElement.blur();
			const card = document.querySelector("[role=group][aria-label=Claim]");
			const panel = document.querySelector(".claims-inner");
			panel.scrollBy({ top: card.getBoundingClientRect().top - panel.getBoundingClientRect().top - 78, behavior: "instant" });
			scrollTo({ top: 0, behavior: "instant" });
			await document.fonts.ready;
			await Promise.all(document.getAnimations().map(a => a.finished.catch(() => {})));
			await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
			return true;
		})()`)
		image, err := chromedp.Run(tab.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if len(image) > 300_000 {
			t.Errorf("%s has %d bytes, more than 300 kB", name, len(image))
		}
		if err := os.WriteFile(filepath.Join(folder, name), image, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
