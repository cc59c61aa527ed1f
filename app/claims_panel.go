//go:build js

package app

import (
	"fmt"
	"slices"
	"strconv"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// claimsPanel lists an article's claims beside it. Of long lists it draws the
// rows around the open claim and those asked for.
type claimsPanel struct {
	goapp.Compo
	Page     *readerPage
	Reading  *Reading
	Codebook annotations.Codebook
	Selected annotations.ID
	Filter   filter
	Version  int

	from, to int // the rows that are drawn
	around   annotations.ID
}

// rowStep is how many rows are drawn at first, and more at a time.
const rowStep = 60

func (p *claimsPanel) Render() goapp.UI {
	list := p.Filter.claims(p.Reading, &p.Codebook)
	open := slices.IndexFunc(list, func(c *annotations.Claim) bool { return c.ID == p.Selected })
	p.frame(len(list), open)
	before, after := list[p.from:p.to], []*annotations.Claim(nil)
	if open >= 0 {
		before, after = list[p.from:open], list[open+1:p.to]
	}
	s := p.Page.Desk.session
	return goapp.Div().Class("claims-inner").Body(
		goapp.Div().Class("tools").Body(
			goapp.Button().Type("button").Class("icon").Aria("label", "Undo").Title("Undo").Aria("keyshortcuts", "Control+Z").
				Disabled(!s.CanUndo()).OnClick(p.onUndo).Body(icon("undo")),
			goapp.Button().Type("button").Class("icon").Aria("label", "Redo").Title("Redo").Aria("keyshortcuts", "Control+Shift+Z").
				Disabled(!s.CanRedo()).OnClick(p.onRedo).Body(icon("redo")),
			goapp.Span().Class("grow"),
			goapp.Button().Type("button").Text("Import").OnClick(p.onImport),
			goapp.Button().Type("button").Class("primary").Text("Export").OnClick(p.onExport),
		),
		goapp.Input().ID("search").Type("search").Class("search").Aria("label", "Search claims").Placeholder("Search claims").
			AutoComplete(false).OnInput(p.onSearch),
		p.chips(),
		goapp.If(p.from > 0, func() goapp.UI {
			return goapp.Button().Type("button").Class("more").Text(fmt.Sprintf("%d earlier claims", p.from)).OnClick(p.onEarlier)
		}),
		goapp.Div().Class("rows").Role("list").Aria("label", "Claims in this article").Body(
			goapp.Div().Class("rows").Role("presentation").Body(p.rows(before)...),
			goapp.If(open >= 0, func() goapp.UI {
				return &claimCard{Page: p.Page, Claim: *list[open], Codebook: p.Codebook, Lost: p.Reading.Index(p.Selected) < 0}
			}).Else(func() goapp.UI { return goapp.Div().Role("presentation").Hidden(true) }),
			goapp.Div().Class("rows").Role("presentation").Body(p.rows(after)...),
		),
		goapp.If(p.to < len(list), func() goapp.UI {
			return goapp.Button().Type("button").Class("more").Text(fmt.Sprintf("%d more claims", len(list)-p.to)).OnClick(p.onLater)
		}),
		goapp.If(len(list) == 0, func() goapp.UI { return goapp.P().Class("none").Text(p.nothing()) }),
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

func (p *claimsPanel) rows(list []*annotations.Claim) []goapp.UI {
	rows := make([]goapp.UI, len(list))
	for i, c := range list {
		rows[i] = &claimRow{Page: p.Page, ID: c.ID, Quote: clip(c.Quote.Exact, 300), Hue: hue(c, &p.Codebook),
			Tags: summary(c, &p.Codebook), Verdict: string(c.Verdict), Lost: p.Reading.Index(c.ID) < 0}
	}
	return rows
}

// chips are the tags that are used, as filters with their counts.
func (p *claimsPanel) chips() goapp.UI {
	counts := tally(p.Reading, &p.Codebook)
	var used []annotations.Tag
	for _, t := range p.Codebook.Tags {
		if counts[t.ID] > 0 || p.Filter.tag == t.ID {
			used = append(used, t)
		}
	}
	return goapp.Div().Class("chips").Role("group").Aria("label", "Filter by tag").Hidden(len(used) == 0).Body(
		goapp.Range(used).Slice(func(i int) goapp.UI {
			return &filterChip{Page: p.Page, Tag: used[i], Count: counts[used[i].ID], On: p.Filter.tag == used[i].ID, Any: p.Filter.tag != ""}
		}),
	)
}

func (p *claimsPanel) nothing() string {
	if p.Filter != (filter{}) {
		return "No claim of this article fits the filter."
	}
	return "No claims yet. Select words in the text, then choose a tag or press its key."
}

func (p *claimsPanel) onUndo(goapp.Context, goapp.Event)    { p.Page.Desk.undo() }
func (p *claimsPanel) onRedo(goapp.Context, goapp.Event)    { p.Page.Desk.redo() }
func (p *claimsPanel) onEarlier(goapp.Context, goapp.Event) { p.from = max(0, p.from-rowStep) }
func (p *claimsPanel) onLater(goapp.Context, goapp.Event)   { p.to += rowStep }

func (p *claimsPanel) onImport(goapp.Context, goapp.Event) {
	p.Page.Desk.ask(dialog{name: importDialogName})
}

func (p *claimsPanel) onExport(goapp.Context, goapp.Event) {
	p.Page.Desk.ask(dialog{name: exportDialogName, what: thisArticle, article: p.Reading.Article.ID})
}

func (p *claimsPanel) onSearch(ctx goapp.Context, _ goapp.Event) {
	p.Page.filter.query = ctx.JSSrc().Get("value").String()
	p.Page.redraw()
}

// filterChip lists only the claims with a tag.
type filterChip struct {
	goapp.Compo
	Page  *readerPage
	Tag   annotations.Tag
	Count int
	On    bool
	Any   bool // some chip is on
}

func (c *filterChip) Render() goapp.UI {
	return goapp.Button().Type("button").Class("chip "+tagHue(c.Tag)).Aria("pressed", c.On).
		Aria("label", "Only "+c.Tag.Name).Aria("description", count(c.Count, "claim", "claims")).
		Text(c.Tag.Name + " " + strconv.Itoa(c.Count)).OnClick(c.onClick)
}

func (c *filterChip) onClick(goapp.Context, goapp.Event) {
	if c.Page.filter.tag == c.Tag.ID {
		c.Page.filter.tag = ""
	} else {
		c.Page.filter.tag = c.Tag.ID
	}
	c.Page.redraw()
}

// claimRow is a claim in the list that is not open.
type claimRow struct {
	goapp.Compo
	Page    *readerPage
	ID      annotations.ID
	Quote   string
	Hue     string
	Tags    []string
	Verdict string
	Lost    bool
}

func (r *claimRow) Render() goapp.UI {
	class := "row " + r.Hue
	if r.Lost {
		class += " lost"
	}
	return goapp.Div().Class(class).Role("listitem").Body(
		goapp.Button().Type("button").Class("quote").Text(r.Quote).OnClick(r.onClick),
		summaryLine(r.Tags, r.Verdict, r.Lost),
	)
}

// summaryLine is what stands below a claim's quote.
func summaryLine(parts []string, verdict string, lost bool) goapp.UI {
	if lost {
		return goapp.P().Text("Lost: these words are not in the text.")
	}
	return goapp.P().Body(
		goapp.Range(parts).Slice(func(i int) goapp.UI {
			if i == 0 {
				return goapp.Text(parts[i])
			}
			return goapp.Text(" · " + parts[i])
		}),
		goapp.If(verdict != "", func() goapp.UI {
			return goapp.Span().Body(goapp.Text(" · "), goapp.Span().Class("verdict "+verdict).Text(verdict))
		}),
	)
}

func (r *claimRow) onClick(goapp.Context, goapp.Event) {
	r.Page.dropSelection()
	r.Page.choose(r.ID, true)
	r.Page.revealRow()
}
