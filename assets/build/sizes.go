//go:build !js

package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

// budget is how many bytes the page's program may be, compressed with brotli at
// quality 11.
const budget = 1_600_000

// printSizes prints what a visitor downloads of the built app, raw and
// compressed, largest first. The error says when the page's program is over
// budget.
func printSizes(o options) error {
	type row struct {
		name        string
		raw, gz, br int64
		pageProgram bool
	}
	size := func(name string, otherwise int64) int64 {
		if info, err := os.Stat(filepath.Join(o.out, name)); err == nil {
			return info.Size()
		}
		return otherwise
	}
	var rows []row
	total := row{name: "all together"}
	err := fs.WalkDir(os.DirFS(o.out), ".", func(name string, entry fs.DirEntry, err error) error {
		ext := path.Ext(name)
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || ext == ".br" || ext == ".gz" || name == "build.json" {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		r := row{name: name, raw: info.Size(), pageProgram: strings.HasPrefix(name, "app.") && ext == ".wasm"}
		r.gz, r.br = size(name+".gz", r.raw), size(name+".br", r.raw)
		total.raw, total.gz, total.br = total.raw+r.raw, total.gz+r.gz, total.br+r.br
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("%s is empty: run make build", o.out)
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(b.br, a.br), strings.Compare(a.name, b.name)) })

	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "raw\tgzip\tbrotli\t   file")
	var over error
	for _, r := range append(rows, total) {
		fmt.Fprintf(w, "%d\t%d\t%d\t   %s\n", r.raw, r.gz, r.br, r.name)
		if r.pageProgram && r.br > budget {
			over = fmt.Errorf("the page's program is %d bytes compressed, %d over its budget of %d", r.br, r.br-budget, budget)
		}
	}
	return errors.Join(w.Flush(), over)
}
