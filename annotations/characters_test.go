package annotations_test

import (
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

// marked cuts the passage between « and » out of s, and returns s without them.
func marked(s string) (text string, span annotations.Span) {
	start, end := strings.Index(s, "«"), strings.Index(s, "»")
	if start < 0 {
		return s, annotations.Span{}
	}
	return strings.NewReplacer("«", "", "»", "").Replace(s), annotations.Span{Start: start, End: end - len("«")}
}

// mark is the inverse of marked.
func mark(text string, span annotations.Span) string {
	return text[:span.Start] + "«" + span.Of(text) + "»" + text[span.End:]
}

func TestSnapWidensToWholeCharacters(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing to do", "a «bc» d", "a «bc» d"},
		{"an accent of its own", "caf«e»\u0301!", "caf«e\u0301»!"},
		{"half a flag", "🇩«🇪»🇫🇷", "«🇩🇪»🇫🇷"},
		{"the second flag", "🇩🇪🇫«🇷»", "🇩🇪«🇫🇷»"},
		{"a family", "x👩\u200D«👧»\u200D👦y", "x«👩\u200D👧\u200D👦»y"},
		{"a colour of skin", "«👍»🏽", "«👍🏽»"},
		{"Devanagari", "न«म»स्ते", "न«म»स्ते"},
		{"Hangul jamo", "\u1112«\u1161»\u11AB", "«\u1112\u1161\u11AB»"},
		{"Thai", "น«ำ»", "«นำ»"},
		{"Chinese", "联«合»国", "联«合»国"},
		{"lines", "a\r«\n»b", "a«\r\n»b"},
	} {
		text, span := marked(c.in)
		if diff := cmp.Diff(c.want, mark(text, annotations.Snap(text, span))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestTrimLeavesNoOuterWhiteSpace(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a« b »c", "a «b» c"},
		{"a«\u00A0\n\u3000b»c", "a\u00A0\n\u3000«b»c"},
		{"a«  »c", "a  «»c"},
		{"«a b»", "«a b»"},
	} {
		text, span := marked(c.in)
		if diff := cmp.Diff(c.want, mark(text, annotations.Trim(text, span))); diff != "" {
			t.Errorf("Trim(%q) (-want +got):\n%s", c.in, diff)
		}
	}
}

// scripts makes text of pieces that are joined, or not, in every way.
func scripts() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{"a", "word", " ", "\n", "\n\n", ".", "é", "e\u0301", "ß", "Å", "\u212B", "🇩🇪", "🇩", "👩‍👧‍👦", "👍🏽",
		"\u200D", "\uFE0F", "한", "\u1112\u1161\u11AB", "नमस्ते", "स्", "น้ำ", "联合国", "かが", "か\u3099", "שלום", "مرحبا", "\u0600", "\u0301", "𝒜", "\u00A0", "\u00AD", "\r\n", "1,5"})
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "") })
}

// spans makes spans of whole characters of text.
func spans(t *rapid.T, text string) annotations.Span {
	var bounds []int
	for it := graphemes.FromString(text); it.Next(); {
		bounds = append(bounds, it.Start())
	}
	bounds = append(bounds, len(text))
	a := rapid.SampledFrom(bounds).Draw(t, "start")
	b := rapid.SampledFrom(bounds).Draw(t, "end")
	return annotations.Span{Start: min(a, b), End: max(a, b)}
}

// Snap agrees with segmenting the whole text, is idempotent, and never narrows.
func TestSnapAgreesWithSegmentation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := scripts().Draw(t, "text")
		bounds := map[int]bool{0: true, len(text): true}
		for it := graphemes.FromString(text); it.Next(); {
			bounds[it.Start()] = true
		}
		a := rapid.IntRange(0, len(text)).Draw(t, "a")
		b := rapid.IntRange(0, len(text)).Draw(t, "b")
		span := annotations.Span{Start: min(a, b), End: max(a, b)}
		want := span
		for !bounds[want.Start] {
			want.Start--
		}
		for !bounds[want.End] {
			want.End++
		}
		if span.Empty() {
			want.End = want.Start
		}
		got := annotations.Snap(text, span)
		if got != want {
			t.Fatalf("Snap(%q, %v) = %v, want %v", text, span, got, want)
		}
		if again := annotations.Snap(text, got); again != got {
			t.Fatalf("Snap(%q, %v) = %v, not itself", text, got, again)
		}
		trimmed := annotations.Trim(text, got)
		if !got.Contains(trimmed) || strings.TrimSpace(got.Of(text)) != trimmed.Of(text) {
			t.Fatalf("Trim(%q, %v) = %v", text, got, trimmed)
		}
	})
}
