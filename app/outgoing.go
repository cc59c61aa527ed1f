package app

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"claimlight/app/records"
)

// A scope is what an export takes along.
type scope string

const (
	thisArticle    scope = "article"
	filteredClaims scope = "claims"
	wholeLibrary   scope = "library"
	inMemory       scope = "unsaved" // what needs no storage
)

// A kind is a format that an export can be in: as the worker calls it, as a
// person sees it, and as files are named and typed.
type kind struct{ name, title, words, extension, mediaType string }

// kinds are the formats that are offered, the first for whoever does not care.
var kinds = []kind{
	{"claimlight", "Claimlight JSON", "A W3C Web Annotation collection with the texts inside. Comes back without loss; other annotation tools read it.", ".claimlight.json", "application/ld+json"},
	{"html", "HTML page", "One page with the article, its highlights, a table of claims, and the Claimlight JSON inside. Comes back without loss.", ".claimlight.html", "text/html"},
	{"csv", "CSV", "One row a claim, for spreadsheets.", ".csv", "text/csv"},
	{"markdown", "Markdown", "Notes with quotes and links, for Obsidian and the like.", ".md", "text/markdown"},
	{"hypothesis", "Hypothesis JSON", "As Hypothesis exports.", ".json", "application/json"},
	{"doccano", "doccano JSONL", "Texts with labelled spans, in UTF-16 units.", ".jsonl", "application/x-ndjson"},
	{"labelstudio", "Label Studio JSON", "Tasks with annotations.", ".json", "application/json"},
	{"prodigy", "Prodigy JSONL", "Texts with spans and tokens.", ".jsonl", "application/x-ndjson"},
	{"spacy", "spaCy JSONL", "Texts with a span group.", ".jsonl", "application/x-ndjson"},
	{"brat", "brat standoff", "A zip of texts and their annotations.", ".brat.zip", "application/zip"},
	{"readwise", "Readwise CSV", "Highlights to import into Readwise.", ".readwise.csv", "text/csv"},
	{"claimbuster", "ClaimBuster CSV", "After a sweep: every sentence that was read with its label, those that are no claims as well.", ".claimbuster.csv", "text/csv"},
	{"checkthat", "CheckThat! TSV", "After a sweep: every sentence that was read, check-worthy or not.", ".checkthat.tsv", "text/tab-separated-values"},
	{"claimreview", "ClaimReview JSON-LD", "schema.org, one for each claim with a verdict.", ".claimreview.json", "application/ld+json"},
}

// kindNamed is the kind of the given name, or the first.
func kindNamed(name string) kind {
	for _, k := range kinds {
		if k.name == name {
			return k
		}
	}
	return kinds[0]
}

// exportName is the name of an exported file: the article's title, or the day.
func exportName(what scope, title string, k kind, now time.Time) string {
	name := "claimlight-" + string(what) + "-" + now.Format(time.DateOnly)
	if what == thisArticle {
		name = fileName(title)
	}
	return name + k.extension
}

// fileName makes a name for files out of a title: its letters and digits, in
// lower case, joined with hyphens.
func fileName(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	if len(words) == 0 {
		return "article"
	}
	name := strings.TrimSuffix(clip(strings.Join(words, " "), 60), "…")
	return strings.ReplaceAll(strings.TrimSpace(name), " ", "-")
}

// verified is the line that says how far a file was checked.
func verified(c records.Check) string {
	return fmt.Sprintf("%s of %s verified in %s", number(c.Verified), count(c.Claims, "span", "spans"), c.Unit)
}

// leftOut says what is not in a file because it cannot be read; "" where all is.
func leftOut(c records.Check) string {
	switch {
	case len(c.Unread) == 0 && c.Stranded == 0:
		return ""
	case len(c.Unread) == 0: // another tab deleted the article just then
		return count(c.Stranded, "claim is", "claims are") + " left out: " + plural(c.Stranded, "its article is", "their articles are") + " no longer in your library."
	}
	words := count(len(c.Unread), "record", "records") + " cannot be read and " + plural(len(c.Unread), "is", "are") + " left out"
	if c.Stranded > 0 {
		words += ", with " + count(c.Stranded, "claim", "claims") + " of articles that cannot be read"
	}
	return words + ". The banner lists what cannot be read, and exports it as it is."
}

// A tallyLine is one line of an import's preview.
type tallyLine struct {
	n    int
	what string
}

// tallyLines are the counts of an import's preview; new claims are among them
// even where there are none.
func tallyLines(a *records.Arrival) []tallyLine {
	articles := func(change string) int { return a.Counts["article "+change] }
	all := []tallyLine{
		{articles(records.New), plural(articles(records.New), "new article", "new articles")},
		{articles(records.Identical), plural(articles(records.Identical), "article you have", "articles you have")},
		{articles(records.DeletedHere), plural(articles(records.DeletedHere), "article you deleted", "articles you deleted")},
		{a.Counts[records.New], plural(a.Counts[records.New], "new claim", "new claims")},
		{a.Counts[records.Newer], "changed: the file’s version is later and is taken"},
		{a.Counts[records.Older], "changed: yours is later and stays"},
		{a.Counts[records.Identical], "identical"},
		{a.Counts[records.Conflict], "in conflict: changed here and there"},
		{a.Counts[records.DeletedHere], "deleted by you"},
		{a.Counts[records.DeletedThere], "deleted there: yours stay unless you say so"},
		{len(a.Unplaced) + a.Counts[records.Unplaced], "not found in the text"},
		{a.Tags, "tags in the codebook afterwards"},
	}
	var lines []tallyLine
	for i, l := range all {
		if l.n > 0 || i == 3 {
			lines = append(lines, l)
		}
	}
	return lines
}

// changes reports whether bringing a in would change anything.
func changes(a *records.Arrival) bool {
	for _, list := range [][]records.Coming{a.Articles, a.Claims} {
		for _, c := range list {
			if c.Take && c.After >= 0 {
				return true
			}
		}
	}
	return a.Tags+len(a.Graves) > 0
}
