package app_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/app"
	"claimlight/app/records"

	"github.com/google/go-cmp/cmp"
)

// fataler is what the tests and properties of this package have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Context() context.Context
}

// A tab is a session as one tab of the browser has it. Its clock moves only
// when it is told.
type tab struct {
	*app.Session
	t     fataler
	store *app.Memory
	now   *time.Time

	mu     sync.Mutex
	states []app.SaveState
	wrote  []app.Ref // told since last heard by the other tab
}

func open(t fataler, store *app.Memory, seed byte) *tab { return openOn(t, store, store, seed) }

func openOn(t fataler, store *app.Memory, on app.Store, seed byte) *tab {
	t.Helper()
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	b := &tab{t: t, store: store, now: &now}
	s, err := app.Open(t.Context(), on, func() time.Time { return *b.now }, rand.NewChaCha8([32]byte{seed}), app.Hooks{
		Changed: func() {},
		State:   func(s app.SaveState, _ error) { b.mu.Lock(); b.states = append(b.states, s); b.mu.Unlock() },
		Wrote:   func(refs []app.Ref) { b.mu.Lock(); b.wrote = append(b.wrote, refs...); b.mu.Unlock() },
	})
	b.must(err)
	b.Session = s
	return b
}

func (b *tab) Undo(ctx context.Context) (string, error) { return b.Session.Undo(ctx, "") }
func (b *tab) Redo(ctx context.Context) (string, error) { return b.Session.Redo(ctx, "") }
func (b *tab) CanUndo() bool                            { return b.Session.CanUndo("") }
func (b *tab) CanRedo() bool                            { return b.Session.CanRedo("") }

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) wait(d time.Duration) { *b.now = b.now.Add(d) }

// add adds a text, reads it, and marks its passages in «», which may nest. It
// returns the article and the claims in the order in which they end.
func (b *tab) add(text string) (annotations.ID, []annotations.ID) {
	b.t.Helper()
	id, _, err := b.Add(article(text))
	b.must(err)
	_, err = b.Read(b.t.Context(), id)
	b.must(err)
	var claims []annotations.ID
	for _, span := range marks(text) {
		c, err := b.Mark(span)
		b.must(err)
		claims = append(claims, c)
	}
	return id, claims
}

func article(text string) annotations.Article {
	text = strings.NewReplacer("«", "", "»", "").Replace(text)
	title, _, _ := strings.Cut(text, ".")
	return annotations.Article{Title: title, Text: text, Digest: annotations.Digest(text), Blocks: format.Paragraphs(text)}
}

func marks(text string) (spans []annotations.Span) {
	at, starts := 0, []int{}
	for _, r := range text {
		switch r {
		case '«':
			starts = append(starts, at)
		case '»':
			spans = append(spans, annotations.Span{Start: starts[len(starts)-1], End: at})
			starts = starts[:len(starts)-1]
		default:
			at += len(string(r))
		}
	}
	return spans
}

func (b *tab) note(id annotations.ID, field, words string) {
	b.t.Helper()
	b.must(b.Change(id, "Note changed", field, func(c *annotations.Claim) { c.Note = words }))
}

var shelves = []records.Shelf{records.Articles, records.Texts, records.Claims, records.Codebooks}

// library is every record on the disk but the settings, once all is written.
func (b *tab) library() map[string]string {
	b.t.Helper()
	b.must(b.Flush(b.t.Context()))
	all := map[string]string{}
	for _, shelf := range shelves {
		b.must(b.store.Each(b.t.Context(), shelf, "", func(list []records.Record) error {
			for _, r := range list {
				all[string(shelf)+" "+r.ID] = fmt.Sprintf("of %q: %s", r.Article, r.Data)
			}
			return nil
		}))
	}
	// A codebook that was never stored is the ready one.
	ready := annotations.ClaimTypes()
	if r := records.OfCodebook(&ready, time.Time{}); all["codebooks codebook"] == fmt.Sprintf("of %q: %s", "", r.Data) {
		delete(all, "codebooks codebook")
	}
	return all
}

