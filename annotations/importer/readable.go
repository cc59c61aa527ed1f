package importer

import (
	"net/url"
	"regexp"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// wholePage matches what whole pages start with. Clipboards wrap fragments in
// the same elements, but mark where these begin.
var wholePage = regexp.MustCompile(`(?i)^(?:\s|<\?xml[^>]*>|<!--(?:.|\n)*?-->)*<(?:!doctype|html|head)[\s>]`)

func isPage(text string) bool {
	return wholePage.MatchString(text[:min(len(text), 4096)]) && !strings.Contains(text, "<!--StartFragment")
}

// Bounds of looking for the article in a page.
const (
	// A page of more elements is read whole: the search for the article
	// weighs each element several times.
	maxElements = 100_000
	// Where nearly all of a page's words are the article's, there is nothing
	// around it, and what the search leaves out is rather a headline.
	nearlyAll = 0.98
)

// mainContent finds the article among the menus, teasers and notices of a
// page, and reads it. It returns false where no part of the page stands out.
func mainContent(doc *html.Node, source string, base *url.URL) (draft, bool) {
	page, err := url.Parse(source)
	if err != nil || !page.IsAbs() {
		page = nil
	}
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	found, err := parser.ParseDocument(doc, page)
	if err != nil || found.Node == nil {
		return draft{}, false
	}
	var d draft
	d.text, d.blocks = readTree(found.Node, base)
	d.about = about{
		title:    found.Title(),
		author:   personIn(line(found.Byline())),
		site:     found.SiteName(),
		language: found.Language(),
	}
	if published, err := found.PublishedTime(); err == nil {
		d.about.published = published.Format("2006-01-02")
	}
	return d, d.text != ""
}

// words counts the words of s.
func words(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}
