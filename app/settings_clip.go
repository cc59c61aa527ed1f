//go:build js

package app

import goapp "github.com/maxence-charriere/go-app/v10/pkg/app"

// clipSection offers the bookmarklet.
type clipSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *clipSection) Render() goapp.UI {
	return settings("set-clip", "Clip pages", &bookmarklet{Desk: s.Desk})
}
