package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"claimlight/annotations"

	"golang.org/x/text/unicode/norm"
)

// A textFile gathers what a file of texts and labelled spans brings: doccano,
// Label Studio, Prodigy, spaCy, brat. Its places are JSON pointers or lines.
type textFile struct {
	*Decoder
	unit   annotations.Unit       // what the format's offsets count by its own word
	owned  map[string]int         // the known articles by digest
	placed map[annotations.ID]int // the file's articles by identifier
}

// newTextFile gathers claims for d; the file has been read from d.r or
// elsewhere.
func newTextFile(d *Decoder, unit annotations.Unit) *textFile {
	d.yield = func(int64) bool { return true }
	d.found = true
	f := &textFile{Decoder: d, unit: unit, owned: map[string]int{}, placed: map[annotations.ID]int{}}
	for i := range d.known {
		f.owned[d.known[i].Digest] = i
	}
	return f
}

// A labelled is one span of a text as a file has it.
type labelled struct {
	id         string // the file's own, or ""
	start, end int
	exact      string // the words, where the file has them
	labels     []string
	claim      annotations.Claim // the other parts
	pointer    string
}

// rows calls row for each object of data, which is a JSON list, one object, or
// JSON lines; a line that is damaged is a problem and passed over.
func (f *textFile) rows(data []byte, row func()) {
	r := f.r
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if trimmed := bytes.TrimSpace(data); len(trimmed) > 0 && trimmed[0] == '[' {
		r.dec.Reset(bytes.NewBuffer(trimmed), tolerant...)
		r.array(func(int) { row() })
		return
	}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		r.dec.Reset(bytes.NewBuffer(line), tolerant...)
		r.prefix = fmt.Sprintf("line %d", n)
		row()
		if r.err != nil {
			r.problemAt(r.prefix, "", "%v", r.err)
			r.err = nil
		}
	}
	r.prefix = ""
}

// texts reads an object whose members do not matter to Claimlight, and
// returns those that are text.
func (r *reader) texts() map[string]string {
	texts := map[string]string{}
	r.object(func(name string) {
		if r.kind() == '"' {
			texts[name] = r.text()
			return
		}
		r.skip()
	})
	return texts
}

