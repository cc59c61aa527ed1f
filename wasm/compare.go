//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/spf13/cobra"
)

func compareCommand() *cobra.Command {
	var unit string
	cmd := &cobra.Command{
		Use:   "compare OLD NEW [CLAIMS]",
		Short: "Say what changed between two versions of an article, and where its claims are",
		Long: `Compare reads two versions of an article, each an HTML, Markdown or text file,
and prints a JSON line for each change by words:

  {"before": {"start": 14, "end": 21, "text": "doubled"},
   "after": {"start": 14, "end": 18, "text": "fell"}}

With CLAIMS, a file of claims in any format that convert reads, made on OLD, it
then prints a line for each claim:

  {"claim": "urn:uuid:…", "how": "edited", "similarity": 0.9,
   "place": {"start": 2, "end": 43, "text": "…"}}

How is exact, moved, edited, or lost. Where only a person can tell, it is
"unsure", and choices lists the places. The last line says what was too different
to be compared word by word, if anything was.`,
		Example: "  claimlight compare monday.html tuesday.html claims.json",
		Args:    cobra.RangeArgs(2, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			u, err := unitNamed(unit)
			if err != nil {
				return err
			}
			before, err := readArticle(cmd, args[0], "")
			if err != nil {
				return err
			}
			after, err := readArticle(cmd, args[1], "")
			if err != nil {
				return err
			}
			before.ID = format.TextID(&before)
			var claims []annotations.Claim
			if len(args) == 3 {
				if claims, err = claimsOn(cmd, args[2], &before); err != nil {
					return err
				}
			}
			return compare(cmd.OutOrStdout(), u, before.Text, after.Text, claims)
		},
	}
	cmd.Flags().StringVar(&unit, "unit", annotations.CodePoints.String(), "what offsets count: codepoints, utf16 or bytes")
	return cmd
}

// claimsOn reads the claims of a file that are on an article.
func claimsOn(cmd *cobra.Command, name string, a *annotations.Article) ([]annotations.Claim, error) {
	var c converter
	in, err := c.read(cmd, name, []annotations.Article{*a})
	if err != nil {
		return nil, err
	}
	c.say(cmd.ErrOrStderr(), name, in.Report)
	same := map[annotations.ID]bool{a.ID: true}
	for i := range in.Library.Articles {
		if in.Library.Articles[i].Digest == a.Digest {
			same[in.Library.Articles[i].ID] = true
		}
	}
	var claims []annotations.Claim
	for _, claim := range in.Library.Claims {
		if same[claim.Article] {
			claims = append(claims, claim)
		}
	}
	if n := len(in.Library.Claims) - len(claims); n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: %d claims are on other texts; left out\n", name, n)
	}
	return claims, nil
}

// A stretch is a span of a text and its words.
type stretch struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type changeLine struct {
	Before stretch `json:"before"`
	After  stretch `json:"after"`
}

type claimLine struct {
	Claim      annotations.ID `json:"claim"`
	How        string         `json:"how"`
	Similarity float64        `json:"similarity,omitempty"`
	Place      *stretch       `json:"place,omitempty"`
	Choices    []stretch      `json:"choices,omitempty"`
}

// compare writes what became of a text, and of the claims on it.
func compare(w io.Writer, unit annotations.Unit, before, after string, claims []annotations.Claim) error {
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	lines.SetEscapeHTML(false)
	old, now := annotations.NewOffsets(before), annotations.NewOffsets(after)
	cut := func(o *annotations.Offsets, span annotations.Span) stretch {
		start, end, err := o.In(span, unit)
		if err != nil {
			panic(fmt.Sprintf("claimlight: %v of %d bytes: %v", span, len(o.Text()), err)) // spans are of whole characters
		}
		return stretch{start, end, span.Of(o.Text())}
	}
	r := annotations.Compare(before, after)
	for _, c := range r.Changes {
		if err := lines.Encode(changeLine{cut(old, c.Before), cut(now, c.After)}); err != nil {
			return err
		}
	}
	for i, p := range r.Place(before, after, claims) {
		line := claimLine{Claim: claims[i].ID, How: p.How.String(), Similarity: p.Similarity}
		if p.How != annotations.Lost {
			place := cut(now, p.Span)
			line.Place = &place
		}
		for _, m := range p.Choices {
			line.How = "unsure"
			line.Choices = append(line.Choices, cut(now, m.Span))
		}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	if r.Coarse {
		b.WriteString(`{"coarse":"some stretches were too different to be compared word by word; each is one change"}` + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}
