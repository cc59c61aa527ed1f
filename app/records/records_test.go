package records_test

import (
	"fmt"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func ExampleOfClaim() {
	c := annotations.Claim{ID: "urn:c", Article: "urn:a", Span: annotations.Span{Start: 2, End: 5},
		Quote: annotations.Quote{Exact: "cat", Prefix: "a "}, Created: time.Unix(0, 0).UTC(), Modified: time.Unix(1, 0).UTC()}
	r := records.OfClaim(&c, time.Time{})
	fmt.Println(r.ID, r.Article, r.At)
	fmt.Println(string(r.Data))
	// Output:
	// urn:c urn:a 1000
	// {"start":2,"end":5,"exact":"cat","prefix":"a ","created":"1970-01-01T00:00:00Z","modified":"1970-01-01T00:00:01Z"}
}

// Generators of everything that can be stored, with every field set or not.
var (
	words  = rapid.String()
	number = rapid.IntRange(0, 1<<40)
	moment = rapid.Custom(func(t *rapid.T) time.Time { // as the session stamps: UTC, whole milliseconds
		return time.UnixMilli(rapid.Int64Range(0, 1<<42).Draw(t, "ms")).UTC()
	})
	id    = rapid.Map(words, func(s string) annotations.ID { return annotations.ID("urn:" + s) })
	extra = rapid.Map(rapid.MapOfN(words, words, 0, 3), func(m map[string]string) annotations.Extra { return m })
	span  = rapid.Custom(func(t *rapid.T) annotations.Span {
		return annotations.Span{Start: number.Draw(t, "start"), End: number.Draw(t, "end")}
	})
	article = rapid.Custom(func(t *rapid.T) annotations.Article {
		text := words.Draw(t, "text")
		return annotations.Article{ID: id.Draw(t, "id"), Title: words.Draw(t, "title"), Source: words.Draw(t, "source"),
			Author: words.Draw(t, "author"), Site: words.Draw(t, "site"), Published: words.Draw(t, "published"),
			Language: words.Draw(t, "language"), Added: moment.Draw(t, "added"), Digest: annotations.Digest(text),
			Previous: id.Draw(t, "previous"), Declined: rapid.SliceOfN(id, 0, 3).Draw(t, "declined"), Text: text, Blocks: rapid.SliceOfN(block, 0, 4).Draw(t, "blocks"),
			Extra: extra.Draw(t, "extra")}
	})
	block = rapid.Custom(func(t *rapid.T) annotations.Block {
		return annotations.Block{Kind: rapid.SampledFrom(annotations.BlockKinds).Draw(t, "kind"), Span: span.Draw(t, "span"),
			Level: number.Draw(t, "level"), Number: number.Draw(t, "number"), Quoted: number.Draw(t, "quoted"),
			Marks: rapid.SliceOfN(mark, 0, 3).Draw(t, "marks")}
	})
	mark = rapid.Custom(func(t *rapid.T) annotations.Mark {
		return annotations.Mark{Kind: rapid.SampledFrom(annotations.MarkKinds).Draw(t, "kind"),
			Span: span.Draw(t, "span"), Href: words.Draw(t, "href")}
	})
	claim = rapid.Custom(func(t *rapid.T) annotations.Claim {
		return annotations.Claim{ID: id.Draw(t, "id"), Article: id.Draw(t, "article"), Previous: id.Draw(t, "previous"), Span: span.Draw(t, "span"),
			Quote:    annotations.Quote{Exact: words.Draw(t, "exact"), Prefix: words.Draw(t, "prefix"), Suffix: words.Draw(t, "suffix")},
			Tags:     rapid.SliceOfN(id, 0, 3).Draw(t, "tags"),
			Restated: words.Draw(t, "restated"), Speaker: words.Draw(t, "speaker"), SaidOn: words.Draw(t, "said on"),
			Note: words.Draw(t, "note"), Worth: rapid.SampledFrom(annotations.Worths).Draw(t, "worth"),
			Status:   rapid.SampledFrom(annotations.Statuses).Draw(t, "status"),
			Verdict:  rapid.SampledFrom(annotations.Verdicts).Draw(t, "verdict"),
			Evidence: rapid.SliceOfN(evidence, 0, 2).Draw(t, "evidence"),
			Creator:  annotations.Creator{ID: id.Draw(t, "creator"), Nickname: words.Draw(t, "nickname")},
			Created:  moment.Draw(t, "created"), Modified: moment.Draw(t, "modified"), Extra: extra.Draw(t, "extra")}
	})
	evidence = rapid.Custom(func(t *rapid.T) annotations.Evidence {
		return annotations.Evidence{ID: id.Draw(t, "id"), Address: words.Draw(t, "address"), Title: words.Draw(t, "title"),
			Quote: words.Draw(t, "quote"), Stance: rapid.SampledFrom(annotations.Stances).Draw(t, "stance"),
			SeenOn: words.Draw(t, "seen on"), Note: words.Draw(t, "note"), Extra: extra.Draw(t, "extra")}
	})
	tag = rapid.Custom(func(t *rapid.T) annotations.Tag {
		return annotations.Tag{ID: id.Draw(t, "id"), Name: words.Draw(t, "name"), Definition: words.Draw(t, "definition"),
			Example: words.Draw(t, "example"), Colour: rapid.SampledFrom(annotations.Colours).Draw(t, "colour"),
			Pattern: rapid.SampledFrom(annotations.Patterns).Draw(t, "pattern"), Key: words.Draw(t, "key"),
			Parent: id.Draw(t, "parent"), Extra: extra.Draw(t, "extra")}
	})
	codebook = rapid.Custom(func(t *rapid.T) annotations.Codebook {
		return annotations.Codebook{Name: words.Draw(t, "name"), Version: number.Draw(t, "version"),
			Tags: rapid.SliceOfN(tag, 0, 4).Draw(t, "tags"), Extra: extra.Draw(t, "extra")}
	})
)

func TestWhatIsStoredIsReadBack(t *testing.T) {
	same := func(t *rapid.T, want, got any, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Fatalf("%v (-want +got):\n%s", err, diff)
		}
	}
	t.Run("article", rapid.MakeCheck(func(t *rapid.T) {
		a := article.Draw(t, "article")
		e := records.EntryOf(&a)
		r := records.OfEntry(&e)
		got, grave, err := records.ReadEntry(r)
		same(t, e, got, err)
		same(t, annotations.Tombstone{}, grave, nil)
		same(t, []any{string(a.ID), "", a.Added.UnixMilli()}, []any{r.ID, r.Article, r.At}, nil)
		whole, err := records.ReadText(got, records.OfText(&a))
		same(t, a, whole, err)
		whole, err = records.TakeArticle(records.BundleArticle(&a))
		same(t, a, whole, err)
		whole, err = records.UnpackArticle(records.PackArticle(&a))
		same(t, a, whole, err)
	}))
	t.Run("deleted article", rapid.MakeCheck(func(t *rapid.T) {
		want := annotations.Tombstone{ID: id.Draw(t, "id"), Deleted: moment.Draw(t, "deleted")}
		r := records.OfDeletedArticle(want)
		e, got, err := records.ReadEntry(r)
		same(t, want, got, err)
		same(t, records.Entry{}, e, nil)
		same(t, want.Deleted.UnixMilli(), r.At, nil)
	}))
	t.Run("claim", rapid.MakeCheck(func(t *rapid.T) {
		want, since := claim.Draw(t, "claim"), time.Time{}
		if rapid.Bool().Draw(t, "imported") {
			since = moment.Draw(t, "base")
		}
		r := records.OfClaim(&want, since)
		got, base, err := records.ReadClaim(r)
		same(t, want, got, err)
		same(t, since, base, nil)
		same(t, []any{string(want.ID), string(want.Article), want.Modified.UnixMilli()}, []any{r.ID, r.Article, r.At}, nil)
	}))
	t.Run("deleted claim", rapid.MakeCheck(func(t *rapid.T) {
		want := annotations.Tombstone{ID: id.Draw(t, "id"), Article: id.Draw(t, "article"), Deleted: moment.Draw(t, "deleted")}
		r := records.OfGrave(want)
		got, err := records.ReadGrave(r)
		same(t, want, got, err)
		same(t, "", r.Article, nil) // or the article's claims would be read with it
	}))
	t.Run("codebook", rapid.MakeCheck(func(t *rapid.T) {
		want := codebook.Draw(t, "codebook")
		got, err := records.ReadCodebook(records.OfCodebook(&want, time.Time{}))
		same(t, want, got, err)
	}))
}

