package format_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/annotations/format/brat"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func ExampleDetect() {
	fmt.Println(format.Detect([]byte(`{"text":"Waits doubled.","label":[[0,5,"Quantity"]]}`)))
	// Output: doccano
}

// all are the formats, brat's included.
func all() []format.Format { return append(format.Formats(), brat.Format) }

// named is the format of the given name.
func named(t testing.TB, name string) format.Format {
	t.Helper()
	i := slices.IndexFunc(all(), func(f format.Format) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no format %q", name)
	}
	return all()[i]
}

// swept is an export of the ambulance text's two sentences.
func swept(lib *annotations.Library) format.Export {
	a := lib.Articles[0]
	return format.Export{Generator: "Claimlight 1.0.0", Sentences: []format.Sentence{
		{Article: a.ID, Span: annotations.Span{Start: 5, End: 51}, Worth: annotations.CheckWorthy},
		{Article: a.ID, Span: annotations.Span{Start: 52, End: len(a.Text)}},
	}}
}

func write(t testing.TB, f format.Format, lib *annotations.Library, export format.Export) ([]byte, format.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := f.Encode(&b, lib, export)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return b.Bytes(), report
}

func TestEveryFormatIsAsPublished(t *testing.T) {
	// What each format says that it has no place for, of the first claim.
	left := map[string]string{
		"hypothesis":        "restated claim, speaker, claim date, check-worthiness, status, verdict, evidence",
		"doccano":           "note, restated claim, speaker, claim date, check-worthiness, status, verdict, evidence",
		"doccano-relations": "note, restated claim, speaker, claim date, check-worthiness, status, verdict, evidence",
		"labelstudio":       "speaker, claim date, check-worthiness, status, verdict, evidence",
		"prodigy":           "note, restated claim, speaker, claim date, check-worthiness, status, verdict, evidence",
		"spacy":             "note, restated claim, speaker, claim date, check-worthiness, status, verdict, evidence",
		"brat":              "restated claim, speaker, claim date, check-worthiness, status, verdict, evidence",
		"readwise":          "restated claim, speaker, claim date, check-worthiness, status, verdict, evidence",
		"claimreview":       "tags, check-worthiness, status",
	}
	for _, f := range all() {
		t.Run(f.Name, func(t *testing.T) {
			lib := ambulances()
			data, report := write(t, f, lib, swept(lib))
			shown := data
			if f.Name == "brat" {
				shown = unzipped(t, data)
			}
			golden(t, "ambulance."+f.Name+strings.TrimSuffix(filepath.Ext(f.Extension), ".zip"), shown)
			if report.Total != 2 || report.Verified != 2 || report.Unit != f.Unit {
				t.Errorf("report %v, want 2 of 2 spans verified in %v", report, f.Unit)
			}
			want, lacks := left[f.Name]
			said := slices.ContainsFunc(report.Problems, func(p format.Problem) bool {
				return p.Claim == lib.Claims[0].ID && p.Message == "the format has no place for its "+want
			})
			if said != lacks {
				t.Errorf("problems %v, want one that names %q", report.Problems, want)
			}
			again, _ := write(t, f, lib, swept(lib))
			if !bytes.Equal(data, again) {
				t.Error("written twice, the bytes differ")
			}
		})
	}
	golden(t, "ambulance.labelstudio.config.xml", format.LabelStudioConfig(&ambulances().Codebook))
}

// unzipped is an archive as text: each file's name and what it holds.
func unzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n", file.Name)
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

