package format_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// unlisted is v with every list of one item replaced by the item.
func unlisted(v any) any {
	switch v := v.(type) {
	case []any:
		if len(v) == 1 {
			return unlisted(v[0])
		}
		list := make([]any, len(v))
		for i := range v {
			list[i] = unlisted(v[i])
		}
		return list
	case map[string]any:
		m := map[string]any{}
		for name, value := range v {
			m[name] = unlisted(value)
		}
		return m
	}
	return v
}

func diffJSON(want, got any) string { return cmp.Diff(want, got) }

func diffText(want, got []byte) string { return cmp.Diff(string(want), string(got)) }

// parse is data as encoding/json has it.
func parse(t testing.TB, data string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return v
}
