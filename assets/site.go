package assets

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotSite means that a folder holds something other than a site, which would
// be mixed up with it.
var ErrNotSite = errors.New("the folder holds other files: choose an empty one")

// WriteSite writes the built app dist into the folder dir as a static site. The
// page is there once for each of Routes under the name from which static hosts
// answer the address without an extension, and once as 404.html. The compressed
// files are for servers that send such; _headers is for hosts that read it.
//
// The error is ErrNotSite where dir holds files but no site. Files of a site
// that was there before stay, since tabs that show it may still ask for them.
func WriteSite(dist fs.FS, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(dir, "build.json")); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", dir, ErrNotSite)
		} else if err != nil {
			return err
		}
	}
	err = fs.WalkDir(dist, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		content, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		for _, copy := range copies(name) {
			if err := writeFile(dir, copy, content); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	// GitHub Pages leaves out what its generator does not like, unless told.
	if err := writeFile(dir, ".nojekyll", nil); err != nil {
		return err
	}
	return writeFile(dir, "_headers", hostHeaders())
}

// copies returns the names under which a site holds a file of dist.
func copies(name string) []string {
	rest, page := strings.CutPrefix(name, "index.html")
	if !page {
		return []string{name}
	}
	names := []string{name, "404.html" + rest}
	for _, route := range Routes[1:] {
		names = append(names, strings.TrimPrefix(route, "/")+".html"+rest)
	}
	return names
}

// hostHeaders returns the file _headers, in which Netlify, Cloudflare Pages and
// others read what to send.
func hostHeaders() []byte {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, header := range securityHeaders {
		fmt.Fprintf(&b, "  %s: %s\n", header[0], header[1])
	}
	// Hosts join this to the one above. Browsers take a list for no policy, which
	// is what is wanted.
	fmt.Fprintf(&b, "/%s\n  %s: unsafe-none\n", clipPage, openerPolicy)
	return []byte(b.String())
}

func writeFile(dir, name string, content []byte) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}
