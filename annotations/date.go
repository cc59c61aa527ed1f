package annotations

import (
	"strings"
	"time"
)

// dateLayouts are how people write dates that can mean one thing only, each with
// what it says: a day, a month or a year, as ISO 8601 writes it and in words.
var dateLayouts = []struct{ layout, iso, words string }{
	{"2006-1-2", "2006-01-02", "2 January 2006"},
	{"2006-1", "2006-01", "January 2006"},
	{"2006", "2006", "2006"},
	{"2 January 2006", "2006-01-02", "2 January 2006"},
	{"2 Jan 2006", "2006-01-02", "2 January 2006"},
	{"January 2, 2006", "2006-01-02", "2 January 2006"},
	{"Jan 2, 2006", "2006-01-02", "2 January 2006"},
	{"January 2006", "2006-01", "January 2006"},
	{"Jan 2006", "2006-01", "January 2006"},
	{"2.1.2006", "2006-01-02", "2 January 2006"},
}

// Date understands a date as people type it, which may lack its day or its month:
// "2024", "2024-05", "12 May 2024". It returns it as ISO 8601 has it and in words,
// and whether it was understood. What could be two dates, such as 3/4/2024, is not.
func Date(typed string) (iso, words string, ok bool) {
	typed = strings.Join(strings.Fields(typed), " ")
	for _, l := range dateLayouts {
		if t, err := time.Parse(l.layout, typed); err == nil {
			return t.Format(l.iso), t.Format(l.words), true
		}
	}
	return "", "", false
}