// shown is what the tab shows: the articles, the codebook, and the claims of
// the article being read.
func (b *tab) shown() map[string]any {
	all := map[string]any{"codebook": b.Codebook()}
	for _, e := range b.Entries() {
		all[string(e.ID)] = *e
	}
	if r := b.Reading(); r != nil {
		for _, c := range r.Placed {
			all[string(c.ID)] = *c.Claim
		}
		for _, c := range r.Lost {
			all["lost "+string(c.ID)] = *c
		}
	}
	return all
}

func same(t fataler, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(what + " (-want +got):\n" + diff)
	}
}

func Example() {
	store := app.NewMemory()
	ctx := context.Background()
	hooks := app.Hooks{Changed: func() {}, State: func(app.SaveState, error) {}, Wrote: func([]app.Ref) {}}
	s, _ := app.Open(ctx, store, func() time.Time { return time.Unix(0, 0) }, rand.NewChaCha8([32]byte{}), hooks)
	id, _, _ := s.Add(article("Trams cut traffic."))
	s.Read(ctx, id)
	s.Mark(annotations.Span{Start: 0, End: 5}, "urn:claimlight:tag:quantity")
	fmt.Println(s.Reading().Placed[0].Quote.Exact)
	said, _ := s.Undo(ctx, "")
	fmt.Println(said, len(s.Reading().Placed))
	// Output:
	// Trams
	// Claim added 0
}

func TestEachStepIsUndoneAndRedoneToTheSameRecords(t *testing.T) {
	const text = "«Trams» cut «traffic by 31 per cent». 🚋 The naïve count."
	for _, c := range []struct {
		said string
		do   func(b *tab, article annotations.ID, claims []annotations.ID) error
	}{
		{"Claim added", func(b *tab, _ annotations.ID, _ []annotations.ID) error {
			_, err := b.Mark(annotations.Span{Start: 6, End: 9}, "urn:claimlight:tag:cause", "urn:claimlight:tag:event")
			return err
		}},
		{"Verdict: false", func(b *tab, _ annotations.ID, claims []annotations.ID) error {
			return b.Change(claims[0], "Verdict: false", "", func(c *annotations.Claim) {
				c.Verdict, c.Evidence = annotations.False, []annotations.Evidence{{Address: "https://example.org/"}}
			})
		}},
		{"Claim deleted", func(b *tab, _ annotations.ID, claims []annotations.ID) error { return b.Delete(claims[1]) }},
		{"Article added", func(b *tab, _ annotations.ID, _ []annotations.ID) error {
			_, _, err := b.Add(article("Buses too."))
			return err
		}},
		{"Article deleted", func(b *tab, id annotations.ID, _ []annotations.ID) error { return b.Remove(b.t.Context(), id) }},
		{"Tag added", func(b *tab, _ annotations.ID, _ []annotations.ID) error {
			book := b.Codebook()
			return b.Recode(book.With(annotations.Tag{ID: "urn:t", Name: "Ours"}), "Tag added")
		}},
	} {
		t.Run(c.said, func(t *testing.T) {
			b := open(t, app.NewMemory(), 1)
			id, claims := b.add(text)
			b.wait(time.Minute)
			before, shown := b.library(), b.shown()
			b.must(c.do(b, id, claims))
			after := b.library()
			if cmp.Equal(before, after) {
				t.Fatal("nothing happened")
			}
			if !b.CanUndo() || b.CanRedo() {
				t.Errorf("can undo %v, redo %v", b.CanUndo(), b.CanRedo())
			}
			said, err := b.Undo(t.Context())
			b.must(err)
			same(t, "said", c.said, said)
			same(t, "undone", before, b.library())
			if c.said == "Article deleted" { // it is read again by whoever wants to
				_, err := b.Read(t.Context(), id)
				b.must(err)
			}
			same(t, "undone, shown", shown, b.shown())
			said, err = b.Redo(t.Context())
			b.must(err)
			same(t, "said", c.said, said)
			same(t, "redone", after, b.library())
			if b.CanRedo() {
				t.Error("there is still something to redo")
			}
			same(t, "reopened", after, open(t, b.store, 2).library())
		})
	}
}

