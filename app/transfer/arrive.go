package transfer

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/app/records"
)

// Arrive reads a file and compares it with the library that a bundle holds. It
// returns what bringing it in would mean, and a bundle of the records that the
// arrival names. Progress is told the share of the file that was read; now is
// when what it deletes was deleted.
func Arrive(file, bundle []byte, now time.Time, progress func(share float64)) (records.Arrival, []byte, error) {
	mine, err := hold(bundle)
	if err != nil {
		return records.Arrival{}, nil, err
	}
	in, err := read(file, format.Source{Articles: mine.Articles}, progress)
	if err != nil {
		return records.Arrival{}, nil, err
	}
	if len(in.Library.Articles)+len(in.Library.Claims)+len(in.Unplaced) == 0 && len(in.Library.Codebook.Tags) == 0 {
		return records.Arrival{}, nil, format.ErrForeign
	}
	m := annotations.NewMerge(&mine.Library, &in.Library, func(id annotations.ID) time.Time { return mine.bases[id] })
	a := arrival{holding: mine, now: now, Arrival: records.Arrival{Check: check(in.Report), Counts: map[string]int{},
		Codebook: records.OfCodebook(&mine.Codebook, now).Data}}
	for _, c := range in.Unplaced {
		a.Unplaced = append(a.Unplaced, c.Quote.Exact)
	}
	for i := range m.Articles {
		a.article(&m.Articles[i])
	}
	for i := range m.Claims {
		a.claim(&m.Claims[i])
	}
	for _, t := range m.Tombstones {
		grave := records.Filed{Shelf: records.Claims, Record: records.OfGrave(t)}
		if t.Article == "" {
			grave = records.Filed{Shelf: records.Articles, Record: records.OfDeletedArticle(t)}
		}
		a.Graves = append(a.Graves, a.file(grave))
	}
	if m.Recoded {
		a.Tags = len(m.Codebook.Tags)
		a.file(records.Filed{Shelf: records.Codebooks, Record: records.OfCodebook(&m.Codebook, time.UnixMilli(0))})
	}
	return a.Arrival, a.bundle, nil
}

// HoldsClaims reports whether a file of the given name holds claims, and is to
// arrive: it is named as JSON, as a zip (of brat), or is a page that Claimlight
// exported. Whether it holds any in a form that can be read, Arrive says.
func HoldsClaims(file []byte, name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".jsonl", ".jsonld", ".ndjson", ".zip":
		return true
	}
	return format.Detect(file[:min(len(file), 64<<10)]) == format.HTML.Name && format.IsBundle(file)
}

// read reads a file in whichever format it is. What is in none that can be told
// is read as Claimlight JSON, whose errors say what is wrong.
func read(file []byte, source format.Source, progress func(share float64)) (format.Import, error) {
	name := format.Detect(file[:min(len(file), 64<<10)])
	for _, f := range Formats() {
		if f.Name == name && f.Name != format.Claimlight.Name && f.Decode != nil {
			return f.Decode(bytes.NewReader(file), source)
		}
	}
	d := format.NewDecoder(bytes.NewReader(file), source)
	for read := range d.Steps() {
		progress(float64(read) / float64(max(1, len(file))))
	}
	return d.Import()
}

// An arrival is a [records.Arrival] in the making.
type arrival struct {
	records.Arrival
	holding *holding
	now     time.Time
	bundle  []byte
	filed   int
}

// file adds a record to the bundle and returns its index.
func (a *arrival) file(r records.Filed) int {
	a.bundle = records.Append(a.bundle, r)
	a.filed++
	return a.filed - 1
}

var changeNames = map[annotations.Change]string{
	annotations.New: records.New, annotations.Identical: records.Identical, annotations.Newer: records.Newer,
	annotations.Older: records.Older, annotations.DeletedHere: records.DeletedHere,
	annotations.Conflict: records.Conflict, annotations.Unplaced: records.Unplaced, annotations.DeletedThere: records.DeletedThere}

func (a *arrival) article(m *annotations.ArticleMerge) {
	c := records.Coming{ID: m.Into, Change: changeNames[m.Change], Take: m.Change == annotations.New, Before: -1, After: -1}
	a.Counts["article "+c.Change]++
	if m.Change == annotations.New || m.Change == annotations.DeletedHere {
		e := records.EntryOf(&m.Theirs)
		c.After = a.file(records.Filed{Shelf: records.Articles, Record: records.OfEntry(&e)})
		a.file(records.Filed{Shelf: records.Texts, Record: records.OfText(&m.Theirs)})
	}
	a.Articles = append(a.Articles, c)
}

func (a *arrival) claim(m *annotations.ClaimMerge) {
	c := records.Coming{ID: m.Theirs.ID, Article: m.Theirs.Article, Change: changeNames[m.Change], Take: m.Take, Before: -1, After: -1}
	a.Counts[c.Change]++
	if m.Change == annotations.Identical || m.Change == annotations.Unplaced {
		a.Claims = append(a.Claims, c)
		return
	}
	if m.Mine.ID != "" {
		c.Before = a.file(records.Filed{Shelf: records.Claims, Record: records.OfClaim(&m.Mine, a.holding.bases[m.Mine.ID])})
	}
	if m.Change == annotations.DeletedThere {
		c.ID, c.Article, c.Quote = m.Mine.ID, m.Mine.Article, m.Mine.Quote.Exact
		c.After = a.file(records.Filed{Shelf: records.Claims, Record: records.OfGrave(
			annotations.Tombstone{ID: m.Mine.ID, Article: m.Mine.Article, Deleted: a.now})})
		a.Claims = append(a.Claims, c)
		return
	}
	c.After = a.file(records.Filed{Shelf: records.Claims, Record: records.OfClaim(&m.Theirs, m.Theirs.Modified)})
	if m.Change == annotations.Conflict || m.Change == annotations.DeletedHere {
		c.Quote, c.Theirs = m.Theirs.Quote.Exact, line(&m.Theirs)
	}
	if m.Change == annotations.Conflict {
		c.Mine = line(&m.Mine)
	}
	a.Claims = append(a.Claims, c)
}

// line says in one line what somebody found out about a claim.
func line(c *annotations.Claim) string {
	status := string(c.Status)
	if status == "" {
		status = "open"
	}
	s := ""
	for _, p := range []string{c.Restated, c.Note, c.Speaker, string(c.Verdict), status} {
		if p != "" {
			s += p + " · "
		}
	}
	return s + fmt.Sprintf("changed %s", c.Modified.Format("2 Jan 2006, 15:04 MST"))
}
