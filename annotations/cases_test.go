package annotations_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"claimlight/annotations"
)

// caseFile is what the files of shared/cases hold: the cases of other tools'
// tests, with offsets in UTF-16 code units.
type caseFile struct {
	Cases    []quoteCase
	Position []struct {
		Name, Text, Quote      string
		CodePoint, UTF16, UTF8 offsets
	}
	Ranking []struct {
		Name, Text string
		Queries    []annotations.Quote
	}
	Trim []struct {
		Text       string
		Start, End int
		Expect     offsets
	}
	Describe []struct {
		Set, Name, Text string
		Range           offsets
	}
}

type quoteCase struct {
	Name, Text, Exact, Prefix, Suffix string
	Kind, Applies                     string
	Hint                              *int
	Expect                            *struct{ Start, End *int }
	ExpectAll                         []offsets
}

type offsets struct{ Start, End int }

// sharedCases reads a file of shared/cases, which lies beside the repository
// where it is developed, and skips the test elsewhere.
func sharedCases(t *testing.T, name string) caseFile {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		data, err := os.ReadFile(filepath.Join(dir, "shared", "cases", name))
		if err == nil {
			var f caseFile
			if err := json.Unmarshal(data, &f); err != nil {
				t.Fatal(err)
			}
			return f
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("shared/cases/%s is not here", name)
		}
	}
}

// ambiguous are cases in which nothing tells two places apart, and which the
// other tool decides by taking the first. We say lost.
var ambiguous = map[string]bool{
	"hint is a tie-breaker between matches with close scores: no hint -> first": true,
}

func TestFindCasesOfOtherTools(t *testing.T) {
	for _, name := range []string{"apache-cases.json", "hypothesis-cases.json"} {
		for _, c := range sharedCases(t, name).Cases {
			t.Run(c.Name, func(t *testing.T) {
				switch {
				case c.Applies == "strict-only":
					t.Skip("only for finders that take prefix and suffix to the letter")
				case c.Kind == "stubbed":
					t.Skip("the tool's own finder answers otherwise, as the file says")
				}
				o := annotations.NewOffsets(c.Text)
				hint := annotations.NoHint
				if c.Hint != nil {
					if n, err := o.Convert(*c.Hint, annotations.UTF16, annotations.Bytes); err == nil {
						hint = n
					} else {
						hint = len(c.Text) + 1
					}
				}
				m := annotations.NewFinder(c.Text).Find(annotations.Quote{Exact: c.Exact, Prefix: c.Prefix, Suffix: c.Suffix}, hint)
				if c.Expect == nil || c.Exact == "" || len(c.ExpectAll) > 1 || ambiguous[c.Name] || strings.HasSuffix(c.Name, "no hint -> first") {
					if m.How != annotations.Lost {
						t.Errorf("found %q (%v), want it lost", m.Span.Of(c.Text), m)
					}
					return
				}
				if m.How == annotations.Lost {
					t.Fatal("lost")
				}
				start, end, err := o.In(m.Span, annotations.UTF16)
				if err != nil {
					t.Fatal(err)
				}
				want := offsets{*c.Expect.Start, end}
				if c.Expect.End != nil {
					want.End = *c.Expect.End
				}
				if diff := cmp.Diff(want, offsets{start, end}); diff != "" {
					t.Errorf("found %q (-want +got):\n%s", m.Span.Of(c.Text), diff)
				}
			})
		}
	}
}

func TestOffsetsCasesOfOtherTools(t *testing.T) {
	for _, c := range sharedCases(t, "apache-cases.json").Position {
		o := annotations.NewOffsets(c.Text)
		for unit, want := range map[annotations.Unit]offsets{annotations.CodePoints: c.CodePoint, annotations.UTF16: c.UTF16, annotations.Bytes: c.UTF8} {
			span, err := o.Span(want.Start, want.End, unit)
			if err != nil {
				t.Fatalf("%s: %v", c.Name, err)
			}
			if got := span.Of(c.Text); got != c.Quote {
				t.Errorf("%s: %d to %d %v is %q, want %q", c.Name, want.Start, want.End, unit, got, c.Quote)
			}
			start, end, err := o.In(span, unit)
			if diff := cmp.Diff(want, offsets{start, end}); err != nil || diff != "" {
				t.Errorf("%s, in %v: %v (-want +got):\n%s", c.Name, unit, err, diff)
			}
		}
	}
}

func TestTrimCasesOfOtherTools(t *testing.T) {
	for _, c := range sharedCases(t, "hypothesis-cases.json").Trim {
		o := annotations.NewOffsets(c.Text)
		span, err := o.Span(c.Start, c.End, annotations.UTF16)
		if err != nil {
			t.Fatal(err)
		}
		start, end, err := o.In(annotations.Trim(c.Text, span), annotations.UTF16)
		if diff := cmp.Diff(c.Expect, offsets{start, end}); err != nil || diff != "" {
			t.Errorf("Trim(%q, %v): %v (-want +got):\n%s", c.Text, span, err, diff)
		}
	}
}

// The less a quote is like the text, the less similar is the match.
func TestSimilarityFallsWithTheWords(t *testing.T) {
	ranking := sharedCases(t, "hypothesis-cases.json").Ranking
	c := ranking[0] // the others rank surroundings, which are not in the similarity
	last := 2.0
	for _, q := range c.Queries {
		m := annotations.NewFinder(c.Text).Find(q, annotations.NoHint)
		if m.Similarity >= last {
			t.Errorf("%q is %v similar, as much as the one before", q.Exact, m.Similarity)
		}
		last = m.Similarity
	}
}

// What Describe makes of the ranges that another tool describes is found again.
func TestDescribeCasesOfOtherTools(t *testing.T) {
	for _, c := range sharedCases(t, "apache-cases.json").Describe {
		span := annotations.Span{Start: c.Range.Start, End: c.Range.End} // all ASCII
		q := annotations.Describe(c.Text, span)
		for _, hint := range []int{span.Start, annotations.NoHint} {
			m := annotations.NewFinder(c.Text).Find(q, hint)
			if span.Empty() {
				if m.How != annotations.Lost {
					t.Errorf("%s: an empty quote is found at %v", c.Name, m.Span)
				}
				continue
			}
			if diff := cmp.Diff(annotations.Match{Span: span, Similarity: 1, How: annotations.Exact}, m); diff != "" {
				t.Errorf("%s: %+v (-want +got):\n%s", c.Name, q, diff)
			}
		}
	}
}
