//go:build !js

package main

import (
	"fmt"
	"path/filepath"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/annotations/importer"

	"github.com/spf13/cobra"
)

func articleCommand() *cobra.Command {
	var asJSON, asText bool
	var source string
	cmd := &cobra.Command{
		Use:   "article IN",
		Short: "Turn an HTML, Markdown or text file into an article",
		Long: `Article prints what the app would make of a file: the text that a reader sees,
with its structure, and nothing that could run. IN is a file, or - for standard
input. The text is printed as it is, or with --json one object with title,
source, author, site, published, language, digest, text and blocks; spans count
Unicode code points, and what is not known is left out.`,
		Example: "  claimlight article page.html\n  claimlight article --json --source https://example.org/news page.html",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := readArticle(cmd, args[0], source)
			if err != nil {
				return err
			}
			out := append([]byte(a.Text), '\n')
			if asJSON {
				out = append(format.AppendArticle(nil, &a), '\n')
			}
			_, err = cmd.OutOrStdout().Write(out)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().BoolVar(&asText, "text", false, "print the text alone (what happens without a flag)")
	cmd.Flags().StringVar(&source, "source", "", "`address` that the file was taken from")
	cmd.MarkFlagsMutuallyExclusive("json", "text")
	return cmd
}

// readArticle makes an article of a file.
func readArticle(cmd *cobra.Command, name, source string) (annotations.Article, error) {
	data, err := readInput(cmd, name)
	if err != nil {
		return annotations.Article{}, err
	}
	a, err := importer.Import(data, importer.Hint{Name: filepath.Base(name), Source: source})
	if err != nil {
		return annotations.Article{}, fmt.Errorf("%s: %w", name, err)
	}
	return a, nil
}
