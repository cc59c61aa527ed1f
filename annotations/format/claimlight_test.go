package format_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with the file testdata/name.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// claimIn is a claim on the first place of exact in a.
func claimIn(a *annotations.Article, id annotations.ID, exact string) annotations.Claim {
	start := strings.Index(a.Text, exact)
	span := annotations.Span{Start: start, End: start + len(exact)}
	return annotations.Claim{ID: id, Article: a.ID, Span: span, Quote: annotations.Describe(a.Text, span)}
}

// ambulances is a library of the ambulance text and two claims in it, the
// first of which has everything a claim can have.
func ambulances() *annotations.Library {
	a := annotations.Article{
		ID:        "urn:uuid:01930000-0000-7000-8000-000000000001",
		Title:     "Ambulance waits double",
		Source:    "https://example.org/news/ambulances",
		Author:    "Ana Núñez",
		Site:      "Example News",
		Published: "2026-11-20",
		Language:  "en",
		Added:     time.Date(2026, 11, 22, 9, 59, 0, 0, time.UTC),
		Digest:    annotations.Digest(ambulance),
		Text:      ambulance,
		Blocks:    format.Paragraphs(ambulance),
	}
	c := claimIn(&a, "urn:uuid:01930000-0000-7000-8000-000000000002", "Ambulance waits doubled to 40 minutes in 2025")
	c.Tags = []annotations.ID{"urn:claimlight:tag:quantity"}
	c.Note = "See the quarterly tables."
	c.Restated = "Ambulance waits doubled, to 40 minutes, in 2025."
	c.Speaker = "The health minister"
	c.SaidOn = "2026-11"
	c.Worth = annotations.CheckWorthy
	c.Status = annotations.Done
	c.Verdict = annotations.Misleading
	c.Creator = annotations.Creator{ID: "urn:uuid:01930000-0000-7000-8000-00000000000a", Nickname: "mk"}
	c.Created = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	c.Modified = time.Date(2026, 11, 22, 10, 5, 0, 250e6, time.UTC)
	c.Evidence = []annotations.Evidence{
		{
			Address: "https://example.org/tables", Title: "Quarterly tables", Quote: "38 minutes",
			Stance: annotations.Refutes, SeenOn: "2026-11-21", Note: "Table 4",
		},
		{Address: "page 12 of the printed report", Quote: "under 40", Stance: annotations.Explains},
	}
	d := claimIn(&a, "urn:uuid:01930000-0000-7000-8000-000000000003", "waits will fall next year")
	d.Created = c.Created
	d.Modified = c.Created
	return &annotations.Library{
		Articles: []annotations.Article{a},
		Claims:   []annotations.Claim{c, d},
		Codebook: annotations.ClaimTypes(),
		Tombstones: []annotations.Tombstone{{
			ID: "urn:uuid:01930000-0000-7000-8000-000000000004", Article: a.ID,
			Deleted: time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC),
		}},
	}
}

func ExampleEncode() {
	lib := ambulances()
	report, err := format.Encode(io.Discard, lib, "Claimlight 1.0.0")
	fmt.Println(report, err)
	// Output: 2 of 2 spans verified in codepoints <nil>
}

