//go:build js

package app

import (
	"context"
	"strings"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// addDialog turns what is pasted into an article, and shows it before it is
// saved.
type addDialog struct {
	goapp.Compo
	Desk    *desk
	Dropped int // files that wait in Desk

	ctx      goapp.Context
	tab      string // "file", or "" for what is pasted
	html     string // what was pasted, in its rich form
	htmlText string // what the text field held right after that
	pasted   browser.Pasted
	made     *annotations.Article // as the importer made it, without what was typed below
	trouble  error
	working  bool
	cancel   context.CancelFunc
	view     *browser.Reader
	ignore   func() // stops listening for pastes

	// What was typed; a field that was not touched shows what the importer
	// found.
	title, source, author, published typed
}

// typed is what a person wrote into a field that is filled in for them.
type typed struct {
	text    string
	touched bool
}

// or is what t says, or where nobody touched it, found.
func (t typed) or(found string) string {
	if t.touched {
		return t.text
	}
	return found
}

const (
	pasteID   = "add-text"
	previewID = "add-preview"
)

// typingRest is how long a pause in typing brings the preview up to date.
const typingRest = 200 * time.Millisecond

func (a *addDialog) OnMount(ctx goapp.Context) {
	a.ctx = ctx
	browser.ShowModal(dialogID)
	a.OnUpdate(ctx)
	browser.Focus(pasteID)
	a.ignore = browser.OnPaste(pasteID, a.onPaste)
}

// OnUpdate turns to the files when some were dropped on the page.
func (a *addDialog) OnUpdate(goapp.Context) {
	if a.Dropped > 0 {
		a.tab = "file"
	}
}

func (a *addDialog) OnDismount() {
	if a.ignore != nil {
		a.ignore()
	}
	if a.cancel != nil {
		a.cancel()
	}
	a.dropView()
}

func (a *addDialog) dropView() {
	if a.view != nil {
		a.view.Release()
		a.view = nil
	}
}

// onPaste keeps the rich form of what is being pasted. The browser puts the
// plain form into the field, which tells onInput whether the two belong
// together.
func (a *addDialog) onPaste(p browser.Pasted) bool {
	if p.HTML != "" && p.Text == "" {
		p.Text = p.HTML // the importer recognises the source of a page
		browser.SetValue(pasteID, p.Text)
		a.ctx.Dispatch(func(goapp.Context) { a.changed(p.Text) })
		return true
	}
	a.ctx.Dispatch(func(goapp.Context) { a.pasted = p })
	return false
}

func (a *addDialog) onInput(ctx goapp.Context, _ goapp.Event) {
	a.changed(ctx.JSSrc().Get("value").String())
}

// changed brings the preview up to date with what the field holds.
func (a *addDialog) changed(text string) {
	if p := a.pasted; p.HTML != "" && text == lineEnds(p.Text) {
		a.html, a.htmlText = p.HTML, text
	}
	a.pasted = browser.Pasted{}
	data, mediaType := text, "text/plain"
	if a.html != "" && text == a.htmlText {
		data, mediaType = a.html, "text/html"
	}
	a.preview([]byte(data), mediaType)
}

// lineEnds writes line ends as a text field does.
func lineEnds(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// preview has the importer make an article of data and shows it.
func (a *addDialog) preview(data []byte, mediaType string) {
	if a.cancel != nil {
		a.cancel()
	}
	if strings.TrimSpace(string(data)) == "" {
		a.made, a.trouble, a.working = nil, nil, false
		a.dropView()
		return
	}
	working, cancel := context.WithCancel(context.Background())
	a.cancel, a.working = cancel, true
	d, ctx, source := a.Desk, a.ctx, a.source.text
	go func() {
		defer cancel()
		select {
		case <-time.After(typingRest):
		case <-working.Done():
			return
		}
		made, err := d.importArticle(working, data, mediaType, "", source)
		if working.Err() != nil {
			return // more was typed since
		}
		ctx.Dispatch(func(goapp.Context) { a.show(&made, err) })
	}()
}

// show draws the article that was made.
func (a *addDialog) show(made *annotations.Article, err error) {
	a.working, a.trouble, a.made = false, err, made
	a.dropView()
	if err != nil {
		a.made = nil
		return
	}
	a.ctx.Defer(func(goapp.Context) {
		view, err := browser.ShowArticle(previewID, browserPage(made, annotations.NewOffsets(made.Text)))
		if err != nil {
			a.Desk.fail(err)
			return
		}
		a.view = view
	})
}

// found is what the importer made, or an empty article.
func (a *addDialog) found() *annotations.Article {
	if a.made == nil {
		return &annotations.Article{}
	}
	return a.made
}

func (a *addDialog) Render() goapp.UI {
	f := a.found()
	_, titled := f.TitleBlock()
	leave := "Cancel"
	if a.tab == "file" {
		leave = "Done" // what was added is added
	}
	return modal(a.Desk, "wide", "Add article", []goapp.UI{
		el("div.tabs", attrs{"role", "tablist", "aria-label", "Where from"},
			a.tabButton("paste", "Paste", a.onPasteTab),
			a.tabButton("file", "File", a.onFileTab),
		),
		&addFiles{Desk: a.Desk, Dropped: a.Dropped, Hidden: a.tab != "file"},
		el("div.adding", attrs{"id", "panel-paste", "role", "tabpanel", "aria-labelledby", "tab-paste", "hidden", yes(a.tab == "file")},
			el("div",
				el("label.field", el("span", "Article text"),
					el("textarea", attrs{"id", pasteID, "spellcheck", "false",
						"placeholder", "Paste an article here: copied from a web page, or as Markdown or plain text"}, on{"input", a.onInput}),
				),
				a.form(),
				&field{Label: "Title", ID: "add-title", Value: a.title.or(f.Title), Change: a.onTitle},
				&field{Label: "Source address", ID: "add-source", Value: a.source.or(f.Source), Hint: "https://", Change: a.onSource},
				el("div.two",
					&field{Label: "Author", ID: "add-author", Value: a.author.or(f.Author), Change: a.onAuthor},
					&field{Label: "Published", ID: "add-published", Value: a.published.or(f.Published), Hint: "YYYY-MM-DD", Change: a.onPublished},
				),
			),
			el("section.preview", attrs{"aria-label", "Preview", "tabindex", "0"},
				a.state(),
				el("h3", attrs{"hidden", yes(a.made == nil || titled)}, a.title.or(f.Title)),
				el("div", attrs{"id", previewID, "class", textClass(f), "hidden", yes(a.made == nil)}),
			),
		),
	}, []goapp.UI{
		el("p", a.size()),
		button("", a.Desk.onClose, leave),
		button(".primary", a.onSave, attrs{"hidden", yes(a.tab == "file")}, "Save article"),
	})
}

// tabButton shows a panel. The arrow keys move between the tabs, as Tab does.
func (a *addDialog) tabButton(name, words string, show goapp.EventHandler) goapp.UI {
	return el("button", attrs{"type", "button", "id", "tab-" + name, "role", "tab", "aria-selected", yes(name == a.tab || name == "paste" && a.tab == ""),
		"aria-controls", "panel-" + name}, words, click(show), on{"keydown", a.onTabKey})
}

func (a *addDialog) onPasteTab(goapp.Context, goapp.Event) { a.tab = "" }
func (a *addDialog) onFileTab(goapp.Context, goapp.Event)  { a.tab = "file" }

// onTabKey moves between the tabs; there are two, so either arrow leads to the
// other.
func (a *addDialog) onTabKey(_ goapp.Context, e goapp.Event) {
	switch e.Get("key").String() {
	case "ArrowLeft", "ArrowRight":
		if a.tab == "file" {
			a.tab = ""
			browser.Focus("tab-paste")
		} else {
			a.tab = "file"
			browser.Focus("tab-file")
		}
	}
}

// form says in which form the paste is read.
func (a *addDialog) form() goapp.UI {
	words := ""
	switch {
	case a.html != "" && browser.Value(pasteID) == a.htmlText:
		words = "Pasted with its headings, lists and links."
	case a.html != "":
		words = "You changed the text, so it is read as plain text or Markdown. Paste it again to have its headings, lists and links back."
	}
	return el("p.dim", attrs{"hidden", yes(words == "")}, words)
}

// state stands in the preview's place while there is none.
func (a *addDialog) state() goapp.UI {
	f := a.found()
	switch {
	case a.trouble != nil:
		return el("p", attrs{"class", "wrong", "role", "alert"}, sentence(a.trouble.Error()))
	case a.made != nil:
		return el("p", attrs{"class", "meta"}, origin(&annotations.Article{Site: f.Site, Source: a.source.or(f.Source),
			Author: a.author.or(f.Author), Published: a.published.or(f.Published)}))
	case a.working:
		return el("p", attrs{"class", "dim"}, "Reading…")
	}
	return el("p", attrs{"class", "dim"}, "What you paste appears here as it will be kept: the words and their structure, without scripts, pictures or page furniture.")
}

func (a *addDialog) size() string {
	if a.made == nil || a.tab == "file" {
		return ""
	}
	words := a.made.Words()
	return count(words, "word", "words") + ", " + count(len(a.made.Blocks), "paragraph", "paragraphs")
}

func (a *addDialog) onTitle(v string)     { a.title = typed{v, true} }
func (a *addDialog) onSource(v string)    { a.source = typed{v, true} }
func (a *addDialog) onAuthor(v string)    { a.author = typed{v, true} }
func (a *addDialog) onPublished(v string) { a.published = typed{v, true} }

func (a *addDialog) onSave(goapp.Context, goapp.Event) {
	d := a.Desk
	if a.made == nil {
		if a.trouble == nil && !a.working {
			d.announce(notice{text: "There is no text yet. Paste an article first.", bad: true})
			browser.Focus(pasteID)
		}
		return
	}
	whole := *a.made
	whole.Title = strings.TrimSpace(a.title.or(whole.Title))
	if whole.Title == "" {
		whole.Title = a.made.Title
	}
	whole.Source = strings.TrimSpace(a.source.or(whole.Source))
	whole.Author = strings.TrimSpace(a.author.or(whole.Author))
	whole.Published = strings.TrimSpace(a.published.or(whole.Published))
	id, err := d.put(whole)
	if err != nil {
		d.fail(err)
		return
	}
	d.close()
	d.goTo(readLink(id, ""))
}
