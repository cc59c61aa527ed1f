package importer_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/importer"
)

// Each line of testdata/hostile.txt is HTML or Markdown that has run code in
// one browser or another, or in a careless reader. What is left of it is words,
// and links that SafeAddress accepts.
func TestNoInputYieldsAnAddressThatRunsCode(t *testing.T) {
	data, err := os.ReadFile("testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for input := range strings.Lines(string(data)) {
		input = strings.TrimSuffix(input, "\n")
		if input == "" || strings.HasPrefix(input, "## ") {
			continue
		}
		tried++
		for _, hint := range []importer.Hint{
			{}, {Type: "text/html"}, {Type: "text/markdown"}, {Type: "text/html", Source: "https://x.example/"},
		} {
			a, err := importer.Import([]byte(input), hint)
			if err != nil {
				if !errors.Is(err, importer.ErrNoText) {
					t.Errorf("%q: %v", input, err)
				}
				continue
			}
			if err := a.Validate(); err != nil {
				t.Errorf("%q: %v", input, err)
			}
			for _, b := range a.Blocks {
				for _, m := range b.Marks {
					if strings.Contains(strings.ToLower(m.Href), "script:") || strings.HasPrefix(m.Href, "data:") {
						t.Errorf("%q: a link to %q", input, m.Href)
					}
				}
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d inputs tried", tried)
	}
}

// Each input is one that a careless reader spends minutes or gigabytes on; here
// each takes a second or two, and the limit is for busy machines.
func TestHostileInputTakesBoundedTime(t *testing.T) {
	const deep = 100_000
	repeat := strings.Repeat
	for name, c := range map[string]struct{ input, mediaType string }{
		"nested div":         {repeat("<div>", deep) + "x", "text/html"},
		"nested b":           {repeat("<b>", deep) + "x", "text/html"},
		"b with attributes":  {attributed("b", deep/10) + "x", "text/html"},
		"nested lists":       {repeat("<ul><li>", deep) + "x", "text/html"},
		"nested quotations":  {repeat("<blockquote>", deep) + "x", "text/html"},
		"nested tables":      {repeat("<table><tr><td>", deep/10) + "x", "text/html"},
		"links in links":     {repeat("<a href=https://x.example>", deep) + "x", "text/html"},
		"unclosed tags":      {"x" + repeat("<a", deep), "text/html"},
		"open comments":      {repeat("<!--", deep) + "--> x", "text/html"},
		"hidden from some":   {repeat("<i aria-hidden=true>.</i>", deep) + "x", "text/html"},
		"buttons":            {repeat("<button>x</button>", deep) + "x", "text/html"},
		"list items":         {"<ol reversed>" + repeat("<li>x", deep), "text/html"},
		"a page of divs":     {"<!doctype html>" + repeat("<div><p>x, y, z</div>", deep/2), "text/html"},
		"a page of links":    {"<!doctype html>" + repeat("<p>x <a href=/>y</a>", deep/2), "text/html"},
		"a page of breaks":   {"<!doctype html>x" + repeat("<br>", deep), "text/html"},
		"a deep page":        {"<!doctype html>" + repeat("<div><p>x, y", 400) + repeat("<p>x, y", deep/4), "text/html"},
		"a page of spans":    {"<!doctype html>" + repeat("<div>", 300) + repeat("<span>x</span>", deep/2), "text/html"},
		"a page of tables":   {"<!doctype html>" + repeat("<table><tr><td>x<td>y</table>", deep/10), "text/html"},
		"a page of images":   {"<!doctype html>x" + repeat("<img src=a><noscript><img src=a></noscript>", deep/10), "text/html"},
		"accents":            {"x" + repeat("\u0301", 10*deep), "text/html"},
		"zero-width spaces":  {"x" + repeat("\u200B", 10*deep), "text/html"},
		"brackets":           {repeat("[", deep) + "x", "text/markdown"},
		"images":             {repeat("![", deep) + "x", "text/markdown"},
		"quotations":         {repeat(">", deep) + "x", "text/markdown"},
		"lists":              {repeat("- ", deep) + "x", "text/markdown"},
		"emphasis":           {repeat("*a _b ", deep) + "x", "text/markdown"},
		"strong":             {repeat("**a", deep) + repeat("b**", deep), "text/markdown"},
		"code":               {backticks(1000), "text/markdown"},
		"references":         {repeat("[a]: https://x.example\n", deep/10) + repeat("[a]", deep/10) + "x", "text/markdown"},
		"entities":           {repeat("&#x41;", deep) + "x", "text/markdown"},
		"table":              {"|a|b|\n|-|-|\n" + repeat("|c|d|\n", deep/4), "text/markdown"},
		"wide table":         {repeat("|a", 2000) + "|\n" + repeat("|-", 2000) + "|\n" + repeat("|b\n", 2000), "text/markdown"},
		"short rows":         {"|a|b|c|d|e|f|g|h|i|j|\n|-|-|-|-|-|-|-|-|-|-|\n" + repeat("|b\n", 5*deep) + "x", "text/markdown"},
		"links":              {repeat("[a](", deep) + "x", "text/markdown"},
		"angled links":       {repeat("[a](<b ", deep) + "x", "text/markdown"},
		"numbered lists":     {repeat("1. ", deep) + "x", "text/markdown"},
		"mixed containers":   {repeat(">- ", deep) + "x", "text/markdown"},
		"definitions":        {repeat("[a]: b\n", deep) + "x", "text/markdown"},
		"angle brackets":     {repeat("<", deep) + "x", "text/markdown"},
		"mail quoted deep":   {repeat(">", deep) + "x", ""},
		"many levels quoted": {quoted(3000), ""},
		"one line":           {repeat("word ", 50*deep/10), ""},
		"numbers":            {repeat("1. x\n", deep), ""},
		"nested items":       {staircase(2000), ""},
		"bold":               {repeat("**", deep) + "x", ""},
		"open links":         {repeat("[](", deep), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			a, err := importer.Import([]byte(c.input), importer.Hint{Type: c.mediaType})
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := a.Validate(); err != nil {
				t.Error(err)
			}
			if strings.Contains(c.input, "x") && !strings.Contains(a.Text, "x") {
				t.Errorf("the text is lost: %.80q", a.Text)
			}
		})
	}
}

// attributed returns n elements that differ, so that a parser must keep all.
func attributed(name string, n int) string {
	var out strings.Builder
	for i := range n {
		out.WriteString("<" + name + " a" + strings.Repeat("b", i%97) + "=" + strings.Repeat("c", i%89) + "><p>")
	}
	return out.String()
}

func backticks(n int) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(strings.Repeat("`", i) + " ")
	}
	return out.String()
}

