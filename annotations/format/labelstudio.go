package format

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"

	"claimlight/annotations"
)

// LabelStudio is what Label Studio imports and exports: a list of tasks with
// annotations, made with "Text" and "Labels" (labelstud.io/guide/export). The
// note and the restated claim stand in a region's own text areas.
// [LabelStudioConfig] makes the labelling interface that the tasks need.
var LabelStudio = Format{
	Name: "labelstudio", Title: "Label Studio JSON", Extension: ".json", MediaType: "application/json",
	Unit: annotations.CodePoints, Encode: encodeLabelStudio, Decode: decodeLabelStudio,
}

// hues are the colours of tags as the web names them, on white.
var hues = map[annotations.Colour]string{
	"amber": "#f2b51d", "green": "#4caf68", "blue": "#4a8fe0", "violet": "#9a6be0", "orange": "#ef8a3c",
	"teal": "#2fa7a0", "pink": "#e36aa5", "lime": "#9ec23a", "grey": "#8d8d8d",
}

// LabelStudioConfig is the labelling interface of a Label Studio project whose
// labels are the tags of c and [LabelStudio]'s label for claims without tags.
func LabelStudioConfig(c *annotations.Codebook) []byte {
	var b bytes.Buffer
	attribute := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, ` %s="%s"`, name, html.EscapeString(oneLine(value))) // XML has these escapes too
		}
	}
	b.WriteString("<View>\n  <Labels name=\"label\" toName=\"text\">\n")
	for _, t := range c.Tags {
		b.WriteString("    <Label")
		attribute("value", t.Name)
		attribute("background", hues[t.Colour])
		attribute("hotkey", t.Key)
		attribute("hint", oneLine(t.Definition))
		b.WriteString("/>\n")
	}
	b.WriteString("    <Label value=\"" + untagged + "\"/>\n  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n")
	b.WriteString("  <TextArea name=\"note\" toName=\"text\" perRegion=\"true\" placeholder=\"Note\"/>\n")
	b.WriteString("  <TextArea name=\"restated\" toName=\"text\" perRegion=\"true\" placeholder=\"Restated claim\"/>\n</View>\n")
	return b.Bytes()
}

func encodeLabelStudio(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	out := []byte{'['}
	task := 0
	report := passages(lib, annotations.CodePoints, placeTags|placeNote|placeRestated, func(a *annotations.Article, claims []passage) {
		task++
		out = append(appendComma(out), "\n{"...)
		out = appendInt(out, "id", task)
		out = append(appendName(out, "data"), '{')
		out = appendString(appendName(out, "text"), a.Text)
		out = appendText(out, "article", a.ID)
		out = appendText(out, "title", a.Title)
		out = appendText(out, "source", a.Source)
		out = append(out, `},"annotations":[{"result":[`...)
		for _, c := range claims {
			out = append(appendComma(out), '\n')
			out = appendRegion(out, c, "label", "labels", "labels", c.labels...)
			if c.Note != "" {
				out = appendRegion(appendComma(out), c, "note", "textarea", "text", c.Note)
			}
			if c.Restated != "" {
				out = appendRegion(appendComma(out), c, "restated", "textarea", "text", c.Restated)
			}
		}
		out = append(out, "]}]}"...)
	})
	if task > 0 {
		out = append(out, '\n')
	}
	return report, writeFile(w, append(out, "]\n"...))
}

// appendRegion appends one result of a region. All results of a region have
// its identifier and its span. Member is the one that has values.
func appendRegion(dst []byte, c passage, control, kind, member string, values ...string) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "id", c.ID)
	dst = appendText(dst, "from_name", control)
	dst = append(dst, `,"to_name":"text"`...)
	dst = appendText(dst, "type", kind)
	dst = append(appendName(dst, "value"), '{')
	dst = appendSpan(dst, c.start, c.end)
	if member == "labels" { // in a text area, "text" is what was typed
		dst = appendText(dst, "text", c.Quote.Exact)
	}
	dst = append(appendName(dst, member), '[')
	for _, v := range values {
		dst = appendString(appendComma(dst), v)
	}
	return append(dst, `]},"origin":"manual"}`...)
}

func decodeLabelStudio(in io.Reader, source Source) (Import, error) {
	f, data, err := openTexts(in, source, annotations.CodePoints)
	if err != nil {
		return Import{}, err
	}
	f.rows(data, func() { f.task() })
	return f.finished()
}

// task reads one task.
func (f *textFile) task() {
	r := f.r
	var fields map[string]string
	var spans []labelled
	read := 0
	if !r.object(func(name string) {
		switch name {
		case "data":
			fields = r.texts()
		case "annotations", "completions":
			r.array(func(i int) {
				read++
				r.object(func(name string) {
					if name != "result" {
						r.skip()
						return
					}
					spans = append(spans, r.regions()...)
				})
			})
		default:
			r.skip()
		}
	}) || r.err != nil {
		return
	}
	at := r.pointer()
	text, ok := fields["text"]
	if !ok {
		r.problem(`the task has no text under "data"; left out`)
		return
	}
	if read > 1 {
		r.problem("%d annotators worked on this task; the spans of all of them were taken", read)
	}
	meta := annotations.Article{ID: annotations.ID(fields["article"]), Title: fields["title"], Source: fields["source"]}
	f.text(meta, text, at, spans)
}

// regions reads the results of one annotation and joins those of one region.
func (r *reader) regions() []labelled {
	var spans []labelled
	at := map[string]int{}
	r.array(func(int) {
		var id, kind, control string
		var s labelled
		var typed []string
		if !r.object(func(name string) {
			switch name {
			case "id":
				id = r.text()
			case "type":
				kind = r.text()
			case "from_name":
				control = r.text()
			case "value":
				s, typed = r.regionValue()
			default:
				r.skip()
			}
		}) || r.err != nil {
			return
		}
		s.pointer = r.pointer()
		i, seen := at[id]
		if !seen || id == "" {
			i = len(spans)
			at[id] = i
			if isIRI(id) {
				s.claim.ID = annotations.ID(id)
			}
			s.id = id
			spans = append(spans, s)
		} else if len(s.labels) > 0 {
			spans[i].labels = append(spans[i].labels, s.labels...)
			spans[i].exact = s.exact
		}
		words := strings.Join(typed, "\n")
		switch {
		case kind == "textarea" && control == "note":
			spans[i].claim.Note = words
		case kind == "textarea" && control == "restated":
			spans[i].claim.Restated = words
		case kind != "labels":
			r.problem("Claimlight has no place for a %q named %q; only its span was taken", kind, control)
		}
	})
	return spans
}

// regionValue reads the value of a result: of a span of labels its words are
// "text", of a text area that is the list of what was typed.
func (r *reader) regionValue() (s labelled, typed []string) {
	r.object(func(name string) {
		switch {
		case name == "start":
			s.start = r.count()
		case name == "end":
			s.end = r.count()
		case name == "text" && r.kind() == '"':
			s.exact = r.text()
		case name == "text":
			r.array(func(int) { typed = append(typed, r.text()) })
		case name == "labels":
			r.array(func(int) { s.labels = append(s.labels, r.text()) })
		default:
			r.skip()
		}
	})
	return s, typed
}
