//go:build js

package app

import goapp "github.com/maxence-charriere/go-app/v10/pkg/app"

// keysSection is the shortcuts, and whether single keys are among them.
type keysSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *keysSection) Render() goapp.UI {
	return settings("set-keys", "Shortcuts",
		el("label.tick",
			el("input", attrs{"id", "set-single", "type", "checkbox", "checked", yes(!s.Desk.session.Preferences().NoSingleKey)}, on{"change", s.onSingle}),
			" Single keys act without Ctrl",
		),
		shortcutList(s.Desk.session),
	)
}

func (s *keysSection) onSingle(ctx goapp.Context, _ goapp.Event) {
	prefs := s.Desk.session.Preferences()
	prefs.NoSingleKey = !ctx.JSSrc().Get("checked").Bool()
	s.Desk.session.Prefer(prefs)
}
