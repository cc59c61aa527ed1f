package format

import (
	"bytes"
	"io"
	"net/url"
	"strings"

	"claimlight/annotations"
)

// Hypothesis is what Hypothesis' client exports and imports: an envelope with
// annotations as its API has them (h.readthedocs.io/en/latest/api-reference).
// Offsets are UTF-16 units of the page's own text, of which an article's may
// be a part, so quotes decide. A Hypothesis annotation belongs to an address;
// when read, its article must be known.
var Hypothesis = Format{
	Name: "hypothesis", Title: "Hypothesis JSON", Extension: ".json", MediaType: "application/json",
	Unit: annotations.UTF16, Encode: encodeHypothesis, Decode: decodeHypothesis,
}

// hypothesisPage is where Hypothesis shows an annotation; it makes an IRI of
// its identifiers.
const hypothesisPage = "https://hypothes.is/a/"

func encodeHypothesis(w io.Writer, lib *annotations.Library, export Export) (Report, error) {
	var items []byte
	report := passages(lib, annotations.UTF16, placeTags|placeNote, func(a *annotations.Article, claims []passage) {
		for _, c := range claims {
			if len(items) > 0 {
				items = append(items, ',')
			}
			items = appendHypothesis(append(items, '\n'), a, c)
		}
	})
	out := []byte("{\n")
	if t := latest(lib); !t.IsZero() {
		out = append(formatTime(append(out, "\"export_date\":\""...), t), "\",\n"...)
	}
	out = append(out, "\"export_userid\":\"acct:claimlight@claimlight.invalid\",\n\"client_version\":"...)
	out = append(appendString(out, export.Generator), ",\n\"annotations\":["...)
	out = append(append(out, items...), "\n]\n}\n"...)
	return report, writeFile(w, out)
}

func appendHypothesis(dst []byte, a *annotations.Article, c passage) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "id", strings.TrimPrefix(string(c.ID), hypothesisPage))
	dst = appendTime(dst, "created", c.Created)
	dst = appendTime(dst, "updated", c.Modified)
	dst = appendText(dst, "user", account(c.Creator))
	dst = appendText(dst, "uri", targetSource(a))
	dst = appendString(appendName(dst, "text"), c.Note)
	dst = append(appendName(dst, "tags"), '[')
	if len(c.Tags) > 0 {
		for _, label := range c.labels {
			dst = appendString(appendComma(dst), label)
		}
	}
	dst = append(dst, `],"target":[{`...)
	dst = appendText(dst, "source", targetSource(a))
	dst = append(appendName(dst, "selector"), `[{"type":"TextPositionSelector"`...)
	dst = appendSpan(dst, c.start, c.end)
	dst = append(dst, `},{"type":"TextQuoteSelector"`...)
	dst = appendString(appendName(dst, "exact"), c.Quote.Exact)
	dst = appendText(dst, "prefix", c.Quote.Prefix)
	dst = appendText(dst, "suffix", c.Quote.Suffix)
	dst = append(dst, `}]}],"document":{"title":[`...)
	dst = append(appendString(dst, a.Title), `]}`...)
	if c.Creator.Nickname != "" {
		dst = append(appendName(dst, "user_info"), '{')
		dst = append(appendText(dst, "display_name", c.Creator.Nickname), '}')
	}
	return append(dst, '}')
}

// account is the user name that Hypothesis gives somebody.
func account(c annotations.Creator) string {
	if strings.HasPrefix(string(c.ID), "acct:") {
		return string(c.ID)
	}
	name := c.Nickname
	if name == "" {
		name = "anonymous"
	}
	return "acct:" + url.PathEscape(strings.ReplaceAll(oneLine(name), " ", "_")) + "@claimlight.invalid"
}

func decodeHypothesis(in io.Reader, source Source) (Import, error) {
	data, err := ReadAll(in, source.Limits)
	if err != nil {
		return Import{}, err
	}
	d := NewDecoder(bytes.NewReader(data), source)
	d.yield = func(int64) bool { return true }
	r := d.r
	if r.kind() == '[' {
		r.array(func(i int) { d.hypothesis("/", i) })
	} else {
		r.object(func(name string) {
			switch name {
			case "annotations", "rows":
				r.array(func(i int) { d.hypothesis("/"+name+"/", i) })
			case "client_version":
				d.maker = r.text()
			default:
				r.skip()
			}
		})
	}
	d.finish()
	d.place()
	return d.Import()
}

// hypothesis reads one annotation as Hypothesis' API has it.
func (d *Decoder) hypothesis(prefix string, index int) {
	r := d.r
	d.total++
	var c annotations.Claim
	var tags []string
	var id, name string
	reply := false
	p := pending{prefix: prefix, index: index}
	if len(d.claims) >= r.limits.Claims {
		r.skip()
		return
	}
	if !r.object(func(member string) {
		switch member {
		case "id":
			id = r.text()
		case "created":
			c.Created = r.time()
		case "updated":
			c.Modified = r.time()
		case "user":
			c.Creator.ID = annotations.ID(r.short())
		case "uri":
			p.source = r.text()
		case "text":
			c.Note = r.text()
		case "tags":
			r.array(func(int) { tags = append(tags, r.text()) })
		case "target":
			d.targets(&c, &p)
		case "references":
			r.array(func(int) {
				reply = true
				r.skip()
			})
		case "user_info":
			if r.kind() == '{' {
				name = r.texts()["display_name"]
				return
			}
			r.skip()
		default:
			r.skip() // groups, permissions and links belong to Hypothesis' server
		}
	}) || r.err != nil {
		return
	}
	c.Extra = nil // Hypothesis' further selectors say nothing about an article's text
	if reply {
		r.problem("it answers another annotation; Claimlight has no place for answers, so it was left out")
		return
	}
	for _, tag := range tags {
		if strings.TrimSpace(tag) == "" {
			continue
		}
		if id := d.codebook.tag(r, "", tag); id != "" && !c.Tagged(id) {
			c.Tags = append(c.Tags, id)
		}
	}
	if c.Creator.Nickname = name; name == "" {
		c.Creator.Nickname, _, _ = strings.Cut(strings.TrimPrefix(string(c.Creator.ID), "acct:"), "@")
	}
	if c.ID = annotations.ID(id); id != "" && !isIRI(id) {
		c.ID = annotations.ID(hypothesisPage + url.PathEscape(id))
	}
	d.identify(&c, &p)
	if c.Modified.Before(c.Created) {
		c.Modified = c.Created
	}
	if d.claimed[c.ID] {
		r.problem("another annotation is identified as %q too; this one is left out", c.ID)
		return
	}
	d.claimed[c.ID] = true
	d.claims = append(d.claims, c)
	d.pending = append(d.pending, p)
}
