package annotations_test

import (
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
)

// quotesOf cuts n quotes of 10 to 40 words out of text.
func quotesOf(text string, n int) ([]annotations.Quote, []int) {
	r := rand.New(rand.NewPCG(7, 7))
	var starts, ends []int
	in := false
	for i := range len(text) {
		space := text[i] == ' ' || text[i] == '\n'
		if !space && !in {
			starts = append(starts, i)
		}
		if space && in {
			ends = append(ends, i)
		}
		in = !space
	}
	ends = append(ends, len(text))
	var quotes []annotations.Quote
	var hints []int
	for range n {
		words := 10 + r.IntN(31)
		i := r.IntN(len(starts) - words)
		span := annotations.Span{Start: starts[i], End: ends[i+words-1]}
		quotes = append(quotes, annotations.Describe(text, span))
		hints = append(hints, span.Start)
	}
	return quotes, hints
}

// misprint replaces about share of the words of text.
func misprint(text string, share float64) string {
	r := rand.New(rand.NewPCG(9, 9))
	p := newProse(r)
	words := strings.Split(text, " ")
	for i := range words {
		if r.Float64() < share {
			words[i] = p.common(p.nouns)
		}
	}
	return strings.Join(words, " ")
}

// goals are milliseconds in WebAssembly; natively it is a third.
func goal(ms float64) float64 {
	if runtime.GOARCH == "wasm" {
		return ms
	}
	return ms / 3
}

func benchmarkFind(b *testing.B, goalMS float64, text string, quotes []annotations.Quote, hints []int) {
	found := 0
	for b.Loop() {
		finder := annotations.NewFinder(text) // its index is part of the work
		found = 0
		for i, q := range quotes {
			hint := annotations.NoHint
			if hints != nil {
				hint = hints[i]
			}
			if finder.Find(q, hint).How != annotations.Lost {
				found++
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(b.Elapsed())/float64(time.Millisecond)/float64(b.N), "ms")
	b.ReportMetric(goal(goalMS), "goal-ms")
	b.ReportMetric(100*float64(found)/float64(len(quotes)), "%found")
}

const megabyte = 1 << 20

func BenchmarkFind(b *testing.B) {
	text := newProse(rand.New(rand.NewPCG(1, 1))).article(megabyte)
	other := newProse(rand.New(rand.NewPCG(2, 2))).article(megabyte)
	quotes, hints := quotesOf(text, 1000)
	absent, _ := quotesOf(other, 1000)
	b.Run("unchanged", func(b *testing.B) { benchmarkFind(b, 60, text, quotes, hints) })
	b.Run("unchanged, no hints", func(b *testing.B) { benchmarkFind(b, 60, text, quotes, nil) })
	b.Run("2% of words edited", func(b *testing.B) { benchmarkFind(b, 340, misprint(text, 0.02), quotes, hints) })
	b.Run("10% of words edited", func(b *testing.B) { benchmarkFind(b, 340, misprint(text, 0.1), quotes, nil) })
	b.Run("absent", func(b *testing.B) { benchmarkFind(b, 200, text, absent, nil) })
}

// BenchmarkIndex prints what the index of texts of different scripts takes.
func BenchmarkIndex(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"prose", newProse(rand.New(rand.NewPCG(1, 1))).article(megabyte)},
		{"short words", strings.Repeat("a b c d e f g h ", megabyte/16)},
		{"Chinese", strings.Repeat("联合国大会今日通过了决议。", megabyte/39)},
		{"one letter", strings.Repeat("a", megabyte)},
	} {
		b.Run(c.name, func(b *testing.B) {
			var before, after runtime.MemStats
			q := annotations.Quote{Exact: "absent words"}
			for b.Loop() {
				runtime.GC()
				runtime.ReadMemStats(&before)
				f := annotations.NewFinder(c.text)
				f.Find(q, annotations.NoHint)
				runtime.GC()
				runtime.ReadMemStats(&after)
				runtime.KeepAlive(f)
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(c.text)), "bytes/byte")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(len(c.text)), "allocated/byte")
			b.ReportMetric(12, "goal")
		})
	}
}
