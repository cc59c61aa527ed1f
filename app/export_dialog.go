//go:build js

package app

import (
	"context"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// exportDialog makes a file of an article or the library, checks it, and hands
// it out.
type exportDialog struct {
	goapp.Compo
	Desk    *desk
	What    scope
	Article annotations.ID // "" where none is being read

	made    parcel
	ready   bool
	trouble error
}

func (x *exportDialog) OnMount(ctx goapp.Context) {
	browser.ShowModal(dialogID)
	if x.What == "" || x.Article == "" {
		x.What = wholeLibrary
	}
	x.make(ctx)
}

// make writes the file and checks it.
func (x *exportDialog) make(ctx goapp.Context) {
	x.ready, x.trouble = false, nil
	d, what, article := x.Desk, x.What, x.Article
	go func() {
		made, err := d.session.export(context.Background(), what, article)
		ctx.Dispatch(func(goapp.Context) {
			if x.What == what {
				x.made, x.trouble, x.ready = made, err, err == nil
			}
		})
	}()
}

func (x *exportDialog) Render() goapp.UI {
	return modal(x.Desk, "", "Export", []goapp.UI{
		goapp.FieldSet().Class("choices").Role("radiogroup").Aria("label", "What").Body(
			goapp.Legend().Class("over").Text("What"),
			goapp.Div().Class("choices").Body(
				goapp.If(x.Article != "", func() goapp.UI {
					e, _ := x.Desk.session.Entry(x.Article)
					return &radio{Group: "what", Name: "This article", Words: e.Title, Value: string(thisArticle), On: x.What == thisArticle, Choose: x.onWhat}
				}),
				&radio{Group: "what", Name: "Whole library", Words: count(len(x.Desk.session.Entries()), "article", "articles") + ", all claims, the codebook",
					Value: string(wholeLibrary), On: x.What == wholeLibrary, Choose: x.onWhat},
			),
		),
		goapp.FieldSet().Class("choices").Role("radiogroup").Aria("label", "Format").Body(
			goapp.Legend().Class("over").Text("Format"),
			goapp.Div().Class("choices").Body(
				&radio{Group: "format", Name: "Claimlight JSON", Value: "claimlight", On: true,
					Words: "A W3C Web Annotation collection with the texts inside. Comes back without loss; other annotation tools read it."},
			),
		),
		x.check(),
		problemList(x.made.report.Problems, x.made.report.More),
	}, []goapp.UI{
		goapp.Button().Type("button").Text("Copy").Disabled(!x.ready).OnClick(x.onCopy),
		goapp.Button().Type("button").Class("primary").Text("Download").Disabled(!x.ready).OnClick(x.onDownload),
	})
}

// check is the line that says how far the file was verified.
func (x *exportDialog) check() goapp.UI {
	switch {
	case x.trouble != nil:
		return goapp.P().Class("wrong").Role("alert").Text(sentence(x.trouble.Error()))
	case !x.ready:
		return goapp.P().Class("dim").Text("Writing the file and checking every span…")
	case x.made.report.Verified < x.made.report.Total:
		return goapp.P().Class("wrong").Text(verified(x.made.report) + ". The others are named below.")
	}
	return goapp.P().Class("right").Text(verified(x.made.report))
}

func (x *exportDialog) onWhat(ctx goapp.Context, value string) {
	x.What = scope(value)
	x.make(ctx)
}

func (x *exportDialog) onDownload(goapp.Context, goapp.Event) {
	browser.Download(x.made.name, "application/ld+json", x.made.data)
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
	x.Desk.say("Exported " + count(x.made.report.Total, "claim", "claims"))
}

// problemList names what could not be taken as it stands.
func problemList(problems []format.Problem, more int) goapp.UI {
	return goapp.Ul().Class("problems").Hidden(len(problems) == 0).Body(
		goapp.Range(problems).Slice(func(i int) goapp.UI {
			p := problems[i]
			return goapp.Li().Body(
				goapp.Text(sentence(p.Message)),
				goapp.If(p.Pointer != "", func() goapp.UI { return goapp.Div().Body(goapp.Code().Text(p.Pointer)) }),
			)
		}),
		goapp.If(more > 0, func() goapp.UI { return goapp.Li().Text("And " + count(more, "more.", "more.")) }),
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
	id := r.Group + "-" + r.Value
	return goapp.Label().Body(
		goapp.Input().ID(id).Type("radio").Name(r.Group).Attr("value", r.Value).Checked(r.On).
			Aria("label", r.Name).OnChange(r.onChange),
		goapp.Span().Body(goapp.Text(r.Name), goapp.Small().Text(r.Words)),
	)
}

func (r *radio) onChange(ctx goapp.Context, _ goapp.Event) {
	if r.Choose != nil {
		r.Choose(ctx, r.Value)
	}
}
