package annotations_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"claimlight/annotations"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"
)

// The marks ⟦ and ⟧ stand where a claim begins and ends, ¶ between two blocks.

// boundaries takes the marks out of marked.
func boundaries(marked string) (*annotations.Article, annotations.Span) {
	marked = strings.ReplaceAll(marked, "¶", "\n\n")
	start := strings.Index(marked, "⟦")
	end := strings.Index(marked, "⟧") - len("⟦")
	text := strings.NewReplacer("⟦", "", "⟧", "").Replace(marked)
	return inBlocks(text), annotations.Span{Start: start, End: end}
}

// inBlocks is an article of paragraphs with a blank line between.
func inBlocks(text string) *annotations.Article {
	a := &annotations.Article{Text: text}
	for at := 0; at <= len(text); {
		end := strings.Index(text[at:], "\n\n")
		if end < 0 {
			end = len(text) - at
		}
		a.Blocks = append(a.Blocks, annotations.Block{Kind: annotations.Paragraph, Span: annotations.Span{Start: at, End: at + end}})
		at += end + 2
	}
	return a
}

func shownIn(a *annotations.Article, s annotations.Span) string {
	return strings.ReplaceAll(a.Text[:s.Start]+"⟦"+s.Of(a.Text)+"⟧"+a.Text[s.End:], "\n\n", "¶")
}

func ExampleArticle_Step() {
	a := annotations.Article{Text: "Rents rose by 5 %, he said."}
	a.Blocks = []annotations.Block{{Kind: annotations.Paragraph, Span: annotations.Span{Start: 0, End: len(a.Text)}}}
	span := annotations.Span{Start: 0, End: len("Rents rose by 5 %")}
	fmt.Println(a.Step(span, annotations.AtEnd, true, false).Of(a.Text))
	fmt.Println(a.Step(span, annotations.AtStart, true, false).Of(a.Text))
	fmt.Println(a.Step(span, annotations.AtEnd, true, true).Of(a.Text))
	// Output:
	// Rents rose by 5 %, he
	// rose by 5 %
	// Rents rose by 5 %,
}

