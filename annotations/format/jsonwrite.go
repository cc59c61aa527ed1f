package format

import (
	"slices"
	"strconv"
	"time"

	"claimlight/annotations"

	"github.com/go-json-experiment/json/jsontext"
)

// The functions of this file append JSON to a slice. They put a comma before a
// member or item wherever one stands before it already, which the last byte
// tells, so that members can be left out without care for what follows.

// appendString appends s as a JSON string with the fewest escapes. Bytes that
// are not UTF-8 become U+FFFD, since JSON has no other way.
func appendString(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x7F {
			// AppendQuote's only error is the replacement said above.
			dst, _ = jsontext.AppendQuote(dst, s)
			return dst
		}
	}
	dst = append(dst, '"')
	dst = append(dst, s...)
	return append(dst, '"')
}

// appendName appends the name of the member to be written next.
func appendName(dst []byte, name string) []byte {
	dst = appendComma(dst)
	dst = append(dst, '"')
	dst = append(dst, name...) // names are ours and need no escapes
	return append(dst, '"', ':')
}

// appendComma appends a comma unless an object or array has just been opened.
func appendComma(dst []byte) []byte {
	if n := len(dst); n > 0 && dst[n-1] != '{' && dst[n-1] != '[' {
		dst = append(dst, ',')
	}
	return dst
}

// appendText appends a member, or nothing where s is empty.
func appendText[S ~string](dst []byte, name string, s S) []byte {
	if s == "" {
		return dst
	}
	return appendString(appendName(dst, name), string(s))
}

// appendInt appends a member, or nothing where n is 0.
func appendInt(dst []byte, name string, n int) []byte {
	if n == 0 {
		return dst
	}
	return strconv.AppendInt(appendName(dst, name), int64(n), 10)
}

// appendSpan appends the members "start" and "end".
func appendSpan(dst []byte, start, end int) []byte {
	dst = strconv.AppendInt(appendName(dst, "start"), int64(start), 10)
	return strconv.AppendInt(appendName(dst, "end"), int64(end), 10)
}

// appendTime appends a member, or nothing where t is zero.
func appendTime(dst []byte, name string, t time.Time) []byte {
	if t.IsZero() {
		return dst
	}
	dst = append(appendName(dst, name), '"')
	dst = formatTime(dst, t)
	return append(dst, '"')
}

// formatTime appends t as RFC 3339 has it, in UTC, with milliseconds only
// where there are any.
func formatTime(dst []byte, t time.Time) []byte {
	t = t.UTC()
	dst = t.AppendFormat(dst, time.RFC3339)
	if ms := t.Nanosecond() / 1e6; ms != 0 {
		dst = append(dst[:len(dst)-1], '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), 'Z')
	}
	return dst
}

// appendExtra appends the members of extra by name.
func appendExtra(dst []byte, extra annotations.Extra) []byte {
	if len(extra) == 0 {
		return dst
	}
	names := make([]string, 0, len(extra))
	for name := range extra {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		dst = appendString(appendComma(dst), name)
		dst = append(dst, ':')
		dst = append(dst, extra[name]...)
	}
	return dst
}