func encode(t testing.TB, lib *annotations.Library) ([]byte, format.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := format.Encode(&b, lib, "Claimlight 1.0.0")
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

func decode(t testing.TB, data []byte, articles ...annotations.Article) format.Import {
	t.Helper()
	in, err := format.Decode(bytes.NewReader(data), format.Source{Articles: articles})
	if err != nil {
		t.Fatalf("Decode: %v", err)
	}
	return in
}

func TestClaimlightJSONIsAsPublished(t *testing.T) {
	data, report := encode(t, ambulances())
	golden(t, "ambulance.claimlight.json", data)
	if diff := cmp.Diff(format.Report{Total: 2, Verified: 2, Unit: annotations.CodePoints}, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	in := decode(t, data)
	if diff := cmp.Diff(ambulances(), &in.Library, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("library (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(report, in.Report); diff != "" {
		t.Errorf("report of reading (-want +got):\n%s", diff)
	}
	if in.Maker != "Claimlight 1.0.0" {
		t.Errorf("Maker = %q", in.Maker)
	}
}

func TestDecodeReadsWhatEncodeWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := libraries().Draw(t, "library")
		var file bytes.Buffer
		report, err := format.Encode(&file, &want, "test")
		if err != nil {
			t.Fatal(err)
		}
		if report.Verified != len(want.Claims) || len(report.Problems) > 0 {
			t.Fatalf("report %+v for %d claims", report, len(want.Claims))
		}
		in, err := format.Decode(bytes.NewReader(file.Bytes()), format.Source{})
		if err != nil {
			t.Fatalf("%v in:\n%s", err, file.Bytes())
		}
		if len(in.Problems) > 0 || len(in.Unplaced) > 0 {
			t.Fatalf("problems %v in:\n%s", in.Problems, file.Bytes())
		}
		want.Sort()
		if diff := cmp.Diff(want, in.Library, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("library (-want +got):\n%s\n%s", diff, file.Bytes())
		}
		var again bytes.Buffer
		if _, err := format.Encode(&again, &in.Library, "test"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(file.String(), again.String()); diff != "" {
			t.Fatalf("bytes (-want +got):\n%s", diff)
		}
	})
}

func TestEncodeGivesEqualBytesForEqualLibraries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lib := libraries().Draw(t, "library")
		var a, b bytes.Buffer
		if _, err := format.Encode(&a, &lib, "test"); err != nil {
			t.Fatal(err)
		}
		lib.Articles = rapid.Permutation(lib.Articles).Draw(t, "articles")
		lib.Claims = rapid.Permutation(lib.Claims).Draw(t, "claims")
		lib.Tombstones = rapid.Permutation(lib.Tombstones).Draw(t, "tombstones")
		if _, err := format.Encode(&b, &lib, "test"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a.String(), b.String()); diff != "" {
			t.Fatalf("bytes (-want +got):\n%s", diff)
		}
	})
}

