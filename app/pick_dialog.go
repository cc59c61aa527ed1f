//go:build js

package app

import (
	"context"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// pickDialog has the person choose an article of the library, and select the
// words in it that become a quote of evidence.
type pickDialog struct {
	goapp.Compo
	Desk         *desk
	Version      int
	Claim, Piece annotations.ID

	ctx     goapp.Context
	query   string
	opening annotations.ID // the article that is being read from storage
	article *annotations.Article
	span    annotations.Span // of the article's text: what was selected last
	trouble string
}

const (
	pickSearchID = "pick-search"
	pickTitleID  = "pick-title"
	pickHeadID   = "pick-head"
	pickTextID   = "pick-text"
)

// quotableStep is how many articles are listed; a search finds the others.
const quotableStep = 50

func (p *pickDialog) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	browser.ShowModal(dialogID)
	browser.Focus(pickSearchID)
}

func (p *pickDialog) Render() goapp.UI {
	if p.article == nil {
		return modal(p.Desk, "wide pick", "Pick a quote", []goapp.UI{p.articles()}, []goapp.UI{
			button("", p.Desk.onClose, "Cancel"),
		})
	}
	a := p.article
	_, titled := a.TitleBlock()
	words := "Select the words to quote: with the mouse, with a long press, or with Shift and the arrow keys."
	if !p.span.Empty() {
		words = "“" + clip(p.span.Of(a.Text), 160) + "”"
	}
	return modal(p.Desk, "wide pick", "Pick a quote", []goapp.UI{
		p.complaint(),
		el("p.meta", attrs{"id", pickHeadID}, lineOf(a)),
		el("h3", attrs{"id", pickTitleID, "hidden", yes(titled), "dir", "auto"}, a.Title),
		&pickText{Dialog: p, Article: a},
	}, []goapp.UI{
		el("p", attrs{"dir", "auto"}, words),
		button("", p.onOther, "Other articles"),
		button("", p.Desk.onClose, "Cancel"),
		button(".primary", p.onUse, attrs{"disabled", yes(p.span.Empty())}, "Use these words"),
	})
}

// articles is the list to choose from.
func (p *pickDialog) articles() goapp.UI {
	s := p.Desk.session
	own := annotations.ID("")
	if r := s.Reading(); r != nil {
		own = r.Article.ID
	}
	list := quotable(s.Entries(), p.query, own)
	shown := list[:min(len(list), quotableStep)]
	return el("div.quotables",
		p.complaint(),
		el("input", attrs{"id", pickSearchID, "type", "search", "aria-label", "Search articles", "placeholder", "Search articles", "autocomplete", "off"},
			on{"input", p.onSearch}),
		el("p.dim", attrs{"hidden", yes(len(shown) == len(list))},
			"The newest "+number(len(shown))+" of "+number(len(list))+" articles are listed. Search to find the others."),
		el("p.dim", attrs{"hidden", yes(len(list) > 0)}, p.nothing()),
		el("ul", attrs{"role", "list", "aria-label", "Articles to quote", "hidden", yes(len(list) == 0)}, each(len(shown), func(i int) goapp.UI {
			return &quotableRow{Dialog: p, Entry: shown[i]}
		})),
	)
}

// nothing says why no article is listed.
func (p *pickDialog) nothing() string {
	if p.query != "" {
		return "No other article has these words in its title or source."
	}
	return "There is no other article in your library. Add the one that you want to quote, then pick from it here."
}

func (p *pickDialog) complaint() goapp.UI {
	return el("p.wrong", attrs{"role", "alert", "hidden", yes(p.trouble == "")}, p.trouble)
}

// lineOf says in one line where an article is from, as far as it says so, and
// when it was added.
func lineOf(a *annotations.Article) string {
	added := a.Added.Local().Format("2 January 2006")
	if line := origin(a); line != "" {
		return line + " · added " + added
	}
	return "Added " + added
}

func (p *pickDialog) onSearch(ctx goapp.Context, _ goapp.Event) {
	p.query = ctx.JSSrc().Get("value").String()
}

// open shows an article of the library.
func (p *pickDialog) open(id annotations.ID) {
	p.opening, p.trouble = id, ""
	s := p.Desk.session
	go func() {
		a, err := s.Article(context.Background(), id)
		p.ctx.Dispatch(func(goapp.Context) {
			if p.opening != id {
				return // another was chosen since
			}
			p.opening = ""
			if err != nil {
				p.trouble = sentence(err.Error())
				return
			}
			p.article, p.span = a, annotations.Span{}
		})
	}()
}

func (p *pickDialog) onOther(ctx goapp.Context, _ goapp.Event) {
	p.article, p.span, p.query, p.trouble = nil, annotations.Span{}, "", ""
	ctx.Defer(func(goapp.Context) { browser.Focus(pickSearchID) })
}

// onSelection takes note of what is selected. Words stay chosen while the
// selection is elsewhere: on some devices, pressing a button drops it.
func (p *pickDialog) onSelection(s browser.Selection) {
	if p.article == nil || !s.Any {
		return
	}
	p.span = annotations.Span{}
	if s.Collapsed {
		return
	}
	span, err := p.article.Select(annotations.Place{Block: s.Anchor.Block, UTF16: s.Anchor.Unit},
		annotations.Place{Block: s.Focus.Block, UTF16: s.Focus.Unit}, s.Alt)
	if err == nil && !annotations.Trim(p.article.Text, span).Empty() {
		p.span = span
	}
}

func (p *pickDialog) onUse(goapp.Context, goapp.Event) {
	d, a := p.Desk, p.article
	if p.span.Empty() {
		return
	}
	if err := d.session.Pick(p.Claim, p.Piece, a, p.span, quotedAt(a, browser.Root())); err != nil {
		p.trouble = sentence(err.Error())
		return
	}
	d.close()
	d.say("Quote picked from “" + clip(a.Title, 60) + "”")
}

// quotableRow is one article to choose.
type quotableRow struct {
	goapp.Compo
	Dialog *pickDialog
	Entry  *Entry
}

func (r *quotableRow) Render() goapp.UI {
	return el("li",
		button("", r.onClick, attrs{"dir", "auto"}, r.Entry.Title),
		el("p", lineOf(&r.Entry.Article)),
	)
}

func (r *quotableRow) onClick(goapp.Context, goapp.Event) { r.Dialog.open(r.Entry.ID) }

// pickText is where the text to select from stands. What is in it is made by the
// browser package.
type pickText struct {
	goapp.Compo
	Dialog  *pickDialog
	Article *annotations.Article

	view *browser.Reader
}

// CompoID has the element made anew for each article.
func (t *pickText) CompoID() string { return string(t.Article.ID) }

func (t *pickText) OnMount(goapp.Context) {
	view, err := browser.ShowArticle(pickTextID, browserPage(t.Article, annotations.NewOffsets(t.Article.Text)))
	if err != nil {
		t.Dialog.Desk.fail(err)
		return
	}
	t.view = view
	p := t.Dialog
	view.OnSelection(func(s browser.Selection) { p.ctx.Dispatch(func(goapp.Context) { p.onSelection(s) }) })
	browser.ScrollIntoView(pickHeadID)
	browser.FocusInPlace(pickTextID)
}

func (t *pickText) OnDismount() {
	if t.view != nil {
		t.view.Release()
		t.view = nil
	}
}

func (t *pickText) Render() goapp.UI {
	return el("article", attrs{"id", pickTextID, "class", textClass(t.Article), "aria-labelledby", pickTitleID})
}
