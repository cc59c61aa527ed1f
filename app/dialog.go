//go:build js

package app

import (
	"context"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// A dialog is the one that is open; the zero value is none.
type dialog struct {
	name    string
	what    scope          // export: what is chosen at first
	article annotations.ID // the article concerned
}

const (
	addDialogName    = "add"
	exportDialogName = "export"
	importDialogName = "import"
	keysDialogName   = "keys"
	askDialogName    = "ask"
)

// ask opens a dialog.
func (d *desk) ask(what dialog) {
	d.ctx.Dispatch(func(goapp.Context) { d.dialog = what; d.version++ })
}

// close closes the dialog that is open.
func (d *desk) close() { browser.CloseDialog(dialogID) }

// closed forgets the dialog once the browser has closed it.
func (d *desk) closed(goapp.Context, goapp.Event) {
	d.ctx.Dispatch(func(goapp.Context) { d.dialog = dialog{}; d.version++ })
}

const dialogID = "dialog"

// dialogs draws the dialog that is open.
type dialogs struct {
	goapp.Compo
	Desk    *desk
	Version int
	Article string // that is being read
}

func (s *dialogs) Render() goapp.UI {
	d := s.Desk
	if d.session == nil {
		return goapp.Div().Hidden(true)
	}
	switch d.dialog.name {
	case addDialogName:
		return &addDialog{Desk: d}
	case exportDialogName:
		article := d.dialog.article
		if article == "" {
			article = annotations.ID(s.Article)
		}
		return &exportDialog{Desk: d, What: d.dialog.what, Article: article}
	case importDialogName:
		return &importDialog{Desk: d}
	case keysDialogName:
		return &keysDialog{Desk: d, Version: s.Version}
	case askDialogName:
		return &deleteDialog{Desk: d, Article: d.dialog.article}
	}
	return goapp.Div().Hidden(true)
}

// modal is a dialog element with a heading, a button that closes it, and what
// is in it.
func modal(d *desk, class, heading string, inside, footer []goapp.UI) goapp.UI {
	return goapp.Dialog().ID(dialogID).Class(class).Aria("labelledby", "dialog-heading").On("close", d.closed).Body(
		goapp.Header().Body(
			goapp.H2().ID("dialog-heading").Text(heading),
			goapp.Button().Type("button").Class("quiet").Aria("label", "Close").OnClick(d.onClose).Body(icon("x")),
		),
		goapp.Div().Class("inside").Body(inside...),
		goapp.Footer().Hidden(len(footer) == 0).Body(footer...),
	)
}

func (d *desk) onClose(goapp.Context, goapp.Event) { d.close() }

// deleteDialog asks before an article is deleted.
type deleteDialog struct {
	goapp.Compo
	Desk    *desk
	Article annotations.ID

	claims int
}

func (q *deleteDialog) OnMount(ctx goapp.Context) {
	browser.ShowModal(dialogID)
	d, article := q.Desk, q.Article
	go func() {
		claims, err := d.session.Claims(context.Background(), article)
		if err != nil {
			d.fail(err)
			return
		}
		ctx.Dispatch(func(goapp.Context) { q.claims = len(claims) })
	}()
}

func (q *deleteDialog) Render() goapp.UI {
	e, _ := q.Desk.session.Entry(q.Article)
	words := "“" + e.Title + "” will be deleted from this browser."
	if q.claims > 0 {
		words = "“" + e.Title + "” and its " + count(q.claims, "claim", "claims") + " will be deleted from this browser."
	}
	return modal(q.Desk, "ask", "Delete this article?",
		[]goapp.UI{goapp.P().Text(words + " You can undo this until you close the page.")},
		[]goapp.UI{
			goapp.Button().Type("button").Text("Cancel").OnClick(q.Desk.onClose),
			goapp.Button().Type("button").Class("primary").Text("Delete").OnClick(q.onDelete),
		})
}

func (q *deleteDialog) onDelete(goapp.Context, goapp.Event) {
	d, article := q.Desk, q.Article
	d.close()
	d.delete(article)
}
