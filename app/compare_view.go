//go:build js

package app

import (
	"sort"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// redlineView is where both versions stand in one text.
type redlineView struct {
	goapp.Compo
	Page    *comparePage
	Article string
}

// CompoID has the element made anew for each article.
func (v *redlineView) CompoID() string { return v.Article }

func (v *redlineView) OnMount(goapp.Context) {
	p := v.Page
	if p.made == nil || v.Article != p.Article {
		return
	}
	view, err := browser.ShowArticle(textID, redlinePage(p.made))
	if err != nil {
		p.Desk.fail(err)
		return
	}
	browser.SetTitle("What changed in " + p.made.redline.Title + " · Claimlight")
	p.shown(view)
}

func (v *redlineView) Render() goapp.UI {
	class := "text redline"
	if v.Page.titled() {
		class += " titled"
	}
	return el("article", attrs{"id", textID, "class", class, "aria-labelledby", titleID})
}

// redlinePage is a redline as the page draws it: the article with its changes as
// marks.
func redlinePage(c *comparison) browser.Page {
	page := browserPage(c.redline, c.offsets)
	marks := make([]browser.Mark, 0, len(page.Marks)+len(c.Strokes))
	block, next := 0, 0
	for _, s := range c.Strokes {
		for block+1 < len(c.redline.Blocks) && c.redline.Blocks[block+1].Span.Start <= s.Span.Start {
			block++
		}
		for next < len(page.Marks) && int(page.Marks[next].Block) <= block {
			marks = append(marks, page.Marks[next])
			next++
		}
		kind := browser.Insertion
		if s.Op == annotations.Delete {
			kind = browser.Deletion
		}
		from, to := c.units(s.Span)
		marks = append(marks, browser.Mark{Block: int32(block), Kind: kind, Start: int32(from), End: int32(to), Href: -1})
	}
	page.Marks = append(marks, page.Marks[next:]...)
	return page
}

// units is a stretch of the redline as the page counts.
func (c *comparison) units(span annotations.Span) (from, to int) {
	from, to, err := c.offsets.In(span, annotations.UTF16)
	if err != nil {
		return 0, 0
	}
	return from, to
}

// changeSpans are where the changes are in the redline, in order.
func changeSpans(strokes []annotations.Stroke) []annotations.Span {
	var list []annotations.Span
	last := -1
	for _, s := range strokes {
		if s.Change == last {
			list[len(list)-1].End = s.Span.End
			continue
		}
		list, last = append(list, s.Span), s.Change
	}
	return list
}

// shown is called when the text stands on the page.
func (p *comparePage) shown(view *browser.Reader) {
	p.view = view
	view.SetStyles(styleNames())
	view.OnSelection(func(s browser.Selection) { p.ctx.Dispatch(func(goapp.Context) { p.onSelection(s) }) })
	view.OnClick(func(c browser.Click) { p.ctx.Dispatch(func(goapp.Context) { p.onClick(c) }) })
	p.paint()
	p.scroll()
}

// kept are the parts of a stretch of the redline that this version has, without
// what was taken out between them.
func (c *comparison) kept(span annotations.Span) []annotations.Span {
	var list []annotations.Span
	start := span.Start
	first := sort.Search(len(c.Strokes), func(i int) bool { return c.Strokes[i].Span.End > span.Start })
	for _, s := range c.Strokes[first:] {
		if s.Span.Start >= span.End {
			break
		}
		if s.Op != annotations.Delete {
			continue
		}
		if s.Span.Start > start {
			list = append(list, annotations.Span{Start: start, End: s.Span.Start})
		}
		start = s.Span.End
	}
	if start < span.End {
		list = append(list, annotations.Span{Start: start, End: span.End})
	}
	return list
}

// placed are the claims of this version, where they stand in the redline, part by
// part.
func (p *comparePage) placed(r *Reading) []Placed {
	list := make([]Placed, 0, len(r.Placed))
	for _, c := range r.Placed {
		for _, part := range p.made.kept(p.made.Later.Range(c.Span)) {
			from, to := p.made.units(part)
			list = append(list, Placed{c.Claim, from, to})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].From < list[j].From })
	return list
}

