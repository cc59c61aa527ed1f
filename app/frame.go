//go:build js

package app

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// bar is the head of every page: the name, the ways to the others, and how
// saving goes.
type bar struct {
	goapp.Compo
	Desk    *desk
	Version int
	Path    string
	Saving  SaveState // drawn at once: never is called saved what is not
}

var pages = []struct{ path, name string }{
	{"/", "Library"}, {"/claims", "Claims"}, {"/codebook", "Codebook"}, {"/settings", "Settings"},
}

func (b *bar) Render() goapp.UI {
	return el("header.bar",
		el("a.brand", attrs{"href", link("/")}, brandMark(), "Claimlight"),
		el("nav", attrs{"aria-label", "Main"}, each(len(pages), func(i int) goapp.UI {
			here := b.Path == pages[i].path || b.Path == "/read" && i == 0
			return el("a", attrs{"href", link(pages[i].path), "aria-current", when(here, "page")}, pages[i].name)
		})),
		el("span.grow"),
		b.unbacked(),
		b.saving(),
	)
}

// saving says where what was done has got to.
func (b *bar) saving() goapp.UI {
	kind, words := "span.saving.saved", "Saved on this device"
	switch d := b.Desk; {
	case d.session == nil && d.trouble != nil:
		return el("span.saving.failed", "Storage not open")
	case d.session == nil && d.waiting:
		return el("span.saving", "Waiting…")
	case d.session == nil:
		return el("span.saving", "Opening…")
	case d.outdated:
		return el("span.saving.saved", "Saved on this device")
	case d.erased:
		return el("span.saving", "Everything was deleted")
	case d.fleeting:
		kind, words = "span.saving.failed", "Not kept on this device"
	case d.saving == Saving:
		kind, words = "span.saving", "Saving…"
	case d.saving == Failed:
		kind, words = "span.saving.failed", "Not saved"
	case d.offline:
		words = "Offline · saved on this device"
	}
	return el(kind, words)
}

// unbacked counts what is in no backup yet, and leads to where one is made.
func (b *bar) unbacked() goapp.UI {
	if b.Desk.keeper == nil || b.Desk.erased || b.Desk.keeper.unbacked == 0 {
		return nil
	}
	n := b.Desk.keeper.unbacked
	return el("a.unbacked", attrs{"href", link("/settings") + "#set-backup",
		"title", count(n, "claim is", "claims are") + " in no backup yet"}, number(n)+" not backed up")
}

// banners are what stays on the page until it is dealt with.
type banners struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (b *banners) Render() goapp.UI {
	d := b.Desk
	if d.erased || d.outdated {
		return el("div")
	}
	return el("div",
		only(d.dropping && d.dialog.name == "", func() goapp.UI {
			return el("div.dropping", el("p", "Drop files here to add them as articles"))
		}),
		only(d.session != nil && d.shut, func() goapp.UI {
			words, held := "Reload to open the storage again.", d.session.Rescuable()
			if held {
				words = "First export what is still here, then reload to open the storage again."
			}
			return el("div.banner.bad", attrs{"role", "alert"},
				el("p", "The browser has closed the storage, or its data was deleted. Nothing more can be saved on this page. "+words),
				only(held, func() goapp.UI { return button("", b.onExport, "Export what is here") }),
				button("", b.onReload, "Reload"),
			)
		}),
		only(d.session != nil && d.slow && !d.shut, func() goapp.UI {
			return el("div.banner.bad", attrs{"role", "alert"},
				el("p", "Saving takes longer than it should. Another tab of Claimlight may be holding the storage: go to that tab, or close it, and saving goes on by itself. "+
					"Until then what you did is kept on this page; do not close it."),
				button("", b.onExport, "Export what is here"),
			)
		}),
		only(d.session != nil && d.saveError != nil && !d.shut, func() goapp.UI {
			return el("div.banner.bad", attrs{"role", "alert"},
				el("p", "Your last changes could not be saved: "+sentence(d.saveError.Error())+" They are kept on this page; do not close it."),
				button("", b.onRetry, "Try again"),
				button("", b.onExport, "Export everything"),
			)
		}),
		b.unreadable(),
		b.lost(),
		only(d.fleeting, func() goapp.UI {
			return el("div.banner.bad", attrs{"role", "alert"},
				el("p", "This browser keeps nothing for this site. You can work, but what you do is gone when you close the page, unless you export it before."),
				button("", b.onExport, "Export everything"),
			)
		}),
		only(d.offline, func() goapp.UI {
			words := "You are offline; everything still works, and nothing is lost by it."
			if !d.unkept() {
				words += " All you do is saved on this device."
			}
			return el("div.banner", el("p", words))
		}),
		b.backup(),
		only(d.update, func() goapp.UI {
			words := "What you did is saved."
			if d.unkept() {
				words = "Not all that you did is saved: see to that before you reload."
			}
			return el("div.banner",
				el("p", "There is a new version of Claimlight. "+words),
				button(".primary", b.onUpdate, "New version: reload"),
			)
		}),
	)
}