func TestAnEntryIsAllButTheText(t *testing.T) {
	a := annotations.Article{ID: "urn:a", Title: "T", Text: "Zwei née words.", Blocks: []annotations.Block{{Kind: annotations.Paragraph}}}
	want := records.Entry{Article: annotations.Article{ID: "urn:a", Title: "T"}, Length: 16, Words: 3}
	if diff := cmp.Diff(want, records.EntryOf(&a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDamagedRecordsAreErrorsThatNameThem(t *testing.T) {
	broken := records.Record{ID: "urn:x", Data: []byte(`{"added":`)}
	entry := records.Entry{Article: annotations.Article{Title: "Trams"}}
	_, _, entryErr := records.ReadEntry(broken)
	_, textErr := records.ReadText(entry, broken)
	_, _, claimErr := records.ReadClaim(broken)
	_, graveErr := records.ReadGrave(broken)
	_, codebookErr := records.ReadCodebook(broken)
	for what, err := range map[string]error{"an article": entryErr, "the text of “Trams”": textErr, "a claim": claimErr,
		"a deleted claim": graveErr, "the codebook": codebookErr} {
		if want := what + " is damaged in this browser's storage, and cannot be read"; err == nil || err.Error() != want {
			t.Errorf("it says %v, want %s", err, want)
		}
		if why, want := records.Why(err), "unexpected end of JSON input"; why != want {
			t.Errorf("%s: the reason is %q, want %q", what, why, want)
		}
	}
	missing := records.MissingText(&entry)
	if want := "the text of “Trams” is missing from this browser's storage"; missing.Error() != want {
		t.Errorf("it says %v, want %s", missing, want)
	}
}

func TestEachRecordIsCheckedAsWhatItIs(t *testing.T) {
	at := time.Unix(1, 0).UTC()
	a := annotations.Article{ID: "urn:a", Title: "T", Text: "Two words.", Added: at}
	e := records.EntryOf(&a)
	for _, test := range []struct {
		what   string
		shelf  records.Shelf
		record records.Record
		nobody bool // reads what is in it
	}{
		{"an article", records.Articles, records.OfEntry(&e), false},
		{"a deleted article", records.Articles, records.OfDeletedArticle(annotations.Tombstone{ID: "urn:a", Deleted: at}), false},
		{"a text", records.Texts, records.OfText(&a), false},
		{"a claim", records.Claims, records.OfClaim(&annotations.Claim{ID: "urn:c", Article: "urn:a", Created: at, Modified: at}, time.Time{}), false},
		{"a deleted claim", records.Claims, records.OfGrave(annotations.Tombstone{ID: "urn:c", Article: "urn:a", Deleted: at}), false},
		{"a codebook", records.Codebooks, records.OfCodebook(&annotations.Codebook{Name: "C"}, at), false},
		{"a sweep", records.Settings, records.OfSweep("urn:a", []annotations.Span{{Start: 0, End: 3}}, at), false},
		{"a setting", records.Settings, records.Record{ID: "theme", Data: []byte(`"dark"`)}, true},
	} {
		f := records.Filed{Shelf: test.shelf, Record: test.record}
		if err := f.Check(); err != nil {
			t.Errorf("%s cannot be read: %v", test.what, err)
		}
		f.Data = f.Data[:len(f.Data)/2]
		if err := f.Check(); (err == nil) != test.nobody {
			t.Errorf("of half of %s it says %v", test.what, err)
		}
	}
}
