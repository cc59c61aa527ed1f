package app

import "claimlight/annotations"

// A part is a stretch of an article from one heading to the next.
type part struct {
	title  string
	from   int // UTF-16 units
	claims int
	sub    bool // stands under another
}

// outline cuts an article at its headings and counts the claims in each part.
// What stands before the first heading is called "Lead".
func outline(r *Reading) []part {
	top := 0 // level of the highest headings
	for _, b := range r.Article.Blocks {
		if b.Kind == annotations.Heading && (top == 0 || b.Level < top) {
			top = b.Level
		}
	}
	var parts []part
	for i, b := range r.Article.Blocks {
		heading := b.Kind == annotations.Heading
		if !heading && i > 0 {
			continue
		}
		from, _, err := r.Offsets.In(b.Span, annotations.UTF16)
		if err != nil {
			continue // Validate has seen to it that there is none such
		}
		if heading {
			parts = append(parts, part{title: b.Span.Of(r.Article.Text), from: from, sub: b.Level > top})
		} else {
			parts = append(parts, part{title: "Lead", from: from})
		}
	}
	at := 0
	for _, c := range r.Placed {
		for at+1 < len(parts) && parts[at+1].from <= c.From {
			at++
		}
		if at < len(parts) {
			parts[at].claims++
		}
	}
	return parts
}
