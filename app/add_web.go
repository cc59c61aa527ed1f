//go:build js

package app

import (
	"context"
	"strings"

	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// fetching is the tab "Web address" of the dialog "Add article". Browsers let a
// page read no other site, so the server fetches for it; where there is none that
// does, the tab says so and what else there is.
type fetching struct {
	dialog  *addDialog
	draft   draft
	address string
	server  server
	soon    bool // fetch the address as soon as the server is known to
}

// A server is what is known of the one that the app came from.
type server int

const (
	unasked server = iota
	asked
	fetches
	fetchesNot
)

const addressID = "add-address"

// lookForServer asks whether there is a server that fetches articles: each time
// the tab is opened, unless there was one.
func (w *fetching) lookForServer() {
	if w.server == asked || w.server == fetches {
		return
	}
	w.server = asked
	ctx := w.dialog.ctx
	go func() {
		there, err := browser.FetchesArticles(context.Background())
		ctx.Dispatch(func(goapp.Context) {
			w.server = fetchesNot
			if there && err == nil {
				w.server = fetches
				ctx.Defer(func(goapp.Context) { browser.Focus(addressID) })
				if w.soon {
					w.soon = false
					w.onFetch(ctx, goapp.Event{})
				}
			}
		})
	}()
}

// give takes an address that was handed to the app. It is fetched when the person
// says so.
func (w *fetching) give(address string) { w.address = address }

func (w *fetching) panel(shown bool) goapp.UI {
	return el("div", attrs{"id", "panel-web", "role", "tabpanel", "aria-labelledby", "tab-web", "hidden", yes(!shown)},
		el("p.dim", attrs{"hidden", yes(w.server != unasked && w.server != asked)}, "Asking the server…"),
		el("div.fetch", attrs{"hidden", yes(w.server != fetches)}, on{"keydown", w.onKey},
			&field{Label: "Web address", ID: addressID, Value: w.address, Hint: "https://", Change: w.onAddress},
			button(".primary", w.onFetch, attrs{"disabled", yes(w.draft.working)}, "Fetch"),
		),
		el("p.dim", attrs{"hidden", yes(w.server != fetches)},
			"The server you have Claimlight from asks the site for this page and hands it on; it keeps nothing. "+
				"Pages that need a login or a subscription come better by clipping:"),
		w.without(),
		&bookmarklet{Desk: w.dialog.Desk},
	)
}

// without says what to do where no server fetches articles.
func (w *fetching) without() goapp.UI {
	if w.server != fetchesNot {
		return el("div", attrs{"hidden", "true"})
	}
	return el("div.without",
		el("p", "Claimlight cannot fetch pages here. Browsers let a page read no other site, so its own server has to do it, "+
			"and this copy comes from a host that only keeps files, or its server cannot be reached now."),
		only(w.address != "", func() goapp.UI {
			return el("p", "Open ", el("a", attrs{"href", w.address, "target", "_blank", "rel", "noopener noreferrer"}, w.address),
				", copy the article, and paste it under Paste.")
		}),
		el("p", "Instead, clip the page while you read it:"),
	)
}

func (w *fetching) onAddress(v string) { w.address = v }

func (w *fetching) onKey(ctx goapp.Context, e goapp.Event) {
	if e.Get("key").String() == "Enter" && e.Get("target").Get("id").String() == addressID {
		e.PreventDefault()
		w.onFetch(ctx, e)
	}
}

func (w *fetching) onFetch(goapp.Context, goapp.Event) {
	f, a := &w.draft, w.dialog
	address := strings.TrimSpace(w.address)
	if address == "" {
		a.Desk.announce(notice{text: "There is no address yet. Copy it from your browser’s address bar.", bad: true})
		browser.Focus(addressID)
		return
	}
	working := f.begin()
	f.made, f.trouble = nil, nil
	f.title, f.source, f.author, f.published = typed{}, typed{}, typed{}, typed{}
	a.redraw()
	d, ctx := a.Desk, a.ctx
	go func() {
		data, err := browser.FetchArticle(working, address)
		var parts [][]byte
		if err == nil {
			parts, err = d.worker.Do(working, browser.Job{Name: "fetched", Parts: [][]byte{data}})
		}
		if working.Err() != nil {
			return // another address was asked for, or the dialog closed
		}
		ctx.Dispatch(func(goapp.Context) {
			if err != nil {
				a.show(f, nil, err)
				return
			}
			made, err := records.UnpackArticle(parts)
			a.show(f, &made, err)
		})
	}()
}

// sharedAddress parts what was shared into an address and words. Phones share a
// page as words that are an address, or that end in one.
func sharedAddress(g *browser.Given) (address, words string) {
	words = strings.TrimSpace(g.Text)
	address = strings.TrimSpace(g.Address)
	if address == "" {
		i := strings.LastIndexAny(words, " \n\t") + 1
		if last := words[i:]; strings.HasPrefix(last, "https://") || strings.HasPrefix(last, "http://") {
			address, words = last, strings.TrimSpace(words[:i])
		}
	}
	if len(words) < shortestArticle && address != "" {
		words = "" // the page's title, which the page says too
	}
	return address, words
}

// shortestArticle is the length, in bytes, from which words that were shared with
// an address are taken for the article, not for what it is called.
const shortestArticle = 400
