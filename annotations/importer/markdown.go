package importer

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// markdown reads CommonMark with tables, struck-out text and bare addresses as
// links. HTML inside it is let through, because the reader of HTML lets through
// nothing that runs.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

// readMarkdown reads Markdown by way of the HTML that it stands for, so that
// both have the same text.
func readMarkdown(text, source string) draft {
	about, text, _ := frontMatter(text)
	if source == "" {
		source = about.source
	}
	var page bytes.Buffer
	if err := markdown.Convert([]byte(tame(text)), &page); err != nil {
		// Writing to memory does not fail, and no input is wrong Markdown.
		panic("importer: goldmark: " + err.Error())
	}
	d := readHTML(page.String(), source)
	d.about = about
	return d
}
