//go:build js

package app

import (
	"context"
	"strconv"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// codebookPage shows the tags and lets people change them.
type codebookPage struct {
	goapp.Compo
	Desk    *desk
	Version int

	ctx  goapp.Context
	uses map[annotations.ID]int // how many claims have each tag
}

func (p *codebookPage) OnMount(ctx goapp.Context) {
	p.ctx = ctx
	browser.SetTitle("Codebook · Claimlight")
	p.countUses()
}

func (p *codebookPage) countUses() {
	d := p.Desk
	go func() {
		all, err := d.session.listClaims(context.Background())
		if err != nil {
			d.fail(err)
			return
		}
		uses := map[annotations.ID]int{}
		for _, l := range all {
			for _, t := range l.claim.Tags {
				uses[t]++
			}
		}
		p.ctx.Dispatch(func(goapp.Context) { p.uses = uses })
	}()
}

func (p *codebookPage) Render() goapp.UI {
	c := p.Desk.session.Codebook()
	return el("div.page",
		el("div.head",
			el("h1", "Codebook"),
			el("span.grow"),
			button("", p.onUndo, attrs{"disabled", yes(!p.Desk.session.CanUndo(""))}, "Undo"),
			button(".primary", p.onAdd, "Add tag"),
		),
		el("p.dim", c.Name+": the kinds of claims you tell apart, in the order of their keys. It goes along in every export."),
		el("ul.tagbook", attrs{"role", "list", "aria-label", "Tags"}, each(len(c.Tags), func(i int) goapp.UI {
			return &tagEditor{Page: p, Tag: &c.Tags[i], Last: i == len(c.Tags)-1, First: i == 0, Uses: p.uses[c.Tags[i].ID]}
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
	p.change(c.With(annotations.Tag{ID: id, Name: name}), "Tag added")
	p.ctx.Defer(func(goapp.Context) { browser.SelectAll(tagFieldID(id, "name")) })
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

// tagEditor is a tag in the codebook.
type tagEditor struct {
	goapp.Compo
	Page        *codebookPage
	Tag         *annotations.Tag
	First, Last bool
	Uses        int

	deleting bool   // asks before it deletes a tag that is used
	name     string // a name that cannot be used, as it was typed
	trouble  string
}

// CompoID keeps what is typed with its tag when the order changes.
func (t *tagEditor) CompoID() string { return string(t.Tag.ID) }

func (t *tagEditor) Render() goapp.UI {
	tag := t.Tag
	name := tag.Name
	if t.trouble != "" {
		name = t.name
	}
	id := func(f string) string { return tagFieldID(tag.ID, f) }
	return el("li."+tagHue(tag),
		el("div.first",
			&field{Label: "Name", ID: id("name"), Value: name, Change: t.onName},
			&field{Label: "Shortcut key", ID: id("key"), Value: tag.Key, Change: t.onKey},
			&choice{Label: "Colour", ID: id("colour"), Value: string(tag.Colour), Options: names(annotations.Colours), Change: t.onColour},
			&choice{Label: "Underline", ID: id("pattern"), Value: string(tag.Pattern), Options: names(annotations.Patterns), Change: t.onPattern},
		),
		el("div.rest",
			&field{Label: "Definition", ID: id("definition"), Value: tag.Definition, Lines: true, Change: t.onDefinition},
			&field{Label: "Example", ID: id("example"), Value: tag.Example, Lines: true, Change: t.onExample},
		),
		el("div.order",
			button("", t.onUp, attrs{"disabled", yes(t.First)}, "Move up"),
			button("", t.onDown, attrs{"disabled", yes(t.Last)}, "Move down"),
			button(".danger", t.onDelete, "Delete tag"),
		),
		t.below(),
	)
}

// below shows how the tag looks, what is wrong with what was typed, or the
// question whether to delete it.
func (t *tagEditor) below() goapp.UI {
	switch {
	case t.trouble != "":
		return el("p.looks.danger", attrs{"role", "alert"}, t.trouble)
	case t.deleting:
		return el("div.looks", attrs{"role", "alert"},
			el("p", "“"+t.Tag.Name+"” is on "+count(t.Uses, "claim", "claims")+". They keep everything else."),
			button("", t.onKeep, "Keep it"),
			" ",
			button(".danger", t.onReally, "Delete it"),
		)
	}
	example := t.Tag.Example
	if example == "" {
		example = "This is how it looks in a text."
	}
	return el("p.looks", el("span.sample."+string(t.Tag.Pattern), example))
}

// change changes the tag in the codebook that is in force.
func (t *tagEditor) change(f func(*annotations.Tag)) {
	c := t.Page.Desk.session.Codebook().Clone()
	for i := range c.Tags {
		if c.Tags[i].ID == t.Tag.ID {
			f(&c.Tags[i])
		}
	}
	t.trouble = ""
	if err := t.Page.Desk.session.Recode(c, "Tag changed"); err != nil {
		t.trouble = sentence(err.Error())
	}
}

func (t *tagEditor) onName(v string) {
	t.change(func(tag *annotations.Tag) { tag.Name = v })
	t.name = v
}
func (t *tagEditor) onDefinition(v string) {
	t.change(func(tag *annotations.Tag) { tag.Definition = v })
}
func (t *tagEditor) onExample(v string) { t.change(func(tag *annotations.Tag) { tag.Example = v }) }
func (t *tagEditor) onColour(v string) {
	t.change(func(tag *annotations.Tag) { tag.Colour = annotations.Colour(v) })
}
func (t *tagEditor) onPattern(v string) {
	t.change(func(tag *annotations.Tag) { tag.Pattern = annotations.Pattern(v) })
}

// onKey takes the last character typed, so that one key replaces another.
func (t *tagEditor) onKey(v string) {
	r := []rune(strings.TrimSpace(v))
	if len(r) > 1 {
		r = r[len(r)-1:]
	}
	if used := keymapOf(t.Page.Desk.session).used(string(r)); used != "" {
		t.trouble = "“" + string(r) + "” does “" + used + "”. Choose another key here, or give that another in Settings, under Shortcuts."
		t.name = t.Tag.Name
		return
	}
	t.change(func(tag *annotations.Tag) { tag.Key = string(r) })
	browser.SetValue(tagFieldID(t.Tag.ID, "key"), string(r))
}

func (t *tagEditor) onUp(goapp.Context, goapp.Event)   { t.move(-1) }
func (t *tagEditor) onDown(goapp.Context, goapp.Event) { t.move(1) }

func (t *tagEditor) move(by int) {
	c := t.Page.Desk.session.Codebook().Clone()
	for i := range c.Tags {
		if j := i + by; c.Tags[i].ID == t.Tag.ID && 0 <= j && j < len(c.Tags) {
			c.Tags[i], c.Tags[j] = c.Tags[j], c.Tags[i]
			break
		}
	}
	t.Page.change(c, "Tag moved")
}

func (t *tagEditor) onDelete(ctx goapp.Context, e goapp.Event) {
	if t.Uses > 0 {
		t.deleting = true
		return
	}
	t.onReally(ctx, e)
}

func (t *tagEditor) onKeep(goapp.Context, goapp.Event) { t.deleting = false }

// onReally deletes the tag; claims that have it keep its identifier, which
// shows nowhere, so that undoing brings it back on all of them.
func (t *tagEditor) onReally(goapp.Context, goapp.Event) {
	c := t.Page.Desk.session.Codebook().Clone()
	for i := range c.Tags {
		if c.Tags[i].ID == t.Tag.ID {
			c.Tags = append(c.Tags[:i], c.Tags[i+1:]...)
			break
		}
	}
	if err := t.Page.Desk.session.Recode(c, "Tag deleted"); err != nil {
		t.Page.Desk.fail(err)
		return
	}
	t.Page.Desk.say("Tag deleted")
}