// lost says that the browser has lost the library, and how to have it back.
func (b *banners) lost() goapp.UI {
	d := b.Desk
	if d.keeper == nil || !d.session.Keeping().Lost {
		return el("div", attrs{"hidden", "true"})
	}
	words, spare := "Import your last backup to have it back.", Snapshot{}
	if n := len(d.keeper.snapshots); n > 0 {
		spare = d.keeper.snapshots[n-1]
		words = "A spare copy is here: " + moment(spare.time(), time.Now()) + ", " + spare.holding() + "."
	}
	return el("div.banner.bad", attrs{"role", "alert"},
		el("p", "The browser has lost the library that it kept for Claimlight: its files were damaged or cleared, and a new, empty library was made. "+words),
		only(spare.Taken != 0, func() goapp.UI {
			return button(".primary", func(goapp.Context, goapp.Event) { d.ask(dialog{name: restoreDialogName, taken: spare.Taken}) }, "Restore…")
		}),
		button("", b.onImport, "Import a backup"),
		button("", b.onNoted, "I know"),
	)
}

// unreadable says which records cannot be read, and hands them out as they are.
func (b *banners) unreadable() goapp.UI {
	d := b.Desk
	if d.session == nil {
		return el("div", attrs{"hidden", "true"})
	}
	list := d.session.Unreadable()
	if len(list) == 0 {
		return el("div", attrs{"hidden", "true"})
	}
	back := "Import a backup to have back what was there, or export what is left of it to have it repaired."
	if d.mendable() {
		back = "Bring back from a snapshot what was there, or export what is left of it to have it repaired."
	}
	return el("div.banner.bad", attrs{"role", "alert"},
		el("div",
			el("p", count(len(list), "record", "records")+" in this browser's storage cannot be read. Everything else is here, and "+plural(len(list), "it is kept as it is. ", "they are kept as they are. ")+back),
			el("ul", each(min(len(list), 5), func(i int) goapp.UI { return el("li", d.session.nameOf(list[i])) })),
		),
		only(d.mendable(), func() goapp.UI { return button("", b.onMend, "Restore from snapshots") }),
		button("", b.onExportRaw, "Export what cannot be read"),
	)
}

// mendable reports whether there are snapshots to bring back from what cannot be
// read.
func (d *desk) mendable() bool {
	return d.keeper != nil && !d.shut && len(d.keeper.snapshots) > 0
}

func (b *banners) onExportRaw(goapp.Context, goapp.Event) {
	d := b.Desk
	d.work(func(context.Context) error {
		file, err := rawRecords(d.session.Unreadable())
		if err == nil {
			browser.Download("claimlight-unreadable.json", "application/json", file)
		}
		return err
	})
}

func (b *banners) onMend(goapp.Context, goapp.Event) {
	d := b.Desk
	d.work(func(ctx context.Context) error {
		all, mended, err := d.keeper.mend(ctx)
		switch {
		case err != nil:
			return err
		case all == 0:
			d.say("All of it can be read again")
		case mended == 0:
			d.say("No snapshot has what cannot be read")
		case mended < all:
			d.sayUndo(number(mended) + " of " + count(all, "record", "records") + " restored; no snapshot has " + plural(all-mended, "the other", "the others"))
		default:
			d.sayUndo("Restored " + count(mended, "record", "records"))
		}
		return nil
	})
}

