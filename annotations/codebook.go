package annotations

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Codebook is the ordered list of tags that claims are given. Its version
// grows with every change, so that of two the later is known.
type Codebook struct {
	Name    string
	Version int
	Tags    []Tag
	Extra   Extra
}

// A Tag is a kind of claim. Its look is one of nine hues and five underlines,
// never colour alone.
type Tag struct {
	ID         ID
	Name       string // unique in its codebook, letter case aside
	Definition string
	Example    string
	Colour     Colour
	Pattern    Pattern
	Key        string // the key that gives it, one character, or ""
	Parent     ID     // the tag that this one narrows, or ""
	Extra      Extra
}

// A Colour is one of the hues that keep their contrast in both themes.
type Colour string

// Colours are all hues, in the order new tags take them.
var Colours = []Colour{"amber", "green", "blue", "violet", "orange", "teal", "pink", "lime", "grey"}

// A Pattern is how a tag's highlights are underlined.
type Pattern string

// Patterns are all underlines, in the order new tags take them.
var Patterns = []Pattern{"solid", "double", "dotted", "dashed", "wavy"}

// Tag returns the tag with the given identifier, and whether there is one.
func (c *Codebook) Tag(id ID) (Tag, bool) {
	if i := slices.IndexFunc(c.Tags, func(t Tag) bool { return t.ID == id }); i >= 0 {
		return c.Tags[i], true
	}
	return Tag{}, false
}

// Named returns the tag with the given name, letter case and outer white space
// aside, and whether there is one.
func (c *Codebook) Named(name string) (Tag, bool) {
	name = strings.TrimSpace(name)
	if i := slices.IndexFunc(c.Tags, func(t Tag) bool { return strings.EqualFold(t.Name, name) }); i >= 0 {
		return c.Tags[i], true
	}
	return Tag{}, false
}

// Keyed returns the tag that key gives, and whether there is one.
func (c *Codebook) Keyed(key string) (Tag, bool) {
	if i := slices.IndexFunc(c.Tags, func(t Tag) bool { return t.Key != "" && t.Key == key }); i >= 0 {
		return c.Tags[i], true
	}
	return Tag{}, false
}

// negativeID is the identifier of the tag of the ready codebook "Claim types" for
// what is no claim, notFactualID that of "Check-worthiness".
const (
	negativeID   = "urn:claimlight:tag:none"
	notFactualID = "urn:claimlight:tag:not-factual"
)

// NotAClaim is the name of the tag for what is no claim.
const NotAClaim = "Not a claim"

// Negative returns the tag for what is no claim, and whether there is one: that
// of a ready codebook, whatever it is called now, or one named "Not a claim".
func (c *Codebook) Negative() (Tag, bool) {
	if t, ok := c.Tag(negativeID); ok {
		return t, true
	}
	if t, ok := c.Named(NotAClaim); ok {
		return t, true
	}
	return c.Tag(notFactualID)
}

// IsNegative reports whether claim says of its words that they are no claim: of
// its tags that c knows, that for no claim is the only one.
func (c *Codebook) IsNegative(claim *Claim) bool {
	negative, ok := c.Negative()
	if !ok || !claim.Tagged(negative.ID) {
		return false
	}
	for _, id := range claim.Tags {
		if _, known := c.Tag(id); known && id != negative.ID {
			return false
		}
	}
	return true
}

// WithNegative returns c with a tag for what is no claim, which is added where
// there is none, and that tag.
func (c Codebook) WithNegative() (Codebook, Tag) {
	if t, ok := c.Negative(); ok {
		return c, t
	}
	ready := ClaimTypes()
	t, _ := ready.Tag(negativeID)
	t.Key = ""
	c = c.With(t)
	return c, c.Tags[len(c.Tags)-1]
}

// Clone returns a copy of c that shares no memory with it that either could
// change.
func (c Codebook) Clone() Codebook {
	c.Tags = slices.Clone(c.Tags)
	return c
}