func TestWithNothingToUndoNothingIsSaid(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	for _, turn := range []func(context.Context) (string, error){b.Undo, b.Redo} {
		if said, err := turn(t.Context()); said != "" || err != nil {
			t.Errorf("said %q, %v", said, err)
		}
	}
}

func TestADeletedClaimLeavesATombstone(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, claims := b.add("«Trams» cut «traffic».")
	b.wait(time.Minute)
	b.must(b.Delete(claims[0]))
	b.must(b.Flush(t.Context()))
	r, ok, err := b.store.Read(t.Context(), records.Claims, string(claims[0]))
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	grave, err := records.ReadGrave(r)
	b.must(err)
	same(t, "tombstone", annotations.Tombstone{ID: claims[0], Article: id, Deleted: *b.now}, grave)
	list, err := b.Claims(t.Context(), id)
	if err != nil || len(list) != 1 || list[0].ID != claims[1] {
		t.Errorf("the article has %v, %v", list, err)
	}
}

func TestARemovedArticleTakesItsClaimsAlong(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	other, _ := b.add("«Buses» too.")
	id, claims := b.add("«Trams» cut «traffic».")
	b.must(b.Remove(t.Context(), id))
	if b.Reading() != nil || b.Entry(id) != nil || b.Entry(other) == nil {
		t.Error("it is still there, or the other one is gone")
	}
	if _, err := b.Read(t.Context(), id); !errors.Is(err, app.ErrNoArticle) {
		t.Errorf("reading it gave %v", err)
	}
	all := b.library()
	if _, ok := all["texts "+string(id)]; ok {
		t.Error("its text is still stored")
	}
	for _, c := range claims {
		if !strings.Contains(all["claims "+string(c)], "deleted") {
			t.Errorf("of %s is stored %s", c, all["claims "+string(c)])
		}
	}
	if !strings.Contains(all["articles "+string(id)], `"deleted":true`) {
		t.Error("no tombstone")
	}
}

func TestTheSameTextIsNotAddedTwice(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	first, had, err := b.Add(article("Trams cut traffic."))
	if had || err != nil {
		t.Fatal(had, err)
	}
	again := article("Trams cut traffic.")
	again.Title = "Another title"
	second, had, err := b.Add(again)
	if second != first || !had || err != nil || len(b.Entries()) != 1 {
		t.Errorf("%s, %v, %v, %d articles; want %s", second, had, err, len(b.Entries()), first)
	}
}

func TestTypingIsUndoneInRuns(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«Trams» cut «traffic».")
	type typed struct {
		after time.Duration
		claim int
		field string
		words string
	}
	for _, c := range []struct {
		name  string
		typed []typed
		undos int
	}{
		{"one run", []typed{{0, 0, "note", "a"}, {time.Second, 0, "note", "ab"}, {4 * time.Second, 0, "note", "abc"}}, 1},
		{"a pause", []typed{{0, 0, "note", "a"}, {5 * time.Second, 0, "note", "ab"}}, 2},
		{"another field", []typed{{0, 0, "note", "a"}, {0, 0, "speaker", "ab"}}, 2},
		{"another claim", []typed{{0, 0, "note", "a"}, {0, 1, "note", "ab"}}, 2},
		{"not typed", []typed{{0, 0, "", "a"}, {0, 0, "", "ab"}}, 2},
		{"the same again", []typed{{0, 0, "note", "a"}, {9 * time.Second, 0, "note", "a"}}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := b.library()
			b.wait(time.Hour)
			for _, k := range c.typed {
				b.wait(k.after)
				b.note(claims[k.claim], k.field, k.words)
			}
			after := b.library()
			for range c.undos {
				if cmp.Equal(before, b.library()) {
					t.Error("undone too soon")
				}
				if said, err := b.Undo(t.Context()); said != "Note changed" || err != nil {
					t.Errorf("undid %q, %v", said, err)
				}
			}
			same(t, "undone", before, b.library())
			for range c.undos {
				_, err := b.Redo(t.Context())
				b.must(err)
			}
			same(t, "redone", after, b.library())
			for range c.undos {
				_, err := b.Undo(t.Context())
				b.must(err)
			}
		})
	}
}

