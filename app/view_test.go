package app

// These are tests of what only the page's components call, which is why they
// are within the package.

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"claimlight/annotations"
	"claimlight/app/records"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// placed draws claims as a reading has them, in text order.
var placed = rapid.Custom(func(t *rapid.T) []Placed {
	var list []Placed
	for i := range rapid.IntRange(0, 12).Draw(t, "claims") {
		from := rapid.IntRange(0, 20).Draw(t, "from")
		list = append(list, placedAt(i, from, from+rapid.IntRange(1, 12).Draw(t, "length")))
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Compare(list[j].Claim) < 0 })
	return list
})

func placedAt(i, from, to int) Placed {
	return Placed{&annotations.Claim{ID: annotations.ID(fmt.Sprintf("urn:%02d", i)), Span: annotations.Span{Start: from, End: to},
		Speaker: string(rune('a' + i%4))}, from, to}
}

// bySpeaker gives four looks, so that neighbours often look the same.
func bySpeaker(c *annotations.Claim) int { return int(c.Speaker[0]) }

// quietA is bySpeaker with claims of the first speaker left out by a filter.
func quietA(c *annotations.Claim) int {
	if c.Speaker == "a" {
		return quietStyle
	}
	return bySpeaker(c)
}

func TestEachPlaceIsPaintedLikeTheClaimThatAClickTakes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &Reading{Placed: placed.Draw(t, "placed")}
		style := bySpeaker
		if rapid.Bool().Draw(t, "filtered") {
			style = quietA
		}
		painted, shared := segments(r.Placed, style)
		for name, list := range map[string][]segment{"painted": painted, "shared": shared} {
			for i, s := range list {
				if s.from >= s.to || i > 0 && (s.from < list[i-1].to || s.from == list[i-1].to && s.style == list[i-1].style) {
					t.Fatalf("%s: %v is empty, overlaps the one before, or goes on with it", name, list)
				}
			}
		}
		at := func(list []segment, i int) (int, bool) {
			for _, s := range list {
				if s.from <= i && i < s.to {
					return s.style, true
				}
			}
			return 0, false
		}
		for i := -1; i < 40; i++ {
			under := listedFirst(r.Under(i), func(c *annotations.Claim) bool { return style(c) != quietStyle })
			got, isPainted := at(painted, i)
			if isPainted != (len(under) > 0) || isPainted && got != style(under[0]) {
				t.Fatalf("at %d, under %d claims, painted %v with %d: %v", i, len(under), isPainted, got, painted)
			}
			if depth, isShared := at(shared, i); isShared != (len(under) > 1) || isShared && depth != min(len(under), manyClaims) {
				t.Fatalf("at %d, under %d claims, shared %v: %v", i, len(under), isShared, shared)
			}
		}
	})
}

func TestEveryStyleHasItsNameAndItsRule(t *testing.T) {
	names := styleNames()
	css, err := os.ReadFile("../assets/shell/css/highlights.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range append(names, "overlap") {
		if !strings.Contains(string(css), "::highlight("+n+") {") {
			t.Errorf("highlights.css has no rule for %s", n)
		}
	}
	got := map[string]string{names[plainStyle]: names[picked(plainStyle)]}
	want := map[string]string{"claim-plain": "picked-plain"}
	for _, c := range annotations.Colours {
		for _, p := range annotations.Patterns {
			style := styleOf(annotations.Tag{Colour: c, Pattern: p})
			got[names[style]] = names[picked(style)]
			want[fmt.Sprintf("claim-%s-%s", c, p)] = "picked-" + string(c)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s := styleOf(annotations.Tag{Colour: "mauve", Pattern: "solid"}); s != plainStyle {
		t.Errorf("an unknown colour is drawn as %s", names[s])
	}
	book := annotations.ClaimTypes()
	paint := painter(&book)
	for style, tags := range map[string][]annotations.ID{"claim-plain": {"urn:unknown"}, "claim-amber-solid": {"urn:unknown", "urn:claimlight:tag:quantity", "urn:claimlight:tag:cause"}} {
		if got := names[paint(&annotations.Claim{Tags: tags})]; got != style {
			t.Errorf("%v is painted %s, want %s", tags, got, style)
		}
	}
}

func BenchmarkSegments(b *testing.B) {
	for name, length := range map[string]int{"side by side": 80, "each over fifty others": 5000} {
		list := make([]Placed, 10_000)
		for i := range list {
			list[i] = placedAt(i, i*100, i*100+length+i%7)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				segments(list, bySpeaker)
			}
		})
	}
}

