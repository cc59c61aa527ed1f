//go:build js

package app

import (
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// outdatedPage is what a tab shows when another runs a newer version, to which it
// has left the storage.
type outdatedPage struct{ goapp.Compo }

func (p *outdatedPage) Render() goapp.UI {
	return el("div.page",
		el("div.empty",
			emptyDrawing(),
			el("h1", "A newer version is open in another tab"),
			el("p", "Everything you did here is saved. Reload this tab to go on with the newer version of Claimlight."),
			el("div.actions", button(".primary", p.onReload, "New version: reload")),
		),
	)
}

func (p *outdatedPage) onReload(goapp.Context, goapp.Event) { browser.Reload() }
