//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// programs are the Go packages compiled for the browser, by the name of the file
// that each becomes.
var programs = map[string]string{
	"app.wasm":      "./wasm",
	"importer.wasm": "./wasm/importer",
}

// hot are the packages of the page's program in which calls are inlined: what
// draws, sorts and paints, and the maps of Go's runtime. Inlined nowhere, it marks
// one more of 10,000 claims in three times the time; inlined everywhere, it is
// 190 kB larger compressed.
var hot = []string{
	"internal/runtime/...", "internal/abi", "internal/bytealg", "internal/sync", "reflect", "slices", "strings",
	"sync", "sync/atomic", "syscall/js", "unicode/utf8", "github.com/maxence-charriere/go-app/v10/pkg/app",
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

	for name, pkg := range programs {
		sources, err := filepath.Glob(filepath.Join(pkg, "*.go"))
		if err != nil {
			return err
		}
		if len(sources) == 0 {
			continue
		}
		out := filepath.Join(dir, name)
		if err := compile(pkg, modfile, out); err != nil {
			return fmt.Errorf("compiling %s for the browser: %w", pkg, err)
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

// compile builds pkg for the browser into the file out, with the modules that
// modfile names, without the tables that only debuggers read and without this
// machine's paths.
func compile(pkg, modfile, out string) error {
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-modfile=" + modfile, "-o", out}
	if pkg == programs["app.wasm"] {
		args = append(args, "-gcflags=all=-l")
		for _, p := range hot {
			args = append(args, "-gcflags="+p+"=")
		}
	}
	cmd := exec.Command("go", append(args, pkg)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	return cmd.Run()
}

// takePrograms returns a function that adds to files the programs of the app that
// was built into dist, and Go's glue: for builds that differ in all else.
func takePrograms(dist string) func(files map[string][]byte) error {
	return func(files map[string][]byte) error {
		b, err := os.ReadFile(filepath.Join(dist, "build.json"))
		if err != nil {
			return err
		}
		var about struct{ Assets map[string]string }
		if err := json.Unmarshal(b, &about); err != nil {
			return fmt.Errorf("%s: %w", filepath.Join(dist, "build.json"), err)
		}
		for name, address := range about.Assets {
			if _, program := programs[name]; !program && name != "wasm_exec.js" {
				continue
			}
			if files[name], err = os.ReadFile(filepath.Join(dist, filepath.FromSlash(address))); err != nil {
				return err
			}
		}
		return nil
	}
}
