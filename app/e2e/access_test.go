//go:build !js

package e2e_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
)

// pagesWithClaims leaves the sample with a claim in the library, and returns the
// addresses of all pages.
func pagesWithClaims(t *tab) []string {
	t.Helper()
	openSample(t)
	t.mark(fallen, "1")
	t.saved()
	return []string{"/", t.path(), "/claims", "/codebook", "/settings", "/nowhere"}
}

// operable are the roles of what a person operates.
var operable = []string{"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "tab", "slider", "listbox"}

func TestEverythingThatCanBeOperatedHasAName(t *testing.T) {
	tab := visit(t)
	check := func(where string) {
		t.Helper()
		for _, n := range call(tab, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
			if n.Ignored {
				continue
			}
			if made := tab.nodeOf(n); slices.Contains(operable, made.role) && strings.TrimSpace(made.name) == "" {
				t.Errorf("%s: a %s has no name", where, made.role)
			}
		}
		twice := eval[[]string](tab, `[...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)`)
		if len(twice) > 0 {
			t.Errorf("%s: several elements have the id %q", where, twice)
		}
		dangling := eval[[]string](tab, `[...document.querySelectorAll("[aria-labelledby], [aria-controls], [aria-describedby], label[for]")]
			.flatMap(e => ["aria-labelledby", "aria-controls", "aria-describedby", "for"].flatMap(a => (e.getAttribute(a) ?? "").split(" ")))
			.filter(id => id && !document.getElementById(id))`)
		if len(dangling) > 0 {
			t.Errorf("%s: nothing has the id %q", where, dangling)
		}
		if lang := eval[string](tab, `document.documentElement.lang`); lang != "en" {
			t.Errorf("%s: the page's language is %q", where, lang)
		}
	}
	check("the empty library")
	for _, path := range pagesWithClaims(tab) {
		tab.open(path)
		tab.in("banner", anyName).in("navigation", "Main").listed("link", "Library", "Claims", "Codebook", "Settings")
		tab.one("main", anyName)
		tab.one("status", "Notifications")
		if h1 := eval[int](tab, `document.querySelectorAll("main h1").length`); h1 != 1 {
			t.Errorf("%s has %d headings of the first level", path, h1)
		}
		check(path)
	}
	tab.open("/")
	for button, dialog := range map[string]string{"Add article": "Add article", "Import": "Import", "Export": "Export", "Delete article": "Delete this article?"} {
		tab.click("button", button)
		tab.one("dialog", dialog)
		check("the dialog " + dialog)
		tab.press("Escape")
		tab.gone("dialog", dialog)
	}
}

func TestTheSkipLinkLeadsPastTheNavigation(t *testing.T) {
	tab := visit(t)
	tab.press("Tab")
	tab.becomes("link", "Skip to content", "focused", "true")
	tab.press("Enter")
	tab.until("the focus is in the page", `document.activeElement.closest("main")`)
	tab.press("Tab")
	tab.becomes("button", "Add article", "focused", "true")
}

func TestDialogsHoldTheFocusAndGiveItBack(t *testing.T) {
	tab := visit(t)
	pagesWithClaims(tab)
	tab.open("/")
	for button, dialog := range map[string]string{"Add article": "Add article", "Import": "Import", "Export": "Export", "Delete article": "Delete this article?"} {
		tab.one("button", button)
		onNode[bool](tab.one("button", button), `function() { this.focus(); return true }`)
		tab.press("Enter")
		tab.one("dialog", dialog)
		for range 12 {
			tab.press("Tab")
			// The browser's own bar, where the page has no focus, is on the way round.
			if !eval[bool](tab, `document.activeElement === document.body || !!document.activeElement.closest("dialog")`) {
				t.Errorf("Tab leads out of the dialog %s", dialog)
				break
			}
		}
		tab.press("Escape")
		tab.gone("dialog", dialog)
		tab.becomes("button", button, "focused", "true")
	}
}

func TestNoPageScrollsSidewaysOnANarrowScreen(t *testing.T) {
	tab := visit(t)
	pages := pagesWithClaims(tab)
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 320, Height: 640, DeviceScaleFactor: 2, Mobile: true})
	narrow := func(where string) {
		t.Helper()
		wide := eval[[]string](tab, `(() => {
			if (document.scrollingElement.scrollWidth <= 320 && innerWidth <= 320) return [];
			return ["it is " + document.scrollingElement.scrollWidth + " wide", ...[...document.querySelectorAll("body *")]
				.filter(e => e.getBoundingClientRect().right > 320.5).slice(0, 5).map(e => e.localName + "." + e.className)];
		})()`)
		if len(wide) > 0 {
			t.Errorf("%s: %q", where, wide)
		}
		// A modal dialog scrolls by itself.
		if over := eval[[]string](tab, `[...document.querySelectorAll("dialog, dialog .inside")].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)`); len(over) > 0 {
			t.Errorf("%s: the dialog scrolls sideways %q", where, over)
		}
	}
	for _, path := range pages {
		tab.open(path)
		narrow(path)
	}
	tab.open("/")
	for button, dialog := range map[string]string{"Add article": "Add article", "Import": "Import", "Export": "Export", "Delete article": "Delete this article?"} {
		tab.click("button", button)
		tab.one("dialog", dialog)
		narrow("the dialog " + dialog)
		tab.press("Escape")
		tab.gone("dialog", dialog)
	}
}

func TestItFollowsTheSystemIntoTheDarkAndTheSettingsOut(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "1")
	system := func(scheme string) {
		call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	}
	looks := func(dark bool) {
		t.Helper()
		tab.until(fmt.Sprintf("dark is %v and the text can be read", dark), `(dark) => {
			const canvas = new OffscreenCanvas(1, 1).getContext("2d");
			const luminance = (colour) => {
				canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
				const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
				return 0.2126 * r + 0.7152 * g + 0.0722 * b;
			};
			const paper = luminance(getComputedStyle(document.body).backgroundColor);
			const ink = luminance(getComputedStyle(document.querySelector("article p, main p")).color);
			const contrast = (Math.max(paper, ink) + 0.05) / (Math.min(paper, ink) + 0.05);
			return (paper < 0.2) === dark && contrast >= 4.5;
		}`, dark)
	}
	system("light")
	looks(false)
	system("dark")
	looks(true)
	tab.painted(fallen, "Quantity")
	tab.open("/settings")
	tab.click("radio", "Light")
	looks(false)
	tab.saved()
	tab.reload()
	looks(false)
	tab.click("radio", "As the system")
	looks(true)
}
