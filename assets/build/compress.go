//go:build !js

package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
)

// compressible are the kinds of file that get smaller; pictures are compressed
// already.
var compressible = []string{".html", ".css", ".js", ".json", ".webmanifest", ".svg", ".md", ".wasm"}

// keep is how long a compressed file that no build asked for stays in the cache.
const keep = 7 * 24 * time.Hour

// compress returns the .br and .gz of each compressible file that are smaller
// than the file itself. It looks into the folder cache first, and leaves there
// what it made, named by content and quality.
func compress(files map[string][]byte, cache string, quality int) (map[string][]byte, error) {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	type job struct {
		name, ext, kind string // kind tells what was made with other settings apart
		pack            func([]byte) ([]byte, error)
	}
	// The largest first, so that no core is left alone with it at the end.
	names := slices.SortedFunc(maps.Keys(files), func(a, b string) int { return len(files[b]) - len(files[a]) })
	var jobs []job
	for _, name := range names {
		if slices.Contains(compressible, path.Ext(name)) {
			jobs = append(jobs,
				job{name, ".br", fmt.Sprintf("brotli%d-%d", quality, window), func(b []byte) ([]byte, error) { return packBrotli(b, quality) }},
				job{name, ".gz", "gzip", packGzip})
		}
	}

	packed := make(map[string][]byte)
	var (
		mu     sync.Mutex
		group  sync.WaitGroup
		failed error
		slots  = make(chan struct{}, runtime.GOMAXPROCS(0))
	)
	for _, j := range jobs {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			content := files[j.name]
			b, err := cached(cache, fmt.Sprintf("%x.%s", sha256.Sum256(content), j.kind), j.name+j.ext, content, j.pack)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s: %w", j.name, err))
			} else if len(b) < len(content) {
				packed[j.name+j.ext] = b
			}
		})
	}
	group.Wait()
	return packed, errors.Join(failed, prune(cache))
}

// cached returns the file key of the folder cache. Where it is not there, it makes
// it with pack of content, and says so under the given name if that takes long.
func cached(cache, key, name string, content []byte, pack func([]byte) ([]byte, error)) ([]byte, error) {
	file := filepath.Join(cache, key)
	b, err := os.ReadFile(file)
	if err == nil {
		now := time.Now()
		return b, os.Chtimes(file, now, now)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(content) > 1<<20 {
		fmt.Printf("Compressing %s of %d MB, once for this content\n", name, len(content)>>20)
	}
	if b, err = pack(content); err != nil {
		return nil, err
	}
	return b, replace(file, b)
}

// prune deletes what no build asked for in a while.
func prune(cache string) error {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // another build was quicker
		}
		if err != nil {
			return err
		}
		if time.Since(info.ModTime()) > keep {
			if err := os.Remove(filepath.Join(cache, entry.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// window is the largest that brotli has for the web, 16 MB (RFC 7932, section
// 9.1): what repeats far apart in a program is then found.
const window = 24

func packBrotli(b []byte, quality int) ([]byte, error) {
	var out bytes.Buffer
	return pack(&out, brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: quality, LGWin: window}), b)
}

func packGzip(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	return pack(&out, w, b)
}

// pack writes b through w and returns what arrived in out.
func pack(out *bytes.Buffer, w io.WriteCloser, b []byte) ([]byte, error) {
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}
