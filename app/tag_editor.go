//go:build js

package app

import (
	"context"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// tagEditor is a tag in the codebook.
type tagEditor struct {
	goapp.Compo
	Page        *codebookPage
	Tag         *annotations.Tag
	First, Last bool
	Uses        int
	Counted     bool // Uses is known

	deleting bool   // asks whether to delete it
	merging  bool   // asks what to merge it into
	into     string // the identifier of that tag
	name     string // a name that cannot be used, as it was typed
	trouble  string
}

// CompoID keeps what is typed with its tag when the order changes.
func (t *tagEditor) CompoID() string { return string(t.Tag.ID) }

// OnMount forgets that the tag is new: its name has been told.
func (t *tagEditor) OnMount(goapp.Context) {
	if t.Page.fresh == t.Tag.ID {
		t.Page.fresh = ""
	}
}

func (t *tagEditor) Render() goapp.UI {
	tag := t.Tag
	name := tag.Name
	if t.trouble != "" {
		name = t.name
	}
	id := func(f string) string { return tagFieldID(tag.ID, f) }
	return el("li."+tagHue(tag),
		el("div.first",
			&field{Label: "Name", ID: id("name"), Value: name, Change: t.onName, Fresh: t.Page.fresh == tag.ID},
			&field{Label: "Shortcut key", ID: id("key"), Value: tag.Key, Change: t.onKey},
			&choice{Label: "Colour", ID: id("colour"), Value: string(tag.Colour), Options: names(annotations.Colours), Change: t.onColour},
			&choice{Label: "Underline", ID: id("pattern"), Value: string(tag.Pattern), Options: names(annotations.Patterns), Change: t.onPattern},
		),
		el("div.rest",
			&field{Label: "Definition", ID: id("definition"), Value: tag.Definition, Lines: true, Change: t.onDefinition},
			&field{Label: "Example", ID: id("example"), Value: tag.Example, Lines: true, Change: t.onExample},
		),
		el("div.order",
			button("", t.onUp, attrs{"id", id("up"), "disabled", yes(t.First)}, "Move up"),
			button("", t.onDown, attrs{"id", id("down"), "disabled", yes(t.Last)}, "Move down"),
			button("", t.onMerge, attrs{"aria-expanded", yes(t.merging), "disabled", yes(t.First && t.Last)}, "Merge into…"),
			button(".danger", t.onDelete, attrs{"aria-expanded", yes(t.deleting)}, "Delete tag"),
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
		return el("div.looks.asking", attrs{"role", "group", "aria-label", "Delete " + t.Tag.Name},
			el("p", attrs{"role", "alert"}, t.use("They keep everything else.")),
			button("", t.onKeep, "Keep it"),
			button(".danger", t.onReally, "Delete it"),
		)
	case t.merging:
		return el("div.looks.asking", attrs{"role", "group", "aria-label", "Merge " + t.Tag.Name},
			el("p", attrs{"role", "alert"}, t.use("They get another tag instead, and this one goes.")),
			el("label.field", el("span", "Merge into"), t.others()),
			button("", t.onKeep, "Keep it"),
			button(".primary", t.onReallyMerge, "Merge tags"),
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
	// The buttons were moved along, and one of them may be disabled now.
	button := map[int]string{-1: "up", 1: "down"}
	t.Page.ctx.Defer(func(goapp.Context) {
		browser.Focus(tagFieldID(t.Tag.ID, button[-by]))
		browser.Focus(tagFieldID(t.Tag.ID, button[by]))
	})
}

// others are the tags that t can be merged into.
func (t *tagEditor) others() goapp.UI {
	var list []annotations.Tag
	for _, other := range t.Page.Desk.session.Codebook().Tags {
		if other.ID != t.Tag.ID {
			list = append(list, other)
		}
	}
	return el("select", attrs{"id", tagFieldID(t.Tag.ID, "into")}, on{"change", t.onInto}, each(len(list), func(i int) goapp.UI {
		return el("option", attrs{"value", string(list[i].ID), "selected", yes(string(list[i].ID) == t.into)}, list[i].Name)
	}))
}

// use says on how many claims the tag is, and what becomes of them.
func (t *tagEditor) use(then string) string {
	switch {
	case !t.Counted:
		return "Counting the claims that have “" + t.Tag.Name + "”…"
	case t.Uses == 0:
		return "No claim has “" + t.Tag.Name + "”."
	}
	return "“" + t.Tag.Name + "” is on " + count(t.Uses, "claim", "claims") + ". " + then
}

// ask opens one of the questions, or closes it where it is open.
func (t *tagEditor) ask(question *bool) {
	open := !*question
	t.deleting, t.merging, t.trouble = false, false, ""
	*question = open
}

func (t *tagEditor) onDelete(goapp.Context, goapp.Event) { t.ask(&t.deleting) }

func (t *tagEditor) onMerge(ctx goapp.Context, _ goapp.Event) {
	t.ask(&t.merging)
	ctx.Defer(func(goapp.Context) {
		t.into = browser.Value(tagFieldID(t.Tag.ID, "into")) // the first, until another is chosen
		browser.Focus(tagFieldID(t.Tag.ID, "into"))
	})
}

func (t *tagEditor) onInto(ctx goapp.Context, _ goapp.Event) {
	t.into = ctx.JSSrc().Get("value").String()
}

func (t *tagEditor) onKeep(goapp.Context, goapp.Event) { t.deleting, t.merging = false, false }

// onReally deletes the tag; claims that have it keep its identifier, which
// shows nowhere, so that undoing brings it back on all of them.
func (t *tagEditor) onReally(goapp.Context, goapp.Event) {
	d := t.Page.Desk
	if err := d.session.Recode(d.session.Codebook().Without(t.Tag.ID), "Tag deleted"); err != nil {
		d.fail(err)
		return
	}
	d.say("Tag deleted")
	browser.Focus("content") // the buttons are gone with the tag
}

func (t *tagEditor) onReallyMerge(goapp.Context, goapp.Event) {
	d, from, into := t.Page.Desk, t.Tag.ID, annotations.ID(t.into)
	d.work(func(ctx context.Context) error {
		claims, err := d.session.MergeTag(ctx, from, into)
		if err != nil {
			return err
		}
		d.say("Tags merged on " + count(claims, "claim", "claims"))
		return nil
	})
	browser.Focus("content")
}
