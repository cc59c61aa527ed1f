package importer

import (
	"claimlight/annotations"
)

// maxLine is how much of a title, name or other field is kept, in bytes.
const maxLine = 1000

// line returns s in one line, cleaned like an article's text.
func line(s string) string {
	var c composer
	c.at.kind = annotations.Heading
	c.at.level = 1
	c.write(s)
	text, _ := c.finish()
	out := []byte(text)
	for i, b := range out {
		if b == '\n' {
			out[i] = ' '
		}
	}
	if len(out) > maxLine {
		span := annotations.Snap(text, annotations.Span{Start: 0, End: maxLine})
		out = out[:span.End]
	}
	return string(out)
}
