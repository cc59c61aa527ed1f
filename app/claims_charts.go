//go:build js

package app

import (
	"strconv"
	"time"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// claimCharts sums up the claims in the table: by tag, by verdict, and by the
// week they were made in. Each is a list that can be read as well as seen.
type claimCharts struct {
	goapp.Compo
	Page  *claimsPage
	Drawn int
}

// chartWeeks is how many weeks are drawn.
const chartWeeks = 12

// A barLine is a line of a chart.
type barLine struct {
	name  string
	hue   string // CSS class
	count int
}

func (c *claimCharts) Render() goapp.UI {
	return el("div.charts", attrs{"hidden", yes(c.Page.read && len(c.Page.all) == 0)},
		chart("Claims by tag", "", c.byTag()),
		chart("Claims by verdict", "", c.byVerdict()),
		chart("Claims by week", ".columns", c.byWeek()),
	)
}

// tallyOf counts claims by the values of a facet.
func tallyOf(list []listed, f facet, codebook *annotations.Codebook) map[string]int {
	counts := map[string]int{}
	for _, l := range list {
		for _, v := range f.values(l.claim, codebook) {
			counts[v]++
		}
	}
	return counts
}

// lines are the values of a facet that any claim in the table has. Blank ones stand
// for those that only other claims of the library have, so that the chart is as high
// whatever is in the table.
func (c *claimCharts) lines(f facet, hue func(value string) string) []barLine {
	p := c.Page
	codebook := p.Desk.session.Codebook()
	all, found := tallyOf(p.all, f, &codebook), tallyOf(p.table.found, f, &codebook)
	var lines []barLine
	for _, o := range p.narrow.options(f, found, &codebook, nil) {
		if found[o.value] > 0 {
			lines = append(lines, barLine{o.name, hue(o.value), found[o.value]})
		}
	}
	return append(lines, make([]barLine, max(0, len(all)-len(lines)))...)
}

func (c *claimCharts) byTag() []barLine {
	codebook := c.Page.Desk.session.Codebook()
	return c.lines(byTag, func(id string) string {
		if t, ok := codebook.Tag(annotations.ID(id)); ok {
			return tagHue(&t)
		}
		return "hue-none"
	})
}

func (c *claimCharts) byVerdict() []barLine {
	return c.lines(ofVerdict, func(v string) string { return "verdict-" + v })
}

func (c *claimCharts) byWeek() []barLine {
	recent, older := weeks(c.Page.table.found, time.Now(), chartWeeks)
	var lines []barLine
	if older > 0 {
		lines = append(lines, barLine{"Before", "hue-none", older})
	}
	for _, w := range recent {
		lines = append(lines, barLine{w.monday.Format("2 Jan"), "week", w.claims})
	}
	return lines
}

// chart draws lines as bars, or those of weeks as columns.
func chart(name, kind string, lines []barLine) goapp.UI {
	most := 1
	for _, l := range lines {
		most = max(most, l.count)
	}
	return el("figure.chart"+kind,
		el("figcaption.over", name),
		el("ul", attrs{"role", "list", "aria-label", name}, each(len(lines), func(i int) goapp.UI {
			l := lines[i]
			if l.name == "" {
				return el("li.blank", attrs{"aria-hidden", "true"}, el("span", "0"))
			}
			share := l.count * 1000 / most
			bar := rect("", "0", "0", strconv.Itoa(share), "10", "")
			if kind != "" {
				bar = rect("", "0", strconv.Itoa(1000-share), "10", strconv.Itoa(share), "")
			}
			width, height := "1000", "10"
			if kind != "" {
				width, height = height, width
			}
			return el("li."+l.hue, el("span.name", l.name), " ",
				svg(".bar-drawing", width, height, attrs{"preserveAspectRatio", "none"}, bar),
				el("span.number", number(l.count)))
		})),
	)
}
