//go:build js

// The page's program: it draws Claimlight in the browser.
package main

import "github.com/maxence-charriere/go-app/v10/pkg/app"

func main() {
	for _, path := range []string{"/", "/read", "/claims", "/codebook", "/settings"} {
		app.Route(path, func() app.Composer { return &page{} })
	}
	app.RouteWithRegexp(".*", func() app.Composer { return &page{} })
	app.RunWhenOnBrowser()
}

// A page shows the address that it was drawn for.
type page struct {
	app.Compo
	path string
}

// OnNav reads the address anew: go-app keeps a component of the same type
// when the route changes.
func (p *page) OnNav(ctx app.Context) { p.path = ctx.Page().URL().Path }

func (p *page) Render() app.UI {
	return app.Main().Body(app.H1().Text("Claimlight"), app.P().Text(p.path))
}
