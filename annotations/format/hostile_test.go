package format_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// fileWith is a file with the ambulance text and the given annotations.
func fileWith(items string) string {
	return fmt.Sprintf(`{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:uuid:f","type":"AnnotationCollection","claimlight:format":1,
"claimlight:articles":[{"id":"urn:uuid:a","title":"A","text":%q,"blocks":[{"kind":"paragraph","start":0,"end":89}]}],
"claimlight:codebook":{"version":1,"tags":[]},
"first":{"id":"urn:uuid:p","type":"AnnotationPage","items":[%s]}}`, ambulance, items)
}

// good is an annotation that must come through whatever stands beside it.
const good = `{"id":"urn:uuid:good","type":"Annotation","target":{"source":"urn:uuid:a","selector":[` +
	`{"type":"TextQuoteSelector","exact":"waits will fall next year"},{"type":"TextPositionSelector","start":63,"end":88}]},"claimlight:article":"urn:uuid:a"}`

// at is an annotation on code points start to end with the given words.
func at(exact string, start, end int, more string) string {
	return fmt.Sprintf(`{"id":"urn:uuid:bad","type":"Annotation","target":{"source":"urn:uuid:a","selector":[`+
		`{"type":"TextQuoteSelector","exact":%q},{"type":"TextPositionSelector","start":%d,"end":%d}]}%s}`, exact, start, end, more)
}

