package records_test

import (
	"bytes"
	"errors"
	"testing"

	"claimlight/annotations"
	"claimlight/app/records"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var filed = rapid.Custom(func(t *rapid.T) records.Filed {
	return records.Filed{Shelf: records.Shelf(words.Draw(t, "shelf")), Record: records.Record{
		ID: words.Draw(t, "id"), Article: words.Draw(t, "article"), At: rapid.Int64().Draw(t, "at"),
		Data: rapid.SliceOf(rapid.Byte()).Draw(t, "data")}}
})

func bundle(list []records.Filed) []byte {
	var b []byte
	for _, r := range list {
		b = records.Append(b, r)
	}
	return b
}

func TestTakeUndoesAppend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(filed).Draw(t, "records")
		var got []records.Filed
		for rest := bundle(want); len(rest) > 0; {
			r, after, err := records.Take(rest)
			if err != nil {
				t.Fatal(err)
			}
			got, rest = append(got, r), after
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestABundleCutAnywhereIsDamaged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := bundle([]records.Filed{filed.Draw(t, "record")})
		for n := range whole {
			if r, _, err := records.Take(whole[:n]); !errors.Is(err, records.ErrBundle) {
				t.Fatalf("%d of %d bytes gave %v, %v", n, len(whole), r, err)
			}
		}
	})
}

func TestAnArticlesBundleCutAnywhereIsDamaged(t *testing.T) {
	whole := records.BundleArticle(&annotations.Article{ID: "urn:a", Title: "Trams", Text: "A tram."})
	for n := range whole {
		if a, err := records.TakeArticle(whole[:n]); !errors.Is(err, records.ErrBundle) {
			t.Errorf("%d of %d bytes gave %v, %v", n, len(whole), a, err)
		}
	}
}

func TestTakenRecordsCannotGrowIntoTheNext(t *testing.T) {
	b := bundle([]records.Filed{{Record: records.Record{ID: "1", Data: []byte("one")}}, {Record: records.Record{ID: "2", Data: []byte("two")}}})
	first, rest, err := records.Take(b)
	if err != nil {
		t.Fatal(err)
	}
	_ = append(first.Data, "XXXXXXXX"...)
	if second, _, err := records.Take(rest); err != nil || string(second.Data) != "two" {
		t.Errorf("the second holds %q, %v", second.Data, err)
	}
}

func FuzzTake(f *testing.F) {
	f.Add([]byte(nil))
	f.Add(bundle([]records.Filed{{Shelf: records.Claims, Record: records.Record{ID: "urn:c", Article: "urn:a", At: -1, Data: []byte("{}")}}}))
	f.Add(bytes.Repeat([]byte{0xFF}, 12)) // a length beyond 64 bits
	f.Add([]byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01})
	f.Fuzz(func(t *testing.T, data []byte) {
		r, rest, err := records.Take(data)
		if err != nil {
			if !errors.Is(err, records.ErrBundle) {
				t.Fatalf("%v, want ErrBundle", err)
			}
			return
		}
		if !bytes.HasSuffix(data, rest) {
			t.Fatal("the rest is no rest")
		}
		again, after, err := records.Take(records.Append(nil, r))
		if diff := cmp.Diff(r, again, cmpopts.EquateEmpty()); err != nil || len(after) != 0 || diff != "" {
			t.Fatalf("%v, %d bytes left (-want +got):\n%s", err, len(after), diff)
		}
	})
}
