//go:build js

package app

import (
	"strings"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// themeSection is the choice of light or dark.
type themeSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *themeSection) Render() goapp.UI {
	theme := s.Desk.session.Preferences().Theme
	return settings("set-theme", "Theme",
		el("div.choices", attrs{"role", "radiogroup", "aria-labelledby", "set-theme"},
			&radio{Group: "theme", Name: "As the system", Value: "system", On: theme == "", Choose: s.onTheme},
			&radio{Group: "theme", Name: "Light", Value: "light", On: theme == "light", Choose: s.onTheme},
			&radio{Group: "theme", Name: "Dark", Value: "dark", On: theme == "dark", Choose: s.onTheme},
		),
	)
}

func (s *themeSection) onTheme(_ goapp.Context, value string) {
	prefs := s.Desk.session.Preferences()
	prefs.Theme = strings.TrimPrefix(value, "system")
	s.Desk.session.Prefer(prefs)
	browser.SetTheme(browser.Theme(prefs.Theme))
}
