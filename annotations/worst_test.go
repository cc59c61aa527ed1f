package annotations_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
)

// paragraphs10000 are 10,000 equal paragraphs.
var paragraphs10000 = strings.Repeat("The council said on Monday that the bridge will stay closed until spring.\n\n", 10000)

// worst are texts and quotes that would make a search of every place by every
// quote, or of every place of a word, take for ever.
var worst = []struct {
	name  string
	text  func() string
	quote annotations.Quote
	how   annotations.How
}{
	{"one letter, a megabyte of it", func() string { return strings.Repeat("a", megabyte) },
		annotations.Quote{Exact: strings.Repeat("a", 200)}, annotations.Lost},
	{"one letter, and a quote with another", func() string { return strings.Repeat("a", megabyte) },
		annotations.Quote{Exact: strings.Repeat("a", 2000) + "b" + strings.Repeat("a", 2000)}, annotations.Lost},
	{"one letter, and other surroundings", func() string { return strings.Repeat("a", megabyte) },
		annotations.Quote{Exact: strings.Repeat("a", 500), Prefix: "b", Suffix: "c"}, annotations.Lost},
	{"one word, half a million times", func() string { return strings.Repeat("a ", megabyte/2) },
		annotations.Quote{Exact: strings.Repeat("a ", 2000) + "a", Prefix: "b ", Suffix: " c"}, annotations.Lost},
	{"two words in turn, and a quote out of turn", func() string { return strings.Repeat("a b ", megabyte/4) },
		annotations.Quote{Exact: strings.Repeat("a b ", 500) + "b a " + strings.Repeat("a b ", 500)}, annotations.Lost},
	{"5,000 characters that are not in 5 MB", func() string { return newProse(rand.New(rand.NewPCG(3, 3))).article(5 * megabyte) },
		annotations.Quote{Exact: newProse(rand.New(rand.NewPCG(4, 4))).article(5000)}, annotations.Lost},
	{"5,000 Chinese characters that are not in 5 MB", func() string { return han(5, 5*megabyte/3) },
		annotations.Quote{Exact: han(6, 5000)}, annotations.Lost},
	{"equal paragraphs", func() string { return paragraphs10000 },
		annotations.Quote{Exact: "the bridge will stay closed", Prefix: "on Monday that ", Suffix: " until spring."}, annotations.Lost},
	{"equal paragraphs, a quote with one word changed", func() string { return paragraphs10000 },
		annotations.Quote{Exact: "the tunnel will stay closed", Prefix: "on Monday that ", Suffix: " until spring."}, annotations.Lost},
	{"equal paragraphs, and a quote of many of them", func() string { return paragraphs10000 },
		annotations.Quote{Exact: paragraphs10000[:5000]}, annotations.Lost},
	{"equal paragraphs, and one that is not", func() string { return paragraphs10000 + "Nobody asked why the bridge will stay closed." },
		annotations.Quote{Exact: "the bridge will stay closed", Prefix: "Nobody asked why ", Suffix: "."}, annotations.Exact},
	{"spaces", func() string { return strings.Repeat(" ", megabyte) + "x" },
		annotations.Quote{Exact: "x y", Prefix: "a b", Suffix: strings.Repeat(" ", 5000)}, annotations.Lost},
	{"marks on one letter", func() string { return "a" + strings.Repeat("\u0301", megabyte/2) },
		annotations.Quote{Exact: "a" + strings.Repeat("\u0301", 2000)}, annotations.Lost},
	{"flags", func() string { return strings.Repeat("🇩🇪", megabyte/8) },
		annotations.Quote{Exact: strings.Repeat("🇪🇩", 500)}, annotations.Lost},
}

// han is n characters of something like Chinese.
func han(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, seed))
	var b strings.Builder
	for i := range n {
		if i%17 == 16 {
			b.WriteString("，")
			continue
		}
		x := r.Float64()
		b.WriteRune(rune(0x4E00 + int(3000*x*x*x)))
	}
	return b.String()
}

func TestFindIsNeverQuadratic(t *testing.T) {
	limit := time.Second
	if runtime.GOARCH == "wasm" {
		limit *= 3
	}
	for _, c := range worst {
		t.Run(c.name, func(t *testing.T) {
			text := c.text()
			var m annotations.Match
			took := time.Hour
			for range 3 { // of which two may have waited for others
				start := time.Now()
				m = annotations.NewFinder(text).Find(c.quote, annotations.NoHint)
				took = min(took, time.Since(start))
			}
			if m.How != c.how {
				t.Errorf("%v, want %v", m, c.how)
			}
			if took > limit {
				t.Errorf("took %v, want at most %v", took, limit)
			}
			t.Log(took.Round(time.Millisecond / 10))
		})
	}
}

func BenchmarkFindWorst(b *testing.B) {
	for _, c := range worst {
		b.Run(c.name, func(b *testing.B) {
			text := c.text()
			for b.Loop() {
				annotations.NewFinder(text).Find(c.quote, annotations.NoHint)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(b.Elapsed())/float64(time.Millisecond)/float64(b.N), "ms")
			b.ReportMetric(1000, "goal-ms")
		})
	}
	b.Run("1,000 quotes of equal paragraphs", func(b *testing.B) {
		for b.Loop() {
			f := annotations.NewFinder(paragraphs10000)
			for i := range 1000 {
				f.Find(annotations.Quote{Exact: fmt.Sprintf("bridge number %d will stay closed", i), Prefix: "on Monday that the ", Suffix: " until spring."}, annotations.NoHint)
			}
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(b.Elapsed())/float64(time.Millisecond)/float64(b.N), "ms")
		b.ReportMetric(1000, "goal-ms")
	})
}
