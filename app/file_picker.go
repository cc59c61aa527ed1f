//go:build js

package app

import (
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// filePicker is a button that has the person choose a file.
type filePicker struct {
	goapp.Compo
	Name   string // what the button says
	Accept string // file name endings
	Pick   func(browser.File)
}

const pickerInput = "file-picker"

func (f *filePicker) Render() goapp.UI {
	return el("span.picker",
		button("", f.onClick, f.Name),
		// The button opens it, and is all that people meet.
		el("input", attrs{"id", pickerInput, "type", "file", "accept", f.Accept, "hidden", "true", "tabindex", "-1"}, on{"change", f.onChange}),
	)
}

func (f *filePicker) onClick(goapp.Context, goapp.Event) { browser.Press(pickerInput) }

func (f *filePicker) onChange(goapp.Context, goapp.Event) {
	for _, file := range browser.Files(pickerInput) {
		f.Pick(file)
	}
}
