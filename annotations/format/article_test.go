package format_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// ambulance is the text whose offsets differ in every unit: its passage is at
// code points 2–47, UTF-16 units 3–48, bytes 5–50.
const ambulance = "🚑 Ambulance waits doubled to 40 minutes in 2025. Ministers say waits will fall next year."

func ExampleAppendArticle() {
	a := annotations.Article{
		Title:  "Ambulance waits double",
		Text:   ambulance,
		Blocks: format.Paragraphs(ambulance),
	}
	fmt.Printf("%s\n", format.AppendArticle(nil, &a))
	// Output:
	// {"title":"Ambulance waits double","text":"🚑 Ambulance waits doubled to 40 minutes in 2025. Ministers say waits will fall next year.","blocks":[{"kind":"paragraph","start":0,"end":89}]}
}

func TestParseArticleReadsWhatAppendArticleWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := articles().Draw(t, "article")
		data := format.AppendArticle(nil, &want)
		got, err := format.ParseArticle(data)
		if err != nil {
			t.Fatalf("ParseArticle(%s): %v", data, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("article (-want +got):\n%s", diff)
		}
		if again := format.AppendArticle(nil, &got); !bytes.Equal(data, again) {
			t.Fatalf("bytes (-want +got):\n%s", cmp.Diff(string(data), string(again)))
		}
	})
}

func TestParseArticleRefuses(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"no object", `[]`, "here stands a list, but an object belongs here"},
		{"no text", `{"title":"A"}`, "the article has no text"},
		{"a number for a title", `{"title":7,"text":"A","blocks":[]}`, "/title: here stands a number, but a text belongs here"},
		{"another text's digest", `{"digest":"sha-256:00","text":"A","blocks":[{"kind":"paragraph","start":0,"end":1}]}`, "not the one its digest was made from"},
		{"a block beyond the text", `{"text":"A","blocks":[{"kind":"paragraph","start":0,"end":2}]}`, "structure is damaged"},
		{"a reversed block", `{"text":"AB","blocks":[{"kind":"paragraph","start":2,"end":1}]}`, "structure is damaged"},
		{"a negative offset", `{"text":"A","blocks":[{"kind":"paragraph","start":-1,"end":1}]}`, "/blocks/0/start: -1 is not a whole number"},
		{"a script for a link", `{"text":"A","blocks":[{"kind":"paragraph","start":0,"end":1,"marks":[{"kind":"link","start":0,"end":1,"href":"javascript:alert(1)"}]}]}`, `"javascript:alert(1)" is not http, https or mailto`},
		{"half of a surrogate pair", `{"text":"\ud83d","blocks":[]}`, "/text: the text has bytes that are no characters"},
		{"bytes that are not UTF-8", "{\"title\":\"\xff\",\"text\":\"\"}", "/title: the text has bytes that are no characters"},
		{"a name twice", `{"text":"","text":""}`, `/text: the name "text" stands here for the second time`},
		{"half an object", `{"text":"A","bl`, "the file ends in the middle"},
		{"nothing", ``, "the file ends in the middle"},
		{"no JSON", `<html>`, "the file is damaged, or not of this kind"},
		{"a control character", `{"text":"\u0007","blocks":[]}`, "control character"},
		{"a text not in form C", `{"text":"e\u0301","blocks":[]}`, "normalization form C"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := format.ParseArticle([]byte(tt.data))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestParagraphsHoldAllText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[aé\n]{0,12}`).Draw(t, "text")
		a := annotations.Article{Text: text, Digest: annotations.Digest(text), Blocks: format.Paragraphs(text)}
		if err := a.Validate(); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzParseArticle(f *testing.F) {
	f.Add([]byte(`{"id":"urn:uuid:1","added":"2026-11-22T10:00:00.005Z","text":"A b","blocks":[{"kind":"heading","start":0,"end":3,"level":1,"marks":[{"kind":"link","start":0,"end":1,"href":"https://a.b/"}]}],"x":{"y":[1]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := format.ParseArticle(data)
		if err != nil {
			return
		}
		b, err := format.ParseArticle(format.AppendArticle(nil, &a))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, b, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("article (-want +got):\n%s", diff)
		}
	})
}