func (b *banners) onRetry(goapp.Context, goapp.Event)  { b.Desk.session.Retry() }
func (b *banners) onReload(goapp.Context, goapp.Event) { browser.Reload() }
func (b *banners) onExport(goapp.Context, goapp.Event) {
	b.Desk.ask(dialog{name: exportDialogName, what: wholeLibrary})
}
func (b *banners) onImport(goapp.Context, goapp.Event) {
	b.Desk.ask(dialog{name: importDialogName})
}
func (b *banners) onNoted(goapp.Context, goapp.Event) {
	b.Desk.session.Keep(func(kept *Keeping) { kept.Lost = false })
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
	// The reader and the codebook have Undo at hand already; one of a name is enough.
	offered := now.undo && n.Path != "/read" && n.Path != "/codebook"
	text := now.text
	if now.undo && !offered {
		text += ". Undo with Ctrl+Z"
	}
	return el("div.notices", attrs{"role", "status", "aria-label", "Notifications"},
		el("span.visually-hidden", n.Desk.hinted),
		only(now.text != "", func() goapp.UI {
			return el("div.notice"+when(now.bad, ".bad"), attrs{"data-notice", strconv.Itoa(now.count)},
				el("span", text),
				only(offered, func() goapp.UI { return button("", n.onUndo, "Undo") }),
				only(now.bad, func() goapp.UI { return button("", n.onDismiss, "Dismiss") }),
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
		// What fails on this version's account may go with the version that a reload
		// brings.
		reload := errors.Is(d.trouble, browser.ErrVersion) || errors.Is(d.trouble, browser.ErrMigration)
		return el("div.page", el("div.empty", attrs{"role", "alert"},
			emptyDrawing(),
			el("h1", "The storage did not open"),
			el("p", sentence(d.trouble.Error())),
			only(errors.Is(d.trouble, browser.ErrMigration), func() goapp.UI {
				return el("p", "Close all other tabs of Claimlight, see that the device has room left, and reload. Until it works, do not delete this site's data: your library is in it. You can export it first.")
			}),
			el("div.actions",
				only(!reload, func() goapp.UI { return button(".primary", s.onRetry, "Try again") }),
				only(reload, func() goapp.UI { return button(".primary", s.onReload, "Reload") }),
				only(reload, func() goapp.UI { return button("", s.onExport, "Export the library") }),
				button("", s.onMemory, "Go on without keeping anything"),
			),
		))
	case d.waiting:
		return el("div.page", el("div.empty",
			emptyDrawing(),
			el("h1", "Another tab holds the storage"),
			el("p", "Claimlight is open in another tab in an older version. Close or reload that tab; this one goes on by itself."),
		))
	}
	return el("div.page", attrs{"aria-busy", "true"}, skeleton())
}

// skeleton stands where a heading and words will be.
func skeleton() []goapp.UI {
	return []goapp.UI{el("div.skeleton-title"), el("div.skeleton-line"), el("div.skeleton-line"), el("div.skeleton-line.skeleton-short")}
}

func (s *starting) onRetry(goapp.Context, goapp.Event) {
	s.Desk.trouble = nil
	s.Desk.open()
	s.Desk.show()
}

func (s *starting) onReload(goapp.Context, goapp.Event) { browser.Reload() }

// onExport exports a library that this version cannot open: as a backup, where it
// can be read, and else as it is stored.
func (s *starting) onExport(goapp.Context, goapp.Event) {
	d := s.Desk
	d.work(func(ctx context.Context) error {
		var check records.Check
		made, err := d.worker.Do(ctx, browser.Job{Name: "backup", Words: []string{""}})
		if err == nil {
			err = json.Unmarshal(made[0], &check)
		}
		if err == nil && len(check.Unread)+check.Stranded == 0 {
			browser.Download(backupName(time.Now(), ""), "application/gzip", made[1])
			d.say("Exported " + count(check.Claims, "claim", "claims") + " with " + plural(check.Claims, "its article", "their articles") + "; Import reads the file")
			return nil
		}
		if made, err = d.worker.Do(ctx, browser.Job{Name: "stored"}); err != nil {
			return err
		}
		browser.Download("claimlight-stored.json.gz", "application/gzip", made[0])
		d.say("Exported everything as it is stored. Import cannot read this file; keep it for whoever repairs the library")
		return nil
	})
}

func (s *starting) onMemory(goapp.Context, goapp.Event) { s.Desk.goFleeting() }
