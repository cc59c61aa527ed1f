//go:build js

package browser

import (
	"context"
	"syscall/js"
)

// Persist asks the browser to keep this site's data until the person deletes it,
// and returns whether it will. Some browsers ask the person. The error is
// ErrUnavailable where the page is not in a secure context.
func Persist(ctx context.Context) (granted bool, err error) {
	return askStorage(ctx, "persist")
}

// Persisted returns whether the browser has promised to keep this site's data.
func Persisted(ctx context.Context) (bool, error) {
	return askStorage(ctx, "persisted")
}

func askStorage(ctx context.Context, method string) (bool, error) {
	storage := js.Global().Get("navigator").Get("storage")
	if storage.IsUndefined() {
		return false, ErrUnavailable
	}
	v, err := await(ctx, storage.Call(method))
	if err != nil {
		return false, failed("ask the browser to keep the data", err)
	}
	return v.Truthy(), nil
}

// Estimate returns how many bytes this site's data take, roughly, and how many
// the browser would allow.
func Estimate(ctx context.Context) (usage, quota int64, err error) {
	storage := js.Global().Get("navigator").Get("storage")
	if storage.IsUndefined() {
		return 0, 0, ErrUnavailable
	}
	v, err := await(ctx, storage.Call("estimate"))
	if err != nil {
		return 0, 0, failed("ask the browser for its storage", err)
	}
	return int64(v.Get("usage").Float()), int64(v.Get("quota").Float()), nil
}
