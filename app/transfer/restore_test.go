package transfer_test

import (
	"fmt"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A shelved is what a library's records say that a person can see: titles of
// articles, notes of claims, names of tags, and which texts there are.
type shelved map[records.Gone]string

// live draws some records of a library, and what a person sees of them.
func live(t *rapid.T, label string) (map[records.Gone]records.Filed, shelved) {
	moment := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	filed, seen := map[records.Gone]records.Filed{}, shelved{}
	put := func(f records.Filed, says string) {
		key := records.Gone{Shelf: f.Shelf, ID: f.ID}
		filed[key] = f
		if says != "" {
			seen[key] = says
		}
	}
	for i := range 3 {
		id := annotations.ID(fmt.Sprintf("urn:article:%d", i))
		switch state := rapid.IntRange(0, 3).Draw(t, fmt.Sprint(label, " article ", i)); state {
		case 0: // never heard of
		case 1:
			put(records.Filed{Shelf: records.Articles, Record: records.OfDeletedArticle(annotations.Tombstone{ID: id, Deleted: moment})}, "")
		default:
			a := annotations.Article{ID: id, Title: fmt.Sprint("title ", state), Added: moment, Text: "Some words."}
			e := records.EntryOf(&a)
			put(records.Filed{Shelf: records.Articles, Record: records.OfEntry(&e)}, a.Title)
			put(records.Filed{Shelf: records.Texts, Record: records.OfText(&a)}, "text")
		}
	}
	for i := range 4 {
		id, article := annotations.ID(fmt.Sprintf("urn:claim:%d", i)), annotations.ID("urn:article:0")
		switch state := rapid.IntRange(0, 3).Draw(t, fmt.Sprint(label, " claim ", i)); state {
		case 0:
		case 1:
			put(records.Filed{Shelf: records.Claims, Record: records.OfGrave(annotations.Tombstone{ID: id, Article: article, Deleted: moment})}, "")
		default:
			c := annotations.Claim{ID: id, Article: article, Note: fmt.Sprint("note ", state), Created: moment, Modified: moment}
			put(records.Filed{Shelf: records.Claims, Record: records.OfClaim(&c, time.Time{})}, c.Note)
		}
	}
	if n := rapid.IntRange(0, 2).Draw(t, label+" tags"); n > 0 {
		c := annotations.Codebook{Name: fmt.Sprint("book ", n)}
		put(records.Filed{Shelf: records.Codebooks, Record: records.OfCodebook(&c, moment)}, c.Name)
	}
	return filed, seen
}

// bundled is a bundle of records: those of the named shelves.
func bundled(filed map[records.Gone]records.Filed, shelves ...records.Shelf) []byte {
	var bundle []byte
	for _, shelf := range shelves {
		for key, f := range filed {
			if key.Shelf == shelf {
				bundle = records.Append(bundle, f)
			}
		}
	}
	return bundle
}

// seeing is what a person sees of records.
func seeing(t *rapid.T, filed map[records.Gone]records.Filed) shelved {
	seen := shelved{}
	for key, f := range filed {
		switch key.Shelf {
		case records.Articles:
			e, grave, err := records.ReadEntry(f.Record)
			if err != nil {
				t.Fatal(err)
			}
			if grave.ID == "" {
				seen[key] = e.Title
			}
		case records.Texts:
			seen[key] = "text"
		case records.Claims:
			if f.Article == "" {
				continue
			}
			c, _, err := records.ReadClaim(f.Record)
			if err != nil {
				t.Fatal(err)
			}
			seen[key] = c.Note
		case records.Codebooks:
			c, err := records.ReadCodebook(f.Record)
			if err != nil {
				t.Fatal(err)
			}
			seen[key] = c.Name
		}
	}
	return seen
}

func TestRestoringMakesTheLibraryAsItWasAndCountsWhatChanges(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		then, was := live(t, "then")
		mine, is := live(t, "now")
		all := []records.Shelf{records.Articles, records.Texts, records.Claims, records.Codebooks}
		r, bundle, err := transfer.Restore(bundled(then, all...), bundled(mine, records.Articles, records.Claims, records.Codebooks), now)
		if err != nil {
			t.Fatal(err)
		}
		want := map[records.Shelf]*records.Changes{records.Articles: {}, records.Claims: {}, records.Codebooks: {}, records.Texts: {}}
		for key, says := range was {
			switch now, there := is[key]; {
			case !there:
				want[key.Shelf].New++
			case now != says:
				want[key.Shelf].Changed++
			}
		}
		for key := range is {
			if _, there := was[key]; !there {
				want[key.Shelf].Removed++
			}
		}
		if diff := cmp.Diff([]records.Changes{*want[records.Articles], *want[records.Claims]}, []records.Changes{r.Articles, r.Claims}); diff != "" {
			t.Errorf("articles and claims (-want +got):\n%s", diff)
		}
		if recoded := *want[records.Codebooks] != (records.Changes{}); r.Recoded != recoded {
			t.Errorf("the codebook changes: %v", r.Recoded)
		}
		if r.Any() != (len(was) != len(is) || !cmp.Equal(was, is)) {
			t.Errorf("anything changes: %v", r.Any())
		}
		for len(bundle) > 0 {
			f, rest, err := records.Take(bundle)
			if err != nil {
				t.Fatal(err)
			}
			bundle = rest
			mine[records.Gone{Shelf: f.Shelf, ID: f.ID}] = f
		}
		for _, g := range r.Remove {
			delete(mine, g)
		}
		if diff := cmp.Diff(was, seeing(t, mine)); diff != "" {
			t.Errorf("what is there afterwards (-then +now):\n%s", diff)
		}
		if len(r.Missing) > 0 {
			t.Errorf("%q is said not to come back", r.Missing)
		}
	})
}

func TestAnArticleWhoseTextTheSnapshotLacksIsNamedAndStaysAway(t *testing.T) {
	a := annotations.Article{ID: "urn:article:0", Title: "Gone for good", Text: "Some words."}
	e := records.EntryOf(&a)
	snapshot := records.Append(nil, records.Filed{Shelf: records.Articles, Record: records.OfEntry(&e)})
	r, bundle, err := transfer.Restore(snapshot, nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(records.Restoration{Missing: []string{"Gone for good"}}, r); diff != "" || len(bundle) > 0 {
		t.Errorf("the restoration (-want +got):\n%s\n%d bytes of records", diff, len(bundle))
	}
}