func quoted(n int) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(strings.Repeat(">", i) + " x\n")
	}
	return out.String()
}

func staircase(n int) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(strings.Repeat(" ", i) + "• x\n")
	}
	return out.String()
}

// What is too deep for the parser keeps its words and where its blocks end.
func TestNestingTooDeepKeepsTheWords(t *testing.T) {
	input := strings.Repeat("<div>", 600) + "<p>a <b>b</b></p><script>c</script><ul><li>d<li>e</ul>f<br>g &lt;h&gt;"
	a, err := importer.Import([]byte(input), importer.Hint{Type: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.Text, "a b\n\nd\n\ne\n\nf\ng <h>"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

func TestWhatIsNoTextIsRefusedInWords(t *testing.T) {
	for name, c := range map[string]struct {
		input string
		hint  importer.Hint
		want  error
		says  string
	}{
		"nothing":           {"", importer.Hint{}, importer.ErrEmpty, "nothing"},
		"white space":       {" \n\t\u00A0\ufeff", importer.Hint{}, importer.ErrEmpty, "nothing"},
		"only scripts":      {"<html><script>alert(1)</script><noscript>Turn it on</noscript>", importer.Hint{}, importer.ErrNoText, "select"},
		"only a rule":       {"***", importer.Hint{Type: "text/markdown"}, importer.ErrNoText, "select"},
		"a picture":         {"\x89PNG\r\n\x1a\n\x00\x00", importer.Hint{Name: "page.html", Type: "text/html"}, importer.ErrBinary, "picture"},
		"a PDF":             {"%PDF-1.7\n...", importer.Hint{Name: "a.pdf"}, importer.ErrBinary, "PDF"},
		"a packed file":     {"PK\x03\x04abc", importer.Hint{Name: "a.docx"}, importer.ErrBinary, "Word"},
		"an RTF file":       {`{\rtf1 Hello}`, importer.Hint{}, importer.ErrBinary, "RTF"},
		"a zero byte":       {"Some text\x00 more", importer.Hint{}, importer.ErrBinary, "byte 10"},
		"control bytes":     {strings.Repeat("ab\x01\x02", 10), importer.Hint{}, importer.ErrBinary, "binary"},
		"too much":          {strings.Repeat("a", importer.MaxBytes+1), importer.Hint{}, importer.ErrTooLarge, "10 MB"},
		"broken UTF-8":      {"Caf\xC3\xA9 and na\xC3\xAFve\nand caf\xC3", importer.Hint{}, importer.ErrEncoding, "line 2, byte"},
		"Cyrillic, unnamed": {"\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0", importer.Hint{}, importer.ErrEncoding, "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := importer.Import([]byte(c.input), c.hint)
			if !errors.Is(err, c.want) {
				t.Fatalf("error %v, want %v", err, c.want)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q does not say %q", err, c.says)
			}
		})
	}
}

func TestFiveMegabytesAreImported(t *testing.T) {
	line := "<p>The service said on <b>Tuesday</b> that waits had <a href='https://x.example/'>doubled</a>.</p>\n"
	input := bytes.Repeat([]byte(line), 5<<20/len(line))
	a, err := importer.Import(input, importer.Hint{Type: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	if want := len(input) / len(line); len(a.Blocks) != want {
		t.Errorf("%d paragraphs, want %d", len(a.Blocks), want)
	}
	if a.Digest != annotations.Digest(a.Text) {
		t.Error("the digest is not the text's")
	}
}
