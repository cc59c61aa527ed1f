package format

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"

	"claimlight/annotations"
)

// HTML is one page that needs nothing else: the articles with their highlights,
// a table of the claims, and the library as Claimlight JSON inside, which
// reading takes. The page runs no script and loads nothing.
var HTML = Format{
	Name: "html", Title: "HTML page with everything inside", Extension: ".claimlight.html", MediaType: "text/html",
	Unit: annotations.CodePoints, Lossless: true, Encode: encodeHTML, Decode: decodeHTML,
}

// scriptStart begins the Claimlight JSON in a page.
const scriptStart = `<script type="application/ld+json" id="claimlight">`

const scriptEnd = `</script>`

// bundleHead is a page's head but for its title. The Content-Security-Policy
// makes the page's promise one that the browser keeps.
const bundleHead = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<style>
:root{color-scheme:light dark;--paper:#fbf9f4;--ink:#22201c;--soft:#6b665c;--line:#ddd6c8}
@media (prefers-color-scheme:dark){:root{--paper:#1c1b19;--ink:#e9e4da;--soft:#a49d8f;--line:#3b3833}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.6 Georgia,serif}
main{max-width:68ch;margin-inline:auto;padding:2rem 1rem}
h1,h2,h3,h4,h5,h6{line-height:1.25}
.byline,.caption,table{font:0.9rem/1.5 system-ui,sans-serif}
.byline,.caption{color:var(--soft)}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
pre{overflow:auto;white-space:pre-wrap}
a{color:inherit}
p,li,td{overflow-wrap:break-word}
td p{margin:0 0 .4rem}
.depth-2{margin-inline-start:1.5rem}.depth-3{margin-inline-start:3rem}.depth-4{margin-inline-start:4.5rem}
table{border-collapse:collapse;inline-size:100%}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top}
mark{background:color-mix(in oklch,var(--hue,#f2b51d) 30%,transparent);color:inherit;text-decoration:underline var(--hue,#f2b51d);scroll-margin-block:4rem}
mark:target{outline:2px solid var(--hue,#f2b51d)}
.amber{--hue:#f2b51d}.green{--hue:#4caf68}.blue{--hue:#4a8fe0}.violet{--hue:#9a6be0}.orange{--hue:#ef8a3c}.teal{--hue:#2fa7a0}.pink{--hue:#e36aa5}.lime{--hue:#9ec23a}.grey{--hue:#8d8d8d}
.solid{text-decoration-style:solid}.double{text-decoration-style:double}.dotted{text-decoration-style:dotted}.dashed{text-decoration-style:dashed}.wavy{text-decoration-style:wavy}
</style>
`

func encodeHTML(w io.Writer, lib *annotations.Library, export Export) (Report, error) {
	var data bytes.Buffer
	report, err := Encode(&data, lib, export.Generator)
	if err != nil {
		return report, err
	}
	language := ""
	if len(lib.Articles) == 1 && lib.Articles[0].Language != "" {
		language = ` lang="` + html.EscapeString(lib.Articles[0].Language) + `"`
	}
	p := page{tags: map[annotations.ID]annotations.Tag{}}
	for _, t := range lib.Codebook.Tags {
		p.tags[t.ID] = t
	}
	fmt.Fprintf(&p.b, "<!doctype html>\n<html%s>\n<head>\n<title>%s</title>\n%s</head>\n<body>\n<main>\n",
		language, html.EscapeString(lib.Label()), bundleHead)
	// What does not fit was reported by Encode already.
	claims, _ := claimsOnly(lib) // the JSON inside has them all
	passages(claims, annotations.CodePoints, ^place(0), p.article)
	p.b.WriteString("</main>\n" + scriptStart + "\n")
	// A "<" only occurs inside of strings, where it may be escaped; so nothing
	// in the data can end the script.
	p.b.Write(bytes.ReplaceAll(data.Bytes(), []byte("<"), []byte(`\u003c`)))
	p.b.WriteString(scriptEnd + "\n</body>\n</html>\n")
	return report, writeFile(w, p.b.Bytes())
}

// IsBundle reports whether data is a page that [HTML] wrote.
func IsBundle(data []byte) bool { return bytes.Contains(data, []byte(scriptStart)) }

func decodeHTML(r io.Reader, source Source) (Import, error) {
	data, err := ReadAll(r, source.Limits)
	if err != nil {
		return Import{}, err
	}
	_, data, found := bytes.Cut(data, []byte(scriptStart))
	if !found {
		return Import{}, fmt.Errorf("%w: this is a page that Claimlight did not export. To annotate it, add it as an article", ErrForeign)
	}
	data, _, found = bytes.Cut(data, []byte(scriptEnd))
	if !found {
		return Import{}, fmt.Errorf("%w: the page breaks off inside of its data. Get it once more", ErrTruncated)
	}
	return Decode(bytes.NewReader(data), source)
}

// claimTable writes the claims of an article as a table.
func (p *page) claimTable(claims []passage) {
	if len(claims) == 0 {
		return
	}
	p.b.WriteString("<h2>Claims</h2>\n<table>\n<thead><tr>")
	for _, name := range []string{"Claim", "Tags", "What is known", "Verdict"} {
		fmt.Fprintf(&p.b, "<th scope=\"col\">%s</th>", name)
	}
	p.b.WriteString("</tr></thead>\n<tbody>\n")
	for _, c := range claims {
		fmt.Fprintf(&p.b, "<tr><td><a href=\"#%s\">%s</a></td><td>", anchor(c.ID), html.EscapeString(c.Quote.Exact))
		if len(c.Tags) > 0 {
			p.b.WriteString(html.EscapeString(strings.Join(c.labels, ", ")))
		}
		p.b.WriteString("</td><td>")
		p.known(c)
		fmt.Fprintf(&p.b, "</td><td>%s</td></tr>\n", html.EscapeString(string(c.Verdict)))
	}
	p.b.WriteString("</tbody>\n</table>\n")
}

// known writes what was found out about a claim, as lines of a cell.
func (p *page) known(c passage) {
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&p.b, "<p>%s: %s</p>", name, html.EscapeString(value))
		}
	}
	line("Restated", c.Restated)
	line("Speaker", c.Speaker)
	line("Claim date", c.SaidOn)
	line("Check-worthiness", string(c.Worth))
	line("Status", statusName(c.Status))
	line("Note", c.Note)
	for _, e := range c.Evidence {
		text := html.EscapeString(evidenceLines([]annotations.Evidence{e}))
		if isLink(e.Address) {
			text = fmt.Sprintf("<a href=\"%s\" rel=\"noreferrer\">%s</a>", html.EscapeString(e.Address), text)
		}
		fmt.Fprintf(&p.b, "<p>Evidence: %s</p>", text)
	}
}
