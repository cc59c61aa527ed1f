package importer_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"claimlight/annotations/importer"
)

// Kinds of page that go-readability's lack. In each file, data-main marks what is
// the article's; its headline is the title.
func TestTheArticleIsFoundInManyKindsOfPage(t *testing.T) {
	sources, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	marks := regexp.MustCompile(` data-main\b`)
	for _, source := range sources {
		t.Run(strings.TrimSuffix(filepath.Base(source), ".html"), func(t *testing.T) {
			marked, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			want, headline := mainWords(t, string(marked))
			a, err := importer.Import(marks.ReplaceAll(marked, nil), importer.Hint{Type: "text/html", Source: "https://page.example/1"})
			if err != nil {
				t.Fatal(err)
			}
			if err := a.Validate(); err != nil {
				t.Error(err)
			}
			if a.Title != headline {
				t.Errorf("title %q, want %q", a.Title, headline)
			}
			got := strings.Fields(a.Text)
			f1 := tokenF1(want, got)
			if t.Logf("token F1 %.4f", f1); f1 < 0.97 {
				t.Errorf("token F1 %.4f, want 0.97; the text is\n%s", f1, a.Text)
			}
		})
	}
}

// mainWords are the words of the elements marked data-main, and of the h1.
func mainWords(t *testing.T, page string) (words []string, headline string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "data-main" {
				var source strings.Builder
				if err := html.Render(&source, n); err != nil {
					t.Fatal(err)
				}
				words = append(words, seenWords(source.String())...)
			}
		}
		if n.Data == "h1" && n.FirstChild != nil {
			headline = n.FirstChild.Data
		}
	}
	if len(words) == 0 || headline == "" {
		t.Fatal("the page marks no main text, or has no headline")
	}
	return words, headline
}