// The first state is where each case begins; every step leads to the next.
func TestAnEdgeGoesFromWordToWord(t *testing.T) {
	for _, test := range []struct {
		name   string
		edge   annotations.Edge
		on     bool
		states []string
	}{
		{"the end over commas and to the end of the sentence", annotations.AtEnd, true, []string{
			"In ⟦May⟧, rents, too, rose. So it is.", "In ⟦May, rents⟧, too, rose. So it is.", "In ⟦May, rents, too⟧, rose. So it is.",
			"In ⟦May, rents, too, rose⟧. So it is.", "In ⟦May, rents, too, rose.⟧ So it is.", "In ⟦May, rents, too, rose. So⟧ it is."}},
		{"and back", annotations.AtEnd, false, []string{
			"In ⟦May, rents rose. So⟧ it is.", "In ⟦May, rents rose.⟧ So it is.", "In ⟦May, rents rose⟧. So it is.", "In ⟦May, rents⟧ rose. So it is.",
			"In ⟦May⟧, rents rose. So it is.", "In ⟦May⟧, rents rose. So it is."}},
		{"the start back", annotations.AtStart, false, []string{
			"So. In May, rents, ⟦too⟧", "So. In May, ⟦rents, too⟧", "So. In ⟦May, rents, too⟧", "So. ⟦In May, rents, too⟧", "⟦So. In May, rents, too⟧", "⟦So. In May, rents, too⟧"}},
		{"the start on, not past the last word", annotations.AtStart, true, []string{
			"⟦In May, rents⟧.", "In ⟦May, rents⟧.", "In May, ⟦rents⟧.", "In May, ⟦rents⟧."}},
		{"out of a word", annotations.AtEnd, true, []string{"⟦Unem⟧ployment fell", "⟦Unemployment⟧ fell"}},
		{"out of a word, back", annotations.AtStart, false, []string{"Unem⟦ployment⟧ fell", "⟦Unemployment⟧ fell"}},
		{"percentages, numbers, money", annotations.AtEnd, true, []string{
			"⟦by⟧ 3.5 % or 14,000%, i.e. $40 or 20€", "⟦by 3.5⟧ % or 14,000%, i.e. $40 or 20€", "⟦by 3.5 %⟧ or 14,000%, i.e. $40 or 20€",
			"⟦by 3.5 % or⟧ 14,000%, i.e. $40 or 20€", "⟦by 3.5 % or 14,000%⟧, i.e. $40 or 20€", "⟦by 3.5 % or 14,000%, i.e.⟧ $40 or 20€",
			"⟦by 3.5 % or 14,000%, i.e. $40⟧ or 20€", "⟦by 3.5 % or 14,000%, i.e. $40 or⟧ 20€", "⟦by 3.5 % or 14,000%, i.e. $40 or 20€⟧"}},
		{"money at the start, and less than nothing", annotations.AtStart, false, []string{
			"over $40 and −3 ⟦degrees⟧", "over $40 and ⟦−3 degrees⟧", "over $40 ⟦and −3 degrees⟧", "over ⟦$40 and −3 degrees⟧"}},
		{"an abbreviation keeps its full stop", annotations.AtEnd, true, []string{
			"⟦the⟧ U.S. officials", "⟦the U.S.⟧ officials", "⟦the U.S. officials⟧"}},
		{"a quotation is taken along whole", annotations.AtEnd, true, []string{
			"⟦The⟧ “big lie” worked", "⟦The “big⟧ lie” worked", "⟦The “big lie”⟧ worked", "⟦The “big lie” worked⟧"}},
		{"and given back", annotations.AtEnd, false, []string{
			"⟦The “big lie” worked⟧", "⟦The “big lie”⟧ worked", "⟦The “big⟧ lie” worked", "⟦The⟧ “big lie” worked"}},
		{"straight quotes, before a full stop", annotations.AtEnd, true, []string{
			`⟦a⟧ "lie". So`, `⟦a "lie"⟧. So`, `⟦a "lie".⟧ So`, `⟦a "lie". So⟧`}},
		{"a closing quote without its partner stays out", annotations.AtEnd, true, []string{
			"The “big ⟦old⟧ lie” worked", "The “big ⟦old lie⟧” worked", "The “big ⟦old lie” worked⟧"}},
		{"an opening quote comes with its partner", annotations.AtStart, false, []string{
			"The “big ⟦lie” worked⟧", "The ⟦“big lie” worked⟧", "⟦The “big lie” worked⟧"}},
		{"brackets", annotations.AtEnd, true, []string{
			"⟦lines⟧ (4 and 5), too", "⟦lines (4⟧ and 5), too", "⟦lines (4 and⟧ 5), too", "⟦lines (4 and 5)⟧, too"}},
		{"the partner at the other edge goes too", annotations.AtStart, true, []string{"⟦“big lie”⟧", "“big ⟦lie⟧”"}},
		{"one that was alone already does not", annotations.AtStart, true, []string{"the “⟦big old lie”⟧", "the “big ⟦old lie”⟧"}},
		{"German, Swedish and French quotes", annotations.AtEnd, true, []string{
			"⟦sagt⟧ „so“, ”så” «ainsi»", "⟦sagt „so“⟧, ”så” «ainsi»", "⟦sagt „so“, ”så”⟧ «ainsi»", "⟦sagt „so“, ”så” «ainsi»⟧"}},
		{"an apostrophe is no quote", annotations.AtEnd, true, []string{"⟦the⟧ workers’ dog’s", "⟦the workers⟧’ dog’s", "⟦the workers’ dog’s⟧"}},
		{"from block to block", annotations.AtEnd, true, []string{
			"Costs ⟦fell⟧.¶The mayor", "Costs ⟦fell.⟧¶The mayor", "Costs ⟦fell.¶The⟧ mayor"}},
		{"and back", annotations.AtStart, false, []string{"They fell.¶¶The ⟦mayor⟧", "They fell.¶¶⟦The mayor⟧", "They ⟦fell.¶¶The mayor⟧"}},
		{"Chinese, a character a word", annotations.AtEnd, true, []string{"⟦北京⟧市人口，增长。", "⟦北京市⟧人口，增长。", "⟦北京市人⟧口，增长。", "⟦北京市人口⟧，增长。",
			"⟦北京市人口，增⟧长。", "⟦北京市人口，增长⟧。", "⟦北京市人口，增长。⟧"}},
		{"Japanese quotes and words in kana", annotations.AtEnd, true, []string{"⟦彼⟧「コンピュータ」", "⟦彼「コンピュータ」⟧"}},
		{"Arabic, in reading order", annotations.AtEnd, true, []string{"⟦ارتفعت⟧ الأسعار بنسبة 5٪، قال.", "⟦ارتفعت الأسعار⟧ بنسبة 5٪، قال.", "⟦ارتفعت الأسعار بنسبة⟧ 5٪، قال.",
			"⟦ارتفعت الأسعار بنسبة 5٪⟧، قال."}},
		{"Hebrew with its own quotes inside words", annotations.AtEnd, true, []string{`⟦אמר⟧ צה"ל כי`, `⟦אמר צה"ל⟧ כי`}},
		{"Devanagari ends with a danda", annotations.AtEnd, true, []string{"⟦कीमतें⟧ बढ़ीं। अब", "⟦कीमतें बढ़ीं⟧। अब", "⟦कीमतें बढ़ीं।⟧ अब"}},
		{"Spanish begins with marks", annotations.AtStart, false, []string{"Dijo: ¿por ⟦qué⟧?", "Dijo: ⟦¿por qué⟧?", "⟦Dijo: ¿por qué⟧?"}},
		{"emoji are words", annotations.AtEnd, true, []string{"⟦So⟧ 👩‍👩‍👧‍👦 🇸🇪 won", "⟦So 👩‍👩‍👧‍👦⟧ 🇸🇪 won", "⟦So 👩‍👩‍👧‍👦 🇸🇪⟧ won"}},
		{"only marks ahead", annotations.AtEnd, true, []string{"⟦so⟧ — (", "⟦so⟧ — ("}},
	} {
		for i, state := range test.states[:len(test.states)-1] {
			a, span := boundaries(state)
			if got := shownIn(a, a.Step(span, test.edge, test.on, false)); got != test.states[i+1] {
				t.Errorf("%s: from\n%s\n%s, want\n%s", test.name, state, got, test.states[i+1])
			}
		}
	}
}

