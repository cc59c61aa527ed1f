package importer_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/annotations/importer"
)

// check imports data and reports what no import may do: fail otherwise than by
// one of the errors named, or make an article that is not valid or that does
// not survive being written and read.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, data []byte, hint importer.Hint) (annotations.Article, bool) {
	t.Helper()
	a, err := importer.Import(data, hint)
	if err != nil {
		for _, known := range []error{importer.ErrEmpty, importer.ErrNoText, importer.ErrBinary, importer.ErrEncoding, importer.ErrTooLarge} {
			if errors.Is(err, known) {
				return a, false
			}
		}
		t.Fatalf("%q: %v", data, err)
	}
	if err := a.Validate(); err != nil {
		t.Fatalf("%q: %v", data, err)
	}
	if a.Title == "" || strings.ContainsRune(a.Title, '\n') {
		t.Fatalf("%q: title %q", data, a.Title)
	}
	read, err := format.ParseArticle(format.AppendArticle(nil, &a))
	if err != nil {
		t.Fatalf("%q: written and read: %v", data, err)
	}
	if diff := cmp.Diff(a, read); diff != "" {
		t.Fatalf("%q: written and read (-want +got):\n%s", data, diff)
	}
	return a, true
}

func seed(f *testing.F, file string) {
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		f.Fatal(err)
	}
	for _, part := range strings.Split(string(data), "\n=== ") {
		f.Add([]byte(part))
	}
}

func FuzzHTML(f *testing.F) {
	seed(f, "html.txt")
	seed(f, "clipboard.txt")
	f.Fuzz(func(t *testing.T, data []byte) {
		hint := importer.Hint{Type: "text/html", Source: "https://x.example/a/"}
		check(t, data, hint)
		check(t, append([]byte("<!doctype html>"), data...), hint) // a whole page
	})
}

func FuzzMarkdown(f *testing.F) {
	seed(f, "markdown.txt")
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data, importer.Hint{Type: "text/markdown"}) })
}

func FuzzText(f *testing.F) {
	seed(f, "plain.txt")
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data, importer.Hint{}) })
}

func TestAnyBytesMakeAValidArticleOrAnError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOfN(rapid.RuneFrom([]rune("<>/&;=\"' \n\tpbiau-*_#`[]()>|.:12\u0301\u00A0\u200B\u2028\r\uFEFF\u0344\uAC00\u11A8")), 0, 200, -1),
			rapid.StringMatching(`(<(p|li|ul|ol|b|a href="x"|table|tr|td|pre|blockquote|h1|br|div|hr)>|</(p|li|ul|b|a|table|td|pre|div)>|[a-z ]{0,4}|\x{0301}|&nbsp;){0,40}`),
		).Draw(t, "text")
		hint := importer.Hint{
			Type:   rapid.SampledFrom([]string{"", "text/html", "text/markdown", "text/plain"}).Draw(t, "type"),
			Source: rapid.SampledFrom([]string{"", "https://x.example/a/b", "nonsense:", "::"}).Draw(t, "source"),
		}
		check(t, []byte(text), hint)
	})
}

// A page is drawn as HTML, with the words that a reader of it sees, in order.
type page struct {
	html  strings.Builder
	words []string
}

func (p *page) word() {
	w := fmt.Sprintf("w%d", len(p.words))
	p.words = append(p.words, w)
	p.html.WriteString(w)
}

// inline draws words with spaces between them, some in elements.
func (p *page) inline(t *rapid.T) {
	for range rapid.IntRange(1, 4).Draw(t, "inlines") {
		name := rapid.SampledFrom([]string{"", "b", "em", "span", "a href='/x'", "code", "u", "unknown-element"}).Draw(t, "inline")
		end, _, _ := strings.Cut(name, " ")
		p.html.WriteString(rapid.SampledFrom([]string{" ", "\n", "<br>", " <!-- no --> ", "<script>no</script> ", "<i hidden>no</i> "}).Draw(t, "gap"))
		if name != "" {
			p.html.WriteString("<" + name + ">")
		}
		p.word()
		if name != "" {
			p.html.WriteString("</" + end + ">")
		}
	}
}

// flow draws blocks, without a space between one and the next.
func (p *page) flow(t *rapid.T, depth int) {
	for range rapid.IntRange(1, 3).Draw(t, "blocks") {
		name := rapid.SampledFrom([]string{"p", "h2", "div", "ul", "ol", "blockquote", "table", "pre", "section", "nav", "figcaption", "dl"}).Draw(t, "block")
		p.html.WriteString("<" + name + ">")
		switch {
		case name == "nav":
			p.html.WriteString("no")
		case name == "ul" || name == "ol":
			for range rapid.IntRange(1, 3).Draw(t, "items") {
				p.html.WriteString("<li>")
				p.deeper(t, depth)
				p.html.WriteString("</li>")
			}
		case name == "dl":
			p.html.WriteString("<dt>")
			p.inline(t)
			p.html.WriteString("</dt><dd>")
			p.deeper(t, depth)
			p.html.WriteString("</dd>")
		case name == "table":
			for range rapid.IntRange(1, 3).Draw(t, "rows") {
				p.html.WriteString("<tr>")
				for range rapid.IntRange(1, 3).Draw(t, "cells") {
					p.html.WriteString("<td>")
					p.deeper(t, depth)
					p.html.WriteString("</td>")
				}
				p.html.WriteString("</tr>")
			}
		case name == "p" || name == "h2" || name == "pre":
			p.inline(t)
		default:
			p.deeper(t, depth)
		}
		p.html.WriteString("</" + name + ">")
	}
}

func (p *page) deeper(t *rapid.T, depth int) {
	if depth == 0 || rapid.Bool().Draw(t, "leaf") {
		p.inline(t)
		return
	}
	p.flow(t, depth-1)
}

func TestNoWordThatIsSeenIsLostGluedOrMoved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p page
		p.flow(t, 3)
		a, ok := check(t, []byte(p.html.String()), importer.Hint{Type: "text/html"})
		if !ok {
			if len(p.words) > 0 {
				t.Fatalf("%q: all words are lost", p.html.String())
			}
			return
		}
		if diff := cmp.Diff(p.words, strings.Fields(a.Text)); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", p.html.String(), diff)
		}
	})
}

func TestNoLetterOfPlainTextIsLost(t *testing.T) {
	// Without what could make it Markdown or HTML.
	letters := rapid.RuneFrom([]rune("abcÄéжあ漢ไท 12 .,;-–•*>+\n\n\n\t\r\f\u0301\u00A0\u00AD\u200B\u2028()"))
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(letters, 0, 300, -1).Draw(t, "text")
		a, ok := check(t, []byte(text), importer.Hint{})
		if !ok {
			return
		}
		var got strings.Builder
		for _, b := range a.Blocks {
			if b.Kind == annotations.Item && b.Number > 0 {
				fmt.Fprint(&got, b.Number)
			}
			got.WriteString(b.Span.Of(a.Text))
		}
		if want, got := onlyLetters(text), onlyLetters(got.String()); want != got {
			t.Fatalf("%q: letters %q, want %q", text, got, want)
		}
	})
}

// onlyLetters returns the letters and digits of s, without accents and zeros,
// which numbers of items lose in front.
func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(s))
}
