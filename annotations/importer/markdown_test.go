package importer_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"claimlight/annotations/importer"
)

// The examples of the CommonMark specification come with goldmark's module.
func specExamples(t *testing.T) []specExample {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("the go command, which knows where goldmark's copy of the specification is, does not answer:", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip("goldmark's copy of the specification is missing:", err)
	}
	var examples []specExample
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	return examples
}

type specExample struct {
	Markdown, HTML, Section string
	Example                 int
}

// visibleWords reads the specification's HTML without the importer: the words
// of all text, parted where a block starts or ends.
func visibleWords(t *testing.T, source string) []string {
	t.Helper()
	var text strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(source))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.Fields(text.String())
		case html.TextToken:
			text.Write(tokens.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			switch string(name) {
			case "p", "li", "ul", "ol", "blockquote", "pre", "hr", "br", "h1", "h2", "h3", "h4", "h5", "h6":
				text.WriteByte(' ')
			}
		}
	}
}

func TestMarkdownHasTheWordsThatCommonMarkRenders(t *testing.T) {
	compared := 0
	for _, e := range specExamples(t) {
		if e.Section == "HTML blocks" || e.Section == "Raw HTML" {
			continue // what HTML in Markdown shows is for the tests of HTML to say
		}
		want := visibleWords(t, e.HTML)
		a, err := importer.Import([]byte(e.Markdown), importer.Hint{Type: "text/markdown"})
		if len(want) == 0 && (errors.Is(err, importer.ErrNoText) || errors.Is(err, importer.ErrEmpty)) {
			continue
		}
		if err != nil {
			t.Errorf("example %d: %v", e.Example, err)
			continue
		}
		if diff := cmp.Diff(want, strings.Fields(a.Text)); diff != "" {
			t.Errorf("example %d, %q (-want +got):\n%s", e.Example, e.Markdown, diff)
		}
		compared++
	}
	if compared < 500 {
		t.Errorf("only %d examples compared", compared)
	}
}

// Read as HTML, the specification's rendering makes the same blocks.
func TestMarkdownHasTheBlocksThatCommonMarkRenders(t *testing.T) {
	for _, e := range specExamples(t) {
		want, wantErr := importer.Import([]byte(e.HTML), importer.Hint{Type: "text/html"})
		got, err := importer.Import([]byte(e.Markdown), importer.Hint{Type: "text/markdown"})
		if (err == nil) != (wantErr == nil) {
			t.Errorf("example %d: error %v instead of %v", e.Example, err, wantErr)
			continue
		}
		if diff := cmp.Diff(outline(want), outline(got)); diff != "" && !ours[e.Example] {
			t.Errorf("example %d, %q (-want +got):\n%s", e.Example, e.Markdown, diff)
		}
	}
}

// ours are the examples that are read otherwise on purpose: bare addresses are
// links.
var ours = map[int]bool{608: true, 611: true, 612: true}

func TestFrontMatterSaysWhatTheArticleIs(t *testing.T) {
	for name, c := range map[string]struct{ in, title, author, published, site, language, source string }{
		"YAML": {"---\ntitle: 'Waits: doubled'\nauthors:\n  - Jane Doe\n  - \"[[Kim Ng]]\"\ndate: 2026-11-22T10:00:00Z\nsite: The Daily\nlang: en-GB\nurl: https://x.example/a\n---\n\nText.\n",
			"Waits: doubled", "Jane Doe, Kim Ng", "2026-11-22", "The Daily", "en-GB", "https://x.example/a"},
		"TOML":            {"+++\ntitle = \"Waits\"\nauthors = [\"Jane Doe\", 'Kim Ng']\ndate = 2026-11-22\n+++\nText.\n", "Waits", "Jane Doe, Kim Ng", "2026-11-22", "", "", ""},
		"a bad address":   {"---\ntitle: x\nsource: javascript:alert(1)\n---\nText.\n", "x", "", "", "", "", ""},
		"a heading agree": {"---\ntitle: Waits\n---\n# waits\n\nText.\n", "waits", "", "", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := importer.Import([]byte(c.in), importer.Hint{})
			if err != nil {
				t.Fatal(err)
			}
			got := []string{a.Title, a.Author, a.Published, a.Site, a.Language, a.Source}
			want := []string{c.title, c.author, c.published, c.site, c.language, c.source}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if strings.Contains(a.Text, "title") || !strings.Contains(a.Text, "Text.") {
				t.Errorf("text %q", a.Text)
			}
		})
	}
}
