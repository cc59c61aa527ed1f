//go:build js

package app

import (
	"context"
	"slices"

	"claimlight/annotations"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// A relation is what the library has that an article to be added is, or is a new
// version of.
type relation struct {
	entry *Entry // nil for nothing
	same  bool   // entry has its very text
}

// relate finds out what the library has of an article. Next is the article that it
// is said to be the next version of, or "".
func (d *desk) relate(whole *annotations.Article, next annotations.ID) relation {
	entries := d.session.Entries()
	e, same := known(entries, whole)
	if !same && next != "" {
		if list := versions(entries, next); len(list) > 0 {
			e = list[0]
		}
	}
	return relation{e, same}
}

// relationNote says what the library has. Next is as for [desk.relate].
func (d *desk) relationNote(r relation, next annotations.ID) goapp.UI {
	if r.entry == nil {
		return el("p", attrs{"hidden", "true"})
	}
	e := r.entry
	added := "“" + e.Title + "”, added " + versionName(e)
	if r.same && next != "" && slices.ContainsFunc(versions(d.session.Entries(), next), func(v *Entry) bool { return v == e }) {
		return el("p.same-article", attrs{"role", "status"}, "Nothing has changed: this is the text of ",
			el("a", attrs{"href", readLink(e.ID, "")}, added), ".")
	}
	if r.same {
		return el("p.same-article", attrs{"role", "status"}, "Identical: this text is already in your library: ",
			el("a", attrs{"href", readLink(e.ID, "")}, added), ".")
	}
	return el("p.same-article", attrs{"role", "status"},
		"You have an earlier text of this article: "+added+". Saved as a new version, it is compared with that one; "+
			"claims whose words are still there are carried over, and you decide about the others. The earlier version stays.")
}

// saveVersion adds whole as the next version of previous, and shows what changed.
func (d *desk) saveVersion(whole annotations.Article, previous annotations.ID, progress func(float64), failed func()) {
	go func() {
		err := d.addVersion(context.Background(), whole, previous, progress)
		if err != nil {
			d.fail(err)
			d.ctx.Dispatch(func(goapp.Context) { failed() })
		}
	}()
}

func (d *desk) addVersion(ctx context.Context, whole annotations.Article, previous annotations.ID, progress func(float64)) error {
	before, err := d.session.Bundle(ctx, previous)
	if err != nil {
		return err
	}
	made, err := d.compare(ctx, before, records.BundleArticle(&whole), progress)
	if err != nil {
		return err
	}
	list := surely(made.Fates)
	id, had, err := d.session.AddVersion(ctx, whole, previous, list)
	if err != nil {
		return err
	}
	d.ctx.Dispatch(func(goapp.Context) { d.compared = map[annotations.ID]*comparison{id: made} })
	d.close()
	if had {
		d.say("You have this text already; here it is")
		d.goTo(readLink(id, ""))
		return nil
	}
	said := "New version added. " + count(len(list), "claim", "claims") + " carried over"
	if wait := len(made.Fates) - len(list); wait > 0 {
		said += ", " + count(wait, "waits", "wait") + " for you"
	}
	d.sayUndo(said)
	d.goTo(compareLink(id, ""))
	return nil
}

// linkVersion makes an article that the library has the next version of what is
// now the newest version of another.
func (d *desk) linkVersion(ctx context.Context, article, earlier annotations.ID) error {
	previous := versions(d.session.Entries(), earlier)[0].ID
	before, err := d.session.Bundle(ctx, previous)
	if err != nil {
		return err
	}
	after, err := d.session.Bundle(ctx, article)
	if err != nil {
		return err
	}
	made, err := d.compare(ctx, before, after, nil)
	if err != nil {
		return err
	}
	list := surely(made.Fates)
	if err := d.session.MakeVersion(ctx, article, previous, list); err != nil {
		return err
	}
	d.sayUndo("New version linked. " + count(len(list), "claim", "claims") + " carried over")
	return nil
}
