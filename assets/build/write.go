//go:build !js

package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// write makes the folder out hold exactly the given files, and those whose names
// begin with a dot. Files that are right already are not touched, so that what
// embeds them need not be linked again.
func write(out string, sets ...map[string][]byte) error {
	files := make(map[string][]byte)
	for _, set := range sets {
		maps.Copy(files, set)
	}
	for name, content := range files {
		file := filepath.Join(out, filepath.FromSlash(name))
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, content) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := replace(file, content); err != nil {
			return err
		}
	}
	return fs.WalkDir(os.DirFS(out), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		if _, wanted := files[name]; wanted {
			return nil
		}
		return os.Remove(filepath.Join(out, filepath.FromSlash(name)))
	})
}

// replace writes a file in one step: a reader sees the old content or the new,
// never a part.
func replace(file string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(file), ".writing-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // a no-op once renamed
	if _, err := temp.Write(content); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Chmod(0o644); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), file)
}
