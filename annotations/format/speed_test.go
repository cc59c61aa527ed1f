package format_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
)

// manyClaims is 100 articles of 10 kB and 1,000 claims in each, about 60 MB
// as Claimlight JSON.
func manyClaims() *annotations.Library {
	lib := &annotations.Library{Codebook: annotations.ClaimTypes()}
	made := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	sentence := "Ambulance waits doubled to “40” minutes in 2025, ministers say. "
	for i := range 100 {
		text := fmt.Sprintf("Article %d. ", i) + strings.TrimSpace(strings.Repeat(sentence, 150))
		a := annotations.Article{
			ID: annotations.ID(fmt.Sprintf("urn:uuid:01930000-0000-7000-8000-%012d", i)), Title: "Ambulances",
			Source: fmt.Sprintf("https://example.org/news/%d", i), Text: text, Digest: annotations.Digest(text),
			Blocks: format.Paragraphs(text), Added: made,
		}
		lib.Articles = append(lib.Articles, a)
		start := strings.Index(text, "Ambulance")
		for j := range 1000 {
			at := start + j%150*len(sentence)
			span := annotations.Span{Start: at, End: at + 42}
			lib.Claims = append(lib.Claims, annotations.Claim{
				ID: annotations.ID(fmt.Sprintf("urn:uuid:01930000-0000-7000-9%03d-%012d", i, j)), Article: a.ID,
				Span: span, Quote: annotations.Describe(text, span), Tags: []annotations.ID{"urn:claimlight:tag:quantity"},
				Worth: annotations.CheckWorthy, Creator: annotations.Creator{ID: "urn:uuid:01930000-0000-7000-8000-00000000000a", Nickname: "mk"},
				Created: made, Modified: made.Add(time.Duration(j) * time.Second),
			})
		}
	}
	lib.Sort()
	return lib
}

func BenchmarkEncode100000(b *testing.B) {
	lib := manyClaims()
	var size counter
	for b.Loop() {
		size = 0
		if report, err := format.Encode(&size, lib, "bench"); err != nil || report.Verified != 100_000 {
			b.Fatal(report, err)
		}
	}
	b.SetBytes(int64(size))
	b.ReportMetric(float64(size)/1e6, "MB")
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func BenchmarkDecode100000(b *testing.B) {
	var file bytes.Buffer
	if _, err := format.Encode(&file, manyClaims(), "bench"); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	var longest time.Duration
	for b.Loop() {
		d := format.NewDecoder(struct{ io.Reader }{bytes.NewReader(file.Bytes())}, format.Source{})
		last := time.Now()
		for range d.Steps() {
			now := time.Now()
			longest = max(longest, now.Sub(last))
			last = now
		}
		longest = max(longest, time.Since(last))
		if in, err := d.Import(); err != nil || in.Verified != 100_000 {
			b.Fatal(in.Report, err)
		}
	}
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms/longest-step")
}
