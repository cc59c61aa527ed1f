//go:build js

package app

import (
	"context"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// sweeping is where the reader stands in the sweep of its article.
type sweeping struct {
	on        bool
	starting  bool
	sentences []annotations.Span
	at        int    // the current sentence; len(sentences) after the last
	said      string // what was done to the sentence before, to be announced with this one

	of   *Reading // that read is of
	read []bool
	n    int // of them, those that were read
}

// sweepMode is what the address calls the sweep.
const sweepMode = "sweep"

// follow brings what was read up to date.
func (w *sweeping) follow(r *Reading) {
	if w.of != r {
		w.of = r
		w.read, w.n = readSentences(w.sentences, placedSpans(r))
	}
}

// toggleSweep begins the sweep, or ends it.
func (p *readerPage) toggleSweep() {
	if p.sweep.on {
		p.endSweep()
		return
	}
	p.startSweep()
}

// startSweep begins at the first sentence that was not read.
func (p *readerPage) startSweep() {
	r := p.reading()
	if r == nil || p.view == nil || p.sweep.on || p.sweep.starting {
		return
	}
	p.sweep.starting = true
	p.Desk.work(func(ctx context.Context) error {
		sentences, err := p.Desk.session.Sentences(ctx)
		p.ctx.Dispatch(func(goapp.Context) {
			p.sweep.starting = false
			r := p.reading()
			if err != nil || r == nil || p.view == nil {
				return
			}
			if len(sentences) == 0 {
				p.Desk.say("This article has no sentences to read")
				return
			}
			p.sweep = sweeping{on: true, sentences: sentences}
			p.sweep.follow(r)
			p.sweep.at = firstUnread(p.sweep.read, 0)
			p.dropSelection()
			p.view.AllowCaret(false)
			p.mark("")
			browser.ReplaceQuery("mode", sweepMode)
			p.showSentence()
			p.ctx.Defer(func(goapp.Context) { browser.FocusInPlace(sweepID) })
		})
		return err
	})
}

// endSweep goes back to reading.
func (p *readerPage) endSweep() {
	p.sweep = sweeping{}
	if p.view != nil {
		p.view.Mark(browser.Sweep, nil)
		p.view.Outline(sweepOutlineID, 0, 0)
		p.view.AllowCaret(true)
	}
	browser.ReplaceQuery("mode", "")
	p.redraw()
	p.ctx.Defer(func(goapp.Context) { browser.FocusInPlace(sweepButtonID) })
}

// sentence is the current sentence, and whether there is one: there is none
// after the last.
func (p *readerPage) sentence() (annotations.Span, bool) {
	if w := &p.sweep; w.on && w.at < len(w.sentences) {
		return w.sentences[w.at], true
	}
	return annotations.Span{}, false
}

// showSentence outlines the current sentence and brings it into view.
func (p *readerPage) showSentence() {
	r := p.reading()
	if r == nil || p.view == nil {
		return
	}
	view, from, to := p.view, 0, 0
	if span, ok := p.sentence(); ok {
		from, to, _ = r.Offsets.In(span, annotations.UTF16) // sentences end between characters
	}
	p.redraw()
	p.ctx.Defer(func(goapp.Context) {
		if p.view != view {
			return
		}
		if from == to {
			view.Mark(browser.Sweep, nil)
		} else {
			view.Mark(browser.Sweep, []browser.Segment{{Start: int32(from), End: int32(to)}})
			view.ScrollTo(from, to, false)
		}
		view.Outline(sweepOutlineID, from, to)
	})
}

// goToSentence makes a sentence the current one.
func (p *readerPage) goToSentence(i int) {
	w := &p.sweep
	if !w.on {
		return
	}
	w.at, w.said = min(max(i, 0), len(w.sentences)), ""
	p.mark("")
	p.showSentence()
}

// moveSentence goes to another sentence without labelling this one.
func (p *readerPage) moveSentence(by int) { p.goToSentence(p.sweep.at + by) }

// sweepTo goes to the sentence at a byte of the text.
func (p *readerPage) sweepTo(at int) {
	p.goToSentence(min(annotations.SentenceAt(p.sweep.sentences, at), len(p.sweep.sentences)-1))
}

// label gives the current sentence a tag, with "" that for no claim, and goes on
// to the next. A tag that it has is taken away, and the sentence stays.
func (p *readerPage) label(tag annotations.ID) {
	span, ok := p.sentence()
	if !ok {
		return
	}
	d := p.Desk
	did, err := d.session.Label(span, tag)
	if err != nil {
		d.fail(err)
		return
	}
	d.keepFromNowOn()
	if did.Taken {
		p.goToSentence(p.sweep.at)
	} else {
		p.goToSentence(p.sweep.at + 1)
	}
	p.sweep.said = did.Said
}

// turned has the sweep follow an undo or a redo; before is what was read before it.
func (d *desk) turned(before *Reading, undone bool) {
	after := d.session.Reading()
	d.ctx.Dispatch(func(goapp.Context) {
		if d.reader != nil {
			d.reader.turned(before, after, undone)
		}
	})
}

// turned follows an undo or a redo to the sentence that it was about.
func (p *readerPage) turned(before, after *Reading, undone bool) {
	if !p.sweep.on {
		return
	}
	at := turnedAt(p.sweep.sentences, before, after)
	if at < 0 {
		return
	}
	if !undone {
		at++ // as after labelling it
	}
	p.goToSentence(at)
}

// openLabel opens the card of the claim on the current sentence and puts the focus
// into a field of it.
func (p *readerPage) openLabel(field string) {
	r := p.reading()
	span, ok := p.sentence()
	if r == nil || !ok {
		return
	}
	c := r.OnSentence(span)
	if c == nil {
		p.Desk.say("Label the sentence first")
		return
	}
	p.choose(c.ID, false)
	p.revealRow()
	p.enter(field)
}

// unlabel takes all that was said about the current sentence back.
func (p *readerPage) unlabel() {
	r := p.reading()
	span, ok := p.sentence()
	if r == nil || !ok {
		return
	}
	c := r.OnSentence(span)
	if c == nil {
		return
	}
	if err := p.Desk.session.Delete(c.ID); err != nil {
		p.Desk.fail(err)
		return
	}
	p.goToSentence(p.sweep.at)
	p.sweep.said = "Label removed"
}

// sweepKey is what keys do in the sweep that do something else outside of it.
func (k *keyboard) sweepKey(key browser.Key) bool {
	p := k.desk.reader
	switch key.Key {
	case "Enter":
		if key.OnControl {
			return false
		}
		if !key.Repeat {
			k.do(func() { p.label("") })
		}
	case "Backspace", "ArrowUp", "ArrowLeft":
		k.do(func() { p.moveSentence(-1) })
	case "ArrowDown", "ArrowRight":
		k.do(func() { p.moveSentence(1) })
	case "Escape":
		if !p.span.Empty() || p.selected != "" {
			return false
		}
		k.do(p.endSweep)
	default:
		return false
	}
	return true
}

// sweepAct is what keys that are bound to actions do in the sweep, where that is
// something else.
func (k *keyboard) sweepAct(a action) bool {
	p := k.desk.reader
	switch a {
	case nextClaim:
		k.do(func() { p.moveSentence(1) })
	case previousClaim:
		k.do(func() { p.moveSentence(-1) })
	case writeNote:
		k.do(func() { p.openLabel("note") })
	case restateClaim:
		k.do(func() { p.openLabel("restated") })
	case weighClaim:
		k.do(func() { p.openLabel("worth") })
	case judgeClaim:
		k.do(func() { p.openLabel("verdict") })
	case deleteClaim:
		k.do(p.unlabel)
	default:
		return false
	}
	return true
}

// sweepLine says where the sweep stands.
func (w *sweeping) line() string {
	if w.at < len(w.sentences) {
		return "Sentence " + number(w.at+1) + " of " + number(len(w.sentences))
	}
	return "End of the article"
}

const (
	sweepID        = "sweep"
	sweepButtonID  = "sweep-button"
	sweepOutlineID = "sweep-outline"
)