func TestDecodeSaysWhatIsWrongAndTakesTheRest(t *testing.T) {
	const words = "Ambulance waits doubled to 40 minutes in 2025"
	tests := []struct {
		name, item       string
		pointer, message string
	}{
		{"no object", `7`, "/first/items/0", "a number, but an object belongs here"},
		{"no target", `{"id":"urn:x:1","type":"Annotation"}`, "/first/items/0", "has no target"},
		{"a list for an identifier", `{"id":["urn:x:1"],"type":"Annotation","target":"urn:uuid:a"}`, "/first/items/0/id", "a list, but a text belongs here"},
		{"words that are not there", at("Trains were late", 2, 47, ""), "/first/items/0", `"Trains were late" cannot be placed`},
		{"a span beyond the text", at("no such words", 2, 4700, ""), "/first/items/0", "cannot be placed"},
		{"a reversed span", at(words, 47, 2, ""), "/first/items/0/target/selector/1", "ends at 2, before it starts at 47"},
		{"a negative offset", at(words, -2, 47, ""), "/first/items/0/target/selector/1/start", "-2 is not a whole number"},
		{"a fraction", strings.Replace(at(words, 2, 47, ""), "47", "47.5", 1), "/first/items/0/target/selector/1/end", "47.5 is not a whole number"},
		{"an unknown article", strings.Replace(at(words, 2, 47, `,"claimlight:article":"urn:uuid:none"`), `"source":"urn:uuid:a"`, `"source":"urn:uuid:none"`, 1), "/first/items/0", "neither in this file nor in the library"},
		{"an unknown status", at(words, 2, 47, `,"claimlight:status":"burnt"`), "/first/items/0/claimlight:status", `"burnt" is none of the values`},
		{"a time after which there is none", at(words, 2, 47, `,"modified":"9999-12-31T23:59:59.999Z"`), "/first/items/0/modified", "is not a moment like"},
		{"a time that is none in UTC", at(words, 2, 47, `,"created":"0000-01-01T00:00:00+23:00"`), "/first/items/0/created", "is not a moment like"},
		{"a time without a zone", at(words, 2, 47, `,"created":"2026-11-22T10:00:00"`), "/first/items/0/created", "is not a moment like"},
		{"changed before made", at(words, 2, 47, `,"created":"2026-11-22T10:00:00Z","modified":"2025-11-22T10:00:00Z"`), "/first/items/0", "changed before it was made"},
		{"a name twice", at(words, 2, 47, `,"created":"2026-11-22T10:00:00Z","created":"2026-11-22T10:00:00Z"`), "/first/items/0/created", "for the second time"},
		{"half of a surrogate pair", at(words, 2, 47, `,"bodyValue":"\udead"`), "/first/items/0/bodyValue", "bytes that are no characters"},
		{"bytes that are not UTF-8", at(words, 2, 47, ",\"bodyValue\":\"\xC3\x28\""), "/first/items/0/bodyValue", "bytes that are no characters"},
		{"bytes that are not UTF-8, kept", at(words, 2, 47, ",\"ex:a\":[\"\xC3\x28\"]"), "/first/items/0/ex:a", "bytes that are no characters"},
		{"an object for a body's text", at(words, 2, 47, `,"bodyValue":{"a":1}`), "/first/items/0/bodyValue", "an object, but a text belongs here"},
		{"deep lists, kept", at(words, 2, 47, `,"ex:a":`+strings.Repeat("[", 80)+strings.Repeat("]", 80)), "/first/items/0/ex:a", "more than 64 lists and objects"},
		{"the same claim twice", good + `,` + good, "/first/items/1", "is identified as"},
		{"an identifier that is no IRI", strings.Replace(at(words, 2, 47, ""), "urn:uuid:bad", "bad bad", 1), "/first/items/0/id", "is not an IRI"},
		{"a whole page", `{"id":"urn:x:1","type":"Annotation","target":"urn:uuid:a"}`, "/first/items/0", "about the whole of its target"},
		{"a CSS selector", `{"id":"urn:x:1","type":"Annotation","target":{"source":"urn:uuid:a","selector":{"type":"CssSelector","value":"p"}}}`, "/first/items/0", "only described by a CssSelector"},
		{"an empty passage", at("", 5, 5, ""), "/first/items/0", "cannot be placed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, err := format.Decode(strings.NewReader(fileWith(tt.item+","+strings.Replace(good, "urn:uuid:good", "urn:uuid:rest", 1))), format.Source{})
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, p := range in.Problems {
				found = found || p.Pointer == tt.pointer && strings.Contains(p.Message, tt.message)
			}
			if !found {
				t.Errorf("no problem at %s with %q, but %v", tt.pointer, tt.message, in.Problems)
			}
			rest := false
			for _, c := range in.Library.Claims {
				rest = rest || c.ID == "urn:uuid:rest"
				if err := c.Check(ambulance); err != nil {
					t.Errorf("claim %s: %v", c.ID, err)
				}
			}
			if !rest {
				t.Error("the good annotation beside it was not taken")
			}
			// What was taken can be written and read again without fault.
			data, _ := encode(t, &in.Library)
			again := decode(t, data)
			if diff := cmp.Diff(in.Library, again.Library, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("written and read again (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecodeRefusesWhatIsNoSuchFile(t *testing.T) {
	tests := []struct {
		name, data string
		want       error
		says       string
	}{
		{"nothing", "", format.ErrTruncated, "get it once more"},
		{"the first half", fileWith(good)[:600], format.ErrTruncated, "after byte"},
		{"a page of HTML", "<!doctype html><p>Hello", format.ErrSyntax, "at byte 0"},
		{"binary", "\x00\x01\x02\xFF", format.ErrSyntax, "at byte 0"},
		{"a number", "42", format.ErrForeign, "JSON of another kind"},
		{"an empty object", "{}", format.ErrForeign, "JSON of another kind"},
		{"an empty list", "[]", format.ErrForeign, "JSON of another kind"},
		{"somebody's package.json", `{"name":"left-pad","version":"1.0.0"}`, format.ErrForeign, "JSON of another kind"},
		{"a missing comma", `{"a":1 "b":2}`, format.ErrSyntax, `at byte 7`},
		{"a later format", `{"claimlight:format":2}`, format.ErrVersion, "Update Claimlight"},
		{"too large", fileWith(good), format.ErrTooLarge, "300 bytes"},
		{"very deep", strings.Repeat("[", 20000), format.ErrForeign, "JSON of another kind"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			limits := format.Limits{}
			if tt.want == format.ErrTooLarge {
				limits.Size = 300
			}
			_, err := format.Decode(strings.NewReader(tt.data), format.Source{Limits: limits})
			if tt.name == "very deep" {
				if err == nil {
					t.Error("no error")
				}
				return
			}
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %v with %q", err, tt.want, tt.says)
			}
		})
	}
}

func TestDecodeCountsAnnotations(t *testing.T) {
	in := decode(t, []byte(strings.Replace(fileWith(good), `"claimlight:format":1`, `"total":3`, 1)))
	want := []format.Problem{{Pointer: "/total", Message: "the file says that it has 3 annotations, but it has 1"}}
	if diff := cmp.Diff(want, in.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestDecodeHoldsItsLimits(t *testing.T) {
	item := func(i int) string {
		return strings.Replace(good, "urn:uuid:good", fmt.Sprintf("urn:uuid:%d", i), 1)
	}
	file := fileWith(item(1) + "," + item(2) + "," + item(3) + `,7,7,7`)
	in, err := format.Decode(strings.NewReader(file), format.Source{Limits: format.Limits{Claims: 2, Problems: 1, String: 50}})
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Library.Claims)+len(in.Unplaced) > 2 || len(in.Problems) != 1 || in.More == 0 {
		t.Errorf("%d claims, %d problems and %d more", len(in.Library.Claims), len(in.Problems), in.More)
	}
	if len(in.Library.Articles) != 0 {
		t.Errorf("an article with a text longer than allowed was taken")
	}
}

func TestDecodeFindsTheUnitOfTheFile(t *testing.T) {
	// «» mark nothing here: the numbers are the point.
	tests := []struct {
		unit                       annotations.Unit
		start1, end1, start2, end2 int
	}{
		{annotations.CodePoints, 2, 47, 63, 88},
		{annotations.UTF16, 3, 48, 64, 89},
		{annotations.Bytes, 5, 50, 66, 91},
	}
	for _, tt := range tests {
		t.Run(tt.unit.String(), func(t *testing.T) {
			second := strings.Replace(at("waits will fall next year", tt.start2, tt.end2, ""), "urn:uuid:bad", "urn:uuid:2", 1)
			in := decode(t, []byte(fileWith(at("Ambulance waits doubled to 40 minutes in 2025", tt.start1, tt.end1, "")+","+second)))
			if in.Unit != tt.unit || in.Verified != 2 || len(in.Problems) > 0 {
				t.Fatalf("%v, problems %v", in.Report, in.Problems)
			}
			want := []annotations.Span{{Start: 5, End: 50}, {Start: 66, End: 91}}
			got := []annotations.Span{in.Library.Claims[0].Span, in.Library.Claims[1].Span}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("spans (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecodeTakesAnnotationsInEveryWrapping(t *testing.T) {
	a := annotations.Article{ID: "urn:uuid:a", Text: ambulance, Digest: annotations.Digest(ambulance), Blocks: format.Paragraphs(ambulance)}
	for name, file := range map[string]string{
		"one":                   strings.Replace(good, "{", `{"@context":"http://www.w3.org/ns/anno.jsonld",`, 1),
		"a list":                "[" + good + "]",
		"a page":                `{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:p","type":"AnnotationPage","items":[` + good + `]}`,
		"a collection":          `{"@context":["http://www.w3.org/ns/anno.jsonld"],"id":"urn:c","type":"AnnotationCollection","first":{"items":[` + good + `]}}`,
		"articles come last":    `{"@context":"http://www.w3.org/ns/anno.jsonld","first":{"items":[` + good + `]},"claimlight:articles":` + "[" + string(format.AppendArticle(nil, &a)) + "]}",
		"Recogito's, in UTF-16": `[{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","id":"#a88b22d0-6106-4872-9435-c78b5e89fede","body":[{"type":"TextualBody","value":"Quantity","purpose":"tagging"}],"target":{"selector":[{"type":"TextQuoteSelector","exact":"waits will fall next year"},{"type":"TextPositionSelector","start":64,"end":89}]}}]`,
	} {
		t.Run(name, func(t *testing.T) {
			in := decode(t, []byte(file), a)
			if len(in.Library.Claims) != 1 || in.Verified != 1 || len(in.Problems) > 0 {
				t.Fatalf("%v, problems %v", in.Report, in.Problems)
			}
			if got := in.Library.Claims[0].Span; got != (annotations.Span{Start: 66, End: 91}) {
				t.Errorf("span %v", got)
			}
		})
	}
}

func TestUnknownPartsAreWrittenBack(t *testing.T) {
	item := `{"@context":{"ex":"urn:ex:"},"id":"urn:uuid:1","type":["Annotation","ex:Claim"],"motivation":["commenting","ex:checking"],` +
		`"creator":[{"id":"urn:uuid:me","type":"Organization","nickname":"we","name":"We","ex:a":1},"urn:uuid:other"],` +
		`"body":[{"type":"TextualBody","purpose":"tagging","value":"Quantity","claimlight:tag":"urn:claimlight:tag:quantity","language":"en"},` +
		`{"type":"TextualBody","purpose":"commenting","value":"First","format":"text/html"},` +
		`{"type":"TextualBody","purpose":"describing","value":"Restated","ex:b":[1]},` +
		`{"type":"TextualBody","purpose":"assessing","value":"misleading","ex:c":null},` +
		`{"type":"SpecificResource","purpose":"linking","source":"https://e.org/","selector":{"type":"TextQuoteSelector","exact":"q","prefix":"p"},"ex:d":{}},` +
		`{"type":"TextualBody","purpose":"commenting","value":"Second"},"http://e.org/body",{"type":"Choice","items":["http://e.org/1"]},` +
		`{"type":"TextualBody","purpose":"assessing","value":"ex:half"}],` +
		`"target":[{"source":{"id":"urn:uuid:a","type":"Text"},"selector":[{"type":"TextQuoteSelector","exact":"waits will fall next year","ex:e":1},` +
		`{"type":"TextPositionSelector","start":63,"end":88,"ex:f":2},{"type":"CssSelector","value":"p"},"http://e.org/sel"],"styleClass":"x"},"http://e.org/2"],` +
		`"claimlight:article":"urn:uuid:a","claimlight:status":"open","rights":"http://e.org/cc0","ex:g":{"deep":[true]}}`
	in := decode(t, []byte(fileWith(item)))
	if len(in.Problems) > 0 || len(in.Library.Claims) != 1 {
		t.Fatalf("problems %v", in.Problems)
	}
	c := in.Library.Claims[0]
	if c.Note != "First" || c.Restated != "Restated" || c.Verdict != annotations.Misleading || len(c.Tags) != 1 || len(c.Evidence) != 1 || c.Evidence[0].Quote != "q" {
		t.Errorf("what Claimlight knows was not understood: %+v", c)
	}
	data, _ := encode(t, &in.Library)
	var written string
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, `"urn:uuid:1"`) {
			written = strings.TrimSpace(line)
		}
	}
	if diff := diffJSON(parse(t, item), parse(t, written)); diff != "" {
		t.Errorf("the annotation (-want +got):\n%s", diff)
	}
	again, _ := encode(t, &decodeAgain(t, data).Library)
	if !bytes.Equal(data, again) {
		t.Error(diffText(data, again))
	}
}

func decodeAgain(t *testing.T, data []byte) *format.Import {
	in := decode(t, data)
	return &in
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(fileWith(good)))
	f.Add([]byte("[" + good + "]"))
	f.Add([]byte(good))
	data, _ := encode(f, ambulances())
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := format.Decode(bytes.NewReader(data), format.Source{})
		if err != nil {
			return
		}
		if got := len(in.Library.Claims) + len(in.Unplaced); got > in.Total {
			t.Fatalf("%d claims of %d", got, in.Total)
		}
		for i := range in.Library.Claims {
			c := &in.Library.Claims[i]
			if a := in.Library.Article(c.Article); a == nil || c.Check(a.Text) != nil {
				t.Fatalf("claim %+v is not in its article", c)
			}
		}
		if err := in.Library.Codebook.Check(); err != nil {
			t.Fatal(err)
		}
		file, _ := encode(t, &in.Library)
		again := decode(t, file)
		file2, _ := encode(t, &again.Library)
		if !bytes.Equal(file, file2) {
			t.Fatal(diffText(file, file2))
		}
	})
}

func TestTagsAreKnownByIdentifierThenByName(t *testing.T) {
	codebook := `"claimlight:codebook":{"version":4,"tags":[{"id":"urn:t:1","name":"Numbers","colour":"amber","pattern":"solid"}]}`
	tests := []struct{ name, body, want string }{
		{"renamed since", `"value":"Quantity","claimlight:tag":"urn:t:1"`, "urn:t:1 Numbers"},
		{"another tool's", `"value":" numbers "`, "urn:t:1 Numbers"},
		{"another codebook's", `"value":"NUMBERS","claimlight:tag":"urn:t:9"`, "urn:t:1 Numbers"},
		{"new", `"value":"Laws","claimlight:tag":"urn:t:2"`, "urn:t:2 Laws"},
	}
	for _, tt := range tests {
		for _, order := range []string{"before", "after"} {
			t.Run(tt.name+", codebook "+order, func(t *testing.T) {
				item := at("waits will fall next year", 63, 88, `,"body":[{"type":"TextualBody","purpose":"tagging",`+tt.body+`}]`)
				file := strings.Replace(fileWith(item), `"claimlight:codebook":{"version":1,"tags":[]}`, codebook, 1)
				if order == "after" {
					file = strings.Replace(strings.Replace(file, codebook+",", "", 1), `]}}`, `]},`+codebook+`}`, 1)
				}
				in := decode(t, []byte(file))
				if len(in.Library.Claims) != 1 || len(in.Library.Claims[0].Tags) != 1 {
					t.Fatalf("claims %+v, problems %v", in.Library.Claims, in.Problems)
				}
				tag, _ := in.Library.Codebook.Tag(in.Library.Claims[0].Tags[0])
				if got := string(tag.ID) + " " + tag.Name; got != tt.want {
					t.Errorf("tag %q, want %q", got, tt.want)
				}
			})
		}
	}
}

func TestDecodeMendsArticles(t *testing.T) {
	const fine = `{"id":"urn:uuid:a","title":"A","text":"One two","blocks":[{"kind":"paragraph","start":0,"end":7}]}`
	tests := []struct {
		name, article    string
		pointer, message string
		articles         int
	}{
		{"another digest", strings.Replace(fine, `"text"`, `"digest":"sha-256:00","text"`, 1), "/claimlight:articles/0", "somebody changed the file", 1},
		{"blocks outside the text", strings.Replace(fine, `"end":7`, `"end":70`, 1), "/claimlight:articles/0", "shown as plain paragraphs", 1},
		{"an unknown kind of block", strings.Replace(fine, `"paragraph"`, `"poem"`, 1), "/claimlight:articles/0", "shown as plain paragraphs", 1},
		{"a script for a link", strings.Replace(fine, `"end":7}`, `"end":7,"marks":[{"kind":"link","start":0,"end":3,"href":"javascript:alert(1)"}]}`, 1), "/claimlight:articles/0/blocks/0/marks/0", "its words stay, without the link", 1},
		{"no identifier", strings.Replace(fine, `"id":"urn:uuid:a",`, "", 1), "/claimlight:articles/0", "it was given one", 1},
		{"no text", `{"id":"urn:uuid:a"}`, "/claimlight:articles/0", "has no text", 0},
		{"the same twice", fine + "," + fine, "/claimlight:articles/1", "is identified as", 1},
		{"a control character", strings.Replace(fine, "One two", `One\u0000two`, 1), "/claimlight:articles/0", "control character", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := decode(t, []byte(`{"@context":"http://www.w3.org/ns/anno.jsonld","claimlight:format":1,"claimlight:articles":[`+tt.article+`]}`))
			found := false
			for _, p := range in.Problems {
				found = found || p.Pointer == tt.pointer && strings.Contains(p.Message, tt.message)
			}
			if !found {
				t.Errorf("no problem at %s with %q, but %v", tt.pointer, tt.message, in.Problems)
			}
			if len(in.Library.Articles) != tt.articles {
				t.Errorf("%d articles, want %d", len(in.Library.Articles), tt.articles)
			}
			for i := range in.Library.Articles {
				if err := in.Library.Articles[i].Validate(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestHostileFilesTakeBoundedTime(t *testing.T) {
	repeat := func(n int, item func(i int) string) string {
		items := make([]string, n)
		for i := range items {
			items[i] = item(i)
		}
		return strings.Join(items, ",")
	}
	tests := map[string]string{
		"tags of claims": fileWith(repeat(20_000, func(i int) string {
			return strings.Replace(at("waits will fall", 63, 78, fmt.Sprintf(`,"body":{"type":"TextualBody","purpose":"tagging","value":"tag %d"}`, i)), "urn:uuid:bad", fmt.Sprintf("urn:uuid:%d", i), 1)
		})),
		"tags of the codebook": `{"claimlight:codebook":{"tags":[` + repeat(50_000, func(i int) string {
			return fmt.Sprintf(`{"id":"urn:t:%d","name":"%d","colour":"red"}`, i, i)
		}) + `]}}`,
		"bodies": fileWith(at("waits will fall", 63, 78, `,"body":[`+repeat(100_000, func(i int) string {
			return `{"type":"TextualBody","purpose":"tagging","value":"a"}`
		})+`]`)),
		"names": fileWith(at("waits will fall", 63, 78, `,`+repeat(100_000, func(i int) string {
			return fmt.Sprintf(`"ex:%d":1`, i)
		}))),
		"texts": repeat(20_000, func(i int) string {
			return fmt.Sprintf("\n"+`{"text":"Text %d","label":[[0,4,"A"]]}`+"\n", i)
		}),
	}
	for name, file := range tests {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			decodeAny := format.Claimlight.Decode
			if name == "texts" {
				file = strings.ReplaceAll(file, "\n,\n", "\n")
				decodeAny = format.Doccano.Decode
			}
			if _, err := decodeAny(strings.NewReader(file), format.Source{}); err != nil {
				t.Fatal(err)
			}
			// Half a second would do; a machine may be busy.
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%d bytes took %v", len(file), took)
			}
		})
	}
}