func TestAnEdgeGoesFromCharacterToCharacter(t *testing.T) {
	for _, test := range []struct {
		name   string
		edge   annotations.Edge
		on     bool
		states []string
	}{
		{"white space and commas too", annotations.AtEnd, true, []string{"⟦so⟧, it", "⟦so,⟧ it", "⟦so, ⟧it", "⟦so, i⟧t"}},
		{"and back, but not to nothing", annotations.AtEnd, false, []string{"⟦so⟧", "⟦s⟧o", "⟦s⟧o"}},
		{"whole emoji, flags and letters with marks", annotations.AtEnd, true, []string{
			"⟦a⟧👩‍👩‍👧‍👦🇸🇪q\u0307z", "⟦a👩‍👩‍👧‍👦⟧🇸🇪q\u0307z", "⟦a👩‍👩‍👧‍👦🇸🇪⟧q\u0307z", "⟦a👩‍👩‍👧‍👦🇸🇪q\u0307⟧z"}},
		{"over the gap between blocks", annotations.AtEnd, true, []string{"⟦a⟧b¶cd", "⟦ab⟧¶cd", "⟦ab¶c⟧d", "⟦ab¶cd⟧"}},
		{"and back", annotations.AtEnd, false, []string{"⟦ab¶c⟧d", "⟦ab⟧¶cd"}},
		{"the start over it", annotations.AtStart, false, []string{"ab¶c⟦d⟧", "ab¶⟦cd⟧", "a⟦b¶cd⟧"}},
		{"and on", annotations.AtStart, true, []string{"a⟦b¶cd⟧", "ab¶⟦cd⟧", "ab¶c⟦d⟧", "ab¶c⟦d⟧"}},
	} {
		for i, state := range test.states[:len(test.states)-1] {
			a, span := boundaries(state)
			if got := shownIn(a, a.Step(span, test.edge, test.on, true)); got != test.states[i+1] {
				t.Errorf("%s: from\n%s\n%s, want\n%s", test.name, state, got, test.states[i+1])
			}
		}
	}
}

