package format

import (
	"strings"

	"claimlight/annotations"
)

// What a claim's Extra holds besides members of the annotation itself. These
// names begin with a slash, which no term of JSON-LD does; their values are
// lists or objects whose brackets are left out when they are written back.
const (
	extraType       = "/type"            // the whole value, if it is not "Annotation"
	extraMotivation = "/motivation"      // the whole value, if tags do not imply it
	extraCreator    = "/creator"         // further members of the creator
	extraCreators   = "/creators"        // further creators
	extraBodies     = "/body"            // further bodies
	extraBody       = "/body/"           // + purpose, for tags + "/" + tag: further members of that body
	extraTargets    = "/targets"         // further targets
	extraTarget     = "/target"          // further members of the target
	extraSource     = "/target/source"   // the whole value, if it is not what targetSource says
	extraSelectors  = "/target/selector" // further selectors
	extraQuote      = "/target/quote"    // further members of the TextQuoteSelector
	extraPosition   = "/target/position" // further members of the TextPositionSelector
	extraSelector   = "/selector"        // evidence: further members of its TextQuoteSelector
)

// appendAnnotation appends c, a claim in the current article, as a W3C
// annotation on one line.
// Start and end count c.Span in code points; they are left out where negative.
func (e *Encoder) appendAnnotation(dst []byte, c *annotations.Claim, start, end int) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "id", c.ID)
	dst = appendRawOr(dst, "type", c.Extra[extraType], "Annotation")
	motivation := "highlighting"
	if len(c.Tags) > 0 {
		motivation = "classifying"
	}
	dst = appendRawOr(dst, "motivation", c.Extra[extraMotivation], motivation)
	dst = appendTime(dst, "created", c.Created)
	dst = appendTime(dst, "modified", c.Modified)
	dst = appendCreator(dst, c)
	dst = e.appendBodies(dst, c)
	dst = appendTarget(dst, e.source, c, start, end)
	dst = appendText(dst, "claimlight:article", c.Article)
	dst = appendText(dst, "claimlight:previous", c.Previous)
	status := c.Status
	if status == annotations.Open {
		status = openStatus
	}
	dst = appendText(dst, "claimlight:status", status)
	dst = appendText(dst, "claimlight:worth", c.Worth)
	dst = appendText(dst, "claimlight:speaker", c.Speaker)
	dst = appendText(dst, "claimlight:saidOn", c.SaidOn)
	dst = appendExtra(dst, own(c.Extra))
	return append(dst, '}')
}

// openStatus is how the status of a claim that nobody began with is written.
const openStatus = "open"

// own is extra without what stands elsewhere than in the annotation itself.
func own(extra annotations.Extra) annotations.Extra {
	if len(extra) == 0 {
		return nil
	}
	members := annotations.Extra{}
	for name, value := range extra {
		if !strings.HasPrefix(name, "/") {
			members[name] = value
		}
	}
	return members
}

// appendRawOr appends raw JSON as a member, or text where there is none.
func appendRawOr(dst []byte, name, raw, text string) []byte {
	dst = appendName(dst, name)
	if raw != "" {
		return append(dst, raw...)
	}
	return appendString(dst, text)
}

// appendInside appends what stands inside the brackets of raw, a list or an
// object, to a list or object that is open.
func appendInside(dst []byte, raw string) []byte {
	if len(raw) <= len("{}") {
		return dst
	}
	return append(appendComma(dst), raw[1:len(raw)-1]...)
}

func appendCreator(dst []byte, c *annotations.Claim) []byte {
	more, others := c.Extra[extraCreator], c.Extra[extraCreators]
	if c.Creator == (annotations.Creator{}) && more == "" && others == "" {
		return dst
	}
	dst = appendName(dst, "creator")
	if others != "" {
		dst = append(dst, '[')
	}
	dst = append(dst, '{')
	dst = appendText(dst, "id", c.Creator.ID)
	if !hasMember(more, "type") {
		dst = appendText(dst, "type", "Person")
	}
	dst = appendText(dst, "nickname", c.Creator.Nickname)
	dst = append(appendInside(dst, more), '}')
	if others != "" {
		dst = append(appendInside(dst, others), ']')
	}
	return dst
}

// hasMember reports whether the compact object raw, of further members, has
// one of the given name at its outermost level.
func hasMember(raw, name string) bool {
	if raw == "" {
		return false
	}
	_, ok := members(raw)[name]
	return ok
}

