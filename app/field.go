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
	var input goapp.UI
	if f.Lines {
		t := goapp.Textarea().ID(f.ID).Rows(2).Placeholder(f.Hint).OnInput(f.onInput)
		if f.Shortcut != "" {
			t = t.Aria("keyshortcuts", f.Shortcut)
		}
		input = t
	} else {
		input = goapp.Input().ID(f.ID).Type("text").Placeholder(f.Hint).AutoComplete(false).OnInput(f.onInput)
	}
	return goapp.Label().Class("field").Body(goapp.Span().Text(f.Label), input)
}

func (f *field) onInput(ctx goapp.Context, _ goapp.Event) {
	f.Change(ctx.JSSrc().Get("value").String())
}

// choice is a labelled list to choose from.
type choice struct {
	goapp.Compo
	Label   string
	ID      string
	Value   string
	Empty   string // what no choice is called; "" where there must be one
	Options []string
	Change  func(string)
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
	return goapp.Label().Class("field").Body(
		goapp.Span().Text(c.Label),
		goapp.Select().ID(c.ID).OnChange(c.onChange).Body(goapp.Range(options).Slice(func(i int) goapp.UI {
			name := options[i]
			if name == noChoice {
				name = c.Empty
			}
			return goapp.Option().Value(options[i]).Text(upperFirst(name))
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