// bigArticle is 1 MB of text with letters of many bytes in 3,000 paragraphs.
func bigArticle() annotations.Article {
	paragraph := strings.Repeat("Ambulance waits doubled to “40” minutes. ", 8)
	text := strings.TrimSuffix(strings.Repeat(paragraph+annotations.Separator, 3000), annotations.Separator)
	a := annotations.Article{ID: "urn:uuid:1", Title: "Big", Text: text, Digest: annotations.Digest(text), Blocks: format.Paragraphs(text)}
	for i := range a.Blocks {
		start := a.Blocks[i].Span.Start
		a.Blocks[i].Marks = []annotations.Mark{{Kind: annotations.Link, Span: annotations.Span{Start: start, End: start + 9}, Href: "https://example.org/"}}
	}
	return a
}

func BenchmarkAppendArticle(b *testing.B) {
	a := bigArticle()
	var dst []byte
	for b.Loop() {
		dst = format.AppendArticle(dst[:0], &a)
	}
	b.SetBytes(int64(len(dst)))
}

func BenchmarkParseArticle(b *testing.B) {
	a := bigArticle()
	data := format.AppendArticle(nil, &a)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := format.ParseArticle(data); err != nil {
			b.Fatal(err)
		}
	}
}

// texts draws texts that an article can hold.
func texts() *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{"waits", "naïve", "🚑", "2025", "न्यायालय", "法院", "\"so\"", "back\\slash", "a\tb", "👨‍👩‍👧", "عدالت"})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 1, 12).Draw(t, "words"), " ")
	})
}

func moments() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "ms")).UTC()
	})
}

// ids draws identifiers with every value different from others of its kind.
func ids(kind string) *rapid.Generator[annotations.ID] {
	return rapid.Custom(func(t *rapid.T) annotations.ID {
		return annotations.ID(fmt.Sprintf("urn:%s:%d", kind, rapid.IntRange(0, 1<<30).Draw(t, "id")))
	})
}

func extras() *rapid.Generator[annotations.Extra] {
	value := rapid.SampledFrom([]string{`1`, `"a\"b"`, `{"a":[null,true]}`, `1.50e3`, `[]`})
	return rapid.Custom(func(t *rapid.T) annotations.Extra {
		return rapid.MapOfN(rapid.SampledFrom([]string{"ex:hue", "ex:a", "z", "ünï", "a/b~c"}), value, 0, 3).Draw(t, "extra")
	})
}

func articles() *rapid.Generator[annotations.Article] {
	return rapid.Custom(func(t *rapid.T) annotations.Article {
		a := annotations.Article{
			ID:        ids("article").Draw(t, "id"),
			Title:     rapid.String().Draw(t, "title"),
			Source:    rapid.SampledFrom([]string{"", "https://example.org/a", "javascript:alert(1)"}).Draw(t, "source"),
			Author:    rapid.SampledFrom([]string{"", "Zoë"}).Draw(t, "author"),
			Site:      rapid.SampledFrom([]string{"", "Example"}).Draw(t, "site"),
			Published: rapid.SampledFrom([]string{"", "2026-11-22"}).Draw(t, "published"),
			Language:  rapid.SampledFrom([]string{"", "en"}).Draw(t, "language"),
			Added:     moments().Draw(t, "added"),
			Previous:  rapid.SampledFrom([]annotations.ID{"", "urn:uuid:before"}).Draw(t, "previous"),
			Declined:  rapid.SampledFrom([][]annotations.ID{nil, {"urn:uuid:c"}, {"urn:uuid:c", "urn:uuid:d"}}).Draw(t, "declined"),
			Extra:     extras().Draw(t, "extra"),
		}
		var text strings.Builder
		for i, n := 0, rapid.IntRange(0, 4).Draw(t, "blocks"); i < n; i++ {
			if text.Len() > 0 {
				text.WriteString(annotations.Separator)
			}
			start := text.Len()
			text.WriteString(texts().Draw(t, "text"))
			b := annotations.Block{
				Kind:   rapid.SampledFrom([]annotations.BlockKind{annotations.Paragraph, annotations.Heading, annotations.Item}).Draw(t, "kind"),
				Span:   annotations.Span{Start: start, End: text.Len()},
				Quoted: rapid.IntRange(0, 2).Draw(t, "quoted"),
			}
			if b.Kind != annotations.Paragraph {
				b.Level = rapid.IntRange(1, 6).Draw(t, "level")
			}
			if rapid.Bool().Draw(t, "marked") {
				b.Marks = []annotations.Mark{{Kind: annotations.Strong, Span: b.Span}, {Kind: annotations.Link, Span: b.Span, Href: "https://example.org/"}}
			}
			a.Blocks = append(a.Blocks, b)
		}
		a.Text = text.String()
		a.Digest = annotations.Digest(a.Text)
		return a
	})
}
