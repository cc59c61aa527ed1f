package format

import (
	"io"
	"strconv"

	"claimlight/annotations"
)

// Doccano is what doccano imports and exports for sequence labelling: a JSON
// object a line, {"id", "text", "label": [[start, end, label]]}; the form with
// "entities" and "relations" is read too. Other members of a line are the
// text's metadata, which doccano keeps.
var Doccano = Format{
	Name: "doccano", Title: "doccano JSONL", Extension: ".jsonl", MediaType: "application/x-ndjson",
	Unit: annotations.UTF16, Encode: encodeDoccano, Decode: decodeDoccano,
}

// DoccanoRelations is Doccano in the form that projects with relations have:
// "entities" with identifiers instead of "label".
var DoccanoRelations = Format{
	Name: "doccano-relations", Title: "doccano JSONL with relations", Extension: ".jsonl", MediaType: "application/x-ndjson",
	Unit: annotations.UTF16, Encode: encodeDoccanoRelations, Decode: decodeDoccano,
}

func encodeDoccano(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	return writeDoccano(w, lib, func(dst []byte, claims []passage) []byte {
		dst = append(appendName(dst, "label"), '[')
		for _, c := range claims {
			for _, label := range c.labels {
				dst = append(appendComma(dst), '[')
				dst = strconv.AppendInt(dst, int64(c.start), 10)
				dst = strconv.AppendInt(append(dst, ','), int64(c.end), 10)
				dst = append(appendString(append(dst, ','), label), ']')
			}
		}
		return append(dst, ']')
	})
}

func encodeDoccanoRelations(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	id := 0
	return writeDoccano(w, lib, func(dst []byte, claims []passage) []byte {
		dst = append(appendName(dst, "entities"), '[')
		for _, c := range claims {
			for _, label := range c.labels {
				id++
				dst = append(appendComma(dst), '{')
				dst = appendInt(dst, "id", id)
				dst = appendText(dst, "label", label)
				dst = strconv.AppendInt(appendName(dst, "start_offset"), int64(c.start), 10)
				dst = strconv.AppendInt(appendName(dst, "end_offset"), int64(c.end), 10)
				dst = append(dst, '}')
			}
		}
		return append(dst, `],"relations":[]`...)
	})
}

func writeDoccano(w io.Writer, lib *annotations.Library, spans func([]byte, []passage) []byte) (Report, error) {
	var out lineWriter
	var overlaps []passage
	report := passages(lib, annotations.UTF16, placeTags, func(a *annotations.Article, claims []passage) {
		dst := appendInt([]byte{'{'}, "id", out.lines+1)
		dst = appendString(appendName(dst, "text"), a.Text)
		dst = spans(dst, claims)
		dst = appendText(dst, "article", a.ID)
		dst = appendText(dst, "title", a.Title)
		dst = appendText(dst, "source", a.Source)
		out.line(append(dst, '}'))
		overlaps = append(overlaps, overlapping(claims)...)
	})
	for _, c := range overlaps {
		report.note(c.ID, "it overlaps another claim: doccano only takes it where the project allows overlapping spans")
	}
	return report, out.flush(w)
}

func decodeDoccano(in io.Reader, source Source) (Import, error) {
	f, data, err := openTexts(in, source, annotations.UTF16)
	if err != nil {
		return Import{}, err
	}
	f.rows(data, func() { f.doccanoRow() })
	return f.finished()
}

func (f *textFile) doccanoRow() {
	r := f.r
	var text string
	var meta annotations.Article
	var spans []labelled
	hasText := false
	if !r.object(func(name string) {
		switch name {
		case "text", "data":
			hasText = true
			text = r.text()
		case "label", "labels":
			r.array(func(int) {
				if s, ok := r.triple(); ok {
					spans = append(spans, s)
				}
			})
		case "entities":
			r.array(func(int) {
				if s, ok := r.entity(); ok {
					spans = append(spans, s)
				}
			})
		default:
			r.meta(&meta, name)
		}
	}) || r.err != nil {
		return
	}
	at := r.pointer()
	if !hasText {
		r.problem("there is no text; left out")
		return
	}
	f.text(meta, text, at, spans)
}

// meta takes a member of a row that says something about its text.
func (r *reader) meta(a *annotations.Article, name string) {
	if r.kind() != '"' {
		r.skip()
		return
	}
	switch name {
	case "article":
		a.ID = annotations.ID(r.text())
	case "title":
		a.Title = r.text()
	case "source", "url":
		a.Source = r.text()
	default:
		r.skip()
	}
}

// triple reads [start, end, label].
func (r *reader) triple() (labelled, bool) {
	var s labelled
	n := 0
	ok := true
	if !r.array(func(i int) {
		n++
		valid := true
		switch i {
		case 0:
			s.start, valid = r.integer()
		case 1:
			s.end, valid = r.integer()
		case 2:
			s.labels = []string{r.text()}
		default:
			r.skip()
		}
		ok = ok && valid
	}) || r.err != nil {
		return s, false
	}
	s.pointer = r.pointer()
	if n != 3 {
		r.problem("a label is a start, an end and a name; left out")
		return s, false
	}
	return s, ok
}

// entity reads {"id", "label", "start_offset", "end_offset"}.
func (r *reader) entity() (labelled, bool) {
	var s labelled
	ok := false
	if !r.object(func(name string) {
		switch name {
		case "label":
			s.labels = []string{r.text()}
		case "start_offset":
			s.start = r.count()
		case "end_offset":
			s.end, ok = r.integer()
		default:
			r.skip()
		}
	}) || r.err != nil {
		return s, false
	}
	s.pointer = r.pointer()
	return s, ok
}
