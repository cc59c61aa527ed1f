package format

import (
	"slices"
	"strconv"
	"strings"

	"claimlight/annotations"
)

// appendCodebook appends c as it stands in "claimlight:codebook", a tag on
// each line.
func appendCodebook(dst []byte, c *annotations.Codebook) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "name", c.Name)
	dst = strconv.AppendInt(appendName(dst, "version"), int64(c.Version), 10)
	dst = append(appendName(dst, "tags"), '[')
	for i := range c.Tags {
		t := &c.Tags[i]
		dst = append(appendComma(dst), "\n{"...)
		dst = appendText(dst, "id", t.ID)
		dst = appendText(dst, "name", t.Name)
		dst = appendText(dst, "definition", t.Definition)
		dst = appendText(dst, "example", t.Example)
		dst = appendText(dst, "colour", t.Colour)
		dst = appendText(dst, "pattern", t.Pattern)
		dst = appendText(dst, "key", t.Key)
		dst = appendText(dst, "parent", t.Parent)
		dst = appendExtra(dst, t.Extra)
		dst = append(dst, '}')
	}
	if len(c.Tags) > 0 {
		dst = append(dst, '\n')
	}
	dst = append(dst, ']')
	dst = appendExtra(dst, c.Extra)
	return append(dst, '}')
}

// codebook reads a codebook. Tags that could not be told from others are left
// out, looks that no tag can have are replaced, and both are problems.
func (r *reader) codebook() annotations.Codebook {
	var c annotations.Codebook
	r.object(func(name string) {
		switch name {
		case "name":
			c.Name = r.text()
		case "version":
			c.Version = r.count()
		case "tags":
			r.array(func(i int) {
				if len(c.Tags) >= r.limits.Tags {
					r.skip()
					if i == r.limits.Tags {
						r.problem("more than %d tags; from here on they are left out", r.limits.Tags)
					}
					return
				}
				if t, ok := r.codebookTag(&c); ok {
					c.Tags = append(c.Tags, t)
				}
			})
		default:
			r.keep(&c.Extra, name)
		}
	})
	return c
}

// codebookTag reads a tag that is to follow those of c.
func (r *reader) codebookTag(c *annotations.Codebook) (annotations.Tag, bool) {
	var t annotations.Tag
	if !r.object(func(name string) {
		switch name {
		case "id":
			t.ID = annotations.ID(r.text())
		case "name":
			t.Name = r.text()
		case "definition":
			t.Definition = r.text()
		case "example":
			t.Example = r.text()
		case "colour":
			t.Colour = annotations.Colour(r.text())
		case "pattern":
			t.Pattern = annotations.Pattern(r.text())
		case "key":
			t.Key = r.text()
		case "parent":
			t.Parent = annotations.ID(r.text())
		default:
			r.keep(&t.Extra, name)
		}
	}) || r.err != nil {
		return t, false
	}
	if strings.TrimSpace(t.Name) == "" {
		r.problem("the tag has no name; left out")
		return t, false
	}
	if t.ID == "" {
		t.ID = nameID("tag", strings.ToLower(t.Name))
	}
	if _, taken := c.Tag(t.ID); taken {
		r.problem("another tag is identified as %q too; this one is left out", t.ID)
		return t, false
	}
	if _, taken := c.Named(t.Name); taken {
		r.problem("another tag is named %q too; this one is left out", t.Name)
		return t, false
	}
	if !slices.Contains(annotations.Colours, t.Colour) {
		r.problem("no tag can have the colour %q; it gets another", t.Colour)
		t.Colour = annotations.Colours[len(c.Tags)%len(annotations.Colours)]
	}
	if !slices.Contains(annotations.Patterns, t.Pattern) {
		r.problem("no tag can have the underline %q; it gets another", t.Pattern)
		t.Pattern = annotations.Patterns[len(c.Tags)%len(annotations.Patterns)]
	}
	if _, taken := c.Keyed(t.Key); taken {
		r.problem("another tag has the key %q too; this one gets none", t.Key)
		t.Key = ""
	}
	if t.Parent == t.ID {
		r.problem("the tag is its own parent; it gets none")
		t.Parent = ""
	}
	return t, true
}
