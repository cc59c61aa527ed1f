package annotations_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

// placed is the text after, with «» around the place of the claim on what «»
// mark in the text before, or ‹› around each of its choices.
func placed(before, after string) (string, annotations.How) {
	text, span := marked(before)
	r := annotations.Compare(text, after)
	claim := annotations.Claim{Span: span, Quote: annotations.Describe(text, span)}
	for _, p := range r.Place(text, after, []annotations.Claim{claim}) {
		if len(p.Choices) == 0 {
			if p.How == annotations.Lost {
				return after, p.How
			}
			return after[:p.Span.Start] + "«" + p.Span.Of(after) + "»" + after[p.Span.End:], p.How
		}
		for i := len(p.Choices) - 1; i >= 0; i-- {
			s := p.Choices[i].Span
			after = after[:s.Start] + "‹" + s.Of(after) + "›" + after[s.End:]
		}
		return after, annotations.Lost
	}
	return "", annotations.Lost
}

func TestAClaimIsPlacedInTheNextVersion(t *testing.T) {
	const lead = "The council met on Tuesday to look at the figures of the year. "
	const tail = " Ministers say that they will fall next year in every part of the country."
	for _, c := range []struct {
		name, before, after string
		how                 annotations.How
	}{
		{"nothing changed", lead + "«Waits doubled to 40 minutes in 2025.»" + tail, lead + "«Waits doubled to 40 minutes in 2025.»" + tail, annotations.Exact},
		{"words put in before it do not move it", "«Waits doubled to 40 minutes in 2025.»" + tail, lead + "«Waits doubled to 40 minutes in 2025.»" + tail, annotations.Exact},
		{"it changed places", lead + "«Waits doubled to 40 minutes in 2025.»\n\n" + tail, lead + "\n\n" + tail + " «Waits doubled to 40 minutes in 2025.»", annotations.Moved},
		{"a number changed", lead + "«Waits doubled to 40 minutes in 2025.»" + tail, lead + "«Waits doubled to 38 minutes in 2025.»" + tail, annotations.Edited},
		{"its last but one word was replaced", "The old bridge closes on Monday. «Repairs will cost 21 million crowns and take twelve months.»" + tail, "The old bridge closes on Monday. «Repairs will cost 34 million crowns and take twenty-four months.»" + tail, annotations.Edited},
		{"its last word was replaced", "The old bridge closes on Monday. «Repairs will cost 21 million crowns and take years» they say." + tail, "The old bridge closes on Monday. «Repairs will cost 21 million crowns and take months» they say." + tail, annotations.Edited},
		{"words were put in before and behind it", lead + "«Waits doubled to 40 minutes in 2025.»" + tail, lead + "Really, so. «Waits doubled to 38 minutes in 2025.» Yes." + tail, annotations.Edited},
		{"it was taken out", lead + "«Waits doubled to 40 minutes in 2025.»" + tail, lead + strings.TrimSpace(tail), annotations.Lost},
		{"one of three that are the same, and nothing changed", "Yes it did.\n\n«Yes it did.»\n\nYes it did.\n\nEnd.", "Yes it did.\n\n«Yes it did.»\n\nYes it did.\n\nEnd of it.", annotations.Exact},
		{"one of three that are the same, and one was taken out",
			strings.Repeat("We spent more than we said. ", 4) + "«We spent more than we said.» " + strings.Repeat("We spent more than we said. ", 4) + "End.",
			"We spent more than we said. We spent more than we said. ‹We spent more than we said.› ‹We spent more than we said.› ‹We spent more than we said.› ‹We spent more than we said.› We spent more than we said. We spent more than we said. End.", annotations.Lost},
		{"a number whose surroundings all changed", "Rent: «40» crowns.", "Fare: ‹40› euros.", annotations.Lost},
	} {
		after := strings.NewReplacer("«", "", "»", "", "‹", "", "›", "").Replace(c.after)
		got, how := placed(c.before, after)
		if diff := cmp.Diff(c.after, got); diff != "" || how != c.how {
			t.Errorf("%s: %v, want %v (-want +got):\n%s", c.name, how, c.how, diff)
		}
	}
}

// Whatever happens to a text, what is sure is the claim's very words, and what is
// not is in the text, in order.
func TestPlacementsAreInTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("the cat sat on a mat . dog \n\n ran née 東京 🚑")), 1, 40)
		before, after := strings.Join(words.Draw(t, "before"), " "), strings.Join(words.Draw(t, "after"), " ")
		start := rapid.IntRange(0, len(before)).Draw(t, "start")
		span := annotations.Trim(before, annotations.Snap(before, annotations.Span{Start: start, End: rapid.IntRange(start, len(before)).Draw(t, "end")}))
		if span.Empty() {
			return
		}
		claims := []annotations.Claim{{Span: span, Quote: annotations.Describe(before, span)}}
		r := annotations.Compare(before, after)
		for i, p := range r.Place(before, after, claims) {
			if p.How != annotations.Lost && (len(p.Choices) > 0 || !p.Span.Within(after) || p.Span.Empty()) {
				t.Fatalf("%+v", p)
			}
			if p.How == annotations.Exact && p.Span.Of(after) != claims[i].Quote.Exact {
				t.Fatalf("%q is not exactly %q", p.Span.Of(after), claims[i].Quote.Exact)
			}
			for j, m := range p.Choices {
				if !m.Span.Within(after) || m.Span.Empty() || m.How == annotations.Lost || j > 0 && p.Choices[j-1].Span.Compare(m.Span) >= 0 {
					t.Fatalf("choice %d of %+v", j, p.Choices)
				}
			}
		}
	})
}

func BenchmarkPlace(b *testing.B) {
	text := revise(5, plan{paragraphs: 3000, reword: 0.1, words: 0.4, delete: 0.01, move: 0.001})
	var claims []annotations.Claim
	for i := 0; len(claims) < 1000; i++ {
		p := text.passages[i%len(text.passages)]
		claims = append(claims, annotations.Claim{Span: annotations.Span{Start: p.hint, End: p.hint + len(p.quote.Exact)}, Quote: p.quote})
	}
	r := annotations.Compare(text.old, text.new)
	for b.Loop() {
		counts := map[string]int{}
		for _, p := range r.Place(text.old, text.new, claims) {
			counts[fmt.Sprint(p.How, len(p.Choices) > 0)]++
		}
	}
}
