//go:build !js

package e2e_test

import (
	"encoding/json"
	"testing"

	"claimlight/assets"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func TestWithoutTheServerEverythingGoesOn(t *testing.T) {
	tab := newProfile(t, newHost(t)).newTab()
	tab.open("/")
	tab.stored()
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	article := tab.path()
	tab.profile.host.stop()

	// It starts, and says how things stand.
	tab.reload()
	tab.says("You are offline; everything still works, and nothing is lost by it.")
	tab.quotes(fallen)

	// Annotating goes on.
	tab.mark(stops, "1")
	tab.card().fill("textbox", "Note", "Written on a train")
	tab.saved()
	tab.says("Offline · saved on this device")
	tab.reload()
	tab.quotes(fallen, stops)

	// So does exporting.
	tab.click("button", "Export")
	tab.says("2 of 2 spans verified in code points")
	tab.downloads()
	tab.in("dialog", "Export").click("button", "Download")
	if _, data := tab.downloaded(); !json.Valid(data) {
		t.Error("the file is not JSON")
	}

	// Every address opens.
	headings := map[string]string{"/": "Library", "/claims": "Claims", "/codebook": "Codebook", "/settings": "Settings",
		article: "The tram that divided Lindhaven", "/read?article=urn:uuid:none": "This article is not in your library",
		"/nowhere": "Page not found", "/read": "This article is not in your library"}
	for _, route := range assets.Routes {
		if _, ok := headings[route]; !ok {
			t.Errorf("the route %s is not looked at", route)
		}
	}
	for address, heading := range headings {
		tab.open(address)
		tab.until("the heading is "+heading, `(h) => document.querySelector("main h1").textContent === h`, heading)
	}
	// New articles too: the program that reads them is on the device as well.
	addText(tab, "A town without a server\n\nThe last one was switched off in 2026.")

	tab.profile.host.restart()
	tab.reload()
	tab.until("it no longer says offline", `!document.body.innerText.includes("offline")`)
}

func TestItCanBeInstalled(t *testing.T) {
	ctx, stop, err := start(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	own, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	tab := (&profile{TB: t, host: newHost(t), ctx: own}).newTab()
	tab.open("/")
	tab.stored()
	manifest := call(tab, page.GetAppManifest, page.GetAppManifestParams{})
	for _, e := range manifest.Errors {
		t.Errorf("the manifest: %s", e.Message)
	}
	for _, e := range call(tab, page.GetInstallabilityErrors, cdp.Empty{}).InstallabilityErrors {
		t.Errorf("it cannot be installed: %s %v", e.ErrorID, e.ErrorArguments)
	}
	// Each icon is there and as large as the manifest says.
	wrong := eval[[]string](tab, `(async () => {
		const at = document.querySelector("link[rel=manifest]").href;
		const manifest = await (await fetch(at)).json();
		const wrong = [];
		for (const icon of manifest.icons) {
			const image = new Image();
			image.src = new URL(icon.src, at);
			await image.decode().catch(() => wrong.push(icon.src + " is no image"));
			if (icon.sizes !== "any" && image.naturalWidth + "x" + image.naturalHeight !== icon.sizes) wrong.push(icon.src + " is not " + icon.sizes);
		}
		return wrong;
	})()`)
	for _, w := range wrong {
		t.Error(w)
	}
}

func TestWhatIsTypedAndNotSavedOutlivesAReload(t *testing.T) {
	tab := visit(t)
	tab.click("button", "Add article")
	d := tab.in("dialog", "Add article")
	d.one("textbox", "Article text")
	tab.insert("# A draft\n\nThese words are saved nowhere yet.")
	d.fill("textbox", "Author", "Ana Núñez")
	tab.reload()
	d.becomes("textbox", "Article text", "value", "# A draft\n\nThese words are saved nowhere yet.")
	d.becomes("textbox", "Author", "value", "Ana Núñez")
	tab.until("there is a preview", `document.querySelector("[aria-label=Preview] .text")?.innerText`)
	d.click("button", "Save article")
	tab.one("article", "A draft")
	tab.saved()

	// What was saved does not come back, nor what was given up.
	tab.reload()
	tab.one("article", "A draft")
	tab.gone("dialog", "Add article")
	tab.open("/")
	tab.click("button", "Add article")
	d.one("textbox", "Article text")
	tab.insert("Typed before")

	// What is handed to the app meanwhile does not take its place: it waits.
	fillInbox(tab)
	tab.open("/?add=given")
	d.becomes("textbox", "Article text", "value", "Typed before")
	tab.agreeTo("beforeunload")
	tab.reload()
	if !tab.wasAsked("beforeunload") {
		t.Error("what was handed over was given up unasked")
	}
	fillInbox(tab)
	tab.open("/?add=given")
	d.becomes("textbox", "Article text", "value", "Typed before")
	tab.press("Escape")
	d.becomes("textbox", "Article text", "value", "Clipped")
	d.fill("textbox", "Article text", "Given up")
	tab.press("Escape")
	tab.gone("dialog", "Add article")
	tab.reload()
	tab.one("heading", "Library")
	tab.gone("dialog", "Add article")
}
