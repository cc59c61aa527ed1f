//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

// ambulance is the text whose passages have other offsets in every unit.
const ambulance = "🚑 Ambulance waits doubled to 40 minutes in 2025. Ministers say waits will fall next year."

// claimlight runs the command in dir and returns what it wrote.
func claimlight(t *testing.T, dir, input string, args ...string) (out, errs string, err error) {
	t.Helper()
	t.Chdir(dir)
	var stdout, stderr bytes.Buffer
	cmd := command()
	cmd.SetArgs(args)
	cmd.SetIn(strings.NewReader(input))
	cmd.SetOut(&stdout)
	cmd.SetErr(&stderr)
	err = cmd.ExecuteContext(t.Context())
	return stdout.String(), stderr.String(), err
}

// files makes a folder with the files that the examples name.
func files(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	a := annotations.Article{ID: "urn:uuid:01930000-0000-7000-8000-000000000001", Title: "Ambulances",
		Source: "https://example.org/news", Text: ambulance, Digest: annotations.Digest(ambulance), Blocks: format.Paragraphs(ambulance)}
	span := annotations.Span{Start: 5, End: 50}
	lib := annotations.Library{Articles: []annotations.Article{a}, Codebook: annotations.ClaimTypes(), Claims: []annotations.Claim{{
		ID: "urn:uuid:01930000-0000-7000-8000-000000000002", Article: a.ID, Span: span, Quote: annotations.Describe(ambulance, span),
		Tags: []annotations.ID{"urn:claimlight:tag:quantity"},
	}}}
	for name, f := range map[string]format.Format{"claims.json": format.Claimlight, "highlights.json": format.Claimlight, "hypothesis.json": format.Hypothesis} {
		var b bytes.Buffer
		if _, err := f.Encode(&b, &lib, format.Export{Generator: "test"}); err != nil {
			t.Fatal(err)
		}
		save(t, dir, name, b.String())
	}
	save(t, dir, "page.html", "<!doctype html><title>Ambulances</title><p>"+ambulance)
	save(t, dir, "article.txt", ambulance)
	save(t, dir, "quotes.jsonl", `{"exact":"waits will fall","start":63}`+"\n"+`{"exact":"trains were late"}`+"\n")
	return dir
}

