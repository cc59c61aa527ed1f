package format

import (
	"io"
	"strconv"
	"unicode"

	"claimlight/annotations"
)

// Prodigy is what Prodigy's spans.manual reads and writes: a JSON object a
// line with "text", "tokens" and "spans", whose token_end is inclusive
// (prodi.gy/docs/api-interfaces#spans_manual). The tokens end wherever a claim
// starts or ends, so every claim consists of whole tokens.
var Prodigy = Format{
	Name: "prodigy", Title: "Prodigy JSONL (spans)", Extension: ".jsonl", MediaType: "application/x-ndjson",
	Unit: annotations.CodePoints, Encode: encodeProdigy, Decode: decodeSpaCy,
}

// SpaCy is spaCy's Doc as JSON, one a line, with the claims in the span group
// "sc" (spacy.io/api/doc#to_json and the SpanCategorizer's default key).
var SpaCy = Format{
	Name: "spacy", Title: "spaCy JSONL (span group “sc”)", Extension: ".jsonl", MediaType: "application/x-ndjson",
	Unit: annotations.CodePoints, Encode: encodeSpaCy, Decode: decodeSpaCy,
}

// A token is a run of letters and digits, or any other single character that
// is no white space, in code points.
type token struct {
	text       string
	start, end int
	space      bool // whether white space follows
}

// tokens splits a text, also wherever a claim starts or ends.
func tokens(text string, claims []passage) []token {
	starts, ends := map[int]bool{}, map[int]bool{}
	for _, c := range claims {
		starts[c.start], ends[c.end] = true, true
	}
	var all []token
	n, from := 0, 0 // code points, and the byte where the open token starts
	open := false
	shut := func(to int, space bool) {
		if open {
			all[len(all)-1].text = text[from:to]
			all[len(all)-1].end = n
			all[len(all)-1].space = space
			open = false
		}
	}
	for i, r := range text {
		space := unicode.IsSpace(r)
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		// White space is a token of its own only where a claim starts or ends with it.
		if space && !starts[n] && !ends[n+1] {
			shut(i, true)
			n++
			continue
		}
		if !open || !word || starts[n] || ends[n] || !endsInWord(text[from:i]) {
			shut(i, false)
			all = append(all, token{start: n})
			from, open = i, true
		}
		n++
	}
	shut(len(text), false)
	return all
}

// endsInWord reports whether s is the beginning of a word.
func endsInWord(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return false
		}
	}
	return true
}

func encodeProdigy(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	var out lineWriter
	report := passages(lib, annotations.CodePoints, placeTags, func(a *annotations.Article, claims []passage) {
		all := tokens(a.Text, claims)
		starts, ends := map[int]int{}, map[int]int{}
		dst := appendString(appendName([]byte{'{'}, "text"), a.Text)
		dst = append(appendName(dst, "tokens"), '[')
		for i, t := range all {
			starts[t.start], ends[t.end] = i, i
			dst = append(appendComma(dst), '{')
			dst = appendString(appendName(dst, "text"), t.text)
			dst = appendSpan(dst, t.start, t.end)
			dst = strconv.AppendInt(appendName(dst, "id"), int64(i), 10)
			dst = strconv.AppendBool(appendName(dst, "ws"), t.space)
			dst = append(dst, '}')
		}
		dst = append(dst, `],"spans":[`...)
		for _, c := range claims {
			for _, label := range c.labels {
				dst = append(appendComma(dst), '{')
				dst = appendSpan(dst, c.start, c.end)
				dst = strconv.AppendInt(appendName(dst, "token_start"), int64(starts[c.start]), 10)
				dst = strconv.AppendInt(appendName(dst, "token_end"), int64(ends[c.end]), 10)
				dst = appendText(dst, "label", label)
				dst = append(dst, '}')
			}
		}
		dst = append(dst, `],"meta":{`...)
		dst = appendText(dst, "article", a.ID)
		dst = appendText(dst, "title", a.Title)
		dst = appendText(dst, "source", a.Source)
		out.line(append(dst, `},"_view_id":"spans_manual","answer":"accept"}`...))
	})
	return report, out.flush(w)
}

func encodeSpaCy(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	var out lineWriter
	report := passages(lib, annotations.CodePoints, placeTags, func(a *annotations.Article, claims []passage) {
		dst := appendString(appendName([]byte{'{'}, "text"), a.Text)
		dst = append(appendName(dst, "tokens"), '[')
		for i, t := range tokens(a.Text, claims) {
			dst = append(appendComma(dst), '{')
			dst = strconv.AppendInt(appendName(dst, "id"), int64(i), 10)
			dst = append(appendSpan(dst, t.start, t.end), '}')
		}
		dst = append(dst, `],"spans":{"sc":[`...)
		for _, c := range claims {
			for _, label := range c.labels {
				dst = append(appendComma(dst), '{')
				dst = appendSpan(dst, c.start, c.end)
				dst = append(appendText(dst, "label", label), '}')
			}
		}
		dst = append(dst, `]},"meta":{`...)
		dst = appendText(dst, "article", a.ID)
		dst = appendText(dst, "title", a.Title)
		dst = appendText(dst, "source", a.Source)
		out.line(append(dst, "}}"...))
	})
	return report, out.flush(w)
}

func decodeSpaCy(in io.Reader, source Source) (Import, error) {
	f, data, err := openTexts(in, source, annotations.CodePoints)
	if err != nil {
		return Import{}, err
	}
	f.rows(data, func() { f.spacyRow() })
	return f.finished()
}

// spacyRow reads a line of Prodigy or of spaCy: "spans" is a list, or an
// object of lists.
func (f *textFile) spacyRow() {
	r := f.r
	var text, answer string
	var meta annotations.Article
	var spans []labelled
	hasText := false
	list := func() {
		r.array(func(int) {
			if s, ok := r.spacySpan(); ok {
				spans = append(spans, s)
			}
		})
	}
	if !r.object(func(name string) {
		switch {
		case name == "text":
			hasText = true
			text = r.text()
		case name == "spans" && r.kind() == '{':
			r.object(func(string) { list() })
		case name == "spans", name == "ents":
			list()
		case name == "meta" && r.kind() == '{':
			fields := r.texts()
			meta.ID, meta.Title, meta.Source = annotations.ID(fields["article"]), fields["title"], fields["source"]
		case name == "answer":
			answer = r.text()
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
	if answer != "" && answer != "accept" && len(spans) > 0 {
		r.problem("its answer is %q, so its %d spans were left out", answer, len(spans))
		spans = nil
	}
	f.text(meta, text, at, spans)
}

func (r *reader) spacySpan() (labelled, bool) {
	var s labelled
	ok := false
	if !r.object(func(name string) {
		switch name {
		case "start":
			s.start = r.count()
		case "end":
			s.end, ok = r.integer()
		case "label":
			s.labels = []string{r.text()}
		default:
			r.skip()
		}
	}) || r.err != nil {
		return s, false
	}
	s.pointer = r.pointer()
	return s, ok
}
