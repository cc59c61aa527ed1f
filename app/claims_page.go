//go:build js

package app

import (
	"context"
	"net/url"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// claimsPage lists every claim of the library in a table, which can be narrowed
// and sorted, and sums them up in charts.
type claimsPage struct {
	goapp.Compo
	Desk    *desk
	Version int
	Address string // the query of the address, as it is now

	ctx    goapp.Context
	all    []listed
	read   bool     // all has all claims
	latest []listed // what is shown until then: the claims that were changed last
	cancel context.CancelFunc
	asked  string // the address that the narrowing is of
	narrow narrowing
	table  narrowed
	drawn  int // grows with the table
	turn   int // grows when the person narrows it
	shown  int
	by     column
	upward bool
}

// tableStep is how many rows are drawn at first, and more on request.
const tableStep = 100

func (p *claimsPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	p.shown = tableStep
	browser.SetTitle("Claims · Claimlight")
	p.follow()
	browser.SetValue(searchID, p.narrow.query)
	p.load()
}

func (p *claimsPage) OnUpdate(goapp.Context) {
	if p.Address != p.asked { // a link on another page led here
		p.follow()
		browser.SetValue(searchID, p.narrow.query)
	}
	p.load()
}

// follow narrows the table as the address says.
func (p *claimsPage) follow() {
	p.asked = p.Address
	query, err := url.ParseQuery(p.Address)
	if err != nil {
		query = nil // it was made by Encode
	}
	p.narrow = narrowingOf(query)
	p.by, p.upward = sortingOf(query.Get("sort"))
	p.sum()
}

func (p *claimsPage) OnDismount() { p.cancel() }

// load reads all claims, in place of what was being read. What the table begins
// with is shown before all others are read.
func (p *claimsPage) load() {
	if p.cancel != nil {
		p.cancel()
	}
	reading, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	d, ctx, first := p.Desk, p.ctx, !p.read
	show := func(set func()) {
		ctx.Dispatch(func(goapp.Context) {
			if reading.Err() == nil {
				set()
				p.sum()
			}
		})
	}
	go func() {
		if first {
			if rows, err := d.session.latestClaims(reading, tableStep); err == nil {
				show(func() { p.latest = rows })
			}
		}
		all, err := d.session.listClaims(reading)
		switch {
		case reading.Err() != nil: // something newer is being read
		case err != nil:
			d.fail(err)
		default:
			show(func() { p.all, p.read, p.latest = all, true, nil })
		}
	}()
}

// sum narrows and sorts the table anew.
func (p *claimsPage) sum() {
	codebook := p.Desk.session.Codebook()
	p.table = p.narrow.narrow(p.all, &codebook)
	if !p.read && !p.narrow.any() && p.by == byChanged && !p.upward {
		p.table.found = p.narrow.narrow(p.latest, &codebook).found
	}
	sortListed(p.table.found, p.by, p.upward, &codebook)
	p.drawn++
}

// change narrows the table to something else, which the address keeps.
func (p *claimsPage) change(n narrowing) {
	p.narrow, p.shown = n, tableStep
	browser.ReplaceQuery("q", n.query)
	for _, f := range facets {
		browser.ReplaceQuery(string(f.facet), n.chosen[f.facet]...)
	}
	p.redraw()
	found := of(len(p.table.found), p.table.of)
	p.turn++
	turn := p.turn
	time.AfterFunc(searchRest, func() {
		p.ctx.Dispatch(func(goapp.Context) {
			if p.turn == turn {
				p.Desk.hint(found)
			}
		})
	})
}

// redraw draws the table that the address names by now.
func (p *claimsPage) redraw() {
	p.asked = placeOf(goapp.Window().URL()).query.Encode()
	p.sum()
	p.ctx.Update()
}

func (p *claimsPage) Render() goapp.UI {
	codebook := p.Desk.session.Codebook()
	list := p.table.found
	rows := list[:min(len(list), p.shown)]
	return el("div.page.wide-page",
		el("div.head",
			el("h1", "Claims"),
			el("span.grow"),
			button("", p.onImport, "Import"),
			button("", p.onExport, attrs{"disabled", yes(!p.read)}, "Export"),
		),
		&claimCharts{Page: p, Drawn: p.drawn},
		el("div.narrowed",
			&facetList{Page: p, Drawn: p.drawn},
			el("div",
				el("div.find", attrs{"role", "search"},
					searchField("", "Search claims", p.onSearch),
				),
				p.summary(),
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
				only(len(rows) < len(list), func() goapp.UI {
					return button(".more", p.onMore, "Show "+number(min(tableStep, len(list)-len(rows)))+" more")
				}),
			),
		),
	)
}

// summary says how much of the table is shown, or why it is empty.
func (p *claimsPage) summary() goapp.UI {
	words := of(len(p.table.found), p.table.of)
	switch {
	case !p.read:
		words = "Reading your claims…"
	case len(p.all) == 0:
		words = "No claims yet. Open an article and mark the first."
	case !p.narrow.any():
		words = count(p.table.of, "claim", "claims")
	case len(p.table.found) == 0:
		words = "No claim fits the search."
	}
	return el("div.under",
		el("span", words),
		only(p.read && p.table.out > 0, func() goapp.UI {
			return el("span", "Left out: "+count(p.table.out, "passage", "passages")+" marked as no claim. ", button(".link", p.onNegatives, "Show only those"))
		}),
		only(p.narrow.any(), func() goapp.UI { return button(".link", p.onAll, "Show all") }),
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

// onExport exports what is in the table.
func (p *claimsPage) onExport(goapp.Context, goapp.Event) {
	if !p.narrow.any() {
		p.Desk.ask(dialog{name: exportDialogName, what: wholeLibrary})
		return
	}
	claims := make([]annotations.ID, len(p.table.found))
	for i, l := range p.table.found {
		claims[i] = l.claim.ID
	}
	p.Desk.ask(dialog{name: exportDialogName, what: filteredClaims, claims: claims})
}

func (p *claimsPage) onMore(goapp.Context, goapp.Event) { p.shown += tableStep }

func (p *claimsPage) onSearch(ctx goapp.Context, _ goapp.Event) {
	p.change(narrowing{ctx.JSSrc().Get("value").String(), p.narrow.chosen})
}

// onNegatives narrows the table to what was marked as no claim.
func (p *claimsPage) onNegatives(goapp.Context, goapp.Event) {
	codebook := p.Desk.session.Codebook()
	if tag, ok := codebook.Negative(); ok {
		browser.Focus(searchID) // the button is gone
		p.change(narrowing{p.narrow.query, map[facet][]string{byTag: {string(tag.ID)}}})
	}
}

func (p *claimsPage) onAll(goapp.Context, goapp.Event) {
	browser.SetValue(searchID, "")
	browser.Focus(searchID) // the button is gone
	p.change(narrowing{})
}

// sort sorts by a column, or where it is sorted by it, the other way round.
func (p *claimsPage) sort(by column) {
	p.upward = p.by == by && !p.upward
	p.by = by
	browser.ReplaceQuery("sort", sortingWord(p.by, p.upward))
	p.redraw()
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
	case h.On && h.Upward == (h.Column == byChanged): // which begins with the latest
		sorted = "ascending"
	case h.On:
		sorted = "descending"
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
		el("th", attrs{"scope", "row"}, el("a", attrs{"dir", "auto", "href", readLink(c.Article, c.ID)}, clip(c.Quote.Exact, 220))),
		el("td.tags", el("div.chips", each(len(l.Tags), func(i int) goapp.UI {
			return el("span.chip."+tagHue(l.Tags[i]), l.Tags[i].Name)
		}))),
		el("td", upperFirst(string(c.Worth))),
		el("td", el("span.verdict."+string(c.Verdict), upperFirst(string(c.Verdict)))),
		el("td", upperFirst(orOpen(string(c.Status)))),
		el("td.from", attrs{"dir", "auto"}, l.Title),
		el("td", el("time", attrs{"datetime", c.Modified.Format(time.RFC3339)}, c.Modified.Local().Format("2 Jan 2006"))),
	)
}
