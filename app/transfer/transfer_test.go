package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/app"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// deletedAt is when what an import deletes is said to have been deleted.
var deletedAt = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const trams = "Trams cut traffic by 31 per cent. 🚋 The naïve count was done twice."

// A library is a session over a store in memory. Its clock moves only when it
// is told.
type library struct {
	*app.Session
	t     *testing.T
	store *app.Memory
	now   *time.Time
}

func open(t *testing.T, seed byte) library {
	t.Helper()
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	l := library{t: t, store: app.NewMemory(), now: &now}
	s, err := app.Open(t.Context(), l.store, func() time.Time { return now }, rand.NewChaCha8([32]byte{seed}),
		app.Hooks{Changed: func() {}, State: func(app.SaveState, error) {}, Wrote: func([]app.Ref) {}})
	if err != nil {
		t.Fatal(err)
	}
	l.Session = s
	return l
}

// marked opens a library of one article, whose passages marked with «» in text
// are claims, and returns their identifiers.
func marked(t *testing.T, seed byte, text string) (library, annotations.ID, []annotations.ID) {
	t.Helper()
	l := open(t, seed)
	plain := strings.NewReplacer("«", "", "»", "").Replace(text)
	id, _, err := l.Add(annotations.Article{Title: "Trams", Text: plain, Digest: annotations.Digest(plain), Blocks: format.Paragraphs(plain)})
	if err != nil {
		t.Fatal(err)
	}
	var claims []annotations.ID
	l.read(id)
	for at := 0; ; {
		before, rest, ok := strings.Cut(text, "«")
		if !ok {
			return l, id, claims
		}
		words, after, _ := strings.Cut(rest, "»")
		span := annotations.Span{Start: at + len(before), End: at + len(before) + len(words)}
		at, text = span.End, after
		c, err := l.Mark(span, l.Codebook().Tags[len(claims)].ID)
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, c)
	}
}

func (l library) read(id annotations.ID) *app.Reading {
	l.t.Helper()
	r, err := l.Read(l.t.Context(), id)
	if err != nil {
		l.t.Fatal(err)
	}
	return r
}

// note changes the note of a claim of the article being read, a minute later.
func (l library) note(id annotations.ID, words string) {
	l.t.Helper()
	*l.now = l.now.Add(time.Minute)
	if err := l.Change(id, "Note changed", "", func(c *annotations.Claim) { c.Note = words }); err != nil {
		l.t.Fatal(err)
	}
}

func (l library) bundle() []byte {
	l.t.Helper()
	b, err := l.Bundle(l.t.Context(), "")
	if err != nil {
		l.t.Fatal(err)
	}
	return b
}

func (l library) export() []byte {
	l.t.Helper()
	file, _, err := transfer.Export(l.bundle(), "claimlight")
	if err != nil {
		l.t.Fatal(err)
	}
	return file
}

func (l library) arrive(file []byte) (records.Arrival, []byte) {
	l.t.Helper()
	a, bundle, err := transfer.Arrive(file, l.bundle(), deletedAt, func(float64) {})
	if err != nil {
		l.t.Fatal(err)
	}
	return a, bundle
}

// bring brings a file in as the person would who takes what is proposed.
func (l library) bring(file []byte) int {
	l.t.Helper()
	a, bundle := l.arrive(file)
	n, err := l.Bring(l.t.Context(), &a, bundle)
	if err != nil {
		l.t.Fatal(err)
	}
	return n
}

