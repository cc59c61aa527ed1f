//go:build js

package app

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// libraryPage lists the articles.
type libraryPage struct {
	goapp.Compo
	Desk    *desk
	Version int
	Query   string
	Tag     string // list articles with a claim that has it
	Status  string // and that far, as [orOpen] has it
	Sort    string // an order, or "" for the newest first

	ctx   goapp.Context
	with  map[annotations.ID]bool // articles with such a claim
	asked string                  // what with is of
	shown int                     // how many rows are drawn
	gists map[annotations.ID]gist // of the rows that are drawn
	drawn int                     // the version that gists are of

	versions map[annotations.ID]int // how many there are of each article
}

// shelfStep is how many articles are drawn at first, and more on request.
const shelfStep = 50

func (p *libraryPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	browser.SetTitle("Library · Claimlight")
	p.shown = shelfStep
	browser.SetValue(searchID, p.Query)
	p.sum()
}

func (p *libraryPage) OnUpdate(goapp.Context) { p.sum() }

// rows are the articles that are drawn, and how many more were found.
func (p *libraryPage) rows() (rows []*Entry, more int) {
	list, counts := shelved(p.Desk.session.Entries(), p.Query, order(p.Sort))
	p.versions = counts
	if p.Tag+p.Status != "" {
		list = slices.DeleteFunc(slices.Clone(list), func(e *Entry) bool { return !p.with[e.ID] })
	}
	n := min(len(list), max(p.shown, shelfStep))
	return list[:n], len(list) - n
}

// look finds the articles with a claim of the tag and the status asked for.
func (p *libraryPage) look() {
	d, f := p.Desk, filter{tag: annotations.ID(p.Tag), status: p.Status}
	asked := strconv.Itoa(p.Version) + " " + p.Tag + " " + p.Status
	if f == (filter{}) || p.asked == asked {
		return
	}
	p.asked = asked
	d.work(func(ctx context.Context) error {
		codebook := d.session.Codebook()
		admits, with := f.admits(&codebook), map[annotations.ID]bool{}
		err := d.session.eachClaim(ctx, "", func(c *annotations.Claim) {
			if !with[c.Article] && admits(c) {
				with[c.Article] = true
			}
		})
		if err != nil {
			return err
		}
		p.ctx.Dispatch(func(goapp.Context) {
			if p.asked == asked {
				p.with = with
				p.sum()
			}
		})
		return nil
	})
}

// sum reads the claims of the rows that are drawn.
func (p *libraryPage) sum() {
	p.look()
	d := p.Desk
	rows, _ := p.rows()
	go func() {
		codebook := d.session.Codebook()
		gists := make(map[annotations.ID]gist, len(rows))
		for _, e := range rows {
			claims, err := d.session.Claims(context.Background(), e.ID)
			if err != nil {
				d.fail(err)
				return
			}
			g := gistOf(claims, e.Length, &codebook)
			if g.read, g.sentences, err = d.session.Progress(context.Background(), e.ID, claims); err != nil {
				d.fail(err)
				return
			}
			gists[e.ID] = g
		}
		p.ctx.Dispatch(func(goapp.Context) {
			p.gists = gists
			p.drawn++
		})
	}()
}

func (p *libraryPage) Render() goapp.UI {
	entries := p.Desk.session.Entries()
	if len(entries) == 0 {
		return &welcome{Desk: p.Desk}
	}
	rows, more := p.rows()
	tags := p.Desk.session.Codebook().Tags
	return el("div.page",
		el("div.head",
			el("h1", "Library"),
			el("span.grow"),
			button("", p.onImport, "Import"),
			button("", p.onExport, "Export"),
			button(".primary", p.onAdd, "Add article"),
		),
		el("div.find", attrs{"role", "search"},
			searchField("", "Search library", p.onSearch),
			el("select.narrowing", attrs{"aria-label", "Filter by tag", "data-on", yes(p.Tag != "")}, on{"change", p.onTag},
				el("option", attrs{"value", noChoice, "selected", yes(p.Tag == "")}, "Any tag"),
				each(len(tags), func(i int) goapp.UI {
					return el("option", attrs{"value", string(tags[i].ID), "selected", yes(p.Tag == string(tags[i].ID))}, tags[i].Name)
				}),
			),
			&filterChoice{Name: "Filter by status", Any: "Any status", Options: statusWords(), Value: p.Status, Change: p.onStatus},
			el("label", "Sort by",
				el("select", on{"change", p.onSort}, each(len(orders), func(i int) goapp.UI {
					return el("option", attrs{"value", string(orders[i].order), "selected", yes(string(orders[i].order) == cmp.Or(p.Sort, string(newest)))}, orders[i].name)
				})),
			),
		),
		only(len(rows) == 0, func() goapp.UI {
			return el("p.nothing", p.nothing())
		}),
		el("ul.shelf", attrs{"role", "list", "aria-label", "Articles"}, each(len(rows), func(i int) goapp.UI {
			return &shelfRow{Desk: p.Desk, Entry: rows[i], Gist: p.gists[rows[i].ID], Summed: p.drawn > 0, Versions: p.versions[rows[i].ID]}
		})),
		only(more > 0, func() goapp.UI {
			return button(".more", p.onMore, "Show "+number(min(more, shelfStep))+" more")
		}),
	)
}

