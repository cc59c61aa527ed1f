//go:build js

package app

import (
	"strconv"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// bar is the head of every page: the name, the ways to the others, and how
// saving goes.
type bar struct {
	goapp.Compo
	Desk    *desk
	Version int
	Path    string
}

var pages = []struct{ path, name string }{
	{"/", "Library"}, {"/claims", "Claims"}, {"/codebook", "Codebook"}, {"/settings", "Settings"},
}

func (b *bar) Render() goapp.UI {
	return goapp.Header().Class("bar").Body(
		goapp.A().Class("brand").Href(link("/")).Body(brandMark(), goapp.Text("Claimlight")),
		goapp.Nav().Aria("label", "Main").Body(
			goapp.Range(pages).Slice(func(i int) goapp.UI {
				a := goapp.A().Href(link(pages[i].path)).Text(pages[i].name)
				if b.Path == pages[i].path || b.Path == "/read" && i == 0 {
					a = a.Aria("current", "page")
				}
				return a
			}),
		),
		goapp.Span().Class("grow"),
		b.saving(),
	)
}

// saving says where what was done has got to.
func (b *bar) saving() goapp.UI {
	class, words := "saving saved", "Saved on this device"
	switch d := b.Desk; {
	case d.session == nil:
		return goapp.Span().Class("saving").Text("Opening…")
	case d.fleeting:
		class, words = "saving failed", "Not kept on this device"
	case d.saving == Saving:
		class, words = "saving", "Saving…"
	case d.saving == Failed:
		class, words = "saving failed", "Not saved"
	case d.offline:
		words = "Offline · saved on this device"
	}
	return goapp.Span().Class(class).Text(words)
}

// banners are what stays on the page until it is dealt with.
type banners struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (b *banners) Render() goapp.UI {
	d := b.Desk
	return goapp.Div().Body(
		goapp.If(d.session != nil && d.saving == Failed, func() goapp.UI {
			return goapp.Div().Class("banner bad").Role("alert").Body(
				goapp.P().Text("Your last changes could not be saved: "+sentence(errorText(d.saveError))+" They are kept on this page; do not close it."),
				goapp.Button().Type("button").Text("Try again").OnClick(b.onRetry),
				goapp.Button().Type("button").Text("Export everything").OnClick(b.onExport),
			)
		}),
		goapp.If(d.fleeting, func() goapp.UI {
			return goapp.Div().Class("banner bad").Role("alert").Body(
				goapp.P().Text("This browser keeps nothing for this site. You can work, but what you do is gone when you close the page, unless you export it before."),
				goapp.Button().Type("button").Text("Export everything").OnClick(b.onExport),
			)
		}),
		goapp.If(d.offline, func() goapp.UI {
			return goapp.Div().Class("banner").Body(
				goapp.P().Text("You are offline; everything still works, and nothing is lost by it. All you do is saved on this device."),
			)
		}),
		goapp.If(d.update, func() goapp.UI {
			return goapp.Div().Class("banner").Body(
				goapp.P().Text("There is a new version of Claimlight. What you did is saved."),
				goapp.Button().Type("button").Class("primary").Text("New version: reload").OnClick(b.onUpdate),
			)
		}),
	)
}

func errorText(err error) string {
	if err == nil {
		return "the reason is not known"
	}
	return err.Error()
}

func (b *banners) onRetry(goapp.Context, goapp.Event) { b.Desk.session.Retry() }
func (b *banners) onExport(goapp.Context, goapp.Event) {
	b.Desk.ask(dialog{name: exportDialogName, what: "library"})
}
func (b *banners) onUpdate(goapp.Context, goapp.Event) { b.Desk.work(browser.ApplyUpdate) }

// notices is the live region that says what has just happened.
type notices struct {
	goapp.Compo
	Desk    *desk
	Version int
	Path    string
}

func (n *notices) Render() goapp.UI {
	now := n.Desk.notice
	// The reader has Undo at hand already; one of a name is enough.
	button := now.undo && n.Path != "/read"
	text := now.text
	if now.undo && !button {
		text += ". Undo with Ctrl+Z"
	}
	return goapp.Div().Class("notices").Role("status").Aria("label", "Notifications").Body(
		goapp.If(now.text != "", func() goapp.UI {
			class := "notice"
			if now.bad {
				class = "notice bad"
			}
			return goapp.Div().Class(class).DataSet("notice", strconv.Itoa(now.count)).Body(
				goapp.Span().Text(text),
				goapp.If(button, func() goapp.UI {
					return goapp.Button().Type("button").Text("Undo").OnClick(n.onUndo)
				}),
				goapp.If(now.bad, func() goapp.UI {
					return goapp.Button().Type("button").Text("Dismiss").OnClick(n.onDismiss)
				}),
			)
		}),
	)
}

func (n *notices) onUndo(goapp.Context, goapp.Event) { n.Desk.undo() }

func (n *notices) onDismiss(goapp.Context, goapp.Event) {
	n.Desk.notice = notice{count: n.Desk.notice.count}
	n.Desk.show()
}

// starting stands in the place of a page until the storage is open, and says
// what to do where it does not open.
type starting struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *starting) Render() goapp.UI {
	d := s.Desk
	switch {
	case d.trouble != nil:
		return goapp.Div().Class("page").Body(goapp.Div().Class("empty").Role("alert").Body(
			emptyDrawing(),
			goapp.H1().Text("The storage did not open"),
			goapp.P().Text(sentence(d.trouble.Error())),
			goapp.Div().Class("actions").Body(
				goapp.Button().Type("button").Class("primary").Text("Try again").OnClick(s.onRetry),
				goapp.Button().Type("button").Text("Go on without keeping anything").OnClick(s.onMemory),
			),
		))
	case d.waiting:
		return goapp.Div().Class("page").Body(goapp.Div().Class("empty").Body(
			emptyDrawing(),
			goapp.H1().Text("Another tab holds the storage"),
			goapp.P().Text("Claimlight is open in another tab in an older version. Close or reload that tab; this one goes on by itself."),
		))
	}
	return goapp.Div().Class("page").Aria("busy", true).Body(
		goapp.Div().Class("skeleton-title"),
		goapp.Div().Class("skeleton-line"),
		goapp.Div().Class("skeleton-line"),
		goapp.Div().Class("skeleton-line skeleton-short"),
	)
}

func (s *starting) onRetry(goapp.Context, goapp.Event) {
	s.Desk.trouble = nil
	s.Desk.open()
	s.Desk.show()
}

func (s *starting) onMemory(goapp.Context, goapp.Event) { s.Desk.inMemory() }
