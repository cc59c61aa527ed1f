package format

import (
	"slices"
	"strconv"
	"strings"

	"claimlight/annotations"
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
		case "claimlight:previous":
			c.Previous = annotations.ID(r.short())
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
