//go:build js

package app

import (
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// moreRows stands at an end of the list of claims beyond which rows are not drawn.
// They are when the person scrolls near it, or presses its button.
type moreRows struct {
	goapp.Compo
	Panel   *claimsPanel
	Count   int  // of the rows that are not drawn
	Earlier bool // it stands above the list

	unwatch func()
}

func (m *moreRows) id() string {
	if m.Earlier {
		return "earlier-claims"
	}
	return "more-claims"
}

func (m *moreRows) OnMount(ctx goapp.Context) { m.watch(ctx) }

// Another watch tells anew whether the end is near: some rows may not have been
// enough.
func (m *moreRows) OnUpdate(ctx goapp.Context) {
	m.OnDismount()
	ctx.Defer(m.watch)
}

func (m *moreRows) OnDismount() {
	if m.unwatch != nil {
		m.unwatch()
		m.unwatch = nil
	}
}

func (m *moreRows) watch(ctx goapp.Context) {
	if m.Count > 0 && m.unwatch == nil && m.Mounted() {
		m.unwatch = browser.OnReached(m.id(), func() { ctx.Dispatch(func(goapp.Context) { m.draw() }) })
	}
}

func (m *moreRows) Render() goapp.UI {
	words := " more claims"
	if m.Earlier {
		words = " earlier claims"
	}
	return el("div.more-rows"+when(m.Earlier, ".earlier"), attrs{"id", m.id(), "hidden", yes(m.Count == 0)},
		button(".more", m.onClick, number(m.Count)+words))
}

func (m *moreRows) onClick(goapp.Context, goapp.Event) { m.draw() }

// draw draws more rows. What is in view stays where it is.
func (m *moreRows) draw() {
	p := m.Panel
	if !m.Earlier {
		p.to += 2 * rowStep
	} else {
		at := rowID(p.first)
		if p.first == p.Selected {
			at = cardID
		}
		restore := browser.HoldInPlace(at)
		p.from = max(0, p.from-2*rowStep)
		p.ctx.Defer(func(goapp.Context) { restore() })
	}
	p.ctx.Update()
}
