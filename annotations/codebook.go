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

// ClaimTypes is the ready codebook. It follows Konstantinovskiy, Price, Babakar
// and Zubiaga, "Toward Automated Factchecking" (arXiv 1809.08193), with its
// "other" split in two: claims that can be checked, and what is no claim.
func ClaimTypes() Codebook {
	tag := func(id ID, name, definition, example, key string, colour Colour, pattern Pattern) Tag {
		return Tag{ID: "urn:claimlight:tag:" + id, Name: name, Definition: definition, Example: example,
			Key: key, Colour: colour, Pattern: pattern}
	}
	return Codebook{Name: "Claim types", Version: 1, Tags: []Tag{
		tag("quantity", "Quantity", "How much or how many, now or in the past: a number, a share, a change, a comparison, a rank.",
			"Ambulance waits doubled to 40 minutes in 2025.", "1", "amber", "solid"),
		tag("cause", "Cause or link", "That one thing causes, prevents or goes together with another.",
			"The bypass has cut asthma in the old town.", "2", "green", "double"),
		tag("rule", "Law or rule", "What a law, a contract or a rule says, allows or forbids, or how a procedure works.",
			"The council may not borrow for running costs.", "3", "blue", "dotted"),
		tag("prediction", "Prediction or pledge", "What will happen, or what somebody says they will do.",
			"By 2030 every bus will be electric.", "4", "violet", "dashed"),
		tag("event", "Event or action", "That something happened, or that somebody did or did not do something.",
			"The minister met the owners twice in March.", "5", "orange", "solid"),
		tag("attribution", "Who said or backs what", "That a person or body said something, voted for it, or supports or opposes it.",
			"The union backs the merger.", "6", "teal", "dotted"),
		tag("experience", "Personal experience", "What somebody lived through or saw, which others can hardly check.",
			"I waited five hours in that corridor.", "7", "pink", "dashed"),
		tag("other", "Other checkable claim", "A claim that can be checked and fits none of the kinds before.",
			"The tower is the oldest in the county.", "8", "lime", "wavy"),
		tag("none", "Not a claim", "An opinion, a question, a joke, a greeting: nothing that could be true or false.",
			"What a week it has been.", "9", "grey", "solid"),
	}}
}
