package format

import (
	"claimlight/annotations"
)

// A Problem is one thing in a file, or one claim, that could not be taken as
// it stands. The rest was.
type Problem struct {
	Pointer string         // where in the file: a JSON pointer (RFC 6901), or a line as "line 3"; "" for the whole or when writing
	Claim   annotations.ID // the claim concerned, or ""
	Message string         // what is wrong and what was done about it, in plain words
}

func (p Problem) String() string {
	switch {
	case p.Pointer != "":
		return p.Pointer + ": " + p.Message
	case p.Claim != "":
		return string(p.Claim) + ": " + p.Message
	}
	return p.Message
}

// Limits bound what a file may make the reader do. A zero field means the
// value of [DefaultLimits].
type Limits struct {
	Size     int64 // bytes of the file
	Depth    int   // objects and arrays in each other
	Articles int
	Claims   int
	Tags     int // of the codebook, those that claims bring included
	String   int // bytes of one string; the longest is an article's text
	Problems int // listed; further ones are only counted
}

// DefaultLimits are ten times what the largest library measured needs: 100,000
// claims took 60 MB.
var DefaultLimits = Limits{
	Size:     1 << 30,
	Depth:    64,
	Articles: 100_000,
	Claims:   1_000_000,
	Tags:     2_000,
	String:   64 << 20,
	Problems: 1_000,
}

// withDefaults is l with its zero fields set.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits
	if l.Size != 0 {
		d.Size = l.Size
	}
	if l.Depth != 0 {
		d.Depth = l.Depth
	}
	if l.Articles != 0 {
		d.Articles = l.Articles
	}
	if l.Claims != 0 {
		d.Claims = l.Claims
	}
	if l.Tags != 0 {
		d.Tags = l.Tags
	}
	if l.String != 0 {
		d.String = l.String
	}
	if l.Problems != 0 {
		d.Problems = l.Problems
	}
	return d
}
