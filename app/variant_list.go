//go:build js

package app

import (
	"slices"
	"strings"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// variantList shows what a field was set to in another tab at the same time, for
// the person to choose. Nothing is shown where there is nothing to choose.
type variantList struct {
	goapp.Compo
	Label  string
	Shown  string   // in the field
	Others []string // that it might be as well
	Settle func(value string)
}

func (l *variantList) Render() goapp.UI {
	if len(l.Others) == 0 {
		return el("div", attrs{"role", "presentation", "hidden", "true"})
	}
	return el("div.variants", attrs{"role", "group", "aria-label", l.Label + " in another tab"},
		el("p", "Set in another tab at the same time. Both are kept until you choose."),
		each(len(l.Others), func(i int) goapp.UI {
			return &variantRow{Words: valueWords(l.Others[i]), Value: l.Others[i], Act: "Use this", Settle: l.Settle}
		}),
		&variantRow{Value: l.Shown, Act: "Keep what is shown", Settle: l.Settle},
	)
}

// valueWords are a value as it can be read.
func valueWords(value string) string {
	if exact := passageWords(value); strings.HasPrefix(value, "{") && exact != "" {
		value = exact
	}
	if value == "" {
		return "nothing"
	}
	return "“" + clip(value, 400) + "”"
}

// variantRow is one value to choose.
type variantRow struct {
	goapp.Compo
	Words, Value, Act string
	Settle            func(value string)
}

func (r *variantRow) Render() goapp.UI {
	return el("div.variant", el("span", attrs{"dir", "auto"}, r.Words), button(".link", r.onSettle, r.Act))
}

func (r *variantRow) onSettle(goapp.Context, goapp.Event) { r.Settle(r.Value) }

// shownAndOthers are what a field shows and what else it might be: what was typed
// here stays in its field, even where another tab's stands in the claim.
func shownAndOthers(value, typed string, variants []string) (shown string, others []string) {
	if !slices.Contains(variants, typed) {
		return value, variants
	}
	others = []string{value}
	for _, v := range variants {
		if v != typed {
			others = append(others, v)
		}
	}
	return typed, others
}

// variantsOf are the variants of a field of a claim, and how to choose one.
func (c *claimCard) variants(field string) variants {
	id, d := c.Claim.ID, c.Page.Desk
	return variants{values: c.Claim.Vary(field), settle: func(value string) {
		if err := d.session.Settle(id, field, value); err != nil {
			d.fail(err)
			return
		}
		d.say("Choice made")
	}}
}

// variants are what a field was set to at the same time.
type variants struct {
	values []string
	settle func(value string)
}

// typing is what a text field of the claim does with what is typed.
func (c *claimCard) typing(field string) func(was, now string) {
	id, d := c.Claim.ID, c.Page.Desk
	return func(was, now string) {
		if err := d.session.Type(id, field, was, now); err != nil {
			d.fail(err)
		}
	}
}

// passageVariants shows where else the claim was put.
func (c *claimCard) passageVariants() goapp.UI {
	v := c.variants("passage")
	return &variantList{Label: "Words marked", Shown: passageOf(c.Claim), Others: v.values, Settle: v.settle}
}

// passageOf is the words that c is on, as a variant has them.
func passageOf(c *annotations.Claim) string {
	return passageVariant{c.Span.Start, c.Span.End, c.Quote.Exact, c.Quote.Prefix, c.Quote.Suffix}.encode()
}
