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

// hot are the packages of the page's program in which calls are inlined: Go's
// runtime, and what every painting goes through. Inlining everywhere takes
// 1,700,627 bytes compressed, here alone 1,632,404, in the runtime alone
// 1,618,650, nowhere 1,572,663. Without it in the runtime, allocating takes over
// twice as long (65 ms, not 27) and painting 10,000 claims three times (44 ms,
// not 14); without it in annotations, converting positions takes twice as long
// (48 ms, not 23). Best of three in WebAssembly under node, on a busy machine.
var hot = []string{"runtime", "internal/runtime/...", "internal/abi", "internal/bytealg",
	"claimlight/annotations", "container/heap", "unicode/utf8"}

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

	for name, p := range programs {
		sources, err := filepath.Glob(filepath.Join(p.pkg, "*.go"))
		if err != nil {
			return err
		}
		if len(sources) == 0 {
			continue
		}
		out := filepath.Join(dir, name)
		if err := compile(p, out); err != nil {
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

// compile builds p for the browser into the file out, without the tables that
// only debuggers read and without this machine's paths.
func compile(p program, out string) error {
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", out}, p.flags...)
	cmd := exec.Command("go", append(args, p.pkg)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	return cmd.Run()
}
