//go:build js

package browser

import (
	"context"
	"sync"
	"syscall/js"
)

// Build returns the hash of the build that the page runs.
func Build() string { return bridge("shell").Get("build").String() }

// Asset returns the address of one of the app's files by its name in
// assets/shell, such as "sample.md", or "" where there is none.
func Asset(name string) string { return text(bridge("assets").Get(name)) }

// UpdateReady reports whether a new version waits to be loaded.
func UpdateReady() bool { return bridge("shell").Call("updateReady").Bool() }

// OnUpdate calls f when a new version waits to be loaded: soon, if one does.
func OnUpdate(f func()) (remove func()) { return onShell("onUpdate", f) }

// ApplyUpdate loads the new version, which reloads the page.
func ApplyUpdate(ctx context.Context) error {
	if _, err := await(ctx, bridge("shell").Call("applyUpdate")); err != nil {
		return failed("load the new version", err)
	}
	return nil
}

// OfflineReady reports whether the app starts without a connection.
func OfflineReady() bool { return bridge("shell").Call("offlineReady").Bool() }

// OnOfflineReady calls f when OfflineReady becomes true: soon, if it is.
func OnOfflineReady(f func()) (remove func()) { return onShell("onOfflineReady", f) }

// Installable reports whether the browser offers to install the app.
func Installable() bool { return bridge("shell").Call("installable").Bool() }

// OnInstallable calls f when Installable changes, and soon where it is true.
func OnInstallable(f func()) (remove func()) { return onShell("onInstallable", f) }

// Install lets the browser ask whether to install the app, and returns whether
// the person agreed.
func Install(ctx context.Context) (agreed bool, err error) {
	v, err := await(ctx, bridge("shell").Call("install"))
	if err != nil {
		return false, failed("install the app", err)
	}
	return v.Truthy(), nil
}

func onShell(method string, f func()) (remove func()) {
	heard := callback(func([]js.Value) any {
		f()
		return nil
	})
	end := bridge("shell").Call(method, heard)
	return sync.OnceFunc(func() {
		end.Invoke()
		heard.Release()
	})
}

// Reload loads the page anew.
func Reload() { js.Global().Get("location").Call("reload") }
