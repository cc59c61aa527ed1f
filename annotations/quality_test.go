package annotations_test

import (
	"fmt"
	"testing"

	"claimlight/annotations"
)

// plans are the revisions that quality is measured on.
var plans = []plan{
	{paragraphs: 120, reword: 0.3, words: 0.4, delete: 0.1},
	{paragraphs: 120, reword: 0.6, words: 0.4, delete: 0.1, move: 0.2},
	{paragraphs: 120, reword: 0.2, words: 0.4, delete: 0.15, lookalikes: 0.5},
	{paragraphs: 120, reword: 0.1, words: 0.3, delete: 0.1, move: 0.3, reflow: true},
	{paragraphs: 120, reflow: true, lookalikes: 0.2},
	{paragraphs: 120, reword: 0.5, words: 0.3, delete: 0.1, phrase: "the public service"},
	{paragraphs: 120, reword: 0.3, words: 0.3, move: 0.2, reflow: true, phrase: "last year"},
}

// A tally counts what became of the passages of one class.
type tally struct{ all, right, edges, lost, wrong int }

// measure finds the passages of revisions made from seeds.
func measure(seeds int, hints bool) map[string]*tally {
	sum := map[string]*tally{}
	for seed := range seeds {
		for i, pl := range plans {
			rev := revise(uint64(seed*100+i), pl)
			finder := annotations.NewFinder(rev.new)
			for _, p := range rev.passages {
				hint := annotations.NoHint
				if hints {
					hint = p.hint
				}
				m := finder.Find(p.quote, hint)
				t := sum[p.class]
				if t == nil {
					t = &tally{}
					sum[p.class] = t
				}
				t.add(p, m, rev)
			}
		}
	}
	return sum
}

func (t *tally) add(p passage, m annotations.Match, rev revision) {
	t.all++
	switch {
	case p.truth.Empty() && m.How == annotations.Lost:
		t.right++
		t.edges++
	case m.How == annotations.Lost:
		t.lost++
	case p.truth.Empty() || !alike(m.Span, p.truth):
		t.wrong++
	default:
		t.right++
		if m.Span == p.truth {
			t.edges++
		}
	}
	if debug != nil {
		debug(p, m, rev)
	}
}

var debug func(p passage, m annotations.Match, rev revision)

// alike reports whether a and b share more than half of what they cover.
func alike(a, b annotations.Span) bool {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	return shared*2 > max(a.End, b.End)-min(a.Start, b.Start)
}

func TestQualityTmp(t *testing.T) {
	for _, hints := range []bool{false, true} {
		sum := measure(6, hints)
		for _, c := range []string{"unchanged", "reflowed", "edited", "repeated", "deleted"} {
			x := sum[c]
			fmt.Printf("hints %v %-10s %6d right %.2f%% edges %.2f%% lost %d wrong %d\n", hints, c, x.all, 100*float64(x.right)/float64(x.all), 100*float64(x.edges)/float64(x.all), x.lost, x.wrong)
		}
	}
}
