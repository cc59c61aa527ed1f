//go:build js

package app

import (
	"context"
	"time"

	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// restoreDialog shows what restoring a snapshot would change, and does it.
type restoreDialog struct {
	goapp.Compo
	Desk  *desk
	Taken int64

	compared bool
	again    bool // the library has changed since the preview was shown
	coming   records.Restoration
	trouble  error
}

func (q *restoreDialog) OnMount(ctx goapp.Context) {
	browser.ShowModal(dialogID)
	k, s := q.Desk.keeper, Snapshot{Taken: q.Taken}
	go func() {
		r, _, err := k.restoration(context.Background(), s)
		ctx.Dispatch(func(goapp.Context) { q.coming, q.trouble, q.compared = r, err, true })
	}()
}

func (q *restoreDialog) Render() goapp.UI {
	return modal(q.Desk, "", "Restore a snapshot",
		[]goapp.UI{
			el("p", "Your library becomes as it was: "+moment(time.UnixMilli(q.Taken), time.Now())+". Before that a snapshot is taken of how it is now, and Undo takes all of it back."),
			q.preview(),
		},
		[]goapp.UI{
			button("", q.Desk.onClose, "Cancel"),
			button(".primary", q.onRestore, attrs{"disabled", yes(!q.compared || q.trouble != nil || !q.coming.Any())}, "Restore"),
		})
}

// preview says what restoring would change.
func (q *restoreDialog) preview() goapp.UI {
	switch {
	case q.trouble != nil:
		return el("p.wrong", attrs{"role", "alert"}, sentence(q.trouble.Error())+" Your library is as it was.")
	case !q.compared:
		return el("p.dim", "Comparing the snapshot with your library…")
	}
	lines := restorationLines(&q.coming)
	return el("section", attrs{"aria-label", "Restore preview"},
		only(q.again, func() goapp.UI {
			return el("p.wrong", attrs{"role", "alert"}, "Your library has changed since this was shown. Look again, then press Restore.")
		}),
		only(!q.coming.Any(), func() goapp.UI {
			return el("p.right", "Your library is as it was then. There is nothing to restore.")
		}),
		el("dl.counts", each(len(lines), func(i int) goapp.UI {
			return el("div", el("dt", number(lines[i].n)), el("dd", lines[i].what))
		})),
		el("ul.problems", attrs{"aria-label", "Cannot come back", "hidden", yes(len(q.coming.Missing) == 0)},
			each(len(q.coming.Missing), func(i int) goapp.UI {
				return el("li", "“"+q.coming.Missing[i]+"” cannot come back: the snapshot lacks its text.")
			})),
	)
}

func (q *restoreDialog) onRestore(ctx goapp.Context, _ goapp.Event) {
	d, k, s, shown := q.Desk, q.Desk.keeper, Snapshot{Taken: q.Taken}, q.coming
	d.work(func(working context.Context) error {
		r, bundle, err := k.restoration(working, s)
		if err != nil {
			return err
		}
		if r.Articles != shown.Articles || r.Claims != shown.Claims || r.Recoded != shown.Recoded {
			ctx.Dispatch(func(goapp.Context) { q.coming, q.again = r, true })
			return nil
		}
		if _, err := k.snapshot(working, beforeRestore); err != nil {
			return err
		}
		if err := d.session.Restore(working, &r, bundle); err != nil {
			return err
		}
		d.session.Keep(func(kept *Keeping) { kept.Lost = false })
		d.close()
		d.sayUndo("Snapshot restored")
		return nil
	})
}
