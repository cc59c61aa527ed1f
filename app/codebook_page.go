//go:build js

package app

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// codebookPage shows the tags and lets people change them.
type codebookPage struct {
	goapp.Compo
	Desk    *desk
	Version int

	ctx     goapp.Context
	uses    map[annotations.ID]int // how many claims have each tag
	counted int                    // the version that uses are of
	fresh   annotations.ID         // a tag that was added and is to be named, until it is drawn
}

func (p *codebookPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	browser.SetTitle("Codebook · Claimlight")
	p.countUses()
}

func (p *codebookPage) OnUpdate(goapp.Context) {
	if p.counted != p.Version {
		p.countUses()
	}
}

func (p *codebookPage) countUses() {
	d := p.Desk
	p.counted = p.Version
	d.work(func(ctx context.Context) error {
		uses, err := d.session.TagUses(ctx)
		if err == nil {
			p.ctx.Dispatch(func(goapp.Context) { p.uses = uses })
		}
		return err
	})
}

func (p *codebookPage) Render() goapp.UI {
	c := p.Desk.session.Codebook()
	return el("div.page",
		el("div.head",
			el("h1", "Codebook"),
			el("span.grow"),
			button("", p.onUndo, attrs{"disabled", yes(!p.Desk.session.CanUndo(""))}, "Undo"),
			&filePicker{Name: "Import codebook", Accept: ".json", Pick: p.onImport},
			button("", p.onExport, "Export codebook"),
			button(".primary", p.onAdd, "Add tag"),
		),
		el("p.dim", c.Name+": the kinds of claims you tell apart, in the order of their keys. It goes along in every export."),
		el("div.ready", attrs{"role", "group", "aria-labelledby", "ready-books"},
			el("span", attrs{"id", "ready-books"}, "Load a ready codebook"),
			each(len(readyBooks), func(i int) goapp.UI {
				return &readyBook{Page: p, Index: i}
			}),
		),
		el("ul.tagbook", attrs{"role", "list", "aria-label", "Tags"}, each(len(c.Tags), func(i int) goapp.UI {
			return &tagEditor{Page: p, Tag: &c.Tags[i], Last: i == len(c.Tags)-1, First: i == 0,
				Uses: p.uses[c.Tags[i].ID], Counted: p.uses != nil}
		})),
	)
}

func (p *codebookPage) onUndo(goapp.Context, goapp.Event) { p.Desk.undo() }

func (p *codebookPage) onAdd(goapp.Context, goapp.Event) {
	s := p.Desk.session
	id, err := s.newID()
	if err != nil {
		p.Desk.fail(err)
		return
	}
	c := s.Codebook()
	name := "New tag"
	for n := 2; ; n++ {
		if _, taken := c.Named(name); !taken {
			break
		}
		name = "New tag " + strconv.Itoa(n)
	}
	p.fresh = id
	p.change(c.With(annotations.Tag{ID: id, Name: name}), "Tag added")
}

// change puts a codebook into force.
func (p *codebookPage) change(c annotations.Codebook, said string) {
	if err := p.Desk.session.Recode(c, said); err != nil {
		p.Desk.fail(err)
		return
	}
	p.Desk.say(said)
}

func tagFieldID(tag annotations.ID, name string) string {
	return "tag-" + strings.Map(func(r rune) rune {
		if r == ':' {
			return '-'
		}
		return r
	}, string(tag)) + "-" + name
}

// readyBooks are the codebooks that come with the app.
var readyBooks = annotations.ReadyCodebooks()

// readyBook loads one of them.
type readyBook struct {
	goapp.Compo
	Page  *codebookPage
	Index int
}

func (b *readyBook) Render() goapp.UI {
	c := &readyBooks[b.Index]
	return button("", b.onClick, attrs{"aria-description", count(len(c.Tags), "tag", "tags")}, c.Name)
}

func (b *readyBook) onClick(goapp.Context, goapp.Event) { b.Page.load(readyBooks[b.Index]) }

// load puts another codebook into force, and says what became of the tags before.
func (p *codebookPage) load(c annotations.Codebook) {
	d := p.Desk
	d.work(func(ctx context.Context) error {
		kept, err := d.session.Adopt(ctx, c)
		if err != nil {
			return err
		}
		said := "Codebook loaded: " + c.Name
		if n := len(kept); n > 0 {
			said += ". " + count(n, "tag that claims have stays", "tags that claims have stay") + ": " + strings.Join(kept, ", ")
		}
		d.sayUndo(said)
		return nil
	})
}

// onImport loads the codebook of a file.
func (p *codebookPage) onImport(f browser.File) {
	d := p.Desk
	d.work(func(ctx context.Context) error {
		data, err := f.Bytes(ctx)
		if err != nil {
			return err
		}
		made, err := d.worker.Do(ctx, browser.Job{Name: "codebook", Parts: [][]byte{data}})
		if err != nil {
			return fmt.Errorf("%s was not loaded: %w", strconv.Quote(f.Name), err)
		}
		r, _, err := records.Take(made[0])
		if err != nil {
			return err
		}
		c, err := records.ReadCodebook(r.Record)
		if err != nil {
			return err
		}
		c.Name = cmp.Or(c.Name, f.Name)
		p.load(c)
		return nil
	})
}

// onExport hands out the codebook as Claimlight JSON without any article.
func (p *codebookPage) onExport(goapp.Context, goapp.Event) {
	d := p.Desk
	d.work(func(ctx context.Context) error {
		bundle, err := d.session.BundleClaims(ctx, nil)
		if err != nil {
			return err
		}
		k := kinds[0]
		made, err := d.worker.Do(ctx, browser.Job{Name: "export", Words: []string{k.name}, Parts: [][]byte{bundle}})
		if err != nil {
			return err
		}
		c := d.session.Codebook()
		browser.Download(fileName(c.Name+" codebook")+k.extension, k.mediaType, made[1])
		d.say("Exported a codebook of " + count(len(c.Tags), "tag", "tags"))
		return nil
	})
}
