package annotations_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

// paper is an article with a paragraph for each line; one that starts with "|" is a
// row of cells, and "---" is a rule.
func paper(lines ...string) *annotations.Article {
	a := &annotations.Article{}
	for _, l := range lines {
		if l == "---" {
			continue
		}
		b := annotations.Block{Kind: annotations.Paragraph}
		if rest, row := strings.CutPrefix(l, "|"); row {
			b.Kind, b.Number, l = annotations.Row, 2, strings.ReplaceAll(rest, "|", "\t")
		}
		if a.Text != "" {
			a.Text += annotations.Separator
		}
		at := len(a.Text)
		b.Span = annotations.Span{Start: at, End: at + len(l)}
		if b.Kind == annotations.Row {
			for cell := range strings.SplitSeq(l, "\t") {
				b.Marks = append(b.Marks, annotations.Mark{Kind: annotations.Cell, Span: annotations.Span{Start: at, End: at + len(cell)}})
				at += len(cell) + 1
			}
		}
		a.Text += l
		a.Blocks = append(a.Blocks, b)
	}
	a.Digest = annotations.Digest(a.Text)
	return a
}

// shown is a redline with a line for each block, {-what was taken out} and {+what
// was put in}, and cells in brackets.
func shown(l *annotations.Redline) string {
	var b strings.Builder
	for _, block := range l.Blocks {
		for i := block.Span.Start; i <= block.Span.End; i++ {
			for _, m := range block.Marks {
				if m.Span.End == i {
					b.WriteString("]")
				}
			}
			for _, s := range l.Strokes {
				if s.Span.End == i && s.Span.Start >= block.Span.Start {
					b.WriteString("}")
				}
			}
			for _, m := range block.Marks {
				if m.Span.Start == i {
					b.WriteString("[")
				}
			}
			for _, s := range l.Strokes {
				if s.Span.Start == i && i < block.Span.End {
					b.WriteString([]string{"", "{-", "{+"}[s.Op])
				}
			}
			if i < block.Span.End {
				b.WriteByte(l.Text[i])
			}
		}
		b.WriteString("\n")
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), "\t", "")
}

