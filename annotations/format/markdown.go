package format

import (
	"fmt"
	"io"
	"strings"

	"claimlight/annotations"
)

// Markdown is for notes, Obsidian's above all: front matter, every claim as a
// quotation with a block identifier, and links that open the source at the
// passage (text fragments, wicg.github.io/scroll-to-text-fragment).
var Markdown = Format{
	Name: "markdown", Title: "Markdown", Extension: ".md", MediaType: "text/markdown",
	Unit: annotations.CodePoints, Encode: encodeMarkdown,
}

func encodeMarkdown(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	const everything = placeTags | placeNote | placeRestated | placeSpeaker | placeSaidOn | placeWorth | placeStatus | placeVerdict | placeEvidence
	lib, negatives := claimsOnly(lib)
	var b strings.Builder
	report := passages(lib, annotations.CodePoints, everything, func(a *annotations.Article, claims []passage) {
		if len(lib.Articles) == 1 {
			frontMatter(&b, a.Title, a, claims)
		}
		fmt.Fprintf(&b, "# %s\n\n", inline(a.Title))
		if line := byline(a); line != "" {
			b.WriteString(line + "\n\n")
		}
		for _, c := range claims {
			markdownClaim(&b, a, c)
		}
	})
	report.noteNegatives(negatives)
	text := b.String()
	if len(lib.Articles) != 1 {
		var front strings.Builder
		frontMatter(&front, lib.Label(), nil, nil)
		text = front.String() + text
	}
	return report, writeFile(w, []byte(strings.TrimRight(text, "\n")+"\n"))
}

// tame writes < > and & as JSON and YAML may, so that what does not know front
// matter does not take a title for markup.
var tame = strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`)

// frontMatter writes YAML; every value is a JSON string, which YAML has too.
func frontMatter(b *strings.Builder, title string, a *annotations.Article, claims []passage) {
	b.WriteString("---\n")
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s: %s\n", name, tame.Replace(quoted(value)))
		}
	}
	field("title", title)
	if a != nil {
		field("source", a.Source)
		field("author", a.Author)
		field("site", a.Site)
		field("published", a.Published)
		fmt.Fprintf(b, "claims: %d\n", len(claims))
	}
	b.WriteString("---\n\n")
}

// byline is who wrote a, where and when.
func byline(a *annotations.Article) string {
	var parts []string
	for _, part := range []string{a.Author, a.Site, a.Published} {
		if part != "" {
			parts = append(parts, inline(part))
		}
	}
	if isLink(a.Source) {
		parts = append(parts, "<"+a.Source+">")
	}
	return strings.Join(parts, " · ")
}

func markdownClaim(b *strings.Builder, a *annotations.Article, c passage) {
	for line := range strings.SplitSeq(c.Quote.Exact, "\n") {
		b.WriteString(strings.TrimRight("> "+inline(line), " ") + "\n")
	}
	fmt.Fprintf(b, "\n^%s\n\n", anchor(c.ID))
	item := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "- %s: %s\n", name, inline(oneLine(value)))
		}
	}
	if len(c.Tags) > 0 {
		var tags []string
		for _, label := range c.labels {
			tags = append(tags, "#"+hashtag(label))
		}
		fmt.Fprintf(b, "- Tags: %s\n", strings.Join(tags, " "))
	}
	item("Restated", c.Restated)
	item("Speaker", c.Speaker)
	item("Claim date", c.SaidOn)
	item("Check-worthiness", string(c.Worth))
	if c.Status != annotations.Open {
		item("Status", string(c.Status))
	}
	item("Verdict", string(c.Verdict))
	item("Note", c.Note)
	for line := range strings.SplitSeq(evidenceLines(c.Evidence), "\n") {
		item("Evidence", line)
	}
	if address := fragmentAddress(a, c.Quote.Exact); address != "" {
		fmt.Fprintf(b, "- [Open at the source](<%s>)\n", address)
	}
	b.WriteString("\n")
}

// inline is s with everything escaped that Markdown, or Obsidian's, would take
// for markup. A backslash may stand before any ASCII punctuation (CommonMark
// 0.31, 2.4).
func inline(s string) string {
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_[]<>#|~$^=%", r) || i == 0 && strings.ContainsRune("+-", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// hashtag is a tag's name as Obsidian can have it: no spaces, no punctuation.
func hashtag(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\"'`!?.,:;()[]{}<>#@$%^&*+=|\\~/", r) {
			return '-'
		}
		return r
	}, name), "-")
}

// anchor is an identifier as it can stand in a block identifier or an element's
// id: letters, digits and hyphens.
func anchor(id annotations.ID) string {
	s := strings.TrimPrefix(string(id), "urn:uuid:")
	return "claim-" + strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, s)
}

// fragmentWords is how many words of a long passage its address names at each
// end.
const fragmentWords = 6

// fragmentAddress is the address that opens a's source at a passage, or "".
func fragmentAddress(a *annotations.Article, exact string) string {
	if !isLink(a.Source) || strings.HasPrefix(a.Source, "mailto:") {
		return ""
	}
	address := a.Source
	if !strings.Contains(address, "#") {
		address += "#"
	}
	// A passage that crosses blocks can only be named by its ends.
	words := strings.Fields(exact)
	if len(words) > 3*fragmentWords || strings.Contains(exact, "\n") && len(words) > 1 {
		n := min(fragmentWords, len(words)/2)
		return address + ":~:text=" + fragmentText(words[:n]) + "," + fragmentText(words[len(words)-n:])
	}
	return address + ":~:text=" + fragmentText(words)
}

// fragmentText is words percent-encoded, with "-", "," and "&", which have a
// meaning in a text directive.
func fragmentText(words []string) string {
	var b strings.Builder
	for _, c := range []byte(strings.Join(words, " ")) {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '~' {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}
