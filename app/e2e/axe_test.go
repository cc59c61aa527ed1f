//go:build !js

package e2e_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// The rules are those of axe-core, of one version that never changes here. The
// app does not contain it; tests put it into the page.
const (
	axeVersion = "4.14.1"
	axePackage = "https://registry.npmjs.org/axe-core/-/axe-core-" + axeVersion + ".tgz"
	axeDigest  = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c" // SHA-256 of axe.min.js
)

// axe returns the script of axe-core, from build/ or else from npm's registry.
// Where neither has it, the test is skipped, and says so.
func axe(t *testing.T) string {
	t.Helper()
	kept := filepath.Join("..", "..", "build", "axe-core-"+axeVersion+".js")
	script, err := os.ReadFile(kept)
	if err != nil {
		if script, err = fetchAxe(); err != nil {
			t.Skipf("the accessibility rules need axe-core %s, which could not be fetched: %v", axeVersion, err)
		}
	}
	if digest := sha256.Sum256(script); hex.EncodeToString(digest[:]) != axeDigest {
		t.Fatalf("axe-core %s is not what it was: delete %s, or see who changed the package", axeVersion, kept)
	}
	if err := os.MkdirAll(filepath.Dir(kept), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(kept, script, 0o644); err != nil {
		t.Fatal(err)
	}
	return string(script)
}

// fetchAxe takes axe.min.js out of the package in npm's registry.
func fetchAxe() ([]byte, error) {
	answer, err := (&http.Client{Timeout: patience}).Get(axePackage)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", axePackage, answer.Status)
	}
	unzipped, err := gzip.NewReader(answer.Body)
	if err != nil {
		return nil, err
	}
	for files := tar.NewReader(unzipped); ; {
		file, err := files.Next()
		if err != nil {
			return nil, fmt.Errorf("no axe.min.js in the package: %w", err)
		}
		if file.Name == "package/axe.min.js" {
			var script bytes.Buffer
			_, err := io.Copy(&script, files)
			return script.Bytes(), err
		}
	}
}

// A finding is a rule that something on the page breaks.
type finding struct {
	Rule, Help string
	Where      []string
}

// runAxe returns what breaks the rules of WCAG 2.2 AA, or of good practice, on
// the page as it stands, once what moves stands still.
const runAxe = `(async () => {
	await Promise.all(document.getAnimations().map(a => a.finished.catch(() => {})));
	const { violations } = await axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
	return violations.map(({ id, help, nodes }) => ({ Rule: id, Help: help,
		Where: nodes.map(n => n.target.join(" ") + ": " + n.any.concat(n.all, n.none).map(c => c.message).join("; ") + " in " + n.html) }));
})()`

// themes are the two looks, as the system asks for them.
var themes = []string{"light", "dark"}

// accessible checks a page, in both themes, against axe-core's rules. It does so
// from the top: what is scrolled half under the bar would count as too small.
func accessible(tab *tab, where string) {
	tab.Helper()
	eval[bool](tab, `(scrollTo({ top: 0, behavior: "instant" }), true)`)
	for _, theme := range themes {
		call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		for _, f := range eval[[]finding](tab, runAxe) {
			tab.Errorf("%s, %s: %s: %s\n\t%s", where, theme, f.Rule, f.Help, strings.Join(f.Where, "\n\t"))
		}
	}
}

func TestNoPageBreaksARuleOfWCAGInEitherTheme(t *testing.T) {
	script := axe(t)
	tab := emptied(t, &mine).newTabWith(script)
	tab.open("/")
	accessible(tab, "the empty library")
	tab.open("/claims")
	accessible(tab, "claims without any")
	tab.open("/")
	openSample(tab)
	accessible(tab, "the reader without claims")
	tab.mark(fallen, "1")
	tab.card().click("button", "Add evidence")
	tab.card().choose("Verdict", "Misleading")
	accessible(tab, "the reader with a card and a selection")
	tab.press("Escape") // out of the field
	tab.card().click("button", "Extend or shrink")
	tab.one("toolbar", "Extend or shrink")
	accessible(tab, "the reader while a claim's ends are moved")
	tab.press("Escape")
	tab.mark(stops, "2")
	tab.saved()
	tab.press("Escape")
	tab.press("Escape")
	tab.click("button", "Sweep")
	tab.one("progressbar", "Sentences read")
	accessible(tab, "the reader in a sweep")
	tab.click("button", "Sweep")
	tab.press("Escape")
	tab.press("Escape")
	tab.gone("group", "Claim")
	accessible(tab, "the reader with claims")
	for _, path := range []string{"/", "/claims", "/codebook", "/settings", "/nowhere", "/read?article=urn:uuid:none"} {
		tab.open(path)
		accessible(tab, path)
	}
}

func TestNoDialogBreaksARuleOfWCAGInEitherTheme(t *testing.T) {
	script := axe(t)
	tab := emptied(t, &mine).newTabWith(script)
	tab.open("/")
	pagesWithClaims(tab)
	tab.open("/")
	for button, dialog := range map[string]string{"Add article": "Add article", "Import": "Import", "Export": "Export", "Delete article": "Delete this article?"} {
		tab.click("button", button)
		tab.one("dialog", dialog)
		accessible(tab, "the dialog "+dialog)
		for _, panel := range tab.in("dialog", dialog).all("tab") {
			tab.in("dialog", dialog).click("tab", panel.name)
			tab.in("dialog", dialog).becomes("tab", panel.name, "selected", "true")
			accessible(tab, "the dialog "+dialog+" with "+panel.name)
		}
		tab.press("Escape")
		tab.gone("dialog", dialog)
	}
	tab.open("/claims")
	// The charts come with the claims, above the table.
	tab.until("all claims are read", `!document.querySelector("main").innerText.includes("Reading your claims")`)
	tab.click("link", fallen)
	tab.opened(fallen)
	tab.card().click("button", "Mark the same words elsewhere")
	tab.one("dialog", "Mark the same words elsewhere")
	accessible(tab, "the dialog Mark the same words elsewhere")
	tab.press("Escape")
	tab.press("?")
	tab.one("dialog", "Keyboard shortcuts")
	accessible(tab, "the dialog Keyboard shortcuts")
}
