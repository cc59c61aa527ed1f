//go:build js

package app

import (
	"context"
	"net/url"

	"claimlight/annotations"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// versionChoice leads from one version of an article to another.
type versionChoice struct {
	goapp.Compo
	Desk    *desk
	Article annotations.ID
	Compare bool // each with what has changed in it
	Version int

	counted annotations.ID
	claims  map[annotations.ID]int // by version
}

func (v *versionChoice) OnMount(ctx goapp.Context)  { v.count(ctx) }
func (v *versionChoice) OnUpdate(ctx goapp.Context) { v.count(ctx) }

// count counts the claims of each version, once for each that is opened.
func (v *versionChoice) count(ctx goapp.Context) {
	if v.counted == v.Article {
		return
	}
	v.counted = v.Article
	d, list := v.Desk, versions(v.Desk.session.Entries(), v.Article)
	if len(list) < 2 {
		return
	}
	go func() {
		claims := make(map[annotations.ID]int, len(list))
		for _, e := range list {
			all, err := d.session.Claims(context.Background(), e.ID)
			if err != nil {
				d.fail(err)
				return
			}
			claims[e.ID] = len(all)
		}
		ctx.Dispatch(func(goapp.Context) { v.claims = claims })
	}()
}

func (v *versionChoice) Render() goapp.UI {
	list := versions(v.Desk.session.Entries(), v.Article)
	return el("label", attrs{"hidden", yes(len(list) < 2)}, "Version",
		el("select", attrs{"aria-label", "Version"}, on{"change", v.onChange}, each(len(list), func(i int) goapp.UI {
			e := list[i]
			words := versionName(e)
			if n, ok := v.claims[e.ID]; ok {
				if r := v.Desk.session.Reading(); r != nil && r.Article.ID == e.ID {
					n = len(r.Placed) + len(r.Lost)
				}
				words += " · " + count(n, "claim", "claims")
			}
			return el("option", attrs{"value", string(e.ID), "selected", yes(e.ID == v.Article)}, words)
		})),
	)
}

// versionName is what a version is called: when it was added.
func versionName(e *Entry) string { return e.Added.Local().Format("2 January 2006, 15:04") }

func (v *versionChoice) onChange(ctx goapp.Context, _ goapp.Event) {
	id := annotations.ID(ctx.JSSrc().Get("value").String())
	e := v.Desk.session.Entry(id)
	if v.Compare && e != nil && v.Desk.session.Entry(e.Previous) != nil {
		v.Desk.goTo(compareLink(id, ""))
		return
	}
	v.Desk.goTo(readLink(id, ""))
}

// compareLink is the address of a version with what has changed in it, and of a
// claim of the version before.
func compareLink(article, claim annotations.ID) string {
	return readLink(article, claim) + "&mode=" + url.QueryEscape(compareMode)
}

// compareMode is the reader's mode that shows what has changed.
const compareMode = "compare"
