package annotations_test

import (
	"strings"
	"testing"

	"claimlight/annotations"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTheSameWordsAreFoundWhereverTheyStand(t *testing.T) {
	for _, test := range []struct {
		name, words string
		likeness    annotations.Likeness
		want        string // «» mark what is found, ¶ stands between blocks
	}{
		{"case aside", "the tram", annotations.Likeness{}, "«The tram» is late; «the tram», «THE TRAM»."},
		{"with case", "the tram", annotations.Likeness{Case: true}, "The tram is late; «the tram», THE TRAM."},
		{"whole words", "tram", annotations.Likeness{}, "A «tram», trams, the «tram»'s, «tram»-like, subtram, tram_1"},
		{"parts of words", "tram", annotations.Likeness{Parts: true}, "A «tram», «tram»s, sub«tram»"},
		{"numbers", "3.5", annotations.Likeness{}, "«3.5» or 13.5 or 3.51 or 3.5.1, or «3.5». «3.5», so"},
		{"white space", "two  words", annotations.Likeness{}, "«two words», «two\nwords», «two\u00a0 words», two¶words"},
		{"over a gap between blocks", "end.\n\nStart", annotations.Likeness{}, "«end.¶Start» end. Start «end.¶¶start»"},
		{"quotation marks", "don't \"go\"", annotations.Likeness{}, "«don’t “go”», «don't \"go\"»"},
		{"no overlap", "na na", annotations.Likeness{}, "«na na» «na na» na"},
		{"Greek", "Σίσυφος", annotations.Likeness{}, "«ΣΊΣΥΦΟΣ» και «Σίσυφος»"},
		{"Russian and German", "größe", annotations.Likeness{}, "«GRÖẞE», «Größe», Größen"},
		{"Chinese has no spaces", "人口", annotations.Likeness{}, "北京市«人口»增长，«人口»"},
		{"Arabic has", "عام", annotations.Likeness{}, "«عام» العام «عام»"},
		{"whole characters", "a", annotations.Likeness{Parts: true}, "«a» a\u0301 b«a»"},
		{"of emoji too", "👩", annotations.Likeness{Parts: true}, "«👩» 👩‍👩‍👧‍👦"},
		{"soft hyphens are not seen", "tramway", annotations.Likeness{}, "«tram\u00adway»"},
		{"nothing", "  ", annotations.Likeness{}, "a  b"},
	} {
		marked := strings.ReplaceAll(test.want, "¶", "\n\n")
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		got, at := "", 0
		for _, s := range annotations.Occurrences(text, test.words, test.likeness) {
			got += text[at:s.Start] + "«" + s.Of(text) + "»"
			at = s.End
		}
		if diff := cmp.Diff(marked, got+text[at:]); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.name, diff)
		}
	}
}

func TestWordsAreFoundWhereTheyWereTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		from := rapid.IntRange(0, len(text)-1).Draw(t, "from")
		span := annotations.Trim(text, annotations.Snap(text, annotations.Span{Start: from, End: rapid.IntRange(from, len(text)).Draw(t, "to")}))
		if span.Empty() {
			t.Skip("no words")
		}
		// Other places may overlap it, so its first words are where to look.
		found := annotations.Occurrences(text[span.Start:], span.Of(text), annotations.Likeness{Case: true, Parts: true})
		if len(found) == 0 || found[0] != (annotations.Span{Start: 0, End: span.Len()}) {
			t.Fatalf("%q in %q is found at %v", span.Of(text), text[span.Start:], found)
		}
	})
}

// BenchmarkOccurrences looks through a megabyte: about 10 ms.
func BenchmarkOccurrences(b *testing.B) {
	text := strings.Repeat("The tram is late again, they say. ", 30_000)
	for range b.N {
		if n := len(annotations.Occurrences(text, "the tram", annotations.Likeness{})); n != 30_000 {
			b.Fatal(n)
		}
	}
}