func (p *libraryPage) onAdd(goapp.Context, goapp.Event) { p.Desk.ask(dialog{name: addDialogName}) }
func (p *libraryPage) onImport(goapp.Context, goapp.Event) {
	p.Desk.ask(dialog{name: importDialogName})
}
func (p *libraryPage) onExport(goapp.Context, goapp.Event) {
	p.Desk.ask(dialog{name: exportDialogName, what: wholeLibrary})
}

func (p *libraryPage) onSearch(ctx goapp.Context, _ goapp.Event) {
	p.Query = ctx.JSSrc().Get("value").String()
	browser.ReplaceQuery("q", p.Query)
	p.sum()
}

func (p *libraryPage) onTag(ctx goapp.Context, _ goapp.Event) {
	p.Tag = ctx.JSSrc().Get("value").String()
	if p.Tag == noChoice {
		p.Tag = ""
	}
	browser.ReplaceQuery("tag", p.Tag)
	p.sum()
}

func (p *libraryPage) onStatus(status string) {
	p.Status = status
	browser.ReplaceQuery("status", status)
	p.sum()
	p.ctx.Update()
}

// nothing says why no article is listed.
func (p *libraryPage) nothing() string {
	if p.Tag+p.Status != "" {
		return "No article with such a claim has these words in its title or source."
	}
	return "No article has these words in its title or source."
}

func (p *libraryPage) onSort(ctx goapp.Context, _ goapp.Event) {
	p.Sort = ctx.JSSrc().Get("value").String()
	browser.ReplaceQuery("sort", when(p.Sort != string(newest), p.Sort))
	p.sum()
}

func (p *libraryPage) onMore(goapp.Context, goapp.Event) {
	p.shown += shelfStep
	p.sum()
}

// shelfRow is one article in the library.
type shelfRow struct {
	goapp.Compo
	Desk   *desk
	Entry  *Entry
	Gist   gist
	Summed bool // Gist has been read

	Versions int // how many there are of the article
}

func (r *shelfRow) Render() goapp.UI {
	e := r.Entry
	return el("li",
		el("div",
			el("h2", attrs{"dir", "auto"}, el("a", attrs{"href", readLink(e.ID, "")}, e.Title)),
			el("p", lineOf(&e.Article)+when(r.Versions > 1, " · "+count(r.Versions, "version", "versions"))+" · "+minutes(e.Words)),
		),
		button(".quiet.remove", r.onDelete, attrs{"aria-label", "Delete article", "title", "Delete “" + e.Title + "”"}, icon("bin")),
		strip(r.Gist.dashes),
		el("p.dim", r.progress()),
	)
}

func (r *shelfRow) progress() string {
	if !r.Summed {
		return "…"
	}
	return r.Gist.progress()
}

func (r *shelfRow) onDelete(goapp.Context, goapp.Event) {
	r.Desk.ask(dialog{name: askDialogName, article: r.Entry.ID})
}

// readLink is the address of an article in the reader, and of a claim in it.
func readLink(article, claim annotations.ID) string {
	address := link("/read") + "?article=" + url.QueryEscape(string(article))
	if claim != "" {
		address += "&claim=" + url.QueryEscape(string(claim))
	}
	return address
}

// welcome is the library while it is empty.
type welcome struct {
	goapp.Compo
	Desk    *desk
	opening bool
}

func (w *welcome) Render() goapp.UI {
	return el("div.page",
		el("div.empty",
			emptyDrawing(),
			el("h1", "Library"),
			el("p", "Mark the claims in an article, tag them by kind, and write down what you find out about each. "+
				"Everything stays in this browser, works without a connection, and goes out as a file that other tools read."),
			el("div.actions",
				button(".primary", w.onAdd, "Add article"),
				button("", w.onSample, attrs{"disabled", yes(w.opening)}, "Try the sample article"),
				button(".quiet", w.onImport, "Import"),
			),
		),
	)
}

func (w *welcome) onAdd(goapp.Context, goapp.Event)    { w.Desk.ask(dialog{name: addDialogName}) }
func (w *welcome) onImport(goapp.Context, goapp.Event) { w.Desk.ask(dialog{name: importDialogName}) }

func (w *welcome) onSample(goapp.Context, goapp.Event) {
	w.opening = true
	d := w.Desk
	d.work(func(ctx context.Context) error {
		defer d.ctx.Dispatch(func(goapp.Context) { w.opening = false; d.data++ })
		text, err := browser.Fetch(ctx, "sample.md")
		if err != nil {
			return err
		}
		a, err := d.importArticle(ctx, text, "text/markdown", "sample.md", "")
		if err != nil {
			return err
		}
		id, err := d.put(a)
		if err != nil {
			return err
		}
		d.goTo(readLink(id, ""))
		return nil
	})
}
