package annotations

import (
	"encoding/json"
	"slices"
)

// A Variant is what a field of a claim was set to at the same time as to what it
// is now, in another tab, for the person to choose. It is kept with the claim
// until they do, in storage and in files.
type Variant struct {
	Field string `json:"field"` // as its member is called in storage: "note", "passage", "evidence/ID/quote"
	Value string `json:"value"` // its text; of a passage, JSON
}

// VariantsName is where a claim's Extra keeps its variants: a JSON list.
const VariantsName = "claimlight:variants"

// Variants are c's variants.
func (c *Claim) Variants() []Variant {
	var list []Variant
	if raw, ok := c.Extra[VariantsName]; ok && json.Unmarshal([]byte(raw), &list) != nil {
		return nil // of another program's making; it is kept as it is
	}
	return list
}

// SetVariants puts variants in the place of c's, in a new Extra.
func (c *Claim) SetVariants(list []Variant) {
	extra := Extra{}
	for name, raw := range c.Extra {
		if name != VariantsName {
			extra[name] = raw
		}
	}
	if len(list) > 0 {
		raw, err := json.Marshal(list)
		if err != nil {
			panic("annotations: variants cannot be written: " + err.Error()) // they are strings
		}
		extra[VariantsName] = string(raw)
	}
	if c.Extra = extra; len(extra) == 0 {
		c.Extra = nil
	}
}

// Vary returns a field's variants.
func (c *Claim) Vary(field string) []string {
	var values []string
	for _, v := range c.Variants() {
		if v.Field == field {
			values = append(values, v.Value)
		}
	}
	return values
}

// JoinVariants joins two changes of one list of variants: what either took away
// is gone, and what either added is there.
func JoinVariants(base, mine, theirs []Variant) []Variant {
	var out []Variant
	for _, v := range theirs {
		if slices.Contains(mine, v) || !slices.Contains(base, v) {
			out = append(out, v)
		}
	}
	for _, v := range mine {
		if !slices.Contains(base, v) && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