// The finger is at ^.
func TestAnEdgeThatIsDraggedSnapsToTheNearestWord(t *testing.T) {
	for _, test := range []struct {
		name, state string
		edge        annotations.Edge
		exact       bool
		want        string
	}{
		{"less than half of a word", "⟦The⟧ budget do^ubled", annotations.AtEnd, false, "⟦The budget⟧ doubled"},
		{"more of it", "⟦The⟧ budget doubl^ed", annotations.AtEnd, false, "⟦The budget doubled⟧"},
		{"to the character", "⟦The⟧ budget dou^bled", annotations.AtEnd, true, "⟦The budget dou⟧bled"},
		{"into a character of many bytes", "⟦The⟧ 👩‍👩‍👧‍👦^ won", annotations.AtEnd, true, "⟦The 👩‍👩‍👧‍👦⟧ won"},
		{"before the start", "^So the ⟦budget doubled⟧", annotations.AtEnd, false, "So the ⟦budget⟧ doubled"},
		{"beyond the end", "So ⟦the budget⟧ dou^bled", annotations.AtStart, false, "So the ⟦budget⟧ doubled"},
		{"the start", "So^ the ⟦budget⟧", annotations.AtStart, false, "So ⟦the budget⟧"},
		{"to the first", "^So the ⟦budget⟧", annotations.AtStart, false, "⟦So the budget⟧"},
		{"to the last", "So the ⟦budget⟧ doubled^", annotations.AtEnd, false, "So the ⟦budget doubled⟧"},
		{"in a gap", "⟦So⟧.¶^The budget", annotations.AtEnd, false, "⟦So.⟧¶The budget"},
	} {
		at := strings.Index(strings.NewReplacer("⟦", "", "⟧", "", "¶", "\n\n").Replace(test.state), "^")
		a, span := boundaries(strings.Replace(test.state, "^", "", 1))
		if got := shownIn(a, a.Drag(span, test.edge, at, test.exact)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// texts are made of what edges must not stumble over.
var texts = rapid.Custom(func(t *rapid.T) string {
	parts := []string{"word", "two", " ", " ", ", ", ". ", "\n\n", "\n\n\n\n", "“", "”", "\"", "(", ")", "U.S.", "%", "$4", "3.5", "北京", "。", "السعر", "q\u0307", "👩‍👩‍👧‍👦", "🇸🇪", "’", "-", "—", "…", "\t"}
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 30).Draw(t, "parts"), "")
	return strings.TrimSpace("a" + text)
})

func TestEdgesAlwaysStandBetweenCharactersOfBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		a := inBlocks(text)
		var places []int
		clusters := graphemes.FromString(text)
		for clusters.Next() {
			places = append(places, clusters.Start())
		}
		places = append(places, len(text))
		from := rapid.IntRange(0, len(places)-2).Draw(t, "from")
		to := rapid.IntRange(from+1, len(places)-1).Draw(t, "to")
		span := annotations.Span{Start: places[from], End: places[to]}
		if annotations.Trim(text, span).Empty() {
			t.Skip("no words")
		}
		for range 6 {
			edge := annotations.Edge(rapid.IntRange(0, 1).Draw(t, "edge"))
			on, exact := rapid.Bool().Draw(t, "on"), rapid.Bool().Draw(t, "exact")
			next := a.Step(span, edge, on, exact)
			if rapid.Bool().Draw(t, "dragged") {
				next = a.Drag(span, edge, rapid.IntRange(0, len(text)).Draw(t, "at"), exact)
			} else if edge == annotations.AtEnd && (on && next.End < span.End || !on && next.End > span.End) ||
				edge == annotations.AtStart && (on && next.Start < span.Start || !on && next.Start > span.Start) {
				t.Fatalf("%q: %v went the wrong way to %v", text, span, next)
			}
			if annotations.Trim(text, next).Empty() || !next.Within(text) || annotations.Snap(text, next) != next {
				t.Fatalf("%q: %v became %v: %q", text, span, next, next.Of(text))
			}
			span = next
		}
	})
}

func TestEveryCharacterCanBeReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		a := inBlocks(text)
		_, first := utf8.DecodeRuneInString(text)
		span := annotations.Snap(text, annotations.Span{Start: 0, End: first})
		for {
			next := a.Step(span, annotations.AtEnd, true, true)
			if next == span {
				break
			}
			if back := a.Step(next, annotations.AtEnd, false, true); back != span {
				t.Fatalf("%q: on from %v to %v, and back to %v", text, span, next, back)
			}
			span = next
		}
		if span.End != len(text) {
			t.Fatalf("%q: the end stays at %d of %d", text, span.End, len(text))
		}
	})
}

// BenchmarkStep moves edges in a block of a megabyte: about 0.1 ms a step.
func BenchmarkStep(b *testing.B) {
	a := inBlocks(strings.Repeat("word ", 200_000) + "(" + strings.Repeat("長", 10_000) + ")")
	span := annotations.Span{Start: 500_000, End: 500_004}
	for range b.N {
		a.Step(span, annotations.AtEnd, true, false)
		a.Step(span, annotations.AtStart, false, false)
	}
}
