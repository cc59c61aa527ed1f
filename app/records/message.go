package records

import "claimlight/annotations"

// The types of this file are what the worker tells the page about files, as
// JSON.

// A Check says how far the spans of a file were verified, and what could not be
// taken as it stands.
type Check struct {
	Claims   int // in the file
	Verified int // of them, those whose span gives their quote
	Unit     string
	Problems []Problem
	More     int      // problems beyond those listed
	Unread   []Unread // what is left out of the file, for it cannot be read
	Stranded int      // claims left out with the articles that they are in
}

// An Unread is a record of the library that cannot be read, or the text of an
// article that is missing.
type Unread struct {
	Shelf Shelf
	ID    string
	Why   string
}

// A Problem is one thing that could not be taken as it stands.
type Problem struct {
	Pointer string // where in the file
	Message string
}

// An Arrival is what bringing a file in would mean.
type Arrival struct {
	Check    Check
	Counts   map[string]int // by the names below
	Unplaced []string       // quotes whose words are in no text at hand
	Graves   []int          // indexes in the bundle of records of what was deleted there and never was here
	Tags     int            // in the codebook afterwards; 0 where it does not change
	Articles []Coming       // articles brought in, and what becomes of each
	Claims   []Coming       // claims brought in, and what becomes of each
	Codebook []byte         // the data of the record of the library's, which the file's was compared with
}

// What may become of an article or claim that is brought in.
const (
	New         = "new"
	Identical   = "identical"
	Newer       = "newer"    // the file's is later
	Older       = "older"    // the library's is later
	DeletedHere = "deleted"  // from the library
	Conflict    = "conflict" // both changed since they were last the same
	Unplaced    = "unplaced" // its article is nowhere

	DeletedThere = "deleted there" // from the library that the file is of
)

// A Coming is an article or a claim that is brought in. Its records are in the
// bundle that comes along.
type Coming struct {
	ID      annotations.ID
	Article annotations.ID // of a claim
	Change  string
	Take    bool   // it is to replace what the library has; of a claim deleted there, to delete it here
	Quote   string // of a claim that is asked about
	Mine    string // in a line, where there is a conflict
	Theirs  string
	Before  int // index of the record it replaces, in the bundle; -1 for none
	After   int // index of its record in the bundle; of an article, its text's follows; -1 where it never changes anything
}
