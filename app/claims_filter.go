//go:build js

package app

import (
	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// claimsFilter chooses which of an article's claims are listed beside it.
type claimsFilter struct {
	goapp.Compo
	Page     *readerPage
	Reading  *Reading
	Codebook *annotations.Codebook
	Filter   filter
	Admitted int // claims that the filter lets through
}

// The search field is filled once, from the address: then it is the person's.
func (f *claimsFilter) OnMount(goapp.Context) { browser.SetValue(searchID, f.Filter.query) }

func (f *claimsFilter) Render() goapp.UI {
	all := len(f.Reading.Placed) + len(f.Reading.Lost)
	return el("div.filter", attrs{"role", "search", "aria-label", "Find claims"},
		searchField(".search", "Search claims", f.onSearch),
		el("div.two", attrs{"hidden", yes(all == 0)},
			&filterChoice{Name: "Filter by verdict", Any: "Any verdict", Options: verdictWords(), Value: f.Filter.verdict, Change: f.onVerdict},
			&filterChoice{Name: "Filter by status", Any: "Any status", Options: statusWords(), Value: f.Filter.status, Change: f.onStatus},
		),
		f.chips(),
		el("div.found", attrs{"hidden", yes(f.Filter == (filter{}))},
			el("span", of(f.Admitted, all)),
			button(".link", f.onAll, "Show all"),
		),
	)
}

// chips are the tags that are used, as filters with their counts.
func (f *claimsFilter) chips() goapp.UI {
	counts := f.Reading.tally
	var used []*annotations.Tag
	for i := range f.Codebook.Tags {
		t := &f.Codebook.Tags[i]
		if counts[t.ID] > 0 || f.Filter.tag == t.ID {
			used = append(used, t)
		}
	}
	return el("div.chips", attrs{"role", "group", "aria-label", "Filter by tag", "hidden", yes(len(used) == 0)},
		each(len(used), func(i int) goapp.UI {
			return &filterChip{Page: f.Page, Tag: used[i], Count: counts[used[i].ID], On: f.Filter.tag == used[i].ID}
		}),
	)
}

func (f *claimsFilter) onSearch(ctx goapp.Context, _ goapp.Event) {
	query := ctx.JSSrc().Get("value").String()
	f.Page.find(func(f *filter) { f.query = query })
}

func (f *claimsFilter) onVerdict(v string) { f.Page.find(func(f *filter) { f.verdict = v }) }
func (f *claimsFilter) onStatus(v string)  { f.Page.find(func(f *filter) { f.status = v }) }

func (f *claimsFilter) onAll(goapp.Context, goapp.Event) {
	browser.SetValue(searchID, "")
	browser.Focus(searchID) // the button is gone
	f.Page.find(func(f *filter) { *f = filter{} })
}

// filterChoice chooses one of some values to list the claims that have it.
type filterChoice struct {
	goapp.Compo
	Name, Any string // what it is called, and no choice
	Options   []string
	Value     string // "" is no choice
	Change    func(string)
}

func (c *filterChoice) Render() goapp.UI {
	return el("select.narrowing", attrs{"aria-label", c.Name, "data-on", yes(c.Value != "")}, on{"change", c.onChange},
		el("option", attrs{"value", noChoice, "selected", yes(c.Value == "")}, c.Any),
		each(len(c.Options), func(i int) goapp.UI {
			name := upperFirst(c.Options[i])
			if c.Options[i] == none {
				name = "No verdict"
			}
			return el("option", attrs{"value", c.Options[i], "selected", yes(c.Value == c.Options[i])}, name)
		}),
	)
}

func (c *filterChoice) onChange(ctx goapp.Context, _ goapp.Event) {
	v := ctx.JSSrc().Get("value").String()
	if v == noChoice {
		v = ""
	}
	c.Change(v)
}

// filterChip lists only the claims with a tag.
type filterChip struct {
	goapp.Compo
	Page  *readerPage
	Tag   *annotations.Tag
	Count int
	On    bool
}

func (c *filterChip) Render() goapp.UI {
	return button(".chip."+tagHue(c.Tag), c.onClick,
		attrs{"aria-pressed", yes(c.On), "aria-label", "Only " + c.Tag.Name, "aria-description", count(c.Count, "claim", "claims"),
			"data-count", number(c.Count)},
		c.Tag.Name)
}

func (c *filterChip) onClick(goapp.Context, goapp.Event) {
	c.Page.find(func(f *filter) {
		if f.tag == c.Tag.ID {
			f.tag = ""
		} else {
			f.tag = c.Tag.ID
		}
	})
}
