//go:build js

package app

import (
	"context"
	"fmt"
	"net/url"
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

	ctx   goapp.Context
	by    order
	shown int                     // how many rows are drawn
	gists map[annotations.ID]gist // of the rows that are drawn
	drawn int                     // the version that gists are of
}

// shelfStep is how many articles are drawn at first, and more on request.
const shelfStep = 50

func (p *libraryPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	browser.SetTitle("Library · Claimlight")
	p.by, p.shown = newest, shelfStep
	p.sum()
}

func (p *libraryPage) OnUpdate(goapp.Context) { p.sum() }

// rows are the articles that are drawn, and how many more were found.
func (p *libraryPage) rows() (rows []Entry, more int) {
	list := found(p.Desk.session.Entries(), p.Query, p.by)
	n := min(len(list), max(p.shown, shelfStep))
	return list[:n], len(list) - n
}

// sum reads the claims of the rows that are drawn.
func (p *libraryPage) sum() {
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
			gists[e.ID] = gistOf(claims, e.Length, &codebook)
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
	return goapp.Div().Class("page").Body(
		goapp.Div().Class("head").Body(
			goapp.H1().Text("Library"),
			goapp.Span().Class("grow"),
			goapp.Button().Type("button").Text("Import").OnClick(p.onImport),
			goapp.Button().Type("button").Text("Export").OnClick(p.onExport),
			goapp.Button().Type("button").Class("primary").Text("Add article").OnClick(p.onAdd),
		),
		goapp.Div().Class("find").Role("search").Body(
			goapp.Input().ID("search").Type("search").Aria("label", "Search library").Placeholder("Search library").
				AutoComplete(false).OnInput(p.onSearch),
			goapp.Label().Body(
				goapp.Text("Sort by"),
				goapp.Select().OnChange(p.onSort).Body(
					goapp.Range(orders).Slice(func(i int) goapp.UI {
						return goapp.Option().Value(string(orders[i].order)).Text(orders[i].name).Selected(orders[i].order == p.by)
					}),
				),
			),
		),
		goapp.If(len(rows) == 0, func() goapp.UI {
			return goapp.P().Class("nothing").Text("No article has these words in its title or source.")
		}),
		goapp.Ul().Class("shelf").Role("list").Aria("label", "Articles").Body(
			goapp.Range(rows).Slice(func(i int) goapp.UI {
				return &shelfRow{Desk: p.Desk, Entry: rows[i], Gist: p.gists[rows[i].ID], Summed: p.drawn > 0}
			}),
		),
		goapp.If(more > 0, func() goapp.UI {
			return goapp.Button().Type("button").Class("more").Text(fmt.Sprintf("Show %d more", min(more, shelfStep))).OnClick(p.onMore)
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

func (p *libraryPage) onSort(ctx goapp.Context, _ goapp.Event) {
	p.by = order(ctx.JSSrc().Get("value").String())
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
	Entry  Entry
	Gist   gist
	Summed bool // Gist has been read
}

func (r *shelfRow) Render() goapp.UI {
	e := &r.Entry
	line := origin(&e.Article)
	if line == "" {
		line = "pasted text"
	}
	return goapp.Li().Body(
		goapp.Div().Body(
			goapp.H2().Body(goapp.A().Href(readLink(e.ID, "")).Text(e.Title)),
			goapp.P().Text(line+" · added "+e.Added.Local().Format("2 January 2006")+" · "+minutes(e.Words)),
		),
		goapp.Button().Type("button").Class("quiet remove").Aria("label", "Delete article").Title("Delete “"+e.Title+"”").
			Body(icon("bin")).OnClick(r.onDelete),
		strip(r.Gist.dashes),
		goapp.P().Class("dim").Text(r.progress()),
	)
}

func (r *shelfRow) progress() string {
	switch {
	case !r.Summed:
		return "…"
	case r.Gist.claims == 0:
		return "no claims yet"
	}
	return count(r.Gist.claims, "claim", "claims") + " · " + strconv.Itoa(r.Gist.checked) + " checked"
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
	return goapp.Div().Class("page").Body(
		goapp.Div().Class("empty").Body(
			emptyDrawing(),
			goapp.H1().Text("Library"),
			goapp.P().Text("Mark the claims in an article, tag them by kind, and write down what you find out about each. "+
				"Everything stays in this browser, works without a connection, and goes out as a file that other tools read."),
			goapp.Div().Class("actions").Body(
				goapp.Button().Type("button").Class("primary").Text("Add article").OnClick(w.onAdd),
				goapp.Button().Type("button").Text("Try the sample article").Disabled(w.opening).OnClick(w.onSample),
				goapp.Button().Type("button").Class("quiet").Text("Import").OnClick(w.onImport),
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
		defer d.ctx.Dispatch(func(goapp.Context) { w.opening = false; d.version++ })
		text, err := browser.Fetch(ctx, "sample.md")
		if err != nil {
			return err
		}
		id, err := d.add(ctx, text, "text/markdown", "sample.md", "")
		if err != nil {
			return err
		}
		d.goTo(readLink(id, ""))
		return nil
	})
}
