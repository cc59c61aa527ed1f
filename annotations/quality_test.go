package annotations_test

import (
	"testing"

	"claimlight/annotations"
)

// plans are the revisions that quality is measured on: reworded and deleted
// sentences, moved paragraphs, look-alikes, other line breaks, and phrases that
// stand in thirty sentences.
var plans = []plan{
	{paragraphs: 120, reword: 0.3, words: 0.4, delete: 0.1},
	{paragraphs: 120, reword: 0.6, words: 0.4, delete: 0.1, move: 0.2},
	{paragraphs: 120, reword: 0.2, words: 0.4, delete: 0.15, lookalikes: 0.5},
	{paragraphs: 120, reword: 0.1, words: 0.3, delete: 0.1, move: 0.3, reflow: true},
	{paragraphs: 120, reflow: true, lookalikes: 0.2},
	{paragraphs: 120, reword: 0.5, words: 0.3, delete: 0.1, phrase: "the public service"},
	{paragraphs: 120, reword: 0.3, words: 0.3, move: 0.2, reflow: true, phrase: "last year"},
}

// goals are the share of passages, in per cent, for which Find must say what is
// true: where they are, or for deleted ones that they are lost.
var goals = []struct {
	class string
	share float64
}{
	{"unchanged", 100},
	{"reflowed", 99},
	{"edited", 96}, // with at least 60 % of the words kept
	{"repeated", 99},
	{"deleted", 98},
}

// mostWrong is the share of passages, in per cent, that may be found in a wrong
// place.
const mostWrong = 0.5

// A tally counts what became of passages.
type tally struct{ all, right, toTheLetter, wrong int }

// quality finds the passages of revisions made from seeds, without a hint.
func quality(seeds int) (classes map[string]*tally, sum tally) {
	classes = map[string]*tally{}
	for seed := range seeds {
		for i, pl := range plans {
			rev := revise(uint64(seed*100+i), pl)
			finder := annotations.NewFinder(rev.new)
			for _, p := range rev.passages {
				if classes[p.class] == nil {
					classes[p.class] = &tally{}
				}
				m := finder.Find(p.quote, annotations.NoHint)
				classes[p.class].add(p, m)
				sum.add(p, m)
			}
		}
	}
	return classes, sum
}

func (t *tally) add(p passage, m annotations.Match) {
	t.all++
	switch {
	case m.How == annotations.Lost && p.truth.Empty():
		t.right++
		t.toTheLetter++
	case m.How == annotations.Lost:
	case p.truth.Empty() || !mostlySame(m.Span, p.truth):
		t.wrong++
	default:
		t.right++
		if m.Span == p.truth {
			t.toTheLetter++
		}
	}
}

// share is n as a percentage of all.
func (t *tally) share(n int) float64 { return 100 * float64(n) / float64(t.all) }

// mostlySame reports whether a and b share more than half of what they cover.
func mostlySame(a, b annotations.Span) bool {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	return shared*2 > max(a.End, b.End)-min(a.Start, b.Start)
}

func TestQuality(t *testing.T) {
	classes, sum := quality(3)
	for _, g := range goals {
		c := classes[g.class]
		if got := c.share(c.right); got < g.share {
			t.Errorf("%.2f %% of %d %s passages right, want %v %%", got, c.all, g.class, g.share)
		}
	}
	if got := sum.share(sum.wrong); got > mostWrong {
		t.Errorf("%.2f %% of %d passages in a wrong place, want at most %v %%", got, sum.all, mostWrong)
	}
}

// BenchmarkFindQuality prints, for each class of passages, what share is found
// where it is, what share with the very same ends, and what share elsewhere.
func BenchmarkFindQuality(b *testing.B) {
	var classes map[string]*tally
	var sum tally
	for b.Loop() {
		classes, sum = quality(10)
	}
	for _, g := range goals {
		b.Run(g.class, func(b *testing.B) {
			c := classes[g.class]
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(c.all), "passages")
			b.ReportMetric(c.share(c.right), "%right")
			b.ReportMetric(g.share, "goal-%right")
			b.ReportMetric(c.share(c.toTheLetter), "%to-the-letter")
			b.ReportMetric(c.share(c.wrong), "%wrong")
		})
	}
	b.Run("overall", func(b *testing.B) {
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(sum.all), "passages")
		b.ReportMetric(sum.share(sum.wrong), "%wrong")
		b.ReportMetric(mostWrong, "goal-%wrong")
	})
}
