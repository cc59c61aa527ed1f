//go:build js

package app

import (
	"context"
	"strings"

	"claimlight/annotations"
)

// A draft is an article that is being made in the dialog "Add article".
type draft struct {
	made    *annotations.Article // as the importer made it, without what was typed below
	words   int                  // of it
	trouble error                // why there is none
	working bool
	cancel  context.CancelFunc

	// What was typed; a field that was not touched shows what the importer
	// found.
	title, source, author, published typed
}

// typed is what a person wrote into a field that is filled in for them.
type typed struct {
	text    string
	touched bool
}

// or is what t says, or where nobody touched it, found.
func (t typed) or(found string) string {
	if t.touched {
		return t.text
	}
	return found
}

// begin ends what is being made, and returns the context of what is made next.
func (f *draft) begin() context.Context {
	f.stop()
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel, f.working = cancel, true
	return ctx
}

func (f *draft) stop() {
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
	f.working = false
}

// found is what the importer made, or an empty article.
func (f *draft) found() *annotations.Article {
	if f.made == nil {
		return &annotations.Article{}
	}
	return f.made
}

// whole is the article as it will be kept, with what was typed.
func (f *draft) whole() annotations.Article {
	whole := *f.found()
	for _, field := range []struct {
		said  typed
		value *string
	}{{f.title, &whole.Title}, {f.source, &whole.Source}, {f.author, &whole.Author}, {f.published, &whole.Published}} {
		*field.value = strings.TrimSpace(field.said.or(*field.value))
	}
	if whole.Title == "" {
		whole.Title = f.found().Title
	}
	return whole
}
