package records

import (
	"bytes"
	"encoding/json"
	"slices"
)

// An item is an object in a list, and its identifier.
type item struct {
	id  string
	raw json.RawMessage
}

func items(list []json.RawMessage) ([]item, error) {
	out := make([]item, len(list))
	for i, raw := range list {
		var head struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			return nil, err
		}
		out[i] = item{head.ID, raw}
	}
	return out, nil
}

func find(list []item, id string) json.RawMessage {
	if i := slices.IndexFunc(list, func(it item) bool { return it.id == id }); i >= 0 {
		return list[i].raw
	}
	return nil
}

// named joins lists of objects by their identifiers. What one took away stays
// away, unless the other changed it meanwhile. The order is of that side which
// changed it; what the other added stands behind what it stood behind there.
func (m *merging) named(path string, base, mine, theirs []json.RawMessage) ([]json.RawMessage, error) {
	var list [3][]item
	for i, raw := range [][]json.RawMessage{base, mine, theirs} {
		var err error
		if list[i], err = items(raw); err != nil {
			return nil, err
		}
	}
	was, own, other := list[0], list[1], list[2]
	first, second := other, own
	if sameOrder(was, other) {
		first, second = own, other
	}
	order := ids(first)
	for i, it := range second {
		if slices.Contains(order, it.id) {
			continue
		}
		at := 0
		if i > 0 {
			at = slices.Index(order, second[i-1].id) + 1
		}
		order = slices.Insert(order, at, it.id)
	}
	var out []json.RawMessage
	for _, id := range order {
		v, err := m.item(path+"/"+id, find(was, id), find(own, id), find(other, id))
		if err != nil {
			return nil, err
		}
		if v != nil {
			out = append(out, v)
		}
	}
	return out, nil
}

// item joins two versions of one object of a list, either of which may be gone.
func (m *merging) item(path string, base, mine, theirs json.RawMessage) (json.RawMessage, error) {
	switch {
	case bytes.Equal(mine, base), bytes.Equal(mine, theirs):
		return theirs, nil
	case bytes.Equal(theirs, base):
		return mine, nil
	case mine == nil:
		m.met = append(m.met, path)
		return theirs, nil
	case theirs == nil && m.side == Theirs:
		m.met = append(m.met, path)
		return nil, nil
	case theirs == nil:
		m.met = append(m.met, path)
		return mine, nil
	}
	var objects [3]object
	for i, v := range []json.RawMessage{base, mine, theirs} {
		if err := unmarshal(v, &objects[i]); err != nil {
			return nil, err
		}
	}
	out, err := m.object(path+"/", map[string]rule{"extra": members}, objects[0], objects[1], objects[2])
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// sameOrder reports whether what base and list share stands in the same order.
func sameOrder(base, list []item) bool {
	shared := func(a, b []item) (out []string) {
		for _, it := range a {
			if find(b, it.id) != nil {
				out = append(out, it.id)
			}
		}
		return out
	}
	return slices.Equal(shared(base, list), shared(list, base))
}

func ids(list []item) (out []string) {
	for _, it := range list {
		out = append(out, it.id)
	}
	return out
}
