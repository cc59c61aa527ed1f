//go:build js

package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// A keeper takes snapshots of the library and makes backups, by itself and when
// asked. Its fields but the atomic ones are touched by the goroutine of the
// interface alone.
type keeper struct {
	desk   *desk
	worker *browser.Worker // its own, so that no import waits for it

	unbacked  int  // claims in no backup
	counting  bool // a count is on its way
	snapshots []Snapshot
	listed    bool                // snapshots says how things are
	folder    browser.FolderState // of backups
	leftOut   string              // what the last backup lacks, in words
	trouble   error               // why the last backup that nobody asked for failed
	untaken   error               // why the last snapshot that nobody asked for was not taken

	changes atomic.Int64 // that were made, in whichever tab
	last    atomic.Int64 // when the last was, in milliseconds since 1970
}

// keeperPause is how often a keeper looks whether something is due, and countRest
// how long it waits for more changes before it counts what is in no backup.
const (
	keeperPause = 15 * time.Second
	countRest   = 400 * time.Millisecond
)

// newKeeper starts the keeper of an open session.
func newKeeper(d *desk) *keeper {
	k := &keeper{desk: d, worker: browser.NewWorker()}
	k.last.Store(time.Now().UnixMilli())
	k.count()
	if d.session.Keeping().Lost {
		k.salvage()
	} else {
		k.list()
	}
	go k.lookForFolder(context.Background())
	browser.OnVisibility(func(hidden bool) {
		if hidden {
			k.look(true)
		}
	})
	go func() {
		for {
			time.Sleep(keeperPause)
			k.look(false)
		}
	}()
	return k
}

// changed takes note of what was written, here or in another tab. It may be
// called from any goroutine.
func (k *keeper) changed(refs []Ref, here bool) {
	if k == nil || !concernsLibrary(refs) {
		return
	}
	now := time.Now()
	k.changes.Add(1)
	k.last.Store(now.UnixMilli())
	k.desk.ctx.Dispatch(func(goapp.Context) {
		if here {
			k.desk.session.Keep(func(kept *Keeping) { kept.changed(now) })
		}
		k.count()
	})
}

// count counts the claims that are in no backup, in a moment.
func (k *keeper) count() {
	if k.counting {
		return
	}
	k.counting = true
	time.AfterFunc(countRest, func() {
		d, ctx, now := k.desk, context.Background(), time.Now()
		kept := d.session.Keeping()
		all := func() (int, error) { return d.db.Count(ctx, browser.Claims, browser.ByArticle, "") }
		n, err := 0, error(nil)
		if kept.Backed == 0 {
			n, err = all()
		} else if n, err = d.db.Changed(ctx, browser.Claims, kept.since(now), now.UnixMilli()); err == nil && kept.Came > 0 {
			most := 0
			most, err = all()
			n = min(n+kept.Came, most)
		}
		d.ctx.Dispatch(func(goapp.Context) {
			k.counting = false
			if err != nil || k.unbacked == n {
				return // that the storage is out of reach is said elsewhere
			}
			k.counted(n)
		})
	})
}

// counted shows that so many claims are in no backup.
func (k *keeper) counted(n int) {
	k.unbacked = n
	browser.SetBadge(n)
	k.desk.show()
}

// look does what is due. Leaving tells that the person turns to something else,
// so that a working session is over.
func (k *keeper) look(leaving bool) {
	if k.desk.erased || k.desk.outdated {
		return // the library is not this tab's any more
	}
	now := time.Now()
	rest := now.Sub(time.UnixMilli(k.last.Load()))
	if leaving {
		rest = max(rest, backupRest)
	}
	kept := k.desk.session.Keeping()
	if kept.snapshotDue(now, rest) {
		// What fails is tried again when it is next due, and Settings says why.
		go func() {
			if _, err := k.snapshot(context.Background(), onTime); err != nil && !errors.Is(err, errBusy) {
				k.desk.ctx.Dispatch(func(goapp.Context) { k.untaken = err; k.desk.show() })
			}
		}()
	}
	if kept.backupDue(rest) {
		go func() {
			err := k.backup(context.Background())
			if err == errElsewhere {
				return
			}
			k.desk.ctx.Dispatch(func(goapp.Context) { k.trouble = err; k.desk.show() })
			k.lookForFolder(context.Background())
		}()
	}
}