// With returns c with tag at its end, given the first key from 1 to 9, and the
// first look, that no other tag has, where tag brings none.
func (c Codebook) With(tag Tag) Codebook {
	c = c.Clone()
	if tag.Key == "" {
		tag.Key = c.freeKey()
	}
	if tag.Colour == "" {
		tag.Colour = Colours[len(c.Tags)%len(Colours)]
	}
	if tag.Pattern == "" {
		tag.Pattern = Patterns[(len(c.Tags)/len(Colours)+len(c.Tags))%len(Patterns)]
	}
	c.Tags = append(c.Tags, tag)
	c.Version++
	return c
}

func (c *Codebook) freeKey() string {
	for k := '1'; k <= '9'; k++ {
		if _, taken := c.Keyed(string(k)); !taken {
			return string(k)
		}
	}
	return ""
}

// Check reports what is wrong with c, or nil.
func (c *Codebook) Check() error {
	ids, names, keys := map[ID]bool{}, map[string]bool{}, map[string]bool{}
	for i, t := range c.Tags {
		name := strings.ToLower(strings.TrimSpace(t.Name))
		switch {
		case t.ID == "":
			return fmt.Errorf("tag %d has no identifier", i)
		case ids[t.ID]:
			return fmt.Errorf("two tags are identified as %q", t.ID)
		case name == "":
			return fmt.Errorf("tag %d has no name", i)
		case names[name]:
			return fmt.Errorf("two tags are named %q", t.Name)
		case t.Key != "" && keys[t.Key]:
			return fmt.Errorf("two tags have the key %q", t.Key)
		case !slices.Contains(Colours, t.Colour):
			return fmt.Errorf("tag %q has the unknown colour %q", t.Name, t.Colour)
		case !slices.Contains(Patterns, t.Pattern):
			return fmt.Errorf("tag %q has the unknown pattern %q", t.Name, t.Pattern)
		case t.Parent == t.ID:
			return errors.New("tag " + t.Name + " is its own parent")
		}
		ids[t.ID], names[name], keys[t.Key] = true, true, true
	}
	return nil
}

// Without returns c without the tag of the given identifier. What that narrowed
// is narrowed by nothing any more.
func (c Codebook) Without(id ID) Codebook {
	c = c.Clone()
	c.Tags = slices.DeleteFunc(c.Tags, func(t Tag) bool { return t.ID == id })
	for i := range c.Tags {
		if c.Tags[i].Parent == id {
			c.Tags[i].Parent = ""
		}
	}
	return c
}

// Adopt returns other in the place of c, for claims that were tagged with c:
// where both have a tag of one name, claims keep it, for it takes the identifier
// it has in c; and tags of c that are in use and that other does not have follow
// after its own, with whatever keys other leaves free. It returns the names of
// those as well.
func (c Codebook) Adopt(other Codebook, used func(ID) bool) (adopted Codebook, kept []string) {
	adopted = other.Clone()
	renamed := map[ID]ID{}
	for i := range adopted.Tags {
		own, ok := c.Named(adopted.Tags[i].Name)
		if _, taken := other.Tag(own.ID); ok && !taken {
			renamed[adopted.Tags[i].ID] = own.ID
			adopted.Tags[i].ID = own.ID
		}
	}
	for i := range adopted.Tags {
		if to, ok := renamed[adopted.Tags[i].Parent]; ok {
			adopted.Tags[i].Parent = to
		}
	}
	for _, t := range c.Tags {
		if _, there := adopted.Tag(t.ID); there || !used(t.ID) {
			continue
		}
		if _, taken := adopted.Keyed(t.Key); taken {
			t.Key = ""
		}
		adopted = adopted.With(t)
		kept = append(kept, t.Name)
	}
	for i := range adopted.Tags {
		if _, there := adopted.Tag(adopted.Tags[i].Parent); !there {
			adopted.Tags[i].Parent = ""
		}
	}
	adopted.Version = max(c.Version, other.Version) + 1
	return adopted, kept
}
