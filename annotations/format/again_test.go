package format_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/annotations/format/brat"

	"github.com/google/go-cmp/cmp"
)

// untitled is a library of one article without title and source, and of claims
// with several tags, one of them with a note.
func untitled() *annotations.Library {
	text := "First 👩‍👩‍👧‍👦 café.\n\nSecond, 中文 here."
	a := annotations.Article{ID: "urn:uuid:01930000-0000-7000-8000-000000000021", Text: text, Digest: annotations.Digest(text), Blocks: format.Paragraphs(text)}
	lib := &annotations.Library{Articles: []annotations.Article{a}, Codebook: annotations.ClaimTypes()}
	c := claimIn(&a, "urn:uuid:01930000-0000-7000-8000-000000000022", "café.\n\nSecond")
	c.Tags = []annotations.ID{"urn:claimlight:tag:quantity", "urn:claimlight:tag:cause"}
	c.Note = "=HYPERLINK(1)"
	lib.Claims = append(lib.Claims, c, claimIn(&a, "urn:uuid:01930000-0000-7000-8000-000000000023", "👩‍👩‍👧‍👦"))
	return lib
}

func TestASecondExportHasTheSameBytes(t *testing.T) {
	for _, f := range []format.Format{format.Doccano, format.DoccanoRelations, format.LabelStudio, format.Prodigy, format.SpaCy} {
		first, _ := write(t, f, untitled(), format.Export{})
		in, err := f.Decode(bytes.NewReader(first), format.Source{})
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		second, _ := write(t, f, &in.Library, format.Export{})
		if diff := cmp.Diff(string(first), string(second)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

func TestBratKeepsTheNoteOfAClaimWithSeveralTags(t *testing.T) {
	lib := untitled()
	data, _ := write(t, brat.Format, lib, format.Export{})
	in, err := brat.Format.Decode(bytes.NewReader(data), format.Source{})
	if err != nil || len(in.Library.Claims) != 2 {
		t.Fatalf("%+v, %v", in, err)
	}
	if got := in.Library.Claims[1].Note + in.Library.Claims[0].Note; got != lib.Claims[0].Note {
		t.Errorf("note %q, want %q", got, lib.Claims[0].Note)
	}
}

func TestBratJoinsNotesOnTheSameWords(t *testing.T) {
	in, err := format.ReadBrat([]format.File{
		{Name: "001.txt", Data: []byte("Waits doubled.")},
		{Name: "001.ann", Data: []byte("T1\tA 0 5\tWaits\nT2\tB 0 5\tWaits\n#1\tAnnotatorNotes T2\ttwo\n#2\tAnnotatorNotes T1\tone\n")},
	}, format.Source{})
	if err != nil || len(in.Library.Claims) != 1 {
		t.Fatalf("%+v, %v", in, err)
	}
	if got := in.Library.Claims[0].Note; got != "one\ntwo" {
		t.Errorf("note %q", got)
	}
	if got := in.Library.Articles[0].Title; got != "Waits doubled." {
		t.Errorf("the number of the file became the title %q", got)
	}
}

func TestBratLabelsComeBackAsTheyWereWritten(t *testing.T) {
	lib := untitled()
	lib.Codebook.Tags[0].Name = "@x!"
	data, _ := write(t, brat.Format, lib, format.Export{})
	if ann := string(unzipped(t, data)); !strings.Contains(ann, "\tx 1") {
		t.Errorf("the label is not x:\n%s", ann)
	}
}

func TestTablesKeepTheLineEndsOfAClaim(t *testing.T) {
	data, _ := write(t, format.CSV, untitled(), format.Export{})
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := rows[2][0]; got != "café.\n\nSecond" || !bytes.Contains(data, []byte("café.\n\nSecond")) {
		t.Errorf("claim %q", got)
	}
	if n := bytes.Count(data, []byte("\r\n")); n != len(rows) {
		t.Errorf("%d lines end with CRLF, want %d", n, len(rows))
	}
}

// A file of another program may have the text alone, and terms of a version of
// ours that had fewer.
func TestATextWithoutBlocksIsSound(t *testing.T) {
	const ours = `{"claimlight":"urn:claimlight:ns:","claimlight:articles":{"@type":"@json"},"claimlight:codebook":{"@type":"@json"}}`
	in := decode(t, []byte(`{"@context":["http://www.w3.org/ns/anno.jsonld",`+ours+`],
"id":"urn:uuid:01930000-0000-7000-8000-000000000031","type":"AnnotationCollection","total":0,"claimlight:format":1,
"claimlight:articles":[{"id":"urn:uuid:01930000-0000-7000-8000-000000000032","title":"A","text":"One.\n\nTwo.","blocks":[]}],
"first":{"id":"urn:uuid:01930000-0000-7000-8000-000000000033","type":"AnnotationPage","startIndex":0,"items":[]}}`))
	if len(in.Problems) > 0 || len(in.Library.Articles) != 1 {
		t.Fatalf("problems %v, articles %v", in.Problems, in.Library.Articles)
	}
	if diff := cmp.Diff(format.Paragraphs("One.\n\nTwo."), in.Library.Articles[0].Blocks); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if data, _ := encode(t, &in.Library); strings.Contains(string(data), ours) {
		t.Errorf("our own terms were kept as somebody else's:\n%s", data)
	}
}

func TestDeepFilesAreRefusedInFewWords(t *testing.T) {
	_, err := format.Decode(strings.NewReader(strings.Repeat("[", 1<<16)), format.Source{})
	if err == nil || len(err.Error()) > 1000 {
		t.Errorf("the error is %d bytes long", len(fmt.Sprint(err)))
	}
}
