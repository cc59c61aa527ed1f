//go:build js

// The importer's program, which runs in a Web Worker: it makes articles of what
// people paste and choose, so that the page neither carries the parsers nor
// waits for them. assets/shell/importer.js starts and calls it.
package main

import (
	"fmt"
	"syscall/js"

	"claimlight/annotations/format"
	"claimlight/annotations/importer"
)

func main() {
	// Never released: it is there for as long as the worker is.
	js.Global().Set("importArticle", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return importArticle(args[0], importer.Hint{
			Type:   args[1].String(),
			Name:   args[2].String(),
			Source: args[3].String(),
		})
	}))
	select {}
}

// importArticle makes an article of a Uint8Array. It returns {article}, a
// Uint8Array of what format.AppendArticle writes; or {error}, in words for the
// person. After a panic there is also {crashed: true}: the worker should be
// started anew, for what it had in hand is in an unknown state.
func importArticle(bytes js.Value, hint importer.Hint) (result any) {
	defer func() {
		if r := recover(); r != nil {
			result = map[string]any{"error": fmt.Sprintf("the importer ran into a fault of its own (%v)", r), "crashed": true}
		}
	}()
	data := make([]byte, bytes.Get("byteLength").Int())
	js.CopyBytesToGo(data, bytes)
	article, err := importer.Import(data, hint)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	encoded := format.AppendArticle(nil, &article)
	array := js.Global().Get("Uint8Array").New(len(encoded))
	js.CopyBytesToJS(array, encoded)
	return map[string]any{"article": array}
}
