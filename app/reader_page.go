//go:build js

package app

import (
	"context"
	"errors"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// readerPage is an article and its claims.
type readerPage struct {
	goapp.Compo
	Desk    *desk
	Version int
	Article string // from the address
	Claim   string // from the address: the claim to begin with
	Listed  filter // from the address: which claims are listed at first
	Mode    string // from the address: sweepMode or ""

	ctx       goapp.Context
	opening   string // the article that was asked for last
	opened    string // the one that may be drawn
	trouble   error
	torn      bool // that the text is damaged is the trouble
	spared    int  // claims that there are all the same
	view      *browser.Reader
	selected  annotations.ID   // the claim that is open
	fresh     bool             // none was open before it
	span      annotations.Span // what is selected in the text; empty is nothing
	filter    filter
	sieve     sieve
	printing  bool // the sheet for paper is there
	sweep     sweeping
	reshaping *reshaping // the open claim, while its ends are moved
	dragging  *dragging
	caret     bool // caret mode is on
	painted   paintwork
	canvas    canvas // as painted
}

// paintwork says what the view shows, so that nothing is painted twice.
type paintwork struct {
	reading  *Reading
	codebook int // version
	selected annotations.ID
	filter   filter
	handles  bool // may be there
}

func (p *readerPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	p.Desk.reader = p
	p.open()
}

func (p *readerPage) OnUpdate(goapp.Context) {
	p.open()
	p.paint()
}

func (p *readerPage) OnDismount() {
	p.Desk.reader = nil
	p.release()
}

// release takes back what the view added to the page.
func (p *readerPage) release() {
	if p.view != nil {
		p.view.Release()
		p.view = nil
	}
	p.painted, p.canvas = paintwork{}, canvas{}
}

// open reads the article that the address names, unless it is open.
func (p *readerPage) open() {
	if p.gone() {
		p.release()
		p.opening = "" // should its deletion be undone, it is read again
		return
	}
	mended := p.torn && !p.Desk.session.Torn(annotations.ID(p.Article))
	if p.opening == p.Article && !mended {
		return
	}
	p.release()
	p.torn, p.spared = false, 0
	p.opening, p.opened, p.trouble, p.selected, p.filter = p.Article, "", nil, "", p.Listed
	p.span, p.reshaping, p.dragging, p.caret = annotations.Span{}, nil, nil, false
	p.sweep = sweeping{}
	d, article := p.Desk, p.Article
	go func() {
		ctx, id := context.Background(), annotations.ID(article)
		_, err := d.session.Read(ctx, id)
		var spared []*annotations.Claim
		torn := err != nil && d.session.Torn(id)
		if torn {
			// That they cannot be read either is said elsewhere.
			spared, _ = d.session.Claims(ctx, id)
		}
		answered := make(chan struct{}) // the click is, in the frame that has the page without its text
		browser.AfterFrame(func() { close(answered) })
		<-answered
		d.ctx.Dispatch(func(goapp.Context) {
			if p.opening == article {
				p.opened, p.trouble, p.torn, p.spared = article, err, torn, len(spared)
				d.data++
			}
		})
	}()
}

// reading is the article as it stands now, or nil until it is open.
func (p *readerPage) reading() *Reading {
	r := p.Desk.session.Reading()
	if r == nil || string(r.Article.ID) != p.Article || p.opened != p.Article {
		return nil
	}
	return r
}

// shown is called when the text stands on the page.
func (p *readerPage) shown(view *browser.Reader) {
	p.view = view
	view.SetStyles(styleNames())
	view.OnSelection(func(s browser.Selection) { p.ctx.Dispatch(func(goapp.Context) { p.onSelection(s) }) })
	view.OnClick(func(c browser.Click) { p.ctx.Dispatch(func(goapp.Context) { p.onClick(c) }) })
	view.OnCaret(func(on bool) { p.ctx.Dispatch(func(goapp.Context) { p.onCaret(on) }) })
	view.OnDrag(func(g browser.Drag) { p.ctx.Dispatch(func(goapp.Context) { p.onDrag(g) }) })
	if p.Claim != "" && p.reading().Claim(annotations.ID(p.Claim)) != nil {
		p.choose(annotations.ID(p.Claim), true)
	}
	p.paint()
	if p.Mode == sweepMode {
		p.startSweep()
	}
}

// paint brings the highlights up to date.
func (p *readerPage) paint() {
	r := p.reading()
	if p.view == nil || r == nil {
		return
	}
	codebook := p.Desk.session.Codebook()
	now := paintwork{r, codebook.Version, p.selected, p.filter, p.span.Empty()}
	if now == p.painted {
		return
	}
	defer p.placeHandles()
	if before := p.painted; now.handles != before.handles {
		if before.handles = now.handles; now == before {
			p.painted = now
			return
		}
	}
	anew := now.codebook != p.painted.codebook || now.filter != p.painted.filter
	if anew {
		p.canvas = canvas{} // any colour may have changed
	}
	if anew || now.reading != p.painted.reading {
		p.canvas = p.canvas.with(r.Placed, p.filter.painter(&codebook, p.sieve.admits(p.filter, &codebook)))
		two, more := p.canvas.overlaps()
		p.view.Mark(browser.Overlap, browserSegments(two))
		p.view.Mark(browser.DeepOverlap, browserSegments(more))
		p.view.Paint(browserSegments(p.canvas.painted))
	}
	var open []segment
	if i := r.Index(p.selected); i >= 0 {
		c := r.Placed[i]
		open = []segment{{c.From, c.To, picked(painter(&codebook)(c.Claim))}}
	}
	p.view.PaintOpen(browserSegments(open))
	p.painted = now
}

// find changes which claims are listed, and paints the others quietly.
func (p *readerPage) find(change func(*filter)) {
	change(&p.filter)
	f := p.filter
	p.redraw()
	time.AfterFunc(searchRest, func() {
		p.ctx.Dispatch(func(goapp.Context) {
			r := p.reading()
			if p.filter != f || p.Desk.reader != p || r == nil {
				return
			}
			browser.ReplaceQuery("q", f.query)
			browser.ReplaceQuery("tag", string(f.tag))
			browser.ReplaceQuery("verdict", f.verdict)
			browser.ReplaceQuery("status", f.status)
			codebook := p.Desk.session.Codebook()
			_, admitted := f.listed(r, p.sieve.admits(f, &codebook), "")
			p.Desk.hint(of(admitted, len(r.Placed)+len(r.Lost)))
		})
	})
}

// print makes a sheet of the article and its claims, and lets the person print it.
func (p *readerPage) print() {
	p.printing = p.view != nil
	p.redraw()
}

// redraw has this page drawn anew.
func (p *readerPage) redraw() {
	p.ctx.Update()
	p.ctx.Defer(func(goapp.Context) { p.paint() })
}

func (p *readerPage) Render() goapp.UI {
	if errors.Is(p.trouble, ErrNoArticle) || p.gone() {
		return &missingPage{Heading: "This article is not in your library", Words: "It may have been deleted, or it is in another browser's library."}
	}
	if p.torn {
		return &tornPage{Desk: p.Desk, Words: sentence(p.trouble.Error()), Claims: p.spared}
	}
	if p.trouble != nil {
		return &missingPage{Heading: notOpened, Words: sentence(p.trouble.Error())}
	}
	r := p.reading()
	if r == nil {
		return el("div.reader", attrs{"aria-busy", "true"},
			el("div.rail"),
			el("div.column", skeleton()),
			el("div.claims"),
		)
	}
	codebook := p.Desk.session.Codebook()
	_, titled := r.Article.TitleBlock() // the title stands in the text, where it can be marked
	return el("div.reader"+when(!p.span.Empty(), ".selecting")+when(p.reshaping != nil, ".reshaping")+when(p.sweep.on, ".sweeping"),
		&rail{Page: p, Reading: r},
		el("div.column",
			el("div.meta-line", el("p.meta", p.meta(r)), &sweepButton{Page: p, On: p.sweep.on}),
			&versionBar{Desk: p.Desk, Article: r.Article.ID, Version: p.Version},
			el("h1", attrs{"id", titleID, "dir", "auto", "class", when(titled, "visually-hidden")}, r.Article.Title),
			el("div.under-text",
				&textView{Page: p, Article: p.Article},
				el("div.sweep-outline", attrs{"id", sweepOutlineID, "aria-hidden", "true"}),
			),
			&tagToolbar{Page: p, Span: p.span, Pressed: p.pressed(r), Codebook: &codebook},
			&boundaryBar{Page: p, On: p.reshaping != nil, Exact: p.reshaping != nil && p.reshaping.exact},
			&caretBar{On: p.caret, Keys: keymapOf(p.Desk.session).tagKeys()},
			handles(),
			p.sweepBar(r, &codebook),
		),
		el("aside.claims", attrs{"aria-label", "Claims"},
			&claimsPanel{Page: p, Reading: r, Codebook: &codebook, Selected: p.selected, Filter: p.filter, Version: p.Version, Chosen: p.forLost()},
		),
		only(p.printing, func() goapp.UI {
			return &printSheet{Page: p, Reading: r, Codebook: &codebook, Filter: p.filter}
		}),
	)
}

// sweepBar is the bar of the sweep, while there is one.
func (p *readerPage) sweepBar(r *Reading, codebook *annotations.Codebook) goapp.UI {
	if !p.sweep.on {
		return el("div", attrs{"hidden", "true"})
	}
	p.sweep.follow(r)
	return &sweepBar{Page: p, Reading: r, Codebook: codebook, At: p.sweep.at, Said: p.sweep.said}
}

// gone reports whether the article was deleted while it was open.
func (p *readerPage) gone() bool {
	return p.Desk.session.Lacks(annotations.ID(p.Article))
}

func (p *readerPage) meta(r *Reading) string {
	line := origin(r.Article)
	if line != "" {
		line += " · "
	}
	if e := p.Desk.session.Entry(r.Article.ID); e != nil {
		line += minutes(e.Words)
	}
	return line
}

// pressed are the tags that the selected words have.
func (p *readerPage) pressed(r *Reading) []annotations.ID {
	if p.span.Empty() {
		return nil
	}
	if c := r.Spanning(p.span); c != nil {
		return c.Tags
	}
	return nil
}

// narrow is where the claims stand below the text, and the card of the open one
// at the foot of the window.
const narrow = "(max-width: 760px)"

const (
	titleID   = "article-title"
	textID    = "article-text"
	toolbarID = "tag-toolbar"
	cardID    = "claim-card"

	cardQuoteID = "claim-quote"
)

// fieldID is the id of a field of the card.
func fieldID(field string) string { return "claim-" + field }
