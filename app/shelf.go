package app

import (
	"slices"
	"sort"
	"strings"

	"claimlight/annotations"
)

// An order is how the library is sorted.
type order string

const (
	newest  order = "newest"
	oldest  order = "oldest"
	byTitle order = "title"
)

var orders = []struct {
	order order
	name  string
}{{newest, "Newest first"}, {oldest, "Oldest first"}, {byTitle, "Title"}}

// found are the entries, newest first, that hold every word of query in their
// title or origin, letter case aside, in the given order.
func found(entries []*Entry, query string, by order) []*Entry {
	words := strings.Fields(strings.ToLower(query))
	list := slices.Clone(entries)
	if len(words) > 0 {
		list = slices.DeleteFunc(list, func(e *Entry) bool { return !hasAll(strings.ToLower(e.Title+" "+origin(&e.Article)), words) })
	}
	switch by {
	case oldest:
		slices.Reverse(list)
	case byTitle:
		sort.SliceStable(list, func(i, j int) bool {
			return strings.ToLower(list[i].Title) < strings.ToLower(list[j].Title)
		})
	}
	return list
}

// hasAll reports whether text holds all words.
func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// A gist is what the library shows of an article's claims.
type gist struct {
	claims, checked int // passages that are no claims aside
	read, sentences int // in its sweep; 0 of 0 where none has begun
	dashes          []dash
}

// A dash is a claim's place in an article, in thousandths of its length.
type dash struct {
	at, wide int
	hue      string // CSS class
}

// gistOf sums up the claims of an article of the given length in bytes.
func gistOf(claims []*annotations.Claim, length int, codebook *annotations.Codebook) gist {
	g := gist{}
	for _, c := range claims {
		if codebook.IsNegative(c) {
			continue
		}
		g.claims++
		if c.Verdict != "" || c.Status == annotations.Done {
			g.checked++
		}
		if length > 0 {
			g.dashes = append(g.dashes, dash{
				at:   c.Span.Start * 1000 / length,
				wide: max(6, c.Span.Len()*1000/length),
				hue:  hue(c, codebook)})
		}
	}
	return g
}

// progress says in one line how far an article is.
func (g gist) progress() string {
	line := "no claims yet"
	if g.claims > 0 {
		line = count(g.claims, "claim", "claims") + " · " + number(g.checked) + " checked"
	}
	if g.read > 0 {
		line += " · " + number(g.read) + " of " + count(g.sentences, "sentence", "sentences") + " read"
	}
	return line
}

// hue is the CSS class of the colour of c's first tag.
func hue(c *annotations.Claim, codebook *annotations.Codebook) string {
	for _, t := range c.Tags {
		if tag, ok := codebook.Tag(t); ok {
			return tagHue(&tag)
		}
	}
	return "hue-none"
}

func tagHue(t *annotations.Tag) string { return "hue-" + string(t.Colour) }
