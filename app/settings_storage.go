//go:build js

package app

import (
	"context"
	"fmt"
	"strings"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// storageSection says how the browser keeps the library.
type storageSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

// A storage is how the browser keeps the data; the zero value is not known.
type storage struct {
	known        bool
	usage, quota int64 // bytes; 0 where the browser does not tell
	kept         bool  // until the person deletes it
	forgotten    bool  // where the person stays away for a week
}

// measure asks the browser how it keeps the data. What it does not answer is that
// it makes no promise.
func (d *desk) measure() {
	go func() {
		now := storage{known: true, forgotten: browser.ForgetsSites()}
		now.usage, now.quota, _ = browser.Estimate(context.Background())
		now.kept, _ = browser.Persisted(context.Background())
		d.ctx.Dispatch(func(goapp.Context) {
			if d.storage != now {
				d.storage = now
				d.show()
			}
		})
	}()
}

func (s *storageSection) OnMount(goapp.Context) { s.Desk.measure() }

func (s *storageSection) Render() goapp.UI {
	now := s.Desk.storage
	return settings("set-storage", "Storage",
		el("p", now.words()),
		el("div", attrs{"hidden", yes(now.kept || now.quota == 0)}, button("", s.onPersist, "Ask the browser to keep it")),
	)
}

// words says how the data is kept.
func (s storage) words() string {
	var b strings.Builder
	b.WriteString("Everything you do is kept in this browser, on this device, and nowhere else.")
	if s.quota > 0 {
		fmt.Fprintf(&b, " It takes %s of the %s that the browser allows.", size(s.usage), size(s.quota))
	}
	switch {
	case s.kept:
		b.WriteString(" The browser has promised to keep it until you delete it.")
	case s.forgotten:
		b.WriteString(" Safari may delete it when the device runs out of room, and does after seven days of use in which you do not open Claimlight, unless that is in the Dock or on the Home Screen. So put it there, and keep backups.")
	case s.known:
		b.WriteString(" The browser may delete it when the device runs out of room, so keep backups.")
	}
	return b.String()
}

func (s *storageSection) onPersist(goapp.Context, goapp.Event) {
	d := s.Desk
	d.work(func(ctx context.Context) error {
		kept, err := browser.Persist(ctx)
		if err != nil {
			return err
		}
		if kept {
			d.say("The browser will keep your library")
		} else {
			d.say("The browser makes no promise; so keep backups")
		}
		d.measure()
		return nil
	})
}
