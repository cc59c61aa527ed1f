//go:build js

package browser

import (
	"context"
	"errors"
	"sync"
	"syscall/js"
)

// Root returns the address of the folder that the app lies in, with a slash at
// its end.
func Root() string { return bridge("shell").Get("root").String() }

// FetchesArticles returns whether the server that the app came from is one that
// fetches articles, and answers.
func FetchesArticles(ctx context.Context) (bool, error) {
	v, err := await(ctx, bridge("page").Call("fetchesArticles"))
	return v.Truthy(), err
}

// FetchArticle has the server fetch the page at an address, and returns the
// article that it makes of it, as JSON. An error's words are for the person, but
// for ctx's own.
func FetchArticle(ctx context.Context, address string) ([]byte, error) {
	control := js.Global().Get("AbortController").New()
	stop := context.AfterFunc(ctx, func() { control.Call("abort") })
	defer stop()
	v, err := await(ctx, bridge("page").Call("fetchArticle", address, control.Get("signal")))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, errors.New("the server did not answer; check your connection and try again")
	case v.Index(0).IsNull():
		return nil, errors.New(v.Index(1).String())
	}
	return fromJS(v.Index(0)), nil
}

// A Given is what was handed to the app from outside: a page that was clipped,
// or what was shared with the installed app. Each of its fields may be missing.
type Given struct {
	Title, Text, Address string
	HTML                 string
	Files                []File
}

// TakeGiven returns what waits in the inbox (assets/shell/inbox.js), oldest
// first, and empties it.
func TakeGiven(ctx context.Context) ([]Given, error) {
	list, err := await(ctx, bridge("inbox").Call("take"))
	if err != nil {
		return nil, failed("take what was handed over", err)
	}
	given := make([]Given, list.Length())
	for i := range given {
		v := list.Index(i)
		given[i] = Given{Title: text(v.Get("title")), Text: text(v.Get("text")), Address: text(v.Get("address")),
			HTML: text(v.Get("html")), Files: filesOf(v.Get("files"))}
	}
	return given, nil
}

// OnLaunch calls f with files that the system opens with the installed app: soon,
// if it started the app with some.
func OnLaunch(f func([]File)) (remove func()) {
	heard := callback(func(args []js.Value) any {
		f(filesOf(args[0]))
		return nil
	})
	end := js.Global().Get("claimlight").Call("onLaunch", heard)
	return sync.OnceFunc(func() {
		end.Invoke()
		heard.Release()
	})
}
