//go:build !js

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// firstStyles are the style sheets that the others build on, in order. All the
// others follow by name, so no sheet of a page or part may rely on another's
// place.
var firstStyles = []string{"css/tokens.css", "css/base.css"}

// readShell reads the sources under dir into a map by slash-separated name, with
// all of css/ joined into one app.css.
func readShell(dir string) (map[string][]byte, error) {
	files := make(map[string][]byte)
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		files[name], err = fs.ReadFile(root, name)
		return err
	})
	if err != nil {
		return nil, err
	}
	files["app.css"] = joinStyles(files)
	return files, nil
}

// joinStyles takes the style sheets under css/ out of files and returns them as
// one, each under a comment with its name.
func joinStyles(files map[string][]byte) []byte {
	var names []string
	for name := range files {
		if path.Dir(name) == "css" && path.Ext(name) == ".css" {
			names = append(names, name)
		}
	}
	rank := func(name string) int {
		if i := slices.Index(firstStyles, name); i >= 0 {
			return i
		}
		return len(firstStyles)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var joined bytes.Buffer
	for _, name := range names {
		fmt.Fprintf(&joined, "/* %s */\n%s\n", path.Base(name), bytes.TrimSpace(files[name]))
		delete(files, name)
	}
	return joined.Bytes()
}
