//go:build !js

package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// reference is how a source names another file: {{app.css}} becomes the hashed
// address of app.css. All addresses are relative to the root of the app, so a
// module in a folder imports its neighbour as "../{{reader/places.js}}". A few
// words stand for something else:
//
//	{{build}}     the build's hash
//	{{assets}}    every file that is loaded while the app runs, address by name (JSON)
//	{{modules}}   the addresses of the page's bridge modules (JSON)
//	{{precache}}  every file that the service worker keeps, with its digest (JSON)
var reference = regexp.MustCompile(`\{\{([a-z0-9_./-]+)\}\}`)

// fixed are the files that keep their names, because browsers, people or hosts
// know them by it; the value says whether the service worker keeps them. They
// are asked for again on each visit, all others never.
var fixed = map[string]bool{
	"index.html":           true,
	"clip.html":            true,
	"manifest.webmanifest": true,
	"sw.js":                false,
	"build.json":           false,
}

// moduleImport matches an import of a file beside or above the module.
var moduleImport = regexp.MustCompile(`(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']*)["']`)

// notModules are the scripts that the page does not import as a bridge module:
// its own start, that of the clipping page, the two workers, and Go's glue, which
// is not a module. What is in the folder importer/ is the worker's, too.
var notModules = []string{"boot.js", "clip.js", "sw.js", "importer.js", "wasm_exec.js"}

// A site is the linked app: files by the path that they are served at.
type site struct {
	build string
	files map[string][]byte
}

// link resolves all references in the sources and names each file by its
// content. It fails where a source refers to a file that is not there, or where
// files refer to each other in a circle.
func link(sources map[string][]byte) (site, error) {
	// The build's hash stands in the files that it is the hash of, so it is
	// taken of the app linked with an empty one.
	draft, err := linkAs(sources, "")
	if err != nil {
		return site{}, err
	}
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(draft)) {
		fmt.Fprintf(sum, "%s %x\n", name, sha256.Sum256(draft[name]))
	}
	build := hex.EncodeToString(sum.Sum(nil))[:12]
	files, err := linkAs(sources, build)
	return site{build: build, files: files}, err
}

// linkAs links the sources with a given hash of the build.
func linkAs(sources map[string][]byte, build string) (map[string][]byte, error) {
	l := linker{sources: sources, build: build, files: make(map[string][]byte), address: make(map[string]string)}
	for _, name := range l.names() {
		if _, err := l.link(name, nil); err != nil {
			return nil, err
		}
	}
	if err := l.checkImports(); err != nil {
		return nil, err
	}
	loaded, err := l.word("assets", nil)
	if err != nil {
		return nil, err
	}
	l.files["build.json"] = fmt.Appendf(nil, "{\"build\":%q,\"assets\":%s}\n", build, loaded)
	return l.files, nil
}

// A linker is the state of linking once.
type linker struct {
	sources map[string][]byte
	build   string
	files   map[string][]byte
	address map[string]string // of linked sources, by name
}

func (l *linker) names() []string { return slices.Sorted(maps.Keys(l.sources)) }

// link links the source called name and returns its address. within are the
// names that are being linked, outermost first.
func (l *linker) link(name string, within []string) (string, error) {
	if address, done := l.address[name]; done {
		return address, nil
	}
	content, ok := l.sources[name]
	if !ok {
		return "", fmt.Errorf("%s refers to %s, which is not there", within[len(within)-1], name)
	}
	if slices.Contains(within, name) {
		return "", fmt.Errorf("%s refers to itself through %s", name, strings.Join(within, ", "))
	}
	within = append(slices.Clone(within), name)

	if linkable(name) {
		var failed error
		content = reference.ReplaceAllFunc(content, func(match []byte) []byte {
			value, err := l.word(string(reference.FindSubmatch(match)[1]), within)
			if err != nil && failed == nil {
				failed = err
			}
			return []byte(value)
		})
		if failed != nil {
			return "", failed
		}
	}
	address := name
	if _, keeps := fixed[name]; !keeps {
		sum := sha256.Sum256(content)
		ext := path.Ext(name)
		address = strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	}
	l.files[address] = content
	l.address[name] = address
	return address, nil
}

// checkImports fails where a module imports a file that the app does not have,
// such as one by its name in the shell.
func (l *linker) checkImports() error {
	for _, name := range l.names() {
		if path.Ext(name) != ".js" || !linkable(name) {
			continue
		}
		for _, match := range moduleImport.FindAllSubmatch(l.files[l.address[name]], -1) {
			if _, ok := l.files[path.Join(path.Dir(name), string(match[1]))]; !ok {
				return fmt.Errorf("%s imports %s, which is not there: write the path to the root and {{name}}", name, match[1])
			}
		}
	}
	return nil
}

// word returns what stands for a reference.
func (l *linker) word(word string, within []string) (string, error) {
	switch word {
	case "build":
		return l.build, nil
	case "assets":
		return l.assets(within)
	case "modules":
		return l.modules(within)
	case "precache":
		return l.precache(within)
	}
	return l.link(word, within)
}

// assets lists the files that the app loads while it runs: all but those with a
// fixed name, what index.html loads itself, and icons.
func (l *linker) assets(within []string) (string, error) {
	loaded := make(map[string]string)
	for _, name := range l.names() {
		_, keeps := fixed[name]
		if keeps || name == "boot.js" || name == "app.css" || path.Dir(name) == "icons" {
			continue
		}
		address, err := l.link(name, within)
		if err != nil {
			return "", err
		}
		loaded[name] = address
	}
	return encode(loaded)
}

// modules lists the bridge modules, which attach themselves to
// globalThis.claimlight.
func (l *linker) modules(within []string) (string, error) {
	modules := []string{}
	for _, name := range l.names() {
		if path.Ext(name) != ".js" || slices.Contains(notModules, name) || path.Dir(name) == "importer" {
			continue
		}
		address, err := l.link(name, within)
		if err != nil {
			return "", err
		}
		modules = append(modules, address)
	}
	return encode(modules)
}

// precache lists what the service worker keeps: each file's address, and its
// digest as subresource integrity writes it. The page itself is at "./".
func (l *linker) precache(within []string) (string, error) {
	type entry struct {
		URL       string `json:"url"`
		Integrity string `json:"integrity"`
	}
	var list []entry
	for _, name := range l.names() {
		if kept, keeps := fixed[name]; keeps && !kept {
			continue
		}
		address, err := l.link(name, within)
		if err != nil {
			return "", err
		}
		sum := sha256.Sum256(l.files[address])
		if address == "index.html" {
			address = "./"
		}
		list = append(list, entry{address, "sha256-" + base64.StdEncoding.EncodeToString(sum[:])})
	}
	return encode(list)
}

// linkable reports whether references are looked for in the source called name.
// Go's glue is not ours to change.
func linkable(name string) bool {
	switch path.Ext(name) {
	case ".html", ".css", ".webmanifest":
		return true
	case ".js":
		return name != "wasm_exec.js"
	}
	return false
}

// encode returns v as JSON that can stand between single quotes in JavaScript:
// file names hold no quote and no backslash.
func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
