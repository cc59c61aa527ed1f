//go:build js

package app

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"
	"claimlight/app/random"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// A desk is what all components of the page share: the session, and what the
// frame around the pages shows. It lives as long as the page, and is touched by
// the goroutine of the interface alone.
type desk struct {
	ctx      goapp.Context // of the root, which is never dismounted
	session  *Session      // nil until the storage is open
	trouble  error         // why the storage did not open
	waiting  bool          // the storage waits for another tab to let go of it
	fleeting bool          // the storage was refused; everything is in memory
	worker   *browser.Worker
	tabs     *browser.Tabs
	db       *browser.DB // nil where everything is in memory
	storage  storage
	slow     bool    // saving takes long
	shut     bool    // the connection to the storage is gone, which only a reload brings back
	outdated bool    // another tab runs a newer version, which has the storage now
	erased   bool    // everything was deleted: nothing is to be saved any more
	keeper   *keeper // nil until the storage is open, and where everything is in memory

	saving    SaveState
	saveError error // why what was done is not saved; nil once it is
	offline   bool
	update    bool // a new version waits
	asked     bool // whether the browser was asked to keep what is stored
	notice    notice
	hinted    string // told to those who cannot see what changed
	dialog    dialog
	dropped   []browser.File                   // on the page, to be added
	arriving  []browser.File                   // to be imported
	shared    []browser.File                   // handed to the app, to be added when the person says so
	given     []browser.Given                  // handed to the app, to be shown
	dropping  bool                             // files hover over the page
	takeKey   func(browser.Key) (handled bool) // where set, has every key before all else
	adding    *addDialog                       // while it is open
	reader    *readerPage                      // while an article is open
	compared  map[annotations.ID]*comparison   // of versions just added, until they are shown
	comparing *comparePage                     // while versions are compared
	version   int                              // grows with everything that may look different
	data      int                              // grows with what the pages show
	changing  bool                             // a redraw is on its way
	stale     bool                             // with the pages
	drawn     []func()                         // to be called then
}

// A notice says what has just happened.
type notice struct {
	text  string
	undo  bool // offers to undo it
	bad   bool
	count int // tells equal notices apart
}

// show has everything drawn anew.
func (d *desk) show() {
	d.ctx.Dispatch(func(goapp.Context) {
		d.version++
		d.data++
	})
}

// soon has the frame, and where data is set the pages too, drawn anew in a
// moment. The claims in the text are painted first, and the rest is drawn when the
// browser has shown that: what the person did is seen without delay, however long
// lists and cards take. All that happens meanwhile is drawn together.
func (d *desk) soon(data bool) { d.ctx.Dispatch(func(goapp.Context) { d.draw(data) }) }

// draw is soon for who has the interface's turn.
func (d *desk) draw(data bool) {
	d.stale = d.stale || data
	if d.changing {
		return
	}
	d.changing = true
	time.AfterFunc(paintRest, func() {
		d.ctx.Dispatch(func(goapp.Context) {
			if d.reader != nil {
				d.reader.paint()
			}
			browser.AfterFrame(func() { d.ctx.Dispatch(d.drawRest) })
		})
	})
}

// drawRest draws what is not painted yet.
func (d *desk) drawRest(goapp.Context) {
	d.version++
	if d.stale && d.adding == nil { // which covers the page
		d.data++
		d.stale = false
	}
	for _, f := range d.drawn {
		d.ctx.Defer(func(goapp.Context) { f() })
	}
	d.changing, d.drawn = false, nil
}

// whenDrawn calls f when the pages are drawn with all that was changed until now.
// It is called on the interface's turn.
func (d *desk) whenDrawn(f func()) {
	d.drawn = append(d.drawn, f)
	d.draw(true)
}

// paintRest is how long painting waits, so that a write that was begun comes to its
// end first: that takes 1 to 3 ms, but browsers hold back what the database answers
// once something is to be drawn.
const paintRest = 8 * time.Millisecond

// say announces what has happened.
func (d *desk) say(text string) { d.announce(notice{text: text}) }

// sayUndo announces what has happened and offers to undo it.
func (d *desk) sayUndo(text string) { d.announce(notice{text: text, undo: true}) }

// hint announces what can be seen elsewhere on the page.
func (d *desk) hint(text string) {
	d.ctx.Dispatch(func(goapp.Context) {
		d.hinted = text
		d.soon(false)
	})
}

// searchRest is how long somebody may think within a search before it is
// announced what was found.
const searchRest = 400 * time.Millisecond

// fail says what went wrong.
func (d *desk) fail(err error) { d.announce(notice{text: sentence(err.Error()), bad: true}) }

// noticeTime is how long a notice stands: long enough to read and to reach its
// button. Bad news stays until the next.
const noticeTime = 9 * time.Second

