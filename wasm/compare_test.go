//go:build !js

package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompareSaysWhatChangedAndWhereClaimsAre(t *testing.T) {
	dir := files(t)
	save(t, dir, "later.txt", strings.Replace(ambulance, "40 minutes", "38 minutes", 1))
	out, _, err := claimlight(t, dir, "", "compare", "article.txt", "later.txt", "claims.json")
	if err != nil {
		t.Fatal(err)
	}
	want := `{"before":{"start":29,"end":31,"text":"40"},"after":{"start":29,"end":31,"text":"38"}}
{"claim":"urn:uuid:01930000-0000-7000-8000-000000000002","how":"edited","similarity":0.8717948717948718,"place":{"start":2,"end":47,"text":"Ambulance waits doubled to 38 minutes in 2025"}}
`
	if diff := cmp.Diff(want, out); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	out, _, err = claimlight(t, dir, "", "compare", "--unit", "utf16", "page.html", "page.html", "claims.json")
	want = `{"claim":"urn:uuid:01930000-0000-7000-8000-000000000002","how":"exact","similarity":1,"place":{"start":3,"end":48,"text":"Ambulance waits doubled to 40 minutes in 2025"}}` + "\n"
	if diff := cmp.Diff(want, out); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
