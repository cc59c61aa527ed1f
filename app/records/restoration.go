package records

// A Restoration is what making the library as it was in a snapshot would change.
// The records to put are in the bundle that comes along: a text before the
// article that it is of.
type Restoration struct {
	Articles Changes
	Claims   Changes
	Recoded  bool     // the codebook changes
	Tags     int      // in the codebook afterwards; 0 where it is the ready one
	Missing  []string // titles of articles that cannot come back, since the snapshot lacks their text
	Remove   []Gone   // records to take away
	Unread   int      // records of the snapshot that cannot be read; the library's stay as they are
}

// Changes counts what becomes of articles or claims.
type Changes struct {
	New     int // come back
	Changed int // are as they were
	Removed int // were not there then, and go
}

// Any reports whether anything changes.
func (r *Restoration) Any() bool {
	return r.Articles != Changes{} || r.Claims != Changes{} || r.Recoded
}

// Gone names a record to take away.
type Gone struct {
	Shelf Shelf
	ID    string
}
