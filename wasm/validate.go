//go:build !js

package main

import (
	"bytes"
	"errors"
	"fmt"

	"claimlight/annotations/format"

	"github.com/spf13/cobra"
)

// errUnsound means that validate found something wrong.
var errUnsound = errors.New("not sound, as said above")

func validateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "validate FILE...",
		Short: "Say whether a Claimlight or W3C annotation file is sound",
		Long: `Validate reads Claimlight JSON, or any W3C Web Annotation JSON-LD, and prints
what is wrong with it, each with its place in the file (a JSON pointer). It
fails where there is anything. Where the file brings its texts along, every
passage is checked in them.`,
		Example: "  claimlight validate claims.json",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sound := true
			for _, name := range args {
				data, err := readInput(cmd, name)
				if err != nil {
					return err
				}
				if !validate(cmd, name, data) {
					sound = false
				}
			}
			if !sound {
				return errUnsound
			}
			return nil
		},
	}
}

// validate prints what is wrong with a file, and reports whether nothing is.
func validate(cmd *cobra.Command, name string, data []byte) bool {
	out := cmd.OutOrStdout()
	in, err := format.Decode(bytes.NewReader(data), format.Source{})
	wrong := in.More
	for _, p := range in.Problems {
		// A passage of a text that the file does not bring is no fault of it.
		if p.Claim != "" && len(in.Library.Articles) == 0 {
			continue
		}
		wrong++
		fmt.Fprintf(out, "%s: %s\n", name, p)
	}
	switch {
	case err != nil:
		fmt.Fprintf(out, "%s: %v\n", name, err)
		return false
	case wrong > 0:
		return false
	case len(in.Library.Articles) == 0:
		fmt.Fprintf(out, "%s: sound, %d annotations; the file brings no texts, so their passages were not checked\n", name, in.Total)
	default:
		fmt.Fprintf(out, "%s: sound, %s\n", name, in.Report)
	}
	return true
}
