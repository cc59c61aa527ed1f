package records_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"

	"pgregory.net/rapid"
)

// said writes a claim in short: "note=a tags=x,y e1.quote=q | note:b".
func said(c *annotations.Claim) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+"="+value)
		}
	}
	add("on", c.Quote.Exact)
	add("note", c.Note)
	add("speaker", c.Speaker)
	add("verdict", string(c.Verdict))
	var tags []string
	for _, t := range c.Tags {
		tags = append(tags, string(t))
	}
	add("tags", strings.Join(tags, ","))
	for _, e := range c.Evidence {
		add(string(e.ID)+".quote", e.Quote)
		add(string(e.ID)+".note", e.Note)
	}
	for i, v := range c.Variants() {
		if i == 0 {
			parts = append(parts, "|")
		}
		parts = append(parts, v.Field+":"+v.Value)
	}
	return strings.Join(parts, " ")
}

// claimed is the claim that said would write so; nil for "gone".
func claimed(words string) *records.Record {
	at := time.Unix(0, 0).UTC()
	if words == "gone" {
		r := records.OfGrave(annotations.Tombstone{ID: "c", Article: "a", Deleted: at})
		return &r
	}
	c := annotations.Claim{ID: "c", Article: "a", Created: at, Modified: at}
	var variants []annotations.Variant
	for _, part := range strings.Fields(words) {
		if field, value, ok := strings.Cut(part, ":"); ok {
			variants = append(variants, annotations.Variant{Field: field, Value: value})
			continue
		}
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			continue
		}
		switch name {
		case "on":
			c.Quote.Exact, c.Span.End = value, len(value)
		case "note":
			c.Note = value
		case "speaker":
			c.Speaker = value
		case "verdict":
			c.Verdict = annotations.Verdict(value)
		case "tags":
			for t := range strings.SplitSeq(value, ",") {
				c.Tags = append(c.Tags, annotations.ID(t))
			}
		default:
			id, field, _ := strings.Cut(name, ".")
			i := slices.IndexFunc(c.Evidence, func(e annotations.Evidence) bool { return e.ID == annotations.ID(id) })
			if i < 0 {
				i = len(c.Evidence)
				c.Evidence = append(c.Evidence, annotations.Evidence{ID: annotations.ID(id)})
			}
			if field == "quote" {
				c.Evidence[i].Quote = value
			} else {
				c.Evidence[i].Note = value
			}
		}
	}
	c.SetVariants(variants)
	r := records.OfClaim(&c, time.Time{})
	return &r
}

func TestTwoChangesOfOneClaimAreJoinedFieldByField(t *testing.T) {
	for _, c := range []struct{ name, base, mine, theirs, want, met string }{
		{"different fields", "note=a", "note=ab", "note=a speaker=s", "note=ab speaker=s", ""},
		{"the same change", "note=a", "note=b", "note=b", "note=b", ""},
		{"one field in two ways", "note=a", "note=ab", "note=ac", "note=ab | note:ac", "note"},
		{"one of them empties it", "note=a", "note=ab", "", "note=ab | note:", "note"},
		{"a choice in two ways", "", "verdict=false", "verdict=accurate", "verdict=false | verdict:accurate", "verdict"},
		{"tags given by both", "tags=x", "tags=x,y", "tags=x,z", "tags=x,z,y", ""},
		{"a tag taken, another given", "tags=x,y", "tags=y", "tags=x,y,z", "tags=y,z", ""},
		{"words moved here, a note there", "on=word", "on=words", "on=word note=a", "on=words note=a", ""},
		{"evidence of both", "e1.quote=q", "e1.quote=q e2.quote=r", "e1.quote=q e3.quote=s", "e1.quote=q e3.quote=s e2.quote=r", ""},
		{"two fields of one piece", "e1.quote=q", "e1.quote=qq", "e1.quote=q e1.note=n", "e1.quote=qq e1.note=n", ""},
		{"one field of one piece", "e1.quote=q", "e1.quote=qa", "e1.quote=qb", "e1.quote=qa | evidence/e1/quote:qb", "evidence/e1/quote"},
		{"a piece taken away, another changed", "e1.quote=q e2.quote=r", "e2.quote=r", "e1.quote=q e2.quote=s", "e2.quote=s", ""},
		{"a piece taken away that was changed", "e1.quote=q", "", "e1.quote=qq", "e1.quote=qq", "evidence/e1"},
		{"typing goes on over a conflict", "note=a | note:x", "note=ab | note:x", "note=xy | note:a", "note=ab | note:xy", "note"},
		{"a conflict settled here", "note=a | note:b", "note=a", "note=a speaker=s | note:b", "note=a speaker=s", ""},
		{"a conflict settled there by what is typed on here", "note=a | note:b", "note=ac | note:b", "note=b", "note=ac | note:b", "note"},
		{"deleted here, changed there", "note=a", "gone", "note=ab", "note=ab", ""},
		{"changed here, deleted there", "note=a", "note=ab", "gone", "note=ab", ""},
		{"deleted in both", "note=a", "gone", "gone", "gone", ""},
		{"deleted here alone", "note=a", "gone", "note=a", "gone", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, met, err := records.Merge(records.Claims, claimed(c.base), claimed(c.mine), claimed(c.theirs), records.Mine)
			if err != nil {
				t.Fatal(err)
			}
			words := "gone"
			if got.Article != "" {
				claim, _, err := records.ReadClaim(*got)
				if err != nil {
					t.Fatal(err)
				}
				words = said(&claim)
			}
			if strings.Contains(c.name, "deleted") {
				met = nil // "" says only that it met
			}
			if words != c.want || strings.Join(met, " ") != c.met {
				t.Errorf("got %q, met in %q; want %q, %q", words, met, c.want, c.met)
			}
		})
	}
}

