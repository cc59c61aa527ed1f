package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"

	"github.com/google/go-cmp/cmp"
)

const (
	earlier = "«Waits doubled to 40 minutes in 2025.» Ministers say they will fall.\n\n«Trains ran on time.» Nobody knows why."
	later   = "Waits doubled to 40 minutes in 2025. Ministers say they will fall soon.\n\nTrains ran late. Nobody knows why."
)

// versioned is a library of an article with two claims and a later version of it,
// to which the first was carried over; a minute passed between them.
func versioned(t *testing.T) (b *tab, old annotations.ID, claims []annotations.ID, next annotations.ID) {
	t.Helper()
	b = open(t, app.NewMemory(), 1)
	old, claims = b.add(earlier)
	b.wait(time.Minute)
	next, had, err := b.AddVersion(t.Context(), article(later), old, []app.Carry{{Claim: claims[0], Span: spanOf(later, "Waits doubled to 40 minutes in 2025.")}})
	b.must(err)
	if had {
		t.Fatal("the library had the text already")
	}
	_, err = b.Read(t.Context(), next)
	b.must(err)
	return b, old, claims, next
}

func spanOf(text, part string) annotations.Span {
	at := strings.Index(text, part)
	return annotations.Span{Start: at, End: at + len(part)}
}

// carried are the words of the claims of the article being read, and whether they
// point to a claim before.
func carried(b *tab) []string {
	var list []string
	r := b.Reading()
	for _, c := range r.Placed {
		words := c.Quote.Exact
		if c.Previous != "" {
			words = "→ " + words
		}
		list = append(list, words)
	}
	return list
}

func (b *tab) wantClaims(want ...string) {
	b.t.Helper()
	if diff := cmp.Diff(want, carried(b)); diff != "" {
		b.t.Fatal("claims (-want +got):\n" + diff)
	}
}

func TestANewVersionCarriesClaimsOverAndTheOldOneKeepsThem(t *testing.T) {
	b, old, claims, next := versioned(t)
	b.wantClaims("→ Waits doubled to 40 minutes in 2025.")
	c := b.Reading().Placed[0].Claim
	if c.Previous != claims[0] || c.Article != next || c.ID == claims[0] {
		t.Errorf("the claim carried over is %+v", c)
	}
	if e := b.Entry(next); e.Previous != old {
		t.Errorf("the new version points to %q, want %q", e.Previous, old)
	}
	_, err := b.Read(t.Context(), old)
	b.must(err)
	b.wantClaims("Waits doubled to 40 minutes in 2025.", "Trains ran on time.")
}

func TestEachDecisionIsOneStepAndUndoRestoresAll(t *testing.T) {
	b, _, claims, next := versioned(t)
	var states []map[string]string
	steps := []func() error{
		func() error {
			return b.Attach(t.Context(), "Claim attached", app.Carry{Claim: claims[1], Span: spanOf(later, "Trains ran late.")})
		},
		func() error { return b.Decline(claims[0]) },
		func() error { return b.Decline(claims[1]) },
		func() error { return b.Reconsider(claims[0]) },
		func() error {
			return b.Attach(t.Context(), "Claim attached", app.Carry{Claim: claims[1], Span: spanOf(later, "Nobody knows why.")})
		},
		func() error {
			return b.Attach(t.Context(), "Claim moved", app.Carry{Claim: claims[1], Span: spanOf(later, "knows why")})
		},
	}
	for _, do := range steps {
		states = append(states, b.library())
		b.wait(time.Minute)
		b.must(do())
	}
	b.wantClaims("→ knows why")
	if got := b.Entry(next).Declined; len(got) != 0 {
		t.Errorf("%v are declined still", got)
	}
	last := b.library()
	for i := len(states) - 1; i >= 0; i-- {
		_, err := b.Undo(t.Context())
		b.must(err)
		if diff := cmp.Diff(states[i], b.library()); diff != "" {
			t.Fatalf("after undoing step %d (-want +got):\n%s", i, diff)
		}
	}
	for range states {
		_, err := b.Redo(t.Context())
		b.must(err)
	}
	if diff := cmp.Diff(last, b.library()); diff != "" {
		t.Fatalf("after redoing all (-want +got):\n%s", diff)
	}
}

func TestAddingAVersionIsOneStep(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	old, claims := b.add(earlier)
	before := b.library()
	_, _, err := b.AddVersion(t.Context(), article(later), old, []app.Carry{{Claim: claims[0], Span: spanOf(later, "Waits doubled to 40 minutes in 2025.")}})
	b.must(err)
	said, err := b.Undo(t.Context())
	b.must(err)
	if diff := cmp.Diff(before, b.library()); diff != "" || said != "New version added" {
		t.Errorf("%q (-want +got):\n%s", said, diff)
	}
}

