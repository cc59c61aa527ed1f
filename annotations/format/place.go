package format

import (
	"claimlight/annotations"
)

// A shelf is the articles that claims can be placed in.
type shelf struct {
	articles []*annotations.Article
	byID     map[annotations.ID]int
	bySource map[string]int
	sources  []string               // of each article, see targetSource
	offsets  []*annotations.Offsets // made when needed
	finders  []*annotations.Finder
}

func newShelf(file, known []annotations.Article) *shelf {
	s := &shelf{byID: map[annotations.ID]int{}, bySource: map[string]int{}}
	for _, articles := range [][]annotations.Article{file, known} {
		for i := range articles {
			a := &articles[i]
			if _, twice := s.byID[a.ID]; twice {
				continue
			}
			s.byID[a.ID] = len(s.articles)
			if _, twice := s.bySource[a.Source]; !twice && a.Source != "" {
				s.bySource[a.Source] = len(s.articles)
			}
			s.articles = append(s.articles, a)
			s.sources = append(s.sources, targetSource(a))
		}
	}
	s.offsets = make([]*annotations.Offsets, len(s.articles))
	s.finders = make([]*annotations.Finder, len(s.articles))
	return s
}

// find is the index of the article that a claim names, by identifier or by the
// source of its target; a claim that names none of several gets -1, and a claim
// that names none of one gets that.
func (s *shelf) find(article annotations.ID, source string) int {
	if i, ok := s.byID[article]; ok {
		return i
	}
	if i, ok := s.bySource[source]; ok {
		return i
	}
	if i, ok := s.byID[annotations.ID(source)]; ok {
		return i
	}
	if article == "" && len(s.articles) == 1 {
		return 0
	}
	return -1
}

func (s *shelf) offsetsOf(i int) *annotations.Offsets {
	if s.offsets[i] == nil {
		s.offsets[i] = annotations.NewOffsets(s.articles[i].Text)
	}
	return s.offsets[i]
}

func (s *shelf) finderOf(i int) *annotations.Finder {
	if s.finders[i] == nil {
		s.finders[i] = annotations.NewFinder(s.articles[i].Text)
	}
	return s.finders[i]
}

// unitsTried is the order in which the unit of a file is looked for: what the
// W3C model demands, what JavaScript counts, what everything else counts.
var unitsTried = []annotations.Unit{annotations.CodePoints, annotations.UTF16, annotations.Bytes}

// place finds the passage of each claim, in steps.
func (d *Decoder) place() {
	s := newShelf(d.articles, d.known)
	unit := d.unit(s)
	d.result.Unit = unit
	placed := 0 // claims are moved, which is dear, only where one before was not placed
	for i := range d.claims {
		c, p := &d.claims[i], &d.pending[i]
		at := s.find(c.Article, p.source)
		ok := false
		if at < 0 {
			d.lost(c, p, "the article that it is about is neither in this file nor in the library")
		} else {
			c.Article = s.articles[at].ID
			ok = d.placeIn(c, p, s, at, unit)
		}
		switch {
		case !ok:
			c.Span = annotations.Span{}
			d.result.Unplaced = append(d.result.Unplaced, *c)
		case placed < i:
			d.claims[placed] = *c
			fallthrough
		default:
			placed++
		}
		d.step()
		if d.stopped {
			return
		}
	}
	clear(d.claims[placed:])
	d.result.Library.Claims = d.claims[:placed]
}

// unit is the unit in which the most quotes stand where their positions say.
func (d *Decoder) unit(s *shelf) annotations.Unit {
	best, most := unitsTried[0], -1
	for _, unit := range unitsTried {
		match, all := 0, true
		for i := range d.claims {
			c, p := &d.claims[i], &d.pending[i]
			if !p.position || c.Quote.Exact == "" {
				continue
			}
			at := s.find(c.Article, p.source)
			if at < 0 {
				continue
			}
			span, err := s.offsetsOf(at).Span(p.start, p.end, unit)
			if err == nil && span.Of(s.articles[at].Text) == c.Quote.Exact {
				match++
			} else {
				all = false
			}
			if i%256 == 0 {
				d.step()
			}
		}
		if match > most {
			best, most = unit, match
		}
		if all || d.stopped {
			break
		}
	}
	return best
}

// placeIn sets the span of c in the article at index at and reports whether
// the passage was found there beyond doubt.
func (d *Decoder) placeIn(c *annotations.Claim, p *pending, s *shelf, at int, unit annotations.Unit) bool {
	a := s.articles[at]
	if p.source != "" && c.Extra[extraSource] == "" && p.source != s.sources[at] {
		setExtra(&c.Extra, extraSource, quoted(p.source))
	}
	hint := annotations.NoHint
	if p.position {
		span, err := s.offsetsOf(at).Span(p.start, p.end, unit)
		switch {
		case err != nil && c.Quote.Exact == "":
			d.lost(c, p, "its passage lies outside the text")
			return false
		case err == nil && c.Quote.Exact == "" && !span.Empty():
			c.Span, c.Quote = span, annotations.Describe(a.Text, span)
			return true
		case err == nil && span.Of(a.Text) == c.Quote.Exact && !span.Empty():
			c.Span = span
			d.result.Verified++
			return true
		case err == nil:
			hint = span.Start
		}
	}
	if c.Quote.Exact == "" {
		d.lost(c, p, why(c))
		return false
	}
	match := s.finderOf(at).Find(c.Quote, hint)
	switch match.How {
	case annotations.Exact, annotations.Moved:
		if p.position {
			d.r.problemAt(p.pointer(), c.ID, "its words are not where its position says, but stand once in the text; they were taken from there")
		}
		c.Span = match.Span
		if got := match.Span.Of(a.Text); got != c.Quote.Exact {
			c.Quote = annotations.Describe(a.Text, match.Span)
		}
		d.result.Verified++
		return true
	case annotations.Edited:
		d.lost(c, p, "its words are not in the text; the most similar are "+quoted(clip(match.Span.Of(a.Text), 80)))
	default:
		d.lost(c, p, "its words are not in the text, or in several places that fit equally well")
	}
	return false
}

// lost notes that c has no place.
func (d *Decoder) lost(c *annotations.Claim, p *pending, reason string) {
	words := c.Quote.Exact
	if words == "" {
		words = string(c.ID)
	}
	d.r.problemAt(p.pointer(), c.ID, "%s cannot be placed: %s", quoted(clip(words, 60)), reason)
}

// clip is s shortened to about n bytes, between characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if i > n-3 {
			return s[:i] + "…"
		}
	}
	return s
}
