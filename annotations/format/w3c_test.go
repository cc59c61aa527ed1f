package format_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/piprate/json-gold/ld"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

// w3c is the folder of the W3C's test suite for the Web Annotation Data Model,
// which lies beside the repository and is not part of it.
func w3c(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, "shared", "w3c")
		if _, err := os.Stat(path); err == nil {
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("the W3C's test suite is not beside the repository (shared/w3c)")
		}
		dir = up
	}
}

// An assertion is one JSON Schema of the suite that a file must meet.
type assertion struct {
	name   string
	schema *jsonschema.Schema
}

// musts compiles the suite's MUST assertions of one folder.
func musts(t testing.TB, folder string) []assertion {
	t.Helper()
	root := w3c(t)
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft4)
	compiler.AssertFormat()
	var all []string
	for _, pattern := range []string{"definitions/*.json", folder + "/*.json"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			// The suite refers to its definitions by name, from every folder.
			if err := compiler.AddResource("w3c:///"+filepath.Base(path), doc); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if bytes.Contains(data, []byte(`"assertionType": "must"`)) {
				all = append(all, filepath.Base(path))
			}
		}
	}
	sort.Strings(all)
	var compiled []assertion
	for _, name := range all {
		schema, err := compiler.Compile("w3c:///" + name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		compiled = append(compiled, assertion{name, schema})
	}
	return compiled
}

func TestFilesMeetTheMustAssertionsOfTheW3C(t *testing.T) {
	annotation, collection, page := musts(t, "annotations"), musts(t, "collections"), musts(t, "collections/pages")
	if len(annotation) != 14 || len(collection) != 10 || len(page) != 15 {
		t.Fatalf("%d, %d and %d assertions, want 14, 10 and 15", len(annotation), len(collection), len(page))
	}
	check := func(t *rapid.T, what string, assertions []assertion, value any) {
		for _, a := range assertions {
			if err := a.schema.Validate(value); err != nil {
				data, _ := json.MarshalIndent(value, "", " ")
				t.Fatalf("%s breaks %s: %v\n%s", what, a.name, err, data)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		lib := libraries().Draw(t, "library")
		var file bytes.Buffer
		if _, err := format.Encode(&file, &lib, "Claimlight 1.0.0"); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(&file)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "the collection", collection, doc)
		check(t, "the embedded page", page, doc)
		context := doc.(map[string]any)["@context"]
		first := doc.(map[string]any)["first"].(map[string]any)
		first["@context"] = context
		check(t, "the page", page, first)
		for _, item := range first["items"].([]any) {
			item.(map[string]any)["@context"] = context
			check(t, "an annotation", annotation, item)
		}
	})
}

func TestCorrectSamplesOfTheW3CAreUnderstood(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(w3c(t), "tools/samples/correct/*.json"))
	if err != nil || len(files) < 40 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	// The two texts that samples select passages of by quote.
	page := annotations.Article{ID: "urn:page1", Source: "http://example.org/page1", Text: "this is an anotation that has some faults, text before the Selected Text and text after it"}
	book := annotations.Article{ID: "urn:book1", Source: "http://example.org/ebook1", Text: strings.Repeat("0123456789", 80)}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			in := decode(t, data, page, book)
			if got := len(in.Library.Claims) + len(in.Unplaced); got != in.Total {
				t.Errorf("%d claims of %d annotations", got, in.Total)
			}
			placed := map[string]int{"anno26.json": 1, "anno27.json": 1, "anno32.json": 1, "collection1.json": 3}
			if want := placed[filepath.Base(path)]; len(in.Library.Claims) != want {
				t.Errorf("%d claims placed, want %d; problems %v", len(in.Library.Claims), want, in.Problems)
			}
			for _, p := range in.Problems {
				if p.Claim == "" && !strings.Contains(p.Message, "further pages") && !strings.Contains(p.Message, "not in this file") {
					t.Errorf("a problem with a correct file: %v", p)
				}
			}
			if len(in.Unplaced) > 0 && len(in.Problems) == 0 {
				t.Error("no reason is given for what could not be placed")
			}
		})
	}
}

