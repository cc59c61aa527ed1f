//go:build !js

package e2e_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const repository = "../.."

// A listing is what "go list" says of a package.
type listing struct {
	ImportPath string
	Standard   bool
	Imports    []string
}

// packages lists packages of ours and all they depend on, built for a system.
func packages(t *testing.T, goos, goarch string, ours ...string) map[string]listing {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-deps", "-json=ImportPath,Standard,Imports"}, ours...)...)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	listed := map[string]listing{}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var l listing
		if err := d.Decode(&l); err != nil {
			t.Fatal(err)
		}
		listed[l.ImportPath] = l
	}
	return listed
}

// module is the path of our module.
const module = "claimlight"

// A rule says what packages of ours may import.
type rule struct {
	packages *regexp.Regexp
	ours     []string       // below the module, with everything below them
	others   *regexp.Regexp // neither ours nor the standard library's
}

// rules are those of DESIGN.md's map. The first that fits a package holds.
var rules = []rule{
	{regexp.MustCompile(`^annotations$`), nil, regexp.MustCompile(`^(golang\.org/x/text/|github\.com/clipperhouse/uax29/)`)},
	{regexp.MustCompile(`^annotations/importer(/|$)`), []string{"annotations"}, regexp.MustCompile(`^(golang\.org/x/(net/html|text)|codeberg\.org/readeck/go-readability/|github\.com/(yuin/goldmark|go-shiori/dom|andybalholm/cascadia|clipperhouse/uax29/|go-json-experiment/json))`)},
	{regexp.MustCompile(`^annotations/format(/|$)`), []string{"annotations"}, regexp.MustCompile(`^(golang\.org/x/text/|github\.com/go-json-experiment/json)`)},
	{regexp.MustCompile(`^app/browser(/|$)`), []string{"app/browser"}, regexp.MustCompile(`^$`)},
	{regexp.MustCompile(`^app(/|$)`), []string{"annotations", "app"}, regexp.MustCompile(`^github\.com/(maxence-charriere/go-app/|go-json-experiment/json)`)},
	{regexp.MustCompile(`^assets(/|$)`), []string{"assets"}, regexp.MustCompile(`^github\.com/andybalholm/brotli`)},
	{regexp.MustCompile(`^wasm(/|$)`), []string{"annotations", "app", "assets", "wasm/webpage"}, regexp.MustCompile(`.`)},
}

func TestImportsGoOneWay(t *testing.T) {
	for _, system := range [][]string{{"js", "wasm", "./wasm", "./wasm/importer"}, {"linux", "amd64", "./..."}} {
		listed := packages(t, system[0], system[1], system[2:]...)
		for path, l := range listed {
			below, ours := strings.CutPrefix(path, module+"/")
			if !ours {
				continue
			}
			at := slices.IndexFunc(rules, func(r rule) bool { return r.packages.MatchString(below) })
			if at < 0 {
				t.Errorf("%s has no place in the map of DESIGN.md", path)
				continue
			}
			for _, i := range l.Imports {
				if inside, ok := strings.CutPrefix(i, module+"/"); ok {
					if !slices.ContainsFunc(rules[at].ours, func(o string) bool { return inside == o || strings.HasPrefix(inside, o+"/") }) {
						t.Errorf("for %s, %s imports %s", system[0], below, inside)
					}
				} else if !listed[i].Standard && !rules[at].others.MatchString(i) {
					t.Errorf("for %s, %s imports %s", system[0], below, i)
				}
				if system[0] == "js" && slices.Contains([]string{"net/http", "text/template", "html/template"}, i) {
					t.Errorf("%s imports %s, which every visitor would download", below, i)
				}
				if i == "syscall/js" && !strings.HasPrefix(below, "app/browser") && below != "wasm/importer" {
					t.Errorf("%s imports syscall/js, which is the business of app/browser and of the worker's program", below)
				}
			}
		}
	}
}

// dangerous is what makes text into markup or code. Reading outerHTML, as the
// bookmarklet does, makes none.
var dangerous = regexp.MustCompile(`innerHTML|outerHTML\s*\+?=|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|DOMParser|srcdoc` +
	`|document\.write|\beval\(|\bnew Function\(|"(eval|Function)"|javascript:|set(Timeout|Interval)\(\s*["'\x60]|\b(app|goapp)\.Raw\(`)

// comment is a line's comment, which an address is not: it has no space before its
// slashes.
var comment = regexp.MustCompile(`(^|\s)//.*`)

// bookmarklet is the file that makes a bookmarklet, whose address is a program: it
// is dragged out of the page, and the policy keeps it from running in it.
const bookmarklet = "app/bookmarklet.go"

func TestNothingMakesTextIntoMarkupOrCode(t *testing.T) {
	for _, folder := range []string{"annotations", "app", "assets", "wasm"} {
		err := filepath.WalkDir(filepath.Join(repository, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && slices.Contains([]string{"dist", "e2e", "testdata"}, entry.Name()) {
				return filepath.SkipDir // built, or not a part of the app
			}
			if ext := filepath.Ext(path); !slices.Contains([]string{".go", ".js", ".html"}, ext) || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for i, line := range strings.Split(string(text), "\n") {
				code := comment.ReplaceAllString(line, "")
				if found := dangerous.FindString(code); found != "" && !(found == "javascript:" && strings.HasSuffix(filepath.ToSlash(path), bookmarklet)) {
					t.Errorf("%s:%d uses %s", path, i+1, found)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