// snapshot takes a snapshot, unless nothing has changed since the last, and
// deletes those that need not be kept. The spare copy of the latest follows. It
// reports whether one was taken.
func (k *keeper) snapshot(ctx context.Context, why string) (taken bool, err error) {
	if err := k.desk.session.Flush(ctx); err != nil {
		return false, err
	}
	began, before := time.Now(), k.changes.Load()
	k.desk.session.Keep(func(kept *Keeping) { kept.Snapped = began.UnixMilli() })
	var done *bool // nil where another tab is busy
	list, err := k.ask(ctx, &done, "snapshot", why)
	if err == nil && done == nil {
		err = errBusy
	}
	if err != nil {
		return false, fmt.Errorf("no snapshot was taken: %w", err)
	}
	k.desk.session.Keep(func(kept *Keeping) { kept.Unsnapped = k.changes.Load() != before })
	var drop []string
	for _, s := range surplus(list, began) {
		drop = append(drop, s.id())
	}
	if len(drop) > 0 {
		if list, err = k.ask(ctx, nil, "forget", drop...); err != nil {
			return *done, fmt.Errorf("older snapshots could not be deleted: %w", err)
		}
	}
	k.desk.ctx.Dispatch(func(goapp.Context) { k.untaken = nil })
	k.show(list)
	if k.desk.session.Keeping().Lost {
		return *done, nil // the spare copy is of the library that was lost, until the person has settled that
	}
	k.desk.work(func(ctx context.Context) error {
		if _, err := k.worker.Do(ctx, browser.Job{Name: "spare"}); err != nil {
			return fmt.Errorf("a snapshot was taken, but no spare copy of it: %w", err)
		}
		return nil
	})
	return *done, nil
}

// errBusy means that no snapshot was taken here, since another tab is at it.
var errBusy = errors.New("another tab is busy with snapshots; try again in a moment, or close that tab")

// salvage puts the spare copy of the latest snapshot back where snapshots are.
func (k *keeper) salvage() {
	k.desk.work(func(ctx context.Context) error {
		list, err := k.ask(ctx, nil, "salvage")
		if err != nil {
			return fmt.Errorf("the spare copy of your library cannot be read: %w", err)
		}
		k.show(list)
		return nil
	})
}

// ask has the worker do something that answers with the list of snapshots, and
// where done is not nil, with what goes there.
func (k *keeper) ask(ctx context.Context, done any, job string, words ...string) (list []Snapshot, err error) {
	made, err := k.worker.Do(ctx, browser.Job{Name: job, Words: words})
	if err == nil {
		err = json.Unmarshal(made[0], &list)
	}
	if err == nil && done != nil {
		err = json.Unmarshal(made[1], done)
	}
	return list, err
}

func (k *keeper) show(list []Snapshot) {
	k.desk.ctx.Dispatch(func(goapp.Context) {
		k.snapshots, k.listed = list, true
		k.desk.show()
	})
}

// list reads which snapshots there are, from the records that are in the index by
// time; all else of them is large.
func (k *keeper) list() {
	k.desk.work(func(ctx context.Context) error {
		var list []Snapshot
		err := k.desk.db.ReadMany(ctx, browser.Query{Store: browser.Snapshots, Index: browser.ByTaken}, func(batch []browser.Record) error {
			for _, r := range batch {
				s := Snapshot{Taken: r.Time}
				if json.Unmarshal(r.Data, &s) != nil {
					s = Snapshot{Taken: r.Time} // what it holds may be whole
				}
				list = append(list, s)
			}
			return nil
		})
		if err == nil {
			k.show(list)
		}
		return err
	})
}

// restoration says what restoring a snapshot would change, and gives the bundle
// that goes with it.
func (k *keeper) restoration(ctx context.Context, s Snapshot) (r records.Restoration, bundle []byte, err error) {
	if err := k.desk.session.Flush(ctx); err != nil {
		return r, nil, err
	}
	made, err := k.worker.Do(ctx, browser.Job{Name: "restore", Words: []string{s.id()}})
	if err != nil {
		return r, nil, err
	}
	return r, made[1], json.Unmarshal(made[0], &r)
}

