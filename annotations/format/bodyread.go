package format

import (
	"slices"
	"strings"

	"claimlight/annotations"
)

// A body is what an annotation says, before its purpose is known. What is not
// text where text is usual is among the members.
type body struct {
	kind, purpose, value, source string
	hasValue, hasSource          bool
	evidence                     annotations.Evidence // but for Address and Extra
	tag                          annotations.ID
	members                      annotations.Extra
	raw                          string // of a body that is no object
}

const (
	textualBody      = "TextualBody"
	specificResource = "SpecificResource"
)

// body reads one body.
func (d *Decoder) body() {
	r := d.r
	if r.kind() != '{' {
		b := body{raw: r.raw()}
		d.checkBody(&b)
		d.bodies = append(d.bodies, b)
		return
	}
	var b body
	text := func(into *string, name string) bool {
		if r.kind() != '"' {
			r.keep(&b.members, name)
			return false
		}
		*into = r.text()
		return true
	}
	r.object(func(name string) {
		switch name {
		case "type":
			b.kind = d.word(&b.members, name)
		case "purpose":
			b.purpose = d.word(&b.members, name)
		case "value":
			b.hasValue = text(&b.value, name)
		case "source":
			b.hasSource = text(&b.source, name)
		case "label":
			text(&b.evidence.Title, name)
		case "selector":
			d.evidenceSelector(&b)
		case "claimlight:tag":
			b.tag = annotations.ID(r.short())
		case "claimlight:quote":
			b.evidence.Quote = r.text()
		case "claimlight:stance":
			b.evidence.Stance = choice(r, annotations.Stances)
		case "claimlight:seenOn":
			b.evidence.SeenOn = r.text()
		case "claimlight:note":
			b.evidence.Note = r.text()
		default:
			r.keep(&b.members, name)
		}
	})
	d.checkBody(&b)
	d.bodies = append(d.bodies, b)
}

// evidenceSelector reads a selector of a body: a TextQuoteSelector is the quote
// of evidence, all else is kept.
func (d *Decoder) evidenceSelector(b *body) {
	raw := d.r.raw()
	m := members(raw)
	if m["type"] != `"TextQuoteSelector"` || !isText(m["exact"]) {
		if raw != "" {
			setExtra(&b.members, "selector", raw)
		}
		return
	}
	b.evidence.Quote = plain(m["exact"])
	delete(m, "type")
	delete(m, "exact")
	keepMembers(&b.members, extraSelector, m)
}

// interpret gives the bodies read their places in c, by purpose, or by the
// annotation's motivation where they have none. Those that Claimlight has no
// place for are kept as they are.
func (d *Decoder) interpret(c *annotations.Claim, motivation string) {
	var others []string
	for i := range d.bodies {
		b := &d.bodies[i]
		if b.raw != "" || !d.take(c, b, motivation) {
			others = append(others, b.json())
		}
	}
	keepItems(&c.Extra, extraBodies, others)
	implied := "highlighting"
	if len(c.Tags) > 0 {
		implied = "classifying"
	}
	if c.Extra[extraMotivation] == "" && motivation != implied && motivation != "" {
		setExtra(&c.Extra, extraMotivation, quoted(motivation))
	}
}

// take puts b into c and reports whether there was a place for it.
func (d *Decoder) take(c *annotations.Claim, b *body, motivation string) bool {
	purpose := b.purpose
	if purpose == "" && b.members["purpose"] == "" {
		if purpose = motivation; purpose != "tagging" {
			purpose = "commenting"
		}
	}
	if purpose == "linking" && (b.hasSource && b.kind == specificResource || b.hasValue && b.kind == textualBody && b.purpose != "") {
		e := b.evidence
		e.Address, e.Extra = b.value, b.members
		if b.hasSource {
			e.Address = b.source
		}
		c.Evidence = append(c.Evidence, e)
		return true
	}
	if !b.hasValue || b.kind != textualBody && b.kind != "" || b.evidence.Quote+b.evidence.Title+b.evidence.SeenOn+b.evidence.Note+string(b.evidence.Stance) != "" || b.hasSource {
		return false
	}
	switch purpose {
	case "tagging", "classifying":
		if strings.TrimSpace(b.value) == "" && b.tag == "" {
			return false
		}
		id := d.codebook.tag(d.r, b.tag, b.value)
		if id == "" || c.Tagged(id) {
			return false
		}
		c.Tags = append(c.Tags, id)
		keepMembers(&c.Extra, extraBody+"tagging/"+string(id), b.members)
		return true
	case "commenting":
		if c.Note != "" || b.value == "" {
			return false
		}
		c.Note = b.value
		if b.members["format"] == `"text/plain"` {
			delete(b.members, "format")
		}
	case "describing":
		if c.Restated != "" || b.value == "" {
			return false
		}
		c.Restated = b.value
	case "assessing":
		if c.Verdict != "" || !slices.Contains(annotations.Verdicts, annotations.Verdict(b.value)) {
			return false
		}
		c.Verdict = annotations.Verdict(b.value)
	default:
		return false
	}
	keepMembers(&c.Extra, extraBody+purpose, b.members)
	return true
}

// json is b as JSON again.
func (b *body) json() string {
	if b.raw != "" {
		return b.raw
	}
	dst := appendText([]byte{'{'}, "type", b.kind)
	if b.members["type"] != "" {
		dst = dst[:1] // the members have the whole of it
	}
	if b.members["purpose"] == "" {
		dst = appendText(dst, "purpose", b.purpose)
	}
	if b.hasValue {
		dst = appendString(appendName(dst, "value"), b.value)
	}
	if b.hasSource {
		dst = appendString(appendName(dst, "source"), b.source)
	}
	dst = appendText(dst, "label", b.evidence.Title)
	dst = appendText(dst, "claimlight:tag", b.tag)
	dst = appendText(dst, "claimlight:quote", b.evidence.Quote)
	dst = appendText(dst, "claimlight:stance", b.evidence.Stance)
	dst = appendText(dst, "claimlight:seenOn", b.evidence.SeenOn)
	dst = appendText(dst, "claimlight:note", b.evidence.Note)
	return string(append(appendExtra(dst, b.members), '}'))
}
