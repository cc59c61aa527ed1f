package annotations_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

func ExampleFinder_Find() {
	old := "Ambulance waits doubled to 40 minutes in 2025. Ministers say waits will fall next year."
	quote := annotations.Describe(old, annotations.Span{Start: 0, End: 45})

	text := "Corrected on Monday. Ambulance waits rose to 40 minutes in 2025. Ministers say waits will fall."
	m := annotations.NewFinder(text).Find(quote, 0)
	fmt.Printf("%v, %.2f: %s\n", m.How, m.Similarity, m.Span.Of(text))
	// Output: edited, 0.85: Ambulance waits rose to 40 minutes in 2025
}

// filler is longer than surroundings are looked for.
const filler = "Most of the work was done by people who were not paid for any of it, as in the years before. " +
	"Nobody knows how many of them will stay when the company that pays the others is sold, as its owners have said since spring. " +
	"Those who were asked said that they like the program more than the people who own it, and that they would go on somewhere else."

// «» mark the passage that must be found; without them it must be lost.
var finds = []struct {
	name  string
	text  string
	quote annotations.Quote
	how   annotations.How
}{
	{"one place", "naïve née", annotations.Quote{}, annotations.Lost},
	{"no context", "a «dog» and a cat", annotations.Quote{Exact: "dog"}, annotations.Exact},
	{"the prefix decides", "a cat, the «cat»", annotations.Quote{Exact: "cat", Prefix: "the "}, annotations.Exact},
	{"the suffix decides", "«cat»nip, cat food", annotations.Quote{Exact: "cat", Suffix: "nip"}, annotations.Exact},
	{"nothing decides", "a cat, a cat", annotations.Quote{Exact: "cat", Prefix: "a "}, annotations.Lost},
	{"letters of many bytes", "naïve «née» nées", annotations.Quote{Exact: "née", Suffix: " n"}, annotations.Exact},
	{"an accent is part of its letter", "cafe\u0301", annotations.Quote{Exact: "cafe"}, annotations.Lost},
	{"half a flag is another flag", "🇩🇪", annotations.Quote{Exact: "🇩"}, annotations.Lost},
	{"one of a family is somebody else", "👩‍👧‍👦", annotations.Quote{Exact: "👧"}, annotations.Lost},
	{"decomposed in the text", "the «cafe\u0301 au lait» here", annotations.Quote{Exact: "café au lait"}, annotations.Exact},
	{"decomposed in the quote", "the «café au lait» here", annotations.Quote{Exact: "cafe\u0301 au lait"}, annotations.Exact},
	{"Hangul decomposed in the text", "«\u1112\u1161\u11AB국어는» 말", annotations.Quote{Exact: "한국어는"}, annotations.Exact},
	{"other line breaks", "It «has been\n    a war\n\nin which» all had", annotations.Quote{Exact: "has been a war in which"}, annotations.Exact},
	{"a line break in Chinese", "他说«联合国\n大会今日»通过", annotations.Quote{Exact: "联合国大会今日"}, annotations.Exact},
	{"a soft hyphen", "das «Kranken\u00ADhaus ist» neu", annotations.Quote{Exact: "Krankenhaus ist"}, annotations.Exact},
	{"joined words are other words", "they can not say", annotations.Quote{Exact: "cannot", Prefix: "we really do hope that you "}, annotations.Lost},
	{"part of a word", "a «dolor am»et", annotations.Quote{Exact: "dolor am"}, annotations.Exact},
	{"punctuation alone", "well«…» yes", annotations.Quote{Exact: "…"}, annotations.Exact},
	{"a word changed", "Nobody saw it. «The council spent three million on roads last year.» It rained.",
		annotations.Quote{Exact: "The council spent two million on roads last year.", Prefix: "Nobody saw it. ", Suffix: " It rained."}, annotations.Edited},
	{"the first words changed", "Nobody saw it. «This town spent two million on roads last year.» It rained.",
		annotations.Quote{Exact: "The council spent two million on roads last year.", Prefix: "Nobody saw it. ", Suffix: " It rained."}, annotations.Edited},
	{"put in before it", "Nobody saw it. But as we said «the council spent two million on roads.» It rained.",
		annotations.Quote{Exact: "the council spent two million on old roads.", Prefix: "Nobody saw it. ", Suffix: " It rained."}, annotations.Edited},
	{"the only word changed", "What «color» is the sky over the port of Leeds?",
		annotations.Quote{Exact: "colour", Prefix: "What ", Suffix: " is the sky over the port of"}, annotations.Edited},
	{"deleted, and a look-alike elsewhere", "Nobody saw it. It rained all day in the town. The council of Leeds spent two million on parks last spring. Then it was dark.",
		annotations.Quote{Exact: "The council spent two million on roads last year.", Prefix: "Nobody saw it. ", Suffix: " It rained all day in the"}, annotations.Lost},
	{"a short phrase elsewhere is another one", "There it was, as the minister told the press on Friday evening.",
		annotations.Quote{Exact: "the minister", Prefix: "A spokeswoman of the party thanked ", Suffix: " for having resigned at last"}, annotations.Lost},
	{"a sentence elsewhere has moved", "«The council spent two million on roads last year.» Then it was dark.",
		annotations.Quote{Exact: "The council spent two million on roads last year.", Prefix: "Nobody saw it. ", Suffix: " It rained."}, annotations.Moved},
	{"clauses changed places", "Nobody saw it. «the roof of the theatre leaked badly, the council of Leeds closed three of its libraries.» It rained.",
		annotations.Quote{Exact: "the council of Leeds closed three of its libraries, the roof of the theatre leaked badly.", Prefix: "Nobody saw it. ", Suffix: " It rained."}, annotations.Edited},
	{"a clause put in is no other order", "Nobody saw it. «The council of Leeds, as a spokesman said when asked, closed three of its libraries.» It rained.",
		annotations.Quote{Exact: "The council of Leeds closed three of its libraries.", Prefix: "Nobody saw it. ", Suffix: " It rained."}, annotations.Edited},
	{"few characters say much in Chinese", "昨日天晴，众人早起出门。\n\n«营区水电方便水槽也很有特色»\n\n道路泥泞，车辆难行，我们只好步行上山。",
		annotations.Quote{Exact: "营区水电方便水槽也很有特色", Prefix: "区男女分别以左右两侧分开烧材锅炉。\n\n", Suffix: "\n\n这次选择左侧地势高些以防午夜下雨。"}, annotations.Moved},
	{"a short line of rare words has moved", "The counts by company follow here.\n\n«Zoltan Balland 52802 2.7%»\n\n" + filler,
		annotations.Quote{Exact: "Zoltan Balland 52802 2.7%", Prefix: "Lillqvist 59498 and others\n\n", Suffix: "\n\nMarkus Mohrhard with 50509"}, annotations.Moved},
	{"a short line was deleted, and stands elsewhere", "Lillqvist 59498 and others\n\nMarkus Mohrhard with 50509\n\n" + filler + "\n\nZoltan Balland 52802 2.7%\n\nThat is all.",
		annotations.Quote{Exact: "Zoltan Balland 52802 2.7%", Prefix: "Lillqvist 59498 and others\n\n", Suffix: "\n\nMarkus Mohrhard with 50509"}, annotations.Lost},
	{"two changed alike", "Red: the council spent two million here. Red: the council spent two million here.",
		annotations.Quote{Exact: "the council spent two billion here", Prefix: "Red: ", Suffix: "."}, annotations.Lost},
}

