package transfer_test

import (
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"github.com/google/go-cmp/cmp"
)

func TestMendTakesTheLatestThatIsWantedAndCanBeRead(t *testing.T) {
	a := annotations.Article{ID: "urn:a", Title: "Trams", Text: "Some words.", Digest: annotations.Digest("Some words.")}
	e := records.EntryOf(&a)
	c := annotations.Claim{ID: "urn:c", Article: a.ID, Note: "As it was"}
	article, text := records.Filed{Shelf: records.Articles, Record: records.OfEntry(&e)}, records.Filed{Shelf: records.Texts, Record: records.OfText(&a)}
	claim := records.Filed{Shelf: records.Claims, Record: records.OfClaim(&c, time.Time{})}
	grave := records.Filed{Shelf: records.Claims, Record: records.OfGrave(annotations.Tombstone{ID: c.ID, Article: a.ID})}
	again := c
	again.Note = "As it was later"
	later := records.Filed{Shelf: records.Claims, Record: records.OfClaim(&again, time.Time{})}
	torn := func(f records.Filed) records.Filed {
		f.Data = f.Data[:len(f.Data)/2]
		return f
	}
	for _, test := range []struct {
		name       string
		candidates []records.Filed
		wanted     []string
		want       []records.Filed
	}{
		{"a text", []records.Filed{article, text}, []string{"texts", "urn:a", a.Digest}, []records.Filed{text}},
		{"a torn text", []records.Filed{article, torn(text)}, []string{"texts", "urn:a", a.Digest}, nil},
		{"another text", []records.Filed{article, text}, []string{"texts", "urn:a", annotations.Digest("Other words.")}, nil},
		{"a claim and an article", []records.Filed{article, claim}, []string{"claims", "urn:c", "", "articles", "urn:a", ""}, []records.Filed{article, claim}},
		{"a torn claim", []records.Filed{torn(claim)}, []string{"claims", "urn:c", ""}, nil},
		{"a deleted claim", []records.Filed{grave}, []string{"claims", "urn:c", ""}, nil},
		{"the latest", []records.Filed{later, claim}, []string{"claims", "urn:c", ""}, []records.Filed{later}},
		{"the latest that is not torn", []records.Filed{torn(later), grave, claim}, []string{"claims", "urn:c", ""}, []records.Filed{claim}},
		{"a text of which nobody knows what it was", []records.Filed{text}, []string{"texts", "urn:a", ""}, nil},
		{"what is not there", []records.Filed{article}, []string{"claims", "urn:c", ""}, nil},
	} {
		var bundle []byte
		for _, f := range test.candidates {
			bundle = records.Append(bundle, f)
		}
		made, err := transfer.Mend(bundle, test.wanted)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		var got []records.Filed
		for len(made) > 0 {
			var f records.Filed
			if f, made, err = records.Take(made); err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			got = append(got, f)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
