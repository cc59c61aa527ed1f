package app

import (
	"encoding/json"
	"slices"
	"strings"

	"claimlight/annotations"
)

// Type puts what a person has typed into a text field of a claim of the article
// being read: it was something, and is now something else. Where another tab has
// put something else into that field meanwhile, that is kept as a variant. It
// returns [ErrNoClaim] where the claim is gone.
func (s *Session) Type(id annotations.ID, field, was, now string) error {
	return s.Change(id, "Claim changed", field, func(c *annotations.Claim) {
		text := textField(c, field)
		if text == nil {
			return // that piece of evidence is gone
		}
		stood, variants := *text, c.Variants()
		*text = now
		if stood != was && stood != now {
			// What stood there is another tab's; what was typed on was kept beside it.
			variants = without(variants, annotations.Variant{Field: field, Value: was})
			variants = append(without(variants, annotations.Variant{Field: field, Value: stood}), annotations.Variant{Field: field, Value: stood})
		}
		if variants = without(variants, annotations.Variant{Field: field, Value: now}); !slices.Equal(variants, c.Variants()) {
			c.SetVariants(variants)
		}
	})
}

func without(list []annotations.Variant, v annotations.Variant) []annotations.Variant {
	return slices.DeleteFunc(slices.Clone(list), func(w annotations.Variant) bool { return w == v })
}

// Settle puts value into a field of a claim that was set to several at once, and
// forgets the others.
func (s *Session) Settle(id annotations.ID, field, value string) error {
	return s.Change(id, "Choice made", "", func(c *annotations.Claim) {
		switch field {
		case "worth":
			c.Worth = annotations.Worth(value)
		case "status":
			c.Status = annotations.Status(value)
		case "verdict":
			c.Verdict = annotations.Verdict(value)
		case "passage":
			setPassage(c, value)
		default:
			if strings.HasSuffix(field, "/stance") {
				if e := pieceOf(c, field); e != nil {
					e.Stance = annotations.Stance(value)
				}
			} else if text := textField(c, field); text != nil {
				*text = value
			}
		}
		c.SetVariants(slices.DeleteFunc(c.Variants(), func(v annotations.Variant) bool { return v.Field == field }))
	})
}

// textField is a text field of a claim, by the name that variants give it; nil
// where there is none.
func textField(c *annotations.Claim, field string) *string {
	switch field {
	case "restated":
		return &c.Restated
	case "speaker":
		return &c.Speaker
	case "saidOn":
		return &c.SaidOn
	case "note":
		return &c.Note
	}
	e := pieceOf(c, field)
	if e == nil {
		return nil
	}
	switch field[strings.LastIndex(field, "/")+1:] {
	case "address":
		return &e.Address
	case "title":
		return &e.Title
	case "quote":
		return &e.Quote
	case "seenOn":
		return &e.SeenOn
	case "note":
		return &e.Note
	}
	return nil
}

// pieceOf is the piece of evidence that a field is of, or nil.
func pieceOf(c *annotations.Claim, field string) *annotations.Evidence {
	for i := range c.Evidence {
		if strings.HasPrefix(field, evidenceField(c.Evidence[i].ID, "")) {
			return &c.Evidence[i]
		}
	}
	return nil
}

// evidenceField is the name of a field of a piece of evidence.
func evidenceField(id annotations.ID, field string) string {
	return "evidence/" + string(id) + "/" + field
}

// A passageVariant is the value of a variant of the words that a claim is on.
type passageVariant struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

func (p passageVariant) encode() string {
	data, err := json.Marshal(p)
	if err != nil {
		panic("app: a passage cannot be written: " + err.Error()) // numbers and strings always can
	}
	return string(data)
}

func setPassage(c *annotations.Claim, value string) {
	var p passageVariant
	if json.Unmarshal([]byte(value), &p) == nil {
		c.Span = annotations.Span{Start: p.Start, End: p.End}
		c.Quote = annotations.Quote{Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix}
	}
}

// passageWords are the words that a variant of a claim's passage is on.
func passageWords(value string) string {
	var p passageVariant
	if json.Unmarshal([]byte(value), &p) != nil {
		return ""
	}
	return p.Exact
}
