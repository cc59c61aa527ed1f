package format

import (
	"slices"
	"strconv"
	"strings"

	"claimlight/annotations"

	"github.com/go-json-experiment/json/jsontext"
)

// pending is what a claim needs until it is placed.
type pending struct {
	prefix     string // of the JSON pointer to the annotation
	index      int    // its index behind prefix, or -1 where prefix is all
	source     string // of the target
	start, end int    // of the TextPositionSelector, in the file's unit
	position   bool   // whether there was one
}

func (p *pending) pointer() string {
	if p.index < 0 {
		return p.prefix
	}
	return p.prefix + strconv.Itoa(p.index)
}

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

// annotation reads one annotation into d.claims and d.pending.
func (d *Decoder) annotation(prefix string, index int) {
	r := d.r
	d.total++
	if len(d.claims) >= r.limits.Claims {
		r.skip()
		if d.total == r.limits.Claims+1 {
			r.problem("more than %d annotations; from here on they are left out", r.limits.Claims)
		}
		return
	}
	// Claims are large, so they are read where they stay.
	n := len(d.claims)
	d.claims = append(d.claims, annotations.Claim{})
	d.pending = append(d.pending, pending{prefix: prefix, index: index})
	if !d.readAnnotation(&d.claims[n], &d.pending[n]) {
		d.claims, d.pending = d.claims[:n], d.pending[:n]
	}
	d.step()
}

// readAnnotation reads one annotation into c and p, and reports whether there
// was one to keep.
func (d *Decoder) readAnnotation(c *annotations.Claim, p *pending) bool {
	r := d.r
	motivation := ""
	var isTyped, bodied, valued, hasTarget bool
	d.bodies = d.bodies[:0]
	if !r.object(func(name string) {
		switch name {
		case "@context":
			d.context(&c.Extra)
		case "id":
			c.ID = annotations.ID(r.text())
		case "type":
			isTyped = true
			d.typed(c)
		case "motivation":
			motivation = d.word(&c.Extra, extraMotivation)
		case "created":
			c.Created = r.time()
		case "modified":
			c.Modified = r.time()
		case "creator":
			d.creator(c)
		case "body":
			bodied = true
			r.list(func(int) { d.body() })
		case "bodyValue":
			valued = true
			d.bodies = append(d.bodies, body{kind: textualBody, value: r.text(), hasValue: true})
		case "target":
			hasTarget = true
			d.targets(c, p)
		case "claimlight:article":
			c.Article = annotations.ID(r.short())
		case "claimlight:status":
			if c.Status = choice(r, annotations.Statuses, openStatus); c.Status == openStatus {
				c.Status = annotations.Open
			}
		case "claimlight:worth":
			c.Worth = choice(r, annotations.Worths)
		case "claimlight:speaker":
			c.Speaker = r.text()
		case "claimlight:saidOn":
			c.SaidOn = r.text()
		default:
			if strings.HasPrefix(name, "/") {
				r.skip()
				r.problem("an annotation has no %q; left out", name)
				return
			}
			r.keep(&c.Extra, name)
			d.checkMember(name, c.Extra[name])
		}
	}) || r.err != nil {
		return false
	}
	if !isTyped {
		r.problemAt(p.pointer()+"/type", "", "nothing says that this is an Annotation; read as if it were")
	}
	if bodied && valued {
		r.problemAt(p.pointer()+"/bodyValue", "", "an annotation has a body or a bodyValue, not both; both were taken")
	}
	if !hasTarget {
		r.problem("the annotation has no target, so nothing says what it is about; left out")
		return false
	}
	d.found = true
	d.interpret(c, motivation)
	d.identify(c, p)
	if c.Modified.Before(c.Created) {
		if !c.Modified.IsZero() {
			r.problem("it was changed before it was made; both times are now the later")
		}
		c.Modified = c.Created
	}
	if d.claimed[c.ID] {
		r.problem("another annotation is identified as %q too; this one is left out", c.ID)
		return false
	}
	d.claimed[c.ID] = true
	return true
}

// identify gives c an identifier that is an IRI.
func (d *Decoder) identify(c *annotations.Claim, p *pending) {
	if isIRI(string(c.ID)) {
		return
	}
	// Recogito writes "#" and a UUID.
	if id, ok := strings.CutPrefix(string(c.ID), "#"); ok && len(id) == 36 && isIRI("urn:uuid:"+id) {
		c.ID = annotations.ID("urn:uuid:" + strings.ToLower(id))
		return
	}
	if c.ID != "" {
		d.r.problemAt(p.pointer()+"/id", "", "the identifier %.60q is not an IRI; it was given one made from it", c.ID)
		c.ID = nameID("annotation", string(c.ID))
		return
	}
	c.ID = nameID("annotation", string(c.Article), p.source, c.Quote.Exact, c.Quote.Prefix,
		strconv.Itoa(p.start), strconv.Itoa(p.end), c.Note)
}

