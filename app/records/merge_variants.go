package records

import (
	"encoding/json"
	"slices"
	"strings"

	"claimlight/annotations"
)

// keep puts the variants into a claim that is joined: those of either side that
// the other did not settle, and what theirs has where mine stands; not what a
// side made its value from, nor what stands.
func (m *merging) keep(out *Record, base, mine, theirs object) error {
	c, imported, err := ReadClaim(*out)
	if err != nil {
		return err
	}
	var lists [3][]annotations.Variant
	for i, o := range []object{base, mine, theirs} {
		lists[i] = variantsOf(o)
	}
	stands := object{}
	if err := json.Unmarshal(out.Data, &stands); err != nil {
		return err
	}
	gather(stands)
	var kept []annotations.Variant
	for _, v := range append(annotations.JoinVariants(lists[0], lists[1], lists[2]), m.variants...) {
		was, had := valueAt(base, v.Field)
		now, has := valueAt(stands, v.Field)
		switch {
		case !has && strings.HasPrefix(v.Field, "evidence/"): // that piece is gone
		case has && now == v.Value, slices.Contains(kept, v):
		case had && was == v.Value && changed(base, mine, v.Field):
		default:
			kept = append(kept, v)
		}
	}
	c.SetVariants(kept)
	*out = OfClaim(&c, imported)
	return nil
}

func changed(base, next object, field string) bool {
	a, _ := valueAt(base, field)
	b, _ := valueAt(next, field)
	return a != b
}

// variantsOf are the variants of a claim's object.
func variantsOf(o object) []annotations.Variant {
	var c annotations.Claim
	if unmarshal(o["extra"], &c.Extra) != nil {
		return nil
	}
	return c.Variants()
}

// valueAt is the value of a field as a variant has it, and whether the claim has
// room for it: of a piece of evidence that is gone there is none.
func valueAt(o object, field string) (value string, has bool) {
	rest, inside := strings.CutPrefix(field, "evidence/")
	if !inside {
		return plain(o[field]), true
	}
	cut := strings.LastIndex(rest, "/")
	if cut < 0 {
		return "", false
	}
	var list []json.RawMessage
	if unmarshal(o["evidence"], &list) != nil {
		return "", false
	}
	all, err := items(list)
	if err != nil {
		return "", false
	}
	raw := find(all, rest[:cut])
	var piece object
	if raw == nil || json.Unmarshal(raw, &piece) != nil {
		return "", false
	}
	return plain(piece[rest[cut+1:]]), true
}

// plain is the text that raw is, or raw itself where it is none.
func plain(raw json.RawMessage) string {
	var s string
	if raw == nil || json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
