//go:build js

package app

import (
	"slices"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"
)

// onSelection follows what is selected in the text.
func (p *readerPage) onSelection(s browser.Selection) {
	r := p.reading()
	if r == nil || p.view == nil {
		return
	}
	before := p.span
	p.span = annotations.Span{}
	if s.Any && !s.Collapsed {
		span, err := r.Article.Select(annotations.Place{Block: s.Anchor.Block, UTF16: s.Anchor.Unit},
			annotations.Place{Block: s.Focus.Block, UTF16: s.Focus.Unit}, s.Alt)
		if err == nil && !annotations.Trim(r.Article.Text, span).Empty() {
			p.span = span
		}
	}
	if p.span != before {
		p.redraw()
	}
}

// onClick opens the claim that was clicked: of several the smallest, then with
// each click the next.
func (p *readerPage) onClick(c browser.Click) {
	r := p.reading()
	if r == nil {
		return
	}
	if p.sweep.on {
		if at, err := r.Offsets.Convert(c.UTF16, annotations.UTF16, annotations.Bytes); err == nil {
			p.sweepTo(at)
		}
		return
	}
	if c.UTF16 < 0 {
		p.choose("", false)
		return
	}
	codebook := p.Desk.session.Codebook()
	under := listedFirst(r.Under(c.UTF16), p.sieve.admits(p.filter, &codebook))
	if len(under) == 0 {
		p.choose("", false)
		return
	}
	next := slices.IndexFunc(under, func(c *annotations.Claim) bool { return c.ID == p.selected }) + 1
	next %= len(under)
	p.choose(under[next].ID, false)
	if len(under) > 1 {
		p.Desk.say(number(next+1) + " of " + count(len(under), "claim", "claims") + " on these words. Click again for the next")
	}
	p.revealRow()
}

// choose opens a claim's card, or closes it where id is "". Scroll moves the
// text to its words.
func (p *readerPage) choose(id annotations.ID, scroll bool) {
	p.pick(id)
	if r := p.reading(); scroll && r != nil && p.view != nil {
		if i := r.Index(id); i >= 0 {
			p.view.ScrollTo(r.Placed[i].From, r.Placed[i].To, false)
		}
	}
}

// pick opens a claim's card: its words show it at once, the card in a moment.
func (p *readerPage) pick(id annotations.ID) {
	p.mark(id)
	p.paint()
	p.Desk.draw(true)
}

// mark makes a claim the open one, to be drawn with what else has changed. The
// address follows when the person rests.
func (p *readerPage) mark(id annotations.ID) {
	if p.selected == id {
		return
	}
	p.keepShape()
	p.fresh = p.selected == ""
	p.selected = id
	time.AfterFunc(addressRest, func() {
		if p.selected == id && p.Desk.reader == p {
			browser.ReplaceQuery("claim", string(id))
		}
	})
}

// addressRest is how long a claim is open before the address names it:
// browsers take milliseconds for that, and refuse too many in a row.
const addressRest = 60 * time.Millisecond

// revealRow scrolls the list of claims to the card. Where the card covers a part
// of the text, it scrolls the text so that the claim's words are above the card.
func (p *readerPage) revealRow() {
	p.Desk.whenDrawn(func() {
		r := p.reading()
		if r == nil {
			return
		}
		if !browser.MatchMedia(narrow) {
			browser.ScrollIntoView(cardID)
			browser.ScrollIntoView(cardQuoteID) // where the card is higher than the list
		} else if i := r.Index(p.selected); i >= 0 && p.view != nil {
			p.view.ScrollTo(r.Placed[i].From, r.Placed[i].To, false)
		}
	})
}

// readAt moves the text, and the focus, to a claim's words.
func (p *readerPage) readAt(id annotations.ID) {
	r := p.reading()
	if r == nil || p.view == nil {
		return
	}
	if i := r.Index(id); i >= 0 {
		p.view.ReadAt(r.Placed[i].From, r.Placed[i].To)
	}
}

// step opens the next claim in the text, or with -1 the one before.
func (p *readerPage) step(by int) {
	r := p.reading()
	if r == nil {
		return
	}
	codebook := p.Desk.session.Codebook()
	list, _ := p.filter.listed(r, p.sieve.admits(p.filter, &codebook), p.selected)
	if len(list) == 0 {
		return
	}
	i := slices.IndexFunc(list, func(c *annotations.Claim) bool { return c.ID == p.selected })
	p.dropSelection()
	p.choose(list[stepped(i, by, len(list))].ID, true)
	p.revealRow()
}
