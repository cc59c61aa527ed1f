// Package records is what the database, the page and the worker hand each other:
// articles, claims and the codebook as records of bytes, and bundles of those.
package records

import (
	"encoding/json"
	"fmt"
	"time"

	"claimlight/annotations"
)

// A Shelf is one object store of the database.
type Shelf string

const (
	Articles  Shelf = "articles"  // what the library lists of an article; or that it was deleted
	Texts     Shelf = "texts"     // an article's text and blocks, read on opening
	Claims    Shelf = "claims"    // claims; or that one was deleted, then under no article
	Codebooks Shelf = "codebooks" // the codebook
	Settings  Shelf = "settings"  // what a person chose
	Snapshots Shelf = "snapshots" // everything as it was at times
	History   Shelf = "history"   // what can be undone and redone
)

// A Record is what a store keeps under an identifier. Data is opaque to it.
type Record struct {
	ID      string
	Article string // the claims of an article are read by it; "" keeps a record out of that
	At      int64  // milliseconds since 1970: when it was added or last modified
	Data    []byte // JSON, by the functions of this package; its member names are the database's format
}

// A Filed record is one on its shelf.
type Filed struct {
	Shelf Shelf
	Record
}

func of(id annotations.ID, article annotations.ID, at time.Time, v any) Record {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("records: a %T cannot be stored: %v", v, err)) // no stored type holds what JSON cannot
	}
	return Record{ID: string(id), Article: string(article), At: at.UnixMilli(), Data: data}
}
