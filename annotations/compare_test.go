package annotations_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

func ExampleCompare() {
	before, after := "Waits doubled. Trains ran.", "Waits fell. Trains ran late."
	r := annotations.Compare(before, after)
	for _, c := range r.Changes {
		fmt.Printf("%q became %q\n", c.Before.Of(before), c.After.Of(after))
	}
	fmt.Println(r.Kept(annotations.Span{Start: 15, End: 25}))
	// Output:
	// "doubled" became "fell"
	// "" became " late"
	// [12,22) true
}

// redlined writes a comparison with {-what was taken out} and {+what was put in}.
func redlined(before, after string) string {
	var b strings.Builder
	r := annotations.Compare(before, after)
	for _, e := range r.Edits(before, after) {
		fmt.Fprintf(&b, [...]string{"%s", "{-%s}", "{+%s}"}[e.Op], e.Text)
	}
	return b.String()
}

func TestChangesAreWhereAPersonWouldMarkThem(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"a number is one word", "It cost 2,100.50 crowns.", "It cost 2,400.50 crowns.", "It cost {-2,100.50}{+2,400.50} crowns."},
		{"a sentence put in begins with the sentence", "The one. The two.", "The one. The half. The two.", "The one. {+The half. }The two."},
		{"a sentence taken out", "The one. The half. The two.", "The one. The two.", "The one. {-The half. }The two."},
		{"a paragraph put in", "A b.\n\nA c.", "A b.\n\nA x.\n\nA c.", "A b.\n\n{+A x.\n\n}A c."},
		{"a paragraph at the end", "A b.", "A b.\n\nA x.", "A b.{+\n\nA x.}"},
		{"one word kept among many says nothing", "We saw big old dogs the small new cats run.", "We saw red hot pies the cold wet rain run.",
			"We saw {-big old dogs the small new cats}{+red hot pies the cold wet rain} run."},
		{"two words that changed next to each other are one change", "a big dog ran", "a small cat ran", "a {-big dog}{+small cat} ran"},
		{"nothing in common", "yes", "no", "{-yes}{+no}"},
		{"the same", "yes", "yes", "yes"},
		{"nothing before", "", "yes", "{+yes}"},
		{"paragraphs are not joined", "Old words here.\n\nThe end.", "New words there.\n\nAn end.",
			"{-Old}{+New} words {-here}{+there}.\n\n{-The}{+An} end."},
		{"a word that changed before a paragraph that was put in", "It takes twelve months.\n\nThe end of it.", "It takes twenty-four months.\n\nA ferry runs every day.\n\nThe end of it.",
			"It takes {-twelve}{+twenty-four} months.\n\n{+A ferry runs every day.\n\n}The end of it."},
		{"a paragraph that moved behind a shorter one", "It is a short one.\n\nThis is the longer one of the two.\n\nEnd of it.",
			"This is the longer one of the two.\n\nIt is a short one.\n\nEnd of it.",
			"{-It is a short one.\n\n}This is the longer one of the two.\n\n{+It is a short one.\n\n}End of it."},
		{"paragraphs that share but little words", "The mayor of the town said no to it on Monday at noon.", "Ferries run every ten minutes all day of the week, free.",
			"{-The mayor of the town said no to it on Monday at noon.}{+Ferries run every ten minutes all day of the week, free.}"},
	} {
		if diff := cmp.Diff(c.want, redlined(c.before, c.after)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// checkRevision checks what every comparison promises: its changes are in order,
// not empty, and between them both texts are the same.
func checkRevision(t interface {
	Helper()
	Fatalf(string, ...any)
}, before, after string) {
	t.Helper()
	r := annotations.Compare(before, after)
	a, b := 0, 0
	for i, c := range append(r.Changes, annotations.Replacement{
		Before: annotations.Span{Start: len(before), End: len(before)}, After: annotations.Span{Start: len(after), End: len(after)}}) {
		if !c.Before.Within(before) || !c.After.Within(after) || c.Before.Start < a || c.After.Start < b {
			t.Fatalf("change %d of %d, %+v, is out of order or outside of %q and %q", i, len(r.Changes), c, before, after)
		}
		if before[a:c.Before.Start] != after[b:c.After.Start] {
			t.Fatalf("before change %d, %q and %q should be the same", i, before[a:c.Before.Start], after[b:c.After.Start])
		}
		if i < len(r.Changes) && (c.Before.Empty() && c.After.Empty() || i > 0 && c.Before.Start == a && c.After.Start == b) {
			t.Fatalf("change %d, %+v, is empty or could be joined with the one before", i, c)
		}
		if kept, ok := r.Kept(annotations.Span{Start: a, End: c.Before.Start}); c.Before.Start > a && (!ok || kept != (annotations.Span{Start: b, End: c.After.Start})) {
			t.Fatalf("Kept(%d to %d) is %v %t, want %d to %d", a, c.Before.Start, kept, ok, b, c.After.Start)
		}
		if !c.Before.Empty() && i < len(r.Changes) {
			if _, ok := r.Kept(c.Before); ok {
				t.Fatalf("change %d, %+v, was kept", i, c)
			}
		}
		a, b = c.Before.End, c.After.End
	}
}

func TestBetweenChangesTextsAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkRevision(t, scripts().Draw(t, "before"), scripts().Draw(t, "after")) })
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "the", "cat", ". ", "\n\n", " ", "é", "東"}), 0, 60)
	rapid.Check(t, func(t *rapid.T) {
		before := words.Draw(t, "before")
		after := append([]string{}, before...)
		for range rapid.IntRange(0, 6).Draw(t, "edits") {
			i := rapid.IntRange(0, len(after)).Draw(t, "at")
			j := rapid.IntRange(i, min(len(after), i+8)).Draw(t, "to")
			after = append(append(append([]string{}, after[:i]...), words.Draw(t, "put in")...), after[j:]...)
		}
		checkRevision(t, strings.Join(before, ""), strings.Join(after, ""))
	})
}

