//go:build js

package app

import (
	"net/url"
	"sync"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Start draws the app into the page. It returns only when the page goes.
func Start() {
	goapp.RouteWithRegexp("", func() goapp.Composer { return &root{} })
	goapp.RunWhenOnBrowser()
}

// root is the whole page: the frame, and in it the page that the address
// names. It serves every address, so that the frame stands still while people
// move about.
type root struct {
	goapp.Compo
	desk  *desk
	place place
	keys  keyboard
}

// A place is a page of the app and what of it is shown.
type place struct {
	path  string // "/read", below whatever folder the app lies in
	query url.Values
}

func placeOf(u *url.URL) place {
	path := u.Path
	if prefix := rootPrefix(); len(path) >= len(prefix) {
		path = path[len(prefix):]
	}
	return place{path: path, query: u.Query()}
}

func (r *root) OnInit() {
	r.desk = &desk{}
	r.place = placeOf(goapp.Window().URL())
}

func (r *root) OnMount(ctx goapp.Context) {
	d := r.desk
	d.ctx = ctx
	d.worker = browser.NewWorker()
	r.keys = keyboard{desk: d}
	browser.OnKey(func(k browser.Key) bool { return r.keys.press(k, r.place.path) })
	browser.OnOnline(func(bool) { d.lookForServer() })
	browser.OnFocus(d.lookForServer)
	browser.OnWake(d.catchUp)
	d.takeDrops()
	d.takeLaunches()
	d.lookForServer()
	d.watchServer()
	browser.OnUpdate(func() { ctx.Dispatch(func(goapp.Context) { d.update = true; d.version++ }) })
	browser.BeforeUnload(func() bool { return !d.keepDraft() || !d.nothingLost() || len(d.given) > 0 })
	browser.OnErased(func() { ctx.Dispatch(func(goapp.Context) { d.erased = true; d.version++ }) })
	d.open()
}

func (r *root) OnNav(ctx goapp.Context) {
	before := r.place.path
	r.place = placeOf(ctx.Page().URL())
	if r.place.path != before && !browser.WentBack() {
		browser.SetScrollTop(0)
	}
	r.desk.dialog = dialog{}
	r.desk.version++
	r.desk.data++
	r.desk.handedOver(r.place.query)
}

func (r *root) Render() goapp.UI {
	d := r.desk
	r.place = placeOf(goapp.Window().URL()) // pages change what it asks for
	return el("div.app",
		el("a.skip", attrs{"href", "#content"}, click(skip), "Skip to content"),
		&bar{Desk: d, Version: d.version, Path: r.place.path, Saving: d.saving},
		&banners{Desk: d, Version: d.version},
		el("main", attrs{"id", "content", "tabindex", "-1"}, r.page()),
		&dialogs{Desk: d, Version: d.version, Article: r.place.query.Get("article")},
		&notices{Desk: d, Version: d.version, Path: r.place.path},
	)
}

// skip moves the focus to the page itself.
func skip(_ goapp.Context, e goapp.Event) {
	e.PreventDefault()
	e.StopImmediatePropagation()
	browser.Focus("content")
}

// page is what the address names.
func (r *root) page() goapp.UI {
	d := r.desk
	if d.erased {
		return &erasedPage{}
	}
	if d.outdated {
		return &outdatedPage{}
	}
	if d.session == nil {
		return &starting{Desk: d, Version: d.version}
	}
	switch r.place.path {
	case "/", "":
		return &libraryPage{Desk: d, Version: d.data, Query: r.place.query.Get("q"),
			Tag: r.place.query.Get("tag"), Status: r.place.query.Get("status"), Sort: r.place.query.Get("sort")}
	case "/read":
		if r.place.query.Get("mode") == compareMode {
			return &comparePage{Desk: d, Version: d.data, Article: r.place.query.Get("article"), Claim: r.place.query.Get("claim")}
		}
		return &readerPage{Desk: d, Version: d.data, Article: r.place.query.Get("article"), Claim: r.place.query.Get("claim"),
			Listed: filterOf(r.place.query), Mode: r.place.query.Get("mode")}
	case "/claims":
		return &claimsPage{Desk: d, Version: d.data, Address: r.place.query.Encode()}
	case "/codebook":
		return &codebookPage{Desk: d, Version: d.data}
	case "/settings":
		return &settingsPage{Desk: d, Version: d.data}
	}
	return &missingPage{Heading: "Page not found", Words: "There is nothing at this address."}
}

// missingPage says that something is not here, and leads to the library.
type missingPage struct {
	goapp.Compo
	Heading, Words string
}

func (m *missingPage) OnMount(goapp.Context) { browser.SetTitle(m.Heading + " · Claimlight") }

func (m *missingPage) Render() goapp.UI {
	return el("div.page",
		el("div.empty",
			emptyDrawing(),
			el("h1", m.Heading),
			el("p", m.Words),
			el("a", attrs{"href", link("/")}, "Go to the Library"),
		),
	)
}

// link is the address of a page of the app, in whatever folder it lies.
func link(path string) string { return rootPrefix() + path }

// rootPrefix is the folder that the app lies in: "/claims", or "". To ask the page
// for it takes longer than to draw a link.
var rootPrefix = sync.OnceValue(func() string { return goapp.Getenv("GOAPP_ROOT_PREFIX") })
