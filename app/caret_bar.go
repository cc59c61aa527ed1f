//go:build js

package app

import (
	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// switchCaret begins or ends caret mode.
func (p *readerPage) switchCaret() {
	if p.view == nil {
		return
	}
	p.keepShape()
	p.view.CaretMode(!p.caret)
}

// onCaret follows caret mode, which also ends when the focus leaves the text.
func (p *readerPage) onCaret(on bool) {
	p.caret = on
	if on {
		p.Desk.say("Caret mode on")
	} else {
		p.Desk.say("Caret mode off")
	}
	p.redraw()
}

// escapeCaret lets go of what is selected in caret mode, or ends that.
func (p *readerPage) escapeCaret() {
	if p.span.Empty() {
		p.view.CaretMode(false)
		return
	}
	p.view.Collapse()
}

// caretBar says what the keys do in caret mode.
type caretBar struct {
	goapp.Compo
	On   bool
	Keys string // of tags, from and to
}

func (b *caretBar) Render() goapp.UI {
	return el("div.modebar", attrs{"role", "group", "aria-label", "Caret mode", "hidden", yes(!b.On)},
		el("p.keys-say",
			el("b", "Caret mode"),
			el("span", el("kbd", "←"), el("kbd", "→"), el("kbd", "↑"), el("kbd", "↓"), " move"),
			el("span", el("kbd", "Ctrl"), " by word"),
			el("span", el("kbd", "Shift"), " selects"),
			only(b.Keys != "", func() goapp.UI { return el("span", el("kbd", b.Keys), " tag") }),
			el("span", el("kbd", "Esc"), " leaves"),
		),
	)
}
