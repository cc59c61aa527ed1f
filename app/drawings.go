//go:build js

package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// svg is a drawing of the given width and height, which those who cannot see it
// are not told of.
func svg(classes string, width, height string, own attrs, shapes ...any) goapp.UI {
	return el("svg"+classes, append(shapes, own, attrs{"viewBox", "0 0 " + width + " " + height, "aria-hidden", "true"})...)
}

// rect is a rectangle.
func rect(class, x, y, width, height, round string) goapp.UI {
	return el("rect", attrs{"class", class, "x", x, "y", y, "width", width, "height", height, "rx", round})
}

// brandMark is the app's sign: a highlighted line of three.
func brandMark() goapp.UI {
	return svg("", "24", "24", attrs{"width", "22", "height", "22"},
		rect("mark", "2", "9", "20", "8", "2"),
		el("path.ink", attrs{"d", "M5 6h14M5 13h11M5 20h8"}),
	)
}

// emptyDrawing is a page with three marked lines.
func emptyDrawing() goapp.UI {
	return svg(".drawing", "132", "96", nil,
		rect("sheet", "26", "4", "80", "88", "6"),
		rect("m1", "36", "27", "52", "9", "2"),
		rect("m2", "36", "49", "38", "9", "2"),
		rect("m3", "58", "71", "36", "9", "2"),
		el("path.lines", attrs{"d", "M38 18h30M38 31.5h48M38 42.5h56M38 53.5h34M38 64.5h56M38 75.5h54"}),
	)
}

// icons are drawn on 20 by 20 with a stroke of the text's colour.
var icons = map[string]string{
	"bin":   "M4 6h12M8 6V4h4v2M6 6l1 10h6l1-10M9 9v4M11 9v4",
	"undo":  "M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8",
	"redo":  "M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12",
	"print": "M6 8V3.5h8V8M6 14H4V8h12v6h-2M6 11.5h8v5H6z",
	"up":    "M5 12.5 10 7.5l5 5",
	"down":  "M5 7.5l5 5 5-5",
	"x":     "M5 5l10 10M15 5 5 15",
}

func icon(name string) goapp.UI {
	return svg(".icon-drawing", "20", "20", attrs{"width", "18", "height", "18"}, el("path", attrs{"d", icons[name]}))
}

// strip draws where in an article its claims are.
func strip(dashes []dash) goapp.UI {
	return svg(".strip", "1000", "10", attrs{"preserveAspectRatio", "none"}, each(len(dashes), func(i int) goapp.UI {
		d := dashes[i]
		return rect(d.hue, strconv.Itoa(d.at), "0", strconv.Itoa(d.wide), "10", "")
	}))
}
