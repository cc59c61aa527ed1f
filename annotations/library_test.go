package annotations_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"claimlight/annotations"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestNewIDSortsByTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "random")
		early := time.UnixMilli(rapid.Int64Range(0, 1<<47).Draw(t, "time"))
		late := early.Add(time.Millisecond)
		a, err := annotations.NewID(early, bytes.NewReader(random[:10]))
		if err != nil {
			t.Fatal(err)
		}
		b, err := annotations.NewID(late, bytes.NewReader(random[10:]))
		if err != nil || a >= b {
			t.Fatalf("%s of %v is not before %s of %v (%v)", a, early, b, late, err)
		}
		if len(a) != len("urn:uuid:")+36 || a[len("urn:uuid:")+14] != '7' || !strings.ContainsRune("89ab", rune(a[len("urn:uuid:")+19])) {
			t.Fatalf("%s is no UUID of version 7", a)
		}
	})
	if _, err := annotations.NewID(noon, strings.NewReader("too short")); err == nil {
		t.Error("nine bytes of random are enough")
	}
}

func TestSafeAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c#d": "https://example.org/a?b=c#d",
		" HTTP://example.org ":        "http://example.org",
		"mailto:a@example.org":        "mailto:a@example.org",
		"javascript:alert(1)":         "",
		"JavaScript:alert(1)":         "",
		"java\nscript:alert(1)":       "",
		"\x01javascript:alert(1)":     "",
		"data:text/html,<script>":     "",
		"vbscript:x":                  "",
		"file:///etc/passwd":          "",
		"//example.org":               "",
		"/path":                       "",
		"https:":                      "",
		"https:example.org":           "",
		"mailto:":                     "",
		"":                            "",
	} {
		got, ok := annotations.SafeAddress(in)
		if ok != (want != "") || ok && got != want {
			t.Errorf("SafeAddress(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestClaimTypesAreSound(t *testing.T) {
	book := annotations.ClaimTypes()
	if err := book.Check(); err != nil {
		t.Error(err)
	}
	for i, tag := range book.Tags {
		if got, ok := book.Keyed(string(rune('1' + i))); !ok || got.ID != tag.ID {
			t.Errorf("key %d does not give %s", i+1, tag.Name)
		}
		if got, ok := book.Named(" " + strings.ToUpper(tag.Name)); !ok || got.ID != tag.ID {
			t.Errorf("%s is not found by its name", tag.Name)
		}
		if tag.Definition == "" || tag.Example == "" {
			t.Errorf("%s has no definition or no example", tag.Name)
		}
	}
	book.Tags[1].Name = strings.ToUpper(book.Tags[0].Name)
	if book.Check() == nil {
		t.Error("two tags of one name are sound")
	}
}

// libraries makes libraries in which identifiers, texts and tags coincide often.
func libraries() *rapid.Generator[annotations.Library] {
	return rapid.Custom(func(t *rapid.T) annotations.Library {
		l := annotations.Library{Codebook: annotations.ClaimTypes()}
		pick := func(ids ...string) annotations.ID { return annotations.ID(rapid.SampledFrom(ids).Draw(t, "id")) }
		when := func() time.Time { return noon.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "hour")) * time.Hour) }
		for range rapid.IntRange(0, 2).Draw(t, "tags") {
			name := string(pick("x", "y", "z"))
			if _, ok := l.Codebook.Named(name); !ok {
				l.Codebook = l.Codebook.With(annotations.Tag{ID: annotations.ID(rapid.SampledFrom([]string{"t1-", "t2-"}).Draw(t, "tag") + name), Name: name})
			}
		}
		taken := map[annotations.ID]bool{}
		for range rapid.IntRange(0, 3).Draw(t, "articles") {
			id := pick("a", "b", "c", "d")
			if taken[id] {
				continue
			}
			taken[id] = true
			text := rapid.SampledFrom([]string{"One two three.", "Four five."}).Draw(t, "text")
			digest := annotations.Digest(text)
			if slices.ContainsFunc(l.Articles, func(a annotations.Article) bool { return a.Digest == digest }) {
				continue // a library has each text once
			}
			l.Articles = append(l.Articles, annotations.Article{ID: id, Text: text, Digest: digest, Added: noon,
				Blocks: []annotations.Block{{Kind: annotations.Paragraph, Span: annotations.Span{End: len(text)}}}})
		}
		for range rapid.IntRange(0, 5).Draw(t, "claims") {
			id := pick("p", "q", "r", "s", "t")
			if taken[id] || len(l.Articles) == 0 {
				continue
			}
			taken[id] = true
			a := rapid.SampledFrom(l.Articles).Draw(t, "article")
			span := annotations.Span{Start: 0, End: rapid.SampledFrom([]int{3, 4}).Draw(t, "end")}
			c := annotations.Claim{ID: id, Article: a.ID, Span: span, Quote: annotations.Describe(a.Text, span), Created: noon, Modified: when(),
				Note: string(pick("", "a note"))}
			if rapid.Bool().Draw(t, "tagged") {
				c.Tags = []annotations.ID{rapid.SampledFrom(l.Codebook.Tags).Draw(t, "tag").ID}
			}
			l.Claims = append(l.Claims, c)
		}
		l.Sort()
		return l
	})
}

