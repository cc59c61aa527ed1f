//go:build !js

package main

// These tests are inside the package because no other can import a command.

import (
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
)

// shell returns a small shell with every kind of reference.
func shell() map[string][]byte {
	files := make(map[string][]byte)
	for name, content := range map[string]string{
		"index.html":           `<link href="{{app.css}}"><script src="{{wasm_exec.js}}"></script><script src="{{boot.js}}"></script>`,
		"boot.js":              `const build = "{{build}}", assets = '{{assets}}', modules = '{{modules}}';`,
		"sw.js":                `const cache = "{{build}}", files = '{{precache}}';`,
		"manifest.webmanifest": `{"icons": [{"src": "{{icons/icon.svg}}"}]}`,
		"icons/icon.svg":       `<svg/>`,
		"app.css":              `.brand { background: url("{{icons/icon.svg}}") }`,
		"reader.js":            `import { place } from "./{{reader/place.js}}";`,
		"reader/place.js":      `import { order } from "../{{reader/order.js}}";`,
		"reader/order.js":      `export const order = 1;`,
		"importer.js":          `importScripts("{{wasm_exec.js}}")`,
		"wasm_exec.js":         `const format = "{{app.css}} is not ours to change here";`,
		"app.wasm":             "\x00asm",
		"sample.md":            "Braces in an article, {{app.css}}, stay.",
	} {
		files[name] = []byte(content)
	}
	return files
}

func mustLink(t *testing.T, sources map[string][]byte) site {
	t.Helper()
	s, err := link(sources)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// hash matches the hash in a file's name.
var hash = regexp.MustCompile(`\.[0-9a-f]{12}(\.\w+)$`)

// named returns the content of the linked file that was the source called name.
func (s site) named(name string) string {
	for address, content := range s.files {
		if address == name || hash.ReplaceAllString(address, "$1") == name {
			return string(content)
		}
	}
	return ""
}

func TestLinkNamesEachFileByItsContentButTheKnownOnes(t *testing.T) {
	s := mustLink(t, shell())
	var got []string
	for address := range s.files {
		got = append(got, hash.ReplaceAllString(address, ".#$1"))
	}
	slices.Sort(got)
	want := []string{"app.#.css", "app.#.wasm", "boot.#.js", "build.json", "icons/icon.#.svg", "importer.#.js", "index.html",
		"manifest.webmanifest", "reader.#.js", "reader/order.#.js", "reader/place.#.js", "sample.#.md", "sw.js", "wasm_exec.#.js"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLinkLeavesNoReferenceToAFileThatIsNotThere(t *testing.T) {
	s := mustLink(t, shell())
	named := regexp.MustCompile(`[\w/]+\.[0-9a-f]{12}\.\w+`)
	count := 0
	for address, content := range s.files {
		for _, to := range named.FindAllString(string(content), -1) {
			count++
			if _, ok := s.files[strings.TrimPrefix(to, "/")]; !ok {
				t.Errorf("%s refers to %s", address, to)
			}
		}
	}
	if count == 0 {
		t.Error("no file refers to another")
	}
	for _, name := range []string{"wasm_exec.js", "sample.md"} {
		if got := s.named(name); got != string(shell()[name]) {
			t.Errorf("%s was changed: %s", name, got)
		}
	}
}

func TestLinkTellsThePageWhatItLoadsAndTheWorkerWhatItKeeps(t *testing.T) {
	s := mustLink(t, shell())
	listed := func(text, pattern string) (names []string) {
		for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			names = append(names, hash.ReplaceAllString(match[1], "$1"))
		}
		return names
	}
	boot, worker := s.named("boot.js"), s.named("sw.js")
	_, modules, _ := strings.Cut(boot, "modules = ")
	for _, test := range []struct {
		what      string
		got, want []string
	}{
		{"assets", listed(boot, `"[^"]+":"([^"]+)"`),
			[]string{"app.wasm", "importer.js", "reader.js", "reader/order.js", "reader/place.js", "sample.md", "wasm_exec.js"}},
		{"modules", listed(modules, `"([^"]+)"`), []string{"reader.js", "reader/order.js", "reader/place.js"}},
		{"precache", listed(worker, `"url":"([^"]+)","integrity":"sha256-[^"]{44}"`),
			[]string{"app.css", "app.wasm", "boot.js", "icons/icon.svg", "importer.js", "./", "manifest.webmanifest",
				"reader.js", "reader/order.js", "reader/place.js", "sample.md", "wasm_exec.js"}},
	} {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.what, diff)
		}
	}
	for name, text := range map[string]string{"boot.js": boot, "sw.js": worker, "build.json": s.named("build.json")} {
		if !strings.Contains(text, `"`+s.build+`"`) {
			t.Errorf("%s does not hold the build's hash %s", name, s.build)
		}
	}
}

