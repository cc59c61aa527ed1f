//go:build js

package app

import (
	"context"
	"slices"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// take opens a claim of the version before.
func (p *comparePage) take(claim annotations.ID) {
	if p.current != claim {
		p.current, p.choice = claim, 0
	}
	p.scroll()
	p.paint()
}

// step opens the next claim in the list, or with -1 the one before.
func (p *comparePage) step(by int) {
	w := p.walk()
	order := w.order()
	if len(order) == 0 {
		return
	}
	at := stepped(slices.Index(order, w.index(p.current)), by, len(order))
	p.take(w.stops[order[at]].claim.ID)
	p.redraw()
	p.reveal()
}

// reveal scrolls the list of claims to the one that is open.
func (p *comparePage) reveal() {
	p.ctx.Defer(func(goapp.Context) { browser.ScrollIntoView(cardID) })
}

// turn goes to the next of the places that the open claim could be at.
func (p *comparePage) turn(by int) bool {
	w := p.walk()
	s := p.stop(&w)
	if s == nil || s.ruling() != waiting || len(s.fate.Places) < 2 {
		return false
	}
	n := len(s.fate.Places)
	p.choice = (p.choice + by + n) % n
	p.Desk.say("Place " + number(p.choice+1) + " of " + number(n))
	p.scroll()
	p.paint()
	p.redraw()
	return true
}

// attach attaches the open claim to the selected words, or else to the place that
// is proposed.
func (p *comparePage) attach() {
	w := p.walk()
	s := p.stop(&w)
	if s == nil {
		return
	}
	span := p.span
	switch {
	case !span.Empty():
	case s.ruling() == attached:
		return
	case p.choice < len(s.fate.Places):
		span = s.fate.Places[p.choice].Span
	default:
		p.Desk.announce(notice{text: "Select the right words in the text first, then attach the claim to them.", bad: true})
		return
	}
	said := "Claim attached"
	if s.ruling() == attached {
		said = "Claim moved"
	}
	claim := s.claim.ID
	p.decide(said, func(ctx context.Context, session *Session) error {
		return session.Attach(ctx, said, Carry{claim, span})
	})
}

// decline leaves the open claim behind, or takes it up again.
func (p *comparePage) decline() {
	w := p.walk()
	s := p.stop(&w)
	if s == nil {
		return
	}
	p.rule(s.claim.ID)
}

// rule leaves a claim behind, or where it was, takes it up again.
func (p *comparePage) rule(claim annotations.ID) {
	w := p.walk()
	i := w.index(claim)
	if i < 0 {
		return
	}
	if w.stops[i].ruling() == leftBehind {
		p.decide("Claim taken up again", func(_ context.Context, s *Session) error { return s.Reconsider(claim) })
		return
	}
	p.decide("Claim left behind", func(_ context.Context, s *Session) error { return s.Decline(claim) })
}

// carryAll carries over all claims that wait though their very words are here.
func (p *comparePage) carryAll() {
	w := p.walk()
	list := w.sure()
	said := count(len(list), "claim", "claims") + " carried over"
	p.decide(said, func(ctx context.Context, s *Session) error { return s.Attach(ctx, said, list...) })
}

// decide does what was decided, says so, and goes on to the next claim that waits.
func (p *comparePage) decide(said string, do func(context.Context, *Session) error) {
	if p.deciding {
		return // a key that is held, or pressed twice
	}
	p.deciding = true
	d := p.Desk
	go func() {
		err := do(context.Background(), d.session)
		d.ctx.Dispatch(func(goapp.Context) {
			p.deciding = false
			if err != nil {
				d.fail(err)
				return
			}
			p.decided(said)
		})
	}()
}

func (p *comparePage) decided(said string) {
	p.span = annotations.Span{}
	if p.view != nil {
		p.view.ClearSelection()
	}
	w := p.walk()
	left := len(w.of(waiting))
	if i := w.index(p.current); i >= 0 && w.stops[i].ruling() != waiting {
		if next := w.nextWaiting(i); next >= 0 {
			p.take(w.stops[next].claim.ID)
		}
	}
	if left == 0 {
		p.Desk.say(said + ". Every claim is decided")
	} else {
		p.Desk.say(said + ". " + count(left, "claim waits", "claims wait"))
	}
	p.paint()
	p.redraw()
	p.reveal()
}

// press is what a key does here. It is called on the browser's own turn, and
// reports whether it did something.
func (p *comparePage) press(key browser.Key, keys []string) bool {
	do := func(f func()) bool {
		p.ctx.Dispatch(func(goapp.Context) { f() })
		return true
	}
	switch key.Key {
	case "ArrowLeft", "ArrowRight":
		by := 1
		if key.Key == "ArrowLeft" {
			by = -1
		}
		w := p.walk()
		if s := p.stop(&w); s == nil || s.ruling() != waiting || len(s.fate.Places) < 2 {
			return false
		}
		return do(func() { p.turn(by) })
	case "Escape":
		return do(p.escape)
	}
	for _, k := range keys {
		switch k {
		case "y":
			return key.Repeat || do(p.attach)
		case "n":
			return key.Repeat || do(p.decline)
		case "j":
			return do(func() { p.step(1) })
		case "k":
			return do(func() { p.step(-1) })
		case "]":
			return do(func() { p.goToChange(1) })
		case "[":
			return do(func() { p.goToChange(-1) })
		}
	}
	return false
}

// escape lets go of the selected words.
func (p *comparePage) escape() {
	p.span = annotations.Span{}
	if p.view != nil {
		p.view.ClearSelection()
	}
	p.redraw()
}
