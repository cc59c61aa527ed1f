//go:build js

package app

import (
	"context"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// appSection offers to install the app, where the browser does.
type appSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *appSection) Render() goapp.UI {
	return settings("set-app", "App", attrs{"hidden", yes(!browser.Installable())},
		el("p", "Installed, Claimlight has a window and an icon of its own. It is the same app, with the same library."),
		el("div", button("", s.onInstall, "Install Claimlight")),
	)
}

func (s *appSection) onInstall(goapp.Context, goapp.Event) {
	s.Desk.work(func(ctx context.Context) error {
		_, err := browser.Install(ctx)
		return err
	})
}
