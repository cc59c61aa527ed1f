package app

import (
	"testing"

	"claimlight/app/records"
)

func TestWhatIsLeftOutOfAFileIsSaidAsItIs(t *testing.T) {
	torn := []records.Unread{{Shelf: records.Texts, ID: "urn:a", Why: "torn"}}
	for want, c := range map[string]records.Check{
		"": {Claims: 3, Verified: 3},
		"1 record cannot be read and is left out. The banner lists what cannot be read, and exports it as it is.":                                                {Unread: torn},
		"1 record cannot be read and is left out, with 2 claims of articles that cannot be read. The banner lists what cannot be read, and exports it as it is.": {Unread: torn, Stranded: 2},
		"2 claims are left out: their articles are no longer in your library.":                                                                                   {Stranded: 2},
	} {
		if got := leftOut(c); got != want {
			t.Errorf("%+v: it says %q, want %q", c, got, want)
		}
	}
}