// What is taken back leaves alone what was changed since.
func TestTakingBackLeavesWhatWasChangedSince(t *testing.T) {
	for _, c := range []struct{ name, after, before, now, want, met string }{
		{"nothing else", "note=b", "note=a", "note=b", "note=a", ""},
		{"another field since", "note=b", "note=a", "note=b speaker=s", "note=a speaker=s", ""},
		{"the same field since", "note=b speaker=s", "note=a", "note=bc speaker=s", "note=bc", "note"},
		{"a tag, another since", "tags=x", "", "tags=x,y", "tags=y", ""},
		{"all of it since", "note=b", "note=a", "note=c", "note=c", "note"},
	} {
		got, met, err := records.Merge(records.Claims, claimed(c.after), claimed(c.before), claimed(c.now), records.Theirs)
		if err != nil {
			t.Fatal(err)
		}
		claim, _, err := records.ReadClaim(*got)
		if err != nil {
			t.Fatal(err)
		}
		if words := said(&claim); words != c.want || strings.Join(met, " ") != c.met {
			t.Errorf("%s: got %q, met in %q; want %q, %q", c.name, words, met, c.want, c.met)
		}
	}
}

func TestTwoChangesOfTheCodebookAreJoinedTagByTag(t *testing.T) {
	book := func(version int, tags string) *records.Record {
		c := annotations.Codebook{Version: version}
		for name := range strings.FieldsSeq(tags) {
			id, rest, _ := strings.Cut(name, "=")
			c.Tags = append(c.Tags, annotations.Tag{ID: annotations.ID(id), Name: strings.ReplaceAll(cmp.Or(rest, id), "-", " "), Colour: "amber", Pattern: "solid"})
		}
		r := records.OfCodebook(&c, time.Time{})
		return &r
	}
	for _, c := range []struct{ name, base, mine, theirs, want string }{
		{"one added by each", "a b", "a b c", "a b d", "a b d c"},
		{"one renamed, one added", "a b", "a=A b", "a b c", "a=A b c"},
		{"one moved, one added", "a b c", "c a b", "a b c d", "c d a b"},
		{"the same name given by both", "a", "a b=New", "a c=New", "a c=New b=New-2"},
		{"one deleted, one renamed", "a b", "b", "a b=B", "b=B"},
	} {
		got, _, err := records.Merge(records.Codebooks, book(1, c.base), book(2, c.mine), book(3, c.theirs), records.Mine)
		if err != nil {
			t.Fatal(err)
		}
		if want := book(3, c.want); !records.Same(got, want) {
			t.Errorf("%s: got %s, want %s", c.name, got.Data, want.Data)
		}
	}
}

// Whatever two tabs make of a claim: what only one of them changed is so
// afterwards, and of what both changed both can be read.
func TestNoChangeOfAClaimIsLostInJoining(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"", "a", "b", "c"})
		draw := func(name string) annotations.Claim {
			c := annotations.Claim{ID: "c", Article: "a", Note: word.Draw(t, name+" note"), Speaker: word.Draw(t, name+" speaker")}
			for _, id := range []annotations.ID{"x", "y"} {
				if rapid.Bool().Draw(t, fmt.Sprint(name, " ", id)) {
					c.Tags = append(c.Tags, id)
				}
			}
			return c
		}
		base, mine, theirs := draw("base"), draw("mine"), draw("theirs")
		of := func(c annotations.Claim) *records.Record { r := records.OfClaim(&c, time.Time{}); return &r }
		joined, _, err := records.Merge(records.Claims, of(base), of(mine), of(theirs), records.Mine)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := records.ReadClaim(*joined)
		if err != nil {
			t.Fatal(err)
		}
		for name, field := range map[string]func(*annotations.Claim) string{
			"note": func(c *annotations.Claim) string { return c.Note }, "speaker": func(c *annotations.Claim) string { return c.Speaker }} {
			readable := append(got.Vary(name), field(&got))
			for _, side := range []annotations.Claim{mine, theirs} {
				if v := field(&side); v != field(&base) && !slices.Contains(readable, v) {
					t.Errorf("%s: %q is nowhere: %q", name, v, readable)
				}
			}
			if slices.Contains(readable[:len(readable)-1], field(&got)) {
				t.Errorf("%s: what stands is a variant too: %q", name, readable)
			}
		}
		for _, id := range []annotations.ID{"x", "y"} {
			want := mine.Tagged(id)
			if want == base.Tagged(id) {
				want = theirs.Tagged(id)
			}
			if got.Tagged(id) != want {
				t.Errorf("tag %s: %v", id, got.Tagged(id))
			}
		}
	})
}