func TestEncodeReportsWhatDoesNotFit(t *testing.T) {
	lib := ambulances()
	lib.Claims[0].Quote.Exact = "Other words"
	lib.Claims[0].Tags = []annotations.ID{"urn:claimlight:tag:gone"}
	lib.Claims[1].Article = "urn:uuid:elsewhere"
	_, report := encode(t, lib)
	want := format.Report{Total: 2, Unit: annotations.CodePoints, Problems: []format.Problem{
		{Claim: lib.Claims[0].ID, Message: `the text at its span is "Ambulance waits doubled to 40 minutes in 2025", not "Other words"; its position is left out, its words are kept`},
		{Claim: lib.Claims[0].ID, Message: `its tag "urn:claimlight:tag:gone" is not in the codebook; it is written with that name`},
		{Claim: lib.Claims[1].ID, Message: `its article is not among those written, so it is left out`},
	}}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestEncodeReturnsTheWritersError(t *testing.T) {
	if _, err := format.Encode(fullDisk{}, ambulances(), ""); !errors.Is(err, errFull) {
		t.Errorf("error %v, want %v", err, errFull)
	}
}

func TestCloseRefusesAnotherTotal(t *testing.T) {
	e := format.NewEncoder(io.Discard, format.Header{ID: "urn:uuid:1", Total: 3})
	if _, err := e.Close(); !errors.Is(err, format.ErrTotal) {
		t.Errorf("error %v, want %v", err, format.ErrTotal)
	}
}

func TestStepsCanBeBrokenOff(t *testing.T) {
	data, _ := encode(t, ambulances())
	d := format.NewDecoder(bytes.NewReader(data), format.Source{})
	steps := 0
	for range d.Steps() {
		if steps++; steps == 2 {
			break
		}
	}
	if in, err := d.Import(); err == nil || len(in.Library.Claims) > 0 {
		t.Errorf("got %d claims and the error %v, want none and one", len(in.Library.Claims), err)
	}
}

func libraries() *rapid.Generator[annotations.Library] {
	return rapid.Custom(func(t *rapid.T) annotations.Library {
		lib := annotations.Library{Codebook: annotations.ClaimTypes()}
		lib.Codebook.Extra = extras().Draw(t, "codebook extra")
		lib.Codebook.Tags[3].Extra = extras().Draw(t, "tag extra")
		lib.Extra = extras().Draw(t, "library extra")
		lib.Articles = rapid.SliceOfNDistinct(articles(), 0, 3, func(a annotations.Article) annotations.ID { return a.ID }).Draw(t, "articles")
		for i := range lib.Articles {
			a := &lib.Articles[i]
			if a.Text == "" {
				continue
			}
			for j, n := 0, rapid.IntRange(0, 4).Draw(t, "claims"); j < n; j++ {
				lib.Claims = append(lib.Claims, claims(a, len(lib.Claims)).Draw(t, "claim"))
			}
		}
		if rapid.Bool().Draw(t, "deleted") {
			lib.Tombstones = []annotations.Tombstone{
				{ID: "urn:uuid:gone", Article: "urn:uuid:a", Deleted: moments().Draw(t, "when")},
				{ID: "urn:uuid:along", Deleted: moments().Draw(t, "when")},
			}
		}
		return lib
	})
}

func claims(a *annotations.Article, n int) *rapid.Generator[annotations.Claim] {
	return rapid.Custom(func(t *rapid.T) annotations.Claim {
		offsets := annotations.NewOffsets(a.Text)
		runes := len([]rune(a.Text))
		start := rapid.IntRange(0, runes-1).Draw(t, "start")
		end := rapid.IntRange(start+1, runes).Draw(t, "end")
		span, err := offsets.Span(start, end, annotations.CodePoints)
		if err != nil {
			t.Fatal(err)
		}
		text := func(label string) string {
			return rapid.SampledFrom([]string{"", "a", "Zoë said \"no\"\n\nand left", "\\ud83d", "🚑"}).Draw(t, label)
		}
		c := annotations.Claim{
			ID:       annotations.ID(fmt.Sprintf("urn:claim:%d", n)),
			Article:  a.ID,
			Span:     span,
			Quote:    annotations.Describe(a.Text, span),
			Tags:     rapid.SliceOfNDistinct(rapid.SampledFrom([]annotations.ID{"urn:claimlight:tag:quantity", "urn:claimlight:tag:rule", "urn:claimlight:tag:none"}), 0, 3, rapid.ID).Draw(t, "tags"),
			Restated: text("restated"),
			Speaker:  text("speaker"),
			SaidOn:   text("said on"),
			Previous: rapid.SampledFrom([]annotations.ID{"", "urn:uuid:before"}).Draw(t, "previous"),
			Note:     text("note"),
			Worth:    rapid.SampledFrom(append(annotations.Worths, "")).Draw(t, "worth"),
			Status:   rapid.SampledFrom(annotations.Statuses).Draw(t, "status"),
			Verdict:  rapid.SampledFrom(append(annotations.Verdicts, "")).Draw(t, "verdict"),
			Creator:  annotations.Creator{ID: rapid.SampledFrom([]annotations.ID{"", "urn:uuid:me"}).Draw(t, "creator"), Nickname: text("nickname")},
			Created:  moments().Draw(t, "created"),
			Extra:    extras().Draw(t, "extra"),
		}
		c.Modified = c.Created.Add(time.Duration(rapid.IntRange(0, 1e6).Draw(t, "later")) * time.Millisecond)
		for range rapid.IntRange(0, 2).Draw(t, "evidence") {
			c.Evidence = append(c.Evidence, annotations.Evidence{
				Address: rapid.SampledFrom([]string{"", "https://example.org/a?b=c#d", "https://example.org/a b", "javascript:alert(1)", "page 3", "mailto:a@b.c"}).Draw(t, "address"),
				Title:   text("title"),
				Quote:   text("evidence quote"),
				Stance:  rapid.SampledFrom(append(annotations.Stances, "")).Draw(t, "stance"),
				SeenOn:  text("seen on"),
				Note:    text("evidence note"),
				Extra:   extras().Draw(t, "evidence extra"),
			})
		}
		return c
	})
}
