package importer

import (
	"strconv"
	"strings"
)

// frontMatter reads the block of fields that many Markdown files start with,
// and returns what it says and the text after it. Only simple fields and lists
// of them are understood, in YAML between --- or TOML between +++, and ok is
// false where that is not what the text starts with. Fields that an article
// has no place for are dropped with the block.
func frontMatter(text string) (a about, rest string, ok bool) {
	fence, body, found := strings.Cut(text, "\n")
	fence = strings.TrimRight(fence, " \t\r")
	if !found || fence != "---" && fence != "+++" || strings.HasPrefix(strings.TrimLeft(body, " \t\r"), "\n") {
		return about{}, text, false // a blank line after it: a rule
	}
	colon := ":"
	if fence == "+++" {
		colon = "="
	}
	fields := make(map[string]string)
	last := ""
	for body != "" {
		var current string
		current, body, _ = strings.Cut(body, "\n")
		trimmed := strings.TrimSpace(current)
		switch {
		case trimmed == fence || trimmed == "...":
			if len(fields) == 0 {
				return about{}, text, false
			}
			return fieldsAbout(fields), body, true
		case trimmed == "", trimmed[0] == '#', trimmed[0] == '[' && colon == "=":
			continue
		case strings.HasPrefix(trimmed, "- ") && last != "":
			fields[last] = strings.TrimPrefix(fields[last]+", "+unquote(trimmed[2:]), ", ")
			continue
		}
		name, value, found := strings.Cut(trimmed, colon)
		name = strings.ToLower(strings.TrimSpace(name))
		switch {
		case current[0] == ' ' || current[0] == '\t': // of a value over several lines, or a field in a field
			if last == "" {
				return about{}, text, false
			}
		case !found || name == "" || strings.ContainsAny(name, " \t*[<"):
			return about{}, text, false
		default:
			last = name
			fields[name] = unquote(value)
		}
	}
	return about{}, text, false
}

func fieldsAbout(fields map[string]string) about {
	return about{
		title:     first(fields, "title"),
		author:    personIn(first(fields, "author", "authors", "byline", "by")),
		site:      first(fields, "site", "site_name", "publication", "publisher", "website"),
		published: first(fields, "published", "date", "pubdate", "publishdate"),
		language:  first(fields, "language", "lang", "locale"),
		source:    first(fields, "source", "url", "canonical", "canonical_url", "link"),
	}
}

// unquote returns a field's value without quotes, list brackets and the
// brackets of notes that are linked by name ("[[Jane Doe]]").
func unquote(value string) string {
	value = strings.TrimSpace(value)
	if plain, err := strconv.Unquote(value); err == nil && value[0] == '"' {
		value = plain
	} else if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		value = value[1 : n-1]
	} else if n >= 2 && value[0] == '[' && value[n-1] == ']' && !strings.HasPrefix(value, "[[") {
		var parts []string
		for part := range strings.SplitSeq(value[1:n-1], ",") {
			parts = append(parts, unquote(part))
		}
		return strings.Join(parts, ", ")
	}
	return strings.NewReplacer("[[", "", "]]", "").Replace(value)
}