// paint brings the highlights up to date.
func (p *comparePage) paint() {
	r := p.reading()
	if p.view == nil || p.made == nil || r == nil {
		return
	}
	codebook := p.Desk.session.Codebook()
	style := painter(&codebook)
	p.canvas = p.canvas.with(p.placed(r), style)
	var open []segment
	w := p.walk()
	if s := p.stop(&w); s != nil {
		for _, part := range p.parts(s) {
			from, to := p.made.units(part)
			open = append(open, segment{from, to, picked(style(s.claim))})
		}
	}
	p.view.Paint(browserSegments(p.canvas.painted))
	p.view.PaintOpen(browserSegments(open))
	var marked []browser.Segment
	if p.change >= 0 {
		from, to := p.made.units(p.made.changes[p.change])
		marked = []browser.Segment{{Start: int32(from), End: int32(to)}}
	}
	p.view.Mark(browser.Search, marked)
}

// where is what to show of a claim in the redline: where it is, or else the place
// that is proposed, or where its words were.
func (p *comparePage) where(s *stop) annotations.Span {
	switch {
	case s.copy != nil:
		return p.made.Later.Range(s.copy.Span)
	case p.choice < len(s.fate.Places):
		return p.made.Later.Range(s.fate.Places[p.choice].Span)
	}
	return s.fate.Was
}

// parts are the parts of that, each to be painted.
func (p *comparePage) parts(s *stop) []annotations.Span {
	span := p.where(s)
	if !span.Empty() && s.copy == nil && p.choice >= len(s.fate.Places) { // its words were taken out
		return []annotations.Span{span}
	}
	return p.made.kept(span)
}

// scroll moves the text to the claim that is open.
func (p *comparePage) scroll() {
	w := p.walk()
	if s := p.stop(&w); s != nil && p.view != nil {
		if span := p.where(s); !span.Empty() {
			from, to := p.made.units(span)
			p.view.ScrollTo(from, to, false)
		}
	}
}

func (p *comparePage) onSelection(s browser.Selection) {
	if p.made == nil || p.view == nil {
		return
	}
	before := p.span
	p.span = annotations.Span{}
	if s.Any && !s.Collapsed {
		span, err := p.made.redline.Select(annotations.Place{Block: s.Anchor.Block, UTF16: s.Anchor.Unit},
			annotations.Place{Block: s.Focus.Block, UTF16: s.Focus.Unit}, s.Alt)
		if r := p.reading(); err == nil && r != nil {
			p.span = annotations.Trim(r.Article.Text, annotations.Snap(r.Article.Text, p.made.Later.Selected(span)))
		}
	}
	if p.span != before {
		p.redraw()
	}
}

// onClick opens the claim whose words were clicked.
func (p *comparePage) onClick(c browser.Click) {
	r := p.reading()
	if r == nil || p.made == nil || c.UTF16 < 0 {
		return
	}
	for _, placed := range p.placed(r) {
		if placed.From <= c.UTF16 && c.UTF16 < placed.To && placed.Previous != "" {
			p.take(placed.Previous)
			p.redraw()
			return
		}
	}
}

// goToChange goes to the next change, or with -1 to the one before.
func (p *comparePage) goToChange(by int) {
	if p.made == nil || p.view == nil || len(p.made.changes) == 0 {
		return
	}
	n := len(p.made.changes)
	if p.change < 0 { // from what is in the window
		at := 0
		if b := p.view.VisibleBlock(); b >= 0 {
			at = p.made.redline.Blocks[b].Span.Start
		}
		p.change = sort.Search(n, func(i int) bool { return p.made.changes[i].Start >= at })
		if by > 0 {
			p.change--
		}
	}
	p.change = (p.change + by + n) % n
	from, to := p.made.units(p.made.changes[p.change])
	p.view.ScrollTo(from, to, false)
	p.Desk.say("Change " + number(p.change+1) + " of " + number(n) + p.changeWords())
	p.paint()
	p.redraw()
}

// changeWords says what the change is that was gone to.
func (p *comparePage) changeWords() string {
	var out, in string
	change := p.made.changes[p.change]
	for _, s := range p.made.Strokes {
		if change.Contains(s.Span) {
			if s.Op == annotations.Delete {
				out += s.Span.Of(p.made.redline.Text)
			} else {
				in += s.Span.Of(p.made.redline.Text)
			}
		}
	}
	out, in = clip(out, 60), clip(in, 60)
	switch {
	case out == "":
		return ": “" + in + "” was put in"
	case in == "":
		return ": “" + out + "” was taken out"
	}
	return ": “" + out + "” became “" + in + "”"
}
