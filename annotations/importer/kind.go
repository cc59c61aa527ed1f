package importer

import (
	"mime"
	"path"
	"regexp"
	"strings"
)

// A kind is how an input is written.
type kind int

const (
	plainKind kind = iota
	markdownKind
	htmlKind
)

// kindOf tells how text is written: as the hint says, else by what it looks
// like.
func kindOf(text string, hint Hint) kind {
	mediaType, _, _ := mime.ParseMediaType(hint.Type)
	switch mediaType {
	case "text/html", "application/xhtml+xml":
		return htmlKind
	case "text/markdown", "text/x-markdown":
		return markdownKind
	}
	switch strings.ToLower(path.Ext(hint.Name)) {
	case ".html", ".htm", ".xhtml", ".xht":
		return htmlKind
	case ".md", ".markdown", ".mdown", ".mkd":
		return markdownKind
	}
	switch {
	case markdownScore(text) >= 2:
		return markdownKind
	case looksLikeHTML(text):
		return htmlKind
	}
	return plainKind
}

var (
	// pageStart matches what only HTML starts with.
	pageStart = regexp.MustCompile(`(?i)^(?:\s|<\?xml[^>]*>|<!--(?:.|\n)*?-->)*(?:<!doctype\s+html|<(?:html|head|body|meta|article|section|div|p|table|ul|ol|h[1-6]|blockquote|figure|main|header|style|script|b style|span style)[\s>/])`)
	// fragmentStart and fragmentEnd match a text between tags.
	fragmentStart = regexp.MustCompile(`(?i)^\s*<(?:a|abbr|b|br|cite|code|dd|dl|dt|em|font|hr|i|img|li|pre|s|small|span|strong|sub|sup|td|th|tr|u)(?:\s[^<>]*)?/?>`)
	closingTag    = regexp.MustCompile(`(?i)</(?:a|b|blockquote|code|div|em|font|h[1-6]|i|li|ol|p|pre|span|strong|sub|sup|table|td|th|tr|u|ul)>`)
	blockTags     = regexp.MustCompile(`(?i)<(p|h[1-6]|li|blockquote|div|td)(?:\s[^<>]*)?>[^<]`)
)

// looksLikeHTML reports whether text is the source of a page or of a part of
// one, not prose that mentions a tag.
func looksLikeHTML(text string) bool {
	head := text[:min(len(text), 4096)]
	if pageStart.MatchString(head) || clipboardHeader.MatchString(head) {
		return true
	}
	if fragmentStart.MatchString(head) && closingTag.MatchString(text) {
		return true
	}
	// Words before the first tag: then it takes several whole blocks.
	return len(blockTags.FindAllStringIndex(text, 2)) == 2 && len(closingTag.FindAllStringIndex(text, 2)) == 2 &&
		strings.HasPrefix(strings.TrimSpace(text), "<")
}

var (
	atxHeading  = regexp.MustCompile(`^#{1,6} \S`)
	fence       = regexp.MustCompile("^ {0,3}(?:```|~~~)")
	inlineLink  = regexp.MustCompile(`!?\[[^\]\n]*\]\((?:<[^>\n]*>|[a-z]+:[^)\s]+|/[^)\s]*|#[^)\s]*|[^)\s]+\.[a-z]+)(?: "[^"\n]*")?\)`)
	delimiters  = regexp.MustCompile(`^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$`)
	definition  = regexp.MustCompile(`^ {0,3}\[[^\]\n]+\]: \S`)
	strongWords = regexp.MustCompile(`(?:^|[\s("'“])\*\*[^\s*][^*\n]*\*\*(?:$|[\s,.;:!?)"'”])`)
	codeWords   = regexp.MustCompile("(?:^|[\\s(])`[^`\\s][^`\n]*`(?:$|[\\s,.;:!?)])")
	underline   = regexp.MustCompile(`^(=+|-+)\s*$`)
)

// markdownScore says how much of text is what people write in Markdown only: 2
// is enough to read it so. Asterisks, dashes, lists and quoted lines are in
// plain text too and count for nothing; a wrong guess would cost it characters.
func markdownScore(text string) int {
	if _, _, ok := frontMatter(text); ok {
		return 2
	}
	score, fences := 0, 0
	once := func(points int, counted *bool) {
		if !*counted {
			*counted = true
			score += points
		}
	}
	var link, table, strong, code, under bool
	before, blank := "", true // the last line, and whether the one before it was blank
	rest := text
	for rest != "" && score < 2 {
		var current string
		current, rest, _ = strings.Cut(rest, "\n")
		current = strings.TrimRight(current, "\r")
		// Each expression is tried where a part of it occurs: to look for that is
		// ten times as fast, and most lines have none.
		switch {
		case strings.HasPrefix(current, "#") && atxHeading.MatchString(current) && strings.TrimSpace(before) == "":
			next, _, _ := strings.Cut(rest, "\n")
			if strings.TrimSpace(next) == "" || !atxHeading.MatchString(next) {
				score += 2
			}
		case (strings.Contains(current, "```") || strings.Contains(current, "~~~")) && fence.MatchString(current):
			if fences++; fences == 2 {
				score += 2
			}
		case strings.Contains(before, "|") && delimiters.MatchString(current):
			once(2, &table)
		case strings.Contains(current, "]: ") && definition.MatchString(current):
			once(1, &link)
		case blank && underline.MatchString(current) && alike(before, current):
			if current[0] == '=' {
				score += 2
			} else {
				once(1, &under)
			}
		}
		if strings.Contains(current, "](") && inlineLink.MatchString(current) {
			score += 2
		}
		if strings.Contains(current, "**") && strongWords.MatchString(current) {
			once(1, &strong)
		}
		if strings.Contains(current, "`") && codeWords.MatchString(current) {
			once(1, &code)
		}
		blank = strings.TrimSpace(before) == ""
		before = current
	}
	return score
}

// alike reports whether the line under is drawn below title, that is about as
// long.
func alike(title, under string) bool {
	t, u := len([]rune(strings.TrimSpace(title))), len(strings.TrimSpace(under))
	return t > 0 && u >= 3 && u >= t/2 && u <= t*2
}
