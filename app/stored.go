package app

import (
	"encoding/json"
	"fmt"
	"time"

	"claimlight/annotations"
)

// The types of this file are what records hold, as JSON. Their member names
// are the database's format: a change needs a migration.

type storedArticle struct {
	Title     string            `json:"title,omitempty"`
	Source    string            `json:"source,omitempty"`
	Author    string            `json:"author,omitempty"`
	Site      string            `json:"site,omitempty"`
	Published string            `json:"published,omitempty"`
	Language  string            `json:"language,omitempty"`
	Added     time.Time         `json:"added"`
	Digest    string            `json:"digest,omitempty"`
	Previous  annotations.ID    `json:"previous,omitempty"`
	Length    int               `json:"length,omitempty"`
	Words     int               `json:"words,omitempty"`
	Extra     annotations.Extra `json:"extra,omitempty"`
	Deleted   bool              `json:"deleted,omitempty"` // Added is then when
}

type storedText struct {
	Text   string        `json:"text"`
	Blocks []storedBlock `json:"blocks"`
}

type storedBlock struct {
	Kind   annotations.BlockKind `json:"k"`
	Start  int                   `json:"s"`
	End    int                   `json:"e"`
	Level  int                   `json:"l,omitempty"`
	Number int                   `json:"n,omitempty"`
	Quoted int                   `json:"q,omitempty"`
	Marks  []storedMark          `json:"m,omitempty"`
}

type storedMark struct {
	Kind  annotations.MarkKind `json:"k"`
	Start int                  `json:"s"`
	End   int                  `json:"e"`
	Href  string               `json:"h,omitempty"`
}

type storedClaim struct {
	Start    int                    `json:"start"`
	End      int                    `json:"end"`
	Exact    string                 `json:"exact"`
	Prefix   string                 `json:"prefix,omitempty"`
	Suffix   string                 `json:"suffix,omitempty"`
	Tags     []annotations.ID       `json:"tags,omitempty"`
	Restated string                 `json:"restated,omitempty"`
	Speaker  string                 `json:"speaker,omitempty"`
	SaidOn   string                 `json:"saidOn,omitempty"`
	Note     string                 `json:"note,omitempty"`
	Worth    annotations.Worth      `json:"worth,omitempty"`
	Status   annotations.Status     `json:"status,omitempty"`
	Verdict  annotations.Verdict    `json:"verdict,omitempty"`
	Evidence []annotations.Evidence `json:"evidence,omitempty"`
	Creator  annotations.ID         `json:"creator,omitempty"`
	Nickname string                 `json:"nickname,omitempty"`
	Created  time.Time              `json:"created"`
	Modified time.Time              `json:"modified"`
	Base     time.Time              `json:"base,omitzero"` // modified, when it was last imported
	Extra    annotations.Extra      `json:"extra,omitempty"`
}

// storedGrave stands in the place of a deleted claim, in a record without an
// article.
type storedGrave struct {
	Article annotations.ID `json:"article,omitempty"`
	Deleted time.Time      `json:"deleted"`
}

// An Entry is what the library lists of an article: all of it but its text and
// blocks.
type Entry struct {
	annotations.Article
	Length int // of the text, in bytes
	Words  int // in the text
}

func recordOf(id annotations.ID, article annotations.ID, at time.Time, v any) Record {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("app: a %T cannot be stored: %v", v, err)) // no stored type holds what JSON cannot
	}
	return Record{ID: string(id), Article: string(article), At: at.UnixMilli(), Data: data}
}

func articleRecord(e *Entry) Record {
	return recordOf(e.ID, "", e.Added, storedArticle{
		Title: e.Title, Source: e.Source, Author: e.Author, Site: e.Site, Published: e.Published,
		Language: e.Language, Added: e.Added, Digest: e.Digest, Previous: e.Previous,
		Length: e.Length, Words: e.Words, Extra: e.Extra})
}

func textRecord(a *annotations.Article) Record {
	t := storedText{Text: a.Text, Blocks: make([]storedBlock, len(a.Blocks))}
	for i, b := range a.Blocks {
		s := storedBlock{Kind: b.Kind, Start: b.Span.Start, End: b.Span.End, Level: b.Level, Number: b.Number, Quoted: b.Quoted}
		for _, m := range b.Marks {
			s.Marks = append(s.Marks, storedMark{m.Kind, m.Span.Start, m.Span.End, m.Href})
		}
		t.Blocks[i] = s
	}
	return recordOf(a.ID, "", a.Added, t)
}

