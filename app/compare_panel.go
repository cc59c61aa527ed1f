//go:build js

package app

import (
	"fmt"
	"strconv"
	"strings"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// percent is a share of 1 as a whole number of a hundred.
func percent(share float64) string { return strconv.Itoa(int(100 * share)) }

// head says how much has changed, and leads from change to change and from version
// to version.
func (p *comparePage) head(e *Entry) goapp.UI {
	c := p.made
	n := len(c.changes)
	words := "Nothing has changed in the text."
	if n > 0 {
		words = fmt.Sprintf("%s: %s put in, %s taken out.", count(n, "change", "changes"), count(c.Added, "word", "words"), count(c.Removed, "word", "words"))
	}
	now := ""
	if p.change >= 0 {
		now = number(p.change+1) + " of " + number(n)
	}
	return el("section.changes", attrs{"aria-label", "What changed"},
		el("div.versions",
			&versionChoice{Desk: p.Desk, Article: e.ID, Compare: true, Version: p.Version},
			el("a", attrs{"href", readLink(e.ID, "")}, "Read this version"),
		),
		el("p", words),
		only(c.Coarse, func() goapp.UI {
			return el("p.dim", "Some parts are too different to compare word by word; they are shown as replaced whole.")
		}),
		el("div.stepping", attrs{"hidden", yes(n == 0)},
			button("", p.onPreviousChange, attrs{"aria-keyshortcuts", "["}, "Previous change"),
			button("", p.onNextChange, attrs{"aria-keyshortcuts", "]"}, "Next change"),
			button("", p.onHide, attrs{"aria-pressed", yes(!p.hiding)}, "Show removed words"),
			el("span.dim", now),
		),
	)
}

func (p *comparePage) onPreviousChange(goapp.Context, goapp.Event) { p.goToChange(-1) }
func (p *comparePage) onNextChange(goapp.Context, goapp.Event)     { p.goToChange(1) }
func (p *comparePage) onHide(goapp.Context, goapp.Event) {
	p.hiding = !p.hiding
	p.ctx.Defer(func(goapp.Context) { p.paint() })
}

// panel lists the claims of the version before, and asks about those that wait.
func (p *comparePage) panel(w *walk) goapp.UI {
	s := p.Desk.session
	wait, here, behind := w.of(waiting), w.of(attached), w.of(leftBehind)
	return el("div.claims-inner",
		el("div.tools",
			button(".icon", p.onUndo, attrs{"aria-label", "Undo", "title", "Undo", "aria-keyshortcuts", "Control+Z",
				"disabled", yes(!s.CanUndo(annotations.ID(p.Article)))}, icon("undo")),
			button(".icon", p.onRedo, attrs{"aria-label", "Redo", "title", "Redo", "aria-keyshortcuts", "Control+Shift+Z",
				"disabled", yes(!s.CanRedo(annotations.ID(p.Article)))}, icon("redo")),
			el("span.grow"),
			el("span.dim", number(len(here)+len(behind))+" of "+count(len(w.stops), "claim decided", "claims decided")),
		),
		p.card(w, wait),
		el("div.lists",
			p.list(w, "Waiting for you", wait),
			p.list(w, "In this version", here),
			p.list(w, "Left behind", behind),
		),
	)
}

// card asks about the claim that is open.
func (p *comparePage) card(w *walk, wait []int) goapp.UI {
	s := p.stop(w)
	if s == nil {
		words := "The version before has no claims."
		if len(w.stops) > 0 {
			words = "Every claim is decided. Choose one below to look at it again."
		}
		return el("p.none", attrs{"id", cardID, "tabindex", "-1"}, words)
	}
	codebook := p.Desk.session.Codebook()
	at := ""
	for n, i := range wait {
		if w.stops[i].claim == s.claim {
			at = number(n+1) + " of " + number(len(wait)) + " waiting"
		}
	}
	if len(wait) > 0 && at == "" {
		at = count(len(wait), "claim waits", "claims wait")
	}
	question := s.question()
	if s.ruling() == attached {
		question = s.standing() + ". Select other words in the text to move it there."
	} else if s.ruling() == leftBehind {
		question = "You left this claim behind. The version before keeps it."
	}
	many := s.ruling() == waiting && len(s.fate.Places) > 1
	return el("div.row.card.walk."+hue(s.claim, &codebook), attrs{"id", cardID, "role", "group", "aria-label", "Claim", "tabindex", "-1"},
		el("div.walk-head", el("span.badge", s.badge()), el("span.dim", at)),
		el("blockquote", p.difference(s)),
		el("p.dim", strings.Join(summary(s.claim, &codebook), " · ")),
		el("p.ask", question),
		el("div.turning", attrs{"hidden", yes(!many)},
			button("", p.onBefore, attrs{"aria-keyshortcuts", "ArrowLeft"}, "Previous place"),
			el("span", "Place "+number(p.choice+1)+" of "+number(len(s.fate.Places))),
			button("", p.onAfter, attrs{"aria-keyshortcuts", "ArrowRight"}, "Next place"),
		),
		only(!p.span.Empty(), func() goapp.UI {
			return el("p.chosen", "Selected: “"+clip(p.span.Of(p.reading().Article.Text), 200)+"”")
		}),
		el("div.actions", p.answers(s)),
	)
}

// difference is the claim's words, with what became of them at the place that is
// proposed.
func (p *comparePage) difference(s *stop) []goapp.UI {
	if s.ruling() == leftBehind || p.choice >= len(s.fate.Places) || len(s.fate.Places[p.choice].Edits) == 0 {
		return []goapp.UI{el("span", clip(s.claim.Quote.Exact, 1200))}
	}
	edits := s.fate.Places[p.choice].Edits
	return each(len(edits), func(i int) goapp.UI {
		return el([]string{"span", "del", "ins"}[edits[i].Op], edits[i].Text)
	})
}

// answers are the buttons that decide. They are always the same elements, so that
// the focus stays where it is from claim to claim.
func (p *comparePage) answers(s *stop) []goapp.UI {
	yes1, no := "Attach here", "Leave behind"
	able := len(s.fate.Places) > 0
	switch {
	case !p.span.Empty():
		yes1, able = "Attach to the selected words", true
	case s.ruling() == attached:
		able = false
	case !able:
		yes1 = "Attach to the selected words"
	}
	switch s.ruling() {
	case attached:
		no = "Take away"
	case leftBehind:
		no = "Take up again"
	}
	return []goapp.UI{
		button(".primary", p.onAttach, attrs{"aria-keyshortcuts", "y", "aria-disabled", yes(!able)}, yes1, el("kbd", attrs{"aria-hidden", "true"}, "y")),
		button("", p.onDecline, attrs{"aria-keyshortcuts", "n"}, no, el("kbd", attrs{"aria-hidden", "true"}, "n")),
	}
}

func (p *comparePage) onUndo(goapp.Context, goapp.Event)    { p.Desk.undo() }
func (p *comparePage) onRedo(goapp.Context, goapp.Event)    { p.Desk.redo() }
func (p *comparePage) onBefore(goapp.Context, goapp.Event)  { p.turn(-1) }
func (p *comparePage) onAfter(goapp.Context, goapp.Event)   { p.turn(1) }
func (p *comparePage) onAttach(goapp.Context, goapp.Event)  { p.attach() }
func (p *comparePage) onDecline(goapp.Context, goapp.Event) { p.decline() }
func (p *comparePage) onAll(goapp.Context, goapp.Event)     { p.carryAll() }
func (p *comparePage) onMore(goapp.Context, goapp.Event)    { p.rows += rowStep }

// list is a list of claims about which the same was decided.
func (p *comparePage) list(w *walk, name string, stops []int) goapp.UI {
	codebook := p.Desk.session.Codebook()
	drawn := min(len(stops), p.rows)
	var all goapp.UI
	if sure := w.sure(); name == "Waiting for you" && len(sure) > 1 {
		all = button("", p.onAll, "Carry over "+number(len(sure))+" that have not changed")
	}
	return el("section", attrs{"hidden", yes(len(stops) == 0)},
		el("h2.over", name+" ", el("span", number(len(stops)))),
		all,
		el("div.rows", attrs{"role", "list", "aria-label", name}, each(drawn, func(i int) goapp.UI {
			s := &w.stops[stops[i]]
			return &walkRow{Page: p, Claim: s.claim.ID, Quote: clip(s.claim.Quote.Exact, 200), Hue: hue(s.claim, &codebook),
				Line: s.standing(), Ruling: s.ruling(), Open: s.claim.ID == p.current, Lost: s.ruling() == waiting && len(s.fate.Places) == 0}
		})),
		only(drawn < len(stops), func() goapp.UI {
			return button(".more", p.onMore, number(len(stops)-drawn)+" more claims")
		}),
	)
}

// walkRow is a claim in one of the lists.
type walkRow struct {
	goapp.Compo
	Page   *comparePage
	Claim  annotations.ID
	Quote  string
	Hue    string
	Line   string
	Ruling ruling
	Open   bool
	Lost   bool
}

func (r *walkRow) Render() goapp.UI {
	change := ""
	switch r.Ruling {
	case attached:
		change = "Take away"
	case leftBehind:
		change = "Take up again"
	}
	return el("div.row."+r.Hue+when(r.Lost, ".lost")+when(r.Open, ".open"), attrs{"role", "listitem"},
		button(".quote", r.onClick, attrs{"aria-current", when(r.Open, "true")}, r.Quote),
		el("p", r.Line, button(".link", r.onRule, attrs{"hidden", yes(change == "")}, change)),
	)
}

func (r *walkRow) onClick(goapp.Context, goapp.Event) {
	r.Page.take(r.Claim)
	r.Page.redraw()
	r.Page.reveal()
}

func (r *walkRow) onRule(goapp.Context, goapp.Event) { r.Page.rule(r.Claim) }
