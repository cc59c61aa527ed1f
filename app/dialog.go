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
	what    scope            // export: what is chosen at first
	article annotations.ID   // the article concerned; of add, the one that a new version is added of
	check   bool             // add: look for it at the article's address
	claims  []annotations.ID // export: those that were filtered
	taken   int64            // restore: the snapshot
	claim   annotations.ID   // same words, pick: of which claim
	piece   annotations.ID   // pick: of its evidence
}

const (
	addDialogName    = "add"
	exportDialogName = "export"
	importDialogName = "import"
	keysDialogName   = "keys"
	askDialogName    = "ask"
	sameDialogName   = "same"
	pickDialogName   = "pick"

	restoreDialogName = "restore"
	eraseDialogName   = "erase"
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

// OnUpdate goes on to the next of what was handed to the app, once the dialog of
// the one before is gone.
func (s *dialogs) OnUpdate(ctx goapp.Context) {
	if s.Desk.dialog.name == "" && len(s.Desk.given) > 0 {
		ctx.Defer(func(goapp.Context) { s.Desk.showGiven() })
	}
}

func (s *dialogs) Render() goapp.UI {
	d := s.Desk
	if d.session == nil {
		return el("div", attrs{"hidden", "true"})
	}
	switch d.dialog.name {
	case addDialogName:
		return &addDialog{Desk: d, Dropped: len(d.dropped), Of: d.dialog.article, Check: d.dialog.check}
	case exportDialogName:
		article := d.dialog.article
		if article == "" {
			article = annotations.ID(s.Article)
		}
		return &exportDialog{Desk: d, What: d.dialog.what, Article: article, Claims: d.dialog.claims}
	case importDialogName:
		return &importDialog{Desk: d}
	case keysDialogName:
		return &keysDialog{Desk: d, Version: s.Version}
	case eraseDialogName:
		return &eraseDialog{Desk: d}
	case restoreDialogName:
		return &restoreDialog{Desk: d, Taken: d.dialog.taken}
	case sameDialogName:
		return &sameWordsDialog{Desk: d, Version: s.Version, Claim: d.dialog.claim}
	case pickDialogName:
		return &pickDialog{Desk: d, Version: s.Version, Claim: d.dialog.claim, Piece: d.dialog.piece}
	case askDialogName:
		return &deleteDialog{Desk: d, Article: d.dialog.article}
	}
	return el("div", attrs{"hidden", "true"})
}

// modal is a dialog element with a heading, a button that closes it, and what
// is in it.
func modal(d *desk, class, heading string, inside, footer []goapp.UI) goapp.UI {
	return el("dialog", attrs{"id", dialogID, "class", class, "aria-labelledby", "dialog-heading"}, on{"close", d.closed},
		el("header",
			el("h2", attrs{"id", "dialog-heading"}, heading),
			button(".quiet", d.onClose, attrs{"aria-label", "Close"}, icon("x")),
		),
		// Without buttons below, there may be nothing in it that the keyboard could
		// scroll it by.
		el("div.inside", attrs{"tabindex", when(len(footer) == 0, "0")}, inside),
		el("footer", attrs{"hidden", yes(len(footer) == 0)}, footer),
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
	e := q.Desk.session.Entry(q.Article)
	if e == nil {
		e = &Entry{} // deleted in another tab meanwhile
	}
	words := "“" + e.Title + "” will be deleted from this browser."
	if q.claims > 0 {
		words = "“" + e.Title + "” and its " + count(q.claims, "claim", "claims") + " will be deleted from this browser."
	}
	if n := len(versions(q.Desk.session.Entries(), q.Article)); n > 1 {
		return modal(q.Desk, "ask", "Delete this article?",
			[]goapp.UI{el("p", "There are "+count(n, "version", "versions")+" of “"+e.Title+"”. Delete all of them with their claims, or only the version of "+
				versionName(e)+"? You can undo this.")},
			[]goapp.UI{
				button("", q.Desk.onClose, "Cancel"),
				button("", q.onDelete, "Delete this version"),
				button(".primary", q.onDeleteAll, "Delete all versions"),
			})
	}
	return modal(q.Desk, "ask", "Delete this article?",
		[]goapp.UI{el("p", words+" You can undo this until you close the page.")},
		[]goapp.UI{
			button("", q.Desk.onClose, "Cancel"),
			button(".primary", q.onDelete, "Delete"),
		})
}

func (q *deleteDialog) onDeleteAll(goapp.Context, goapp.Event) {
	d, article := q.Desk, q.Article
	d.close()
	d.work(func(ctx context.Context) error {
		if err := d.session.RemoveVersions(ctx, article); err != nil {
			return err
		}
		d.sayUndo("Article deleted")
		return nil
	})
}

func (q *deleteDialog) onDelete(goapp.Context, goapp.Event) {
	d, article := q.Desk, q.Article
	d.close()
	d.delete(article)
}
