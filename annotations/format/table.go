package format

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"claimlight/annotations"
)

// CSV has one row a claim and everything that a claim has (RFC 4180, UTF-8
// with a byte order mark, by which spreadsheets know the encoding).
var CSV = Format{
	Name: "csv", Title: "CSV (one row a claim)", Extension: ".csv", MediaType: "text/csv",
	Unit: annotations.CodePoints, Encode: encodeCSV,
}

// Readwise is the CSV that Readwise imports highlights from
// (readwise.io/import_bulk).
var Readwise = Format{
	Name: "readwise", Title: "Readwise CSV", Extension: ".readwise.csv", MediaType: "text/csv",
	Unit: annotations.CodePoints, Encode: encodeReadwise,
}

const byteOrderMark = "\uFEFF"

// cell is s as it may stand in a spreadsheet: a cell that starts like a
// formula gets an apostrophe before it, by which it stays text (OWASP, CSV
// Injection).
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func encodeCSV(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	rows := [][]string{{
		"Claim", "Tags", "Restated claim", "Speaker", "Claim date", "Check-worthiness", "Status", "Verdict", "Note",
		"Evidence", "Article", "Source", "Author", "Site", "Published", "Start", "End", "Made by", "Created", "Changed",
		"Claim ID", "Article ID",
	}}
	const everything = placeTags | placeNote | placeRestated | placeSpeaker | placeSaidOn | placeWorth | placeStatus | placeVerdict | placeEvidence
	report := passages(lib, annotations.CodePoints, everything, func(a *annotations.Article, claims []passage) {
		for _, c := range claims {
			tags := ""
			if len(c.Tags) > 0 {
				tags = strings.Join(c.labels, "; ")
			}
			rows = append(rows, []string{
				c.Quote.Exact, tags, c.Restated, c.Speaker, c.SaidOn, string(c.Worth), statusName(c.Status), string(c.Verdict), c.Note,
				evidenceLines(c.Evidence), a.Title, a.Source, a.Author, a.Site, a.Published, strconv.Itoa(c.start), strconv.Itoa(c.end),
				c.Creator.Nickname, timeCell(c.Created), timeCell(c.Modified), string(c.ID), string(a.ID),
			})
		}
	})
	return report, writeTable(w, rows, true)
}

func encodeReadwise(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	lib, negatives := claimsOnly(lib)
	rows := [][]string{{"Highlight", "Title", "Author", "URL", "Note", "Location", "Date"}}
	report := passages(lib, annotations.CodePoints, placeTags|placeNote, func(a *annotations.Article, claims []passage) {
		for _, c := range claims {
			note := c.Note
			if len(c.Tags) > 0 { // Readwise makes tags of words with a dot before them
				var tags []string
				for _, label := range c.labels {
					tags = append(tags, "."+strings.ReplaceAll(oneLine(label), " ", "_"))
				}
				note = strings.TrimSpace(strings.Join(tags, " ") + "\n" + note)
			}
			date := ""
			if !c.Created.IsZero() {
				date = c.Created.UTC().Format("2006-01-02 15:04:05")
			}
			rows = append(rows, []string{c.Quote.Exact, a.Title, a.Author, a.Source, note, strconv.Itoa(c.start), date})
		}
	})
	report.noteNegatives(negatives)
	return report, writeTable(w, rows, false)
}

// writeTable writes rows with CRLF line ends, as RFC 4180 has them.
func writeTable(w io.Writer, rows [][]string, mark bool) error {
	if mark {
		if err := writeFile(w, []byte(byteOrderMark)); err != nil {
			return err
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = cell(row[i])
		}
	}
	return writePlainTable(w, rows)
}

// writePlainTable is writeTable for programs, which take a cell as it is. The
// writer's own CRLF would also stand inside of cells, and make a claim that
// crosses lines longer than its start and end say.
func writePlainTable(w io.Writer, rows [][]string) error {
	var row, all bytes.Buffer
	table := csv.NewWriter(&row)
	for _, cells := range rows {
		row.Reset()
		if err := table.Write(cells); err != nil {
			return fmt.Errorf("writing a table: %w", err)
		}
		table.Flush()
		all.Write(bytes.TrimSuffix(row.Bytes(), []byte("\n")))
		all.WriteString("\r\n")
	}
	return writeFile(w, all.Bytes())
}

func statusName(s annotations.Status) string {
	if s == annotations.Open {
		return openStatus
	}
	return string(s)
}

func timeCell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return string(formatTime(nil, t))
}

// evidenceLines are pieces of evidence as text, a line each.
func evidenceLines(evidence []annotations.Evidence) string {
	var lines []string
	for _, e := range evidence {
		var parts []string
		if e.Stance != "" {
			parts = append(parts, string(e.Stance)+":")
		}
		for _, part := range []string{e.Title, e.Address} {
			if part != "" {
				parts = append(parts, oneLine(part))
			}
		}
		if e.Quote != "" {
			parts = append(parts, "“"+oneLine(e.Quote)+"”")
		}
		if e.SeenOn != "" {
			parts = append(parts, "(seen "+oneLine(e.SeenOn)+")")
		}
		if e.Note != "" {
			parts = append(parts, "— "+oneLine(e.Note))
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return strings.Join(lines, "\n")
}
