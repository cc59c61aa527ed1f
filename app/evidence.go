//go:build js

package app

import (
	"slices"
	"strings"

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
			each(len(items), func(i int) goapp.UI { return &evidenceItem{Card: l.Card, Evidence: items[i]} })),
		button(".link", l.onAdd, "Add evidence"),
	)
}

func (l *evidenceList) onAdd(ctx goapp.Context, _ goapp.Event) {
	id, err := l.Card.Page.Desk.session.newID()
	if err != nil {
		l.Card.Page.Desk.fail(err)
		return
	}
	l.Card.change("Evidence added", "", func(c *annotations.Claim) { c.Evidence = append(c.Evidence, annotations.Evidence{ID: id}) })
	ctx.Defer(func(goapp.Context) { browser.Focus(evidenceElement(id, "address")) })
}

// evidenceElement is the id of the element of a field of a piece of evidence.
func evidenceElement(piece annotations.ID, field string) string {
	return fieldID("evidence-" + strings.ReplaceAll(string(piece), ":", "-") + "-" + field)
}

// evidenceItem is one piece of evidence.
type evidenceItem struct {
	goapp.Compo
	Card     *claimCard
	Evidence annotations.Evidence
}

// CompoID has each piece keep its fields when another tab adds or removes one.
func (e *evidenceItem) CompoID() string { return string(e.Evidence.ID) }

func (e *evidenceItem) Render() goapp.UI {
	v := &e.Evidence
	id := func(field string) string { return evidenceElement(v.ID, field) }
	name := func(field string) string { return evidenceField(v.ID, field) }
	link := el("span", attrs{"hidden", "true"})
	if safe, ok := annotations.SafeAddress(v.Address); ok {
		link = el("a", attrs{"href", safe, "target", "_blank", "rel", "noopener noreferrer"}, "Open")
	}
	library := el("span", attrs{"hidden", "true"})
	if entry, ok := e.picked(); ok {
		library = el("a", attrs{"href", readLink(entry.ID, "")}, "Read it in your library")
		if entry.Source == "" {
			link = el("span", attrs{"hidden", "true"}) // it would lead there as well
		}
	}
	return el("li",
		&field{Label: "Evidence address", ID: id("address"), Value: v.Address, Hint: "https://", Type: e.Card.typing(name("address")), Variants: e.Card.variants(name("address"))},
		remark(addressRemark(v.Address)),
		&field{Label: "Evidence title", ID: id("title"), Value: v.Title, Type: e.Card.typing(name("title")), Variants: e.Card.variants(name("title"))},
		&field{Label: "Evidence quote", ID: id("quote"), Value: v.Quote, Lines: true, Type: e.Card.typing(name("quote")), Variants: e.Card.variants(name("quote"))},
		el("div.picking", button(".link", e.onPick, "Pick from an article"), library),
		el("div.two",
			&choice{Label: "Stance", ID: id("stance"), Value: string(v.Stance), Empty: "None", Options: names(annotations.Stances), Change: e.onStance, Variants: e.Card.variants(name("stance"))},
			&field{Label: "Seen on", ID: id("seen"), Value: v.SeenOn, Hint: "YYYY-MM-DD", Type: e.Card.typing(name("seenOn")), Variants: e.Card.variants(name("seenOn"))},
		),
		remark(dateRemark(v.SeenOn)),
		&field{Label: "Evidence note", ID: id("note"), Value: v.Note, Type: e.Card.typing(name("note")), Variants: e.Card.variants(name("note"))},
		el("div.foot", link, button(".link.danger", e.onRemove, "Remove evidence")),
	)
}

// picked is the article that the evidence was picked from, and whether the
// library still has it: its address may have been typed over since, and then it
// is of something else.
func (e *evidenceItem) picked() (*Entry, bool) {
	entry := e.Card.Page.Desk.session.Entry(e.Evidence.Article())
	return entry, entry != nil && e.Evidence.Address == quotedAt(&entry.Article, browser.Root())
}

func (e *evidenceItem) onPick(goapp.Context, goapp.Event) {
	e.Card.Page.Desk.ask(dialog{name: pickDialogName, claim: e.Card.Claim.ID, piece: e.Evidence.ID})
}

func (e *evidenceItem) onStance(v string) {
	id := e.Evidence.ID
	e.Card.change("Stance changed", "", func(c *annotations.Claim) {
		for i := range c.Evidence {
			if c.Evidence[i].ID == id {
				c.Evidence[i].Stance = annotations.Stance(v)
			}
		}
	})
}

func (e *evidenceItem) onRemove(goapp.Context, goapp.Event) {
	id := e.Evidence.ID
	e.Card.change("Evidence removed", "", func(c *annotations.Claim) {
		c.Evidence = slices.DeleteFunc(c.Evidence, func(e annotations.Evidence) bool { return e.ID == id })
	})
}
