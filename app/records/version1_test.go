package records_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"

	"github.com/google/go-cmp/cmp"
)

// version1 is what testdata/version1.json holds.
func version1() (annotations.Article, annotations.Claim, time.Time, []annotations.Tombstone, annotations.Codebook) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 250e6, time.UTC)
	text := "Naïve 🚋 trams\n\nCut traffic\tby 31 per cent.\n\nSee the table.\n\n1\t2"
	b := func(kind annotations.BlockKind, start, end int) annotations.Block {
		return annotations.Block{Kind: kind, Span: annotations.Span{Start: start, End: end}}
	}
	heading, quoted, item, row := b(annotations.Heading, 0, 17), b(annotations.Code, 19, 46), b(annotations.Item, 48, 62), b(annotations.Row, 64, 67)
	heading.Level, quoted.Quoted, item.Level, item.Number, row.Number = 2, 1, 1, 3, 1
	item.Marks = []annotations.Mark{{Kind: annotations.Link, Span: annotations.Span{Start: 56, End: 61}, Href: "https://example.org/t"}}
	row.Marks = []annotations.Mark{{Kind: annotations.HeaderCell, Span: annotations.Span{Start: 64, End: 65}},
		{Kind: annotations.Cell, Span: annotations.Span{Start: 66, End: 67}}}
	a := annotations.Article{ID: "urn:uuid:a", Title: "Trams", Source: "https://example.org/", Author: "Ana Núñez", Site: "Courier",
		Published: "2026-11-20", Language: "en", Added: at, Digest: annotations.Digest(text), Previous: "urn:uuid:before",
		Text: text, Blocks: []annotations.Block{heading, quoted, item, row}, Extra: annotations.Extra{"x:kept": `{"a":1}`}}
	span := annotations.Span{Start: 19, End: 30}
	c := annotations.Claim{ID: "urn:uuid:c", Article: a.ID, Span: span, Quote: annotations.Describe(text, span),
		Tags: []annotations.ID{"urn:claimlight:tag:quantity", "urn:claimlight:tag:cause"}, Restated: "Trams cut traffic.",
		Speaker: "The council", SaidOn: "2026-11", Note: "See <b>\u2028& the tables.", Worth: annotations.CheckWorthy,
		Status: annotations.InProgress, Verdict: annotations.Misleading,
		Evidence: []annotations.Evidence{{ID: "e0", Address: "https://example.org/t", Title: "Table", Quote: "22", Stance: annotations.Refutes,
			SeenOn: "2026-11-21", Note: "p. 4", Extra: annotations.Extra{"x:e": "1"}}},
		Creator: annotations.Creator{ID: "urn:uuid:p", Nickname: "mk"}, Created: at, Modified: at.Add(time.Minute),
		Extra: annotations.Extra{"x:c": "[]"}}
	graves := []annotations.Tombstone{{ID: "urn:uuid:gone", Deleted: at}, {ID: "urn:uuid:claim-gone", Article: a.ID, Deleted: at}}
	book := annotations.Codebook{Name: "Mine", Version: 7, Extra: annotations.Extra{"x:b": "true"}, Tags: []annotations.Tag{
		{ID: "urn:uuid:t", Name: "Quantity", Definition: "How much.", Example: "31", Colour: "amber", Pattern: "wavy", Key: "1",
			Parent: "urn:uuid:u", Extra: annotations.Extra{"x:t": "null"}},
		{ID: "urn:uuid:u", Name: "Number", Colour: "grey", Pattern: "solid"}}}
	return a, c, at.Add(-time.Hour), graves, book
}

// What version 1.0.0 has put into people's browsers must be read for ever. A
// change of the records' format reads this file as it stands, and adds one of
// its own.
func TestRecordsOfVersion1AreRead(t *testing.T) {
	const path = "testdata/version1.json"
	article, claim, base, graves, book := version1()
	entry := records.EntryOf(&article)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []stored
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 6 {
		t.Fatalf("%d records, want 6", len(list))
	}
	check := func(what string, want, got any, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", what, err, diff)
		}
	}
	gotEntry, _, err := records.ReadEntry(list[0].record())
	check("entry", entry, gotEntry, err)
	gotArticle, err := records.ReadText(gotEntry, list[1].record())
	check("article", article, gotArticle, err)
	gotClaim, gotBase, err := records.ReadClaim(list[2].record())
	check("claim", claim, gotClaim, err)
	check("base", base, gotBase, nil)
	_, grave, err := records.ReadEntry(list[3].record())
	check("deleted article", graves[0], grave, err)
	grave, err = records.ReadGrave(list[4].record())
	check("deleted claim", graves[1], grave, err)
	gotBook, err := records.ReadCodebook(list[5].record())
	check("codebook", book, gotBook, err)
	if err := errors.Join(gotArticle.Validate(), gotClaim.Check(gotArticle.Text), gotBook.Check()); err != nil {
		t.Errorf("the file's own contents: %v", err)
	}
}

// stored is a record in testdata, its data readable.
type stored struct {
	Shelf   records.Shelf   `json:"shelf"`
	ID      string          `json:"id"`
	Article string          `json:"article"`
	At      int64           `json:"at"`
	Data    json.RawMessage `json:"data"`
}

func (s stored) record() records.Record {
	return records.Record{ID: s.ID, Article: s.Article, At: s.At, Data: s.Data}
}
