package app

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// shelf is claims of two articles to narrow down.
func shelf() []listed {
	claim := func(id, exact, article, title string, change func(*annotations.Claim)) listed {
		c := &annotations.Claim{ID: annotations.ID(id), Article: annotations.ID(article), Quote: annotations.Quote{Exact: exact}}
		change(c)
		return listed{c, title}
	}
	tags := func(names ...string) []annotations.ID {
		var list []annotations.ID
		for _, n := range names {
			list = append(list, annotations.ID("urn:claimlight:tag:"+n))
		}
		return list
	}
	return []listed{
		claim("a", "Trams are late", "1", "Trams", func(c *annotations.Claim) { c.Tags, c.Verdict = tags("quantity"), annotations.False }),
		claim("b", "Trams are fast", "1", "Trams", func(c *annotations.Claim) { c.Tags, c.Status = tags("quantity", "cause"), annotations.Done }),
		claim("c", "Smog is gone", "2", "Air", func(c *annotations.Claim) { c.Tags, c.Worth = tags("cause"), annotations.CheckWorthy }),
		claim("d", "Noise is up", "2", "Air", func(c *annotations.Claim) { c.Tags = []annotations.ID{"urn:gone"} }),
		claim("e", "Who is late?", "1", "Trams", func(c *annotations.Claim) { c.Tags = tags("none") }),
	}
}

func TestTheTableIsNarrowedByOrWithinAFacetAndAndBetween(t *testing.T) {
	book := annotations.ClaimTypes()
	for query, want := range map[string]string{
		"": "a b c d", "q=trams": "a b", "q=AIR": "c d", "q=trams+fast": "b", "q=false": "a",
		"tag=urn:claimlight:tag:quantity":                              "a b",
		"tag=urn:claimlight:tag:quantity&tag=urn:claimlight:tag:cause": "a b c",
		"tag=none":                    "d",
		"tag=urn:claimlight:tag:none": "e", // what is no claim is left out unless asked for
		"tag=urn:claimlight:tag:none&tag=urn:claimlight:tag:cause": "b c e",
		"verdict=false": "a",
		"verdict=none&tag=urn:claimlight:tag:quantity":               "b",
		"verdict=none&verdict=false&tag=urn:claimlight:tag:quantity": "a b",
		"status=open":           "a c d",
		"status=done&article=2": "",
		"type=check-worthy":     "c",
		"type=none&article=2":   "d",
		"article=1&q=late":      "a",
		"verdict=&status=":      "a b c d",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		n := narrowingOf(values)
		var got []string
		for _, l := range n.narrow(shelf(), &book).found {
			got = append(got, string(l.claim.ID))
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
		if n.any() != (query != "" && query != "verdict=&status=") {
			t.Errorf("%s leaves something out: %v", query, n.any())
		}
	}
}

func TestTheAddressSaysHowTheTableIsSorted(t *testing.T) {
	for _, c := range columns {
		for _, upward := range []bool{false, true} {
			by, turned := sortingOf(sortingWord(c.column, upward))
			if by != c.column || turned != upward {
				t.Errorf("%s, upward %v, became %s, upward %v", c.column, upward, by, turned)
			}
		}
	}
	if by, upward := sortingOf("-nothing"); by != byChanged || upward {
		t.Errorf("an unknown column became %s, upward %v", by, upward)
	}
}

// The count at a value is how many claims there are once it is the only one
// chosen of its facet.
func TestACountSaysWhatChoosingTheValueAloneWouldFind(t *testing.T) {
	book, all := annotations.ClaimTypes(), shelf()
	pool := map[facet][]string{
		byTag: {"urn:claimlight:tag:quantity", "urn:claimlight:tag:cause", "urn:claimlight:tag:none", none}, ofVerdict: {"false", none},
		ofStatus: {"open", "done"}, ofWorth: {"check-worthy", none}, fromArticle: {"1", "2"},
	}
	rapid.Check(t, func(t *rapid.T) {
		n := narrowing{query: rapid.SampledFrom([]string{"", "trams", "is"}).Draw(t, "query"), chosen: map[facet][]string{}}
		for _, f := range facets {
			for _, v := range pool[f.facet] {
				n = n.with(f.facet, v, rapid.IntRange(0, 3).Draw(t, v) == 0)
			}
		}
		counts := n.narrow(all, &book).counts
		for _, f := range facets {
			for _, v := range pool[f.facet] {
				alone := n
				for _, other := range slices.Clone(n.chosen[f.facet]) {
					alone = alone.with(f.facet, other, false)
				}
				if want := len(alone.with(f.facet, v, true).narrow(all, &book).found); counts[f.facet][v] != want {
					t.Fatalf("%+v: %s=%s counts %d, finds %d", n, f.facet, v, counts[f.facet][v], want)
				}
			}
		}
	})
}

func TestAFacetOffersAllThatAClaimCanBeAndArticlesByTheirClaims(t *testing.T) {
	book := annotations.ClaimTypes()
	title := func(id annotations.ID) string {
		return map[annotations.ID]string{"1": "Trams", "2": "Air", "3": "Zoo"}[id]
	}
	n := narrowing{chosen: map[facet][]string{fromArticle: {"3"}}}
	for f, want := range map[facet]string{
		ofVerdict: "No verdict, Accurate, Misleading, False, Conflicting, Unproven", ofStatus: "Open, In progress, Done, Will not check",
		ofWorth: "Check-worthy, Not important, Not factual, Undecided", fromArticle: "Air, Trams, Zoo",
	} {
		var got []string
		for _, o := range n.options(f, map[string]int{"1": 2, "2": 3}, &book, title) {
			got = append(got, o.name)
		}
		if f != fromArticle {
			got = got[:len(got):len(got)]
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}

func TestWeeksBeginOnMondayAndLeaveNoClaimOut(t *testing.T) {
	zone := time.FixedZone("", 2*60*60)
	now := time.Date(2026, 11, 22, 23, 30, 0, 0, zone) // a Sunday
	at := func(day int, hour int) listed {
		return listed{claim: &annotations.Claim{Created: time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC)}}
	}
	recent, older := weeks([]listed{at(22, 20), at(16, 1), at(15, 23), at(15, 21), at(9, 12), at(1, 12), at(29, 1)}, now, 3)
	var got []string
	for _, w := range recent {
		got = append(got, w.monday.Format("2 Jan")+" "+strings.Repeat("|", w.claims))
	}
	// The 15th at 23:00 in London is Monday the 16th here.
	want := []string{"2 Nov ", "9 Nov ||", "16 Nov ||||"}
	if diff := cmp.Diff(want, got); diff != "" || older != 1 {
		t.Errorf("%d older, (-want +got):\n%s", older, diff)
	}
}
