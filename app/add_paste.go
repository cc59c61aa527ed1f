//go:build js

package app

import (
	"strings"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// paste is the tab "Paste" of the dialog "Add article".
type paste struct {
	dialog   *addDialog
	draft    draft
	held     string // the text, where it is so long that the field shows only its beginning
	html     string // what was pasted, in its rich form
	htmlText string // what the text was right after that
	clipped  bool   // it did not come by pasting
	last     browser.Pasted
	ignore   func() // stops listening for pastes
}

const pasteID = "add-text"

// typingRest is how long a pause in typing brings the preview up to date.
const typingRest = 200 * time.Millisecond

// longPaste is the length, in bytes, from which a paste is held beside the field,
// which would stop the page for half a second a megabyte to lay it out; shownPaste is
// how much of it the field shows.
const (
	longPaste  = 500_000
	shownPaste = 4_000
)

// text is what was put in.
func (p *paste) text() string {
	if p.held != "" {
		return p.held
	}
	return browser.Value(pasteID)
}

// put puts text in.
func (p *paste) put(text string) {
	p.held = ""
	if len(text) > longPaste {
		p.held = text
		text = text[:annotations.Snap(text, annotations.Span{End: shownPaste}).End] + "…"
	}
	browser.SetValue(pasteID, text)
}

func (p *paste) listen() { p.ignore = browser.OnPaste(pasteID, p.onPaste) }

func (p *paste) end() {
	if p.ignore != nil {
		p.ignore()
	}
	p.draft.stop()
}

// onPaste keeps the rich form of what is being pasted. The browser puts the
// plain form into the field, which tells onInput whether the two belong
// together.
func (p *paste) onPaste(got browser.Pasted) bool {
	if got.HTML != "" && got.Text == "" {
		got.Text = got.HTML // the importer recognises the source of a page
	} else if p.held == "" && (len(got.Text) <= longPaste || !browser.AllSelected(pasteID)) {
		p.dialog.ctx.Dispatch(func(goapp.Context) { p.last = got })
		return false
	}
	p.dialog.ctx.Dispatch(func(goapp.Context) {
		p.last = got
		got.Text = lineEnds(got.Text)
		p.put(got.Text)
		p.changed(got.Text)
	})
	return true
}

func (p *paste) onInput(ctx goapp.Context, _ goapp.Event) {
	p.changed(ctx.JSSrc().Get("value").String())
}

// changed brings the preview up to date with what the field holds.
func (p *paste) changed(text string) {
	rest := typingRest
	if got := p.last; got.Text != "" && text == lineEnds(got.Text) {
		p.html, p.htmlText, p.clipped, rest = got.HTML, text, false, 0
	}
	p.last = browser.Pasted{}
	data, mediaType := text, "text/plain"
	if p.html != "" && text == p.htmlText {
		data, mediaType = p.html, "text/html"
	}
	p.preview(data, mediaType, rest)
}

// give takes a whole page that was clipped from an address. The field shows its
// text, once it is known.
func (p *paste) give(html, address string) {
	p.html, p.clipped = html, true
	p.draft.source = typed{address, address != ""}
	p.preview(html, "text/html", 0)
}

// giveText takes words that were shared.
func (p *paste) giveText(text, address string) {
	p.draft.source = typed{address, address != ""}
	p.put(text)
	p.preview(text, "text/plain", 0)
}

// lineEnds writes line ends as a text field does.
func lineEnds(text string) string {
	if !strings.Contains(text, "\r") {
		return text // which is quick to see
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// preview has the importer make an article of data after a rest and shows it.
func (p *paste) preview(data, mediaType string, rest time.Duration) {
	f, a := &p.draft, p.dialog
	if strings.TrimSpace(data) == "" {
		f.stop()
		a.show(f, nil, nil)
		return
	}
	if err := tooLarge(int64(len(data)), mostBytes("")); err != nil {
		f.stop()
		a.show(f, nil, err)
		return
	}
	working := f.begin()
	d, ctx, source := a.Desk, a.ctx, f.source.text
	go func() {
		select {
		case <-time.After(rest):
		case <-working.Done():
			return
		}
		made, err := d.importArticle(working, []byte(data), mediaType, "", source)
		if working.Err() != nil {
			return // more was typed since
		}
		ctx.Dispatch(func(goapp.Context) {
			if err == nil && p.clipped && p.htmlText == "" {
				p.htmlText = made.Text
				p.put(made.Text)
			}
			a.show(f, &made, err)
		})
	}()
}

func (p *paste) panel(shown bool) goapp.UI {
	return el("div", attrs{"id", "panel-paste", "role", "tabpanel", "aria-labelledby", "tab-paste", "hidden", yes(!shown)},
		el("label.field", el("span", "Article text"),
			el("textarea", attrs{"id", pasteID, "spellcheck", "false", "readonly", yes(p.held != ""),
				"placeholder", "Paste an article here: copied from a web page, or as Markdown or plain text"}, on{"input", p.onInput}),
		),
		p.form(),
		el("div.held", attrs{"hidden", yes(p.held == "")},
			el("p.dim", "The field shows only the beginning of "+size(int64(len(p.held)))+", since all of it would make it slow."+
				when(p.draft.made != nil, " The article has all of it.")),
			button("", p.onEdit, "Edit all of it"),
			button("", p.onRemove, "Remove it"),
		),
	)
}

// onEdit puts all that is held into the field, however long that takes.
func (p *paste) onEdit(goapp.Context, goapp.Event) {
	text := p.held
	p.held = ""
	browser.SetValue(pasteID, text)
	browser.Focus(pasteID)
}

func (p *paste) onRemove(goapp.Context, goapp.Event) {
	p.put("")
	p.changed("")
	browser.Focus(pasteID)
}

// form says in which form the paste is read.
func (p *paste) form() goapp.UI {
	words, rich := "", p.html != "" && p.text() == p.htmlText
	switch {
	case rich && p.clipped:
		words = "Clipped with its headings, lists and links. Nothing is kept before you save it."
	case rich:
		words = "Pasted with its headings, lists and links."
	case p.html != "" && p.htmlText != "":
		words = "You changed the text, so it is read as plain text or Markdown. Paste it again to have its headings, lists and links back."
	}
	return el("p.dim", attrs{"hidden", yes(words == "")}, words)
}
