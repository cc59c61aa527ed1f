package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"claimlight/annotations"
)

// A Side says whose value stands where two changes of one record meet in one
// field.
type Side int

const (
	// Mine stands; of a claim, theirs is kept beside it as a variant, for the
	// person to choose.
	Mine Side = iota
	// Theirs stands, as for a change that is taken back.
	Theirs
)

// Merge joins two changes of one record: base is what both began with, mine and
// theirs are what became of it; nil is not there, as is the record of something
// deleted. What only one of them changed is as that one made it: field by field,
// tag by tag, evidence by its identifier. Met names the fields in which they
// met: both changed them, each differently. What one deleted and the other
// changed stays, and has met in "" too. The error is of a record that cannot be
// read.
func Merge(shelf Shelf, base, mine, theirs *Record, side Side) (merged *Record, met []string, err error) {
	switch {
	case theirs == nil && (shelf == Codebooks || shelf == Settings):
		return mine, nil, nil // they are never deleted: it was not stored yet
	case Same(mine, theirs), Same(mine, base):
		return theirs, nil, nil
	case Same(theirs, base):
		return mine, nil, nil
	case !alive(shelf, mine) && !alive(shelf, theirs):
		return theirs, nil, nil
	case !alive(shelf, mine) && side == Mine && shelf != Claims:
		return mine, []string{""}, nil
	case !alive(shelf, mine):
		return theirs, []string{""}, nil
	case !alive(shelf, theirs) && side == Theirs:
		return theirs, []string{""}, nil
	case !alive(shelf, theirs):
		return mine, []string{""}, nil
	}
	m := merging{side: side}
	out, other, began := *mine, *theirs, Record{}
	if alive(shelf, base) {
		began = *base
		err = began.settle(shelf)
	}
	if err = errors.Join(err, out.settle(shelf), other.settle(shelf)); err == nil {
		out.At = max(out.At, other.At)
		err = m.join(&out, shelf, began.Data, other.Data)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("joining two versions of %s: %w", mine.ID, err)
	}
	return &out, m.met, nil
}

// Same reports whether a and b are both nil or hold the same.
func Same(a, b *Record) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Article == b.Article && bytes.Equal(a.Data, b.Data)
}

// alive reports whether r is there and of something that was not deleted.
func alive(shelf Shelf, r *Record) bool {
	switch {
	case r == nil:
		return false
	case shelf == Claims:
		return r.Article != ""
	case shelf == Articles:
		_, grave, err := ReadEntry(*r)
		return err == nil && grave.ID == ""
	}
	return true
}

// settle writes r's data as the functions of this package do, so that equal
// records have equal bytes.
func (r *Record) settle(shelf Shelf) error {
	switch shelf {
	case Claims:
		c, base, err := ReadClaim(*r)
		if err != nil {
			return err
		}
		*r = OfClaim(&c, base)
	case Articles:
		e, _, err := ReadEntry(*r)
		if err != nil {
			return err
		}
		*r = OfEntry(&e)
	case Codebooks:
		c, err := ReadCodebook(*r)
		if err != nil {
			return err
		}
		tellApart(&c)
		*r = OfCodebook(&c, time.UnixMilli(r.At))
	}
	return nil
}

// tellApart gives tags that came from two sides names and keys of their own, as
// a codebook must have them.
func tellApart(c *annotations.Codebook) {
	tags := c.Tags
	c.Tags = nil
	for _, t := range tags {
		name := t.Name
		for n := 2; ; n++ {
			if _, taken := c.Named(t.Name); !taken {
				break
			}
			t.Name = fmt.Sprint(name, " ", n)
		}
		if _, taken := c.Keyed(t.Key); taken {
			t.Key = ""
		}
		c.Tags = append(c.Tags, t)
	}
}

// A rule says how the values of one member are joined.
type rule int

const (
	whole   rule = iota // one of them stands
	quiet               // one of them stands, and the other is not worth keeping
	set                 // a list without order, as of tags
	named               // a list of objects with identifiers, in order
	members             // an object, member by member
	latest              // the greater of two times or numbers
)

var rules = map[Shelf]map[string]rule{
	Claims: {"tags": set, "evidence": named, "created": quiet, "creator": quiet, "nickname": quiet,
		"modified": latest, "base": latest, "extra": members},
	Articles:  {"declined": set, "extra": members},
	Codebooks: {"version": latest, "tags": named, "extra": members},
	Settings:  {"creator": members},
}

// passage are the members of a claim that say which words it is on. They are of
// use together only, and joined as one member of that name.
var passage = []string{"start", "end", "exact", "prefix", "suffix"}

const passageName = "passage"

type object = map[string]json.RawMessage

// merging is a merge under way.
type merging struct {
	side     Side
	met      []string
	variants []annotations.Variant // of theirs, where mine stands
}

