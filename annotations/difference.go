package annotations

// An Edit is a stretch of text that two versions have in common, or that only
// one of them has.
type Edit struct {
	Op   EditOp
	Text string
}

// An EditOp says which version a stretch of text is in.
type EditOp int

const (
	Keep   EditOp = iota // in both
	Delete               // only before
	Insert               // only after
)

// Difference compares two versions of a passage by words, as [Compare] does, for
// a quote and what [Finder.Find] found edited: the Keep and Delete edits joined
// are before, and the Keep and Insert edits joined are after. What is deleted
// stands before what is inserted in its place.
func Difference(before, after string) []Edit {
	r := Compare(before, after)
	return r.Edits(before, after)
}
