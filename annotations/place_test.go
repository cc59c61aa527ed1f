package annotations_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

// articles makes valid articles of paragraphs and rules.
func articles() *rapid.Generator[annotations.Article] {
	return rapid.Custom(func(t *rapid.T) annotations.Article {
		var a annotations.Article
		for _, s := range rapid.SliceOfN(scripts(), 0, 5).Draw(t, "paragraphs") {
			s = norm.NFC.String(strings.NewReplacer("\n", " ", "\r", "").Replace(s))
			if s == "" {
				continue
			}
			if a.Text != "" {
				a.Text += annotations.Separator
			}
			start := len(a.Text)
			if rapid.IntRange(0, 4).Draw(t, "rule") == 0 {
				a.Blocks = append(a.Blocks, annotations.Block{Kind: annotations.Rule, Span: annotations.Span{Start: start, End: start}})
			}
			a.Text += s
			a.Blocks = append(a.Blocks, annotations.Block{Kind: annotations.Paragraph, Span: annotations.Span{Start: start, End: len(a.Text)}})
		}
		a.Digest = annotations.Digest(a.Text)
		return a
	})
}

func TestPlaceAndOffsetAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := articles().Draw(t, "article")
		for i := 0; i <= len(a.Text); i++ {
			p, err := a.Place(i)
			b := a.BlockAt(i)
			inside := i < len(a.Text) && a.Text[i]&0xC0 == 0x80
			if err != nil {
				if b >= 0 && !inside || !errors.Is(err, annotations.ErrOffset) {
					t.Fatalf("%q at %d: %v", a.Text, i, err)
				}
				continue
			}
			n, err := a.Offset(p)
			if want := min(i, a.Blocks[b].Span.End); err != nil || n != want {
				t.Fatalf("%q at %d is %v, which is at %d (%v), want %d", a.Text, i, p, n, err, want)
			}
		}
	})
}

func TestSelect(t *testing.T) {
	a := annotations.Article{Text: "One 👩‍👧 two \n\nthree", Blocks: []annotations.Block{
		{Kind: annotations.Paragraph, Span: annotations.Span{Start: 0, End: 20}},
		{Kind: annotations.Paragraph, Span: annotations.Span{Start: 22, End: 27}},
	}}
	a.Blocks[0].Span.End = strings.Index(a.Text, "\n\n")
	a.Blocks[1].Span = annotations.Span{Start: a.Blocks[0].Span.End + 2, End: len(a.Text)}
	for _, c := range []struct {
		name          string
		anchor, focus annotations.Place
		exact         bool
		want          string
	}{
		{"words", annotations.Place{Block: 0, UTF16: 0}, annotations.Place{Block: 0, UTF16: 3}, false, "One"},
		{"backwards", annotations.Place{Block: 0, UTF16: 3}, annotations.Place{Block: 0, UTF16: 0}, false, "One"},
		{"white space around", annotations.Place{Block: 0, UTF16: 3}, annotations.Place{Block: 0, UTF16: 10}, false, "👩‍👧"},
		{"white space kept", annotations.Place{Block: 0, UTF16: 3}, annotations.Place{Block: 0, UTF16: 10}, true, " 👩‍👧 "},
		{"part of a family", annotations.Place{Block: 0, UTF16: 5}, annotations.Place{Block: 0, UTF16: 6}, false, "👩‍👧"},
		{"across blocks", annotations.Place{Block: 0, UTF16: 10}, annotations.Place{Block: 1, UTF16: 5}, false, "two \n\nthree"},
		{"only white space", annotations.Place{Block: 0, UTF16: 13}, annotations.Place{Block: 1, UTF16: 0}, false, ""},
	} {
		span, err := a.Select(c.anchor, c.focus, c.exact)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, span.Of(a.Text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	for _, p := range []annotations.Place{{Block: 2}, {Block: -1}, {Block: 1, UTF16: 6}, {Block: 0, UTF16: -1}} {
		if _, err := a.Select(p, annotations.Place{}, false); !errors.Is(err, annotations.ErrOffset) {
			t.Errorf("%v: %v, want ErrOffset", p, err)
		}
	}
}

// A selection is whole characters, without outer white space, and holds all
// characters selected but those.
func TestSelectSnapsAndTrims(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := articles().Draw(t, "article")
		if err := a.Validate(); err != nil {
			t.Fatalf("generated %q: %v", a.Text, err)
		}
		if a.BlockAt(0) < 0 {
			return
		}
		var places []annotations.Place
		for i := range a.Text {
			if p, err := a.Place(i); err == nil {
				places = append(places, p)
			}
		}
		p, q := rapid.SampledFrom(places).Draw(t, "anchor"), rapid.SampledFrom(places).Draw(t, "focus")
		span, err := a.Select(p, q, false)
		if err != nil {
			t.Fatal(err)
		}
		exact, err := a.Select(q, p, true)
		if err != nil {
			t.Fatal(err)
		}
		if annotations.Snap(a.Text, exact) != exact || !exact.Contains(span) || strings.TrimSpace(exact.Of(a.Text)) != span.Of(a.Text) {
			t.Fatalf("%q from %v to %v: %v, and %v exactly", a.Text, p, q, span, exact)
		}
	})
}

func TestWordsAreWhatStandsBetweenWhiteSpace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aé \n\t\u00a0\u2003\u0420Â🚑")), 0, 30, -1).Draw(t, "text")
		want := len(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n\t\u00a0", r) }))
		if got := annotations.Words(text); got != want {
			t.Errorf("%q has %d words, want %d", text, got, want)
		}
	})
}
