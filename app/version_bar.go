//go:build js

package app

import (
	"context"
	"strings"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// versionBar says which version of an article is open, leads to the others and to
// what has changed, and takes a new one.
type versionBar struct {
	goapp.Compo
	Desk    *desk
	Article annotations.ID
	Version int
}

func (b *versionBar) Render() goapp.UI {
	e := b.Desk.session.Entry(b.Article)
	if e == nil {
		return el("div", attrs{"hidden", "true"})
	}
	safe, ok := annotations.SafeAddress(e.Source)
	web := ok && strings.HasPrefix(safe, "http")
	return el("div.versions",
		&versionChoice{Desk: b.Desk, Article: b.Article, Version: b.Version},
		only(b.Desk.session.Entry(e.Previous) != nil, func() goapp.UI {
			return el("a", attrs{"href", compareLink(b.Article, "")}, "What changed")
		}),
		only(web, func() goapp.UI { return button("", b.onCheck, "Check for a new version") }),
		button("", b.onPaste, "Paste a new version"),
	)
}

func (b *versionBar) onPaste(goapp.Context, goapp.Event) {
	b.Desk.ask(dialog{name: addDialogName, article: b.newest()})
}

func (b *versionBar) onCheck(goapp.Context, goapp.Event) {
	b.Desk.ask(dialog{name: addDialogName, article: b.newest(), check: true})
}

// newest is the version that a new one is compared with.
func (b *versionBar) newest() annotations.ID {
	return versions(b.Desk.session.Entries(), b.Article)[0].ID
}

// claimsBefore lists the claims of the version before about which nobody has
// decided, below those of this one.
type claimsBefore struct {
	goapp.Compo
	Desk    *desk
	Reading *Reading

	read   annotations.ID // the version whose claims they are
	claims []*annotations.Claim
}

func (b *claimsBefore) OnMount(ctx goapp.Context)  { b.load(ctx) }
func (b *claimsBefore) OnUpdate(ctx goapp.Context) { b.load(ctx) }

func (b *claimsBefore) load(ctx goapp.Context) {
	e := b.Desk.session.Entry(b.Reading.Article.ID)
	if e == nil || b.read == e.Previous {
		return
	}
	b.read, b.claims = e.Previous, nil
	d, previous := b.Desk, e.Previous
	if d.session.Entry(previous) == nil {
		return
	}
	go func() {
		claims, err := d.session.Claims(context.Background(), previous)
		if err != nil {
			d.fail(err)
			return
		}
		ctx.Dispatch(func(goapp.Context) {
			if b.read == previous {
				b.claims = claims
			}
		})
	}()
}

// shownBefore is how many of them are listed; the comparison has them all.
const shownBefore = 20

func (b *claimsBefore) Render() goapp.UI {
	list := undecided(b.claims, b.Reading.all(), b.Desk.session.Entry(b.Reading.Article.ID))
	if len(list) == 0 {
		return el("div", attrs{"hidden", "true"})
	}
	shown := list[:min(len(list), shownBefore)]
	return el("section.before", attrs{"aria-label", "Claims of the version before"},
		el("h2", count(len(list), "claim of the version before waits", "claims of the version before wait")),
		el("p.dim", "They are not in this version until you say where. ",
			el("a", attrs{"href", compareLink(b.Reading.Article.ID, "")}, "Decide about each")),
		el("div.rows", attrs{"role", "list", "aria-label", "Waiting claims"}, each(len(shown), func(i int) goapp.UI {
			return el("div.row.lost", attrs{"role", "listitem"},
				el("a", attrs{"href", compareLink(b.Reading.Article.ID, shown[i].ID)}, clip(shown[i].Quote.Exact, 160)))
		})),
		only(len(list) > len(shown), func() goapp.UI {
			return el("p.dim", "And "+count(len(list)-len(shown), "more.", "more."))
		}),
	)
}

// forLost is what is selected, while the open claim is one whose words are not in
// the text.
func (p *readerPage) forLost() annotations.Span {
	if r := p.reading(); r == nil || !r.IsLost(p.selected) {
		return annotations.Span{}
	}
	return p.span
}

// lostNotice says that a claim's words are not in the text, and attaches it to
// those that are selected.
type lostNotice struct {
	goapp.Compo
	Page  *readerPage
	Claim annotations.ID
	Span  annotations.Span // what is selected
}

func (l *lostNotice) Render() goapp.UI {
	words := "Lost: these words are not in the text. Select the right words, then attach the claim to them."
	return el("div.lost-notice",
		el("p", words),
		button("", l.onAttach, attrs{"disabled", yes(l.Span.Empty())}, "Attach to the selected words"),
	)
}

func (l *lostNotice) onAttach(goapp.Context, goapp.Event) {
	p, r := l.Page, l.Page.reading()
	if r == nil || l.Span.Empty() {
		return
	}
	span := l.Span
	err := p.Desk.session.Change(l.Claim, "Claim attached", "", func(c *annotations.Claim) {
		c.Span, c.Quote = span, annotations.Describe(r.Article.Text, span)
	})
	if err != nil {
		p.Desk.fail(err)
		return
	}
	p.Desk.say("Claim attached")
	p.dropSelection()
	p.redraw()
}
