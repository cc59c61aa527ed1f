//go:build !js

// The command claimlight: the app's server, and its core for the shell.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "claimlight:", err)
		stop()
		os.Exit(1)
	}
}

// command returns claimlight with all its subcommands. Without one it serves.
func command() *cobra.Command {
	serve := serveCommand()
	root := &cobra.Command{
		Use:           "claimlight",
		Short:         "Highlight and tag the claims in an article",
		Long:          "Claimlight serves an app in which people highlight and tag the claims in an\narticle. Everything they do stays in their own browser.",
		Example:       "  claimlight\n  claimlight serve --addr 127.0.0.1:9000\n  claimlight site ./public",
		Args:          cobra.NoArgs,
		RunE:          serve.RunE,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.Flags().AddFlagSet(serve.Flags())
	root.AddCommand(serve, siteCommand(), versionCommand(),
		articleCommand(), anchorCommand(), compareCommand(), convertCommand(), validateCommand())
	return root
}