// A claim that was deleted in the new version by hand can come back, and what was
// done to one that was carried over is not lost when it is attached elsewhere.
func TestWhatWasDoneToACarriedClaimStays(t *testing.T) {
	b, _, claims, _ := versioned(t)
	c := b.Reading().Placed[0].ID
	b.note(c, "", "Looked up.")
	b.must(b.Attach(t.Context(), "Claim moved", app.Carry{Claim: claims[0], Span: spanOf(later, "doubled to 40 minutes")}))
	if got := b.Reading().Placed[0]; got.Note != "Looked up." || got.ID != c || got.Quote.Exact != "doubled to 40 minutes" {
		t.Errorf("%+v", got.Claim)
	}
	b.must(b.Delete(c))
	b.must(b.Attach(t.Context(), "Claim attached", app.Carry{Claim: claims[0], Span: spanOf(later, "Waits doubled")}))
	b.wantClaims("→ Waits doubled")
}

func TestDeletingAVersionLinksThoseAroundIt(t *testing.T) {
	b, old, claims, next := versioned(t)
	b.wait(time.Minute)
	third := strings.Replace(later, "soon", "next year", 1)
	copied := b.Reading().Placed[0].ID
	last, _, err := b.AddVersion(t.Context(), article(third), next, []app.Carry{{Claim: copied, Span: spanOf(third, "Waits doubled to 40 minutes in 2025.")}})
	b.must(err)
	b.wait(time.Minute)
	before := b.library()
	b.must(b.Remove(t.Context(), next))
	if e := b.Entry(last); e.Previous != old {
		t.Errorf("the last version points to %q, want %q", e.Previous, old)
	}
	r, err := b.Read(t.Context(), last)
	b.must(err)
	if c := r.Placed[0]; c.Previous != claims[0] {
		t.Errorf("its claim points to %q, want %q", c.Previous, claims[0])
	}
	_, err = b.Undo(t.Context())
	b.must(err)
	if diff := cmp.Diff(before, b.library()); diff != "" {
		t.Errorf("after undoing (-want +got):\n%s", diff)
	}
	b.must(b.RemoveVersions(t.Context(), last))
	if n := len(b.Entries()); n != 0 {
		t.Errorf("%d articles are left", n)
	}
	_, err = b.Undo(t.Context())
	b.must(err)
	if diff := cmp.Diff(before, b.library()); diff != "" {
		t.Errorf("after undoing that all were deleted (-want +got):\n%s", diff)
	}
}

func TestAVersionThatCannotBeIsNotMade(t *testing.T) {
	b, old, claims, next := versioned(t)
	before := b.library()
	same, had, err := b.AddVersion(t.Context(), article(later), old, nil)
	if err != nil || !had || same != next {
		t.Errorf("the same text again: %v %t %v", same, had, err)
	}
	for name, err := range map[string]error{
		"of no article": func() error { _, _, err := b.AddVersion(t.Context(), article("X."), "urn:none", nil); return err }(),
		"a claim that is not there": func() error {
			return b.Attach(t.Context(), "", app.Carry{Claim: "urn:none", Span: annotations.Span{Start: 0, End: 1}})
		}(),
		"words outside the text": b.Attach(t.Context(), "", app.Carry{Claim: claims[1], Span: annotations.Span{Start: 0, End: 1 << 20}}),
		"a version of itself":    b.MakeVersion(t.Context(), next, old, nil),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if diff := cmp.Diff(before, b.library()); diff != "" {
		t.Errorf("something was stored (-want +got):\n%s", diff)
	}
}

func TestAnArticleCanBeMadeAVersionAfterwards(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	old, claims := b.add(earlier)
	b.wait(time.Minute)
	next, _, err := b.Add(article(later))
	b.must(err)
	before := b.library()
	b.must(b.MakeVersion(t.Context(), next, old, []app.Carry{{Claim: claims[0], Span: spanOf(later, "Waits doubled to 40 minutes in 2025.")}}))
	_, err = b.Read(t.Context(), next)
	b.must(err)
	b.wantClaims("→ Waits doubled to 40 minutes in 2025.")
	_, err = b.Undo(t.Context())
	b.must(err)
	if diff := cmp.Diff(before, b.library()); diff != "" {
		t.Errorf("after undoing (-want +got):\n%s", diff)
	}
}

// A decision survives the page: it is on the disk when it is made.
func TestDecisionsAreThereAfterReload(t *testing.T) {
	b, _, claims, next := versioned(t)
	b.must(b.Decline(claims[1]))
	b.must(b.Flush(t.Context()))
	again := open(t, b.store, 2)
	if got := again.Entry(next).Declined; !cmp.Equal(got, []annotations.ID{claims[1]}) {
		t.Errorf("declined are %v", got)
	}
	if err := again.Decline(claims[0]); !errors.Is(err, app.ErrNoArticle) {
		t.Errorf("deciding without an open article: %v", err)
	}
}
