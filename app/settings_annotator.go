//go:build js

package app

import goapp "github.com/maxence-charriere/go-app/v10/pkg/app"

// annotatorSection is who makes claims here.
type annotatorSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *annotatorSection) Render() goapp.UI {
	return settings("set-annotator", "Annotator",
		el("p", "Stands in the claims you make from now on, and so in your exports. Leave it empty to stay unnamed."),
		&field{Label: "Your name or initials", ID: "set-nickname", Value: s.Desk.session.Preferences().Creator.Nickname, Change: s.onNickname},
	)
}

func (s *annotatorSection) onNickname(v string) {
	session := s.Desk.session
	creator, err := session.creator() // so that the name belongs to somebody
	if err != nil {
		s.Desk.fail(err)
		return
	}
	prefs := session.Preferences()
	prefs.Creator = creator
	prefs.Creator.Nickname = v
	session.Prefer(prefs)
}
