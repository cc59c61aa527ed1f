package format

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"claimlight/annotations"
)

// Every file of ours has the W3C's context and the terms that it lacks.
// "assessing" is a motivation of the Web Annotation Vocabulary that the W3C's
// context forgot.
const (
	contextW3C  = `"http://www.w3.org/ns/anno.jsonld"`
	contextOurs = `{"claimlight":"urn:claimlight:ns:",` +
		`"claimlight:articles":{"@type":"@json"},"claimlight:codebook":{"@type":"@json"},` +
		`"assessing":"oa:assessing"}`
)

// Version is what "claimlight:format" says in files that this package writes.
const Version = 1

// A Header is what stands before the claims of a file, articles aside.
type Header struct {
	ID         annotations.ID // Library.ID
	Label      string         // Library.Label
	Total      int            // of the claims to come
	Generator  string         // the program that writes, such as "Claimlight 1.0.0"
	Codebook   annotations.Codebook
	Tombstones []annotations.Tombstone
	Extra      annotations.Extra
}

// An Encoder writes Claimlight JSON piece by piece: first all articles, then
// all claims, each kind in the order of [annotations.Library.Sort], then Close.
// It keeps one piece in memory, not the file. Every article, claim and tag is
// on a line of its own, so that versions of a file can be compared.
type Encoder struct {
	w       io.Writer
	buf     []byte
	err     error
	header  Header
	tags    map[annotations.ID]string
	stage   stage
	offsets *annotations.Offsets // of the article whose claims are being written
	current annotations.ID       // that article
	source  string               // its targetSource
	report  Report
}

// A stage is how far a file is written.
type stage int

const (
	atArticles stage = iota
	atClaims
	closed
)

// flushAt is how many bytes are gathered before they are written.
const flushAt = 64 << 10

// NewEncoder begins a file on w. Errors of w are returned by Close.
func NewEncoder(w io.Writer, header Header) *Encoder {
	e := &Encoder{w: w, header: header, tags: make(map[annotations.ID]string, len(header.Codebook.Tags))}
	e.report.Unit = annotations.CodePoints
	for _, t := range header.Codebook.Tags {
		e.tags[t.ID] = t.Name
	}
	e.buf = append(e.buf, "{\n\"@context\":["+contextW3C...)
	e.buf = appendInside(e.buf, header.Extra[extraContexts])
	e.buf = append(e.buf, ","+contextOurs+"]"...)
	e.line("id", string(header.ID))
	e.line("type", "AnnotationCollection")
	e.line("label", header.Label)
	e.buf = strconv.AppendInt(append(e.buf, ",\n\"total\":"...), int64(header.Total), 10)
	if header.Generator != "" {
		e.buf = append(e.buf, ",\n\"generator\":"+`{"id":"urn:claimlight:app","type":"Software"`...)
		e.buf = append(appendText(e.buf, "name", header.Generator), '}')
	}
	e.buf = strconv.AppendInt(append(e.buf, ",\n\"claimlight:format\":"...), Version, 10)
	e.buf = append(e.buf, ",\n\"claimlight:articles\":["...)
	return e
}

// line appends a member of the outermost object.
func (e *Encoder) line(name, value string) {
	e.buf = append(e.buf, ",\n\""+name+"\":"...)
	e.buf = appendString(e.buf, value)
}

// item begins an article or a claim on a line of its own.
func (e *Encoder) item() {
	e.buf = append(appendComma(e.buf), '\n')
}

// endItems closes a list of such lines.
func (e *Encoder) endItems() {
	if e.buf[len(e.buf)-1] != '[' {
		e.buf = append(e.buf, '\n')
	}
	e.buf = append(e.buf, ']')
}

// Article writes a. It panics after the first claim.
func (e *Encoder) Article(a *annotations.Article) {
	if e.stage != atArticles {
		panic("format: an article after the claims")
	}
	e.item()
	e.buf = AppendArticle(e.buf, a)
	e.flush(flushAt)
}

// Claim writes c, a claim in a. A span that does not give the quote is left
// out and reported; the quote is written all the same.
func (e *Encoder) Claim(a *annotations.Article, c *annotations.Claim) {
	e.toClaims()
	if e.offsets == nil || e.current != a.ID {
		e.offsets, e.current, e.source = annotations.NewOffsets(a.Text), a.ID, targetSource(a)
	}
	start, end, err := verify(e.offsets, c, annotations.CodePoints)
	if err != nil {
		e.report.note(c.ID, "%v; its position is left out, its words are kept", err)
		start, end = -1, -1
	} else {
		e.report.Verified++
	}
	e.report.Total++
	e.item()
	e.buf = e.appendAnnotation(e.buf, c, start, end)
	e.flush(flushAt)
}

// verify counts c.Span in unit, cuts it out of the text again in that unit, and
// returns the numbers if that gives the quote.
func verify(offsets *annotations.Offsets, c *annotations.Claim, unit annotations.Unit) (start, end int, err error) {
	start, end, err = offsets.In(c.Span, unit)
	if err != nil {
		return 0, 0, fmt.Errorf("its span %v is not in the text: %w", c.Span, err)
	}
	back, err := offsets.Span(start, end, unit)
	if err != nil {
		return 0, 0, fmt.Errorf("its span %v cannot be counted in %v: %w", c.Span, unit, err)
	}
	if got := back.Of(offsets.Text()); got != c.Quote.Exact || got == "" {
		return 0, 0, fmt.Errorf("the text at its span is %.60q, not %.60q", got, c.Quote.Exact)
	}
	return start, end, nil
}

