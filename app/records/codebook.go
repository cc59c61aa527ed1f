package records

import (
	"encoding/json"
	"time"

	"claimlight/annotations"
)

// CodebookID is the identifier of the codebook's record.
const CodebookID = "codebook"

type storedCodebook struct {
	Name    string            `json:"name,omitempty"`
	Version int               `json:"version"`
	Tags    []storedTag       `json:"tags"`
	Extra   annotations.Extra `json:"extra,omitempty"`
}

type storedTag struct {
	ID         annotations.ID      `json:"id"`
	Name       string              `json:"name"`
	Definition string              `json:"definition,omitempty"`
	Example    string              `json:"example,omitempty"`
	Colour     annotations.Colour  `json:"colour"`
	Pattern    annotations.Pattern `json:"pattern"`
	Key        string              `json:"key,omitempty"`
	Parent     annotations.ID      `json:"parent,omitempty"`
	Extra      annotations.Extra   `json:"extra,omitempty"`
}

// OfCodebook is the codebooks record of c.
func OfCodebook(c *annotations.Codebook, at time.Time) Record {
	s := storedCodebook{Name: c.Name, Version: c.Version, Extra: c.Extra, Tags: make([]storedTag, len(c.Tags))}
	for i, t := range c.Tags {
		s.Tags[i] = storedTag(t)
	}
	return of(CodebookID, "", at, s)
}

// ReadCodebook reads a codebooks record.
func ReadCodebook(r Record) (annotations.Codebook, error) {
	var s storedCodebook
	if err := json.Unmarshal(r.Data, &s); err != nil {
		return annotations.Codebook{}, &DamageError{"the codebook", err}
	}
	c := annotations.Codebook{Name: s.Name, Version: s.Version, Extra: s.Extra}
	for _, t := range s.Tags {
		c.Tags = append(c.Tags, annotations.Tag(t))
	}
	return c, nil
}
