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
	// Checked ops are done only where the record is still Before; nil is not
	// there.
	Checked bool
	Before  *records.Record

	yields *yielding // of an op that takes something back
}

// A Store keeps records durably. Several tabs share one.
type Store interface {
	// Write does all of ops or none of them, and returns when they are on
	// the disk, or an error in words for the person. None are done where the
	// record of a checked one is not as it was before. Tab says who writes.
	Write(ctx context.Context, tab string, ops []Op) (Written, error)
	// Changes says what other tabs have written since the write of number
	// after. Of an after below zero it tells the number of the last alone.
	Changes(ctx context.Context, tab string, after int64) (Changes, error)
	// Read returns the record with the given identifier, and whether there
	// is one.
	Read(ctx context.Context, shelf records.Shelf, id string) (records.Record, bool, error)
	// Latest calls f with the records of a shelf that have a time, the latest
	// first, in batches, until it returns false.
	Latest(ctx context.Context, shelf records.Shelf, f func([]records.Record) (more bool)) error
	// Claims counts the claims that are not deleted.
	Claims(ctx context.Context) (int, error)
	// Each calls f with every record of a shelf in batches: those of the
	// given article, or all where it is "". It stops at f's first error and
	// returns it. Of what is written meanwhile it may see a part; Changes
	// tells of it afterwards.
	Each(ctx context.Context, shelf records.Shelf, article string, f func([]records.Record) error) error
}

// Written says how a write ended.
type Written struct {
	At      int64   // its number, greater than those before; 0 where it concerns no other tab
	Clashes []Clash // where there are any, nothing was written
}

// A Clash is a checked op, by its index, and the record as it is.
type Clash struct {
	Op  int
	Now *records.Record
}

// Changes are what other tabs have written.
type Changes struct {
	At   int64 // the number of the last write
	Refs []Ref
	All  bool // it may have been anything
}

// A Ref names a record.
type Ref struct {
	Shelf records.Shelf `json:"shelf"`
	ID    string        `json:"id"`
}

func (o *Op) ref() Ref { return Ref{o.Shelf, o.Record.ID} }

// after is the record as o leaves it.
func (o *Op) after() *records.Record {
	if o.Remove {
		return nil
	}
	r := o.Record
	return &r
}

// leave has o leave r instead.
func (o *Op) leave(r *records.Record) {
	if o.Remove = r == nil; r != nil {
		o.Record = *r
	}
}

// put is the op that puts a record, whatever is there.
func put(shelf records.Shelf, r records.Record) Op {
	return Op{Filed: records.Filed{Shelf: shelf, Record: r}}
}

// remove is the op that takes a record away.
func remove(ref Ref) Op {
	return Op{Filed: records.Filed{Shelf: ref.Shelf, Record: records.Record{ID: ref.ID}}, Remove: true}
}
