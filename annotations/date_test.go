package annotations_test

import (
	"testing"

	"claimlight/annotations"
)

func TestDatesAreUnderstoodAsFarAsTheySayOneThing(t *testing.T) {
	for _, c := range []struct{ typed, iso, words string }{
		{"2024", "2024", "2024"},
		{"2024-05", "2024-05", "May 2024"},
		{"2024-5-2", "2024-05-02", "2 May 2024"},
		{" 12  may 2024", "2024-05-12", "12 May 2024"},
		{"Sep 3, 2024", "2024-09-03", "3 September 2024"},
		{"May 2024", "2024-05", "May 2024"},
		{"3.4.2024", "2024-04-03", "3 April 2024"},
		{"3/4/2024", "", ""},
		{"2024-02-30", "", ""},
		{"last spring", "", ""},
		{"", "", ""},
	} {
		if iso, words, ok := annotations.Date(c.typed); iso != c.iso || words != c.words || ok != (c.iso != "") {
			t.Errorf("%q is understood as %q, %q, %v", c.typed, iso, words, ok)
		}
	}
}

func TestAVerdictNeedsEvidenceOrANote(t *testing.T) {
	for _, c := range []struct {
		rule  string
		claim annotations.Claim
		want  bool
	}{
		{"none yet", annotations.Claim{}, false},
		{"unproven", annotations.Claim{Verdict: annotations.Unproven}, false},
		{"bare", annotations.Claim{Verdict: annotations.False}, true},
		{"empty evidence", annotations.Claim{Verdict: annotations.False, Evidence: []annotations.Evidence{{ID: "urn:e"}}}, true},
		{"a note", annotations.Claim{Verdict: annotations.False, Note: "Seen."}, false},
		{"evidence", annotations.Claim{Verdict: annotations.False, Evidence: []annotations.Evidence{{Quote: "It fell."}}}, false},
	} {
		if got := c.claim.Unsupported(); got != c.want {
			t.Errorf("%s: %v", c.rule, got)
		}
	}
}
