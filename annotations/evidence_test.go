package annotations

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPickedQuoteHasTheWordsOfItsArticleAndKeepsTheRest(t *testing.T) {
	a := &Article{ID: "urn:uuid:1", Title: "Rain", Source: "https://example.org/rain", Text: "It rains in May."}
	before := Evidence{ID: "e1", Address: "typed", Quote: "old", Stance: Refutes, SeenOn: "2026", Note: "n",
		Extra: Extra{"their:member": `1`, EvidenceArticleName: `"urn:uuid:0"`}}
	picked := before
	picked.Pick(a, Span{Start: 3, End: 8}, a.Source)
	want := Evidence{ID: "e1", Address: a.Source, Title: "Rain", Quote: "rains", Stance: Refutes, SeenOn: "2026", Note: "n",
		Extra: Extra{"their:member": `1`, EvidenceArticleName: `"urn:uuid:1"`}}
	if diff := cmp.Diff(want, picked); diff != "" {
		t.Errorf("picked (-want +got):\n%s", diff)
	}
	if got := before.Article(); got != "urn:uuid:0" {
		t.Errorf("the evidence as it was is now of %q: its Extra was changed", got)
	}
}

func TestEvidenceOfNoArticleSaysSo(t *testing.T) {
	for name, extra := range map[string]Extra{"none": nil, "no string": {EvidenceArticleName: `{"id":1}`}, "no JSON": {EvidenceArticleName: `x`}} {
		if got := (&Evidence{Extra: extra}).Article(); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
