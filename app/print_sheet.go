//go:build js

package app

import (
	"sort"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// printSheet is the article as it goes on paper with its claims: their words
// marked and numbered, and below a table of what was found out about each. It is
// there while it is printed and seen on paper alone.
type printSheet struct {
	goapp.Compo
	Page     *readerPage
	Reading  *Reading
	Codebook *annotations.Codebook
	Filter   filter
}

const sheetTextID = "sheet-text"

func (s *printSheet) OnMount(goapp.Context) {
	p := s.Page
	numbers := map[annotations.ID]int32{}
	for i, c := range s.Filter.claims(s.Reading, s.Codebook) {
		numbers[c.ID] = int32(i + 1)
	}
	var listed []Placed
	var ends []browser.Segment
	for _, c := range s.Reading.Placed {
		if n := numbers[c.ID]; n > 0 {
			listed = append(listed, c)
			ends = append(ends, browser.Segment{Start: int32(c.To), End: n})
		}
	}
	sort.SliceStable(ends, func(i, j int) bool { return ends[i].Start < ends[j].Start })
	painted, _ := segments(listed, painter(s.Codebook))
	p.view.DrawOnPaper(sheetTextID, browserSegments(painted), ends)
	browser.Print(func() {
		p.ctx.Dispatch(func(goapp.Context) {
			p.printing = false
			p.redraw()
		})
	})
}

func (s *printSheet) Render() goapp.UI {
	a := s.Reading.Article
	list := s.Filter.claims(s.Reading, s.Codebook)
	_, titled := a.TitleBlock()
	return el("div.paper", attrs{"id", "paper"},
		el("p.meta", s.Page.meta(s.Reading)),
		el("h1", attrs{"class", when(titled, "visually-hidden")}, a.Title),
		el("div", attrs{"id", sheetTextID, "class", textClass(a), "lang", a.Language}),
		el("h2", "Claims"),
		el("p.meta", of(len(list), len(s.Reading.Placed)+len(s.Reading.Lost))),
		el("table.paper-claims",
			el("thead", el("tr", el("th", "No."), el("th", "Claim"), el("th", "Tags"), el("th", "Verdict"), el("th", "Note and evidence"))),
			el("tbody", each(len(list), func(i int) goapp.UI { return s.row(i+1, list[i]) })),
		),
	)
}

func (s *printSheet) row(nth int, c *annotations.Claim) goapp.UI {
	verdict := upperFirst(string(c.Verdict))
	if verdict == "" {
		verdict = upperFirst(orOpen(string(c.Status)))
	}
	said := c.Speaker
	if c.SaidOn != "" {
		said = strings.TrimPrefix(said+", "+date(c.SaidOn), ", ")
	}
	paragraph := func(class, words string) goapp.UI {
		return only(words != "", func() goapp.UI { return el("p"+class, attrs{"dir", "auto"}, words) })
	}
	return el("tr",
		el("td", number(nth)),
		el("td",
			paragraph(".quoted", c.Quote.Exact),
			paragraph("", c.Restated),
			paragraph(".meta", said),
			only(s.Reading.IsLost(c.ID), func() goapp.UI { return el("p.meta", "These words are not in the text.") }),
		),
		el("td", strings.Join(tagNames(c, s.Codebook), ", ")),
		el("td", verdict),
		el("td",
			paragraph("", c.Note),
			each(len(c.Evidence), func(i int) goapp.UI { return evidenceLine(&c.Evidence[i]) }),
		),
	)
}

// evidenceLine is a piece of evidence in a few words.
func evidenceLine(e *annotations.Evidence) goapp.UI {
	var parts []string
	for _, words := range []string{upperFirst(string(e.Stance)), e.Title, e.Address, e.Note} {
		if words != "" {
			parts = append(parts, words)
		}
	}
	if e.SeenOn != "" {
		parts = append(parts, "seen "+date(e.SeenOn))
	}
	return el("p", attrs{"dir", "auto"},
		strings.Join(parts, " · "),
		only(e.Quote != "", func() goapp.UI { return el("q", e.Quote) }),
	)
}