func (d *desk) announce(n notice) {
	d.ctx.Dispatch(func(ctx goapp.Context) {
		n.count = d.notice.count + 1
		d.notice = n
		d.soon(false)
		if n.bad {
			return
		}
		ctx.After(noticeTime, func(goapp.Context) {
			if d.notice.count == n.count {
				d.notice = notice{count: n.count}
				d.version++
			}
		})
	})
}

// work runs f, which may block, beside the interface, and says its error.
func (d *desk) work(f func(ctx context.Context) error) {
	go func() {
		if err := f(context.Background()); err != nil {
			d.fail(err)
		}
	}()
}

// open opens the storage and everything that hangs on it.
func (d *desk) open() {
	go func() {
		db, err := browser.Open(context.Background(), browser.Hooks{
			Blocked: func() { d.ctx.Dispatch(func(goapp.Context) { d.waiting = true; d.version++ }) },
			Lost:    d.lost,
		})
		if err == nil {
			d.db = db
			err = d.begin(shelves{db})
		}
		if err != nil {
			d.ctx.Dispatch(func(goapp.Context) { d.trouble, d.waiting = err, false; d.version++ })
		}
	}()
}

// begin starts a session on store.
func (d *desk) begin(store Store) error {
	late := time.AfterFunc(slowSave, func() {
		d.ctx.Dispatch(func(goapp.Context) { d.slow = d.saving == Saving; d.version++ })
	})
	late.Stop()
	s, err := Open(context.Background(), store, time.Now, random.Reader, Hooks{
		Changed: func() { d.soon(true) },
		State: func(state SaveState, err error) {
			d.ctx.Dispatch(func(goapp.Context) {
				d.saving, d.slow = state, false
				if state != Saving { // while it is tried again, what went wrong stays on the page, and the page where it is
					d.saveError = err
				}
				if state != Saved {
					d.version++ // that all is saved must not be said any longer
				}
			})
			d.soon(false)
			if late.Stop(); state == Saving {
				late.Reset(slowSave)
			}
		},
		Wrote: d.tell,
		Met:   d.say,
		Heard: func(refs []Ref) { d.keeper.changed(refs, false) },
	})
	if err != nil {
		return err
	}
	d.ctx.Dispatch(func(goapp.Context) {
		d.session, d.trouble, d.waiting = s, nil, false
		d.tabs = browser.OpenTabs(func([]byte) { d.catchUp() })
		if !d.fleeting {
			d.keeper = newKeeper(d)
			d.db.Renew()
			d.measure()
		}
		d.watchDraft()
		browser.SetTheme(browser.Theme(s.Preferences().Theme))
		d.version++
		d.data++
		d.work(s.Recall)
		d.showGiven()
	})
	return nil
}

// slowSave is how long saving may take before the person is told that something is
// in its way: it takes milliseconds.
const slowSave = 10 * time.Second

// cutOff reports whether the storage cannot be read, so that only what is in memory
// can be exported.
func (d *desk) cutOff() bool { return d.shut || d.slow }

// goFleeting goes on without storage.
func (d *desk) goFleeting() {
	d.fleeting = true
	d.work(func(context.Context) error { return d.begin(NewMemory()) })
}

// tell lets other tabs know that something was written here. They read what it
// was in the store's log, so that no message has to arrive.
func (d *desk) tell(refs []Ref) {
	if d.tabs == nil || d.fleeting {
		return
	}
	d.tabs.Send(nil)
	d.keeper.changed(refs, true)
}

// catchUp takes in what other tabs have written: when one says so, and when this
// one may have slept through what they said.
func (d *desk) catchUp() {
	if d.session != nil && !d.fleeting {
		d.work(d.session.CatchUp)
	}
}

// undo and redo turn the history back and forth, of the article that is open or
// of all, and say so.
func (d *desk) undo() { d.turn("Undone: ", "undone", "Nothing to undo", (*Session).Undo) }
func (d *desk) redo() { d.turn("Redone: ", "redone", "Nothing to redo", (*Session).Redo) }

func (d *desk) turn(did, done, nothing string, turn func(*Session, context.Context, annotations.ID) (string, error)) {
	var article annotations.ID
	if d.reader != nil {
		article = annotations.ID(d.reader.Article)
	} else if d.comparing != nil {
		article = annotations.ID(d.comparing.Article)
	}
	d.work(func(ctx context.Context) error {
		defer d.turned(d.session.Reading(), did == "Undone: ")
		said, err := turn(d.session, ctx, article)
		var met *Meeting
		switch {
		case errors.Is(err, ErrChanged):
			d.say("Not " + done + ": " + err.Error())
		case errors.As(err, &met):
			d.say(did + lowerFirst(said) + ". But " + met.Error())
		case err != nil:
			return err
		case said == "":
			d.say(nothing)
		default:
			d.say(did + lowerFirst(said))
		}
		return nil
	})
}

// nothingLost says whether the page may go: all is saved, or kept elsewhere.
func (d *desk) nothingLost() bool {
	return d.session == nil || d.erased || d.outdated || d.saving == Saved && !d.fleeting
}