// apply stores what m says into l.
func apply(l annotations.Library, m annotations.Merge) annotations.Library {
	articles, claims := m.Result()
	for _, a := range articles {
		if i := slices.IndexFunc(l.Articles, func(b annotations.Article) bool { return a.ID == b.ID }); i >= 0 {
			l.Articles[i] = a
		} else {
			l.Articles = append(slices.Clip(l.Articles), a)
		}
	}
	l.Claims = slices.Clone(l.Claims)
	for _, c := range claims {
		if i := slices.IndexFunc(l.Claims, func(d annotations.Claim) bool { return c.ID == d.ID }); i >= 0 {
			l.Claims[i] = c
		} else {
			l.Claims = append(l.Claims, c)
		}
	}
	l.Codebook = m.Codebook
	l.Sort()
	return l
}

func never(annotations.ID) time.Time { return time.Time{} }

func TestMergeIntoAnEmptyLibraryGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		theirs := libraries().Draw(t, "theirs")
		mine := annotations.Library{Codebook: annotations.ClaimTypes()}
		got := apply(mine, annotations.NewMerge(&mine, &theirs, never))
		if diff := cmp.Diff(theirs, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestMergeTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mine, theirs := libraries().Draw(t, "mine"), libraries().Draw(t, "theirs")
		once := apply(mine, annotations.NewMerge(&mine, &theirs, never))
		if err := once.Codebook.Check(); err != nil {
			t.Fatalf("the merged codebook: %v", err)
		}
		again := annotations.NewMerge(&once, &theirs, never)
		if again.Changes() {
			articles, claims := again.Result()
			t.Fatalf("the second time changes articles %v, claims %+v, codebook %s", articles, claims, cmp.Diff(once.Codebook, again.Codebook))
		}
		for _, c := range once.Claims {
			for _, tag := range c.Tags {
				if _, ok := once.Codebook.Tag(tag); !ok {
					t.Fatalf("claim %s has the tag %s, which the codebook has not", c.ID, tag)
				}
			}
			if once.Article(c.Article) == nil {
				t.Fatalf("claim %s is on %s, which the library has not", c.ID, c.Article)
			}
		}
	})
}

func TestMergeBringsNothingBackUnasked(t *testing.T) {
	theirs := annotations.Library{Codebook: annotations.ClaimTypes(), Articles: []annotations.Article{{ID: "a", Text: "One.", Digest: annotations.Digest("One.")}},
		Claims: []annotations.Claim{{ID: "p", Article: "a", Span: annotations.Span{End: 3}, Quote: annotations.Quote{Exact: "One"}}}}
	mine := annotations.Library{Codebook: annotations.ClaimTypes(), Tombstones: []annotations.Tombstone{{ID: "a"}, {ID: "p", Article: "a"}}}
	m := annotations.NewMerge(&mine, &theirs, never)
	if m.Changes() || m.Count(annotations.DeletedHere) != 1 {
		t.Errorf("%+v", m)
	}
	m.Claims[0].Take = true // the person asked for it
	if articles, claims := m.Result(); len(articles) != 1 || len(claims) != 1 {
		t.Errorf("%d articles and %d claims come back, want one each", len(articles), len(claims))
	}
}

// Their versions hang on my articles where the texts are the same.
func TestMergeKeepsTheOrderOfVersions(t *testing.T) {
	article := func(id, previous annotations.ID, text string) annotations.Article {
		return annotations.Article{ID: id, Previous: previous, Text: text, Digest: annotations.Digest(text)}
	}
	mine := annotations.Library{Codebook: annotations.ClaimTypes(), Articles: []annotations.Article{article("mine", "", "One.")}}
	theirs := annotations.Library{Codebook: annotations.ClaimTypes(), Articles: []annotations.Article{
		article("theirs", "", "One."), article("next", "theirs", "One and a half."), article("last", "next", "Two."),
		article("loop", "loop", "Three."), article("back", "theirs", "One.")}}
	m := annotations.NewMerge(&mine, &theirs, never)
	got := map[annotations.ID]annotations.ID{}
	articles, _ := m.Result()
	for _, a := range articles {
		got[a.ID] = a.Previous
	}
	if diff := cmp.Diff(map[annotations.ID]annotations.ID{"next": "mine", "last": "next", "loop": ""}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMergeFindsConflicts(t *testing.T) {
	claim := func(note string, hour int) annotations.Library {
		return annotations.Library{Codebook: annotations.ClaimTypes(), Articles: []annotations.Article{{ID: "a", Text: "One.", Digest: annotations.Digest("One.")}},
			Claims: []annotations.Claim{{ID: "p", Article: "a", Note: note, Span: annotations.Span{End: 3}, Quote: annotations.Quote{Exact: "One"}, Modified: noon.Add(time.Duration(hour) * time.Hour)}}}
	}
	for _, c := range []struct {
		name         string
		mine, theirs annotations.Library
		base         time.Time
		want         annotations.Change
	}{
		{"only the time differs", claim("n", 1), claim("n", 2), time.Time{}, annotations.Identical},
		{"theirs is later", claim("m", 1), claim("t", 2), time.Time{}, annotations.Newer},
		{"mine is later", claim("m", 2), claim("t", 1), time.Time{}, annotations.Older},
		{"both changed since", claim("m", 2), claim("t", 1), noon, annotations.Conflict},
		{"mine did not", claim("m", 0), claim("t", 1), noon, annotations.Newer},
	} {
		m := annotations.NewMerge(&c.mine, &c.theirs, func(annotations.ID) time.Time { return c.base })
		if m.Count(c.want) != 1 {
			t.Errorf("%s: change %d, want %d", c.name, m.Claims[0].Change, c.want)
		}
	}
}
