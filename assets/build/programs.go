//go:build !js

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// programs are the Go packages compiled for the browser, by the name of the file
// that each becomes.
var programs = map[string]program{
	"app.wasm":      {pkg: "./wasm", flags: inlineOnlyIn(hot)},
	"importer.wasm": {pkg: "./wasm/importer"},
}

// A program is a Go package and flags to compile it with.
type program struct {
	pkg   string
	flags []string
}

// hot are the packages of the page's program in which calls are inlined: the
// maps and other inner parts of Go's runtime. Nowhere, a map takes three times
// as long to fill (13.4 ms for 5,000 entries in WebAssembly under node, not 4.5;
// here 5.7) for 4 kB less. In the rest of the runtime it adds 52 kB compressed,
// in what paints 23 kB, everywhere 110 kB, for less than a machine's noise in
// allocating (16.1, 14.5 and 16.4 ms for 20,000 objects inlined everywhere,
// nowhere, and here).
var hot = []string{"internal/runtime/...", "internal/abi", "internal/bytealg"}

// inlineOnlyIn are the flags for inlining calls in packages and nowhere else.
func inlineOnlyIn(packages []string) []string {
	flags := []string{"-gcflags=all=-l"}
	for _, p := range packages {
		flags = append(flags, "-gcflags="+p+"=")
	}
	return flags
}

// addPrograms compiles the browser's programs and adds them to files, with the
// wasm_exec.js of the same compiler. A program whose folder holds no Go files is
// left out; a page that refers to it then fails to link.
func addPrograms(files map[string][]byte) error {
	dir, err := os.MkdirTemp("", "claimlight-build-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	modfile, err := thin(filepath.Join("build", "thin"))
	if err != nil {
		return err
	}

	for name, p := range programs {
		sources, err := filepath.Glob(filepath.Join(p.pkg, "*.go"))
		if err != nil {
			return err
		}
		if len(sources) == 0 {
			continue
		}
		out := filepath.Join(dir, name)
		if err := compile(p, modfile, out); err != nil {
			return fmt.Errorf("compiling %s for the browser: %w", p.pkg, err)
		}
		if files[name], err = os.ReadFile(out); err != nil {
			return err
		}
	}

	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("asking go for its root: %w", err)
	}
	glue := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	files["wasm_exec.js"], err = os.ReadFile(glue)
	return err
}

// compile builds p for the browser into the file out with the modules that
// modfile names, without the tables that
// only debuggers read and without this machine's paths.
func compile(p program, modfile, out string) error {
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-modfile=" + modfile, "-o", out}, p.flags...)
	cmd := exec.Command("go", append(args, p.pkg)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	return cmd.Run()
}
