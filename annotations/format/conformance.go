package format

import (
	"strings"
	"time"

	"claimlight/annotations"
)

// The checks of this file are those of the W3C Web Annotation Data Model that
// concern members which Claimlight only keeps. What breaks them is a problem,
// and kept all the same.

// checkMember checks a member of an annotation (sections 3.3.1, 3.3.6, 3.3.7).
func (d *Decoder) checkMember(name, raw string) {
	switch name {
	case "generated":
		if _, err := time.Parse(time.RFC3339, plain(raw)); err != nil {
			d.r.problem("%.60s is not a moment like 2026-11-22T10:00:00Z", raw)
		}
	case "rights", "via":
		for _, item := range items(raw) {
			if !isResource(item) {
				d.r.problem("%.60s is not an address (IRI)", item)
			}
		}
	case "canonical":
		if !isIRI(plain(raw)) {
			d.r.problem("%.60s is not an address (IRI)", raw)
		}
	case "generator", "audience", "stylesheet":
		for _, item := range items(raw) {
			if !isResource(item) {
				d.r.problem("%.60s is neither an address (IRI) nor an object", item)
			}
		}
	}
}

// checkBody checks the body read last (sections 3.2.1 to 3.2.7).
func (d *Decoder) checkBody(b *body) {
	if b.raw != "" {
		if !isResource(b.raw) {
			d.r.problem("the body %.60s is neither an address (IRI) nor an object", b.raw)
		}
		return
	}
	if b.kind == textualBody && b.hasValue && len(b.members) == 0 {
		return
	}
	wrong := func(member, message string) { d.wrongMember(member, "%s", message) }
	m := b.members
	if b.kind == textualBody && !b.hasValue {
		wrong("value", "a TextualBody has one text as its value")
	}
	if b.kind == specificResource && !b.hasSource && m["source"] == "" {
		wrong("source", "a SpecificResource has a source")
	}
	d.checkResource(m, b.kind, wrong)
	if !b.hasValue && !b.hasSource && m["id"] == "" && m["items"] == "" && m["source"] == "" && b.kind != textualBody {
		wrong("id", "the body says neither what it is (value) nor where (id, source)")
	}
}

// checkTarget checks the members of the target read last (sections 3.2.1 and
// 4).
func (d *Decoder) checkTarget(m annotations.Extra, hasSource bool) {
	wrong := func(member, message string) { d.wrongMember(member, "%s", message) }
	kind := plain(m["type"])
	// Recogito's lists leave the page out: its program knows which it is.
	if !hasSource && m["id"] == "" && m["items"] == "" && !d.bare {
		wrong("source", "the target does not say which page it is on (source or id)")
	}
	d.checkResource(m, kind, wrong)
}

// checkResource checks what bodies and targets have in common.
func (d *Decoder) checkResource(m annotations.Extra, kind string, wrong func(member, message string)) {
	if raw := m["id"]; raw != "" && !isIRI(plain(raw)) {
		wrong("id", "this is not an address (IRI)")
	}
	for _, name := range []string{"format", "language"} {
		for _, item := range items(m[name]) {
			if !isText(item) {
				wrong(name, "this is not a text")
			}
		}
	}
	if raw := m["processingLanguage"]; raw != "" && !isText(raw) {
		wrong("processingLanguage", "this is not one language")
	}
	switch m["textDirection"] {
	case "", `"ltr"`, `"rtl"`, `"auto"`:
	default:
		wrong("textDirection", "this is none of ltr, rtl and auto")
	}
	if raw := m["items"]; raw != "" {
		kinds := 0
		for _, item := range append(items(m["type"]), quoted(kind)) {
			switch plain(item) {
			case "Choice", "Composite", "List", "Independents":
				kinds++
			}
		}
		if kinds == 0 {
			wrong("type", "nothing says how the items belong together (Choice, Composite, List, Independents)")
		}
		if len(items(m["type"])) > 1 {
			wrong("type", "more than one type says how the items belong together")
		}
	}
}

// checkSelector checks a selector that was kept (section 4.2).
func (d *Decoder) checkSelector(s *selector) {
	switch s.kind {
	case "FragmentSelector", "CssSelector", "XPathSelector":
		if !isText(s.members["value"]) {
			d.wrongMember("value", "a %s has one text as its value", s.kind)
		}
	case quoteSelector:
		if !s.hasExact {
			d.wrongMember("exact", "a %s has one text as its exact", s.kind)
		}
	case positionSelector:
		if !s.hasEnd {
			d.wrongMember("end", "a %s has a start and an end", s.kind)
		}
	}
}

// wrongMember notes what is wrong with a member of the object read last.
func (d *Decoder) wrongMember(member, format string, args ...any) {
	d.r.problemAt(d.r.pointer()+"/"+member, "", format, args...)
}

// checkContext notes where an object that stands by itself does not say that
// it is a Web Annotation.
func (d *Decoder) checkContext(seen bool) {
	if !seen && d.r.err == nil {
		d.r.problemAt("/@context", "", "the context of the W3C, http://www.w3.org/ns/anno.jsonld, is not named here; read as if it were")
	}
}

// isResource reports whether raw is an absolute IRI or an object.
func isResource(raw string) bool {
	return strings.HasPrefix(raw, "{") || isIRI(plain(raw))
}
