package app_test

import (
	"testing"

	"claimlight/annotations"
	"claimlight/app"
	"claimlight/app/records"
)

// put stores a claim as damage might have, past all checks, and returns a tab
// that comes upon it.
func put(b *tab, id, article annotations.ID, span annotations.Span, exact string) *tab {
	b.t.Helper()
	c := annotations.Claim{ID: id, Article: article, Span: span, Quote: annotations.Quote{Exact: exact}}
	b.must(b.Flush(b.t.Context()))
	_, err := b.store.Write(b.t.Context(), "another", []app.Op{{Filed: records.Filed{Shelf: records.Claims, Record: records.OfClaim(&c, c.Created)}}})
	b.must(err)
	return open(b.t, b.store, 2)
}

func TestAClaimIsOnItsWordsOrLost(t *testing.T) {
	for _, c := range []struct {
		name, text string
		span       annotations.Span
		exact      string
		want       string // the text with «» around the claim; none where it is lost
	}{
		{"where it says", "a cat, a cat", annotations.Span{Start: 9, End: 12}, "cat", "a cat, a «cat»"},
		{"in the one other place", "naïve 🚋 trams", annotations.Span{Start: 0, End: 5}, "trams", "naïve 🚋 «trams»"},
		{"in two other places", "a cat, a cat", annotations.Span{Start: 0, End: 3}, "cat", ""},
		{"in two places that overlap", "banana", annotations.Span{Start: 0, End: 3}, "ana", ""},
		{"nowhere", "a cat", annotations.Span{Start: 2, End: 5}, "dog", ""},
		{"beyond the text", "a cat", annotations.Span{Start: 2, End: 50}, "cat", "a «cat»"},
		{"backwards", "a cat", annotations.Span{Start: 5, End: 2}, "cat", "a «cat»"},
		{"within a letter", "née", annotations.Span{Start: 2, End: 4}, "\xa9e", ""},
		{"on no words", "a cat", annotations.Span{Start: 2, End: 2}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := open(t, app.NewMemory(), 1)
			id, _ := b.add(c.text)
			b = put(b, "urn:c", id, c.span, c.exact)
			r, err := b.Read(t.Context(), id)
			b.must(err)
			got := ""
			if len(r.Placed) == 1 {
				s := r.Placed[0].Span
				got = c.text[:s.Start] + "«" + s.Of(c.text) + "»" + c.text[s.End:]
			}
			if got != c.want || len(r.Placed)+len(r.Lost) != 1 {
				t.Errorf("placed %q, lost %d, want %q", got, len(r.Lost), c.want)
			}
			if r.Claim("urn:c") == nil {
				t.Error("it is not found by its identifier")
			}
		})
	}
}

func TestALostClaimCanBeChangedAndDeleted(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, _ := b.add("a «cat»")
	b = put(b, "urn:lost", id, annotations.Span{Start: 0, End: 3}, "dog")
	r, err := b.Read(t.Context(), id)
	b.must(err)
	before := b.library()
	if list, err := b.Claims(t.Context(), id); err != nil || len(list) != 2 || list[1] != r.Lost[0] {
		t.Errorf("the article's claims are %v, %v", list, err)
	}
	b.note("urn:lost", "", "where is it?")
	if got := b.Reading().Lost; len(got) != 1 || got[0].Note != "where is it?" || len(b.Reading().Placed) != 1 {
		t.Errorf("lost are %v", got)
	}
	b.must(b.Delete("urn:lost"))
	if n := len(b.Reading().Lost); n != 0 {
		t.Errorf("%d are lost", n)
	}
	for range 2 {
		_, err := b.Undo(t.Context())
		b.must(err)
	}
	same(t, "records", before, b.library())
}

func TestWhatIsUnderAPlaceIsTheSmallestFirst(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«🚋 «naïve» «trams» cut» «traffic»")
	r := b.Reading()
	naïve, trams, first, traffic := claims[0], claims[1], claims[2], claims[3]
	for at, want := range map[int][]annotations.ID{ // in UTF-16 units
		0: {first}, 2: {first}, 3: {naïve, first}, 7: {naïve, first}, 8: {first}, 9: {trams, first}, 17: {first},
		18: nil, 19: {traffic}, 25: {traffic}, 26: nil, 900: nil, -1: nil,
	} {
		var got []annotations.ID
		for _, c := range r.Under(at) {
			got = append(got, c.ID)
		}
		same(t, string(rune('0'+at%10)), want, got)
	}
}

func TestSpanningIsTheClaimOnExactlyTheseWords(t *testing.T) {
	const text = "«a «cat»», a «dog»"
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add(text)
	r := b.Reading()
	for i, span := range marks(text) {
		if c := r.Spanning(span); c == nil || c.ID != claims[i] {
			t.Errorf("on %v is %v", span, c)
		}
	}
	for _, span := range []annotations.Span{{Start: 0, End: 3}, {Start: 2, End: 6}, {Start: 30, End: 40}, {}} {
		if c := r.Spanning(span); c != nil {
			t.Errorf("on %v is %v", span, c.Quote)
		}
	}
}

func TestAReadingIsNeverChanged(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	_, claims := b.add("«Trams» cut «traffic».")
	old := b.Reading()
	version, quote := old.Version, old.Placed[0].Quote.Exact
	b.note(claims[0], "", "new")
	b.must(b.Delete(claims[1]))
	if old.Version != version || len(old.Placed) != 2 || old.Placed[0].Quote.Exact != quote || old.Placed[0].Note != "" {
		t.Errorf("the old reading is now %+v", old)
	}
	if now := b.Reading(); now.Version <= version || len(now.Placed) != 1 {
		t.Errorf("the new reading is %+v", now)
	}
}

// Claims come in one by one and, above sixteen at once, all together.
func TestClaimsStandInTextOrderHoweverManyComeAtOnce(t *testing.T) {
	text := ""
	for range 40 {
		text += "«a «cat»» "
	}
	b := open(t, app.NewMemory(), 1)
	id, _ := b.add(text)
	one := b.Reading()
	b.must(b.Flush(t.Context()))
	all := reread(t, b.store, id)
	for _, r := range []*app.Reading{one, all} {
		for i := 1; i < len(r.Placed); i++ {
			if r.Placed[i-1].Compare(r.Placed[i].Claim) >= 0 {
				t.Errorf("claim %d stands before claim %d", i, i-1)
			}
		}
	}
	same(t, "claims", one.Placed, all.Placed)
}
