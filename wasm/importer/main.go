//go:build js

// The worker's program, which runs in a Web Worker: it makes articles of what
// people paste and choose, and files of what they have, so that the page neither
// carries the parsers nor waits for them. assets/shell/importer.js starts and
// calls it.
package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"
	"time"

	"claimlight/annotations/format"
	"claimlight/annotations/importer"
	"claimlight/app/records"
	"claimlight/app/transfer"
)

func main() {
	// Never released: it is there for as long as the worker is.
	js.Global().Set("work", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return work(args[0].String(), args[1], args[2], args[3])
	}))
	select {}
}

// work does a job on words, an array of strings, and parts, one of Uint8Arrays.
// It returns {parts}, an array of Uint8Arrays; or {error}, in words for the
// person. After a panic there is also {crashed: true}: the worker should be
// started anew, for what it had in hand is in an unknown state.
func work(job string, words, parts, tell js.Value) (result any) {
	defer func() {
		if r := recover(); r != nil {
			result = map[string]any{"error": fmt.Sprintf("the worker ran into a fault of its own (%v)", r), "crashed": true}
		}
	}()
	do, ok := jobs[job]
	if !ok {
		return map[string]any{"error": "the page asked for " + job + ", which this version cannot do; reload the page"}
	}
	made, err := do(task{words, parts, tell})
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	arrays := make([]any, len(made))
	for i, data := range made {
		array := js.Global().Get("Uint8Array").New(len(data))
		js.CopyBytesToJS(array, data)
		arrays[i] = array
	}
	return map[string]any{"parts": arrays}
}

// A task is what a job is given.
type task struct{ words, parts, tell js.Value }

func (t task) word(i int) string { return t.words.Index(i).String() }

func (t task) part(i int) []byte {
	array := t.parts.Index(i)
	data := make([]byte, array.Get("byteLength").Int())
	js.CopyBytesToGo(data, array)
	return data
}

// progress returns a function that tells the page how much of the task is done,
// at most twenty times a second.
func (t task) progress() func(share float64) {
	var last time.Time
	return func(share float64) {
		if now := time.Now(); now.Sub(last) > 50*time.Millisecond {
			last = now
			t.tell.Invoke(share)
		}
	}
}

// jobs are what the worker does, by name.
var jobs = map[string]func(task) ([][]byte, error){
	// article: bytes of a media type, a file's name, a page's address, each of
	// which may be ""; to the article as records.PackArticle has it, or to nothing
	// where the bytes are a file of claims.
	"article": func(t task) ([][]byte, error) {
		hint := importer.Hint{Type: t.word(0), Name: t.word(1), Source: t.word(2)}
		if name, packed := records.Unpacked(hint.Name); packed {
			hint.Name, hint.Type = name, ""
		}
		if transfer.HoldsClaims(t.part(0), hint.Name) {
			return [][]byte{}, nil
		}
		a, err := importer.Import(t.part(0), hint)
		if err != nil {
			return nil, err
		}
		return records.PackArticle(&a), nil
	},
	// fetched: an article as JSON; to the same.
	"fetched": func(t task) ([][]byte, error) {
		a, err := format.ParseArticle(t.part(0))
		if err != nil {
			return nil, err
		}
		return records.PackArticle(&a), nil
	},
	// export: a format's name and a bundle of the library, to a file and a
	// records.Check.
	"export": func(t task) ([][]byte, error) {
		file, check, err := transfer.Export(t.part(0), t.word(0))
		if err != nil {
			return nil, err
		}
		return withJSON(check, file)
	},
	// codebook: a file, to a bundle of its codebook's record.
	"codebook": func(t task) ([][]byte, error) {
		bundle, err := transfer.Codebook(t.part(0), time.Now().UTC().Truncate(time.Millisecond))
		return [][]byte{bundle}, err
	},
	// compare: bundles of two versions of an article, the first with its claims; to
	// a records.Comparison and a bundle of their redline.
	"compare": func(t task) ([][]byte, error) {
		comparison, bundle, err := transfer.Compare(t.part(0), t.part(1), t.progress())
		if err != nil {
			return nil, err
		}
		return withJSON(comparison, bundle)
	},
	// arrive: a file and a bundle of the library, to a records.Arrival and its
	// bundle.
	"arrive": func(t task) ([][]byte, error) {
		arrival, bundle, err := transfer.Arrive(t.part(0), t.part(1), time.Now().UTC().Truncate(time.Millisecond), t.progress())
		if err != nil {
			return nil, err
		}
		return withJSON(arrival, bundle)
	},
	// backup: a bundle of the library, to a file and a records.Check.
	"backup": func(t task) ([][]byte, error) {
		file, check, err := transfer.Export(t.part(0), format.Claimlight.Name)
		if err != nil {
			return nil, err
		}
		return withJSON(check, file)
	},
	// mend: what [transfer.Mend] wants; what snapshots have of it, as a bundle; to a
	// bundle.
	"mend": func(t task) ([][]byte, error) {
		var wanted []string
		for i := 0; i < t.words.Length(); i++ {
			wanted = append(wanted, t.word(i))
		}
		bundle, err := transfer.Mend(t.part(0), wanted)
		return [][]byte{bundle}, err
	},
	// restore: a snapshot and the library, as bundles, to a records.Restoration
	// and its bundle.
	"restore": func(t task) ([][]byte, error) {
		r, bundle, err := transfer.Restore(t.part(0), t.part(1), time.Now().UTC().Truncate(time.Millisecond))
		if err != nil {
			return nil, err
		}
		return withJSON(r, bundle)
	},
}

func withJSON(v any, part []byte) ([][]byte, error) {
	data, err := json.Marshal(v)
	return [][]byte{data, part}, err
}
