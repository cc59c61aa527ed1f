//go:build js

package app

import (
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// sameWordsDialog shows where else the words of a claim stand, and marks them
// there too.
type sameWordsDialog struct {
	goapp.Compo
	Desk    *desk
	Version int
	Claim   annotations.ID

	like    annotations.Likeness
	whole   bool // all that is said of the claim is taken over, not its tags alone
	left    map[annotations.Span]bool
	shown   int // how many places are listed
	text    string
	places  []elsewhere
	looked  bool
	chosen  int // of places
	markeds int
}

// placesStep is how many places are listed at first, and more at a time.
const placesStep = 200

func (s *sameWordsDialog) OnMount(goapp.Context) {
	s.left, s.shown = map[annotations.Span]bool{}, placesStep
	s.look()
	browser.ShowModal(dialogID)
}

// look finds the places.
func (s *sameWordsDialog) look() {
	s.places, s.looked = nil, true
	if r := s.Desk.session.Reading(); r != nil {
		if c := r.Claim(s.Claim); c != nil {
			s.text = r.Article.Text
			s.places = elsewheres(r, c, s.like)
		}
	}
	s.tally()
}

// tally counts what is chosen.
func (s *sameWordsDialog) tally() {
	s.chosen, s.markeds = 0, 0
	for _, p := range s.places {
		switch {
		case p.marked:
			s.markeds++
		case !s.left[p.Span]:
			s.chosen++
		}
	}
}

func (s *sameWordsDialog) Render() goapp.UI {
	shown := s.places[:min(len(s.places), s.shown)]
	free := len(s.places) - s.markeds
	return modal(s.Desk, "same", "Mark the same words elsewhere", []goapp.UI{
		el("div.likeness",
			tick("same-case", "Match case", s.like.Case, s.onCase),
			tick("same-whole-words", "Whole words", !s.like.Parts, s.onParts),
			tick("same-rest", "Take over everything said of this claim, not the tags alone", s.whole, s.onWhole),
		),
		el("p", s.summary()),
		el("div", attrs{"hidden", yes(free == 0)}, tick("same-all", "Select all", s.chosen == free && free > 0, s.onAll)),
		el("ol.places", attrs{"role", "list", "aria-label", "Other places", "hidden", yes(len(s.places) == 0)}, each(len(shown), func(i int) goapp.UI {
			span := shown[i].Span
			quote := annotations.Describe(s.text, span)
			return &placeRow{Dialog: s, N: i, Words: flat(quote.Exact),
				Before: when(span.Start > len(quote.Prefix), "…") + flat(quote.Prefix),
				After:  flat(quote.Suffix) + when(span.End+len(quote.Suffix) < len(s.text), "…"),
				On:     !shown[i].marked && !s.left[span], Marked: shown[i].marked}
		})),
		only(len(shown) < len(s.places), func() goapp.UI {
			return el("div",
				el("p.dim", "The first "+number(len(shown))+" of "+number(len(s.places))+" places are listed. All that are selected are marked, listed or not."),
				button("", s.onMore, "List "+number(min(placesStep, len(s.places)-len(shown)))+" more"),
			)
		}),
	}, []goapp.UI{
		el("p", attrs{"role", "status"}, number(s.chosen)+" of "+number(free)+" selected"),
		button("", s.Desk.onClose, "Cancel"),
		button(".primary", s.onMark, attrs{"disabled", yes(s.chosen == 0)}, "Mark selected"),
	})
}

// summary says in words what was found.
func (s *sameWordsDialog) summary() string {
	switch n := len(s.places); {
	case !s.looked:
		return ""
	case n == 0:
		return "These words stand nowhere else in the article."
	case s.markeds == n:
		return "They stand in " + count(n, "other place", "other places") + ", " + plural(n, "which is marked already.", "all of which are marked already.")
	case s.markeds > 0:
		return "They stand in " + count(n, "other place", "other places") + ". " + count(s.markeds, "of them is marked already.", "of them are marked already.")
	default:
		return "They stand in " + count(n, "other place", "other places") + "."
	}
}

// flat is words with single spaces, those at the ends included: they part what
// stands beside.
func flat(words string) string {
	flat := strings.Join(strings.Fields(words), " ")
	if strings.TrimLeft(words, " \n\t") != words {
		flat = " " + flat
	}
	if strings.TrimRight(words, " \n\t") != words {
		flat += " "
	}
	return flat
}

// tick is a checkbox with its label.
func tick(id, label string, checked bool, change goapp.EventHandler) goapp.UI {
	return el("label.tick", el("input", attrs{"id", id, "type", "checkbox", "checked", yes(checked)}, on{"change", change}), " "+label)
}

func (s *sameWordsDialog) onCase(ctx goapp.Context, _ goapp.Event) {
	s.like.Case = ctx.JSSrc().Get("checked").Bool()
	s.look()
}

func (s *sameWordsDialog) onParts(ctx goapp.Context, _ goapp.Event) {
	s.like.Parts = !ctx.JSSrc().Get("checked").Bool()
	s.look()
}

func (s *sameWordsDialog) onWhole(ctx goapp.Context, _ goapp.Event) {
	s.whole = ctx.JSSrc().Get("checked").Bool()
}

func (s *sameWordsDialog) onAll(ctx goapp.Context, _ goapp.Event) {
	s.left = map[annotations.Span]bool{}
	if !ctx.JSSrc().Get("checked").Bool() {
		for _, p := range s.places {
			s.left[p.Span] = true
		}
	}
	s.tally()
}

func (s *sameWordsDialog) onMore(goapp.Context, goapp.Event) { s.shown += placesStep }

func (s *sameWordsDialog) onMark(goapp.Context, goapp.Event) {
	var spans []annotations.Span
	for _, p := range s.places {
		if !p.marked && !s.left[p.Span] {
			spans = append(spans, p.Span)
		}
	}
	d := s.Desk
	if err := d.session.MarkLike(s.Claim, spans, s.whole); err != nil {
		d.fail(err)
		return
	}
	d.close()
	d.say(count(len(spans), "claim", "claims") + " added")
}

// placeRow is one place in its surroundings.
type placeRow struct {
	goapp.Compo
	Dialog               *sameWordsDialog
	N                    int // of the dialog's places
	Before, Words, After string
	On, Marked           bool
}

func (p *placeRow) Render() goapp.UI {
	return el("li"+when(p.Marked, ".had"),
		el("label", attrs{"dir", "auto"},
			el("input", attrs{"type", "checkbox", "checked", yes(p.On || p.Marked), "disabled", yes(p.Marked)}, on{"change", p.onChange}),
			el("span", p.Before, el("mark", p.Words), p.After),
		),
		only(p.Marked, func() goapp.UI { return el("i", "already marked") }),
	)
}

func (p *placeRow) onChange(ctx goapp.Context, _ goapp.Event) {
	s := p.Dialog
	span := s.places[p.N].Span
	if ctx.JSSrc().Get("checked").Bool() {
		delete(s.left, span)
	} else {
		s.left[span] = true
	}
	s.tally()
	s.Desk.show()
}