func TestModifiedGrowsEvenWhenTheClockIsSetBack(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«Trams» cut traffic.")
	was := b.Reading().Claim(claims[0]).Modified
	b.wait(-time.Hour)
	b.note(claims[0], "", "later")
	if now := b.Reading().Claim(claims[0]).Modified; !now.Equal(was.Add(time.Millisecond)) {
		t.Errorf("modified at %v, then at %v", was, now)
	}
}

func TestWhatCannotBeDoneIsAnErrorAndChangesNothing(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	if _, err := b.Mark(annotations.Span{Start: 0, End: 1}); !errors.Is(err, app.ErrNoArticle) {
		t.Errorf("marking with nothing open gave %v", err)
	}
	b.add("Naïve trams.")
	before := b.library()
	twice := annotations.ClaimTypes()
	twice.Tags[1].Name = "quantity"
	_, empty := b.Mark(annotations.Span{Start: 3, End: 3})
	_, missing := b.Article(t.Context(), "urn:none")
	for name, c := range map[string]struct {
		got  error
		want error // nil for any
	}{
		"marking no words":      {empty, nil},
		"changing no claim":     {b.Change("urn:none", "", "", func(*annotations.Claim) {}), app.ErrNoClaim},
		"deleting no claim":     {b.Delete("urn:none"), app.ErrNoClaim},
		"removing no article":   {b.Remove(t.Context(), "urn:none"), app.ErrNoArticle},
		"reading no article":    {missing, app.ErrNoArticle},
		"two tags of one name":  {b.Recode(twice, ""), nil},
		"exporting no article":  {second(b.Bundle(t.Context(), "urn:none")), app.ErrNoArticle},
		"bringing what is torn": {second(b.Bring(t.Context(), &records.Arrival{}, []byte{9})), records.ErrBundle},
	} {
		if c.got == nil || c.want != nil && !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
	same(t, "records", before, b.library())
}

func second[T any](_ T, err error) error { return err }

func TestEntriesAreNewestFirst(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	for _, text := range []string{"One.", "Two.", "Three."} {
		b.add(text)
		b.wait(time.Second)
	}
	b.must(b.Flush(t.Context()))
	for _, s := range []*tab{b, open(t, b.store, 2)} {
		var titles []string
		for _, e := range s.Entries() {
			titles = append(titles, e.Title)
		}
		same(t, "titles", []string{"Three", "Two", "One"}, titles)
	}
}

func TestPreferencesAreKeptAndClaimsSignedWithThem(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	b.Prefer(app.Preferences{Creator: annotations.Creator{Nickname: "mk"}, Theme: "dark", NoSingleKey: true})
	_, claims := b.add("«Trams» cut «traffic».")
	p := b.Preferences()
	if p.Creator.ID == "" || p.Creator.Nickname != "mk" || p.Theme != "dark" || !p.NoSingleKey {
		t.Errorf("preferences are %+v", p)
	}
	for _, c := range claims {
		same(t, "creator", p.Creator, b.Reading().Claim(c).Creator)
	}
	b.must(b.Flush(t.Context()))
	same(t, "reopened", p, open(t, b.store, 2).Preferences())
}

func TestArticlesAddedTogetherAreOneStepAndNoneTwice(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	old, _, err := b.Add(article("Trams cut traffic."))
	b.must(err)
	all, err := b.AddAll([]annotations.Article{article("Buses too."), article("Trams cut traffic."), article("Boats as well."), article("Buses too.")}, nil)
	b.must(err)
	want := []app.Added{{ID: all[0].ID}, {ID: old, Had: true}, {ID: all[2].ID}, {ID: all[0].ID, Had: true}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(b.Entries()); n != 3 {
		t.Errorf("%d articles, want 3", n)
	}
	said, err := b.Undo(t.Context())
	b.must(err)
	if n := len(b.Entries()); n != 1 || said != "2 articles added" {
		t.Errorf("after undoing %q there are %d articles, want 1", said, n)
	}
	if all, err = b.AddAll([]annotations.Article{article("Trams cut traffic.")}, nil); err != nil || !all[0].Had {
		t.Errorf("got %v, %v", all, err)
	}
}
