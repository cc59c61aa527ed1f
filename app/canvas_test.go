package app

import (
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestACanvasPaintsWhatCuttingAllAnewPaints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c canvas
		list := placed.Draw(t, "placed")
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			next := make([]Placed, 0, len(list)+3)
			for _, p := range list {
				if rapid.IntRange(0, 3).Draw(t, "keep") > 0 {
					next = append(next, p)
				}
			}
			for i := range rapid.IntRange(0, 2).Draw(t, "new") {
				from := rapid.IntRange(0, 20).Draw(t, "from")
				next = append(next, placedAt(20+i, from, from+rapid.IntRange(1, 12).Draw(t, "length")))
			}
			sort.Slice(next, func(i, j int) bool { return next[i].Compare(next[j].Claim) < 0 })
			list = next

			c = c.with(list, bySpeaker)
			painted, shared := segments(list, bySpeaker)
			got := [][]segment{append([]segment{}, c.painted...), append([]segment{}, c.shared...)}
			want := [][]segment{append([]segment{}, painted...), append([]segment{}, shared...)}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(segment{})); diff != "" {
				t.Fatalf("after an edit (-want +got):\n%s", diff)
			}
		}
	})
}

// One more claim among 10,000: what every key press pays.
func BenchmarkOneMoreOnACanvas(b *testing.B) {
	list := make([]Placed, 10_000)
	for i := range list {
		list[i] = placedAt(i, i*100, i*100+60+i%80)
	}
	c := canvas{}.with(list, bySpeaker)
	more := append(append(append([]Placed{}, list[:5000]...), placedAt(10_001, 499_990, 500_090)), list[5000:]...)
	for b.Loop() {
		c.with(more, bySpeaker)
	}
}
