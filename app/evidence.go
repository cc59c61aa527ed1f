//go:build js

package app

import (
	"slices"
	"strconv"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// evidenceList is what was found for and against the open claim.
type evidenceList struct {
	goapp.Compo
	Card  *claimCard
	Claim *annotations.Claim
}

func (l *evidenceList) Render() goapp.UI {
	items := l.Claim.Evidence
	return el("fieldset",
		el("legend.over", "Evidence"),
		el("ul.evidence", attrs{"role", "list", "aria-label", "Evidence", "hidden", yes(len(items) == 0)},
			each(len(items), func(i int) goapp.UI { return &evidenceItem{Card: l.Card, Index: i, Evidence: items[i]} })),
		button(".link", l.onAdd, "Add evidence"),
	)
}

func (l *evidenceList) onAdd(ctx goapp.Context, _ goapp.Event) {
	n := len(l.Claim.Evidence)
	l.Card.change("Evidence added", "", func(c *annotations.Claim) { c.Evidence = append(c.Evidence, annotations.Evidence{}) })
	ctx.Defer(func(goapp.Context) { browser.Focus(evidenceID(n, "address")) })
}

func evidenceID(index int, field string) string {
	return fieldID("evidence-" + strconv.Itoa(index) + "-" + field)
}

// evidenceItem is one piece of evidence.
type evidenceItem struct {
	goapp.Compo
	Card     *claimCard
	Index    int
	Evidence annotations.Evidence
}

func (e *evidenceItem) Render() goapp.UI {
	v := &e.Evidence
	id := func(field string) string { return evidenceID(e.Index, field) }
	link := el("span", attrs{"hidden", "true"})
	if safe, ok := annotations.SafeAddress(v.Address); ok {
		link = el("a", attrs{"href", safe, "target", "_blank", "rel", "noopener noreferrer"}, "Open")
	}
	return el("li",
		&field{Label: "Evidence address", ID: id("address"), Value: v.Address, Hint: "https://", Change: e.onAddress},
		&field{Label: "Evidence quote", ID: id("quote"), Value: v.Quote, Lines: true, Change: e.onQuote},
		el("div.two",
			&choice{Label: "Stance", ID: id("stance"), Value: string(v.Stance), Empty: "None", Options: names(annotations.Stances), Change: e.onStance},
			&field{Label: "Seen on", ID: id("seen"), Value: v.SeenOn, Hint: "YYYY-MM-DD", Change: e.onSeen},
		),
		&field{Label: "Evidence note", ID: id("note"), Value: v.Note, Change: e.onNote},
		el("div.foot", link, button(".link.danger", e.onRemove, "Remove evidence")),
	)
}

// change changes the piece of evidence, if it is still there.
func (e *evidenceItem) change(said, field string, f func(*annotations.Evidence)) {
	i := e.Index
	if field != "" {
		field = evidenceID(i, field)
	}
	e.Card.change(said, field, func(c *annotations.Claim) {
		if i < len(c.Evidence) {
			f(&c.Evidence[i])
		}
	})
}

func (e *evidenceItem) onAddress(v string) {
	e.change("", "address", func(e *annotations.Evidence) { e.Address = v })
}
func (e *evidenceItem) onQuote(v string) {
	e.change("", "quote", func(e *annotations.Evidence) { e.Quote = v })
}
func (e *evidenceItem) onSeen(v string) {
	e.change("", "seen", func(e *annotations.Evidence) { e.SeenOn = v })
}
func (e *evidenceItem) onNote(v string) {
	e.change("", "note", func(e *annotations.Evidence) { e.Note = v })
}
func (e *evidenceItem) onStance(v string) {
	e.change("Stance changed", "", func(e *annotations.Evidence) { e.Stance = annotations.Stance(v) })
}

func (e *evidenceItem) onRemove(goapp.Context, goapp.Event) {
	i := e.Index
	e.Card.change("Evidence removed", "", func(c *annotations.Claim) {
		if i < len(c.Evidence) {
			c.Evidence = slices.Delete(c.Evidence, i, i+1)
		}
	})
}
