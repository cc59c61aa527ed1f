//go:build js

package browser

import (
	"context"
	"fmt"
	"syscall/js"
)

// ReplaceQuery puts a parameter of the page's address to values, one after the
// other, leaving out those that are "". The page and its history stay where they
// are.
func ReplaceQuery(name string, values ...string) {
	address := js.Global().Get("URL").New(js.Global().Get("location").Get("href"))
	query := address.Get("searchParams")
	query.Call("delete", name)
	for _, v := range values {
		if v != "" {
			query.Call("append", name, v)
		}
	}
	if href := address.Get("href").String(); href != js.Global().Get("location").Get("href").String() {
		js.Global().Get("history").Call("replaceState", js.Null(), "", href) // which takes milliseconds
	}
}

// WentBack reports whether the page's address changed by the browser's back or
// forward button. Asking again says no.
func WentBack() bool { return bridge("page").Call("wentBack").Bool() }

// Fetch returns what one of the app's files holds, by its name in
// assets/shell. It works offline as well.
func Fetch(ctx context.Context, name string) ([]byte, error) {
	response, err := await(ctx, js.Global().Call("fetch", Asset(name)))
	if err != nil {
		return nil, failed("load "+name, err)
	}
	if !response.Get("ok").Bool() {
		return nil, fmt.Errorf("%s could not be loaded: the server answered %d", name, response.Get("status").Int())
	}
	buffer, err := await(ctx, response.Call("arrayBuffer"))
	if err != nil {
		return nil, failed("load "+name, err)
	}
	return fromJS(js.Global().Get("Uint8Array").New(buffer)), nil
}
