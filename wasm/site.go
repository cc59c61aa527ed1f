//go:build !js

package main

import (
	"fmt"

	"claimlight/assets"

	"github.com/spf13/cobra"
)

func siteCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "site DIR",
		Short:   "Write the app as a static site, for any host and under any path",
		Long:    "Site writes the app into a folder that any web server or static host can serve,\nat its root or under a path. The folder must be new, empty, or hold such a site.",
		Example: "  claimlight site ./public",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dist, err := assets.Dist()
			if err != nil {
				return err
			}
			if err := assets.WriteSite(dist, args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "The site is in %s\n", args[0])
			return err
		},
	}
}