func TestLinkIsTheSameForTheSameSourcesAndNewForAnyOther(t *testing.T) {
	first := mustLink(t, shell())
	if diff := cmp.Diff(first.files, mustLink(t, shell()).files); diff != "" {
		t.Errorf("linked twice (-first +second):\n%s", diff)
	}
	for name := range shell() {
		changed := shell()
		changed[name] = append(changed[name], '\n')
		if next := mustLink(t, changed); next.build == first.build {
			t.Errorf("%s changed, but not the build's hash", name)
		}
	}
}

func TestLinkSaysWhatIsWrong(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"index.html", `{{missing.css}}`, "index.html refers to missing.css"},
		{"importer.js", `{{importer.wasm}}`, "importer.js refers to importer.wasm"},
		{"reader/order.js", `import "../{{reader/place.js}}"`, "refers to itself"},
		{"reader.js", `{{assets}}`, "refers to itself"},
		{"reader.js", `import { place } from "./reader/place.js"`, "reader.js imports ./reader/place.js"},
		{"reader/place.js", `await import("./{{reader/order.js}}")`, "reader/place.js imports ./reader/order."},
	} {
		sources := shell()
		sources[test.name] = []byte(test.content)
		if _, err := link(sources); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s with %s: got %v, want %q", test.name, test.content, err, test.want)
		}
	}
}

func TestReadShellJoinsTheStylesInOrder(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"css/claims.css": "c{}", "css/base.css": "b{}\n\n", "css/tokens.css": "t{}", "css/a.css": "a{}",
		"index.html": "page", ".hidden": "", "icons/icon.svg": "<svg/>",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := readShell(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{
		"app.css":        []byte("/* tokens.css */\nt{}\n/* base.css */\nb{}\n/* a.css */\na{}\n/* claims.css */\nc{}\n"),
		"index.html":     []byte("page"),
		"icons/icon.svg": []byte("<svg/>"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCompressMakesWhatUnpacksToTheSameAndIsSmaller(t *testing.T) {
	long := bytes.Repeat([]byte("the same words again. "), 100)
	files := map[string][]byte{"long.js": long, "long.png": long, "x.css": []byte("x")}
	packed, err := compress(files, t.TempDir(), 5)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(packed)), []string{"long.js.br", "long.js.gz"}; !slices.Equal(got, want) {
		t.Fatalf("made %q, want %q", got, want)
	}
	gz, err := gzip.NewReader(bytes.NewReader(packed["long.js.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	for coding, r := range map[string]io.Reader{"brotli": brotli.NewReader(bytes.NewReader(packed["long.js.br"])), "gzip": gz} {
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, long) {
			t.Errorf("%s: unpacked to %d bytes (%v), want %d", coding, len(got), err, len(long))
		}
	}
}

func TestCompressDoesNothingTwice(t *testing.T) {
	cache := t.TempDir()
	files := map[string][]byte{"long.js": bytes.Repeat([]byte("words "), 100)}
	if _, err := compress(files, cache, 5); err != nil {
		t.Fatal(err)
	}
	// What it finds in the cache it must take, so a mark left there comes back.
	entries, err := os.ReadDir(cache)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d files in the cache (%v), want 2", len(entries), err)
	}
	for _, entry := range entries {
		if err := os.WriteFile(filepath.Join(cache, entry.Name()), []byte("mark"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	packed, err := compress(files, cache, 5)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(packed["long.js.br"]); got != "mark" {
		t.Error("it compressed the same again")
	}
	if packed, err = compress(files, cache, 4); err != nil || string(packed["long.js.br"]) == "mark" {
		t.Errorf("another quality came from the cache (%v)", err)
	}
}

func TestCompressForgetsWhatNoBuildAskedFor(t *testing.T) {
	cache := t.TempDir()
	for name, age := range map[string]time.Duration{"old": keep + time.Hour, "young": time.Hour} {
		file := filepath.Join(cache, name)
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		then := time.Now().Add(-age)
		if err := os.Chtimes(file, then, then); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := compress(nil, cache, 5); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(cache); err != nil || len(entries) != 1 || entries[0].Name() != "young" {
		t.Errorf("left %v (%v), want young", entries, err)
	}
}

func TestWriteLeavesExactlyTheFilesOfTheBuild(t *testing.T) {
	out := t.TempDir()
	for _, name := range []string{".gitkeep", "stale.js", "same.js"} {
		if err := os.WriteFile(filepath.Join(out, name), []byte("same"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(filepath.Join(out, "same.js"), old, old); err != nil {
		t.Fatal(err)
	}
	err := write(out, map[string][]byte{"same.js": []byte("same"), "icons/new.svg": []byte("<svg/>")}, map[string][]byte{"same.js.br": []byte("br")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = filepath.WalkDir(out, func(file string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, _ := filepath.Rel(out, file)
			got = append(got, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{".gitkeep", "icons/new.svg", "same.js", "same.js.br"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if info, err := os.Stat(filepath.Join(out, "same.js")); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("a file that was right already was written again (%v)", err)
	}
}
