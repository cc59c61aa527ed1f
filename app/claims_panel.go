//go:build js

package app

import (
	"slices"
	"strconv"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// claimsPanel lists an article's claims beside it. Of long lists it draws the
// rows around the open claim and those asked for.
type claimsPanel struct {
	goapp.Compo
	Page     *readerPage
	Reading  *Reading
	Codebook *annotations.Codebook
	Selected annotations.ID
	Filter   filter
	Version  int
	Chosen   annotations.Span // what is selected, while a lost claim is open

	ctx      goapp.Context
	from, to int // the rows that are drawn
	around   annotations.ID
	first    annotations.ID // of the claims that are drawn
}

// rowStep is how many rows are drawn at first, which is about what fits into the
// window, and half of how many are drawn more at a time.
const rowStep = 16

func (p *claimsPanel) OnMount(ctx goapp.Context) { p.ctx = ctx }

func (p *claimsPanel) Render() goapp.UI {
	list, admitted := p.Filter.listed(p.Reading, p.Page.sieve.admits(p.Filter, p.Codebook), p.Selected)
	open := -1
	if c := p.Reading.Claim(p.Selected); c != nil {
		open = slices.Index(list, c)
	}
	p.frame(len(list), open)
	p.first = ""
	if p.from < p.to {
		p.first = list[p.from].ID
	}
	before, after := p.rows(list, p.from, p.to), []goapp.UI(nil)
	if open >= 0 {
		before, after = p.rows(list, p.from, open), p.rows(list, open+1, p.to)
	}
	s := p.Page.Desk.session
	card := el("div", attrs{"role", "presentation", "hidden", "true"})
	if open >= 0 {
		card = &claimCard{Page: p.Page, Claim: list[open], Codebook: p.Codebook, Lost: p.Reading.IsLost(p.Selected), Chosen: p.Chosen,
			Nth: open + 1, Of: len(list), Fresh: p.Page.fresh}
	}
	return el("div.claims-inner",
		el("div.tools",
			button(".icon", p.onUndo, attrs{"aria-label", "Undo", "title", "Undo", "aria-keyshortcuts", "Control+Z",
				"disabled", yes(!s.CanUndo(p.Reading.Article.ID))}, icon("undo")),
			button(".icon", p.onRedo, attrs{"aria-label", "Redo", "title", "Redo", "aria-keyshortcuts", "Control+Shift+Z",
				"disabled", yes(!s.CanRedo(p.Reading.Article.ID))}, icon("redo")),
			button(".icon", p.onPrint, attrs{"aria-label", "Print with claims", "title", "Print with claims"}, icon("print")),
			el("span.grow"),
			button("", p.onImport, "Import"),
			button(".primary", p.onExport, "Export"),
		),
		&claimsFilter{Page: p.Page, Reading: p.Reading, Codebook: p.Codebook, Filter: p.Filter, Admitted: admitted},
		button(".lost-claims", p.onLost, attrs{"hidden", yes(len(p.Reading.Lost) == 0)},
			count(len(p.Reading.Lost), "claim is lost: its words", "claims are lost: their words")+" are not in the text"),
		&moreRows{Panel: p, Count: p.from, Earlier: true},
		el("div.rows", attrs{"role", "list", "aria-label", "Claims in this article"},
			el("div.rows", attrs{"role", "presentation"}, before),
			card,
			el("div.rows", attrs{"role", "presentation"}, after),
		),
		&moreRows{Panel: p, Count: len(list) - p.to},
		only(len(list) == 0, func() goapp.UI { return el("p.none", p.nothing()) }),
		&claimsBefore{Desk: p.Page.Desk, Reading: p.Reading},
	)
}

// frame moves the rows that are drawn so that the open claim is among them.
func (p *claimsPanel) frame(n, open int) {
	if p.to == 0 {
		p.to = rowStep
	}
	if open >= 0 && p.around != p.Selected && (open < p.from || open >= p.to) {
		p.from, p.to = open-rowStep/2, open+rowStep/2
	}
	p.around = p.Selected
	p.from = max(0, min(p.from, n-rowStep))
	if open >= 0 {
		p.from = min(p.from, open)
		p.to = max(p.to, open+1)
	}
	p.to = min(n, max(p.to, p.from+rowStep))
}

// rows are those of list from one up to another.
func (p *claimsPanel) rows(list []*annotations.Claim, from, to int) []goapp.UI {
	return each(to-from, func(i int) goapp.UI {
		c := list[from+i]
		return &claimRow{Page: p.Page, ID: c.ID, Quote: clip(c.Quote.Exact, 300), Hue: hue(c, p.Codebook), Nth: from + i + 1, Of: len(list),
			Line: strings.Join(summary(c, p.Codebook), " · "), Verdict: string(c.Verdict), Lost: p.Reading.IsLost(c.ID),
			Negative: p.Codebook.IsNegative(c)}
	})
}

func (p *claimsPanel) nothing() string {
	if p.Filter != (filter{}) {
		return "No claim of this article fits the filter."
	}
	return "No claims yet. Select words in the text, then choose a tag or press its key."
}

func (p *claimsPanel) onUndo(goapp.Context, goapp.Event) { p.Page.Desk.undo() }
func (p *claimsPanel) onRedo(goapp.Context, goapp.Event) { p.Page.Desk.redo() }

func (p *claimsPanel) onPrint(goapp.Context, goapp.Event) { p.Page.print() }

// onLost opens the first claim that is lost.
func (p *claimsPanel) onLost(goapp.Context, goapp.Event) {
	if len(p.Reading.Lost) > 0 {
		p.Page.choose(p.Reading.Lost[0].ID, false)
		p.Page.revealRow()
	}
}

func (p *claimsPanel) onImport(goapp.Context, goapp.Event) {
	p.Page.Desk.ask(dialog{name: importDialogName})
}

func (p *claimsPanel) onExport(goapp.Context, goapp.Event) {
	x := dialog{name: exportDialogName, what: thisArticle, article: p.Reading.Article.ID}
	if p.Filter != (filter{}) {
		for _, c := range p.Filter.claims(p.Reading, p.Codebook) {
			x.claims = append(x.claims, c.ID)
		}
	}
	p.Page.Desk.ask(x)
}

// claimRow is a claim in the list that is not open.
type claimRow struct {
	goapp.Compo
	Page    *readerPage
	ID      annotations.ID
	Quote   string
	Hue     string
	Line    string // tags and state
	Verdict string
	Lost    bool
	Nth, Of int // of all that are listed, from 1: not all are drawn

	Negative bool // it says that its words are no claim
}

func (r *claimRow) Render() goapp.UI {
	return el("div.row."+r.Hue+when(r.Lost, ".lost")+when(r.Negative, ".negative"), attrs{"role", "listitem",
		"aria-posinset", strconv.Itoa(r.Nth), "aria-setsize", strconv.Itoa(r.Of)},
		button(".quote", r.onClick, attrs{"id", rowID(r.ID), "dir", "auto"}, r.Quote),
		summaryLine(r.Line, r.Verdict, r.Lost),
	)
}

// summaryLine is what stands below a claim's quote.
func summaryLine(words, verdict string, lost bool) goapp.UI {
	if lost {
		return el("p", "Lost: these words are not in the text.")
	}
	return el("p",
		words,
		only(verdict != "", func() goapp.UI { return el("span", " · ", el("span.verdict."+verdict, verdict)) }),
	)
}

func (r *claimRow) onClick(goapp.Context, goapp.Event) {
	r.Page.dropSelection()
	r.Page.choose(r.ID, true)
	r.Page.revealRow()
	r.Page.Desk.whenDrawn(func() { browser.FocusInPlace(cardQuoteID) }) // the row is gone
}
