package assets_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"claimlight/assets"
)

func TestWriteSiteHoldsThePageForEveryRoute(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "site")
	if err := assets.WriteSite(dist(), dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"index.html": page, "read.html": page, "claims.html": page, "codebook.html": page, "settings.html": page,
		"404.html": page, programName: program, "icons/icon.0123456789ab.svg": "<svg/>", ".nojekyll": "",
	} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		} else if string(got) != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{programName + ".br", programName + ".gz", "index.html.br", "read.html.gz"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	headers, err := os.ReadFile(filepath.Join(dir, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(headers), "\n  Content-Security-Policy: "+assets.Policy+"\n") {
		t.Errorf("_headers lacks the policy:\n%s", headers)
	}
	if _, err := os.Stat(filepath.Join(dir, ".gitkeep")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the site holds .gitkeep")
	}
}

func TestWriteSiteMixesWithNothingElse(t *testing.T) {
	dir := t.TempDir()
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := assets.WriteSite(dist(), dir); !errors.Is(err, assets.ErrNotSite) {
		t.Errorf("got %v, want %v", err, assets.ErrNotSite)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("it wrote %d files all the same", len(entries)-1)
	}
}

func TestWriteSiteKeepsFilesThatOpenTabsMayAskFor(t *testing.T) {
	dir := t.TempDir()
	if err := assets.WriteSite(dist(), dir); err != nil {
		t.Fatal(err)
	}
	next := dist()
	next["app.ba9876543210.wasm"] = next[programName]
	delete(next, programName)
	if err := assets.WriteSite(next, dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{programName, "app.ba9876543210.wasm"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}
