//go:build js

package app

import (
	"slices"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// tagToolbar offers the tags for the words that are selected, beside them.
type tagToolbar struct {
	goapp.Compo
	Page     *readerPage
	Span     annotations.Span
	Pressed  []annotations.ID
	Codebook *annotations.Codebook

	at annotations.Span // where it was put
}

func (t *tagToolbar) OnUpdate(ctx goapp.Context) {
	if t.at == t.Span {
		return
	}
	t.at = t.Span
	r := t.Page.reading()
	if t.Span.Empty() || r == nil || t.Page.view == nil {
		return
	}
	from, to, err := r.Offsets.In(t.Span, annotations.UTF16)
	if err != nil {
		return
	}
	view := t.Page.view
	ctx.Defer(func(goapp.Context) { view.PlaceNear(toolbarID, from, to) })
}

func (t *tagToolbar) Render() goapp.UI {
	tags, keys := t.Codebook.Tags, keymapOf(t.Page.Desk.session)
	return el("div.toolbar", attrs{"id", toolbarID, "role", "toolbar", "aria-label", "Tag selection", "data-sheet", "true", "hidden", yes(t.Span.Empty())},
		each(len(tags), func(i int) goapp.UI {
			return &tagButton{Page: t.Page, Tag: &tags[i], Pressed: slices.Contains(t.Pressed, tags[i].ID), Key: keys.acts(tags[i].Key)}
		}),
		el("span.divide"),
		button("", t.onNote, attrs{"aria-keyshortcuts", keys.live(writeNote)}, "Add note"),
		button("", t.onCopy, "Copy quote"),
	)
}

func (t *tagToolbar) onNote(goapp.Context, goapp.Event) { t.Page.note() }
func (t *tagToolbar) onCopy(goapp.Context, goapp.Event) { t.Page.copy() }

// tagButton gives a tag to the selected words or takes it from them.
type tagButton struct {
	goapp.Compo
	Page    *readerPage
	Tag     *annotations.Tag
	Pressed bool
	Key     string // that does the same, while it does
}

func (b *tagButton) Render() goapp.UI {
	return button("."+tagHue(b.Tag), b.onClick,
		attrs{"aria-pressed", yes(b.Pressed), "aria-keyshortcuts", b.Key, "title", b.Tag.Definition},
		only(b.Key != "", func() goapp.UI { return el("span.key", attrs{"aria-hidden", "true"}, b.Key) }),
		b.Tag.Name,
	)
}

func (b *tagButton) onClick(goapp.Context, goapp.Event) { b.Page.tag(b.Tag.ID) }
