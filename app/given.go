//go:build js

package app

import (
	"context"
	"net/url"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// handedOver sees whether the page's address says that something was handed to
// the app from outside, and shows it.
func (d *desk) handedOver(query url.Values) {
	what := query.Get("add")
	if what == "" {
		return
	}
	browser.ReplaceQuery("add", "")
	switch what {
	case "paste":
		d.give(browser.Given{})
	case "given":
		d.work(func(ctx context.Context) error {
			given, err := browser.TakeGiven(ctx)
			if err == nil {
				d.give(given...)
			}
			return err
		})
	default:
		d.announce(notice{text: "What was shared could not be kept, because the browser refused to store it. Copy it and paste it with Add article.", bad: true})
	}
}

// takeLaunches takes the files that the system opens with the installed app.
func (d *desk) takeLaunches() {
	browser.OnLaunch(func(files []browser.File) { d.give(browser.Given{Files: files}) })
}

// give shows what was handed to the app, one after the other.
func (d *desk) give(given ...browser.Given) {
	d.ctx.Dispatch(func(goapp.Context) {
		d.given = append(d.given, given...)
		d.showGiven()
	})
}

// showGiven opens the dialog for what was handed to the app, unless another one
// is open, or the storage is not.
func (d *desk) showGiven() {
	if len(d.given) > 0 && d.session != nil && d.dialog.name == "" {
		d.dialog = dialog{name: addDialogName}
		d.version++
	}
}
