//go:build js

package app

import (
	"context"
	"fmt"
	"strings"

	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// settingsPage is what people choose for this browser, and how their data is
// kept in it.
type settingsPage struct {
	goapp.Compo
	Desk    *desk
	Version int

	ctx          goapp.Context
	usage, quota int64
	kept         bool
	measured     bool
}

func (p *settingsPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	browser.SetTitle("Settings · Claimlight")
	p.measure()
}

// measure asks the browser how it keeps the data.
func (p *settingsPage) measure() {
	go func() {
		usage, quota, err := browser.Estimate(context.Background())
		if err != nil {
			return // the page then says nothing of it
		}
		kept, err := browser.Persisted(context.Background())
		if err != nil {
			return
		}
		p.ctx.Dispatch(func(goapp.Context) { p.usage, p.quota, p.kept, p.measured = usage, quota, kept, true })
	}()
}

func (p *settingsPage) Render() goapp.UI {
	prefs := p.Desk.session.Preferences()
	return el("div.page",
		el("div.head", el("h1", "Settings")),
		el("div.sections",
			el("section", attrs{"aria-labelledby", "set-annotator"},
				el("h2", attrs{"id", "set-annotator"}, "Annotator"),
				el("p", "Stands in the claims you make from now on, and so in your exports. Leave it empty to stay unnamed."),
				&field{Label: "Your name or initials", ID: "set-nickname", Value: prefs.Creator.Nickname, Change: p.onNickname},
			),
			el("section", attrs{"aria-labelledby", "set-theme"},
				el("h2", attrs{"id", "set-theme"}, "Theme"),
				el("div.choices", attrs{"role", "radiogroup", "aria-labelledby", "set-theme"},
					&radio{Group: "theme", Name: "As the system", Value: "system", On: prefs.Theme == "", Choose: p.onTheme},
					&radio{Group: "theme", Name: "Light", Value: "light", On: prefs.Theme == "light", Choose: p.onTheme},
					&radio{Group: "theme", Name: "Dark", Value: "dark", On: prefs.Theme == "dark", Choose: p.onTheme},
				),
			),
			el("section", attrs{"aria-labelledby", "set-storage"},
				el("h2", attrs{"id", "set-storage"}, "Storage"),
				el("p", p.storage()),
				el("div", attrs{"hidden", yes(p.kept || !p.measured)},
					el("button", attrs{"type", "button"}, "Ask the browser to keep it", click(p.onPersist))),
			),
			el("section", attrs{"aria-labelledby", "set-app", "hidden", yes(!browser.Installable())},
				el("h2", attrs{"id", "set-app"}, "App"),
				el("p", "Installed, Claimlight has a window and an icon of its own. It is the same app, with the same library."),
				el("div", el("button", attrs{"type", "button"}, "Install Claimlight", click(p.onInstall))),
			),
			el("section", attrs{"aria-labelledby", "set-keys"},
				el("h2", attrs{"id", "set-keys"}, "Shortcuts"),
				el("label.tick",
					el("input", attrs{"id", "set-single", "type", "checkbox", "checked", yes(!prefs.NoSingleKey)}, on{"change", p.onSingle}),
					" Single keys act without Ctrl",
				),
				shortcutList(p.Desk.session),
			),
			el("p.dim", "Claimlight "+records.Version+", build "+browser.Build()+". Nothing leaves this device unless you send it."),
		),
	)
}

// storage says in words how the data is kept.
func (p *settingsPage) storage() string {
	var b strings.Builder
	b.WriteString("Everything you do is kept in this browser, on this device, and nowhere else.")
	if !p.measured {
		return b.String()
	}
	fmt.Fprintf(&b, " It takes %s of the %s that the browser allows.", size(p.usage), size(p.quota))
	if p.kept {
		b.WriteString(" The browser has promised to keep it until you delete it.")
	} else {
		b.WriteString(" The browser may delete it when the device runs out of room, so export from time to time.")
	}
	return b.String()
}

// size writes a number of bytes as people do.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d kB", (n+1023)/1024)
}

func (p *settingsPage) onNickname(v string) {
	s := p.Desk.session
	creator, err := s.creator() // so that the name belongs to somebody
	if err != nil {
		p.Desk.fail(err)
		return
	}
	prefs := s.Preferences()
	prefs.Creator = creator
	prefs.Creator.Nickname = v
	s.Prefer(prefs)
}

func (p *settingsPage) onTheme(_ goapp.Context, value string) {
	prefs := p.Desk.session.Preferences()
	prefs.Theme = strings.TrimPrefix(value, "system")
	p.Desk.session.Prefer(prefs)
	browser.SetTheme(browser.Theme(prefs.Theme))
}

func (p *settingsPage) onSingle(ctx goapp.Context, _ goapp.Event) {
	prefs := p.Desk.session.Preferences()
	prefs.NoSingleKey = !ctx.JSSrc().Get("checked").Bool()
	p.Desk.session.Prefer(prefs)
}

func (p *settingsPage) onPersist(goapp.Context, goapp.Event) {
	d := p.Desk
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
		p.ctx.Dispatch(func(goapp.Context) { p.kept = kept })
		return nil
	})
}

func (p *settingsPage) onInstall(goapp.Context, goapp.Event) {
	p.Desk.work(func(ctx context.Context) error {
		_, err := browser.Install(ctx)
		return err
	})
}
