package app

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"claimlight/annotations"
)

// sentence makes words that may end in the middle of a thought, such as an
// error's, into a sentence. No words stay none.
func sentence(words string) string {
	words = upperFirst(words)
	if words != "" && !strings.ContainsAny(words[len(words)-1:], ".!?") {
		words += "."
	}
	return words
}

// names are values as the strings they are.
func names[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// upperFirst makes the first letter a capital.
func upperFirst(words string) string {
	if words == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[size:]
}

func lowerFirst(words string) string {
	if words == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToLower(r)) + words[size:]
}

// number writes a number that is not negative as people do: "400,004".
func number(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// count writes a number of things: "1 claim", "12,000 claims".
func count(n int, one, many string) string { return number(n) + " " + plural(n, one, many) }

// plural is one or many, as n things want.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// wordsPerMinute is how fast people read articles: Brysbaert, "How many words
// do we read per minute?" (2019), for non-fiction in English.
const wordsPerMinute = 238

// minutes says how long words take to read.
func minutes(words int) string {
	return number(max(1, (words+wordsPerMinute/2)/wordsPerMinute)) + " min"
}

// origin says in one line where an article is from: site, author, date.
func origin(a *annotations.Article) string {
	var parts []string
	site := a.Site
	if site == "" {
		site = host(a.Source)
	}
	for _, p := range []string{site, a.Author, date(a.Published)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// host is the host of an address, and its port where it says one, without
// "www.". A name before an @ is no host, though it may look like one.
func host(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	if end := strings.IndexAny(rest, `/\?#`); end >= 0 {
		rest = rest[:end]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	return strings.TrimPrefix(rest, "www.")
}

// date writes YYYY-MM-DD, or what starts with it, as people do; anything else
// as it is.
func date(d string) string {
	if len(d) < len(time.DateOnly) {
		return d
	}
	t, err := time.Parse(time.DateOnly, d[:len(time.DateOnly)])
	if err != nil {
		return d
	}
	return t.Format("2 January 2006")
}

// clip shortens words to at most n code points, the ellipsis at the cut among
// them: at a space where one is near, and never within a character that is made
// of several. White space becomes single spaces.
func clip(words string, n int) string {
	words = strings.Join(strings.Fields(words), " ")
	if utf8.RuneCountInString(words) <= n {
		return words
	}
	cut := 0
	for i := range words {
		if n--; n == 0 {
			cut = i
			break
		}
	}
	cut = annotations.Snap(words, annotations.Span{Start: cut, End: cut}).Start
	if space := strings.LastIndexByte(words[:cut], ' '); space > cut-20 && space > 0 {
		cut = space
	}
	return words[:cut] + "…"
}

// size writes a number of bytes as people do.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 100<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d kB", (n+1023)/1024)
}
