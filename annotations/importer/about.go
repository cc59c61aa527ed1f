package importer

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readAbout reads what a page says about itself in its head, and in the
// elements that say who wrote it and when.
func readAbout(doc *html.Node) about {
	var a about
	meta := make(map[string]string) // the first of each name
	var times []string              // of time elements
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			keep(&a.language, attribute(n, "lang"))
			keep(&a.language, attribute(n, "xml:lang"))
		case atom.Title:
			if n.Namespace == "" && n.FirstChild != nil {
				keep(&a.title, n.FirstChild.Data)
			}
		case atom.Meta:
			name := strings.ToLower(attribute(n, "name") + attribute(n, "property") + attribute(n, "itemprop"))
			if value := attribute(n, "content"); meta[name] == "" && value != "" {
				meta[name] = value
			}
		case atom.Link:
			if strings.EqualFold(attribute(n, "rel"), "canonical") {
				keep(&a.source, attribute(n, "href"))
			}
		case atom.Time:
			at := attribute(n, "datetime")
			times = append(times, at)
			if attribute(n, "itemprop") == "datePublished" || hasAttribute(n, "pubdate") {
				keep(&a.published, at)
			}
		}
	}
	a.site = first(meta, "og:site_name", "application-name", "citation_journal_title")
	if title := first(meta, "og:title", "citation_title", "twitter:title"); title != "" {
		a.title = title
	}
	a.title = withoutSite(line(a.title), a.site)
	a.author = personIn(first(meta, "author", "article:author", "citation_author", "dc.creator", "parsely-author", "byl"))
	keep(&a.published, first(meta, "article:published_time", "datepublished", "citation_publication_date",
		"dc.date", "date", "parsely-pub-date"))
	if len(times) == 1 { // of several, any may be another's
		keep(&a.published, times[0])
	}
	keep(&a.source, first(meta, "og:url"))
	keep(&a.language, first(meta, "og:locale"))
	return a
}

// fill takes over what more says and a does not. The title is more's, which has
// weighed what the page says against its headings.
func (a *about) fill(more about) {
	if more.title != "" {
		a.title = more.title
	}
	keep(&a.author, more.author)
	keep(&a.site, more.site)
	keep(&a.published, more.published)
	keep(&a.language, more.language)
}

// keep sets field to value where it has none yet.
func keep(field *string, value string) {
	if *field == "" {
		*field = strings.TrimSpace(value)
	}
}

func hasAttribute(n *html.Node, key string) bool {
	_, ok := lookup(n, key)
	return ok
}

func first(meta map[string]string, names ...string) string {
	for _, name := range names {
		if value := line(meta[name]); value != "" {
			return value
		}
	}
	return ""
}

// withoutSite takes the site's name off a page's title, as in "Waits double |
// The Daily".
func withoutSite(title, site string) string {
	if site == "" {
		return title
	}
	for _, bar := range []string{" | ", " - ", " – ", " — ", " · ", " • ", " :: "} {
		if short, ok := strings.CutSuffix(title, bar+site); ok && short != "" {
			return short
		}
	}
	return title
}

// personIn returns a byline without its "By", and nothing for an address, which
// Open Graph has authors be.
func personIn(byline string) string {
	if strings.HasPrefix(byline, "http://") || strings.HasPrefix(byline, "https://") {
		return ""
	}
	if rest, ok := strings.CutPrefix(byline, "By "); ok {
		return rest
	}
	return byline
}

// dates are the ways to write a day that are understood, the ones that tell the
// month by its number only where the order is beyond doubt.
var dates = []string{
	"2006-01-02", "2006/01/02", "20060102", "2006-1-2",
	"2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006",
	"Monday, January 2, 2006", "Monday, 2 January 2006", "Monday 2 January 2006",
	time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, time.UnixDate,
}

// date returns s as YYYY-MM-DD where it is understood, else in one line. Of a
// moment it is the day where it was written, whatever the day elsewhere.
func date(s string) string {
	s = line(s)
	day := s
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		day = s[:10]
	}
	for _, layout := range dates {
		if t, err := time.Parse(layout, day); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return s
}

// language returns a BCP 47 tag from s, or "" where it is none.
func language(s string) string {
	tag := strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	primary, _, _ := strings.Cut(tag, "-")
	if len(primary) < 2 || len(primary) > 3 || len(tag) > 35 {
		return ""
	}
	for _, r := range tag {
		if r != '-' && (r > unicode.MaxASCII || !isWordy(r)) {
			return ""
		}
	}
	return tag
}
