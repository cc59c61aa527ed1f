package format

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"claimlight/annotations"
)

// ClaimBuster is the layout of the ClaimBuster data set: every sentence that
// was read, with its label (1 check-worthy, 0 factual but unimportant, -1 not
// factual; zenodo.org/records/3609356, README).
var ClaimBuster = Format{
	Name: "claimbuster", Title: "ClaimBuster CSV (after a sweep)", Extension: ".claimbuster.csv", MediaType: "text/csv",
	Unit: annotations.CodePoints, Encode: encodeClaimBuster,
}

// CheckThat is the layout of the check-worthiness task of CLEF's CheckThat!
// lab: Sentence_id, Text and class_label Yes or No, separated by tabs.
var CheckThat = Format{
	Name: "checkthat", Title: "CheckThat! TSV (after a sweep)", Extension: ".checkthat.tsv", MediaType: "text/tab-separated-values",
	Unit: annotations.CodePoints, Encode: encodeCheckThat,
}

// sentences are those of export that lie in an article of lib, with their
// text, in the order given. The report counts sentences, not claims.
func sentences(lib *annotations.Library, export Export, each func(n int, a *annotations.Article, s Sentence, text string)) Report {
	report := Report{Unit: annotations.CodePoints, Total: len(export.Sentences)}
	byID := articlesByID(lib.Articles)
	for i, s := range export.Sentences {
		a := byID[s.Article]
		switch {
		case a == nil:
			report.note("", "sentence %d: its article is not among those written, so it is left out", i+1)
		case s.Span.Empty() || !s.Span.Within(a.Text):
			report.note("", "sentence %d: its span %v is not in the text, so it is left out", i+1, s.Span)
		default:
			report.Verified++
			each(report.Verified, a, s, oneLine(s.Span.Of(a.Text)))
		}
	}
	if len(export.Sentences) == 0 && len(lib.Claims) > 0 {
		report.note("", "no sentences were swept, and claims alone lack the negatives that this format is for: sweep an article first")
	}
	return report
}

func encodeClaimBuster(w io.Writer, lib *annotations.Library, export Export) (Report, error) {
	rows := [][]string{{"Sentence_id", "Text", "Speaker", "Speaker_title", "Speaker_party", "File_id", "Length", "Line_number", "Sentiment", "Verdict"}}
	report := sentences(lib, export, func(n int, a *annotations.Article, s Sentence, text string) {
		verdict := "-1"
		switch s.Worth {
		case annotations.CheckWorthy:
			verdict = "1"
		case annotations.NotImportant:
			verdict = "0"
		}
		rows = append(rows, []string{strconv.Itoa(n), text, speaker(lib, s), "", "", string(a.ID),
			strconv.Itoa(len(strings.Fields(text))), strconv.Itoa(n), "", verdict})
	})
	// Numbers must stay numbers: the label -1 is no formula.
	return report, writePlainTable(w, rows)
}

// speaker is who said what the claims in s mark, if they agree.
func speaker(lib *annotations.Library, s Sentence) string {
	name := ""
	for i := range lib.Claims {
		c := &lib.Claims[i]
		if c.Article != s.Article || c.Speaker == "" || !s.Span.Overlaps(c.Span) {
			continue
		}
		if name != "" && name != c.Speaker {
			return ""
		}
		name = c.Speaker
	}
	return name
}

func encodeCheckThat(w io.Writer, lib *annotations.Library, export Export) (Report, error) {
	out := []byte("Sentence_id\tText\tclass_label\n")
	report := sentences(lib, export, func(n int, a *annotations.Article, s Sentence, text string) {
		label := "No"
		if s.Worth == annotations.CheckWorthy {
			label = "Yes"
		}
		out = fmt.Appendf(out, "%d\t%s\t%s\n", n, text, label)
	})
	return report, writeFile(w, out)
}
