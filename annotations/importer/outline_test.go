package importer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"claimlight/annotations"
	"claimlight/annotations/importer"
)

// Outline writes an article's blocks one a line, as the files in testdata have
// them: # heading, p paragraph, - item, 1. item, + what continues an item,
// code, row, caption and ***, each after a > for each quotation around it, and
// with a sign for each level. Marks stand in braces, after their kind. ⏎ is a
// line break, ⇥ a tab, ⍽ a no-break space.
func outline(a annotations.Article) string {
	var out strings.Builder
	for _, b := range a.Blocks {
		out.WriteString(strings.Repeat(">", b.Quoted))
		if b.Quoted > 0 {
			out.WriteByte(' ')
		}
		switch b.Kind {
		case annotations.Heading:
			out.WriteString(strings.Repeat("#", b.Level))
		case annotations.Paragraph:
			out.WriteString(strings.Repeat("+", b.Level))
			if b.Level == 0 {
				out.WriteByte('p')
			}
		case annotations.Item:
			out.WriteString(strings.Repeat("-", b.Level-1))
			if b.Number > 0 {
				fmt.Fprintf(&out, "%d.", b.Number)
			} else {
				out.WriteByte('-')
			}
		case annotations.Code:
			out.WriteString(strings.Repeat("+", b.Level) + "code")
		case annotations.Row:
			fmt.Fprintf(&out, "row%d", b.Number)
		case annotations.Rule:
			out.WriteString("***\n")
			continue
		default:
			out.WriteString(string(b.Kind))
		}
		out.WriteByte(' ')
		out.WriteString(marked(a.Text, b))
		out.WriteByte('\n')
	}
	return out.String()
}

var markNames = map[annotations.MarkKind]string{
	annotations.Emphasis: "em", annotations.Strong: "strong", annotations.CodeText: "code",
	annotations.Superscript: "sup", annotations.Subscript: "sub", annotations.Cell: "td", annotations.HeaderCell: "th",
}

// marked writes b's text with its marks. Marks that cross others are closed and
// opened again around them.
func marked(text string, b annotations.Block) string {
	var out strings.Builder
	var open []annotations.Mark
	begin := func(m annotations.Mark) {
		name := markNames[m.Kind]
		if m.Kind == annotations.Link {
			name = m.Href
		}
		out.WriteString("{" + name + " ")
	}
	next := 0
	for i := b.Span.Start; i <= b.Span.End; i++ {
		ends := slices.IndexFunc(open, func(m annotations.Mark) bool { return m.Span.End <= i })
		if ends >= 0 {
			out.WriteString(strings.Repeat("}", len(open)-ends))
			rest := slices.Clone(open[ends:])
			open = open[:ends]
			for _, m := range rest {
				if m.Span.End > i {
					begin(m)
					open = append(open, m)
				}
			}
		}
		for next < len(b.Marks) && b.Marks[next].Span.Start == i {
			m := b.Marks[next]
			next++
			begin(m)
			if m.Span.Empty() {
				out.WriteByte('}')
				continue
			}
			open = append(open, m)
		}
		if i < b.Span.End {
			out.WriteByte(text[i])
		}
	}
	return strings.NewReplacer("\n", "⏎", "\t", "⇥", "\u00A0", "⍽").Replace(out.String())
}

// A testCase is one of a file in testdata: a line "=== name", the input, a line
// "--->", and the outline.
type testCase struct{ name, input, want string }

func readCases(t *testing.T, file string) []testCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	for _, part := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		input, want, ok := strings.Cut(rest, "\n--->\n")
		if !ok {
			t.Fatalf("%s: %q has no line --->", file, name)
		}
		// Escapes for what an editor would not keep.
		input = strings.NewReplacer(`\u00a0`, "\u00A0", `\u00ad`, "\u00AD", `\u200b`, "\u200B", `\u200d`, "\u200D",
			`\u200f`, "\u200F", `\u0301`, "\u0301", `\ufeff`, "\uFEFF", `\u2028`, "\u2028", `\u0007`, "\a", `\r`, "\r").Replace(input)
		cases = append(cases, testCase{name, input, strings.TrimSpace(want) + "\n"})
	}
	return cases
}

// The name of a file in testdata says what its inputs are.
func TestImportKeepsStructureAndWords(t *testing.T) {
	for file, hint := range map[string]importer.Hint{
		"html":      {Type: "text/html", Source: "https://news.example/a/story.html"},
		"clipboard": {Type: "text/html"},
		"markdown":  {Type: "text/markdown"},
		"plain":     {},
	} {
		for _, c := range readCases(t, filepath.Join("testdata", file+".txt")) {
			t.Run(file+"/"+c.name, func(t *testing.T) {
				a, err := importer.Import([]byte(c.input), hint)
				if err != nil {
					t.Fatal(err)
				}
				if err := a.Validate(); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, outline(a)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}