// ReadAll reads a file of a format that is not read piece by piece. It returns
// [ErrTooLarge] where the file is larger than limits allow.
func ReadAll(r io.Reader, limits Limits) ([]byte, error) {
	limits = limits.withDefaults()
	data, err := io.ReadAll(&limitedReader{r, limits.Size})
	switch {
	case errors.Is(err, ErrTooLarge):
		return nil, fmt.Errorf("%w: %d bytes. Split it, then try again", ErrTooLarge, limits.Size)
	case err != nil:
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	return data, nil
}

// openTexts reads a whole file and makes ready to gather what it holds.
func openTexts(r io.Reader, source Source, unit annotations.Unit) (*textFile, []byte, error) {
	data, err := ReadAll(r, source.Limits)
	if err != nil {
		return nil, nil, err
	}
	return newTextFile(NewDecoder(bytes.NewReader(nil), source), unit), data, nil
}

// text adds a text with its labelled spans. The article is found among those
// known by its text, or made; meta gives what else is known of it.
func (f *textFile) text(meta annotations.Article, text, pointer string, spans []labelled) {
	r := f.r
	if len(f.articles) >= r.limits.Articles {
		r.problemAt(pointer, "", "more than %d texts; this one is left out", r.limits.Articles)
		return
	}
	original := text
	a := f.settleText(meta, text, pointer)
	if a == nil {
		return
	}
	spans = f.together(spans)
	unit := f.unitOf(original, spans)
	if len(spans) > 0 {
		f.result.Unit = unit
	}
	offsets := annotations.NewOffsets(original)
	for _, s := range spans {
		f.total++
		if len(f.claims) >= r.limits.Claims {
			r.problemAt(s.pointer, "", "more than %d claims; this one is left out", r.limits.Claims)
			continue
		}
		f.span(a, original, offsets, unit, s)
	}
}

// span adds one claim of a text.
func (f *textFile) span(a *annotations.Article, original string, offsets *annotations.Offsets, unit annotations.Unit, s labelled) {
	c := s.claim
	c.Article = a.ID
	p := pending{prefix: s.pointer, index: -1, source: string(a.ID)}
	span, err := offsets.Span(s.start, s.end, unit)
	switch {
	case err == nil && !span.Empty() && (s.exact == "" || span.Of(original) == s.exact):
		c.Quote = annotations.Describe(original, span)
		if original == a.Text {
			p.position = true
			p.start, p.end, _ = offsets.In(span, annotations.CodePoints)
		}
	case s.exact != "":
		c.Quote.Exact = s.exact
	default:
		f.r.problemAt(s.pointer, "", "the span %d to %d (%s) lies outside the text or inside a character; left out", s.start, s.end, unit)
		f.result.Unplaced = append(f.result.Unplaced, c)
		return
	}
	if original != a.Text {
		c.Quote = annotations.Quote{Exact: canonicalText(c.Quote.Exact), Prefix: canonicalText(c.Quote.Prefix), Suffix: canonicalText(c.Quote.Suffix)}
	}
	for _, label := range s.labels {
		if label == untagged || strings.TrimSpace(label) == "" {
			continue
		}
		if id := f.codebook.tag(f.r, "", label); id != "" && !c.Tagged(id) {
			c.Tags = append(c.Tags, id)
		}
	}
	if c.ID == "" {
		c.ID = nameID("claim", string(a.ID), fmt.Sprint(s.start), fmt.Sprint(s.end), s.id)
	}
	if f.claimed[c.ID] {
		f.r.problemAt(s.pointer, c.ID, "another span is identified so too; this one is left out")
		return
	}
	f.claimed[c.ID] = true
	f.claims = append(f.claims, c)
	f.pending = append(f.pending, p)
}

// together joins spans of the same place that only differ in their label, as
// formats write them that give a span one label. Notes on any of them are kept.
func (f *textFile) together(spans []labelled) []labelled {
	type key struct {
		start, end int
		id         string
	}
	at := map[key]int{}
	var joined []labelled
	for _, s := range spans {
		k := key{s.start, s.end, string(s.claim.ID) + s.id}
		if i, ok := at[k]; ok {
			joined[i].labels = append(joined[i].labels, s.labels...)
			switch note := &joined[i].claim.Note; {
			case *note == "":
				*note = s.claim.Note
			case s.claim.Note != "" && s.claim.Note != *note:
				*note += "\n" + s.claim.Note
			}
			continue
		}
		at[k] = len(joined)
		joined = append(joined, s)
	}
	return joined
}

// unitOf is the unit in which all spans of text give their words or, where the
// file has no words, lie in the text and between characters: the format's own
// if it can be, else the first that can.
func (f *textFile) unitOf(text string, spans []labelled) annotations.Unit {
	offsets := annotations.NewOffsets(text)
	best, most := f.unit, -1
	for _, unit := range append([]annotations.Unit{f.unit}, unitsTried...) {
		fit := 0
		for _, s := range spans {
			span, err := offsets.Span(s.start, s.end, unit)
			if err == nil && !span.Empty() && (s.exact == "" || span.Of(text) == s.exact) {
				fit++
			}
		}
		if fit > most {
			best, most = unit, fit
		}
	}
	return best
}

// settleText makes an article of a text, or finds it among those that the file
// brought before. It returns nil where the text cannot be one.
func (f *textFile) settleText(a annotations.Article, text, pointer string) *annotations.Article {
	if !utf8.ValidString(text) {
		f.r.problemAt(pointer, "", "the text is not UTF-8; left out. Save it as UTF-8, then try again")
		return nil
	}
	a.Text = text
	a.Digest = annotations.Digest(text)
	a.Blocks = Paragraphs(text)
	if a.Validate() != nil {
		a.Text = canonicalText(text)
		a.Digest = annotations.Digest(a.Text)
		a.Blocks = Paragraphs(a.Text)
	}
	if i, ok := f.owned[a.Digest]; ok {
		return &f.known[i]
	}
	ours := isIRI(string(a.ID)) // we wrote the file: the article has no title if none is here
	if !ours {
		a.ID = TextID(&a)
	}
	if a.Title == "" && !ours {
		a.Title = clip(oneLine(a.Text), 60)
	}
	if i, ok := f.placed[a.ID]; ok {
		if f.articles[i].Digest != a.Digest {
			f.r.problemAt(pointer, "", "another text is identified as %q too; this one is left out", a.ID)
			return nil
		}
		return &f.articles[i]
	}
	f.placed[a.ID] = len(f.articles)
	f.articles = append(f.articles, a)
	return &f.articles[len(f.articles)-1]
}

// canonicalText is text as an article can hold it: in normalization form C,
// with \n for line ends and without other control characters but tabs.
func canonicalText(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r != '\n' && r != '\t' && (r < 0x20 || 0x7F <= r && r < 0xA0):
			return -1
		}
		return r
	}, text)
	return norm.NFC.String(text)
}

// finished places the claims and returns the result.
func (f *textFile) finished() (Import, error) {
	unit := f.result.Unit
	f.finish()
	f.place()
	f.result.Unit = unit
	return f.Import()
}
