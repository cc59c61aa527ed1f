package app

import (
	"context"

	"claimlight/app/records"
)

// An Op puts a record onto a shelf, or takes the record with its identifier
// away where Remove is set.
type Op struct {
	records.Filed
	Remove bool
}

// A Store keeps records durably.
type Store interface {
	// Write does all of ops or none of them, and returns when they are on
	// the disk, or an error in words for the person.
	Write(ctx context.Context, ops []Op) error
	// Read returns the record with the given identifier, and whether there
	// is one.
	Read(ctx context.Context, shelf records.Shelf, id string) (records.Record, bool, error)
	// Each calls f with every record of a shelf in batches: those of the
	// given article, or all where it is "". It stops at f's first error and
	// returns it.
	Each(ctx context.Context, shelf records.Shelf, article string, f func([]records.Record) error) error
}

// A Ref names a record.
type Ref struct {
	Shelf records.Shelf `json:"shelf"`
	ID    string        `json:"id"`
}

func (o Op) ref() Ref { return Ref{o.Shelf, o.Record.ID} }
