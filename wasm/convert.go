//go:build !js

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/annotations/format/brat"

	"github.com/spf13/cobra"
)

// errStrict means that --strict was given and something was not held.
var errStrict = errors.New("something could not be held, as said above (--strict)")

func convertCommand() *cobra.Command {
	c := converter{}
	cmd := &cobra.Command{
		Use:   "convert --to FORMAT IN...",
		Short: "Turn files of claims into another format",
		Long: `Convert reads files of claims, or standard input for -, and writes them as one
file of another format. What a file is, it finds out by itself; --from says it.
Claims that come without their texts (Hypothesis, most W3C annotations) are
looked for in those given by --text. What was verified, and what a format has
no place for, is said on standard error.

Formats:
` + formatList(),
		Example: "  claimlight convert --to csv claims.json -o claims.csv\n" +
			"  claimlight convert --to claimlight --text page.html hypothesis.json\n" +
			"  claimlight convert --to prodigy --strict highlights.json",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd, args) },
	}
	cmd.Flags().StringVar(&c.to, "to", "", "`format` to write")
	cmd.Flags().StringVar(&c.from, "from", "", "`format` to read, instead of guessing it")
	cmd.Flags().StringVarP(&c.out, "output", "o", "", "`file` to write, instead of standard output")
	cmd.Flags().StringArrayVar(&c.texts, "text", nil, "`file` with a text that claims may be in (HTML, Markdown, plain); may be given more than once")
	cmd.Flags().BoolVar(&c.strict, "strict", false, "fail where anything could not be placed or held")
	if err := cmd.MarkFlagRequired("to"); err != nil {
		panic(err) // the flag is named above
	}
	return cmd
}

// formats are all formats there are.
func formats() []format.Format { return append(format.Formats(), brat.Format) }

func formatNamed(name string) (format.Format, bool) {
	all := formats()
	if i := slices.IndexFunc(all, func(f format.Format) bool { return f.Name == name }); i >= 0 {
		return all[i], true
	}
	return format.Format{}, false
}

// formatList is the formats as lines of help.
func formatList() string {
	var b strings.Builder
	for _, f := range formats() {
		ways := "out"
		if f.Decode != nil {
			ways = "in, out"
		}
		fmt.Fprintf(&b, "  %-18s %-8s %s\n", f.Name, ways, f.Title)
	}
	return strings.TrimRight(b.String(), "\n")
}

// A converter is what a run of convert was asked for.
type converter struct {
	to, from, out string
	texts         []string
	strict        bool
	problems      int
}

func (c *converter) run(cmd *cobra.Command, names []string) error {
	to, ok := formatNamed(c.to)
	if !ok {
		return fmt.Errorf("there is no format %q. Formats are:\n%s", c.to, formatList())
	}
	known, err := c.readTexts(cmd)
	if err != nil {
		return err
	}
	var lib annotations.Library
	for i, name := range names {
		in, err := c.read(cmd, name, known)
		if err != nil {
			return err
		}
		c.say(cmd.ErrOrStderr(), name, in.Report)
		if i == 0 {
			lib = in.Library
		} else {
			lib = merged(lib, in.Library)
		}
	}
	lib.Articles = append(lib.Articles, inUse(known, &lib)...)

	var file bytes.Buffer
	export := format.Export{Generator: "Claimlight"}
	export.Label(&lib, sweptSentences(&lib))
	report, err := to.Encode(&file, &lib, export)
	if err != nil {
		return err
	}
	if err := c.write(cmd, file.Bytes()); err != nil {
		return err
	}
	name := c.out
	if name == "" {
		name = "standard output"
	}
	c.say(cmd.ErrOrStderr(), name, report)
	if c.strict && c.problems > 0 {
		return errStrict
	}
	return nil
}

// readTexts reads the articles of --text.
func (c *converter) readTexts(cmd *cobra.Command) ([]annotations.Article, error) {
	var known []annotations.Article
	for _, name := range c.texts {
		a, err := readArticle(cmd, name, "")
		if err != nil {
			return nil, err
		}
		a.ID = format.TextID(&a)
		known = append(known, a)
	}
	return known, nil
}

