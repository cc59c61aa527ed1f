//go:build js

package app

import (
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// notOpened heads the page of an article that is there but cannot be read.
const notOpened = "This article could not be opened"

// tornPage stands in the place of an article whose text is damaged or missing: what
// is wrong, what is not, and the ways to have the text back.
type tornPage struct {
	goapp.Compo
	Desk   *desk
	Words  string // what is wrong
	Claims int    // of the article, that can be read
}

func (p *tornPage) OnMount(goapp.Context) { browser.SetTitle(notOpened + " · Claimlight") }

func (p *tornPage) Render() goapp.UI {
	d := p.Desk
	safe := "Your other articles are safe."
	if p.Claims > 0 {
		safe = "Its " + count(p.Claims, "claim is", "claims are") + " safe, and so are your other articles."
	}
	first := ".primary"
	back := "To have the text back, import a backup or an export that has this article."
	if d.mendable() {
		first = "" // the banner has what to do first
		back = "To have the text back, restore it from the snapshots. If none has it, import a backup or an export that has this article."
	}
	return el("div.page",
		el("div.empty",
			emptyDrawing(),
			el("h1", notOpened),
			el("p", p.Words+" "+safe),
			el("p", back),
			el("div.actions",
				button(first, p.onImport, "Import a backup"),
				button("", p.onExport, "Export everything else"),
			),
			el("a", attrs{"href", link("/")}, "Go to the Library"),
		),
	)
}

func (p *tornPage) onImport(goapp.Context, goapp.Event) { p.Desk.ask(dialog{name: importDialogName}) }

func (p *tornPage) onExport(goapp.Context, goapp.Event) {
	p.Desk.ask(dialog{name: exportDialogName, what: wholeLibrary})
}
