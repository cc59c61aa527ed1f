//go:build !js

package e2e_test

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// downloads has the browser put what it downloads from now on into a new folder.
func (t *tab) downloads() {
	t.Helper()
	t.profile.downloads = t.TempDir()
	_, err := chromedp.CallBrowser(t.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: t.profile.downloads,
		BrowserContextID: chromedp.FromContext(t.profile.ctx).BrowserContextID})
	if err != nil {
		t.Fatal(err)
	}
}

// downloaded waits until a file has come since [tab.downloads], and returns where
// it is and what it holds.
func (t *tab) downloaded() (path string, data []byte) {
	t.Helper()
	t.wait("a file is downloaded", func() (bool, string) {
		entries, err := os.ReadDir(t.profile.downloads)
		if err != nil || len(entries) != 1 || strings.HasSuffix(entries[0].Name(), ".crdownload") || strings.HasPrefix(entries[0].Name(), ".") {
			return false, "the folder has not one whole file"
		}
		path = filepath.Join(t.profile.downloads, entries[0].Name())
		data, err = os.ReadFile(path)
		return err == nil && len(data) > 0, "it cannot be read"
	})
	return path, data
}

// export downloads the whole library and returns the file.
func (t *tab) export() (path string, data []byte) {
	t.Helper()
	t.downloads()
	t.click("button", "Export")
	d := t.in("dialog", "Export")
	d.click("radio", "Whole library")
	d.click("button", "Download")
	t.gone("dialog", "Export")
	return t.downloaded()
}

// importFile chooses a file in the import dialog.
func (t *tab) importFile(path string) place {
	t.Helper()
	t.click("button", "Import")
	d := t.in("dialog", "Import")
	d.give("Choose files", path)
	return d
}

// bring imports a file that has something new.
func (t *tab) bring(path string) {
	t.Helper()
	d := t.importFile(path)
	d.in("region", "Import preview")
	d.click("button", "Import")
	t.gone("dialog", "Import")
	t.saved()
}

// written writes a file for an import.
func (t *tab) written(name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