// typed reads the type of an annotation.
func (d *Decoder) typed(c *annotations.Claim) {
	if d.r.kind() == '"' {
		kind := d.r.short()
		if kind != "Annotation" {
			d.r.problem("its type is %.60q, not Annotation", kind)
			setExtra(&c.Extra, extraType, quoted(kind))
		}
		return
	}
	raw := d.r.raw()
	if raw == `["Annotation"]` || raw == "" {
		return
	}
	if !strings.Contains(raw, `"Annotation"`) {
		d.r.problem("its type is %.60s, not Annotation", raw)
	}
	setExtra(&c.Extra, extraType, raw)
}

// word reads a single text, or keeps any other value in extra and takes the
// first text of it.
func (d *Decoder) word(extra *annotations.Extra, name string) string {
	if d.r.kind() == '"' {
		return d.r.short()
	}
	raw := d.r.raw()
	if raw != "" {
		setExtra(extra, name, raw)
	}
	return plain(firstItem(raw))
}

// choice reads one of the given values; others are a problem and give the zero
// value.
func choice[T ~string](r *reader, values []T, more ...T) T {
	v := T(r.short())
	if v == "" || slices.Contains(values, v) || slices.Contains(more, v) {
		return v
	}
	r.problem("%.40q is none of the values that this can have; left out", string(v))
	return ""
}

// creator reads who made c: an object, an address, or a list of which the
// first counts and the others are kept.
func (d *Decoder) creator(c *annotations.Claim) {
	var others []string
	d.r.list(func(i int) {
		if i > 0 {
			others = append(others, d.r.raw())
			return
		}
		if d.r.kind() == '"' {
			c.Creator.ID = annotations.ID(d.r.short())
			return
		}
		var more annotations.Extra
		d.r.object(func(name string) {
			switch {
			case name == "id" && d.r.kind() == '"':
				c.Creator.ID = annotations.ID(d.r.short())
			case name == "nickname" && d.r.kind() == '"':
				c.Creator.Nickname = d.r.short()
			case name == "type" && d.r.kind() == '"':
				if kind := d.r.short(); kind != "Person" {
					setExtra(&more, name, quoted(kind))
				}
			default:
				d.r.keep(&more, name)
			}
		})
		if c.Creator.Nickname == "" {
			c.Creator.Nickname = plain(more["name"])
		}
		keepMembers(&c.Extra, extraCreator, more)
	})
	keepItems(&c.Extra, extraCreators, others)
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

// The functions below look into JSON that was kept, which is compact and valid.

// members are the members of the object raw, or nil where it is none.
func members(raw string) annotations.Extra {
	if raw == "" || raw[0] != '{' {
		return nil
	}
	r := newReader(strings.NewReader(raw), Limits{})
	m := annotations.Extra{}
	r.object(func(name string) { r.keep(&m, name) })
	return m
}

// firstItem is the first item of the list raw, or raw where it is none.
func firstItem(raw string) string {
	if all := items(raw); len(all) > 0 {
		return all[0]
	}
	return ""
}

func isText(raw string) bool { return raw != "" && raw[0] == '"' }

// plain is the text that raw is, or "" where it is none.
func plain(raw string) string {
	if !isText(raw) {
		return ""
	}
	s, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return ""
	}
	return string(s)
}

func quoted(s string) string { return string(appendString(nil, s)) }

func setExtra(extra *annotations.Extra, name, raw string) {
	if *extra == nil {
		*extra = annotations.Extra{}
	}
	(*extra)[name] = raw
}

// keepMembers keeps m, if there are any, as an object named name.
func keepMembers(extra *annotations.Extra, name string, m annotations.Extra) {
	if len(m) > 0 {
		setExtra(extra, name, string(append(appendExtra([]byte{'{'}, m), '}')))
	}
}

// keepItems keeps items, if there are any, as a list named name.
func keepItems(extra *annotations.Extra, name string, items []string) {
	items = slices.DeleteFunc(items, func(s string) bool { return s == "" })
	if len(items) > 0 {
		setExtra(extra, name, "["+strings.Join(items, ",")+"]")
	}
}
