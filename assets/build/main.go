//go:build !js

// Build makes the app that is served of its sources: it compiles the programs
// for the browser, names every file by its content, writes those names into the
// files that refer to them, and compresses what can be compressed.
//
//	go run ./assets/build                 # the real thing, into assets/dist
//	go run ./assets/build -quality 4      # quicker to make, larger to load
//	go run ./assets/build -sizes          # what a visitor downloads
//
// It is run from the root of the repository. Equal sources give equal files, and
// a file that did not change is not compressed again.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func main() {
	var o options
	flag.StringVar(&o.shell, "shell", "assets/shell", "`folder` with the sources")
	flag.StringVar(&o.out, "out", "assets/dist", "`folder` for the built app")
	flag.StringVar(&o.cache, "cache", "build/compressed", "`folder` that keeps compressed files from build to build")
	flag.IntVar(&o.quality, "quality", 11, "brotli quality, 0 to 11")
	flag.StringVar(&o.programs, "programs", "", "built app whose programs to take instead of compiling them: a `folder` as -out")
	sizes := flag.Bool("sizes", false, "print what a visitor downloads, and fail where it is over budget")
	flag.Parse()

	run := build
	if *sizes {
		run = printSizes
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// options says where a build reads and writes, and how hard it compresses.
type options struct {
	shell, out, cache string
	programs          string // "" to compile them
	quality           int
}

// build makes the whole app.
func build(o options) error {
	began := time.Now()
	sources, err := readShell(o.shell)
	if err != nil {
		return fmt.Errorf("reading the shell: %w", err)
	}
	add := addPrograms
	if o.programs != "" {
		add = takePrograms(o.programs)
	}
	if err := add(sources); err != nil {
		return err
	}
	site, err := link(sources)
	if err != nil {
		return fmt.Errorf("linking the shell: %w", err)
	}
	packed, err := compress(site.files, o.cache, o.quality)
	if err != nil {
		return fmt.Errorf("compressing: %w", err)
	}
	if err := write(o.out, site.files, packed); err != nil {
		return fmt.Errorf("writing %s: %w", filepath.ToSlash(o.out), err)
	}
	fmt.Printf("Built %s: %d files, build %s, in %s\n",
		filepath.ToSlash(o.out), len(site.files), site.build, time.Since(began).Round(10*time.Millisecond))
	return nil
}
