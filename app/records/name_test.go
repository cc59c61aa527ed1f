package records_test

import (
	"testing"

	"claimlight/app/records"
)

func TestACompressedFileGoesByTheNameThatItHasUnpacked(t *testing.T) {
	for name, want := range map[string]string{
		"a.claimlight.json.gz": "a.claimlight.json", "B.TXT.GZ": "B.TXT", "c.gzip": "", "c.json": "", ".gz": "", "gz": "", "": "",
	} {
		got, packed := records.Unpacked(name)
		if want == "" {
			want = name
		}
		if got != want || packed != (got != name) {
			t.Errorf("%q is unpacked %q, %v; want %q", name, got, packed, want)
		}
	}
}
