//go:build js

package app

import (
	"context"
	"fmt"
	"time"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// snapshotsSection lists the snapshots, and restores one.
type snapshotsSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *snapshotsSection) OnMount(goapp.Context) {
	if k := s.Desk.keeper; k != nil {
		k.list()
	}
}

func (s *snapshotsSection) Render() goapp.UI {
	k := s.Desk.keeper
	if k == nil {
		return el("section", attrs{"hidden", "true"})
	}
	var total int64
	for _, shot := range k.snapshots {
		total += shot.Bytes + shot.Shared
	}
	words := "Claimlight keeps your library as it was: each hour that you work today, each day for a week, each week for half a year. A copy of the latest lies apart from the library, in case the browser loses that. " +
		fmt.Sprintf("They take up to %s; then the oldest go first.", size(snapshotRoom))
	if len(k.snapshots) > 0 {
		words += " Now they take " + size(total) + "."
	}
	return settings("set-snapshots", "Snapshots",
		el("p", words),
		only(k.untaken != nil, func() goapp.UI {
			return el("p.wrong", attrs{"role", "alert"}, sentence(k.untaken.Error()))
		}),
		el("p.dim", attrs{"hidden", yes(!k.listed || len(k.snapshots) > 0)}, "There is none yet. The first is taken soon after you add an article."),
		el("ul.snapshots", attrs{"aria-label", "Snapshots", "hidden", yes(len(k.snapshots) == 0)},
			each(len(k.snapshots), func(i int) goapp.UI {
				return &snapshotRow{Desk: s.Desk, Snapshot: k.snapshots[len(k.snapshots)-1-i]}
			})),
		el("div", button("", s.onTake, "Take a snapshot now")),
	)
}

func (s *snapshotsSection) onTake(goapp.Context, goapp.Event) {
	d := s.Desk
	d.work(func(ctx context.Context) error {
		taken, err := d.keeper.snapshot(ctx, whenAsked)
		if err != nil {
			return err
		}
		d.ctx.Dispatch(func(goapp.Context) {
			switch {
			case taken:
				d.say("Snapshot taken")
			case len(d.keeper.snapshots) == 0:
				d.say("There is nothing in your library to keep yet")
			default:
				d.say("Nothing has changed since the last snapshot")
			}
		})
		return nil
	})
}

// snapshotRow is one snapshot of the list.
type snapshotRow struct {
	goapp.Compo
	Desk     *desk
	Snapshot Snapshot
}

func (r *snapshotRow) Render() goapp.UI {
	when := moment(r.Snapshot.time(), time.Now())
	detail := r.Snapshot.holding()
	if why := r.Snapshot.reason(); why != "" {
		detail += " · " + why
	}
	return el("li",
		el("div", el("strong", when), el("small", detail)),
		button("", r.onRestore, attrs{"aria-label", "Restore the snapshot of " + when}, "Restore…"),
	)
}

func (r *snapshotRow) onRestore(goapp.Context, goapp.Event) {
	r.Desk.ask(dialog{name: restoreDialogName, taken: r.Snapshot.Taken})
}
