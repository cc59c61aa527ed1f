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
		only(k.Desk.session.Preferences().NoSingleKey, func() goapp.UI {
			return el("p", "Single keys are turned off in Settings; those with Ctrl work.")
		}),
		keyList(keymapOf(k.Desk.session).lines()),
		el("p.dim", "Settings, under Shortcuts, gives actions other keys."),
	}, nil)
}

// keyList lists keys and what they do.
func keyList(list []keyLine) goapp.UI {
	return el("dl.keys", each(len(list), func(i int) goapp.UI {
		keys := list[i].keys
		return el("div.key-line",
			el("dt", each(len(keys), func(k int) goapp.UI { return el("kbd", keys[k]) })),
			el("dd", list[i].does),
		)
	}))
}
