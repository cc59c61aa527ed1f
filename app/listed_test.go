package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"

	"github.com/google/go-cmp/cmp"
)

// stocked is a session on a library of some articles, the newest first in its
// list, with claims spread over them; every tenth claim was deleted.
func stocked(t *testing.T, articles, claims int) *Session {
	t.Helper()
	store := NewMemory()
	made := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	tags := annotations.ClaimTypes().Tags
	var ops []Op
	for i := range articles {
		e := Entry{Article: annotations.Article{ID: annotations.ID(fmt.Sprintf("urn:a%05d", i)), Title: fmt.Sprintf("Article-%c", 'a'+i%7),
			Digest: fmt.Sprint(i), Added: made.Add(time.Duration(i) * time.Minute)}}
		ops = append(ops, Op{Filed: records.Filed{Shelf: records.Articles, Record: records.OfEntry(&e)}})
	}
	for i := range claims {
		c := annotations.Claim{ID: annotations.ID(fmt.Sprintf("urn:c%05d", i)), Article: annotations.ID(fmt.Sprintf("urn:a%05d", i%articles)),
			Quote: annotations.Quote{Exact: fmt.Sprintf("trams %d", i*7919%claims)}, Tags: []annotations.ID{tags[i%len(tags)].ID},
			Created: made, Modified: made.Add(time.Duration(i*104729%claims) * time.Second)}
		r := records.OfClaim(&c, time.Time{})
		if i%10 == 9 {
			r = *graveRecord(&c, made)
		}
		ops = append(ops, Op{Filed: records.Filed{Shelf: records.Claims, Record: r}})
	}
	if _, err := store.Write(t.Context(), "", ops); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), store, time.Now, rand.Reader, Hooks{Changed: func() {}, State: func(SaveState, error) {}, Wrote: func([]Ref) {}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheLatestClaimsAreTheFirstOfAllByWhenTheyWereChanged(t *testing.T) {
	s := stocked(t, 2*firstEntries, 500)
	book := s.Codebook()
	latest, err := s.latestClaims(t.Context(), 30)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.listClaims(t.Context())
	if err != nil || len(all) != 450 {
		t.Fatalf("%d claims, %v", len(all), err)
	}
	ids := func(list []listed) (ids []string) {
		for _, l := range list {
			ids = append(ids, string(l.claim.ID)+" "+l.title)
		}
		return ids
	}
	if diff := cmp.Diff(ids(sortListed(all, byChanged, false, &book)[:30]), ids(latest)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadingClaimsThatAreNoLongerWantedStops(t *testing.T) {
	s := stocked(t, 1, 100)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.listClaims(ctx); err != context.Canceled {
		t.Errorf("%v", err)
	}
}

// A large library opens with its newest articles, and the others follow; what
// happens meanwhile is kept.
func TestALargeLibraryOpensWithItsNewestArticles(t *testing.T) {
	s := stocked(t, 3*firstEntries, 10)
	if first := s.Entries(); len(first) < firstEntries || first[0].ID != annotations.ID(fmt.Sprintf("urn:a%05d", 3*firstEntries-1)) {
		t.Errorf("%d articles, the first %s", len(first), first[0].ID)
	}
	if a, err := s.find(t.Context(), "urn:a00003"); err != nil || a.Title != "Article-d" {
		t.Errorf("an old article: %v, %v", a, err)
	}
	if _, err := s.find(t.Context(), "urn:nowhere"); err != ErrNoArticle {
		t.Errorf("no article: %v", err)
	}
	if err := s.Listed(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := s.Entries()
	if !slices.IsSortedFunc(all, func(a, b *Entry) int { return b.Added.Compare(a.Added) }) || len(all) != 3*firstEntries {
		t.Errorf("%d articles, or not the newest first", len(all))
	}
	if s.Lacks("urn:a00003") || !s.Lacks("urn:nowhere") {
		t.Error("the library does not know what it has")
	}
	if id, had, err := s.Add(annotations.Article{Title: "Again", Digest: "5"}); err != nil || !had || id != "urn:a00005" {
		t.Errorf("the text of an old article was added again: %s, %v, %v", id, had, err)
	}
}

func TestAnArticleDeletedWhileTheOthersAreReadStaysDeleted(t *testing.T) {
	for range 20 {
		s := stocked(t, 20*firstEntries, 0)
		newest := s.Entries()[0].ID
		if err := s.Remove(t.Context(), newest); err != nil {
			t.Fatal(err)
		}
		if err := s.Listed(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(s.Entries()) != 20*firstEntries-1 || !s.Lacks(newest) {
			t.Fatalf("%d articles, want %d", len(s.Entries()), 20*firstEntries-1)
		}
	}
}