// mend brings back what cannot be read from snapshots, of each record the latest
// that can be read, and returns how many there are and how many it brought back.
func (k *keeper) mend(ctx context.Context) (all, mended int, err error) {
	list := k.desk.session.Unreadable()
	var wanted []string
	for _, d := range list {
		digest := "" // of a text
		if e := k.desk.session.Entry(annotations.ID(d.ID)); e != nil {
			digest = e.Digest
		}
		wanted = append(wanted, string(d.Shelf), d.ID, digest)
	}
	made, err := k.worker.Do(ctx, browser.Job{Name: "mend", Words: wanted})
	if err != nil {
		return 0, 0, err
	}
	mended, err = k.desk.session.Mend(ctx, made[0])
	k.desk.show() // of some it may have been found that another tab has mended them
	return mended + len(k.desk.session.Unreadable()), mended, err
}

// errElsewhere means that no backup was made here.
var errElsewhere = errors.New("another tab makes a backup right now; try again in a moment")

// backup writes a backup into the folder, and deletes those that need not be kept.
func (k *keeper) backup(ctx context.Context) error {
	mark, err := k.desk.session.BackupMark()
	if err != nil {
		return fmt.Errorf("no backup was made: %w", err)
	}
	began, before := time.Now(), k.changes.Load()
	names, err := k.make(ctx, backupName(began, mark))
	if err != nil {
		return fmt.Errorf("no backup was made: %w", err)
	}
	var list []string
	if err := json.Unmarshal(names, &list); err != nil {
		return err
	}
	if list == nil {
		return errElsewhere
	}
	k.made(began, before)
	if stale := staleBackups(list, mark, began); len(stale) > 0 {
		_, err = k.worker.Do(ctx, browser.Job{Name: "forgetBackups", Words: stale})
	}
	return err
}

// download hands the person a backup as a download.
func (k *keeper) download(ctx context.Context) error {
	began, before := time.Now(), k.changes.Load()
	file, err := k.make(ctx, "")
	if err != nil {
		return fmt.Errorf("no backup was made: %w", err)
	}
	browser.Download(backupName(began, ""), "application/gzip", file)
	k.made(began, before)
	return nil
}

// make has the worker make a backup of what is on the disk.
func (k *keeper) make(ctx context.Context, name string) ([]byte, error) {
	if err := k.desk.session.Flush(ctx); err != nil {
		return nil, err
	}
	made, err := k.worker.Do(ctx, browser.Job{Name: "backup", Words: []string{name}})
	if err != nil {
		return nil, err
	}
	var check records.Check
	if err := json.Unmarshal(made[0], &check); err != nil {
		return nil, err
	}
	if err := k.desk.session.NoteUnread(ctx, check.Unread); err != nil {
		return nil, err
	}
	k.desk.ctx.Dispatch(func(goapp.Context) { k.leftOut = leftOut(check); k.desk.show() })
	return made[1], nil
}

// made notes that a backup was made of what there was when it was begun.
func (k *keeper) made(began time.Time, before int64) {
	k.desk.session.Keep(func(kept *Keeping) {
		kept.Backed, kept.Unbacked, kept.Later = began.UnixMilli(), 0, 0
		if k.changes.Load() != before {
			kept.Unbacked = k.last.Load()
		} else {
			kept.Came = 0
		}
	})
	k.desk.ctx.Dispatch(func(goapp.Context) {
		k.trouble = nil
		if k.changes.Load() == before { // all is in it, and needs no counting
			k.counted(0)
		}
		k.count()
	})
}

// lookForFolder asks the browser whether the folder can be written to.
func (k *keeper) lookForFolder(ctx context.Context) {
	state, err := k.desk.db.Folder(ctx)
	if err != nil {
		return
	}
	k.desk.ctx.Dispatch(func(goapp.Context) {
		if k.folder != state {
			k.folder = state
			k.desk.show()
		}
	})
}