// all is every record of the library.
func (l library) all() map[records.Shelf][]records.Record {
	l.t.Helper()
	if err := l.Flush(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	all := map[records.Shelf][]records.Record{}
	for _, shelf := range []records.Shelf{records.Articles, records.Texts, records.Claims, records.Codebooks} {
		l.store.Each(context.Background(), shelf, "", func(list []records.Record) error {
			if len(list) > 0 {
				all[shelf] = list
			}
			return nil
		})
	}
	return all
}

func TestAFileBroughtIntoAnEmptyLibraryIsWrittenTheSame(t *testing.T) {
	there, _, claims := marked(t, 1, "«Trams cut» «traffic» by 31 per cent. 🚋 The «naïve count» was done twice.")
	there.note(claims[1], "See <b> & the tables.")
	file, check, err := transfer.Export(there.bundle(), "claimlight")
	want := records.Check{Claims: 3, Verified: 3, Unit: "code points"}
	if diff := cmp.Diff(want, check); err != nil || diff != "" {
		t.Fatalf("%v (-want +got):\n%s", err, diff)
	}
	here := open(t, 2)
	var shares []float64
	a, bundle, err := transfer.Arrive(file, here.bundle(), deletedAt, func(share float64) { shares = append(shares, share) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"article new": 1, records.New: 3}, a.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, a.Check); diff != "" {
		t.Errorf("check (-want +got):\n%s", diff)
	}
	for i, s := range shares {
		if s < 0 || s > 1 || i > 0 && s < shares[i-1] {
			t.Errorf("progress went %v", shares)
			break
		}
	}
	if n, err := here.Bring(t.Context(), &a, bundle); n != 3 || err != nil {
		t.Fatalf("brought %d claims, %v, want 3", n, err)
	}
	if diff := cmp.Diff(string(file), string(here.export())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestArrivingTwiceChangesNothing(t *testing.T) {
	there, _, _ := marked(t, 1, "«Trams» cut «traffic».")
	file := there.export()
	here := open(t, 2)
	here.bring(file)
	before := here.all()

	a, bundle := here.arrive(file)
	if diff := cmp.Diff(map[string]int{"article identical": 1, records.Identical: 2}, a.Counts); diff != "" || a.Tags != 0 || len(bundle) != 0 {
		t.Errorf("%d tags, %d bytes; counts (-want +got):\n%s", a.Tags, len(bundle), diff)
	}
	if n, err := here.Bring(t.Context(), &a, bundle); n != 0 || err != nil {
		t.Errorf("brought %d, %v", n, err)
	}
	if diff := cmp.Diff(before, here.all()); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if said, err := here.Undo(t.Context(), ""); said != "Import" || err != nil {
		t.Errorf("undid %q, %v", said, err)
	}
	if said, err := here.Undo(t.Context(), ""); said != "" || err != nil {
		t.Errorf("bringing nothing left the step %q, %v to undo", said, err)
	}
}

func TestAnImportUndoneIsNewAgain(t *testing.T) {
	there, _, _ := marked(t, 1, "«Trams» cut «traffic».")
	book := there.Codebook()
	if err := there.Recode(book.With(annotations.Tag{ID: "urn:tag", Name: "Ours"}), "Tag added"); err != nil {
		t.Fatal(err)
	}
	file := there.export()
	here, _, _ := marked(t, 2, "«Buses» too.")
	before := here.all()
	first, _ := here.arrive(file)
	here.bring(file)
	after := here.all()
	if cmp.Equal(before, after) {
		t.Fatal("nothing was brought")
	}
	if _, err := here.Undo(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	// A codebook that was never stored reads as the ready one.
	if diff := cmp.Diff(before, here.all()); diff != "" {
		t.Errorf("undone (-want +got):\n%s", diff)
	}
	if again, _ := here.arrive(file); !cmp.Equal(first, again) {
		t.Errorf("(-first +again):\n%s", cmp.Diff(first, again))
	}
	if _, err := here.Redo(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(after, here.all()); diff != "" {
		t.Errorf("redone (-want +got):\n%s", diff)
	}
}

func TestWhatBecomesOfAClaimThatBothHave(t *testing.T) {
	for _, c := range []struct {
		what         string
		there, here  string // notes changed since the claim was shared, there first
		counts       string
		note         string // that the claim has afterwards
		mine, theirs bool   // lines to choose by
	}{
		{"neither changed", "", "", records.Identical, "", false, false},
		{"theirs is later", "theirs", "", records.Newer, "theirs", false, false},
		{"ours is later", "", "mine", records.Older, "mine", false, false},
		{"both changed, ours is later", "theirs", "mine", records.Conflict, "mine", true, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			there, article, claims := marked(t, 1, "«Trams» cut traffic.")
			here := open(t, 2)
			here.bring(there.export())
			here.read(article)
			if c.there != "" {
				there.note(claims[0], c.there)
				*here.now = *there.now
			}
			if c.here != "" {
				here.note(claims[0], c.here)
			}
			a, bundle := here.arrive(there.export())
			if diff := cmp.Diff(map[string]int{"article identical": 1, c.counts: 1}, a.Counts); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			got := a.Claims[0]
			if (got.Mine != "") != c.mine || (got.Theirs != "") != c.theirs ||
				c.mine && (!strings.HasPrefix(got.Mine, "mine · ") || !strings.HasPrefix(got.Theirs, "theirs · ") || got.Quote != "Trams") {
				t.Errorf("to choose by: %+v", got)
			}
			if _, err := here.Bring(t.Context(), &a, bundle); err != nil {
				t.Fatal(err)
			}
			if note := here.Reading().Claim(claims[0]).Note; note != c.note {
				t.Errorf("the note is %q, want %q", note, c.note)
			}
		})
	}
}

func TestWhatWasDeletedHereComesBackOnlyWhenAsked(t *testing.T) {
	there, article, claims := marked(t, 1, "«Trams» cut «traffic».")
	file := there.export()
	for _, whole := range []bool{false, true} {
		t.Run(fmt.Sprintf("whole article %v", whole), func(t *testing.T) {
			here := open(t, 2)
			here.bring(file)
			here.read(article)
			want := map[string]int{"article identical": 1, records.Identical: 1, records.DeletedHere: 1}
			err := here.Delete(claims[1])
			if whole {
				want = map[string]int{"article deleted": 1, records.DeletedHere: 2}
				err = here.Remove(t.Context(), article)
			}
			if err != nil {
				t.Fatal(err)
			}
			before := here.all()
			a, bundle := here.arrive(file)
			if diff := cmp.Diff(want, a.Counts); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if n, err := here.Bring(t.Context(), &a, bundle); n != 0 || err != nil || !cmp.Equal(before, here.all()) {
				t.Errorf("unasked, it brought %d, %v (-before +after):\n%s", n, err, cmp.Diff(before, here.all()))
			}
			for i := range a.Claims {
				a.Claims[i].Take = a.Claims[i].ID == claims[1]
			}
			if n, err := here.Bring(t.Context(), &a, bundle); n != 1 || err != nil {
				t.Fatalf("asked, it brought %d, %v", n, err)
			}
			r := here.read(article)
			if r.Article.Text != "Trams cut traffic." || r.Claim(claims[1]) == nil {
				t.Error("it is not back")
			}
			if back := r.Claim(claims[0]) != nil; back == whole {
				t.Errorf("the other claim is there: %v", back)
			}
		})
	}
}

func TestTheSameTextIsTheSameArticle(t *testing.T) {
	there, _, _ := marked(t, 1, "«Trams» cut traffic.")
	here, mine, _ := marked(t, 2, "Trams «cut» traffic.")
	here.bring(there.export())
	if n := len(here.Entries()); n != 1 {
		t.Errorf("%d articles, want 1", n)
	}
	if n := len(here.read(mine).Placed); n != 2 {
		t.Errorf("%d claims, want both people's", n)
	}
}

func TestAClaimWhoseWordsAreNowhereIsSaid(t *testing.T) {
	there, _, _ := marked(t, 1, "«Trams» cut «traffic».")
	file := bytes.ReplaceAll(there.export(), []byte(`"exact":"traffic"`), []byte(`"exact":"smog"`))
	file = bytes.ReplaceAll(file, []byte(`"exact": "traffic"`), []byte(`"exact": "smog"`))
	a, _ := open(t, 2).arrive(file)
	if diff := cmp.Diff([]string{"smog"}, a.Unplaced); diff != "" || a.Check.Verified != 1 || len(a.Check.Problems) == 0 {
		t.Errorf("%+v, unplaced (-want +got):\n%s", a.Check, diff)
	}
}

func TestTheTextOfADeletedArticleIsLeftOut(t *testing.T) {
	a := annotations.Article{ID: "urn:a", Text: trams, Digest: annotations.Digest(trams)}
	bundle := records.Append(nil, records.Filed{Shelf: records.Articles, Record: records.OfDeletedArticle(annotations.Tombstone{ID: a.ID, Deleted: time.Unix(0, 0).UTC()})})
	bundle = records.Append(bundle, records.Filed{Shelf: records.Texts, Record: records.OfText(&a)})
	file, _, err := transfer.Export(bundle, "claimlight")
	if err != nil || bytes.Contains(file, []byte("31 per cent")) {
		t.Errorf("%v\n%s", err, file)
	}
}

func TestDamageIsAnErrorAndNothingArrives(t *testing.T) {
	there, _, _ := marked(t, 1, "«Trams» cut «traffic».")
	good, bundle := there.export(), there.bundle()
	if _, _, err := transfer.Export(bundle[:len(bundle)-1], "claimlight"); !errors.Is(err, records.ErrBundle) {
		t.Errorf("a cut bundle gave %v", err)
	}
	if _, _, err := transfer.Arrive(good, bundle[:len(bundle)-1], deletedAt, func(float64) {}); !errors.Is(err, records.ErrBundle) {
		t.Errorf("a cut bundle gave %v", err)
	}
	for name, file := range map[string][]byte{
		"empty": nil, "cut": good[:len(good)/2], "binary": {0x89, 'P', 'N', 'G', 0, 1, 2}, "text": []byte("Trams cut traffic."),
		"foreign": []byte(`{"name":"left-pad","version":"1.0.0"}`), "an empty object": []byte("{}"), "an empty list": []byte("[]"),
	} {
		if a, out, err := transfer.Arrive(file, open(t, 2).bundle(), deletedAt, func(float64) {}); err == nil || len(out) > 0 ||
			!cmp.Equal(a, records.Arrival{}, cmpopts.EquateEmpty()) {
			t.Errorf("%s: %+v, %d bytes, %v", name, a, len(out), err)
		}
	}
}

func TestTombstonesTravelAndDeletingIsAsked(t *testing.T) {
	here, _, claims := marked(t, 1, "Trams cut traffic by «31 per cent». The count was «done twice».")
	gone := claims[1]
	before := here.export()
	if err := here.Delete(gone); err != nil {
		t.Fatal(err)
	}
	after := here.export()

	fresh := open(t, 2)
	fresh.bring(after)
	if diff := cmp.Diff(string(after), string(fresh.export())); diff != "" {
		t.Errorf("a file with a tombstone, brought in and exported again (-want +got):\n%s", diff)
	}

	old := open(t, 3)
	old.bring(before)
	a, bundle, err := transfer.Arrive(after, old.bundle(), deletedAt, func(float64) {})
	if err != nil {
		t.Fatal(err)
	}
	if n := a.Counts[records.DeletedThere]; n != 1 {
		t.Fatalf("%d claims deleted there, want 1: %v", n, a.Counts)
	}
	for i := range a.Claims {
		if c := &a.Claims[i]; c.Change == records.DeletedThere {
			if c.Take {
				t.Error("a claim would be deleted unasked")
			}
			c.Take = true
		}
	}
	if _, err := old.Bring(context.Background(), &a, bundle); err != nil {
		t.Fatal(err)
	}
	if got := old.export(); bytes.Contains(got, []byte("done twice\",")) || bytes.Count(got, []byte(gone)) != 1 {
		t.Errorf("after deleting it here too, the claim is still there, or its tombstone is not:\n%s", got)
	}
}

func TestAPreviewThatIsOutOfDateBringsNothing(t *testing.T) {
	there, _, claims := marked(t, 1, "«Trams» cut traffic.")
	old := there.export()
	here := open(t, 2)
	here.bring(old)
	there.note(claims[0], "theirs")
	a, bundle := here.arrive(there.export())
	here.read(here.Entries()[0].ID)
	here.note(claims[0], "typed while the preview was open")
	before := here.all()
	if n, err := here.Bring(t.Context(), &a, bundle); n != 0 || err == nil {
		t.Errorf("brought %d claims with the error %v", n, err)
	}
	if diff := cmp.Diff(before, here.all()); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}
