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
	Change   func(string)
}

func (f *field) OnMount(goapp.Context)  { browser.SetValue(f.ID, f.Value) }
func (f *field) OnUpdate(goapp.Context) { browser.SetValue(f.ID, f.Value) }

func (f *field) Render() goapp.UI {
	own := attrs{"id", f.ID, "placeholder", f.Hint}
	var input goapp.UI
	if f.Lines {
		input = el("textarea", own, attrs{"rows", "2", "aria-keyshortcuts", f.Shortcut}, on{"input", f.onInput})
	} else {
		input = el("input", own, attrs{"type", "text", "autocomplete", "off"}, on{"input", f.onInput})
	}
	return el("label.field", el("span", f.Label), input)
}

func (f *field) onInput(ctx goapp.Context, _ goapp.Event) {
	f.Change(ctx.JSSrc().Get("value").String())
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
	return el("label.field",
		el("span", c.Label),
		el("select", attrs{"id", c.ID, "aria-keyshortcuts", c.Shortcut}, on{"change", c.onChange}, each(len(options), func(i int) goapp.UI {
			name := options[i]
			if name == noChoice {
				name = c.Empty
			}
			return el("option", attrs{"value", options[i]}, upperFirst(name))
		})),
	)
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
