//go:build js

package app

import (
	"strings"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// el makes an element: of a tag and classes, as in "button.primary.wide", and of
// parts in any order:
//
//	attrs        pairs of names and values; a pair whose value is "" sets nothing
//	on           a handler
//	string       text
//	goapp.UI     an element or component
//	[]goapp.UI   several of them
//	nil          nothing
//
// It does what go-app's own methods do in two thirds of the program's size:
// each of those is a call and an allocation, wherever it stands.
func el(kind string, parts ...any) goapp.UI {
	tag, classes, _ := strings.Cut(kind, ".")
	e := newElement(tag)
	if classes != "" {
		e.Attr("class", strings.ReplaceAll(classes, ".", " "))
	}
	var body []goapp.UI
	for _, p := range parts {
		switch p := p.(type) {
		case attrs:
			for i := 0; i < len(p); i += 2 {
				if p[i+1] != "" {
					e.Attr(p[i], p[i+1])
				}
			}
		case on:
			e.On(p.event, p.do)
		case string:
			body = append(body, goapp.Text(p))
		case []goapp.UI:
			body = append(body, p...)
		case goapp.UI:
			body = append(body, p)
		}
	}
	return e.Body(body...)
}

// attrs are pairs of names and values of attributes.
type attrs []string

// on is a handler of an event.
type on struct {
	event string
	do    goapp.EventHandler
}

// click is a handler of clicks.
func click(do goapp.EventHandler) on { return on{"click", do} }

// button is a button of the given classes, as in ".primary.wide", that does
// something when it is clicked; parts are as for [el].
func button(classes string, do goapp.EventHandler, parts ...any) goapp.UI {
	return el("button"+classes, append(parts, attrs{"type", "button"}, click(do))...)
}

// newElement makes an empty element. SVG has a name space of its own.
func newElement(tag string) goapp.HTMLElem {
	switch tag {
	case "svg", "path", "rect":
		return goapp.Elem(tag).XMLNS("http://www.w3.org/2000/svg")
	}
	return goapp.Elem(tag)
}

// yes is the value of an attribute that is set or not, such as "hidden",
// "checked" or "aria-pressed". It is never "", since go-app does not undo what
// an attribute did when it takes it away.
func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// when is s where b holds, else "".
func when(b bool, s string) string {
	if b {
		return s
	}
	return ""
}

// only is what show returns where b holds, else nothing.
func only(b bool, show func() goapp.UI) goapp.UI {
	if b {
		return show()
	}
	return nil
}

// each makes something of every index below n.
func each(n int, show func(int) goapp.UI) []goapp.UI {
	list := make([]goapp.UI, n)
	for i := range list {
		list[i] = show(i)
	}
	return list
}
