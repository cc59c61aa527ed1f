package app

import "context"

// A Shelf is one object store of the database.
type Shelf string

const (
	Articles  Shelf = "articles"  // what the library lists of an article; or that it was deleted
	Texts     Shelf = "texts"     // an article's text and blocks, read on opening
	Claims    Shelf = "claims"    // claims; or that one was deleted, then under no article
	Codebooks Shelf = "codebooks" // the codebook
	Settings  Shelf = "settings"  // what a person chose; what was last imported
)

// A Record is what a [Store] keeps under an identifier. Data is opaque to it.
type Record struct {
	ID      string
	Article string // the claims of an article are read by it; "" keeps a record out of that
	At      int64  // milliseconds since 1970: when it was added or last modified
	Data    []byte
}

// An Op puts a record onto a shelf, or takes it away where Remove is set.
type Op struct {
	Shelf  Shelf
	Record Record
	Remove bool
}

// A Store keeps records durably.
type Store interface {
	// Write does all of ops or none of them, and returns when they are on
	// the disk, or an error in words for the person.
	Write(ctx context.Context, ops []Op) error
	// Read returns the record with the given identifier, and whether there
	// is one.
	Read(ctx context.Context, shelf Shelf, id string) (Record, bool, error)
	// Each calls f with every record of a shelf in batches: those of the
	// given article, or all where it is "". It stops at f's first error and
	// returns it.
	Each(ctx context.Context, shelf Shelf, article string, f func([]Record) error) error
}
