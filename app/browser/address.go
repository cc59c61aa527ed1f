//go:build js

package browser

import (
	"context"
	"fmt"
	"syscall/js"
)

// ReplaceQuery puts a parameter of the page's address to a value, or takes it
// out where that is "". The page and its history stay where they are.
func ReplaceQuery(name, value string) {
	address := js.Global().Get("URL").New(js.Global().Get("location").Get("href"))
	query := address.Get("searchParams")
	if value == "" {
		query.Call("delete", name)
	} else {
		query.Call("set", name, value)
	}
	js.Global().Get("history").Call("replaceState", js.Null(), "", address.Get("href"))
}

// Fetch returns what one of the app's files holds, by its name in
// assets/shell. It works offline as well.
func Fetch(ctx context.Context, name string) ([]byte, error) {
	response, err := await(ctx, js.Global().Call("fetch", Asset(name)))
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", name, err)
	}
	if !response.Get("ok").Bool() {
		return nil, fmt.Errorf("load %s: the server answered %d", name, response.Get("status").Int())
	}
	buffer, err := await(ctx, response.Call("arrayBuffer"))
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", name, err)
	}
	return fromJS(js.Global().Get("Uint8Array").New(buffer)), nil
}