func TestFind(t *testing.T) {
	for _, c := range finds {
		text, span := marked(c.text)
		want := annotations.Match{Span: span, How: c.how}
		got := annotations.NewFinder(text).Find(c.quote, annotations.NoHint)
		if (got.How == annotations.Exact || got.How == annotations.Moved) != (got.Similarity == 1) {
			t.Errorf("%s: %v, but %v similar", c.name, got.How, got.Similarity)
		}
		got.Similarity = 0
		if got.How == annotations.Moved && (c.quote.Prefix == "" || c.quote.Suffix == "") {
			got.How = annotations.Exact
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: found %q (-want +got):\n%s", c.name, got.Span.Of(text), diff)
		}
	}
}

func TestHint(t *testing.T) {
	const text = "red fox, red fox, red fox"
	q := annotations.Quote{Exact: "red fox"}
	for hint, want := range map[int]annotations.Match{
		0:                  {Span: annotations.Span{Start: 0, End: 7}, Similarity: 1, How: annotations.Exact},
		9:                  {Span: annotations.Span{Start: 9, End: 16}, Similarity: 1, How: annotations.Exact},
		10:                 {}, // three fit as well
		annotations.NoHint: {},
		-7:                 {},
		len(text):          {},
		1 << 40:            {},
	} {
		if diff := cmp.Diff(want, annotations.NewFinder(text).Find(q, hint)); diff != "" {
			t.Errorf("hint %d (-want +got):\n%s", hint, diff)
		}
	}
	// A hint to one place does not outweigh surroundings that say another.
	m := annotations.NewFinder(text+" jumps").Find(annotations.Quote{Exact: "red fox", Prefix: "fox, ", Suffix: " jumps"}, 0)
	if want := (annotations.Match{Span: annotations.Span{Start: 18, End: 25}, Similarity: 1, How: annotations.Moved}); m != want {
		t.Errorf("found %v, want %v", m, want)
	}
}

