package format

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"claimlight/annotations"
)

// An Import is what a file brings.
type Import struct {
	Report
	Library  annotations.Library
	Unplaced []annotations.Claim // claims whose words are in no text at hand; their spans mean nothing
	Maker    string              // the program that wrote the file, if it says
}

// A Source says what a decoder may need besides the file. The zero value is
// fine.
type Source struct {
	Limits Limits
	// Articles may hold the claims of a file that does not bring its texts
	// along. They are not put into the Import's library.
	Articles []annotations.Article
}

// ErrForeign means that a file is JSON, but holds no annotations.
var ErrForeign = errors.New("the file holds no annotations")

// ErrVersion means that a file is of a later version than this package reads.
var ErrVersion = errors.New("the file was written by a later version of Claimlight")

// A Decoder reads Claimlight JSON, and any W3C Web Annotation JSON-LD: one
// annotation, a list of them, a page or a collection. It holds what it has
// made of the file and one piece of the file itself.
type Decoder struct {
	r        *reader
	input    *limitedReader
	known    []annotations.Article // of the Source
	articles []annotations.Article
	articled map[annotations.ID]bool
	claims   []annotations.Claim
	claimed  map[annotations.ID]bool
	pending  []pending // one for each of claims
	codebook codebookReader
	stones   []annotations.Tombstone
	extra    annotations.Extra
	bodies   []body // of the annotation being read
	result   Import
	maker    string
	kind     string // the outermost "type"
	whole    bool   // whether the first page is in the file, and no further one is elsewhere
	bare     bool   // whether the file is a list of annotations, with nothing around it
	foreign  bool   // whether the file's contexts lack the W3C's
	found    bool   // whether anything was found that belongs in such a file
	total    int    // annotations seen
	yield    func(int64) bool
	stopped  bool
}

// NewDecoder returns a Decoder of r. It has read nothing yet.
func NewDecoder(r io.Reader, source Source) *Decoder {
	limits := source.Limits.withDefaults()
	input := &limitedReader{r, limits.Size}
	return &Decoder{
		r:        newReader(input, limits),
		input:    input,
		known:    source.Articles,
		articled: map[annotations.ID]bool{},
		claimed:  map[annotations.ID]bool{},
	}
}

// Steps does the work. After each article, each annotation and each claim
// placed it yields how many bytes of the file have been read, so that a page
// can show that and let go of its thread for a while. The longest step is the
// reading of one article. Breaking off ends the reading for good.
func (d *Decoder) Steps() iter.Seq[int64] {
	return func(yield func(int64) bool) {
		d.yield = yield
		d.document()
		if !d.stopped {
			d.place()
		}
	}
}

// step yields once, and remembers if that was the end.
func (d *Decoder) step() {
	if !d.stopped && !d.yield(d.r.dec.InputOffset()) {
		d.stopped = true
		d.r.fail(errStopped)
	}
}

var errStopped = errors.New("broken off")

// Import is the result, once Steps is through. An error says what is wrong with
// the file as a whole, where, and what to do; the Import then holds what was
// read before it.
func (d *Decoder) Import() (Import, error) {
	d.result.Problems, d.result.More = d.r.problems, d.r.more
	return d.result, d.r.err
}

// Decode reads the whole of r. See [Decoder.Import] for its errors.
func Decode(r io.Reader, source Source) (Import, error) {
	d := NewDecoder(r, source)
	for range d.Steps() {
	}
	return d.Import()
}

// document reads the outermost value.
func (d *Decoder) document() {
	switch d.r.kind() {
	case '[':
		d.bare = true
		d.r.array(func(i int) { d.annotation("/", i) })
	case '{':
		d.collection()
	default:
		if d.r.err == nil {
			d.r.skip() // finds what is no JSON at all
		}
	}
	d.finish()
	if d.r.err != nil {
		return
	}
	if !d.found {
		d.r.err = fmt.Errorf("%w: it is JSON of another kind. Choose a file that Claimlight or an annotation tool exported", ErrForeign)
		return
	}
	if _, err := d.r.dec.ReadToken(); err != io.EOF {
		d.r.problem("something stands after the end; it was not read")
	}
}

// finish makes the library of what was read, its claims not yet placed.
func (d *Decoder) finish() {
	d.codebook.finish(d.claims)
	d.result.Maker = d.maker
	d.result.Total = d.total
	d.result.Library = annotations.Library{
		Articles: d.articles, Codebook: d.codebook.Codebook, Tombstones: d.stones, Extra: d.extra,
	}
}

// collection reads an object that may be a collection, a page or, as its type
// or its target says at last, one annotation.
func (d *Decoder) collection() {
	r := d.r
	single := annotations.Extra{} // members that only one annotation would have here
	var hasTarget, contexts bool
	r.object(func(name string) {
		switch name {
		case "@context":
			contexts = true
			d.contexts()
		case "id", "label", "total":
			// Made anew from the articles and claims when written.
			r.keep(&single, name)
			d.expect(single["total"])
		case "type":
			raw := r.raw()
			single[name] = raw
			d.kind = strings.Trim(raw, `"`)
		case "generator":
			raw := r.raw()
			single[name] = raw
			d.generator(raw)
		case "claimlight:format":
			d.found = true
			if v := r.count(); v > Version && r.err == nil {
				r.err = fmt.Errorf("%w (its format is %d, and this program reads %d). Update Claimlight, then import it again", ErrVersion, v, Version)
			}
		case "claimlight:articles":
			d.found = true
			r.list(func(int) { d.article() })
		case "claimlight:codebook":
			d.found = true
			d.codebook.read(r)
		case "claimlight:deleted":
			r.list(func(int) { d.tombstone() })
		case "first":
			d.first()
		case "items":
			d.found = true
			r.list(func(i int) { d.annotation("/items/", i) })
		case "target":
			hasTarget = true
			r.keep(&single, name)
		default:
			r.keep(&d.extra, name)
		}
	})
	switch {
	case r.err != nil:
		return
	case d.kind == "AnnotationCollection" || d.kind == "AnnotationPage" || d.found:
		d.found = true
	case hasTarget || d.kind == "Annotation":
		d.single(single)
	default:
		return
	}
	d.checkContext(contexts && !d.foreign)
	if total, err := strconv.Atoi(single["total"]); err == nil && total != d.total && d.whole {
		r.problemAt("/total", "", "the file says that it has %d annotations, but it has %d", total, d.total)
	}
}

