package records

import (
	"encoding/json"
	"time"

	"claimlight/annotations"
)

// An Entry is what the library lists of an article: all of it but its text and
// blocks.
type Entry struct {
	annotations.Article
	Length int // of the text, in bytes
	Words  int // in the text
}

// EntryOf is what the library lists of a.
func EntryOf(a *annotations.Article) Entry {
	e := Entry{Article: *a, Length: len(a.Text), Words: a.Words()}
	e.Text, e.Blocks = "", nil
	return e
}

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
	Declined  []annotations.ID  `json:"declined,omitempty"`
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

// OfEntry is the articles record of e.
func OfEntry(e *Entry) Record {
	return of(e.ID, "", e.Added, storedArticle{
		Title: e.Title, Source: e.Source, Author: e.Author, Site: e.Site, Published: e.Published,
		Language: e.Language, Added: e.Added, Digest: e.Digest, Previous: e.Previous, Declined: e.Declined,
		Length: e.Length, Words: e.Words, Extra: e.Extra})
}

// OfText is the texts record of a.
func OfText(a *annotations.Article) Record {
	t := storedText{Text: a.Text, Blocks: make([]storedBlock, len(a.Blocks))}
	for i, b := range a.Blocks {
		s := storedBlock{Kind: b.Kind, Start: b.Span.Start, End: b.Span.End, Level: b.Level, Number: b.Number, Quoted: b.Quoted}
		for _, m := range b.Marks {
			s.Marks = append(s.Marks, storedMark{m.Kind, m.Span.Start, m.Span.End, m.Href})
		}
		t.Blocks[i] = s
	}
	return of(a.ID, "", a.Added, t)
}

// OfDeletedArticle is the articles record of an article that was deleted.
func OfDeletedArticle(t annotations.Tombstone) Record {
	return of(t.ID, "", t.Deleted, storedArticle{Added: t.Deleted, Deleted: true})
}

// ReadEntry reads an articles record: a listed article, or where it was deleted,
// its tombstone.
func ReadEntry(r Record) (e Entry, grave annotations.Tombstone, err error) {
	var s storedArticle
	if err := json.Unmarshal(r.Data, &s); err != nil {
		return e, grave, &DamageError{"an article", err}
	}
	id := annotations.ID(r.ID)
	if s.Deleted {
		return e, annotations.Tombstone{ID: id, Deleted: s.Added}, nil
	}
	e = Entry{Article: annotations.Article{ID: id, Title: s.Title, Source: s.Source, Author: s.Author, Site: s.Site,
		Published: s.Published, Language: s.Language, Added: s.Added, Digest: s.Digest, Previous: s.Previous, Declined: s.Declined,
		Extra: s.Extra}, Length: s.Length, Words: s.Words}
	return e, grave, nil
}

// ReadText returns e's article whole, from its texts record.
func ReadText(e Entry, r Record) (annotations.Article, error) {
	var t storedText
	if err := json.Unmarshal(r.Data, &t); err != nil {
		return annotations.Article{}, &DamageError{textOf(&e), err}
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
