//go:build js

package app

import (
	"context"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// dropSelection lets go of the words selected in the text.
func (p *readerPage) dropSelection() {
	p.span = annotations.Span{}
	if p.view != nil {
		p.view.ClearSelection()
	}
}

// tag gives a tag to the selected words, or to the claim that is open, or takes
// it from them. With "" it highlights the words without a tag. It reports
// whether there was anything to tag.
func (p *readerPage) tag(id annotations.ID) bool {
	r, s := p.reading(), p.Desk.session
	if r == nil {
		return false
	}
	claim := r.Claim(p.selected)
	if !p.span.Empty() {
		if claim == nil || claim.Span != p.span { // of several on the same words, the open one
			claim = r.Spanning(p.span)
		}
	}
	switch {
	case claim == nil && p.span.Empty():
		return false
	case claim == nil:
		var tags []annotations.ID
		if id != "" {
			tags = []annotations.ID{id}
		}
		made, err := s.Mark(p.span, tags...)
		if err != nil {
			p.Desk.fail(err)
			return true
		}
		p.Desk.say("Claim added")
		p.Desk.keepFromNowOn()
		p.mark(made)
		if !browser.MatchMedia(narrow) { // there the card waits until no words are selected
			p.revealRow()
		}
		return true
	case id == "":
		p.choose(claim.ID, false)
		return true
	}
	if p.toggle(claim, id) {
		p.mark(claim.ID)
	}
	return true
}

// toggle gives a claim a tag or takes it away, says so, and reports whether it
// could.
func (p *readerPage) toggle(claim *annotations.Claim, tag annotations.ID) bool {
	d := p.Desk
	said := toggleSaid(claim, tag, d.session.Codebook())
	if err := d.session.Change(claim.ID, said, "", func(c *annotations.Claim) { toggle(c, tag) }); err != nil {
		d.fail(err)
		return false
	}
	d.say(said)
	return true
}

// sameWords asks where else to mark the words of the open claim.
func (p *readerPage) sameWords() {
	p.keepShape()
	p.Desk.ask(dialog{name: sameDialogName, claim: p.selected})
}

// delete removes the claim that is open.
func (p *readerPage) delete() bool {
	if p.selected == "" {
		return false
	}
	r := p.reading()
	if r == nil || r.Claim(p.selected) == nil {
		return false
	}
	if err := p.Desk.session.Delete(p.selected); err != nil {
		p.Desk.fail(err)
		return true
	}
	p.dropSelection()
	p.choose("", false)
	p.Desk.sayUndo("Claim deleted")
	return true
}

// note highlights the selected words, if any, and puts the focus into the note.
func (p *readerPage) note() {
	if !p.span.Empty() {
		p.tag("")
		if browser.MatchMedia(narrow) {
			p.dropSelection() // which shows the card
			p.redraw()
			p.revealRow()
		}
	}
	p.enter("note")
}

// enter puts the focus into a field of the open claim's card, which is drawn at
// once should it not be there yet.
func (p *readerPage) enter(field string) bool {
	if p.selected == "" {
		return false
	}
	p.ctx.Update()
	p.ctx.Defer(func(goapp.Context) { browser.Focus(fieldID(field)) })
	return true
}

// escape lets go of the selected words, then of the open claim.
func (p *readerPage) escape() {
	if p.caret && p.view != nil {
		p.escapeCaret()
		return
	}
	if !p.span.Empty() {
		p.dropSelection()
		p.redraw()
		return
	}
	p.choose("", false)
}

func (p *readerPage) copy() {
	r := p.reading()
	if r == nil || p.span.Empty() {
		return
	}
	quote := p.span.Of(r.Article.Text)
	p.Desk.work(func(ctx context.Context) error {
		if err := browser.CopyText(ctx, quote); err != nil {
			return err
		}
		p.Desk.say("Quote copied")
		return nil
	})
}
