package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"

	"github.com/google/go-cmp/cmp"
)

// aWalk is a claim of each fate: exact, moved, edited, in two places, lost, still
// there but alone.
func aWalk(copies []*annotations.Claim, declined ...annotations.ID) walk {
	place := func(how annotations.How, at int) records.Place {
		return records.Place{How: how, Span: annotations.Span{Start: at, End: at + 1}}
	}
	var claims []*annotations.Claim
	for _, id := range []annotations.ID{"exact", "moved", "edited", "two", "lost", "alone", "late"} {
		claims = append(claims, &annotations.Claim{ID: id})
	}
	fates := []records.Fate{
		{Claim: "exact", Sure: true, Places: []records.Place{place(annotations.Exact, 0)}},
		{Claim: "moved", Sure: true, Places: []records.Place{place(annotations.Moved, 1)}},
		{Claim: "edited", Places: []records.Place{place(annotations.Edited, 2)}},
		{Claim: "two", Places: []records.Place{place(annotations.Moved, 3), place(annotations.Moved, 4)}},
		{Claim: "lost"},
		{Claim: "alone", Places: []records.Place{place(annotations.Exact, 5)}},
	}
	return newWalk(claims, fates, copies, &Entry{Article: annotations.Article{Declined: declined}})
}

func TestAWalkSaysWhatBecameOfEachClaim(t *testing.T) {
	w := aWalk([]*annotations.Claim{
		{ID: "1", Previous: "exact", Span: annotations.Span{Start: 0, End: 1}},
		{ID: "2", Previous: "edited", Span: annotations.Span{Start: 2, End: 3}},
		{ID: "3", Previous: "lost", Span: annotations.Span{Start: 90, End: 99}},
		{ID: "4"}, // of this version alone
	}, "alone")
	var got []string
	for _, i := range w.order() {
		s := &w.stops[i]
		got = append(got, fmt.Sprintf("%s: %s, %s", s.claim.ID, s.badge(), s.standing()))
	}
	want := []string{
		"moved: Moved, Moved",
		"two: 2 places, 2 places",
		"exact: Exact, The same words, in the same place",
		"edited: Edited, Edited words, attached by you",
		"lost: Lost, Attached to words that you chose",
		"alone: Unsure, Left behind",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Carry{{"moved", annotations.Span{Start: 1, End: 2}}}, w.sure()); diff != "" {
		t.Errorf("sure (-want +got):\n%s", diff)
	}
	for i, want := range map[int]string{-1: "moved", 1: "two", 3: "moved"} {
		if next := w.nextWaiting(i); string(w.stops[next].claim.ID) != want {
			t.Errorf("after %d comes %s, want %s", i, w.stops[next].claim.ID, want)
		}
	}
	done := aWalk(nil, "exact", "moved", "edited", "two", "lost", "alone")
	if next := done.nextWaiting(0); next != -1 {
		t.Errorf("%d waits, though all is decided", next)
	}
}

func TestTheLibraryListsAnArticleOnce(t *testing.T) {
	at := func(day int, id, previous, title string) *Entry {
		return &Entry{Article: annotations.Article{ID: annotations.ID(id), Previous: annotations.ID(previous), Title: title,
			Added: time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC)}}
	}
	entries := []*Entry{
		at(1, "a1", "", "Trams cut traffic"), at(2, "a2", "a1", "Trams did not"), at(3, "b", "", "Bridges"),
		at(4, "c2", "c1", "Rents rose"), at(5, "c3", "c1", "Rents fell"), // the one before both is gone
		at(6, "x", "y", "X"), at(7, "y", "x", "Y"), // as only a broken file says
	}
	sortEntries(entries)
	show := func(list []*Entry, counts map[annotations.ID]int) string {
		var s []string
		for _, e := range list {
			s = append(s, fmt.Sprintf("%s:%d", e.ID, counts[e.ID]))
		}
		return strings.Join(s, " ")
	}
	for query, want := range map[string]string{"": "y:2 c3:2 b:1 a2:2", "cut": "a2:2", "rents": "c3:2", "none": ""} {
		if got := show(shelved(entries, query, newest)); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
	for id, want := range map[annotations.ID]string{"a1": "a2 a1", "b": "b", "c2": "c3 c2", "x": "y x"} {
		var got []string
		for _, e := range versions(entries, id) {
			got = append(got, string(e.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("versions of %s: %v, want %s", id, got, want)
		}
	}
}

func TestAnArticleIsKnownByTextAddressAndTitle(t *testing.T) {
	entries := []*Entry{
		{Article: annotations.Article{ID: "a2", Previous: "a1", Title: "New title", Digest: "d2", Added: time.Unix(2, 0)}},
		{Article: annotations.Article{ID: "a1", Title: "Old title", Source: "https://www.example.org/news/#top", Digest: "d1", Added: time.Unix(1, 0)}},
		{Article: annotations.Article{ID: "b", Title: "Other", Digest: "d3"}},
	}
	for _, c := range []struct {
		name string
		a    annotations.Article
		want string
	}{
		{"the same text", annotations.Article{Digest: "d1", Title: "Other"}, "a1 true"},
		{"the address, without what does not count", annotations.Article{Source: "http://example.org/news", Title: "Other"}, "a2 false"},
		{"the title of an earlier version", annotations.Article{Title: " old  Title"}, "a2 false"},
		{"another page of the site", annotations.Article{Source: "https://example.org/", Title: "Something"}, ""},
		{"nothing known of it", annotations.Article{}, ""},
	} {
		got := ""
		if e, same := known(entries, &c.a); e != nil {
			got = fmt.Sprint(e.ID, " ", same)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestARollKnowsTheNewest(t *testing.T) {
	entries := []*Entry{
		{Article: annotations.Article{ID: "new", Title: "Rents", Source: "https://example.org/a"}},
		{Article: annotations.Article{ID: "old", Title: "Rents"}},
	}
	r := newRoll(entries)
	r.enter(&annotations.Article{ID: "file", Title: "Trams"})
	for _, c := range []struct {
		a    annotations.Article
		want annotations.ID
	}{
		{annotations.Article{Title: "rents"}, "new"}, {annotations.Article{Title: "Other", Source: "http://www.example.org/a/"}, "new"},
		{annotations.Article{Title: "Trams"}, "file"}, {annotations.Article{Title: "Boats"}, ""}, {annotations.Article{}, ""},
	} {
		if got := r.of(&c.a); got != c.want {
			t.Errorf("%+v: %q, want %q", c.a, got, c.want)
		}
	}
}
