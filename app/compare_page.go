//go:build js

package app

import (
	"context"
	"encoding/json"
	"errors"

	"claimlight/annotations"
	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// comparePage shows a version of an article with what has changed since the one
// before, and leads through the claims of that one: which are here, which wait for
// a decision, which are lost.
type comparePage struct {
	goapp.Compo
	Desk    *desk
	Version int
	Article string // from the address
	Claim   string // from the address: the claim of the version before to begin with

	ctx      goapp.Context
	opening  string // the article that was asked for last
	previous annotations.ID
	trouble  error
	share    float64 // of the comparison that is done
	made     *comparison
	view     *browser.Reader

	current  annotations.ID   // the claim of the version before that is open
	choice   int              // which of its places
	span     annotations.Span // what is selected of this version
	change   int              // the change that was gone to last, or -1
	hiding   bool             // what was taken out is not shown
	rows     int              // how many are drawn of each list
	deciding bool
	waited   map[annotations.ID]bool // the claims that waited when it was last drawn; nil before
	canvas   canvas
}

// A comparison is what the worker says of two versions.
type comparison struct {
	records.Comparison
	claims  []*annotations.Claim // of the version before
	redline *annotations.Article // both versions in one text
	offsets *annotations.Offsets // of that
	changes []annotations.Span   // where each is in that

	previous annotations.ID // the version before
}

// compare has the worker compare two versions, given as bundles, the first with
// its claims.
func (d *desk) compare(ctx context.Context, before, after []byte, progress func(float64)) (*comparison, error) {
	made, err := d.worker.Do(ctx, browser.Job{Name: "compare", Parts: [][]byte{before, after}, Progress: progress})
	if err != nil {
		return nil, err
	}
	c := &comparison{}
	if err := json.Unmarshal(made[0], &c.Comparison); err != nil {
		return nil, err
	}
	redline, err := records.TakeArticle(made[1])
	if err != nil {
		return nil, err
	}
	c.redline, c.offsets = &redline, annotations.NewOffsets(redline.Text)
	c.changes = changeSpans(c.Strokes)
	return c, nil
}

func (p *comparePage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	p.Desk.comparing = p
	p.open()
}

func (p *comparePage) OnUpdate(goapp.Context) {
	p.open()
	p.follow()
	p.paint()
}

// follow opens a claim that waits again, as after something was undone.
func (p *comparePage) follow() {
	w := p.walk()
	wait := make(map[annotations.ID]bool)
	for _, i := range w.of(waiting) {
		id := w.stops[i].claim.ID
		if wait[id] = true; p.waited != nil && !p.waited[id] && !p.deciding {
			p.take(id)
		}
	}
	if p.made != nil {
		p.waited = wait
	}
}

func (p *comparePage) OnDismount() {
	p.Desk.comparing = nil
	p.release()
}

func (p *comparePage) release() {
	if p.view != nil {
		p.view.Release()
		p.view = nil
	}
	p.canvas = canvas{}
}

// open compares the version that the address names with the one before.
func (p *comparePage) open() {
	d, article := p.Desk, annotations.ID(p.Article)
	if d.session.Lacks(article) {
		p.release()
		if p.opening == p.Article && p.previous != "" && d.session.Entry(p.previous) != nil {
			d.goTo(readLink(p.previous, "")) // it was undone that this version was added
		}
		p.opening = ""
		return
	}
	e := p.entry()
	if p.opening == p.Article && (p.made == nil || e == nil || p.previous == e.Previous) {
		return
	}
	p.release()
	p.opening, p.previous, p.trouble, p.made, p.share = p.Article, "", nil, nil, 0
	p.current, p.choice, p.span, p.change, p.rows, p.waited = "", 0, annotations.Span{}, -1, rowStep, nil
	fresh := d.compared[article]
	d.compared = nil
	go func() {
		made, err := d.compareStored(context.Background(), article, fresh, func(share float64) {
			d.ctx.Dispatch(func(goapp.Context) { p.share = share; p.redraw() })
		})
		d.ctx.Dispatch(func(goapp.Context) {
			if p.opening == string(article) {
				p.made, p.trouble = made, err
				if made != nil {
					p.previous = made.previous
				}
				p.begin()
				d.data++
			}
		})
	}()
}

var errFirstVersion = errors.New("there is no earlier version of this article in your library")

// compareStored reads a version and the one before, and has them compared, unless
// that was done when the version was added.
func (d *desk) compareStored(ctx context.Context, id annotations.ID, made *comparison, progress func(float64)) (*comparison, error) {
	if _, err := d.session.Read(ctx, id); err != nil {
		return nil, err
	}
	e, err := d.session.find(ctx, id)
	if err != nil {
		return nil, err
	}
	if _, err := d.session.find(ctx, e.Previous); err != nil {
		return nil, errFirstVersion
	}
	claims, err := d.session.Claims(ctx, e.Previous)
	if err != nil {
		return nil, err
	}
	if made == nil {
		before, err := d.session.Bundle(ctx, e.Previous)
		if err != nil {
			return nil, err
		}
		after, err := d.session.Bundle(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		if made, err = d.compare(ctx, before, after, progress); err != nil {
			return nil, err
		}
	}
	made.claims, made.previous = claims, e.Previous
	return made, nil
}

// begin opens the claim that the address names, or the first that waits.
func (p *comparePage) begin() {
	w := p.walk()
	if i := w.index(annotations.ID(p.Claim)); i >= 0 {
		p.take(w.stops[i].claim.ID)
	} else if i := w.nextWaiting(-1); i >= 0 {
		p.take(w.stops[i].claim.ID)
	}
}

// entry is what is listed of this version, or nil where it is gone.
func (p *comparePage) entry() *Entry { return p.Desk.session.Entry(annotations.ID(p.Article)) }

// reading is this version, or nil until it is open.
func (p *comparePage) reading() *Reading {
	r := p.Desk.session.Reading()
	if r == nil || string(r.Article.ID) != p.Article {
		return nil
	}
	return r
}

// walk is what was decided about each claim, as it stands now.
func (p *comparePage) walk() walk {
	e, r := p.entry(), p.reading()
	if p.made == nil || e == nil || r == nil {
		return walk{}
	}
	return newWalk(p.made.claims, p.made.Fates, r.all(), e)
}

// stop is the claim that is open, or nil.
func (p *comparePage) stop(w *walk) *stop {
	if i := w.index(p.current); i >= 0 {
		return &w.stops[i]
	}
	return nil
}

// titled reports whether the title stands in the text too.
func (p *comparePage) titled() bool {
	r := p.reading()
	if r == nil {
		return false
	}
	_, titled := r.Article.TitleBlock()
	return titled
}

// redraw has this page drawn anew.
func (p *comparePage) redraw() { p.ctx.Update() }

func (p *comparePage) Render() goapp.UI {
	e := p.entry()
	switch {
	case p.Desk.session.Lacks(annotations.ID(p.Article)):
		return &missingPage{Heading: "This article is not in your library", Words: "It may have been deleted, or it is in another browser's library."}
	case errors.Is(p.trouble, errFirstVersion):
		return &missingPage{Heading: "There is nothing to compare", Words: sentence(p.trouble.Error())}
	case p.trouble != nil:
		return &missingPage{Heading: "The versions could not be compared", Words: sentence(p.trouble.Error())}
	case p.made == nil || e == nil || p.reading() == nil:
		return el("div.reader.comparing", attrs{"aria-busy", "true"},
			el("div.column",
				el("p.meta", "Comparing the versions…"),
				el("progress.wait", attrs{"aria-label", "Comparing the versions", "max", "100", "value", percent(p.share)}),
				skeleton()),
			el("div.claims"),
		)
	}
	w := p.walk()
	return el("div.reader.comparing"+when(p.hiding, ".after-only"),
		el("div.column",
			el("p.meta", origin(&e.Article)),
			el("h1", attrs{"id", titleID, "class", when(p.titled(), "visually-hidden")}, e.Title),
			p.head(e),
			&redlineView{Page: p, Article: p.Article},
		),
		el("aside.claims", attrs{"aria-label", "Claims"}, p.panel(&w)),
	)
}
