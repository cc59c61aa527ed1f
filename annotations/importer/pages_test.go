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

func TestWhatStandsAroundAnArticleIsLeftOut(t *testing.T) {
	const menu = `<header><a href=/>The Daily</a></header><nav><ul><li><a href=/n>News</a><li><a href=/s>Sport</a></ul></nav>`
	const foot = `<div class="related sidebar"><h3>Related</h3><a href=/x>Teaser one</a> <a href=/y>Teaser two</a></div><footer>© The Daily. <a href=/i>Imprint</a></footer>`
	paragraph := "<p>The service said on Tuesday that waits had doubled, to forty minutes, within a year, and that it expected them to fall.</p>"
	article := "<article><h1>Waits double</h1>" + strings.Repeat(paragraph, 8) + "<ul><li>One</li><li>Two</li></ul></article>"
	read := func(page string) (title, text string) {
		a, err := importer.Import([]byte(page), importer.Hint{Type: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		return a.Title, a.Text
	}

	title, text := read("<!doctype html><title>Waits double | The Daily</title><body>" + menu + article + foot)
	for _, clutter := range []string{"Sport", "Teaser", "Imprint"} {
		if strings.Contains(text, clutter) {
			t.Errorf("the text of a page has %q", clutter)
		}
	}
	if n := strings.Count(text, "doubled"); n != 8 || !strings.Contains(text, "One\n\nTwo") {
		t.Errorf("the text of a page has %d of 8 paragraphs: %q", n, text)
	}
	if title != "Waits double" {
		t.Errorf("title %q", title)
	}

	// A page of nothing but the article keeps all of it, the headline too.
	_, text = read("<!doctype html><title>x</title><body>" + article)
	if !strings.HasPrefix(text, "Waits double\n\nThe service") {
		t.Errorf("the text of a bare page starts %.40q", text)
	}
	// So does one too short to tell.
	if _, text = read("<html><body><h1>Waits</h1><p>Short.</p></body></html>"); text != "Waits\n\nShort." {
		t.Errorf("the text of a short page is %q", text)
	}
	// A fragment is what somebody selected.
	if _, text = read(article + foot); !strings.Contains(text, "Teaser one") {
		t.Error("a fragment lost what was selected")
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
