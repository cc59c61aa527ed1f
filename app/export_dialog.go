//go:build js

package app

import (
	"context"
	"encoding/json"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// exportDialog makes a file of an article or the library, checks it, and hands
// it out.
type exportDialog struct {
	goapp.Compo
	Desk    *desk
	What    scope            // what is chosen at first
	Article annotations.ID   // "" where none is being read
	Claims  []annotations.ID // that were filtered, if any

	what    scope  // what is chosen
	format  string // of kinds
	made    parcel
	ready   bool
	trouble error
}

// A parcel is a file ready to go out.
type parcel struct {
	name, mediaType string
	data            []byte
	check           records.Check
}

func (x *exportDialog) OnMount(ctx goapp.Context) {
	browser.ShowModal(dialogID)
	if x.what = x.What; x.what == "" || x.what == thisArticle && x.Article == "" {
		x.what = wholeLibrary
	}
	if x.Desk.cutOff() {
		x.what = inMemory
	}
	x.format = kinds[0].name
	x.make(ctx)
}

// make writes the file and checks it.
func (x *exportDialog) make(ctx goapp.Context) {
	x.ready, x.trouble = false, nil
	d, what, article, claims, format := x.Desk, x.what, x.Article, x.Claims, x.format
	go func() {
		made, err := d.export(context.Background(), what, article, claims, kindNamed(format))
		ctx.Dispatch(func(goapp.Context) {
			if x.what == what && x.format == format {
				x.made, x.trouble, x.ready = made, err, err == nil
			}
		})
	}()
}

// export has the worker write an article, some claims, or the whole library, and
// verify every span of it.
func (d *desk) export(ctx context.Context, what scope, article annotations.ID, claims []annotations.ID, k kind) (parcel, error) {
	title := ""
	if what != thisArticle {
		article = ""
	} else if e := d.session.Entry(article); e != nil {
		title = e.Title
	}
	gather := func() ([]byte, error) { return d.session.Bundle(ctx, article) }
	if what == filteredClaims {
		gather = func() ([]byte, error) { return d.session.BundleClaims(ctx, claims) }
	}
	if what == inMemory {
		gather = func() ([]byte, error) { return d.session.Rescue(), nil }
	}
	bundle, err := gather()
	if err != nil {
		return parcel{}, err
	}
	made, err := d.worker.Do(ctx, browser.Job{Name: "export", Words: []string{k.name}, Parts: [][]byte{bundle}})
	if err != nil {
		return parcel{}, err
	}
	p := parcel{name: exportName(what, title, k, time.Now()), mediaType: k.mediaType, data: made[1]}
	if err := json.Unmarshal(made[0], &p.check); err != nil {
		return parcel{}, err
	}
	if what == inMemory {
		return p, nil
	}
	return p, d.session.NoteUnread(ctx, p.check.Unread)
}

func (x *exportDialog) Render() goapp.UI {
	title := ""
	if e := x.Desk.session.Entry(x.Article); e != nil {
		title = e.Title
	}
	whole := &radio{Group: "what", Name: "Whole library", Value: string(wholeLibrary), On: x.what == wholeLibrary, Choose: x.onWhat,
		Words: count(len(x.Desk.session.Entries()), "article", "articles") + ", all claims, the codebook"}
	if x.Desk.cutOff() {
		whole = &radio{Group: "what", Name: "What is on this page", Value: string(inMemory), On: true, Choose: x.onWhat,
			Words: "The article that was opened last, its claims, the codebook, and all that is not saved. The storage does not answer."}
	}
	var article goapp.UI
	if x.Article != "" && !x.Desk.cutOff() {
		article = &radio{Group: "what", Name: "This article", Words: title, Value: string(thisArticle), On: x.what == thisArticle, Choose: x.onWhat}
	}
	var claims goapp.UI
	if len(x.Claims) > 0 && !x.Desk.cutOff() {
		claims = &radio{Group: "what", Name: "Filtered claims", Words: count(len(x.Claims), "claim", "claims") + ", and the articles that they are in",
			Value: string(filteredClaims), On: x.what == filteredClaims, Choose: x.onWhat}
	}
	return modal(x.Desk, "", "Export", []goapp.UI{
		el("fieldset", attrs{"role", "radiogroup", "aria-label", "What"},
			el("legend.over", "What"),
			el("div.choices",
				whole,
				article,
				claims,
			),
		),
		el("fieldset", attrs{"role", "radiogroup", "aria-label", "Format"},
			el("legend.over", "Format"),
			el("div.choices.formats", each(len(kinds), func(i int) goapp.UI {
				return &radio{Group: "format", Name: kinds[i].title, Words: kinds[i].words, Value: kinds[i].name,
					On: x.format == kinds[i].name, Choose: x.onFormat}
			})),
		),
		x.check(),
		only(x.ready && leftOut(x.made.check) != "", func() goapp.UI {
			return el("p.wrong", attrs{"role", "alert"}, leftOut(x.made.check))
		}),
		problemList(x.made.check),
	}, []goapp.UI{
		el("button", attrs{"type", "button", "disabled", yes(!x.ready || x.format == "brat")}, "Copy", click(x.onCopy)),
		el("button.primary", attrs{"type", "button", "disabled", yes(!x.ready)}, "Download", click(x.onDownload)),
	})
}

// check is the line that says how far the file was verified.
func (x *exportDialog) check() goapp.UI {
	c := x.made.check
	switch {
	case x.trouble != nil:
		return el("p.wrong", attrs{"role", "alert"}, sentence(x.trouble.Error()))
	case !x.ready:
		return el("p.dim", "Writing the file and checking every span…")
	case c.Verified < c.Claims:
		return el("p.wrong", verified(c)+". The others are named below.")
	}
	return el("p.right", verified(c))
}

func (x *exportDialog) onWhat(ctx goapp.Context, value string) {
	x.what = scope(value)
	x.make(ctx)
}

func (x *exportDialog) onFormat(ctx goapp.Context, value string) {
	x.format = value
	x.make(ctx)
}

func (x *exportDialog) onDownload(goapp.Context, goapp.Event) {
	browser.Download(x.made.name, x.made.mediaType, x.made.data)
	x.done()
}

func (x *exportDialog) onCopy(goapp.Context, goapp.Event) {
	d, data := x.Desk, string(x.made.data)
	d.work(func(ctx context.Context) error {
		if err := browser.CopyText(ctx, data); err != nil {
			return err
		}
		d.ctx.Dispatch(func(goapp.Context) { x.done() })
		return nil
	})
}

func (x *exportDialog) done() {
	x.Desk.close()
	x.Desk.say("Exported " + count(x.made.check.Claims, "claim", "claims"))
}

// problemList names what could not be taken as it stands.
func problemList(c records.Check) goapp.UI {
	return el("ul.problems", attrs{"hidden", yes(len(c.Problems) == 0)},
		each(len(c.Problems), func(i int) goapp.UI {
			p := c.Problems[i]
			return el("li", sentence(p.Message), el("div", el("code", p.Pointer)))
		}),
		only(c.More > 0, func() goapp.UI { return el("li", "And "+count(c.More, "more.", "more.")) }),
	)
}

// radio is one choice of a group.
type radio struct {
	goapp.Compo
	Group, Name, Words, Value string
	On                        bool
	Choose                    func(goapp.Context, string)
}

func (r *radio) Render() goapp.UI {
	return el("label",
		el("input", attrs{"id", r.Group + "-" + r.Value, "type", "radio", "name", r.Group, "value", r.Value,
			"checked", yes(r.On), "aria-label", r.Name}, on{"change", r.onChange}),
		el("span", r.Name, el("small", r.Words)),
	)
}

func (r *radio) onChange(ctx goapp.Context, _ goapp.Event) {
	if r.Choose != nil {
		r.Choose(ctx, r.Value)
	}
}
