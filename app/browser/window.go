//go:build js

package browser

import (
	"context"
	"syscall/js"
)

// Theme is a choice of colours: Light, Dark, or SystemTheme.
type Theme string

const (
	SystemTheme Theme = "" // as the system has it
	Light       Theme = "light"
	Dark        Theme = "dark"
)

// SetTheme sets data-theme of the page's root, or removes it, and keeps the
// choice in localStorage, where boot.js finds it before the page is drawn. Where the browser denies that, the
// choice lasts as long as the page.
func SetTheme(theme Theme) {
	root := document().Get("documentElement")
	if theme == SystemTheme {
		root.Call("removeAttribute", "data-theme")
	} else {
		root.Call("setAttribute", "data-theme", string(theme))
	}
	bridge("page").Call("keepTheme", string(theme))
}

// Print lets the person print the page, and calls done when they have, or have
// not.
func Print(done func()) {
	var printed, drawn js.Func
	printed = callback(func([]js.Value) any {
		printed.Release()
		done()
		return nil
	})
	js.Global().Call("addEventListener", "afterprint", printed, map[string]any{"once": true})
	// A frame later, so that what is to be printed stands on the page.
	drawn = callback(func([]js.Value) any {
		drawn.Release()
		js.Global().Call("print")
		return nil
	})
	js.Global().Call("requestAnimationFrame", drawn)
}

// SetTitle sets the page's title.
func SetTitle(title string) { document().Set("title", title) }

// MatchMedia reports whether a media query holds, such as
// "(prefers-reduced-motion: reduce)".
func MatchMedia(query string) bool {
	return js.Global().Call("matchMedia", query).Get("matches").Bool()
}

// OnMedia calls f when a media query begins and ceases to hold.
func OnMedia(query string, f func(holds bool)) (remove func()) {
	list := js.Global().Call("matchMedia", query)
	return listen(list, "change", func(js.Value) { f(list.Get("matches").Bool()) })
}

// OnVisibility calls f when the page goes out of sight, as when the person turns
// to another tab, and when it comes back.
func OnVisibility(f func(hidden bool)) (remove func()) {
	return listen(document(), "visibilitychange", func(js.Value) { f(document().Get("hidden").Bool()) })
}

// BeforeUnload lets the browser ask before it leaves the page, for as long as
// unsaved returns true.
func BeforeUnload(unsaved func() bool) (remove func()) {
	return listen(js.Global(), "beforeunload", func(event js.Value) {
		if unsaved() {
			event.Call("preventDefault")
		}
	})
}

// Online returns what the browser thinks of the connection. It thinks that it
// has one to a server on this device even when that is not running: see
// ServerReachable.
func Online() bool { return js.Global().Get("navigator").Get("onLine").Bool() }

// OnOnline calls f when Online changes.
func OnOnline(f func(online bool)) (remove func()) {
	return all(
		listen(js.Global(), "online", func(js.Value) { f(true) }),
		listen(js.Global(), "offline", func(js.Value) { f(false) }),
	)
}

// OnFocus calls f when the window gets the focus: a good time to ask
// ServerReachable.
func OnFocus(f func()) (remove func()) {
	return listen(js.Global(), "focus", func(js.Value) { f() })
}

// OnWake calls f when the page may have slept: when it comes into sight, gets the
// focus, or runs again after the browser had frozen it or kept it aside.
func OnWake(f func()) (remove func()) {
	wake := func(js.Value) { f() }
	return all(
		listen(js.Global(), "focus", wake),
		listen(js.Global(), "pageshow", wake),
		listen(document(), "resume", wake),
		listen(document(), "visibilitychange", func(js.Value) {
			if !document().Get("hidden").Bool() {
				f()
			}
		}),
	)
}

// Yield lets the browser draw and handle events, and returns when it did. Long
// loops call it every few milliseconds. It returns ctx's error once that ended.
func Yield(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := await(ctx, bridge("page").Call("breathe"))
	return err
}

// AfterFrame calls f once the browser has drawn what the page looks like now, or in
// a tenth of a second where it draws nothing.
func AfterFrame(f func()) {
	var drawn js.Func
	drawn = callback(func([]js.Value) any {
		drawn.Release()
		f()
		return nil
	})
	bridge("page").Call("afterFrame", drawn)
}

// Now returns the time since the page was opened, in milliseconds.
func Now() float64 { return js.Global().Get("performance").Call("now").Float() }

// ServerReachable returns whether the server that the page came from answers. The
// service worker asks it, so that nothing appears on the console where it does
// not. Each call is a request: ask at the start, on OnFocus and on OnOnline.
func ServerReachable(ctx context.Context) (bool, error) {
	v, err := await(ctx, bridge("page").Call("reachable"))
	return v.Truthy(), err
}