func claimRecord(c *annotations.Claim, base time.Time) Record {
	return recordOf(c.ID, c.Article, c.Modified, storedClaim{
		Start: c.Span.Start, End: c.Span.End, Exact: c.Quote.Exact, Prefix: c.Quote.Prefix, Suffix: c.Quote.Suffix,
		Tags: c.Tags, Restated: c.Restated, Speaker: c.Speaker, SaidOn: c.SaidOn, Note: c.Note,
		Worth: c.Worth, Status: c.Status, Verdict: c.Verdict, Evidence: c.Evidence,
		Creator: c.Creator.ID, Nickname: c.Creator.Nickname, Created: c.Created, Modified: c.Modified, Base: base, Extra: c.Extra})
}

func graveRecord(t annotations.Tombstone) Record {
	return recordOf(t.ID, "", t.Deleted, storedGrave{t.Article, t.Deleted})
}

func deletedArticleRecord(t annotations.Tombstone) Record {
	return recordOf(t.ID, "", t.Deleted, storedArticle{Added: t.Deleted, Deleted: true})
}

// entryOf reads an articles record: a listed article, or where it was deleted,
// its tombstone.
func entryOf(r Record) (e Entry, grave annotations.Tombstone, err error) {
	var s storedArticle
	if err := json.Unmarshal(r.Data, &s); err != nil {
		return e, grave, fmt.Errorf("reading the article %s: %w", r.ID, err)
	}
	id := annotations.ID(r.ID)
	if s.Deleted {
		return e, annotations.Tombstone{ID: id, Deleted: s.Added}, nil
	}
	e = Entry{Article: annotations.Article{ID: id, Title: s.Title, Source: s.Source, Author: s.Author, Site: s.Site,
		Published: s.Published, Language: s.Language, Added: s.Added, Digest: s.Digest, Previous: s.Previous,
		Extra: s.Extra}, Length: s.Length, Words: s.Words}
	return e, grave, nil
}

// withText returns e's article whole, from its texts record.
func withText(e Entry, r Record) (annotations.Article, error) {
	var t storedText
	if err := json.Unmarshal(r.Data, &t); err != nil {
		return annotations.Article{}, fmt.Errorf("reading the text of %q: %w", e.Title, err)
	}
	a := e.Article
	a.Text, a.Blocks = t.Text, make([]annotations.Block, len(t.Blocks))
	for i, s := range t.Blocks {
		b := annotations.Block{Kind: s.Kind, Span: annotations.Span{Start: s.Start, End: s.End},
			Level: s.Level, Number: s.Number, Quoted: s.Quoted}
		for _, m := range s.Marks {
			b.Marks = append(b.Marks, annotations.Mark{Kind: m.Kind, Span: annotations.Span{Start: m.Start, End: m.End}, Href: m.Href})
		}
		a.Blocks[i] = b
	}
	return a, nil
}

// graveOf reads the claims record of a deleted claim.
func graveOf(r Record) (annotations.Tombstone, error) {
	var g storedGrave
	if err := json.Unmarshal(r.Data, &g); err != nil {
		return annotations.Tombstone{}, fmt.Errorf("reading the deleted claim %s: %w", r.ID, err)
	}
	return annotations.Tombstone{ID: annotations.ID(r.ID), Article: g.Article, Deleted: g.Deleted}, nil
}

// claimOf reads the claims record of a claim, and when it was last modified as
// it was last imported, if ever.
func claimOf(r Record) (c annotations.Claim, base time.Time, err error) {
	var s storedClaim
	if err := json.Unmarshal(r.Data, &s); err != nil {
		return c, base, fmt.Errorf("reading the claim %s: %w", r.ID, err)
	}
	return annotations.Claim{ID: annotations.ID(r.ID), Article: annotations.ID(r.Article),
		Span:  annotations.Span{Start: s.Start, End: s.End},
		Quote: annotations.Quote{Exact: s.Exact, Prefix: s.Prefix, Suffix: s.Suffix},
		Tags:  s.Tags, Restated: s.Restated, Speaker: s.Speaker, SaidOn: s.SaidOn, Note: s.Note,
		Worth: s.Worth, Status: s.Status, Verdict: s.Verdict, Evidence: s.Evidence,
		Creator: annotations.Creator{ID: s.Creator, Nickname: s.Nickname},
		Created: s.Created, Modified: s.Modified, Extra: s.Extra}, s.Base, nil
}
