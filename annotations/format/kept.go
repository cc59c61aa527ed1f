package format

import (
	"slices"
	"strings"

	"claimlight/annotations"

	"github.com/go-json-experiment/json/jsontext"
)

// The functions of this file look into JSON that was kept in an Extra, and
// keep more. Such JSON is compact and valid.

// members are the members of the object raw, or nil where it is none.
func members(raw string) annotations.Extra {
	if raw == "" || raw[0] != '{' {
		return nil
	}
	r := newReader(strings.NewReader(raw), Limits{})
	m := annotations.Extra{}
	r.object(func(name string) { r.keep(&m, name) })
	return m
}

// firstItem is the first item of the list raw, or raw where it is none.
func firstItem(raw string) string {
	if all := items(raw); len(all) > 0 {
		return all[0]
	}
	return ""
}

func isText(raw string) bool { return raw != "" && raw[0] == '"' }

// plain is the text that raw is, or "" where it is none.
func plain(raw string) string {
	if !isText(raw) {
		return ""
	}
	s, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return ""
	}
	return string(s)
}

func quoted(s string) string { return string(appendString(nil, s)) }

func setExtra(extra *annotations.Extra, name, raw string) {
	if *extra == nil {
		*extra = annotations.Extra{}
	}
	(*extra)[name] = raw
}

// keepMembers keeps m, if there are any, as an object named name.
func keepMembers(extra *annotations.Extra, name string, m annotations.Extra) {
	if len(m) > 0 {
		setExtra(extra, name, string(append(appendExtra([]byte{'{'}, m), '}')))
	}
}

// keepItems keeps items, if there are any, as a list named name.
func keepItems(extra *annotations.Extra, name string, items []string) {
	items = slices.DeleteFunc(items, func(s string) bool { return s == "" })
	if len(items) > 0 {
		setExtra(extra, name, "["+strings.Join(items, ",")+"]")
	}
}

// items are those of the list raw, or raw itself where it is none.
func items(raw string) []string {
	if raw == "" || raw[0] != '[' {
		if raw == "" {
			return nil
		}
		return []string{raw}
	}
	r := newReader(strings.NewReader(raw), Limits{})
	var all []string
	r.array(func(int) { all = append(all, r.raw()) })
	return all
}
