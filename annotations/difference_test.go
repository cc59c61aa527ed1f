package annotations_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

func ExampleDifference() {
	for _, e := range annotations.Difference("Waits doubled to 40 minutes in 2025.", "Waits rose to 38 minutes in 2025.") {
		fmt.Printf("%s%q ", [...]string{"", "-", "+"}[e.Op], e.Text)
	}
	// Output: "Waits " -"doubled" +"rose" " to " -"40" +"38" " minutes in 2025."
}

func TestDifferenceShowsWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"same", "same", "same"},
		{"", "new", "{+new}"},
		{"old", "", "{-old}"},
		{"a b c", "a c", "a {-b }c"},
		{"a c", "a b c", "a {+b }c"},
		{"東京都は広い", "東京は狭い", "東京{-都}は{-広}{+狭}い"},
		{"wait, what", "wait; what", "wait{-,}{+;} what"},
		{"all of it", "none", "{-all of it}{+none}"},
	} {
		var b strings.Builder
		for _, e := range annotations.Difference(c.before, c.after) {
			fmt.Fprintf(&b, [...]string{"%s", "{-%s}", "{+%s}"}[e.Op], e.Text)
		}
		if diff := cmp.Diff(c.want, b.String()); diff != "" {
			t.Errorf("Difference(%q, %q) (-want +got):\n%s", c.before, c.after, diff)
		}
	}
}

func TestDifferenceHoldsBothVersions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := scripts().Draw(t, "before"), scripts().Draw(t, "after")
		var old, new strings.Builder
		last := annotations.EditOp(-1)
		for _, e := range annotations.Difference(before, after) {
			if e.Op != annotations.Insert {
				old.WriteString(e.Text)
			}
			if e.Op != annotations.Delete {
				new.WriteString(e.Text)
			}
			if e.Op == last || e.Text == "" {
				t.Fatalf("%+v is empty or could be joined with the one before", e)
			}
			last = e.Op
		}
		if old.String() != before || new.String() != after {
			t.Fatalf("edits hold %q and %q, want %q and %q", old.String(), new.String(), before, after)
		}
	})
}