func TestIncorrectSamplesOfTheW3CAreExplained(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(w3c(t), "tools/samples/incorrect/*.json"))
	if err != nil || len(files) < 39 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	// Where the fault is that the sample was made for; samples that are no
	// JSON fail as a whole, at the pointer in the error.
	pointers := map[string]string{
		"anno3.json": "/@context", "anno4.json": "/@context", "anno5.json": "/@context",
		"anno6.json": "/id", "anno7.json": "/id", "anno8.json": "/type", "anno9.json": "/type",
		"anno11.json": "/target", "anno26.json": "/creator", "anno27.json": "/generator",
		"anno28.json": "/created", "anno29.json": "/modified", "anno30.json": "/generated",
		"anno31.json": "/modified", "anno32.json": "/created", "anno33.json": "/generated",
		"anno34.json": "/rights", "anno35.json": "/via", "anno36.json": "/canonical",
	}
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			// The suite's commas before closing braces hide the faults that
			// the samples were made for, so both are read: with and without.
			_, err = format.Decode(bytes.NewReader(data), format.Source{})
			if !json.Valid(data) && err == nil {
				t.Error("no error for what is no JSON")
			}
			in, err := format.Decode(bytes.NewReader(withoutLooseCommas(data)), format.Source{})
			if err == nil && len(in.Problems) == 0 {
				t.Error("nothing is said to be wrong")
			}
			want, ok := pointers[name]
			for _, p := range in.Problems {
				if p.Pointer == want {
					ok = false
				}
			}
			if ok {
				t.Errorf("no problem at %s: %v", want, in.Problems)
			}
		})
	}
}

func withoutLooseCommas(data []byte) []byte {
	s := string(data)
	for _, c := range []string{",\n}", ",\n  }", ",\n    }"} {
		s = strings.ReplaceAll(s, c, c[1:])
	}
	var b strings.Builder
	for i, r := range s {
		if r == ',' && strings.HasPrefix(strings.TrimSpace(s[i+1:]), "}") {
			continue
		}
		b.WriteRune(r)
	}
	return []byte(b.String())
}

// loader serves the W3C's context from its copy.
type loader struct{ context any }

func (l loader) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != "http://www.w3.org/ns/anno.jsonld" {
		return nil, ld.NewJsonLdError(ld.LoadingDocumentFailed, address)
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: ld.CloneDocument(l.context)}, nil
}

func TestJSONLDProcessorsDropNothing(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(w3c(t), "anno.jsonld"))
	if err != nil {
		t.Fatal(err)
	}
	context, err := ld.DocumentFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = loader{context}
	options.ProcessingMode = ld.JsonLd_1_1
	options.SafeMode = true
	options.Format = "application/n-quads"
	options.Algorithm = "URDNA2015"
	processor := ld.NewJsonLdProcessor()

	lib := ambulances()
	file, _ := encode(t, lib)
	doc, err := ld.DocumentFromReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	expanded, err := processor.Expand(doc, options)
	if err != nil {
		t.Fatalf("expand: %v", err)
	}
	if _, err := processor.Normalize(doc, options); err != nil {
		t.Fatalf("canonize: %v", err)
	}
	checkAbsolute(t, expanded)
	options.SafeMode = false // compaction has nothing to drop
	compacted, err := processor.Compact(expanded, doc.(map[string]any)["@context"], options)
	if err != nil {
		t.Fatalf("compact: %v", err)
	}
	// Lists of one item become that item, which JSON-LD holds for the same.
	if diff := diffJSON(unlisted(doc), unlisted(compacted)); diff != "" {
		t.Errorf("expanded and compacted (-want +got):\n%s", diff)
	}
	again, err := json.Marshal(compacted)
	if err != nil {
		t.Fatal(err)
	}
	in := decode(t, again)
	bytesAgain, _ := encode(t, &in.Library)
	if !bytes.Equal(file, bytesAgain) {
		t.Errorf("read again, the compacted file is another:\n%s", diffText(file, bytesAgain))
	}
}

// checkAbsolute fails where an IRI of an expanded document is relative: RDF
// has no such thing, so a processor that makes RDF of it would drop it.
func checkAbsolute(t *testing.T, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			checkAbsolute(t, item)
		}
	case map[string]any:
		for name, value := range v {
			if s, ok := value.(string); ok && (name == "@id" || name == "@type") && !strings.Contains(s, ":") && s != "@json" {
				t.Errorf("%q is no absolute IRI", s)
			}
			if name != "@value" {
				checkAbsolute(t, value)
			}
		}
	}
}