// read reads one file of claims.
func (c *converter) read(cmd *cobra.Command, name string, known []annotations.Article) (format.Import, error) {
	data, err := readInput(cmd, name)
	if err != nil {
		return format.Import{}, err
	}
	kind := c.from
	if kind == "" {
		kind = format.Detect(data)
	}
	from, ok := formatNamed(kind)
	switch {
	case kind == "":
		return format.Import{}, fmt.Errorf("%s is in no format that can be read; if it is, say which with --from", name)
	case !ok:
		return format.Import{}, fmt.Errorf("there is no format %q. Formats are:\n%s", kind, formatList())
	case from.Decode == nil:
		return format.Import{}, fmt.Errorf("%s is only written, not read", from.Title)
	}
	in, err := from.Decode(bytes.NewReader(data), format.Source{Articles: known})
	if err != nil {
		return format.Import{}, fmt.Errorf("%s: %w", name, err)
	}
	return in, nil
}

// say prints a report and counts its problems.
func (c *converter) say(w io.Writer, name string, r format.Report) {
	fmt.Fprintf(w, "%s: %s\n", name, r)
	for _, p := range r.Problems {
		fmt.Fprintf(w, "%s: %s\n", name, p)
	}
	if r.More > 0 {
		fmt.Fprintf(w, "%s: and %d problems more\n", name, r.More)
	}
	c.problems += len(r.Problems) + r.More
}

// write writes the whole file, or nothing where that fails.
func (c *converter) write(cmd *cobra.Command, data []byte) error {
	if c.out == "" || c.out == "-" {
		if _, err := cmd.OutOrStdout().Write(data); err != nil {
			return fmt.Errorf("writing to standard output: %w", err)
		}
		return nil
	}
	part, err := os.CreateTemp(filepath.Dir(c.out), ".claimlight-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", c.out, err)
	}
	_, err = part.Write(data)
	if err := errors.Join(err, part.Chmod(0o644), part.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", c.out, err), os.Remove(part.Name()))
	}
	if err := os.Rename(part.Name(), c.out); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", c.out, err), os.Remove(part.Name()))
	}
	return nil
}

// sweptSentences returns the sentences of articles that were swept: in which
// something is tagged as no claim.
func sweptSentences(lib *annotations.Library) func(*annotations.Article) []annotations.Span {
	swept := map[annotations.ID]bool{}
	for i := range lib.Claims {
		if c := &lib.Claims[i]; lib.Codebook.IsNegative(c) {
			swept[c.Article] = true
		}
	}
	return func(a *annotations.Article) []annotations.Span {
		if !swept[a.ID] {
			return nil
		}
		return a.Sentences()
	}
}

// merged is mine with what theirs brings, the later version of what both have.
func merged(mine, theirs annotations.Library) annotations.Library {
	m := annotations.NewMerge(&mine, &theirs, func(annotations.ID) time.Time { return time.Time{} })
	articles, claims := m.Result()
	at := make(map[annotations.ID]int, len(mine.Claims))
	for i := range mine.Claims {
		at[mine.Claims[i].ID] = i
	}
	for _, c := range claims {
		if i, ok := at[c.ID]; ok {
			mine.Claims[i] = c
			continue
		}
		mine.Claims = append(mine.Claims, c)
	}
	mine.Articles = append(mine.Articles, articles...)
	mine.Codebook = m.Codebook
	return mine
}

// inUse is those of known that have claims in lib, but are not among its
// articles.
func inUse(known []annotations.Article, lib *annotations.Library) []annotations.Article {
	wanted := map[annotations.ID]bool{}
	for i := range lib.Claims {
		wanted[lib.Claims[i].Article] = true
	}
	var used []annotations.Article
	for _, a := range known {
		if wanted[a.ID] && lib.Article(a.ID) == nil {
			used = append(used, a)
		}
	}
	return used
}