func TestOffsetsAreThoseOfTheFormat(t *testing.T) {
	// The ambulance text's passages, in the three units.
	units := map[annotations.Unit][]string{
		annotations.CodePoints: {"2", "47", "63", "88"},
		annotations.UTF16:      {"3", "48", "64", "89"},
	}
	layouts := map[string]string{
		"claimlight":        `"start":%s,"end":%s`,
		"hypothesis":        `"start":%s,"end":%s`,
		"doccano":           `[%s,%s,`,
		"doccano-relations": `"start_offset":%s,"end_offset":%s`,
		"labelstudio":       `"start":%s,"end":%s`,
		"prodigy":           `"start":%s,"end":%s,"token_start"`,
		"spacy":             `"start":%s,"end":%s,"label"`,
		"csv":               `,%s,%s,mk,`,
	}
	lib := ambulances()
	lib.Claims[1].Creator = lib.Claims[0].Creator
	for _, f := range all() {
		layout, ok := layouts[f.Name]
		if !ok {
			continue
		}
		data, _ := write(t, f, lib, format.Export{})
		n := units[f.Unit]
		for i := 0; i < 4; i += 2 {
			if want := fmt.Sprintf(layout, n[i], n[i+1]); !strings.Contains(string(data), want) {
				t.Errorf("%s has no %s:\n%s", f.Name, want, data)
			}
		}
	}
	data, _ := write(t, brat.Format, lib, format.Export{})
	if ann := string(unzipped(t, data)); !strings.Contains(ann, "T1\tQuantity 2 47\tAmbulance") || !strings.Contains(ann, "Highlight 63 88\twaits") {
		t.Errorf("brat:\n%s", ann)
	}
}

func TestDetectKnowsWhatWasWritten(t *testing.T) {
	for _, f := range all() {
		lib := ambulances()
		data, _ := write(t, f, lib, swept(lib))
		want := f.Name
		if f.Name == "doccano-relations" {
			want = "doccano" // which reads both
		}
		if f.Decode == nil {
			continue
		}
		if got := format.Detect(data); got != want {
			t.Errorf("%s was taken for %q", f.Name, got)
		}
	}
}

