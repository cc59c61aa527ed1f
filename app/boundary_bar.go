//go:build js

package app

import (
	"context"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// A reshaping is a claim whose ends are being moved.
type reshaping struct {
	claim annotations.ID
	from  annotations.Span // where it was
	turn  string           // of Session.Reshape
	exact bool             // the bar's buttons move by character
}

// reshape begins to move the ends of the open claim, or ends that and keeps
// what was done. It reports whether there is such a claim.
func (p *readerPage) reshape() bool {
	if p.reshaping != nil {
		p.keepShape()
		return true
	}
	r := p.reading()
	if r == nil || r.Index(p.selected) < 0 {
		return false
	}
	from := r.Placed[r.Index(p.selected)].Span
	id, err := p.Desk.session.newID()
	if err != nil {
		p.Desk.fail(err)
		return true
	}
	p.dropSelection()
	p.reshaping = &reshaping{claim: p.selected, from: from, turn: string(id)}
	if p.view != nil {
		p.view.AllowCaret(false)
	}
	p.choose(p.selected, true)
	p.Desk.say("Arrow keys move the end, with Shift the start. Enter keeps, Escape puts back")
	return true
}

// keepShape ends reshaping.
func (p *readerPage) keepShape() {
	g := p.reshaping
	if g == nil {
		return
	}
	p.reshaping = nil
	if r := p.reading(); r != nil {
		if i := r.Index(g.claim); i >= 0 && r.Placed[i].Span == g.from { // there is nothing to undo
			p.Desk.work(func(ctx context.Context) error { return p.Desk.session.Unshape(ctx, annotations.ID(p.Article), g.turn) })
		}
	}
	if p.view != nil {
		p.view.AllowCaret(true)
	}
	p.redraw()
}

// unshape ends reshaping and puts the claim back where it was.
func (p *readerPage) unshape() {
	if p.reshaping == nil {
		return
	}
	turn := p.reshaping.turn
	p.reshaping.from = annotations.Span{} // so that only putBack undoes it
	p.keepShape()
	p.putBack(turn)
}

func (p *readerPage) putBack(turn string) {
	p.Desk.work(func(ctx context.Context) error {
		err := p.Desk.session.Unshape(ctx, annotations.ID(p.Article), turn)
		if err == nil {
			p.Desk.say("Put back as it was")
		}
		return err
	})
}

// moveEdge moves an end of the claim that is being reshaped, and says what that
// added or took away.
func (p *readerPage) moveEdge(edge annotations.Edge, on, exact bool) {
	r := p.reading()
	if r == nil || p.reshaping == nil {
		return
	}
	i := r.Index(p.reshaping.claim)
	if i < 0 {
		p.keepShape()
		return
	}
	before := r.Placed[i].Span
	after := r.Article.Step(before, edge, on, exact)
	if after == before {
		p.Desk.say("No further")
		return
	}
	if err := p.Desk.session.Reshape(p.reshaping.claim, after, p.reshaping.turn); err != nil {
		p.Desk.fail(err)
		return
	}
	p.Desk.say(difference(r.Article.Text, before, after))
	p.showEdge(edge)
}

// showEdge scrolls to the end of the open claim that has moved, where it is out
// of sight.
func (p *readerPage) showEdge(edge annotations.Edge) {
	r := p.reading()
	if i := r.Index(p.selected); i >= 0 && p.view != nil {
		at := r.Placed[i].From
		if edge == annotations.AtEnd {
			at = max(r.Placed[i].To-1, at)
		}
		p.view.ScrollTo(at, at, false)
	}
}

// shapeKey is what a key does while a claim is reshaped: called on the browser's
// own turn, it reports whether it did.
func (p *readerPage) shapeKey(key browser.Key) bool {
	d := p.Desk
	do := func(f func()) { d.ctx.Dispatch(func(goapp.Context) { f() }) }
	arrow, ok := strings.CutPrefix(key.Key, "Arrow")
	switch {
	case key.Ctrl || key.Meta:
		return false
	case ok:
		edge := annotations.AtEnd
		if key.Shift {
			edge = annotations.AtStart
		}
		do(func() { p.moveEdge(edge, p.onward(arrow, edge), key.Alt) })
	case key.Key == "Enter" && (!key.OnControl || key.Focus == reshapeID):
		do(p.keepShape)
	case key.Key == "Escape":
		do(p.unshape)
	default:
		return false
	}
	return true
}

// onward reports whether an arrow leads on in the order of reading, where an
// edge stands.
func (p *readerPage) onward(arrow string, edge annotations.Edge) bool {
	r := p.reading()
	i := r.Index(p.selected)
	if i < 0 || p.view == nil || arrow == "Down" || arrow == "Up" {
		return arrow == "Down"
	}
	at := r.Placed[i].From
	if edge == annotations.AtEnd {
		at = max(at, r.Placed[i].To-1)
	}
	return (arrow == "Right") != p.view.RTL(at)
}

// A dragging is an end of the open claim that a pointer drags.
type dragging struct {
	claim annotations.ID
	from  annotations.Span // where it was at first
	turn  string
}

// onDrag follows a handle.
func (p *readerPage) onDrag(drag browser.Drag) {
	r := p.reading()
	if r == nil {
		return
	}
	i := r.Index(p.selected)
	if i < 0 {
		return
	}
	if p.dragging == nil && drag.Step == browser.DragMoved {
		id, err := p.Desk.session.newID()
		if err != nil {
			p.Desk.fail(err)
			return
		}
		p.dragging = &dragging{claim: p.selected, from: r.Placed[i].Span, turn: string(id)}
		if p.reshaping != nil {
			p.dragging.turn = p.reshaping.turn
		}
	}
	g := p.dragging
	if g == nil || g.claim != p.selected {
		return
	}
	switch drag.Step {
	case browser.DragDone:
		p.dragging = nil
		if said := difference(r.Article.Text, g.from, r.Placed[i].Span); said != "" {
			p.Desk.say(said)
		}
		return
	case browser.DragCancelled:
		p.dragging = nil
		if p.reshaping == nil {
			p.putBack(g.turn)
		} else if err := p.Desk.session.Reshape(g.claim, g.from, g.turn); err != nil {
			p.Desk.fail(err)
		}
		return
	}
	at, err := r.Offsets.Convert(drag.UTF16, annotations.UTF16, annotations.Bytes)
	if err != nil {
		return // between the halves of a character: the next move tells better
	}
	edge := annotations.AtStart
	if drag.End {
		edge = annotations.AtEnd
	}
	if err := p.Desk.session.Reshape(g.claim, r.Article.Drag(g.from, edge, at, drag.Alt), g.turn); err != nil {
		p.Desk.fail(err)
	}
}

// placeHandles puts handles at the ends of the open claim, unless words are
// selected: those have handles of the system's own on touch screens.
func (p *readerPage) placeHandles() {
	r := p.reading()
	i := -1
	if r != nil && p.span.Empty() {
		i = r.Index(p.selected)
	}
	if i < 0 {
		p.view.HideHandles()
		return
	}
	p.view.ShowHandles(startHandleID, endHandleID, r.Placed[i].From, r.Placed[i].To)
}

const (
	startHandleID = "handle-start"
	endHandleID   = "handle-end"
	reshapeID     = "claim-reshape" // the button of the card
)

// handles are where the ends of the open claim are dragged. Keys and the bar do
// the same, so they are nothing to assistive technology.
func handles() []goapp.UI {
	return []goapp.UI{
		el("div.handle.from", attrs{"id", startHandleID, "aria-hidden", "true", "hidden", "true"}),
		el("div.handle.to", attrs{"id", endHandleID, "aria-hidden", "true", "hidden", "true"}),
	}
}

// boundaryBar says what the keys do while a claim is reshaped, and does it for
// who has none.
type boundaryBar struct {
	goapp.Compo
	Page  *readerPage
	On    bool
	Exact bool
}

func (b *boundaryBar) Render() goapp.UI {
	return el("div.modebar", attrs{"role", "toolbar", "aria-label", "Extend or shrink", "hidden", yes(!b.On)},
		el("p.keys-say",
			el("b", "Extend or shrink"),
			el("span", el("kbd", "←"), el("kbd", "→"), " end"),
			el("span", el("kbd", "Shift"), el("kbd", "←"), el("kbd", "→"), " start"),
			el("span", el("kbd", "Alt"), " by character"),
			el("span", el("kbd", "Enter"), " keeps"),
			el("span", el("kbd", "Esc"), " puts back"),
		),
		el("div.steps",
			el("span", attrs{"role", "group", "aria-label", "Start"}, el("i", attrs{"aria-hidden", "true"}, "Start"),
				button("", b.onStartBack, attrs{"aria-label", "Start earlier"}, "‹"),
				button("", b.onStartOn, attrs{"aria-label", "Start later"}, "›")),
			el("span", attrs{"role", "group", "aria-label", "End"}, el("i", attrs{"aria-hidden", "true"}, "End"),
				button("", b.onEndBack, attrs{"aria-label", "End earlier"}, "‹"),
				button("", b.onEndOn, attrs{"aria-label", "End later"}, "›")),
			button(".by", b.onExact, attrs{"aria-pressed", yes(b.Exact)}, "By character"),
			el("span.grow"),
			button("", b.onPutBack, "Put back"),
			button(".primary", b.onKeep, "Keep"),
		),
	)
}

func (b *boundaryBar) onStartBack(goapp.Context, goapp.Event) {
	b.Page.moveEdge(annotations.AtStart, false, b.Exact)
}
func (b *boundaryBar) onStartOn(goapp.Context, goapp.Event) {
	b.Page.moveEdge(annotations.AtStart, true, b.Exact)
}
func (b *boundaryBar) onEndBack(goapp.Context, goapp.Event) {
	b.Page.moveEdge(annotations.AtEnd, false, b.Exact)
}
func (b *boundaryBar) onEndOn(goapp.Context, goapp.Event) {
	b.Page.moveEdge(annotations.AtEnd, true, b.Exact)
}

func (b *boundaryBar) onExact(goapp.Context, goapp.Event) {
	if b.Page.reshaping != nil {
		b.Page.reshaping.exact = !b.Page.reshaping.exact
		b.Page.redraw()
	}
}

func (b *boundaryBar) onPutBack(goapp.Context, goapp.Event) { b.leave(b.Page.unshape) }
func (b *boundaryBar) onKeep(goapp.Context, goapp.Event)    { b.leave(b.Page.keepShape) }

// leave ends the mode and gives the focus to where it was begun: the bar goes.
func (b *boundaryBar) leave(end func()) {
	end()
	b.Page.ctx.Defer(func(goapp.Context) { browser.FocusInPlace(reshapeID) })
}
