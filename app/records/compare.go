package records

import "claimlight/annotations"

// A Comparison is what the worker tells of two versions of an article, as JSON.
// Spans are in bytes: of the later version, or of the redline that comes along.
type Comparison struct {
	Fates          []Fate // one for each claim of the version before, in its order
	Changes        int
	Added, Removed int  // words
	Coarse         bool // some stretches were too different to be compared by words
	Strokes        []annotations.Stroke
	Later          annotations.Runs // of the later version, in the redline
}

// A Fate is what becomes of a claim in the later version: it is at the one of
// Places where Sure, may be at one of them, or where there is none, is lost.
type Fate struct {
	Claim  annotations.ID
	Sure   bool
	Places []Place
	Was    annotations.Span // its words in the version before, in the redline
}

// A Place is where a claim's words are, or could be.
type Place struct {
	How   annotations.How
	Span  annotations.Span
	Edits []annotations.Edit // what became of the claim's words; none where nothing did
}
