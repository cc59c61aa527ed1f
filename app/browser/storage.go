//go:build js

package browser

import (
	"context"
	"strings"
	"syscall/js"
)

// Persist asks the browser to keep this site's data until the person deletes it,
// and returns whether it will. Some browsers ask the person. The error is
// ErrUnavailable where the browser cannot be asked, as outside a secure context.
func Persist(ctx context.Context) (granted bool, err error) {
	v, err := askStorage(ctx, "persist")
	return v.Truthy(), err
}

// Persisted returns whether the browser has promised to keep this site's data.
func Persisted(ctx context.Context) (bool, error) {
	v, err := askStorage(ctx, "persisted")
	return v.Truthy(), err
}

func askStorage(ctx context.Context, method string) (answer js.Value, err error) {
	storage := js.Global().Get("navigator").Get("storage")
	if storage.IsUndefined() || storage.Get(method).IsUndefined() {
		return answer, ErrUnavailable
	}
	if answer, err = await(ctx, storage.Call(method)); err != nil {
		return answer, failed("ask the browser how it keeps the data", err)
	}
	return answer, nil
}

// Estimate returns how many bytes this site's data take, roughly, and how many
// the browser would allow.
func Estimate(ctx context.Context) (usage, quota int64, err error) {
	v, err := askStorage(ctx, "estimate")
	if err != nil {
		return 0, 0, err
	}
	return int64(v.Get("usage").Float()), int64(v.Get("quota").Float()), nil
}

// ForgetsSites reports whether the browser deletes what a site keeps after seven days
// of use without it, as Safari does unless the site is installed as an app: see
// https://webkit.org/blog/10218/full-third-party-cookie-blocking-and-more/.
func ForgetsSites() bool {
	window := js.Global()
	return strings.HasPrefix(text(window.Get("navigator").Get("vendor")), "Apple") &&
		!window.Call("matchMedia", "(display-mode: standalone)").Get("matches").Bool()
}
