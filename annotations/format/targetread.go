package format

import (
	"strings"

	"claimlight/annotations"
)

// targets reads what an annotation is about: the first target counts, further
// ones are kept.
func (d *Decoder) targets(c *annotations.Claim, p *pending) {
	var others []string
	d.r.list(func(i int) {
		if i > 0 {
			others = append(others, d.r.raw())
			return
		}
		if d.r.kind() == '"' {
			p.source = d.r.short()
			if !isIRI(p.source) {
				d.r.problem("the target %.60q is not an address (IRI)", p.source)
			}
			return
		}
		var more annotations.Extra
		d.r.object(func(name string) {
			switch {
			case name == "source" && d.r.kind() == '"':
				p.source = d.r.short()
			case name == "source":
				raw := d.r.raw()
				p.source = plain(members(raw)["id"])
				if raw != "" {
					setExtra(&c.Extra, extraSource, raw)
				}
			case name == "selector":
				d.selectors(c, p)
			default:
				d.r.keep(&more, name)
			}
		})
		if len(more) > 0 || p.source == "" {
			d.checkTarget(more, p.source != "" || c.Extra[extraSource] != "")
		}
		if p.source == "" {
			p.source = plain(more["id"])
		}
		keepMembers(&c.Extra, extraTarget, more)
	})
	keepItems(&c.Extra, extraTargets, others)
}

// A selector is one way to say which passage is meant.
type selector struct {
	kind                  string
	exact, prefix, suffix string
	start, end            int
	hasExact, hasEnd      bool
	members               annotations.Extra
}

// selectors reads the selectors of a target: the first TextQuoteSelector and
// the first TextPositionSelector count, others are kept. A quote that another
// selector is refined by counts where there is none at the top.
func (d *Decoder) selectors(c *annotations.Claim, p *pending) {
	var others []string
	quoted := false
	d.r.list(func(int) {
		if d.r.kind() != '{' {
			others = append(others, d.r.raw())
			return
		}
		s := d.selector()
		switch {
		case s.kind == quoteSelector && s.hasExact && !quoted:
			quoted = true
			c.Quote = annotations.Quote{Exact: s.exact, Prefix: s.prefix, Suffix: s.suffix}
			keepMembers(&c.Extra, extraQuote, s.members)
		case s.kind == positionSelector && s.hasEnd && !p.position:
			p.start, p.end, p.position = s.start, s.end, true
			keepMembers(&c.Extra, extraPosition, s.members)
		default:
			d.checkSelector(&s)
			if refined := members(s.members["refinedBy"]); plain(refined["type"]) == quoteSelector && !quoted {
				quoted = true
				c.Quote = annotations.Quote{
					Exact:  plain(refined["exact"]),
					Prefix: plain(refined["prefix"]),
					Suffix: plain(refined["suffix"]),
				}
			}
			others = append(others, s.json())
		}
	})
	keepItems(&c.Extra, extraSelectors, others)
}

const (
	quoteSelector    = "TextQuoteSelector"
	positionSelector = "TextPositionSelector"
)

func (d *Decoder) selector() selector {
	r := d.r
	var s selector
	text := func(into *string, name string) bool {
		if r.kind() != '"' {
			r.keep(&s.members, name)
			return false
		}
		*into = r.text()
		return true
	}
	r.object(func(name string) {
		switch name {
		case "type":
			s.kind = d.word(&s.members, name)
		case "exact":
			s.hasExact = text(&s.exact, name)
		case "prefix":
			text(&s.prefix, name)
		case "suffix":
			text(&s.suffix, name)
		case "start":
			s.start = r.count()
		case "end":
			s.end, s.hasEnd = r.integer()
		default:
			r.keep(&s.members, name)
		}
	})
	if s.hasEnd && s.end < s.start {
		r.problem("the passage ends at %d, before it starts at %d; only its words count", s.end, s.start)
		s.hasEnd = false
	}
	return s
}

// json is s as JSON again.
func (s *selector) json() string {
	dst := []byte{'{'}
	if s.members["type"] == "" {
		dst = appendText(dst, "type", s.kind)
	}
	if s.hasExact {
		dst = appendString(appendName(dst, "exact"), s.exact)
	}
	dst = appendText(dst, "prefix", s.prefix)
	dst = appendText(dst, "suffix", s.suffix)
	if s.hasEnd {
		dst = appendSpan(dst, s.start, s.end)
	}
	return string(append(appendExtra(dst, s.members), '}'))
}

// why says, of a claim without a quote and a position, what it has instead.
func why(c *annotations.Claim) string {
	kept := c.Extra[extraSelectors]
	if kept == "" {
		return "it is about the whole of its target, not about a passage"
	}
	kind := plain(members(firstItem(kept))["type"])
	if kind == "" {
		kind = strings.Trim(firstItem(kept), `"`)
	}
	return "its passage is only described by a " + kind + ", which needs the page itself; Claimlight reads TextQuoteSelector and TextPositionSelector"
}
