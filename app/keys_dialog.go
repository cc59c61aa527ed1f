//go:build js

package app

import (
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// keysDialog lists the keyboard's shortcuts.
type keysDialog struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (k *keysDialog) OnMount(goapp.Context) { browser.ShowModal(dialogID) }

func (k *keysDialog) Render() goapp.UI {
	return modal(k.Desk, "", "Keyboard shortcuts", []goapp.UI{
		goapp.If(k.Desk.session.Preferences().NoSingleKey, func() goapp.UI {
			return goapp.P().Text("Single keys are turned off in Settings; those with Ctrl work.")
		}),
		shortcutList(k.Desk.session),
	}, nil)
}

// shortcutList lists all shortcuts as they are now.
func shortcutList(s *Session) goapp.UI {
	list := shortcuts(s.Codebook())
	return goapp.Dl().Class("keys").Body(goapp.Range(list).Slice(func(i int) goapp.UI {
		return goapp.Div().Class("key-line").Body(
			goapp.Dt().Body(goapp.Range(list[i].keys).Slice(func(k int) goapp.UI { return goapp.Kbd().Text(list[i].keys[k]) })),
			goapp.Dd().Text(list[i].does),
		)
	}))
}
