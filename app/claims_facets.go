//go:build js

package app

import (
	"slices"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// facetList is what the table of claims can be narrowed by, with how many claims
// there are of each.
type facetList struct {
	goapp.Compo
	Page  *claimsPage
	Drawn int

	wide bool // all articles are offered
}

// stacked is where the filters stand above the table.
const stacked = "(max-width: 1000px)"

// facetLimit is how many articles are offered at first.
const facetLimit = 8

func (f *facetList) Render() goapp.UI {
	p := f.Page
	codebook := p.Desk.session.Codebook()
	// On a small screen they would push the table out of sight.
	return el("details.facets", attrs{"open", yes(!browser.MatchMedia(stacked))},
		el("summary", "Filters"),
		el("div", each(len(facets), func(i int) goapp.UI { return f.group(facets[i].facet, facets[i].name, &codebook) })),
	)
}

func (f *facetList) group(by facet, name string, codebook *annotations.Codebook) goapp.UI {
	p := f.Page
	counts := p.table.counts[by]
	list := p.narrow.options(by, counts, codebook, f.title)
	more := 0
	if by == fromArticle && !f.wide && len(list) > facetLimit+1 {
		more = len(list) - facetLimit
		list = list[:facetLimit]
	}
	return el("fieldset", attrs{"hidden", yes(len(list) == 0)},
		el("legend.over", name),
		each(len(list), func(i int) goapp.UI {
			o := list[i]
			return &facetBox{Page: p, Facet: by, Value: o.value, Name: o.name, Count: counts[o.value],
				On: slices.Contains(p.narrow.chosen[by], o.value)}
		}),
		only(more > 0, func() goapp.UI { return button(".link", f.onWide, number(more)+" more articles") }),
	)
}

func (f *facetList) title(article annotations.ID) string {
	if e := f.Page.Desk.session.Entry(article); e != nil {
		return e.Title
	}
	return "An article that is not in your library"
}

func (f *facetList) onWide(goapp.Context, goapp.Event) { f.wide = true }

// facetBox chooses one value of a facet.
type facetBox struct {
	goapp.Compo
	Page        *claimsPage
	Facet       facet
	Value, Name string
	Count       int
	On          bool
}

func (b *facetBox) Render() goapp.UI {
	return el("label"+when(b.Count == 0, ".empty-facet"),
		el("input", attrs{"type", "checkbox", "checked", yes(b.On), "aria-label", b.Name,
			"aria-description", count(b.Count, "claim", "claims")}, on{"change", b.onChange}),
		el("span", attrs{"dir", "auto"}, b.Name),
		el("span.number", attrs{"aria-hidden", "true"}, number(b.Count)),
	)
}

func (b *facetBox) onChange(ctx goapp.Context, _ goapp.Event) {
	b.Page.change(b.Page.narrow.with(b.Facet, b.Value, ctx.JSSrc().Get("checked").Bool()))
}
