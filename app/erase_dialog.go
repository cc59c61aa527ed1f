//go:build js

package app

import (
	"context"
	"strings"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// eraseSection leads to the end of everything.
type eraseSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *eraseSection) Render() goapp.UI {
	return settings("set-erase", "Delete everything", attrs{"hidden", yes(s.Desk.keeper == nil)},
		el("p", "Takes all that Claimlight keeps in this browser away: articles, claims, codebook, snapshots and settings. Files that you exported or backed up stay where they are."),
		el("div", button(".danger", s.onErase, "Delete everything…")),
	)
}

func (s *eraseSection) onErase(goapp.Context, goapp.Event) { s.Desk.ask(dialog{name: eraseDialogName}) }

// eraseDialog makes a last backup, asks for a word, and deletes everything.
type eraseDialog struct {
	goapp.Compo
	Desk *desk

	claims  int
	backed  string // where the last backup is; "" where there is none yet
	without bool   // none is wanted, or there is nothing to back up
	trouble error  // why none could be made
	word    string
	gone    bool  // it is being deleted
	failed  error // why it could not be
}

// eraseWord is what has to be typed.
const eraseWord = "delete"

func (q *eraseDialog) OnMount(ctx goapp.Context) {
	browser.ShowModal(dialogID)
	d := q.Desk
	q.without = len(d.session.Entries()) == 0
	go func() {
		n, err := d.db.Count(context.Background(), browser.Claims, browser.ByArticle, "")
		if err == nil { // that the storage is out of reach is said when it is to be deleted
			ctx.Dispatch(func(goapp.Context) { q.claims = n })
		}
	}()
}

func (q *eraseDialog) Render() goapp.UI {
	return modal(q.Desk, "ask", "Delete everything?",
		[]goapp.UI{
			el("p", q.holding()+" This cannot be undone: only a backup brings it back."),
			q.backup(),
			el("div", attrs{"hidden", yes(!q.ready())},
				&field{Label: "Type “" + eraseWord + "” to go on", ID: "erase-word", Value: q.word, Change: q.onWord}),
			only(q.failed != nil, func() goapp.UI {
				return el("p.wrong", attrs{"role", "alert"}, sentence(q.failed.Error())+" Close all other tabs of Claimlight, reload this one, and try again.")
			}),
			el("p.dim", attrs{"hidden", yes(!q.gone)}, "Deleting everything. This goes on when other tabs have let go of the storage; close them if it takes long."),
		},
		[]goapp.UI{
			button("", q.Desk.onClose, "Cancel"),
			only(!q.ready() && q.trouble == nil, func() goapp.UI { return button(".primary", q.onBackup, "Make a last backup") }),
			only(!q.ready() && q.trouble != nil, func() goapp.UI { return button("", q.onWithout, "Go on without a backup") }),
			only(q.ready(), func() goapp.UI {
				return button(".danger", q.onErase, attrs{"disabled", yes(q.gone || !strings.EqualFold(strings.TrimSpace(q.word), eraseWord))}, "Delete everything")
			}),
		})
}

// holding says what will be deleted.
func (q *eraseDialog) holding() string {
	d := q.Desk
	codebook := d.session.Codebook()
	return count(len(d.session.Entries()), "article", "articles") + ", " + count(q.claims, "claim", "claims") + ", " +
		count(len(codebook.Tags), "tag", "tags") + ", " + count(len(d.keeper.snapshots), "snapshot", "snapshots") +
		" and your settings will be deleted from this browser."
}

// ready tells whether a backup is made, or none is wanted.
func (q *eraseDialog) ready() bool { return q.backed != "" || q.without }

// backup says how the last backup stands.
func (q *eraseDialog) backup() goapp.UI {
	switch {
	case q.trouble != nil && !q.without:
		return el("p.wrong", attrs{"role", "alert"}, sentence(q.trouble.Error()))
	case q.backed != "" && q.Desk.keeper.leftOut != "":
		return el("p.wrong", attrs{"role", "alert"}, "Your library is backed up "+q.backed+", but not all of it: "+lowerFirst(q.Desk.keeper.leftOut))
	case q.backed != "":
		return el("p.right", "Your library is backed up "+q.backed+".")
	case q.without:
		return el("p", attrs{"hidden", "true"})
	}
	return el("p", "First, a last backup of your library is made.")
}

func (q *eraseDialog) onBackup(ctx goapp.Context, _ goapp.Event) {
	d := q.Desk
	go func() {
		where, err := d.lastBackup(context.Background())
		ctx.Dispatch(func(goapp.Context) { q.backed, q.trouble = where, err })
	}()
}

// lastBackup backs up into the folder, or where that cannot be, as a download,
// and says where.
func (d *desk) lastBackup(ctx context.Context) (where string, err error) {
	folder := d.session.Keeping().Folder
	if folder != "" && d.keeper.folder == browser.FolderGranted {
		if err := d.keeper.backup(ctx); err != nil {
			return "", err
		}
		return "in the folder “" + folder + "”", nil
	}
	if err := d.keeper.download(ctx); err != nil {
		return "", err
	}
	return "in your downloads; look whether it is there", nil
}

func (q *eraseDialog) onWithout(goapp.Context, goapp.Event) { q.without = true }

func (q *eraseDialog) onWord(v string) { q.word = v; q.Desk.show() }

func (q *eraseDialog) onErase(ctx goapp.Context, _ goapp.Event) {
	d := q.Desk
	q.gone, d.erased = true, true
	d.show()
	go func() {
		if err := browser.Erase(context.Background(), d.db); err != nil {
			d.lost(false) // the storage is closed by now
			ctx.Dispatch(func(goapp.Context) { q.gone, q.failed, d.erased = false, err, false })
		}
	}()
}

// erasedPage is what a tab shows after another has deleted everything.
type erasedPage struct{ goapp.Compo }

func (p *erasedPage) Render() goapp.UI {
	return el("div.page",
		el("div.empty",
			emptyDrawing(),
			el("h1", "Everything was deleted"),
			el("p", "Your library was deleted from this browser."),
			el("a", attrs{"href", link("/")}, on{"click", p.onStart}, "Start with an empty library"),
		),
	)
}

func (p *erasedPage) onStart(_ goapp.Context, e goapp.Event) {
	e.PreventDefault()
	e.StopImmediatePropagation()
	browser.Reload()
}
