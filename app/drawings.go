//go:build js

package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

const svgNamespace = "http://www.w3.org/2000/svg"

// svg is an SVG element of the given name and attributes, pairs of them.
func svg(name string, attributes ...string) goapp.HTMLElem {
	e := goapp.Elem(name).XMLNS(svgNamespace)
	for i := 0; i+1 < len(attributes); i += 2 {
		e = e.Attr(attributes[i], attributes[i+1])
	}
	return e
}

// brandMark is the app's sign: a highlighted line of three.
func brandMark() goapp.UI {
	return svg("svg", "viewBox", "0 0 24 24", "width", "22", "height", "22", "aria-hidden", "true").Body(
		svg("rect", "x", "2", "y", "9", "width", "20", "height", "8", "rx", "2", "class", "mark"),
		svg("path", "d", "M5 6h14M5 13h11M5 20h8", "class", "ink"),
	)
}

// emptyDrawing is a page with three marked lines.
func emptyDrawing() goapp.UI {
	return svg("svg", "viewBox", "0 0 132 96", "class", "drawing", "aria-hidden", "true").Body(
		svg("rect", "x", "26", "y", "4", "width", "80", "height", "88", "rx", "6", "class", "sheet"),
		svg("rect", "x", "36", "y", "27", "width", "52", "height", "9", "rx", "2", "class", "m1"),
		svg("rect", "x", "36", "y", "49", "width", "38", "height", "9", "rx", "2", "class", "m2"),
		svg("rect", "x", "58", "y", "71", "width", "36", "height", "9", "rx", "2", "class", "m3"),
		svg("path", "d", "M38 18h30M38 31.5h48M38 42.5h56M38 53.5h34M38 64.5h56M38 75.5h54", "class", "lines"),
	)
}

// icons are drawn on 20 by 20 with a stroke of the text's colour.
var icons = map[string]string{
	"bin":  "M4 6h12M8 6V4h4v2M6 6l1 10h6l1-10M9 9v4M11 9v4",
	"undo": "M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8",
	"redo": "M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12",
	"x":    "M5 5l10 10M15 5 5 15",
}

func icon(name string) goapp.UI {
	return svg("svg", "viewBox", "0 0 20 20", "class", "icon-drawing", "width", "18", "height", "18", "aria-hidden", "true").Body(
		svg("path", "d", icons[name]),
	)
}

// strip draws where in an article its claims are.
func strip(dashes []dash) goapp.UI {
	return svg("svg", "class", "strip", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "aria-hidden", "true").Body(
		goapp.Range(dashes).Slice(func(i int) goapp.UI {
			return svg("rect", "x", strconv.Itoa(dashes[i].at), "y", "0", "width", strconv.Itoa(dashes[i].wide),
				"height", "10", "class", dashes[i].hue)
		}),
	)
}
