package format

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// Detect tells the format of a file from its first bytes, by name; 64 kB are
// enough for any that Encode wrote. It returns "" where the file is none that
// can be read.
func Detect(head []byte) string {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte(byteOrderMark)))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "brat"
	case bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<html")):
		return "html"
	case bytes.HasPrefix(head, []byte("{")), bytes.HasPrefix(head, []byte("[")):
		return detectJSON(shape(head))
	}
	return ""
}

// detectJSON tells the format from the names that the first object has, with
// the kind of each value.
func detectJSON(names map[string]jsontext.Kind) string {
	has := func(name string) bool { return names[name] != 0 }
	labels := names["label"] == '[' || has("labels")
	switch {
	case has("client_version") || has("export_userid") || has("rows") && has("total") || has("uri") && has("target"):
		return "hypothesis"
	case has("@context") || has("claimlight:format") || has("target") || has("first") || has("items") || names["type"] == '"':
		return "claimlight"
	case names["data"] == '{':
		return "labelstudio"
	case has("text") && (labels || has("entities")), names["data"] == '"' && labels:
		return "doccano"
	case has("text") && (names["spans"] == '{' || has("ents")):
		return "spacy"
	case has("text") && (has("spans") || has("tokens") || has("_view_id") || has("answer")):
		return "prodigy"
	}
	return ""
}

// shape reads the names of the first object of JSON that may break off, and
// what kind of value each has.
func shape(head []byte) map[string]jsontext.Kind {
	d := jsontext.NewDecoder(bytes.NewBuffer(head), tolerant...)
	names := map[string]jsontext.Kind{}
	if d.PeekKind() == '[' {
		if _, err := d.ReadToken(); err != nil {
			return names
		}
	}
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return names
	}
	for d.PeekKind() == '"' {
		t, err := d.ReadToken()
		if err != nil {
			return names
		}
		name := t.String()
		names[name] = d.PeekKind()
		if d.SkipValue() != nil {
			return names
		}
	}
	return names
}
