//go:build js

package app

import (
	"encoding/json"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// A keptDraft is what was put into the tab "Paste" of the dialog "Add article" and
// is not saved yet. The browser keeps it for this tab, so that it outlives a
// reload.
type keptDraft struct {
	Text, HTML, HTMLText string
	Clipped              bool
	Fields               [4]keptField // title, source, author, published
}

type keptField struct {
	Text    string
	Touched bool
}

// fields are what was typed below the text.
func (f *draft) fields() [4]*typed {
	return [4]*typed{&f.title, &f.source, &f.author, &f.published}
}

// keepDraft keeps what is in the dialog for the time after a reload, and reports
// whether all of it is kept.
func (d *desk) keepDraft() bool {
	if d.adding == nil {
		return true
	}
	p := &d.adding.pasted
	kept := keptDraft{Text: p.text(), HTML: p.html, HTMLText: p.htmlText, Clipped: p.clipped}
	if kept.Text == "" && kept.HTML == "" {
		return browser.KeepDraft("")
	}
	for i, f := range p.draft.fields() {
		kept.Fields[i] = keptField{f.text, f.touched}
	}
	data, err := json.Marshal(kept)
	if err != nil {
		panic("app: a draft cannot be kept: " + err.Error()) // strings always can
	}
	return browser.KeepDraft(string(data))
}

// takeDraft puts what was kept back into the dialog, and reports whether there was
// anything.
func (a *addDialog) takeDraft() bool {
	var kept keptDraft
	data := browser.Draft()
	if data == "" || json.Unmarshal([]byte(data), &kept) != nil {
		return false // there is none, or one of another version
	}
	p := &a.pasted
	p.html, p.htmlText, p.clipped = kept.HTML, kept.HTMLText, kept.Clipped
	for i, f := range p.draft.fields() {
		*f = typed{kept.Fields[i].Text, kept.Fields[i].Touched}
	}
	p.put(kept.Text)
	if kept.Text == "" {
		p.preview(kept.HTML, "text/html", 0)
		return true
	}
	p.changed(kept.Text)
	return true
}

// watchDraft keeps what is being typed when the page is left, and opens the dialog
// with what was kept.
func (d *desk) watchDraft() {
	browser.OnVisibility(func(hidden bool) {
		if hidden {
			d.keepDraft()
		}
	})
	if browser.Draft() != "" {
		d.ctx.Dispatch(func(goapp.Context) {
			if d.dialog.name == "" {
				d.dialog = dialog{name: addDialogName}
				d.version++
			}
		})
	}
}
