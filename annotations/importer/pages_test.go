package importer_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"claimlight/annotations/importer"
)

// go-readability's module has saved pages with the article in them as
// Readability finds it.
func TestTheArticleOfAPageIsFound(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "codeberg.org/readeck/go-readability/v2").Output()
	if err != nil {
		t.Skip("the go command, which knows where the saved pages are, does not answer:", err)
	}
	sources, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "test-pages", "*", "source.html"))
	if err != nil || len(sources) == 0 {
		t.Skip("go-readability's saved pages are missing:", err)
	}
	sum := 0.0
	for _, source := range sources {
		page, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		expected, err := os.ReadFile(filepath.Join(filepath.Dir(source), "expected.html"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := importer.Import(page, importer.Hint{Type: "text/html", Source: "http://fakehost/test/page.html"})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(filepath.Dir(source)), err)
			continue
		}
		if err := a.Validate(); err != nil {
			t.Errorf("%s: %v", filepath.Base(filepath.Dir(source)), err)
		}
		f1 := tokenF1(seenWords(string(expected)), strings.Fields(a.Text))
		if f1 < 0.98 {
			t.Logf("%s: %.3f", filepath.Base(filepath.Dir(source)), f1)
		}
		sum += f1
	}
	mean := sum / float64(len(sources))
	t.Logf("token F1 %.4f over %d pages", mean, len(sources))
	if mean < 0.98 {
		t.Errorf("token F1 %.4f, want 0.98", mean)
	}
}

// tokenF1 is the harmonic mean of precision and recall of got's words.
func tokenF1(want, got []string) float64 {
	left := make(map[string]int)
	for _, w := range want {
		left[w]++
	}
	both := 0
	for _, w := range got {
		if left[w] > 0 {
			left[w]--
			both++
		}
	}
	if both == 0 {
		return 0
	}
	precision, recall := float64(both)/float64(len(got)), float64(both)/float64(len(want))
	return 2 * precision * recall / (precision + recall)
}

// seenWords reads words from HTML without the importer: those of all text but
// in elements that are not shown, parted at every tag but those of inline
// elements.
func seenWords(source string) []string {
	var text strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(source))
	unseen := ""
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.Fields(text.String())
		case html.TextToken:
			if unseen == "" {
				text.Write(tokens.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			switch token.Data {
			case "script", "style", "noscript", "svg", "iframe", "title":
				switch {
				case token.Type == html.StartTagToken && unseen == "":
					unseen = token.Data
				case token.Type == html.EndTagToken && unseen == token.Data:
					unseen = ""
				}
			case "a", "b", "em", "i", "strong", "span", "font", "code", "sub", "sup", "u", "abbr", "small", "wbr", "time", "cite", "q", "s", "del", "ins", "mark", "img":
			default:
				text.WriteByte(' ')
			}
		}
	}
}