// tagName is the name of a tag of c.
func (e *Encoder) tagName(c *annotations.Claim, id annotations.ID) string {
	name, ok := e.tags[id]
	if !ok {
		e.report.note(c.ID, "its tag %q is not in the codebook; it is written with that name", id)
		return string(id)
	}
	return name
}

// toClaims ends the articles and writes what stands between them and the
// claims.
func (e *Encoder) toClaims() {
	switch e.stage {
	case atClaims:
		return
	case closed:
		panic("format: a claim after Close")
	}
	e.stage = atClaims
	e.endItems()
	h := &e.header
	e.buf = append(e.buf, ",\n\"claimlight:codebook\":"...)
	e.buf = appendCodebook(e.buf, &h.Codebook)
	if len(h.Tombstones) > 0 {
		e.buf = append(e.buf, ",\n\"claimlight:deleted\":["...)
		for i := range h.Tombstones {
			e.item()
			e.buf = appendTombstone(e.buf, &h.Tombstones[i])
		}
		e.endItems()
	}
	if extra := own(h.Extra); len(extra) > 0 {
		e.buf = append(e.buf, ",\n"...)
		e.buf = append(e.buf, appendExtra([]byte{'{'}, extra)[1:]...)
	}
	e.buf = append(e.buf, ",\n\"first\":{"...)
	e.buf = appendText(e.buf, "id", nameID("page", string(h.ID)))
	e.buf = append(e.buf, `,"type":"AnnotationPage","startIndex":0`...)
	e.buf = appendInside(e.buf, h.Extra[extraPage])
	e.buf = append(appendName(e.buf, "items"), '[')
}

// extraPage is the name under which a library's Extra holds further members of
// its page.
const extraPage = "/first"

// appendTombstone appends t in the terms of ActivityStreams, which the W3C's
// context has the prefix of.
func appendTombstone(dst []byte, t *annotations.Tombstone) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "id", t.ID)
	dst = append(dst, `,"type":"as:Tombstone"`...)
	dst = appendTime(dst, "as:deleted", t.Deleted)
	dst = appendText(dst, "claimlight:article", t.Article)
	return append(dst, '}')
}

// flush writes what is gathered if that is at least n bytes, but for the last
// one, which stays for appendComma to look at.
func (e *Encoder) flush(n int) {
	if len(e.buf) < n {
		return
	}
	last := len(e.buf) - 1
	e.write(e.buf[:last])
	e.buf = append(e.buf[:0], e.buf[last])
}

func (e *Encoder) write(p []byte) {
	if e.err == nil {
		_, e.err = e.w.Write(p)
	}
}

// ErrTotal means that more or fewer claims were written than announced.
var ErrTotal = errors.New("the number of claims is not the one announced")

// Close ends the file. It returns the report, and the first error of the
// writer or [ErrTotal].
func (e *Encoder) Close() (Report, error) {
	e.toClaims()
	e.stage = closed
	e.endItems()
	e.buf = append(e.buf, "}\n}\n"...)
	e.write(e.buf)
	switch {
	case e.err != nil:
		return e.report, fmt.Errorf("writing a Claimlight file: %w", e.err)
	case e.report.Total != e.header.Total:
		return e.report, fmt.Errorf("%w: %d instead of %d", ErrTotal, e.report.Total, e.header.Total)
	}
	return e.report, nil
}

// Encode writes lib to w as Claimlight JSON. Equal libraries give equal bytes,
// whatever the order of their slices. Claims whose article is not in lib cannot
// be written and are reported.
func Encode(w io.Writer, lib *annotations.Library, generator string) (Report, error) {
	sorted := inOrder(lib)
	byID := articlesByID(sorted.Articles)
	var lost []annotations.ID
	for i := range sorted.Claims {
		if c := &sorted.Claims[i]; byID[c.Article] == nil {
			lost = append(lost, c.ID)
		}
	}
	e := NewEncoder(w, Header{
		ID: sorted.ID(), Label: sorted.Label(), Total: len(sorted.Claims) - len(lost), Generator: generator,
		Codebook: sorted.Codebook, Tombstones: sorted.Tombstones, Extra: sorted.Extra,
	})
	for i := range sorted.Articles {
		e.Article(&sorted.Articles[i])
	}
	for i := range sorted.Claims {
		c := &sorted.Claims[i]
		if a := byID[c.Article]; a != nil {
			e.Claim(a, c)
		}
	}
	report, err := e.Close()
	for _, id := range lost {
		report.note(id, "its article is not among those written, so it is left out")
	}
	report.Total += len(lost)
	return report, err
}

// inOrder is lib in order; lib itself is not changed.
func inOrder(lib *annotations.Library) annotations.Library {
	sorted := *lib
	sorted.Articles = slices.Clone(lib.Articles)
	sorted.Tombstones = slices.Clone(lib.Tombstones)
	// Claims are many, and mostly in order already.
	before := func(c, d annotations.Claim) int {
		if n := strings.Compare(string(c.Article), string(d.Article)); n != 0 {
			return n
		}
		return c.Compare(&d)
	}
	if !slices.IsSortedFunc(lib.Claims, before) {
		sorted.Claims = slices.Clone(lib.Claims)
	}
	sorted.Sort()
	return sorted
}

func articlesByID(articles []annotations.Article) map[annotations.ID]*annotations.Article {
	byID := make(map[annotations.ID]*annotations.Article, len(articles))
	for i := range articles {
		byID[articles[i].ID] = &articles[i]
	}
	return byID
}
