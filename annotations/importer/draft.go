package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"claimlight/annotations"
)

// A draft is what a reader of one kind of input found.
type draft struct {
	text   string
	blocks []annotations.Block
	about  about
}

// About is what an input says about itself. All of it is as found: untrimmed,
// unchecked, and empty where nothing was said.
type about struct {
	title, author, site, published, language, source string
}

// article makes the article of d.
func (d draft) article(hint Hint) annotations.Article {
	a := annotations.Article{
		Title:     line(d.title()),
		Author:    line(d.about.author),
		Site:      line(d.about.site),
		Published: date(d.about.published),
		Language:  language(d.about.language),
		Text:      d.text,
		Blocks:    d.blocks,
		Digest:    annotations.Digest(d.text),
	}
	for _, address := range []string{hint.Source, d.about.source} {
		if safe, ok := annotations.SafeAddress(address); ok {
			a.Source = safe
			break
		}
	}
	if a.Author == "" {
		a.Author = d.byline()
	}
	return a
}

// How long a line may be to stand as a title, and how many words are taken of
// a text that has none, in code points.
const (
	maxTitle   = 200
	shortLine  = 120
	firstWords = 80
)

// title guesses d's title: the heading that what the input says agrees with,
// else the only heading of the first level, else what the input says, else the
// first heading, a short first line, or the first words.
func (d draft) title() string {
	if text, ok := d.headline(); ok {
		return text
	}
	said := line(d.about.title)
	var top []string
	first := ""
	for _, b := range d.blocks {
		if b.Kind != annotations.Heading {
			continue
		}
		text := line(b.Span.Of(d.text))
		if b.Level == 1 {
			top = append(top, text)
		}
		if first == "" {
			first = text
		}
	}
	switch {
	case len(top) == 1 && shorter(top[0], maxTitle):
		return top[0]
	case said != "":
		return said
	case len(top) > 0 && shorter(top[0], maxTitle):
		return top[0]
	case first != "" && shorter(first, maxTitle):
		return first
	}
	return opening(d.text)
}

// headline returns the heading that is the title which the input says it has,
// or that this starts with: pages add their site's name.
func (d draft) headline() (text string, ok bool) {
	said := line(d.about.title)
	for _, b := range d.blocks {
		if b.Kind != annotations.Heading || said == "" {
			continue
		}
		text := line(b.Span.Of(d.text))
		if strings.EqualFold(text, said) {
			return text, true
		}
		rest, starts := strings.CutPrefix(said, text)
		next, _ := utf8.DecodeRuneInString(strings.TrimSpace(rest))
		if b.Level == 1 && text != "" && starts && !isWordy(next) {
			return text, true
		}
	}
	return "", false
}

// opening returns the first line of text where it is short, else its first
// words with an ellipsis.
func opening(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	first = line(first)
	if shorter(first, shortLine) {
		return first
	}
	end, count := 0, 0
	for i, r := range first {
		if count == firstWords {
			break
		}
		if unicode.IsSpace(r) {
			end = i
		}
		count++
	}
	if end == 0 { // one long word, or a script without spaces
		end = len(string([]rune(first)[:firstWords]))
		end = annotations.Snap(first, annotations.Span{Start: 0, End: end}).End
	}
	return strings.TrimRightFunc(first[:end], unicode.IsSpace) + "…"
}

// byline returns the author that one of the first blocks names, as "By Jane
// Doe", or "".
func (d draft) byline() string {
	for i, b := range d.blocks {
		if i == 4 {
			break
		}
		name, ok := strings.CutPrefix(b.Span.Of(d.text), "By ")
		if !ok || b.Kind != annotations.Paragraph || b.Quoted > 0 || !shorter(name, 60) || !looksLikeName(name) {
			continue
		}
		return name
	}
	return ""
}

// looksLikeName reports whether s is two to eight words, each starting with a
// capital or being a particle, as the names in bylines are.
func looksLikeName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 8 || strings.ContainsAny(s, "\n.!?:;0123456789") && !strings.Contains(s, ". ") {
		return false
	}
	for _, w := range words {
		switch w {
		case "and", "de", "da", "der", "van", "von", "den", "la", "le", "el", "al", "bin", "ibn", "dos", "du":
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

func shorter(s string, most int) bool { return s != "" && utf8.RuneCountInString(s) <= most }
