//go:build !js

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"claimlight/annotations"

	"github.com/spf13/cobra"
)

func anchorCommand() *cobra.Command {
	var textFile, unit string
	var similarity float64
	cmd := &cobra.Command{
		Use:   "anchor [IN]",
		Short: "Find quotes in a text, or say that they are lost",
		Long: `Anchor reads JSON lines from IN or standard input, each with the words of a
passage and what is known of its place:

  {"exact": "…", "prefix": "…", "suffix": "…", "start": 12, "text": "…"}

All but exact may be missing; start is where the passage once began, and may be
wrong. Text is that of --text where a line has none. For each line it prints
one:

  {"start": 12, "end": 34, "similarity": 1, "how": "exact"}

How is exact, moved, edited, or lost, which stands alone. A passage is never
placed by a best guess: where two places fit equally well, it is lost.`,
		Example: "  claimlight anchor --text article.txt quotes.jsonl\n  claimlight anchor --unit utf16 --text article.txt quotes.jsonl",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			u, err := unitNamed(unit)
			if err != nil {
				return err
			}
			a := anchorer{unit: u, similarity: similarity}
			if textFile != "" {
				data, err := readInput(cmd, textFile)
				if err != nil {
					return err
				}
				if err := a.setText(string(data)); err != nil {
					return fmt.Errorf("%s: %w", textFile, err)
				}
			}
			in := cmd.InOrStdin()
			if len(args) == 1 && args[0] != "-" {
				file, err := openInput(args[0])
				if err != nil {
					return err
				}
				defer file.Close()
				in = file
			}
			return a.lines(in, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&textFile, "text", "", "`file` with the text that lines without one mean")
	cmd.Flags().StringVar(&unit, "unit", annotations.CodePoints.String(), "what offsets count, in and out: codepoints, utf16 or bytes")
	cmd.Flags().Float64Var(&similarity, "similarity", 0, "least similarity of an edited passage, from 0 to 1; it can only tighten what is asked for anyway")
	return cmd
}

func unitNamed(name string) (annotations.Unit, error) {
	for _, u := range []annotations.Unit{annotations.CodePoints, annotations.UTF16, annotations.Bytes} {
		if u.String() == name {
			return u, nil
		}
	}
	return 0, fmt.Errorf("there is no unit %q: use codepoints, utf16 or bytes", name)
}

// An anchorer finds passages in one text after the other. It keeps the index
// of the last text of its own and of the one for all lines.
type anchorer struct {
	unit       annotations.Unit
	similarity float64
	shared     *indexed
	last       *indexed
}

type indexed struct {
	finder  *annotations.Finder
	offsets *annotations.Offsets
}

var errNotUTF8 = errors.New("the text is not UTF-8")

func (a *anchorer) index(text string) (*indexed, error) {
	if !utf8.ValidString(text) {
		return nil, errNotUTF8
	}
	finder := annotations.NewFinder(text)
	finder.MinSimilarity = a.similarity
	return &indexed{finder, annotations.NewOffsets(text)}, nil
}

// setText sets the text of lines that have none.
func (a *anchorer) setText(text string) (err error) {
	a.shared, err = a.index(text)
	return err
}

// A quoteLine is a passage to find.
type quoteLine struct {
	Text   *string `json:"text"`
	Exact  string  `json:"exact"`
	Prefix string  `json:"prefix"`
	Suffix string  `json:"suffix"`
	Start  *int    `json:"start"`
}

// A placeLine is where a passage was found.
type placeLine struct {
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Similarity float64 `json:"similarity"`
	How        string  `json:"how"`
}

// lostLine is the answer for a passage that was not found.
const lostLine = `{"how":"lost"}` + "\n"

// longestLine is the most that a line may have: a text of any article and its
// quote.
const longestLine = 256 << 20

// lines answers each line of in with one of out.
func (a *anchorer) lines(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	answers := bufio.NewWriter(out)
	for n := 1; lines.Scan(); n++ {
		line := lines.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF")) // as programs on Windows write
		}
		if len(line) == 0 {
			continue
		}
		answer, err := a.answer(line)
		if err != nil {
			return errors.Join(fmt.Errorf("line %d: %w", n, err), answers.Flush())
		}
		if _, err := answers.Write(answer); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading the quotes: %w", err)
	}
	if err := answers.Flush(); err != nil {
		return fmt.Errorf("writing the answers: %w", err)
	}
	return nil
}

func (a *anchorer) answer(line []byte) ([]byte, error) {
	var q quoteLine
	if err := json.Unmarshal(line, &q); err != nil {
		return nil, fmt.Errorf(`it is no object like {"exact":"…","start":12}: %w`, err)
	}
	in := a.shared
	if q.Text != nil {
		if a.last == nil || a.last.offsets.Text() != *q.Text {
			last, err := a.index(*q.Text)
			if err != nil {
				return nil, err
			}
			a.last = last
		}
		in = a.last
	}
	if in == nil {
		return nil, errors.New(`there is no text to search: give --text FILE, or a "text" in the line`)
	}
	hint := annotations.NoHint
	if q.Start != nil {
		hint = a.hint(in.offsets, *q.Start)
	}
	match := in.finder.Find(annotations.Quote{Exact: q.Exact, Prefix: q.Prefix, Suffix: q.Suffix}, hint)
	if match.How == annotations.Lost {
		return []byte(lostLine), nil
	}
	start, end, err := in.offsets.In(match.Span, a.unit)
	if err != nil {
		return nil, fmt.Errorf("counting %v: %w", match.Span, err)
	}
	answer, err := json.Marshal(placeLine{start, end, match.Similarity, match.How.String()})
	if err != nil {
		return nil, fmt.Errorf("writing an answer: %w", err)
	}
	return append(answer, '\n'), nil
}

// hint is the byte at which a passage is said to start. A start inside of a
// character means that character, and one beyond the text its end: both are
// wrong, but say that the passage was elsewhere.
func (a *anchorer) hint(offsets *annotations.Offsets, start int) int {
	const widest = 4 // units of a character, in any unit
	for n := start; n >= 0 && n > start-widest; n-- {
		if at, err := offsets.Convert(n, a.unit, annotations.Bytes); err == nil {
			return at
		}
	}
	if start < 0 {
		return annotations.NoHint
	}
	return len(offsets.Text())
}