func TestARedlineShowsBothVersions(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after []string
		want          string
	}{
		{"words", []string{"Waits doubled.", "Trains ran."}, []string{"Waits fell.", "Trains ran."}, "Waits {-doubled}{+fell}.\nTrains ran."},
		{"a paragraph put in", []string{"One is here.", "Three is here."}, []string{"One is here.", "Two came too.", "Three is here."},
			"One is here.\n{+Two came too.}\nThree is here."},
		{"a paragraph taken out", []string{"One is here.", "Two came too.", "Three is here."}, []string{"One is here.", "Three is here."},
			"One is here.\n{-Two came too.}\nThree is here."},
		{"the last taken out", []string{"One is here.", "Two came too."}, []string{"One is here."}, "One is here.\n{-Two came too.}"},
		{"a paragraph replaced", []string{"A a.", "Old words gone.", "Z z."}, []string{"A a.", "New ones instead of that.", "Z z."},
			"A a.\n{-Old words gone.}\n{+New ones instead of that.}\nZ z."},
		{"two became one", []string{"One is here.", "Two is there."}, []string{"One is here. Two is there."}, "One is here.{- ¶ }{+ }Two is there."},
		{"one became two", []string{"One is here. Two is there."}, []string{"One is here.", "Two is there."}, "One is here.{- }{+¶}\nTwo is there."},
		{"a cell", []string{"|Year|Cost", "|2025|21"}, []string{"|Year|Cost", "|2025|24"}, "[Year][Cost]\n[2025][{-21}{+24]}"},
		{"a row put in", []string{"|Year|Cost", "|2025|21"}, []string{"|Year|Cost", "|2024|20", "|2025|21"}, "[Year][Cost]\n[{+2024][20]}\n[2025][21]"},
		{"a row taken out", []string{"|Year|Cost", "|2024|20", "|2025|21"}, []string{"|Year|Cost", "|2025|21"}, "[Year][Cost]\n[{-2024][20]}\n[2025][21]"},
		{"all of it", []string{"Yes sir."}, []string{"No, madam, never"}, "{-Yes sir.}\n{+No, madam, never}"},
		{"nothing before", nil, []string{"Yes."}, "{+Yes.}"},
		{"nothing after", []string{"Yes."}, nil, "{-Yes.}"},
	} {
		before, after := paper(c.before...), paper(c.after...)
		r := annotations.Compare(before.Text, after.Text)
		if diff := cmp.Diff(c.want, shown(annotations.NewRedline(before, after, &r))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// What a redline promises, of any two articles: without what was put in and what
// stands for ends of paragraphs, its words are those before; without what was
// taken out, the later text, and each place of that stands where At says.
func TestARedlineHoldsBothVersions(t *testing.T) {
	lines := rapid.SliceOfN(rapid.StringMatching(`(a|b|née|東|the|cat|dog|ran|\.| | |\|){1,8}`), 0, 6)
	rapid.Check(t, func(t *rapid.T) {
		before, after := trimmedPaper(lines.Draw(t, "before")), trimmedPaper(lines.Draw(t, "after"))
		r := annotations.Compare(before.Text, after.Text)
		l := annotations.NewRedline(before, after, &r)
		var old, new strings.Builder
		at := 0
		for i, s := range append(l.Strokes, annotations.Stroke{Span: annotations.Span{Start: len(l.Text)}}) {
			if s.Span.Start < at {
				t.Fatalf("stroke %d of %+v is out of order", i, l.Strokes)
			}
			old.WriteString(l.Text[at:s.Span.Start])
			new.WriteString(l.Text[at:s.Span.Start])
			if i < len(l.Strokes) {
				(map[annotations.EditOp]*strings.Builder{annotations.Delete: &old, annotations.Insert: &new})[s.Op].WriteString(s.Span.Of(l.Text))
				at = s.Span.End
			}
		}
		if diff := cmp.Diff(bare(before.Text), bare(old.String())); diff != "" {
			t.Fatalf("before (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(bare(after.Text), bare(new.String())); diff != "" {
			t.Fatalf("after (-want +got):\n%s", diff)
		}
		end := 0
		for i, b := range l.Blocks {
			if b.Span.Start < end || !b.Span.Within(l.Text) {
				t.Fatalf("block %d of %+v", i, l.Blocks)
			}
			end = b.Span.End
			for _, m := range b.Marks {
				if !b.Span.Contains(m.Span) || m.Span.End < m.Span.Start {
					t.Fatalf("mark %+v is not in block %+v", m, b)
				}
			}
		}
		checkRuns(t, before, l, l.Earlier)
		checkRuns(t, after, l, l.Later)
	})
}

// checkRuns checks that runs say of each byte of a where it stands in l, there and
// back.
func checkRuns(t *rapid.T, a *annotations.Article, l *annotations.Redline, runs annotations.Runs) {
	for _, b := range a.Blocks {
		for i := b.Span.Start; i < b.Span.End; i++ {
			if s := (annotations.Span{Start: b.Span.Start, End: i + 1}); runs.Selected(runs.Range(s)) != s {
				t.Fatalf("%v is selected as %v", s, runs.Selected(runs.Range(s)))
			}
			if j := runs.At(i); l.Text[j] != a.Text[i] || runs.Next(j) != i {
				t.Fatalf("byte %d of %q is at %d of %q, and that at %d", i, a.Text, j, l.Text, runs.Next(j))
			}
		}
	}
}

func trimmedPaper(lines []string) *annotations.Article {
	var list []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); strings.Trim(l, "|") != "" {
			list = append(list, l)
		}
	}
	return paper(list...)
}

// bare is text without white space and ends of paragraphs.
func bare(text string) string {
	return strings.NewReplacer(" ", "", "\n", "", "\t", "", "¶", "").Replace(text)
}

func ExampleNewRedline() {
	before, after := paper("Waits doubled to 40 minutes."), paper("Waits fell to 40 minutes.")
	r := annotations.Compare(before.Text, after.Text)
	l := annotations.NewRedline(before, after, &r)
	fmt.Println(l.Text)
	fmt.Println(l.Later.Range(annotations.Span{Start: 6, End: 10}).Of(l.Text))
	// Output:
	// Waits doubledfell to 40 minutes.
	// fell
}
