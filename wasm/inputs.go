//go:build !js

package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// readInput reads the file of the given name, or standard input for "-".
func readInput(cmd *cobra.Command, name string) ([]byte, error) {
	if name == "-" {
		data, err := io.ReadAll(cmd.InOrStdin())
		if err != nil {
			return nil, fmt.Errorf("reading standard input: %w", err)
		}
		return data, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the input: %w", err)
	}
	return data, nil
}

// openInput opens the file of the given name, to be read piece by piece.
func openInput(name string) (*os.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("opening the input: %w", err)
	}
	return file, nil
}