func TestMinSimilarityTightens(t *testing.T) {
	f := annotations.NewFinder("Nobody saw it. The council spent three million on roads last year. It rained.")
	q := annotations.Quote{Exact: "The council spent two million on roads last year.", Prefix: "Nobody saw it. ", Suffix: " It rained."}
	like := f.Find(q, annotations.NoHint).Similarity
	if like < 0.8 || like >= 1 {
		t.Fatalf("similarity %v", like)
	}
	f.MinSimilarity = like
	if m := f.Find(q, annotations.NoHint); m.How != annotations.Edited {
		t.Errorf("%v at its own similarity", m.How)
	}
	f.MinSimilarity = like + 0.01
	if m := f.Find(q, annotations.NoHint); m.How != annotations.Lost {
		t.Errorf("%v below the least similarity", m.How)
	}
}

func TestDescribeThenFindGivesTheSpanBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := scripts().Draw(t, "text")
		span := spans(t, text)
		q := annotations.Describe(text, span)
		if q.Exact != span.Of(text) || !strings.HasSuffix(text[:span.Start], q.Prefix) || !strings.HasPrefix(text[span.End:], q.Suffix) {
			t.Fatalf("Describe(%q, %v) = %+q", text, span, q)
		}
		if n := utf8.RuneCountInString(q.Prefix); n < 24 && n < utf8.RuneCountInString(text[:span.Start]) {
			t.Fatalf("the prefix %q has %d code points", q.Prefix, n)
		}
		f := annotations.NewFinder(text)
		m := f.Find(q, span.Start)
		if span.Empty() {
			if m.How != annotations.Lost {
				t.Fatalf("nothing is found at %v", m.Span)
			}
			return
		}
		if want := (annotations.Match{Span: span, Similarity: 1, How: annotations.Exact}); m != want {
			t.Fatalf("found %v, want %v", m, want)
		}
		if m := f.Find(q, annotations.NoHint); m.How != annotations.Lost && m.Span.Of(text) != q.Exact {
			t.Fatalf("without a hint %q is found for %q", m.Span.Of(text), q.Exact)
		}
	})
}

// In either normalization form, the words found are those of the quote, soft
// hyphens and outer white space aside.
func TestFindAcrossNormalizationForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := norm.NFC.String(scripts().Draw(t, "text"))
		q := annotations.Describe(text, annotations.Trim(text, spans(t, text)))
		decomposed := norm.NFD.String(text)
		m := annotations.NewFinder(decomposed).Find(q, annotations.NoHint)
		hard := strings.NewReplacer("\u00AD", "")
		if m.How == annotations.Exact && strings.TrimSpace(hard.Replace(norm.NFC.String(m.Span.Of(decomposed)))) != strings.TrimSpace(hard.Replace(q.Exact)) {
			t.Fatalf("found %q for %q", m.Span.Of(decomposed), q.Exact)
		}
	})
	text := "Zoë’s café naïvely served crème brûlée to Željko."
	for span := (annotations.Span{}); span.End < len(text); span.End++ {
		if whole := annotations.Snap(text, span); whole.Empty() || whole != annotations.Trim(text, whole) {
			continue
		} else if d := norm.NFD.String(text); true {
			m := annotations.NewFinder(d).Find(annotations.Describe(text, whole), annotations.NoHint)
			if m.How == annotations.Lost || norm.NFC.String(m.Span.Of(d)) != whole.Of(text) {
				t.Errorf("%q: found %v %q", whole.Of(text), m.How, m.Span.Of(d))
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range finds {
		text, _ := marked(c.text)
		f.Add(text, c.quote.Exact, c.quote.Prefix, c.quote.Suffix, 3)
	}
	f.Fuzz(func(t *testing.T, text, exact, prefix, suffix string, hint int) {
		m := annotations.NewFinder(text).Find(annotations.Quote{Exact: exact, Prefix: prefix, Suffix: suffix}, hint)
		switch {
		case m.How == annotations.Lost:
			if m != (annotations.Match{}) {
				t.Fatalf("lost, but %v", m)
			}
			return
		case m.Span.Empty() || m.Span.Start < 0 || m.Span.End > len(text):
			t.Fatalf("found %v in %d bytes", m.Span, len(text))
		case m.Similarity <= 0 || m.Similarity > 1 || (m.How == annotations.Edited) != (m.Similarity < 1):
			t.Fatalf("%v with similarity %v", m.How, m.Similarity)
		case annotations.Snap(text, m.Span) != m.Span:
			t.Fatalf("%v cuts a character of %q", m.Span, text)
		}
	})
}