// expect makes room for as many claims as a file says it has, within reason:
// the copying of a growing list would hold a page for long.
func (d *Decoder) expect(total string) {
	if n, err := strconv.Atoi(total); err == nil && n > 0 && d.claims == nil {
		n = min(n, 1<<17, d.r.limits.Claims)
		d.claims = make([]annotations.Claim, 0, n)
		d.pending = make([]pending, 0, n)
	}
}

// single reads the one annotation that a file consists of, from its members.
func (d *Decoder) single(members annotations.Extra) {
	for name, raw := range own(d.extra) {
		members[name] = raw
	}
	if raw := d.extra[extraContexts]; raw != "" {
		members["@context"] = raw
	}
	d.extra, d.maker, d.found = nil, "", true
	object := append(appendExtra([]byte{'{'}, members), '}')
	sub := newReader(strings.NewReader(string(object)), d.r.limits)
	sub.problems, sub.more = d.r.problems, d.r.more
	outer := d.r
	d.r = sub
	d.annotation("", -1)
	d.r = outer
	outer.problems, outer.more, outer.err = sub.problems, sub.more, sub.err
}

// contexts reads the "@context" of the file. The W3C's and ours are always
// written; on others the meaning of unknown terms may hang, so they are kept.
func (d *Decoder) contexts() {
	var others []string
	d.foreign = true
	d.r.list(func(int) {
		raw := d.r.raw()
		switch {
		case raw == contextW3C:
			d.foreign = false
		case !coveredByOurs(raw):
			others = append(others, raw)
		}
	})
	keepItems(&d.extra, extraContexts, others)
}

// coveredByOurs reports whether a context says nothing that ours does not: ours
// of today, or of a version that had fewer terms.
func coveredByOurs(raw string) bool {
	if raw == contextOurs {
		return true
	}
	terms, ours := members(raw), members(contextOurs)
	for name, meaning := range terms {
		if ours[name] != meaning {
			return false
		}
	}
	return len(terms) > 0
}

// extraContexts is the name under which a library's Extra holds further
// contexts.
const extraContexts = "/context"

// context reads the "@context" of an annotation or a page. The W3C's goes
// without saying.
func (d *Decoder) context(extra *annotations.Extra) {
	if raw := d.r.raw(); raw != "" && raw != contextW3C {
		setExtra(extra, "@context", raw)
	}
}

// generator takes the program's name from its description, or the whole.
func (d *Decoder) generator(raw string) {
	if name, ok := members(raw)["name"]; ok {
		raw = name
	}
	d.maker = plain(raw)
}

// first reads the page of a collection.
func (d *Decoder) first() {
	r := d.r
	if r.kind() != '{' {
		d.found = true
		r.skip()
		r.problem("the annotations are not in this file, only the address of the page that has them. Open that address, and import what it gives")
		return
	}
	var page annotations.Extra
	d.whole = true
	r.object(func(name string) {
		switch name {
		case "@context":
			d.context(&page)
		case "id", "type", "startIndex":
			r.skip() // made anew when written
		case "items":
			d.found = true
			r.list(func(i int) { d.annotation("/first/items/", i) })
		case "next":
			r.keep(&page, name)
			d.whole = false
			r.problem("there are further pages, which are not in this file")
		default:
			r.keep(&page, name)
		}
	})
	if len(page) > 0 {
		if d.extra == nil {
			d.extra = annotations.Extra{}
		}
		d.extra[extraPage] = string(append(appendExtra([]byte{'{'}, page), '}'))
	}
}

// article reads one of the file's articles.
func (d *Decoder) article() {
	r := d.r
	if len(d.articles) >= r.limits.Articles {
		r.skip()
		if len(d.articles) == r.limits.Articles {
			r.problem("more than %d articles; from here on they are left out", r.limits.Articles)
		}
		return
	}
	a, ok := r.article()
	switch {
	case !ok:
	case a.ID != "" && d.articled[a.ID]:
		r.problem("another article is identified as %q too; this one is left out", a.ID)
	default:
		if a.Digest == "" {
			a.Digest = annotations.Digest(a.Text)
		}
		if a.ID == "" {
			a.ID = TextID(&a)
			r.problem("the article has no identifier; it was given one made from its text")
		}
		d.articled[a.ID] = true
		d.articles = append(d.articles, a)
	}
	d.step()
}

func (d *Decoder) tombstone() {
	r := d.r
	var t annotations.Tombstone
	if !r.object(func(name string) {
		switch name {
		case "id":
			t.ID = annotations.ID(r.text())
		case "type":
			r.skip()
		case "as:deleted":
			t.Deleted = r.time()
		case "claimlight:article":
			t.Article = annotations.ID(r.text())
		default:
			r.skip()
			r.problem("what was deleted has no %q; left out", name)
		}
	}) || r.err != nil {
		return
	}
	if t.ID == "" {
		r.problem("it does not say what was deleted; left out")
		return
	}
	d.stones = append(d.stones, t)
}
