//go:build js

package app

import (
	"slices"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// textView is where an article's text stands. go-app knows the element alone;
// what is in it is made by the browser package.
type textView struct {
	goapp.Compo
	Page    *readerPage
	Article string
}

// CompoID has the element made anew for each article.
func (t *textView) CompoID() string { return t.Article }

func (t *textView) OnMount(goapp.Context) {
	r := t.Page.reading()
	if r == nil || t.Article != t.Page.Article {
		return
	}
	view, err := browser.ShowArticle(textID, browserPage(r.Article, r.Offsets))
	if err != nil {
		t.Page.Desk.fail(err)
		return
	}
	browser.SetTitle(r.Article.Title + " · Claimlight")
	t.Page.shown(view)
}

func (t *textView) Render() goapp.UI {
	class := "text"
	if r := t.Page.reading(); r != nil {
		class = textClass(r.Article)
	}
	return el("article", attrs{"id", textID, "class", class, "aria-labelledby", titleID})
}

// textClass is the class of an element that holds a's text.
func textClass(a *annotations.Article) string {
	if _, titled := a.TitleBlock(); titled {
		return "text titled"
	}
	return "text"
}

// browserPage is an article as the page draws it.
func browserPage(a *annotations.Article, offsets *annotations.Offsets) browser.Page {
	units := func(s annotations.Span) (int32, int32) {
		from, to, err := offsets.In(s, annotations.UTF16)
		if err != nil {
			panic("app: a block outside its text: " + err.Error()) // Validate has seen it
		}
		return int32(from), int32(to)
	}
	page := browser.Page{Text: []byte(a.Text), Lang: a.Language}
	for i, b := range a.Blocks {
		from, to := units(b.Span)
		page.Blocks = append(page.Blocks, browser.Block{
			Kind:  browser.BlockKind(slices.Index(annotations.BlockKinds, b.Kind)),
			Start: from, End: to, Level: int32(b.Level), Number: int32(b.Number), Quoted: int32(b.Quoted)})
		for _, m := range b.Marks {
			from, to := units(m.Span)
			mark := browser.Mark{Block: int32(i), Kind: browser.MarkKind(slices.Index(annotations.MarkKinds, m.Kind)),
				Start: from, End: to, Href: -1}
			if m.Kind == annotations.Link {
				mark.Href = int32(len(page.Hrefs))
				page.Hrefs = append(page.Hrefs, m.Href)
			}
			page.Marks = append(page.Marks, mark)
		}
	}
	return page
}

func browserSegments(list []segment) []browser.Segment {
	out := make([]browser.Segment, len(list))
	for i, s := range list {
		out[i] = browser.Segment{Start: int32(s.from), End: int32(s.to), Style: int32(s.style)}
	}
	return out
}

// rail lists the article's headings and how many claims stand under each.
type rail struct {
	goapp.Compo
	Page    *readerPage
	Reading *Reading
}

func (r *rail) Render() goapp.UI {
	parts := outline(r.Reading)
	return el("nav.rail", attrs{"aria-label", "In this article"},
		only(len(parts) > 1, func() goapp.UI {
			return el("div",
				el("p.over", "In this article"),
				el("ol", each(len(parts), func(i int) goapp.UI {
					return &railPart{Page: r.Page, Title: parts[i].title, From: parts[i].from, Claims: parts[i].claims, Sub: parts[i].sub}
				})),
			)
		}),
	)
}

// railPart is one heading in the rail.
type railPart struct {
	goapp.Compo
	Page   *readerPage
	Title  string
	From   int // where it stands, in UTF-16 units
	Claims int
	Sub    bool
}

func (r *railPart) Render() goapp.UI {
	return el("li", attrs{"class", when(r.Sub, "sub")},
		el("a", attrs{"href", "#"}, click(r.onClick), r.Title),
		only(r.Claims > 0, func() goapp.UI { return el("i", number(r.Claims)) }),
	)
}

func (r *railPart) onClick(_ goapp.Context, e goapp.Event) {
	e.PreventDefault()
	e.StopImmediatePropagation()
	if r.Page.view != nil {
		r.Page.view.ScrollTo(r.From, r.From, true)
	}
}