func FuzzCompare(f *testing.F) {
	f.Add("Waits doubled.\n\nTrains ran.", "Waits fell.\n\nNo trains ran.")
	f.Add("a a a a b a", "a b a a a a a")
	f.Fuzz(func(t *testing.T, before, after string) {
		before, after = strings.ToValidUTF8(before, "?"), strings.ToValidUTF8(after, "?")
		checkRevision(t, before, after)
	})
}

// Signs are no words, and changes of them are never joined, so that nothing but the
// shortest way is right here.
func TestSmallStretchesAreComparedExactly(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		a, b := signs(r, 1+r.IntN(14)), signs(r, 1+r.IntN(14))
		before, after := strings.Join(a, ""), strings.Join(b, "")
		rev, kept := annotations.Compare(before, after), 0
		for _, e := range rev.Edits(before, after) {
			if e.Op == annotations.Keep {
				kept += len(e.Text)
			}
		}
		if want := longestCommon(a, b); kept != want {
			t.Fatalf("of %q and %q %d are kept, want %d", before, after, kept, want)
		}
	}
}

func signs(r *rand.Rand, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = pick(r, []string{"+", "=", "%", "&"})
	}
	return list
}

func longestCommon(a, b []string) int {
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	for i, x := range a {
		for j, y := range b {
			best[i+1][j+1] = max(best[i][j+1], best[i+1][j])
			if x == y {
				best[i+1][j+1] = best[i][j] + 1
			}
		}
	}
	return best[len(a)][len(b)]
}

// hopeless are pairs of texts of about n bytes that are as hard to compare as can
// be.
func hopeless(n int) map[string][2]string {
	r := rand.New(rand.NewPCG(7, 7))
	noise := func(words int) string {
		var b strings.Builder
		for b.Len() < n {
			fmt.Fprintf(&b, "w%d ", r.IntN(words))
		}
		return b.String()
	}
	return map[string][2]string{
		"two letters":          {noise(2), noise(2)},
		"a thousand words":     {noise(1000), noise(1000)},
		"nothing twice":        {noise(1 << 30), noise(1 << 30)},
		"one word":             {strings.Repeat("a ", n/2), strings.Repeat("a ", n/3) + "b" + strings.Repeat(" a", n/6)},
		"one letter, no space": {strings.Repeat("a", n), strings.Repeat("a", n-1)},
		"back to front":        {count(n), reversed(count(n))},
		"two of three":         {strings.Repeat("a b ", n/4), strings.Repeat("a c b ", n/6)},
	}
}

func count(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%d ", i)
	}
	return b.String()
}

func reversed(s string) string {
	words := strings.Fields(s)
	for i := range len(words) / 2 {
		words[i], words[len(words)-1-i] = words[len(words)-1-i], words[i]
	}
	return strings.Join(words, " ")
}

func TestNoInputIsComparedForLong(t *testing.T) {
	for name, pair := range hopeless(1 << 18) {
		t.Run(name, func(t *testing.T) { checkRevision(t, pair[0], pair[1]) })
	}
	if r := annotations.Compare(hopeless(1 << 18)["two letters"][0], hopeless(1 << 18)["two letters"][1]); !r.Coarse {
		t.Error("two texts without order were compared word by word, or nothing says that they were not")
	}
}

func BenchmarkCompare(b *testing.B) {
	text := revise(5, plan{paragraphs: 3000, reword: 0.1, words: 0.4, delete: 0.01, move: 0.001})
	pairs := hopeless(1 << 20)
	pairs["edited"] = [2]string{text.old, text.new}
	for name, pair := range pairs {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(pair[0])))
			for b.Loop() {
				annotations.Compare(pair[0], pair[1])
			}
		})
	}
}
