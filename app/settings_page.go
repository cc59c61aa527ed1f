//go:build js

package app

import (
	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// settingsPage is what people choose for this browser, and how their data is
// kept in it: one section a subject, each in a file of its own.
type settingsPage struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (p *settingsPage) OnMount(goapp.Context) { browser.SetTitle("Settings · Claimlight") }

func (p *settingsPage) Render() goapp.UI {
	d, v := p.Desk, p.Version
	return el("div.page",
		el("div.head", el("h1", "Settings")),
		el("div.sections",
			&annotatorSection{Desk: d, Version: v},
			&themeSection{Desk: d, Version: v},
			&storageSection{Desk: d, Version: v},
			&backupSection{Desk: d, Version: v},
			&snapshotsSection{Desk: d, Version: v},
			&appSection{Desk: d, Version: v},
			&clipSection{Desk: d, Version: v},
			&keysSection{Desk: d, Version: v},
			&eraseSection{Desk: d, Version: v},
			el("p.dim", "Claimlight "+records.Version+", build "+browser.Build()+". Nothing leaves this device unless you send it."),
		),
	)
}

// settings is one section of the settings: its heading, and what is in it.
func settings(id, heading string, inside ...any) goapp.UI {
	return el("section", append([]any{attrs{"aria-labelledby", id}, el("h2", attrs{"id", id}, heading)}, inside...)...)
}
