//go:build js

package app

import (
	"cmp"
	"slices"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// field is a labelled text field. Its value is put into the page's element by
// hand: go-app cannot empty one.
type field struct {
	goapp.Compo
	Label    string
	ID       string
	Value    string
	Hint     string
	Shortcut string
	Lines    bool // of several lines
	Fresh    bool // to be typed over: once it is there it has the focus, and all in it is selected
	Change   func(string)
	Type     func(was, now string) // instead of Change, of a field that other tabs type into as well
	Variants variants              // what else it was set to at the same time

	known string // what is in the page's element, as far as this program knows
	typed bool   // it was typed here
}

func (f *field) OnMount(goapp.Context) {
	browser.SetValue(f.ID, f.Value)
	f.known = f.Value
	if f.Fresh {
		browser.SelectAll(f.ID)
	}
}

// OnUpdate puts the value into the element, but over nothing that was typed and
// is still to be told, and over nothing typed here that another tab has typed
// over.
func (f *field) OnUpdate(goapp.Context) {
	shown, _ := f.shown()
	if shown != f.Value || browser.Value(f.ID) != f.known {
		return
	}
	if f.known != f.Value {
		browser.SetValue(f.ID, f.Value)
		f.known, f.typed = f.Value, false
	}
}

// shown is what the field shows, and what else it might.
func (f *field) shown() (string, []string) {
	if !f.typed {
		return f.Value, f.Variants.values
	}
	return shownAndOthers(f.Value, f.known, f.Variants.values)
}

func (f *field) Render() goapp.UI {
	own := attrs{"id", f.ID, "placeholder", f.Hint}
	var input goapp.UI
	if f.Lines {
		input = el("textarea", own, attrs{"rows", "2", "aria-keyshortcuts", f.Shortcut}, on{"input", f.onInput})
	} else {
		input = el("input", own, attrs{"type", "text", "autocomplete", "off"}, on{"input", f.onInput})
	}
	label := el("label.field", el("span", f.Label), input)
	if f.Variants.settle == nil {
		return label
	}
	shown, others := f.shown()
	return el("div", label, &variantList{Label: f.Label, Shown: shown, Others: others, Settle: f.Variants.settle})
}

func (f *field) onInput(ctx goapp.Context, _ goapp.Event) {
	was, now := f.known, ctx.JSSrc().Get("value").String()
	f.known, f.typed = now, true
	if f.Type != nil {
		f.Type(was, now)
		return
	}
	f.Change(now)
}

// choice is a labelled list to choose from.
type choice struct {
	goapp.Compo
	Label    string
	ID       string
	Value    string
	Empty    string // what no choice is called; "" where there must be one
	Options  []string
	Shortcut string
	Change   func(string)
	Variants variants // what else it was set to at the same time
}

// noChoice is the value of the option that stands for "": go-app cannot give an
// option an empty one.
const noChoice = "-"

func (c *choice) OnMount(goapp.Context)  { c.put() }
func (c *choice) OnUpdate(goapp.Context) { c.put() }

func (c *choice) put() { browser.SetValue(c.ID, cmp.Or(c.Value, noChoice)) }

func (c *choice) Render() goapp.UI {
	options := slices.Clone(c.Options)
	if c.Empty != "" {
		options = slices.Insert(options, 0, noChoice)
	}
	label := el("label.field",
		el("span", c.Label),
		el("select", attrs{"id", c.ID, "aria-keyshortcuts", c.Shortcut}, on{"change", c.onChange}, each(len(options), func(i int) goapp.UI {
			name := options[i]
			if name == noChoice {
				name = c.Empty
			}
			return el("option", attrs{"value", options[i]}, upperFirst(name))
		})),
	)
	if c.Variants.settle == nil {
		return label
	}
	return el("div", label, &variantList{Label: c.Label, Shown: c.Value, Others: c.Variants.values, Settle: c.Variants.settle})
}

func (c *choice) onChange(ctx goapp.Context, _ goapp.Event) {
	v := ctx.JSSrc().Get("value").String()
	if v == noChoice {
		v = ""
	}
	c.Change(v)
}

// searchID is the id of the field where a list is searched.
const searchID = "search"

// searchField is where a list is searched. The shortcut "/" leads there.
func searchField(classes, label string, search goapp.EventHandler) goapp.UI {
	return el("input"+classes, attrs{"id", searchID, "type", "search", "aria-label", label, "placeholder", label, "autocomplete", "off"},
		on{"input", search})
}

// remark is something pointed out below a field; nothing where there are no words.
func remark(words string) goapp.UI {
	return el("p.remark", attrs{"role", "note", "hidden", yes(words == "")}, words)
}