// appendBodies appends the member "body", or nothing where there is none.
func (e *Encoder) appendBodies(dst []byte, c *annotations.Claim) []byte {
	before := len(dst)
	dst = append(appendName(dst, "body"), '[')
	empty := len(dst)
	for _, id := range c.Tags {
		dst = appendBody(dst, "tagging", e.tagName(c, id), "", extraBody+"tagging/"+string(id), c.Extra, id)
	}
	if c.Note != "" {
		dst = appendBody(dst, "commenting", c.Note, "text/plain", extraBody+"commenting", c.Extra, "")
	}
	if c.Restated != "" {
		dst = appendBody(dst, "describing", c.Restated, "", extraBody+"describing", c.Extra, "")
	}
	if c.Verdict != "" {
		dst = appendBody(dst, "assessing", string(c.Verdict), "", extraBody+"assessing", c.Extra, "")
	}
	for i := range c.Evidence {
		dst = appendEvidence(appendComma(dst), &c.Evidence[i])
	}
	dst = appendInside(dst, c.Extra[extraBodies])
	if len(dst) == empty {
		return dst[:before]
	}
	return append(dst, ']')
}

// appendBody appends a TextualBody.
func appendBody(dst []byte, purpose, value, mediaType, key string, extra annotations.Extra, tag annotations.ID) []byte {
	more := ""
	if extra != nil {
		more = extra[key]
	}
	dst = append(appendComma(dst), `{"type":"TextualBody"`...)
	dst = appendText(dst, "purpose", purpose)
	if mediaType != "" && !hasMember(more, "format") {
		dst = appendText(dst, "format", mediaType)
	}
	dst = appendString(appendName(dst, "value"), value)
	dst = appendText(dst, "claimlight:tag", tag)
	return append(appendInside(dst, more), '}')
}

// appendEvidence appends evidence as a SpecificResource with a source where it
// has an address that may be followed, and else as a TextualBody.
func appendEvidence(dst []byte, v *annotations.Evidence) []byte {
	link := isLink(v.Address)
	if link {
		dst = append(dst, `{"type":"SpecificResource","purpose":"linking"`...)
		dst = appendText(dst, "source", v.Address)
	} else {
		dst = append(dst, `{"type":"TextualBody","purpose":"linking"`...)
		dst = appendString(appendName(dst, "value"), v.Address)
	}
	dst = appendText(dst, "label", v.Title)
	_, selected := v.Extra["selector"]
	switch more := v.Extra[extraSelector]; {
	case !link || selected:
		dst = appendText(dst, "claimlight:quote", v.Quote)
	case v.Quote != "" || more != "":
		dst = append(appendName(dst, "selector"), `{"type":"TextQuoteSelector"`...)
		dst = appendString(appendName(dst, "exact"), v.Quote)
		dst = append(appendInside(dst, more), '}')
	}
	dst = appendText(dst, "claimlight:stance", v.Stance)
	dst = appendText(dst, "claimlight:seenOn", v.SeenOn)
	dst = appendText(dst, "claimlight:note", v.Note)
	dst = appendExtra(dst, own(v.Extra))
	return append(dst, '}')
}

func appendTarget(dst []byte, source string, c *annotations.Claim, start, end int) []byte {
	others := c.Extra[extraTargets]
	dst = appendName(dst, "target")
	if others != "" {
		dst = append(dst, '[')
	}
	dst = append(dst, '{')
	dst = appendRawOr(dst, "source", c.Extra[extraSource], source)
	dst = append(appendName(dst, "selector"), `[{"type":"TextQuoteSelector"`...)
	dst = appendString(appendName(dst, "exact"), c.Quote.Exact)
	dst = appendText(dst, "prefix", c.Quote.Prefix)
	dst = appendText(dst, "suffix", c.Quote.Suffix)
	dst = append(appendInside(dst, c.Extra[extraQuote]), '}')
	if start >= 0 {
		dst = append(dst, `,{"type":"TextPositionSelector"`...)
		dst = appendSpan(dst, start, end)
		dst = append(appendInside(dst, c.Extra[extraPosition]), '}')
	}
	dst = append(appendInside(dst, c.Extra[extraSelectors]), ']')
	dst = append(appendInside(dst, c.Extra[extraTarget]), '}')
	if others != "" {
		dst = append(appendInside(dst, others), ']')
	}
	return dst
}
