package format

import (
	"fmt"

	"claimlight/annotations"
)

// A Report says how well the spans of a file fit their texts. A span is
// verified when it was counted in Unit, cut out of the text again in that
// unit, and gave the words of its quote.
type Report struct {
	Total    int              // claims in the file
	Verified int              // of them, those whose span was verified
	Unit     annotations.Unit // what the file's offsets count
	Problems []Problem
	More     int // problems beyond those listed
}

// String is the line that a person sees: "12 of 12 spans verified in
// codepoints".
func (r Report) String() string {
	return fmt.Sprintf("%d of %d spans verified in %s", r.Verified, r.Total, r.Unit)
}

// note adds a problem with a claim, or only counts it where as many are listed
// as DefaultLimits allow.
func (r *Report) note(claim annotations.ID, format string, args ...any) {
	if len(r.Problems) >= DefaultLimits.Problems {
		r.More++
		return
	}
	r.Problems = append(r.Problems, Problem{Claim: claim, Message: fmt.Sprintf(format, args...)})
}
