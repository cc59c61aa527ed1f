//go:build js

package app

import (
	"strconv"
	"strings"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// sweepBar is what stands at the foot of the text during a sweep: how far it is,
// and a button for all that keys do.
type sweepBar struct {
	goapp.Compo
	Page     *readerPage
	Reading  *Reading
	Codebook *annotations.Codebook
	At       int
	Said     string
}

func (b *sweepBar) Render() goapp.UI {
	w := &b.Page.sweep
	total := len(w.sentences)
	return el("div.sweep", attrs{"id", sweepID, "role", "group", "aria-label", w.line(), "tabindex", "-1", "data-sheet", "true"},
		on{"mousedown", keepFocus},
		el("div.sweep-head",
			el("span", attrs{"aria-hidden", "true"}, w.line()),
			el("progress", attrs{"aria-label", "Sentences read", "max", strconv.Itoa(total), "value", strconv.Itoa(w.n),
				"aria-valuetext", number(w.n) + " of " + count(total, "sentence", "sentences")}),
			el("span.dim", attrs{"aria-hidden", "true"}, number(w.n)+" of "+number(total)+" read"),
			button(".quiet", b.onEnd, attrs{"aria-label", "End sweep", "title", "End sweep (Esc)"}, icon("x")),
		),
		b.middle(w),
		el("p.visually-hidden", attrs{"aria-live", "polite", "aria-atomic", "true"}, b.announcement(w)),
	)
}

// middle is the tags and what else can be said of the current sentence, or what
// can be done after the last.
func (b *sweepBar) middle(w *sweeping) goapp.UI {
	if w.at >= len(w.sentences) {
		return b.end(w)
	}
	var has []annotations.ID
	if c := b.Reading.OnSentence(w.sentences[w.at]); c != nil {
		has = c.Tags
	}
	negative, _ := b.Codebook.Negative()
	var tags []*annotations.Tag
	none := false
	for i := range b.Codebook.Tags {
		if t := &b.Codebook.Tags[i]; t.ID != negative.ID {
			tags = append(tags, t)
		}
	}
	for _, id := range has {
		none = none || id == negative.ID
	}
	keys := keymapOf(b.Page.Desk.session)
	return el("div.sweep-body",
		el("div.sweep-tags", each(len(tags), func(i int) goapp.UI {
			return &sweepTag{Page: b.Page, Tag: tags[i], Key: keys.acts(tags[i].Key), Pressed: tagged(has, tags[i].ID)}
		})),
		el("div.sweep-moves",
			button("", b.onBack, attrs{"aria-keyshortcuts", "Backspace", "disabled", yes(w.at == 0)}, "Back"),
			button("", b.onSkip, attrs{"aria-keyshortcuts", keys.live(nextClaim)}, "Skip"),
			button(".icon", b.onUndo, attrs{"aria-label", "Undo last label", "title", "Undo last label", "aria-keyshortcuts", "Control+Z",
				"disabled", yes(!b.Page.Desk.session.CanUndo(b.Reading.Article.ID))}, icon("undo")),
			button(".primary", b.onNone, attrs{"aria-pressed", yes(none), "title", negative.Definition,
				"aria-keyshortcuts", strings.TrimSpace("Enter " + keys.acts(negative.Key))},
				"Not a claim", el("kbd", attrs{"aria-hidden", "true"}, "Enter")),
		),
	)
}

func tagged(list []annotations.ID, tag annotations.ID) bool {
	c := annotations.Claim{Tags: list}
	return c.Tagged(tag)
}

// end is what stands after the last sentence.
func (b *sweepBar) end(w *sweeping) goapp.UI {
	left := len(w.sentences) - w.n
	return el("div.sweep-body",
		el("p", w.end()),
		el("div.sweep-moves",
			button("", b.onBack, attrs{"aria-keyshortcuts", "Backspace"}, "Back"),
			only(left > 0, func() goapp.UI { return button(".primary", b.onUnread, "Go to the first unread") }),
			only(left == 0, func() goapp.UI { return button(".primary", b.onExport, "Export this article") }),
		),
	)
}

// end says what is left after the last sentence.
func (w *sweeping) end() string {
	if left := len(w.sentences) - w.n; left > 0 {
		return "End of the article. " + count(left, "sentence is", "sentences are") + " unread."
	}
	return "End of the article. Every sentence is read."
}

// announcement is what assistive technology says when the sentence changes.
func (b *sweepBar) announcement(w *sweeping) string {
	said := b.Said
	if said != "" {
		said += ". "
	}
	if w.at >= len(w.sentences) {
		return said + w.end()
	}
	label := ""
	if c := b.Reading.OnSentence(w.sentences[w.at]); c != nil {
		label = " Labelled: " + strings.Join(tagNames(c, b.Codebook), ", ") + "."
	}
	return said + w.line() + ": " + opening(w.sentences[w.at].Of(b.Reading.Article.Text)) + label
}

// keepFocus lets a press of the mouse leave the focus where it is, so that Enter
// goes on to mean "not a claim".
func keepFocus(_ goapp.Context, e goapp.Event) { e.PreventDefault() }

func (b *sweepBar) onEnd(goapp.Context, goapp.Event)  { b.Page.endSweep() }
func (b *sweepBar) onBack(goapp.Context, goapp.Event) { b.Page.moveSentence(-1) }
func (b *sweepBar) onSkip(goapp.Context, goapp.Event) { b.Page.moveSentence(1) }
func (b *sweepBar) onUndo(goapp.Context, goapp.Event) { b.Page.Desk.undo() }
func (b *sweepBar) onNone(goapp.Context, goapp.Event) { b.Page.label("") }
func (b *sweepBar) onUnread(goapp.Context, goapp.Event) {
	b.Page.goToSentence(firstUnread(b.Page.sweep.read, 0))
}
func (b *sweepBar) onExport(goapp.Context, goapp.Event) {
	b.Page.Desk.ask(dialog{name: exportDialogName, what: thisArticle, article: b.Reading.Article.ID})
}

// sweepTag gives a tag to the current sentence or takes it away.
type sweepTag struct {
	goapp.Compo
	Page    *readerPage
	Tag     *annotations.Tag
	Key     string
	Pressed bool
}

func (t *sweepTag) Render() goapp.UI {
	return button("."+tagHue(t.Tag), t.onClick,
		attrs{"aria-pressed", yes(t.Pressed), "aria-keyshortcuts", t.Key, "title", t.Tag.Definition},
		only(t.Tag.Key != "", func() goapp.UI { return el("span.key", attrs{"aria-hidden", "true"}, t.Tag.Key) }),
		t.Tag.Name,
	)
}

func (t *sweepTag) onClick(goapp.Context, goapp.Event) { t.Page.label(t.Tag.ID) }

// sweepButton turns the sweep on and off.
type sweepButton struct {
	goapp.Compo
	Page *readerPage
	On   bool
}

func (b *sweepButton) Render() goapp.UI {
	return button(".sweep-button", b.onClick, attrs{"id", sweepButtonID, "aria-pressed", yes(b.On),
		"aria-keyshortcuts", keymapOf(b.Page.Desk.session).live(sweepSentences), "title", "Read the article sentence by sentence and label each"},
		"Sweep")
}

func (b *sweepButton) onClick(goapp.Context, goapp.Event) { b.Page.toggleSweep() }