func save(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTheExamplesOfHelpWork(t *testing.T) {
	for _, cmd := range []*cobra.Command{articleCommand(), anchorCommand(), convertCommand(), validateCommand()} {
		for line := range strings.Lines(cmd.Example) {
			t.Run(strings.TrimSpace(line), func(t *testing.T) {
				args := strings.Fields(line)
				out, errs, err := claimlight(t, files(t), "", args[1:]...)
				if err != nil {
					t.Fatalf("%v\n%s", err, errs)
				}
				if out == "" && !slices.Contains(args, "-o") {
					t.Error("it printed nothing")
				}
			})
		}
	}
}

func TestTheExamplesOfTheReadmeWork(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n## In the shell\n")
	section, _, _ = strings.Cut(section, "\n## ")
	ran := 0
	for line := range strings.Lines(section) {
		line, _, _ = strings.Cut(line, "#")
		args := strings.Fields(line)
		if len(args) < 2 || args[0] != "claimlight" || !strings.HasPrefix(line, "    ") ||
			!slices.Contains([]string{"article", "anchor", "convert", "validate"}, args[1]) {
			continue
		}
		ran++
		t.Run(strings.TrimSpace(line), func(t *testing.T) {
			out, errs, err := claimlight(t, files(t), "", args[1:]...)
			if err != nil {
				t.Fatalf("%v\n%s", err, errs)
			}
			if out == "" && !slices.Contains(args, "-o") {
				t.Error("it printed nothing")
			}
		})
	}
	if ran < 4 {
		t.Errorf("%d examples, want one of each command at least", ran)
	}
}

func TestAnchorAnswersEveryLine(t *testing.T) {
	tests := []struct {
		name  string
		args  []string
		input string
		want  string
	}{
		{"in code points", nil, `{"exact":"waits will fall next year","start":63}`, `{"start":63,"end":88,"similarity":1,"how":"exact"}`},
		{"in UTF-16", []string{"--unit", "utf16"}, `{"exact":"waits will fall next year","start":64}`, `{"start":64,"end":89,"similarity":1,"how":"exact"}`},
		{"in bytes", []string{"--unit", "bytes"}, `{"exact":"waits will fall next year","start":66}`, `{"start":66,"end":91,"similarity":1,"how":"exact"}`},
		{"a wrong hint", nil, `{"exact":"waits will fall next year","start":4}`, `{"start":63,"end":88,"similarity":1,"how":"moved"}`},
		{"a hint beyond the text", nil, `{"exact":"waits will fall next year","start":4000}`, `{"start":63,"end":88,"similarity":1,"how":"moved"}`},
		{"lost", nil, `{"exact":"trains were late in all of the country"}`, `{"how":"lost"}`},
		{"a byte order mark", nil, "\uFEFF" + `{"exact":"waits will fall next year"}`, `{"start":63,"end":88,"similarity":1,"how":"exact"}`},
		{"a text of its own", nil, `{"text":"é waits","exact":"waits"}`, `{"start":2,"end":7,"similarity":1,"how":"exact"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, _, err := claimlight(t, files(t), tt.input+"\n", append([]string{"anchor", "--text", "article.txt"}, tt.args...)...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want+"\n", out); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnchorSaysWhichLineIsWrong(t *testing.T) {
	for input, want := range map[string]string{
		`{"exact":"a"}` + "\n" + `{"exact"`: "line 2",
		`{"exact":1}`:                       "line 1",
	} {
		if _, _, err := claimlight(t, files(t), input, "anchor", "--text", "article.txt"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", input, err, want)
		}
	}
	if _, _, err := claimlight(t, files(t), `{"exact":"a"}`, "anchor"); err == nil || !strings.Contains(err.Error(), "--text") {
		t.Errorf("error %v, want one that names --text", err)
	}
}

func TestConvertGoesThroughEveryFormatAndBack(t *testing.T) {
	for _, f := range formats() {
		if f.Decode == nil {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			dir := files(t)
			_, errs, err := claimlight(t, dir, "", "convert", "--to", f.Name, "claims.json", "-o", "there")
			if err != nil || !strings.Contains(errs, "1 of 1 spans verified in "+f.Unit.String()) {
				t.Fatalf("%v\n%s", err, errs)
			}
			out, errs, err := claimlight(t, dir, "", "convert", "--to", "csv", "--strict", "--text", "article.txt", "there")
			if err != nil {
				t.Fatalf("%v\n%s", err, errs)
			}
			if !strings.Contains(out, "\nAmbulance waits doubled to 40 minutes in 2025,Quantity,") {
				t.Errorf("got %s", out)
			}
		})
	}
}

func TestConvertKeepsClaimlightFilesToTheByte(t *testing.T) {
	dir := files(t)
	first, _, err := claimlight(t, dir, "", "convert", "--to", "claimlight", "claims.json")
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := claimlight(t, dir, first, "convert", "--to", "claimlight", "-", "highlights.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("merged with itself (-want +got):\n%s", diff)
	}
}

func TestConvertFailsInWords(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"no format", []string{"claims.json"}, `required flag(s) "to"`},
		{"an unknown format", []string{"--to", "pdf", "claims.json"}, `there is no format "pdf"`},
		{"no such file", []string{"--to", "csv", "none.json"}, "none.json"},
		{"no file of claims", []string{"--to", "csv", "article.txt"}, "in no format that can be read"},
		{"a format that is not read", []string{"--to", "claimlight", "--from", "csv", "claims.json"}, "only written"},
		{"strictly, what has no place", []string{"--to", "csv", "--strict", "hypothesis.json"}, "could not be held"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := claimlight(t, files(t), "", append([]string{"convert"}, tt.args...)...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestValidateTellsSoundFromUnsound(t *testing.T) {
	dir := files(t)
	out, _, err := claimlight(t, dir, "", "validate", "claims.json")
	if err != nil || out != "claims.json: sound, 1 of 1 spans verified in codepoints\n" {
		t.Errorf("%q, %v", out, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "claims.json"))
	if err != nil {
		t.Fatal(err)
	}
	save(t, dir, "bad.json", strings.Replace(string(data), `"start":2,"end":47`, `"start":47,"end":2`, 1))
	out, _, err = claimlight(t, dir, "", "validate", "bad.json")
	if err == nil || !strings.Contains(out, "bad.json: /first/items/0/target/selector/1: the passage ends at 2") {
		t.Errorf("%q, %v", out, err)
	}
	save(t, dir, "half.json", string(data[:len(data)/2]))
	if out, _, err = claimlight(t, dir, "", "validate", "half.json"); err == nil || !strings.Contains(out, "ends in the middle") {
		t.Errorf("%q, %v", out, err)
	}
	save(t, dir, "w3c.json", `{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://e.org/1","type":"Annotation","target":{"source":"http://e.org/","selector":{"type":"TextQuoteSelector","exact":"a"}}}`)
	if out, _, err = claimlight(t, dir, "", "validate", "w3c.json"); err != nil || !strings.Contains(out, "brings no texts") {
		t.Errorf("%q, %v", out, err)
	}
}

func TestArticlePrintsTextOrJSON(t *testing.T) {
	dir := files(t)
	out, _, err := claimlight(t, dir, "", "article", "page.html")
	if err != nil || out != ambulance+"\n" {
		t.Errorf("%q, %v", out, err)
	}
	out, _, err = claimlight(t, dir, "", "article", "--json", "--source", "https://example.org/news", "page.html")
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title, Source, Digest, Text string
		Blocks                      []struct{ Start, End int }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if got.Title != "Ambulances" || got.Source != "https://example.org/news" || got.Text != ambulance ||
		got.Digest != annotations.Digest(ambulance) || len(got.Blocks) != 1 || got.Blocks[0].End != 89 {
		t.Errorf("got %s", out)
	}
	save(t, dir, "empty.txt", " ")
	if _, _, err := claimlight(t, dir, "", "article", "empty.txt"); err == nil || !strings.Contains(err.Error(), "empty.txt: there is nothing in it") {
		t.Errorf("error %v", err)
	}
}
