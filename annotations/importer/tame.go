package importer

import (
	"strings"
)

// Limits to what in Markdown makes the parser's work grow faster than the
// input. They are far above what people write.
const (
	maxContainers  = 100     // quotations and lists that one line starts
	maxFailedLinks = 4 << 20 // bytes read in vain for the ends of links
	nearEnd        = 1024    // how far the end of a link may be after that, in bytes
	maxReferences  = 1000    // definitions of links without a blank line between
	maxAddedCells  = 200_000 // that rows of tables are filled up with
)

// tame rewrites those parts of Markdown that are beyond the limits so that they
// are read as the characters they are, or with a blank line between them. All
// else it returns as it is.
func tame(text string) string {
	var out strings.Builder
	references, columns, added := 0, 0, 0
	for l := range strings.Lines(text) {
		cells := strings.Count(l, "|") + 1
		switch {
		case strings.TrimSpace(l) == "":
			columns = 0
		case delimiters.MatchString(l):
			columns = cells
		case columns > cells:
			if added += columns - cells; added > maxAddedCells {
				out.WriteByte('\n') // which ends the table
				columns = 0
			}
		}
		if definition.MatchString(l) {
			if references++; references%maxReferences == 0 {
				out.WriteByte('\n')
			}
		} else {
			references = 0
		}
		if at := containersEnd(l); at >= 0 {
			out.WriteString(l[:at])
			out.WriteByte('\\')
			l = l[at:]
		}
		out.WriteString(l)
	}
	return tameLinks(out.String())
}

// containersEnd returns where the first mark of a quotation or item in l stands
// that is over the limit, or -1.
func containersEnd(l string) int {
	marks := 0
	for i := 0; i < len(l); i++ {
		switch c := l[i]; {
		case c == ' ' || c == '\t' || '0' <= c && c <= '9':
		case strings.IndexByte(">*+-.)", c) >= 0:
			if marks++; marks > maxContainers {
				return i
			}
		default:
			return -1
		}
	}
	return -1
}

// tameLinks escapes the brackets before addresses that do not end, once too
// much has been read for their ends.
func tameLinks(text string) string {
	var out strings.Builder
	failed, written := 0, 0
	for at := 0; ; {
		i := strings.Index(text[at:], "](")
		if i < 0 {
			break
		}
		at += i + len("](")
		rest := text[at:]
		if failed > maxFailedLinks {
			rest = rest[:min(len(rest), nearEnd)]
		}
		length, ends := destination(rest)
		if ends {
			at += length
			continue
		}
		if failed += length; failed > maxFailedLinks {
			out.WriteString(text[written : at-1])
			out.WriteByte('\\')
			written = at - 1
		}
	}
	if written == 0 {
		return text
	}
	out.WriteString(text[written:])
	return out.String()
}

// destination returns how long the address is that text starts with, and
// whether something ends it but the end of the line or text.
func destination(text string) (length int, ends bool) {
	if strings.HasPrefix(text, "<") {
		n := strings.IndexAny(text, ">\n")
		if n < 0 {
			return len(text), false
		}
		return n, text[n] == '>'
	}
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case ' ', '\t', '\n':
			// White space ends it only where all its brackets are closed.
			return i, depth == 0
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return i, true
			}
		}
	}
	return len(text), false
}
