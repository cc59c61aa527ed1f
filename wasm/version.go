//go:build !js

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"

	"claimlight/assets"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the command and of the app in it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			app, err := build()
			if errors.Is(err, assets.ErrNotBuilt) {
				app = "none, " + err.Error()
			} else if err != nil {
				return err
			}
			version, goVersion := "unknown", "unknown"
			if info, ok := debug.ReadBuildInfo(); ok {
				version, goVersion = info.Main.Version, info.GoVersion
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "claimlight %s, %s, app %s\n", version, goVersion, app)
			return err
		},
	}
}

// build returns the hash of the app's build, as the app itself shows it.
func build() (string, error) {
	dist, err := assets.Dist()
	if err != nil {
		return "", err
	}
	b, err := fs.ReadFile(dist, "build.json")
	if err != nil {
		return "", err
	}
	var about struct{ Build string }
	err = json.Unmarshal(b, &about)
	return about.Build, err
}