// unkept reports whether what is done is in memory alone.
func (d *desk) unkept() bool { return d.fleeting || d.saveError != nil }

// lost says that the connection to the database is gone. Newer means that
// another tab runs a newer version and waits for it: what is not saved yet is, and
// then this tab lets go.
func (d *desk) lost(newer bool) {
	if newer {
		go d.letGo()
		return
	}
	err := errors.New("the browser has closed the storage, or its data was deleted")
	d.ctx.Dispatch(func(goapp.Context) { d.shut, d.saving, d.saveError = true, Failed, err; d.version++ })
}

// letGo leaves the database to a newer version, once all is saved. What cannot be
// saved is not given up for it: the banner then says what to do, and the other tab
// that it waits for this one.
func (d *desk) letGo() {
	if d.session != nil && d.session.Flush(context.Background()) != nil {
		return
	}
	d.db.Close()
	d.ctx.Dispatch(func(goapp.Context) { d.outdated = true; d.show() })
}

// warmUp has the worker load its program, so that it is there when what it is for
// comes: of nothing it makes nothing.
func (d *desk) warmUp() { go d.read(context.Background(), nil, "", "", "") }

// importArticle makes an article of data.
func (d *desk) importArticle(ctx context.Context, data []byte, mediaType, name, source string) (annotations.Article, error) {
	a, claims, err := d.read(ctx, data, mediaType, name, source)
	if err == nil && claims {
		err = errors.New("this is a file of claims; save it, and open it with Import")
	}
	return a, err
}

// readFile makes an article of a file, or reports that it is a file of claims.
func (d *desk) readFile(ctx context.Context, file browser.File) (a annotations.Article, claims bool, err error) {
	if err := tooLarge(file.Size(), mostBytes(file.Name)); err != nil {
		return a, false, err
	}
	data, err := file.Bytes(ctx)
	if err != nil {
		return a, false, err
	}
	return d.read(ctx, data, file.Type, file.Name, "")
}

// tooLarge says that so many bytes are more than is read.
func tooLarge(bytes, most int64) error {
	if bytes > most {
		return fmt.Errorf("it has %s, and %s is the most that is read at once; add it in parts", size(bytes), size(most))
	}
	return nil
}

// mostBytes is the size from which a file of that name need not be read to know
// that it is too large. Whoever reads it has limits of its own, but the page's
// memory, through which it goes, never shrinks.
func mostBytes(name string) int64 {
	name, _ = records.Unpacked(name)
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".jsonl", ".jsonld", ".ndjson", ".zip":
		return 256 << 20
	case ".epub":
		return 100 << 20
	}
	return 10 << 20
}

func (d *desk) read(ctx context.Context, data []byte, mediaType, name, source string) (a annotations.Article, claims bool, err error) {
	made, err := d.worker.Do(ctx, browser.Job{Name: "article", Words: []string{mediaType, name, source}, Parts: [][]byte{data}})
	if err != nil {
		return a, false, err
	}
	if len(made) == 0 {
		return a, true, nil
	}
	a, err = records.UnpackArticle(made)
	return a, false, err
}

// put adds an article to the library. It says so where the library has that
// text already.
func (d *desk) put(a annotations.Article) (annotations.ID, error) {
	id, had, err := d.session.Add(a)
	switch {
	case err != nil:
		return "", err
	case had:
		d.say("You have this text already; here it is")
	default:
		d.say("Article added")
	}
	return id, nil
}

// delete deletes an article.
func (d *desk) delete(article annotations.ID) {
	d.work(func(ctx context.Context) error {
		if err := d.session.Remove(ctx, article); err != nil {
			return err
		}
		d.sayUndo("Article deleted")
		return nil
	})
}

// takeDrops makes the whole page a place to drop files on, to add them as
// articles. The import dialog listens for itself.
func (d *desk) takeDrops() {
	browser.OnDrop(
		func(over bool) { d.ctx.Dispatch(func(goapp.Context) { d.dropping = over; d.version++ }) },
		func(files []browser.File) {
			d.ctx.Dispatch(func(goapp.Context) {
				if len(files) == 0 {
					d.announce(notice{text: "What you dropped cannot be read. Choose the files with Add article instead.", bad: true})
				} else if d.session != nil && (d.dialog.name == "" || d.dialog.name == addDialogName) {
					d.dropped, d.dialog = files, dialog{name: addDialogName}
				}
				d.version++
			})
		})
}

// goTo moves to another page of the app.
func (d *desk) goTo(address string) {
	d.ctx.Dispatch(func(ctx goapp.Context) { ctx.Navigate(address) })
}

// keepFromNowOn asks the browser, once, to keep what is stored until the person
// deletes it. Browsers that refuse or cannot promise lose nothing by it; the
// settings show the answer.
func (d *desk) keepFromNowOn() {
	if d.asked || d.fleeting {
		return
	}
	d.asked = true
	go func() {
		if kept, err := browser.Persisted(context.Background()); err == nil && !kept {
			browser.Persist(context.Background())
		}
	}()
}
