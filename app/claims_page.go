//go:build js

package app

import (
	"context"
	"fmt"
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
	return goapp.Div().Class("page wide-page").Body(
		goapp.Div().Class("head").Body(
			goapp.H1().Text("Claims"),
			goapp.Span().Class("grow"),
			goapp.Button().Type("button").Text("Import").OnClick(p.onImport),
			goapp.Button().Type("button").Text("Export").OnClick(p.onExport),
		),
		goapp.Div().Class("find").Role("search").Body(
			goapp.Input().ID("search").Type("search").Aria("label", "Search claims").Placeholder("Search claims").
				AutoComplete(false).OnInput(p.onSearch),
			goapp.Label().Body(goapp.Text("Tag"), goapp.Select().OnChange(p.onTag).Body(
				goapp.Option().Value(noChoice).Text("All tags").Selected(p.Tag == ""),
				goapp.Range(codebook.Tags).Slice(func(i int) goapp.UI {
					t := codebook.Tags[i]
					return goapp.Option().Value(string(t.ID)).Text(t.Name).Selected(p.Tag == string(t.ID))
				}),
			)),
		),
		goapp.Div().Class("table-wrap").TabIndex(0).Role("region").Aria("label", "Table of claims").Body(
			goapp.Table().Class("grid").Aria("label", "Claims").Body(
				goapp.THead().Body(goapp.Tr().Body(goapp.Range(columns).Slice(func(i int) goapp.UI {
					return &headCell{Page: p, Column: columns[i].column, Name: columns[i].name, On: p.by == columns[i].column, Upward: p.upward}
				}))),
				goapp.TBody().Body(goapp.Range(rows).Slice(func(i int) goapp.UI {
					l := rows[i]
					return &claimLine{ID: l.claim.ID, Article: l.claim.Article, Quote: clip(l.claim.Quote.Exact, 220),
						Tags: tagsOf(l.claim, &codebook), Worth: string(l.claim.Worth), Verdict: string(l.claim.Verdict),
						Status: string(l.claim.Status), Title: l.title, Changed: l.claim.Modified.Local().Format("2006-01-02 15:04")}
				})),
			),
		),
		p.under(len(list), len(rows)),
	)
}

// under says how much of the table is shown, or why it is empty.
func (p *claimsPage) under(found, drawn int) goapp.UI {
	words := fmt.Sprintf("%d of %s", found, count(len(p.all), "claim", "claims"))
	switch {
	case !p.read:
		words = "Reading your claims…"
	case len(p.all) == 0:
		words = "No claims yet. Open an article and mark the first."
	case found == 0:
		words = "No claim fits the search."
	}
	return goapp.Div().Class("under").Body(
		goapp.Span().Text(words),
		goapp.If(drawn < found, func() goapp.UI {
			return goapp.Button().Type("button").Text(fmt.Sprintf("Show %d more", min(tableStep, found-drawn))).OnClick(p.onMore)
		}),
	)
}

func tagsOf(c *annotations.Claim, codebook *annotations.Codebook) []annotations.Tag {
	var tags []annotations.Tag
	for _, id := range c.Tags {
		if t, ok := codebook.Tag(id); ok {
			tags = append(tags, t)
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
	cell := goapp.Th().Scope("col")
	switch {
	case h.On && h.Upward:
		cell = cell.Aria("sort", "descending")
	case h.On:
		cell = cell.Aria("sort", "ascending")
	}
	return cell.Body(goapp.Button().Type("button").Text(h.Name).OnClick(h.onClick))
}

func (h *headCell) onClick(ctx goapp.Context, _ goapp.Event) { h.Page.sort(h.Column) }

// claimLine is a claim in the table.
type claimLine struct {
	goapp.Compo
	ID, Article annotations.ID
	Quote       string
	Tags        []annotations.Tag
	Worth       string
	Verdict     string
	Status      string
	Title       string
	Changed     string
}

func (l *claimLine) Render() goapp.UI {
	return goapp.Tr().Body(
		goapp.Th().Scope("row").Body(goapp.A().Href(readLink(l.Article, l.ID)).Text(l.Quote)),
		goapp.Td().Class("tags").Body(goapp.Div().Class("chips").Body(goapp.Range(l.Tags).Slice(func(i int) goapp.UI {
			return goapp.Span().Class("chip " + tagHue(l.Tags[i])).Text(l.Tags[i].Name)
		}))),
		goapp.Td().Text(upperFirst(l.Worth)),
		goapp.Td().Body(goapp.Span().Class("verdict "+l.Verdict).Text(upperFirst(l.Verdict))),
		goapp.Td().Text(upperFirst(orOpen(l.Status))),
		goapp.Td().Class("from").Text(l.Title),
		goapp.Td().Text(l.Changed),
	)
}