// plain is lib as formats of texts and labels can have it: each claim with
// nothing but its place, its words and the names of its tags, in order.
func plain(lib *annotations.Library) []string {
	var all []string
	for i := range lib.Claims {
		c := &lib.Claims[i]
		var names []string
		for _, id := range c.Tags {
			t, _ := lib.Codebook.Tag(id)
			names = append(names, t.Name)
		}
		slices.Sort(names)
		a := lib.Article(c.Article)
		all = append(all, fmt.Sprintf("%s %v %q %v", a.Digest, c.Span, c.Quote.Exact, names))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestFormatsWithTextsReadWhatTheyWrote(t *testing.T) {
	for _, f := range []format.Format{format.Doccano, format.DoccanoRelations, format.LabelStudio, format.Prodigy, format.SpaCy, brat.Format} {
		t.Run(f.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				lib := libraries().Draw(t, "library")
				// Formats whose spans have no identifiers cannot tell two
				// claims on the same words apart, nor texts that are the same.
				lib = distinct(lib)
				if f.Name == "brat" { // whose spans never start or end with a line end
					lib.Claims = slices.DeleteFunc(lib.Claims, func(c annotations.Claim) bool {
						return strings.Trim(c.Quote.Exact, "\n") != c.Quote.Exact
					})
				}
				var file bytes.Buffer
				report, err := f.Encode(&file, &lib, format.Export{})
				if err != nil || report.Verified != len(lib.Claims) {
					t.Fatalf("%v, %v", report, err)
				}
				in, err := f.Decode(bytes.NewReader(file.Bytes()), format.Source{})
				if err != nil {
					t.Fatalf("%v\n%s", err, file.Bytes())
				}
				if len(in.Problems)+len(in.Unplaced) > 0 {
					t.Fatalf("problems %v, unplaced %v\n%s", in.Problems, in.Unplaced, file.Bytes())
				}
				if diff := cmp.Diff(plain(&lib), plain(&in.Library), cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("claims (-want +got):\n%s\n%s", diff, file.Bytes())
				}
				// Read twice, the same claims come, not new ones.
				again, err := f.Decode(bytes.NewReader(file.Bytes()), format.Source{})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(in, again); diff != "" {
					t.Fatalf("read twice (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// distinct is lib without articles of the same text and claims on the same
// words.
func distinct(lib annotations.Library) annotations.Library {
	texts := map[string]bool{}
	lib.Articles = slices.DeleteFunc(lib.Articles, func(a annotations.Article) bool {
		twice := texts[a.Text]
		texts[a.Text] = true
		return twice
	})
	places := map[string]bool{}
	lib.Claims = slices.DeleteFunc(lib.Claims, func(c annotations.Claim) bool {
		place := fmt.Sprint(c.Article, c.Span)
		twice := places[place] || lib.Article(c.Article) == nil
		places[place] = true
		return twice
	})
	return lib
}

func TestHTMLIsLossless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lib := libraries().Draw(t, "library")
		var file bytes.Buffer
		if _, err := format.HTML.Encode(&file, &lib, format.Export{Generator: "test"}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(file.String(), "</script"); n != 1 {
			t.Fatalf("%d ends of scripts:\n%s", n, file.String())
		}
		in, err := format.HTML.Decode(bytes.NewReader(file.Bytes()), format.Source{})
		if err != nil {
			t.Fatal(err)
		}
		lib.Sort()
		if diff := cmp.Diff(lib, in.Library, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("library (-want +got):\n%s", diff)
		}
	})
}

func TestHTMLRunsNoScript(t *testing.T) {
	lib := ambulances()
	a := &lib.Articles[0]
	a.Title = `</title><script>alert(1)</script>`
	a.Source = "javascript:alert(1)"
	a.Author = `<img src=x onerror=alert(1)>`
	lib.Claims[0].Note = `</script><script>alert(1)</script>`
	lib.Claims[0].Evidence[0].Address = "javascript:alert(1)"
	lib.Claims[0].Creator.Nickname = `"><script>`
	lib.Codebook.Tags[0].Name = `"onmouseover="alert(1)`
	lib.Codebook.Tags[0].Colour = `"onmouseover="alert(1)`
	data, _ := write(t, format.HTML, lib, format.Export{})
	for _, bad := range []string{"<script>", "<img", `"onmouseover="`, `href="javascript:`} {
		if strings.Contains(string(data), bad) {
			t.Errorf("the page has %s:\n%s", bad, data)
		}
	}
}

func TestHypothesisAnnotationsFindTheirArticle(t *testing.T) {
	lib := ambulances()
	data, _ := write(t, format.Hypothesis, lib, format.Export{})
	in, err := format.Hypothesis.Decode(bytes.NewReader(data), format.Source{Articles: lib.Articles})
	if err != nil {
		t.Fatal(err)
	}
	if in.Unit != annotations.UTF16 || in.Verified != 2 || len(in.Problems) > 0 {
		t.Fatalf("%v, problems %v", in.Report, in.Problems)
	}
	got := in.Library.Claims
	if got[0].ID != lib.Claims[0].ID || got[0].Span != lib.Claims[0].Span || got[0].Note != lib.Claims[0].Note || got[0].Creator.Nickname != "mk" {
		t.Errorf("claim %+v", got[0])
	}
	tag, _ := in.Library.Codebook.Tag(got[0].Tags[0])
	if tag.Name != "Quantity" {
		t.Errorf("tag %+v", tag)
	}
	// Without its article nothing can be placed, and nothing is lost.
	in, err = format.Hypothesis.Decode(bytes.NewReader(data), format.Source{})
	if err != nil || len(in.Unplaced) != 2 || len(in.Problems) != 2 {
		t.Errorf("%d unplaced, problems %v, %v", len(in.Unplaced), in.Problems, err)
	}
}

func TestTextsOfOtherToolsAreUnderstood(t *testing.T) {
	tests := []struct {
		name, format, data string
		unit               annotations.Unit
		want               []string // the words of each claim, with its tags
		problem            string
	}{
		{"doccano as published", "doccano", `{"id":1,"text":"EU rejects German call","label":[[0,2,"ORG"],[11,17,"MISC"]]}`, annotations.UTF16, []string{"EU[ORG]", "German[MISC]"}, ""},
		{"doccano beyond the text in UTF-16", "doccano", `{"text":"🚑🚑","label":[[1,2,"A"]]}`, annotations.CodePoints, []string{"🚑[A]"}, ""},
		{"doccano with relations", "doccano", `{"text":"Google bought it","entities":[{"id":0,"start_offset":0,"end_offset":6,"label":"ORG"}],"relations":[]}`, annotations.UTF16, []string{"Google[ORG]"}, ""},
		{"doccano with Windows line ends", "doccano", `{"text":"One\r\ntwo three","label":[[5,8,"N"]]}`, annotations.UTF16, []string{"two[N]"}, ""},
		{"doccano with a damaged line", "doccano", "{\"text\":\"One\",\"label\":[[0,3,\"N\"]]}\n{\"text\":\n", annotations.UTF16, []string{"One[N]"}, "line 2: the file ends in the middle"},
		{"doccano with a span outside", "doccano", `{"text":"One","label":[[0,9,"N"]]}`, annotations.UTF16, nil, "lies outside the text"},
		{"Label Studio of old, in UTF-16", "labelstudio", `[{"data":{"text":"` + ambulance + `"},"annotations":[{"result":[{"id":"x","type":"labels","from_name":"label","to_name":"text","value":{"start":64,"end":89,"text":"waits will fall next year","labels":["A","B"]}}]}]}]`, annotations.UTF16, []string{"waits will fall next year[A B]"}, ""},
		{"Label Studio with a choice", "labelstudio", `[{"data":{"text":"One two"},"annotations":[{"result":[{"id":"x","type":"choices","from_name":"mood","value":{"start":0,"end":3,"choices":["good"]}}]}]}]`, annotations.CodePoints, []string{"One[]"}, `no place for a "choices" named "mood"`},
		{"Prodigy as published", "prodigy", `{"text":"Hello Apple","tokens":[{"text":"Hello","start":0,"end":5,"id":0},{"text":"Apple","start":6,"end":11,"id":1}],"spans":[{"start":6,"end":11,"label":"ORG","token_start":1,"token_end":1}],"answer":"accept"}`, annotations.CodePoints, []string{"Apple[ORG]"}, ""},
		{"Prodigy rejected", "prodigy", `{"text":"Hello Apple","spans":[{"start":6,"end":11,"label":"ORG"}],"answer":"reject"}`, annotations.Bytes, nil, `its answer is "reject"`},
		{"spaCy with entities", "spacy", `{"text":"Hello Apple","ents":[{"start":6,"end":11,"label":"ORG"}],"tokens":[]}`, annotations.CodePoints, []string{"Apple[ORG]"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := format.Detect([]byte(tt.data)); got != tt.format {
				t.Fatalf("taken for %q", got)
			}
			f := named(t, tt.format)
			in, err := f.Decode(strings.NewReader(tt.data), format.Source{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range in.Library.Claims {
				var names []string
				for _, id := range c.Tags {
					tag, _ := in.Library.Codebook.Tag(id)
					names = append(names, tag.Name)
				}
				got = append(got, fmt.Sprintf("%s%v", c.Quote.Exact, names))
				if err := c.Check(in.Library.Article(c.Article).Text); err != nil {
					t.Error(err)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("claims (-want +got):\n%s", diff)
			}
			if in.Unit != tt.unit {
				t.Errorf("unit %v, want %v", in.Unit, tt.unit)
			}
			said := fmt.Sprint(in.Problems)
			if tt.problem == "" && len(in.Problems) > 0 || !strings.Contains(said, tt.problem) {
				t.Errorf("problems %v, want %q", said, tt.problem)
			}
		})
	}
}

func TestReportsStayReadable(t *testing.T) {
	lib := ambulances()
	c := lib.Claims[0]
	for i := range 1500 {
		c.ID = annotations.ID(fmt.Sprintf("urn:uuid:%d", i))
		lib.Claims = append(lib.Claims, c)
	}
	_, report := write(t, format.SpaCy, lib, format.Export{})
	if len(report.Problems) != 1000 || report.More != 501 || report.Verified != 1502 {
		t.Errorf("%d problems and %d more, %v", len(report.Problems), report.More, report)
	}
}

func TestBratSplitsClaimsAtLineEnds(t *testing.T) {
	text := "First line\nof a claim.\n\nSecond block."
	a := annotations.Article{ID: "urn:uuid:a", Title: "A", Text: text, Digest: annotations.Digest(text), Blocks: format.Paragraphs(text)}
	lib := &annotations.Library{Articles: []annotations.Article{a}, Codebook: annotations.ClaimTypes()}
	c := claimIn(&a, "urn:uuid:c", "line\nof a claim.\n\nSecond")
	c.Tags = []annotations.ID{"urn:claimlight:tag:cause"}
	lib.Claims = append(lib.Claims, c)
	data, _ := write(t, brat.Format, lib, format.Export{})
	if ann := string(unzipped(t, data)); !strings.Contains(ann, "T1\tCause_or_link 6 10;11 22;24 30\tline of a claim. Second\n") {
		t.Errorf("got\n%s", ann)
	}
	in, err := brat.Format.Decode(bytes.NewReader(data), format.Source{})
	if err != nil || len(in.Library.Claims) != 1 || in.Library.Claims[0].Span != c.Span {
		t.Errorf("%+v, %v", in, err)
	}
}

func TestTablesGuardAgainstFormulas(t *testing.T) {
	lib := ambulances()
	lib.Claims[0].Note = "=HYPERLINK(\"https://evil\")"
	lib.Claims[0].Speaker = "@minister"
	data, _ := write(t, format.CSV, lib, format.Export{})
	for _, want := range []string{"\uFEFFClaim,", `"'=HYPERLINK(""https://evil"")"`, ",'@minister,", "\r\n"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %q in\n%s", want, data)
		}
	}
}

func TestFormatsRefuseWhatIsNotTheirs(t *testing.T) {
	for _, f := range all() {
		if f.Decode == nil {
			continue
		}
		for _, data := range []string{"", "PK\x03\x04", "<html>", "\xff\xfe"} {
			in, err := f.Decode(strings.NewReader(data), format.Source{})
			if err == nil && len(in.Problems) == 0 && data != "" {
				t.Errorf("%s took %q", f.Name, data)
			}
		}
		_, err := f.Decode(strings.NewReader(strings.Repeat(" ", 100)+"[]"), format.Source{Limits: format.Limits{Size: 50}})
		if !errors.Is(err, format.ErrTooLarge) {
			t.Errorf("%s: error %v, want %v", f.Name, err, format.ErrTooLarge)
		}
	}
}

func FuzzFormats(f *testing.F) {
	lib := ambulances()
	for i, fm := range all() {
		if fm.Decode != nil {
			data, _ := write(f, fm, lib, format.Export{})
			f.Add(uint8(i), data)
		}
	}
	articles := lib.Articles
	f.Fuzz(func(t *testing.T, n uint8, data []byte) {
		formats := all()
		fm := formats[int(n)%len(formats)]
		format.Detect(data)
		if fm.Decode == nil {
			return
		}
		in, err := fm.Decode(bytes.NewReader(data), format.Source{Articles: articles})
		if err != nil {
			return
		}
		for i := range in.Library.Articles {
			if err := in.Library.Articles[i].Validate(); err != nil {
				t.Fatal(err)
			}
		}
		all := annotations.Library{Articles: append(in.Library.Articles, articles...)}
		for i := range in.Library.Claims {
			c := &in.Library.Claims[i]
			if err := c.Check(all.Article(c.Article).Text); err != nil {
				t.Fatal(err)
			}
		}
		if err := in.Library.Codebook.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