// join puts into out, which holds mine, what theirs has changed.
func (m *merging) join(out *Record, shelf Shelf, base, theirs []byte) error {
	var objects [3]object
	for i, data := range [][]byte{base, out.Data, theirs} {
		objects[i] = object{}
		if data == nil {
			continue
		}
		if err := json.Unmarshal(data, &objects[i]); err != nil {
			return err
		}
		if shelf == Claims {
			gather(objects[i])
		}
	}
	joined, err := m.object("", rules[shelf], objects[0], objects[1], objects[2])
	if err != nil {
		return err
	}
	if shelf == Claims {
		spread(joined)
	}
	if out.Data, err = json.Marshal(joined); err != nil {
		return err
	}
	if err := out.settle(shelf); err != nil || shelf != Claims {
		return err
	}
	return m.keep(out, objects[0], objects[1], objects[2])
}

// gather makes one member of those of a claim's passage; spread undoes it.
func gather(o object) {
	words := object{}
	for _, name := range passage {
		if v, ok := o[name]; ok {
			words[name] = v
			delete(o, name)
		}
	}
	o[passageName], _ = json.Marshal(words) // raw messages that were just read can be written
}

func spread(o object) {
	var words object
	if json.Unmarshal(o[passageName], &words) == nil {
		for name, v := range words {
			o[name] = v
		}
	}
	delete(o, passageName)
}

// object joins objects member by member. Path is where they are: "" or
// "evidence/ID/".
func (m *merging) object(path string, rules map[string]rule, base, mine, theirs object) (object, error) {
	out := object{}
	var names []string
	for _, o := range []object{mine, theirs} {
		for name := range o {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		v, err := m.member(path+name, rules[name], base[name], mine[name], theirs[name])
		if err != nil {
			return nil, err
		}
		if v != nil {
			out[name] = v
		}
	}
	return out, nil
}

func (m *merging) member(path string, r rule, base, mine, theirs json.RawMessage) (json.RawMessage, error) {
	switch {
	case bytes.Equal(mine, theirs), bytes.Equal(mine, base):
		return theirs, nil
	case bytes.Equal(theirs, base):
		return mine, nil
	}
	switch r {
	case latest:
		return later(mine, theirs), nil
	case set:
		return lists(base, mine, theirs, func(b, a, t []json.RawMessage) ([]json.RawMessage, error) { return joinSets(b, a, t), nil })
	case named:
		return lists(base, mine, theirs, func(b, a, t []json.RawMessage) ([]json.RawMessage, error) { return m.named(path, b, a, t) })
	case members:
		var objects [3]object
		for i, v := range []json.RawMessage{base, mine, theirs} {
			if err := unmarshal(v, &objects[i]); err != nil {
				return nil, err
			}
		}
		out, err := m.object(path+"/", nil, objects[0], objects[1], objects[2])
		if err != nil {
			return nil, err
		}
		return json.Marshal(out)
	}
	told := r == whole && !strings.Contains(path, "extra/")
	if m.side == Theirs {
		if told {
			m.met = append(m.met, path)
		}
		return theirs, nil
	}
	if told {
		m.met = append(m.met, path)
		m.variants = append(m.variants, annotations.Variant{Field: path, Value: plain(theirs)})
	}
	return mine, nil
}

// unmarshal is json.Unmarshal where v may be missing.
func unmarshal(v json.RawMessage, to any) error {
	if v == nil {
		return nil
	}
	return json.Unmarshal(v, to)
}

// later is the greater of two JSON numbers, or of two times of the same form.
func later(a, b json.RawMessage) json.RawMessage {
	var x, y float64
	if json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil {
		if x < y {
			return b
		}
		return a
	}
	var s, t time.Time
	if unmarshal(a, &s) == nil && unmarshal(b, &t) == nil && s.Before(t) {
		return b
	}
	return a
}

// lists joins lists by join. An empty one is left out, as it is written.
func lists(base, mine, theirs json.RawMessage, join func(base, mine, theirs []json.RawMessage) ([]json.RawMessage, error)) (json.RawMessage, error) {
	var list [3][]json.RawMessage
	for i, v := range []json.RawMessage{base, mine, theirs} {
		if err := unmarshal(v, &list[i]); err != nil {
			return nil, err
		}
	}
	out, err := join(list[0], list[1], list[2])
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return json.Marshal(out)
}

// joinSets is theirs without what mine took from base, and with what it added.
func joinSets(base, mine, theirs []json.RawMessage) []json.RawMessage {
	var out []json.RawMessage
	for _, v := range theirs {
		if has(mine, v) || !has(base, v) {
			out = append(out, v)
		}
	}
	for _, v := range mine {
		if !has(base, v) && !has(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func has(list []json.RawMessage, v json.RawMessage) bool {
	return slices.ContainsFunc(list, func(w json.RawMessage) bool { return bytes.Equal(v, w) })
}