// read is a reading of text, with «» around the claims' words; lines that start
// with # are headings, of as many levels.
func read(text string) *Reading {
	a := &annotations.Article{}
	r := &Reading{Article: a}
	var spans []annotations.Span
	for _, line := range strings.Split(text, "\n\n") {
		if a.Text != "" {
			a.Text += annotations.Separator
		}
		b := annotations.Block{Kind: annotations.Paragraph}
		if words := strings.TrimLeft(line, "#"); words != line {
			b.Kind, b.Level, line = annotations.Heading, len(line)-len(words), words
		}
		b.Span.Start = len(a.Text)
		for part := range strings.SplitSeq(line, "«") {
			if words, rest, ok := strings.Cut(part, "»"); ok {
				spans = append(spans, annotations.Span{Start: len(a.Text), End: len(a.Text) + len(words)})
				part = words + rest
			}
			a.Text += part
		}
		b.Span.End = len(a.Text)
		a.Blocks = append(a.Blocks, b)
	}
	r.Offsets = annotations.NewOffsets(a.Text)
	for i, s := range spans {
		r.place([]*annotations.Claim{{ID: annotations.ID(fmt.Sprint(i)), Span: s, Quote: annotations.Describe(a.Text, s)}})
	}
	return r
}

func TestOutlineCountsTheClaimsOfEachPart(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []part
	}{
		{"no headings", "«a» b «c»", []part{{"Lead", 0, 2, false}}},
		{"a lead", "🚋 «a»\n\n##One\n\n«b» «c»\n\n###Two\n\nd\n\n##Three\n\n«e»",
			[]part{{"Lead", 0, 1, false}, {"One", 6, 2, false}, {"Two", 16, 0, true}, {"Three", 24, 1, false}}},
		{"a heading first", "#«One»\n\nb", []part{{"One", 0, 1, false}}},
		{"a claim on a heading", "#One\n\n#«Two»", []part{{"One", 0, 0, false}, {"Two", 5, 1, false}}},
		{"the highest comes later", "##One\n\n#Two", []part{{"One", 0, 0, true}, {"Two", 5, 0, false}}},
	} {
		if diff := cmp.Diff(c.want, outline(read(c.text)), cmp.AllowUnexported(part{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestFilterLooksAtAllThatAClaimSays(t *testing.T) {
	book := annotations.ClaimTypes()
	r := read("«Trams» cut «Traffic»")
	r.Lost = []*annotations.Claim{{ID: "lost", Quote: annotations.Quote{Exact: "smog"}}}
	c := r.Placed[1].Claim
	c.Tags, c.Restated, c.Note, c.Speaker = []annotations.ID{"urn:claimlight:tag:quantity"}, "restated", "noted", "Søndergaard"
	c.Verdict, c.Worth = annotations.Misleading, annotations.CheckWorthy
	c.Evidence = []annotations.Evidence{{Title: "entitled", Address: "https://example.org/", Quote: "quoted", Note: "remarked"}}
	for query, want := range map[string]string{
		"": "0 1 lost", "  ": "0 1 lost", "tRAMS": "0", "traffic": "1", "smog": "lost", "nothing": "", "traffic noted": "1", "trams noted": "",
		"restated": "1", "SØNDER": "1", "misleading": "1", "check-worthy": "1", "quantity": "1", "entitled": "1", "example.org": "1", "quoted": "1", "remarked": "1",
	} {
		var got []string
		for _, c := range (filter{query: query}).claims(r, &book) {
			got = append(got, string(c.ID))
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", query, diff)
		}
	}
	c.Status = annotations.InProgress
	for f, want := range map[filter]string{
		{tag: "urn:claimlight:tag:quantity"}:          "1",
		{verdict: "misleading"}:                       "1",
		{verdict: "false"}:                            "",
		{verdict: "none"}:                             "0 lost",
		{status: "in progress"}:                       "1",
		{status: "open"}:                              "0 lost",
		{status: "open", verdict: "none"}:             "0 lost",
		{status: "open", verdict: "misleading"}:       "",
		{query: "trams", status: "open"}:              "0",
		filterOf(url.Values{"status": {"open"}}):      "0 lost",
		filterOf(url.Values{"verdict": {"unproven"}}): "",
	} {
		var got []string
		for _, c := range f.claims(r, &book) {
			got = append(got, string(c.ID))
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", f, diff)
		}
	}
	// What is open stays listed, but does not count.
	if list, admitted := (filter{verdict: "false"}).listed(r, filter{verdict: "false"}.admits(&book), "0"); admitted != 0 || len(list) != 1 || list[0].ID != "0" {
		t.Errorf("with 0 open, %v are listed, %d of them found", list, admitted)
	}
	if diff := cmp.Diff([]string{"Quantity", "1 source"}, summary(c, &book)); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

func TestTheTallyFollowsWhatIsPutAndDropped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := read(strings.TrimSpace(strings.Repeat("«a» ", 40)))
		spans := slices.Clone(r.Placed)
		id := rapid.Map(rapid.IntRange(0, len(spans)-1), func(i int) annotations.ID { return spans[i].ID })
		for range rapid.IntRange(1, 5).Draw(t, "steps") {
			drop := rapid.SliceOfN(id, 0, 30).Draw(t, "drop")
			var put []*annotations.Claim
			for _, p := range rapid.SliceOfDistinct(rapid.SampledFrom(spans), func(p Placed) annotations.ID { return p.ID }).Draw(t, "put") {
				c := p.Clone()
				c.Tags = rapid.SliceOfDistinct(rapid.SampledFrom([]annotations.ID{"a", "b", "c"}), rapid.ID).Draw(t, "tags")
				put = append(put, &c)
			}
			r = r.with(put, drop)
		}
		want := map[annotations.ID]int{"a": 0, "b": 0, "c": 0}
		for _, c := range r.Placed {
			for _, tag := range c.Tags {
				want[tag]++
			}
		}
		for tag, n := range want {
			if r.tally[tag] != n {
				t.Fatalf("%d claims with %s, tallied %d", n, tag, r.tally[tag])
			}
		}
	})
}

func TestToggleGivesATagAndTakesItAway(t *testing.T) {
	book, c := annotations.ClaimTypes(), &annotations.Claim{Tags: []annotations.ID{"urn:other"}}
	const quantity = "urn:claimlight:tag:quantity"
	for _, want := range []struct {
		said string
		tags []annotations.ID
	}{{"Tagged: Quantity", []annotations.ID{"urn:other", quantity}}, {"Tag removed: Quantity", []annotations.ID{"urn:other"}}} {
		said := toggleSaid(c, quantity, book)
		toggle(c, quantity)
		if diff := cmp.Diff(want.tags, c.Tags); diff != "" || said != want.said {
			t.Errorf("said %q (-want +got):\n%s", said, diff)
		}
	}
}

func TestClaimsAreSortedByEachColumn(t *testing.T) {
	book := annotations.ClaimTypes()
	claim := func(id annotations.ID, exact, title, tag string, verdict annotations.Verdict, status annotations.Status, worth annotations.Worth, minute int) listed {
		return listed{&annotations.Claim{ID: id, Quote: annotations.Quote{Exact: exact}, Tags: []annotations.ID{annotations.ID("urn:claimlight:tag:" + tag)},
			Verdict: verdict, Status: status, Worth: worth, Modified: time.Unix(int64(minute), 0)}, title}
	}
	list := []listed{
		claim("a", "Zebra", "beta", "quantity", annotations.False, annotations.Done, annotations.NotFactual, 1),
		claim("b", "apple", "Gamma", "cause", "", annotations.Open, annotations.CheckWorthy, 3),
		claim("c", "Mango", "Alpha", "cause", annotations.Accurate, annotations.InProgress, "", 2),
	}
	for by, want := range map[column]string{byClaim: "b c a", byTags: "c b a", byWorth: "c b a", byVerdict: "b c a",
		byStatus: "a c b", byArticle: "c a b", byChanged: "b c a"} {
		for _, backward := range []bool{false, true} {
			var got []string
			for _, l := range sortListed(slices.Clone(list), by, backward, &book) {
				got = append(got, string(l.claim.ID))
			}
			if backward && by != byTags { // two are equal by tag, and those do not turn round
				slices.Reverse(got)
			} else if backward {
				want = "a c b"
			}
			if strings.Join(got, " ") != want {
				t.Errorf("by %s, backward %v: %v, want %s", by, backward, got, want)
			}
		}
	}
}

func TestTheLibraryIsSearchedAndOrdered(t *testing.T) {
	var entries []*Entry
	for _, a := range []annotations.Article{{Title: "beta trams", Site: "Courier"}, {Title: "Alpha", Source: "https://www.example.org/x"}, {Title: "Gamma trams", Author: "Ana Núñez", Published: "2026-11-20"}} {
		entries = append(entries, &Entry{Article: a})
	}
	for _, c := range []struct {
		query string
		by    order
		want  string
	}{{"", newest, "b A G"}, {"", oldest, "G A b"}, {"", byTitle, "A b G"}, {"TRAMS", byTitle, "b G"}, {"courier", newest, "b"},
		{"example.org", newest, "A"}, {"núñez november", newest, "G"}, {"trams alpha", newest, ""}} {
		var got []string
		for _, e := range found(entries, c.query, c.by) {
			got = append(got, e.Title[:1])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q by %s: %v, want %s", c.query, c.by, got, c.want)
		}
	}
}

func TestGistSumsUpAnArticlesClaims(t *testing.T) {
	book := annotations.ClaimTypes()
	claims := []*annotations.Claim{
		{Span: annotations.Span{Start: 0, End: 100}, Tags: []annotations.ID{"urn:claimlight:tag:quantity"}, Verdict: annotations.False},
		{Span: annotations.Span{Start: 500, End: 501}, Status: annotations.Done}, {Span: annotations.Span{Start: 900, End: 1000}}}
	want := gist{claims: 3, checked: 2, dashes: []dash{{0, 100, "hue-amber"}, {500, 6, "hue-none"}, {900, 100, "hue-none"}}}
	if diff := cmp.Diff(want, gistOf(claims, 1000, &book), cmp.AllowUnexported(gist{}, dash{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if g := gistOf(claims, 0, &book); len(g.dashes) != 0 {
		t.Errorf("of no text: %v", g)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"sentence", sentence("the disk is full"), "The disk is full."},
		{"sentence", sentence("émile asks: why?"), "Émile asks: why?"},
		{"sentence of nothing", sentence(""), ""},
		{"lowerFirst", lowerFirst("Éa") + lowerFirst(""), "éa"},
		{"count", count(1, "claim", "claims") + count(0, "claim", "claims") + count(12, "claim", "claims"), "1 claim0 claims12 claims"},
		{"minutes", minutes(0) + minutes(238) + minutes(357) + minutes(2380), "1 min1 min2 min10 min"},
		{"number", number(0) + " " + number(999) + " " + number(1000) + " " + number(400004) + " " + number(12345678), "0 999 1,000 400,004 12,345,678"},
		{"count", count(400004, "word", "words"), "400,004 words"},
		{"minutes", minutes(400004), "1,681 min"},
		{"date", date("2026-11-20"), "20 November 2026"},
		{"date with a time", date("2026-01-02T10:00:00Z"), "2 January 2026"},
		{"date that is none", date("2026-13-40"), "2026-13-40"},
		{"date of a month", date("Nov 2026"), "Nov 2026"},
		{"host", host("https://www.example.org/a/b"), "example.org"},
		{"host and query", host("https://example.org?q=a/b"), "example.org"},
		{"host and port", host("http://example.org:8080#x"), "example.org:8080"},
		{"a name that looks like a host", host("https://example.org@evil.example/"), "evil.example"},
		{"no host", host("mailto:a@b"), ""},
		{"origin", origin(&annotations.Article{Source: "https://www.a.org/", Author: "Ana", Published: "2026-11-20"}), "a.org · Ana · 20 November 2026"},
		{"origin with a site", origin(&annotations.Article{Source: "https://www.a.org/", Site: "A"}), "A"},
		{"clip at a space", clip("Trams cut  traffic\nin the centre", 20), "Trams cut traffic…"},
		{"clip nothing", clip(" Trams \n cut ", 9), "Trams cut"},
		{"clip before a family", clip("abc👩‍👩‍👧‍👦def", 6), "abc…"},
		{"clip without spaces", clip("abcdefghij", 5), "abcd…"},
		{"fileName", fileName("Trams: “Naïve” 田中 & नमस्ते, 31%!"), "trams-naïve-田中-नमस्ते-31"},
		{"fileName of nothing", fileName("?!"), "article"},
		{"exportName", exportName(thisArticle, "Trams!", kindNamed("csv"), time.Unix(0, 0)), "trams.csv"},
		{"exportName", exportName(wholeLibrary, "Trams!", kindNamed("no such"), time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)), "claimlight-library-2026-01-02.claimlight.json"},
		{"verified", verified(records.Check{Claims: 10000, Verified: 9999, Unit: "bytes"}), "9,999 of 10,000 spans verified in bytes"},
		{"verified", verified(records.Check{Claims: 12, Verified: 11, Unit: "UTF-16"}), "11 of 12 spans verified in UTF-16"},
		{"verified", verified(records.Check{Claims: 1, Verified: 1, Unit: "code points"}), "1 of 1 span verified in code points"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestClipKeepsItsLengthAndWholeCharacters(t *testing.T) {
	letters := rapid.SampledFrom([]string{"a", "b ", "é", "e\u0301", "🇨🇭", "👩‍👩‍👧‍👦", "\n", "日", "가"})
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Join(rapid.SliceOf(letters).Draw(t, "words"), "")
		n := rapid.IntRange(1, 40).Draw(t, "n")
		got, flat := clip(words, n), strings.Join(strings.Fields(words), " ")
		kept, cut := strings.CutSuffix(got, "…")
		if utf8.RuneCountInString(got) > n || cut == (utf8.RuneCountInString(flat) <= n) || !strings.HasPrefix(flat, kept) {
			t.Fatalf("%q clipped to %d is %q", flat, n, got)
		}
		whole := annotations.Span{Start: len(kept), End: len(kept)}
		if annotations.Snap(flat, whole) != whole {
			t.Fatalf("%q is cut within a character: %q", flat, got)
		}
	})
}

func TestAnImportsPreviewCountsWhatIsThere(t *testing.T) {
	a := &records.Arrival{Counts: map[string]int{"article new": 1, "article identical": 2, records.Newer: 3, records.Conflict: 1, records.Unplaced: 1}, Unplaced: []string{"smog"}, Tags: 9}
	want := []tallyLine{{1, "new article"}, {2, "articles you have"}, {0, "new claims"}, {3, "changed: the file’s version is later and is taken"},
		{1, "in conflict: changed here and there"}, {2, "not found in the text"}, {9, "tags in the codebook afterwards"}}
	if diff := cmp.Diff(want, tallyLines(a), cmp.AllowUnexported(tallyLine{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, c := range map[string]struct {
		a    records.Arrival
		want bool
	}{
		"nothing":          {records.Arrival{}, false},
		"tags":             {records.Arrival{Tags: 1}, true},
		"an article":       {records.Arrival{Articles: []records.Coming{{Take: true}}}, true},
		"a claim left":     {records.Arrival{Claims: []records.Coming{{Take: false}}}, false},
		"a claim the same": {records.Arrival{Claims: []records.Coming{{Take: true, After: -1}}}, false},
		"a claim taken":    {records.Arrival{Claims: []records.Coming{{Take: true, After: 1}}}, true},
	} {
		if got := changes(&c.a); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestTheListOfKeysBeginsWithTheCodebooks(t *testing.T) {
	book := annotations.ClaimTypes()
	book.Tags[1].Key = ""
	book.Tags[2].Key = "j" // so no key leads to the next claim
	list, without := keymap{codebook: book}.lines(), keymap{chosen: map[action]string{nextClaim: ""}}.lines()
	if diff := cmp.Diff([]string{"1"}, list[0].keys); diff != "" || !strings.HasSuffix(list[0].does, "Quantity") || !strings.HasSuffix(list[1].does, "Law or rule") {
		t.Errorf("%v (-want +got):\n%s", list[:2], diff)
	}
	if diff := cmp.Diff(without, list[8:], cmp.AllowUnexported(keyLine{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSteppingEndsAtTheEndsOfAList(t *testing.T) {
	for _, c := range []struct{ at, by, n, want int }{
		{1, 1, 4, 2}, {1, -1, 4, 0}, {0, -1, 4, 0}, {3, 1, 4, 3}, {-1, 1, 4, 0}, {-1, -1, 4, 3}, {0, 1, 1, 0},
	} {
		if got := stepped(c.at, c.by, c.n); got != c.want {
			t.Errorf("%d from %d of %d is %d, want %d", c.by, c.at, c.n, got, c.want)
		}
	}
}
