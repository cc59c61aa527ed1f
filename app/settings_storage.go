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

	ctx          goapp.Context
	usage, quota int64
	kept         bool
	measured     bool
}

func (s *storageSection) OnMount(ctx goapp.Context) {
	s.ctx = ctx
	s.measure()
}

// measure asks the browser how it keeps the data.
func (s *storageSection) measure() {
	go func() {
		usage, quota, err := browser.Estimate(context.Background())
		if err != nil {
			return // the page then says nothing of it
		}
		kept, err := browser.Persisted(context.Background())
		if err != nil {
			return
		}
		s.ctx.Dispatch(func(goapp.Context) { s.usage, s.quota, s.kept, s.measured = usage, quota, kept, true })
	}()
}

func (s *storageSection) Render() goapp.UI {
	return settings("set-storage", "Storage",
		el("p", s.words()),
		el("div", attrs{"hidden", yes(s.kept || !s.measured)}, button("", s.onPersist, "Ask the browser to keep it")),
	)
}

// words says how the data is kept.
func (s *storageSection) words() string {
	var b strings.Builder
	b.WriteString("Everything you do is kept in this browser, on this device, and nowhere else.")
	if !s.measured {
		return b.String()
	}
	fmt.Fprintf(&b, " It takes %s of the %s that the browser allows.", size(s.usage), size(s.quota))
	if s.kept {
		b.WriteString(" The browser has promised to keep it until you delete it.")
	} else {
		b.WriteString(" The browser may delete it when the device runs out of room, so export from time to time.")
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
			d.say("The browser makes no promise; export from time to time")
		}
		s.ctx.Dispatch(func(goapp.Context) { s.kept = kept })
		return nil
	})
}
