//go:build js

package app

import (
	"context"
	"strconv"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// claimsPage lists every claim of the library in a table.
type claimsPage struct {
	goapp.Compo
	Desk    *desk
	Version int
	Query   string
	Tag     string

	ctx    goapp.Context
	all    []listed
	read   bool
	shown  int
	by     column
	upward bool
}

// tableStep is how many rows are drawn at first, and more on request.
const tableStep = 100

func (p *claimsPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	p.shown, p.by = tableStep, byChanged
	browser.SetTitle("Claims · Claimlight")
	p.load()
}

func (p *claimsPage) OnUpdate(goapp.Context) { p.load() }

func (p *claimsPage) load() {
	d := p.Desk
	go func() {
		all, err := d.session.listClaims(context.Background())
		if err != nil {
			d.fail(err)
			return
		}
		p.ctx.Dispatch(func(goapp.Context) { p.all, p.read = all, true })
	}()
}

func (p *claimsPage) Render() goapp.UI {
	codebook := p.Desk.session.Codebook()
	list := sortListed(findListed(p.all, p.Query, annotations.ID(p.Tag), &codebook), p.by, p.upward, &codebook)
	rows := list[:min(len(list), p.shown)]
	return el("div.page.wide-page",
		el("div.head",
			el("h1", "Claims"),
			el("span.grow"),
			button("", p.onImport, "Import"),
			button("", p.onExport, "Export"),
		),
		el("div.find", attrs{"role", "search"},
			searchField("", "Search claims", p.onSearch),
			el("label", "Tag", el("select", on{"change", p.onTag},
				el("option", attrs{"value", noChoice, "selected", yes(p.Tag == "")}, "All tags"),
				each(len(codebook.Tags), func(i int) goapp.UI {
					t := &codebook.Tags[i]
					return el("option", attrs{"value", string(t.ID), "selected", yes(p.Tag == string(t.ID))}, t.Name)
				}),
			)),
		),
		el("div.table-wrap", attrs{"tabindex", "0", "role", "region", "aria-label", "Table of claims"},
			el("table.grid", attrs{"aria-label", "Claims"},
				el("thead", el("tr", each(len(columns), func(i int) goapp.UI {
					return &headCell{Page: p, Column: columns[i].column, Name: columns[i].name, On: p.by == columns[i].column, Upward: p.upward}
				}))),
				el("tbody", each(len(rows), func(i int) goapp.UI {
					return &claimLine{Claim: rows[i].claim, Title: rows[i].title, Tags: tagsOf(rows[i].claim, &codebook)}
				})),
			),
		),
		p.under(len(list), len(rows)),
	)
}

// under says how much of the table is shown, or why it is empty.
func (p *claimsPage) under(found, drawn int) goapp.UI {
	words := strconv.Itoa(found) + " of " + count(len(p.all), "claim", "claims")
	switch {
	case !p.read:
		words = "Reading your claims…"
	case len(p.all) == 0:
		words = "No claims yet. Open an article and mark the first."
	case found == 0:
		words = "No claim fits the search."
	}
	return el("div.under",
		el("span", words),
		only(drawn < found, func() goapp.UI {
			return button("", p.onMore, "Show "+strconv.Itoa(min(tableStep, found-drawn))+" more")
		}),
	)
}

// tagsOf are the tags of c that codebook has, in the order they were given.
func tagsOf(c *annotations.Claim, codebook *annotations.Codebook) []*annotations.Tag {
	var tags []*annotations.Tag
	for _, id := range c.Tags {
		for i := range codebook.Tags {
			if codebook.Tags[i].ID == id {
				tags = append(tags, &codebook.Tags[i])
			}
		}
	}
	return tags
}

func (p *claimsPage) onImport(goapp.Context, goapp.Event) { p.Desk.ask(dialog{name: importDialogName}) }
func (p *claimsPage) onExport(goapp.Context, goapp.Event) {
	p.Desk.ask(dialog{name: exportDialogName, what: wholeLibrary})
}
func (p *claimsPage) onMore(goapp.Context, goapp.Event) { p.shown += tableStep }

func (p *claimsPage) onSearch(ctx goapp.Context, _ goapp.Event) {
	p.Query = strings.TrimSpace(ctx.JSSrc().Get("value").String())
	browser.ReplaceQuery("q", p.Query)
}

func (p *claimsPage) onTag(ctx goapp.Context, _ goapp.Event) {
	p.Tag = ctx.JSSrc().Get("value").String()
	if p.Tag == noChoice {
		p.Tag = ""
	}
	browser.ReplaceQuery("tag", p.Tag)
}

// sort sorts by a column, or where it is sorted by it, the other way round.
func (p *claimsPage) sort(by column) {
	p.upward = p.by == by && !p.upward
	p.by = by
}

// headCell is the head of a column, which sorts by it.
type headCell struct {
	goapp.Compo
	Page   *claimsPage
	Column column
	Name   string
	On     bool
	Upward bool
}

func (h *headCell) Render() goapp.UI {
	sorted := ""
	switch {
	case h.On && h.Upward:
		sorted = "descending"
	case h.On:
		sorted = "ascending"
	}
	return el("th", attrs{"scope", "col", "aria-sort", sorted}, button("", h.onClick, h.Name))
}

func (h *headCell) onClick(ctx goapp.Context, _ goapp.Event) { h.Page.sort(h.Column) }

// claimLine is a claim in the table.
type claimLine struct {
	goapp.Compo
	Claim *annotations.Claim
	Title string
	Tags  []*annotations.Tag
}

func (l *claimLine) Render() goapp.UI {
	c := l.Claim
	return el("tr",
		el("th", attrs{"scope", "row"}, el("a", attrs{"href", readLink(c.Article, c.ID)}, clip(c.Quote.Exact, 220))),
		el("td.tags", el("div.chips", each(len(l.Tags), func(i int) goapp.UI {
			return el("span.chip."+tagHue(l.Tags[i]), l.Tags[i].Name)
		}))),
		el("td", upperFirst(string(c.Worth))),
		el("td", el("span.verdict", attrs{"class", string(c.Verdict)}, upperFirst(string(c.Verdict)))),
		el("td", upperFirst(orOpen(string(c.Status)))),
		el("td.from", l.Title),
		el("td", c.Modified.Local().Format("2006-01-02 15:04")),
	)
}
