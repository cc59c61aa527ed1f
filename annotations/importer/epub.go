package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"claimlight/annotations"
)

// maxChapters is how many documents of a book are read, far more than books
// have; together they may unpack to no more than MaxBytes.
const maxChapters = 5000

// isEPUB reports whether data is a book: a zip archive whose first entry is
// called mimetype, stored as it is (EPUB 3.3, OCF ZIP container).
func isEPUB(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) && len(data) > 58 &&
		string(data[30:58]) == "mimetypeapplication/epub+zip"
}

// readEPUB reads all chapters of a book, in its reading order, as one text.
func readEPUB(data []byte) (draft, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return draft{}, fmt.Errorf("%w: the EPUB file is damaged; download or copy it again", ErrBinary)
	}
	b := book{archive: archive, left: MaxBytes}
	d, err := b.read()
	switch {
	case errors.Is(err, ErrTooLarge):
		return draft{}, err
	case err != nil:
		lacks := ""
		if path := (*fs.PathError)(nil); errors.As(err, &path) && errors.Is(err, fs.ErrNotExist) {
			lacks = " (it has no " + path.Path + ")"
		}
		return draft{}, fmt.Errorf("%w: the EPUB file is damaged or protected%s; open it in its reader and copy the text from there", ErrBinary, lacks)
	}
	return d, nil
}

// A book is an EPUB being read.
type book struct {
	archive *zip.Reader
	left    int // bytes that may still be unpacked
}

// file unpacks one file.
func (b *book) file(name string) ([]byte, error) {
	f, err := b.archive.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, int64(b.left)+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if b.left -= len(content); b.left < 0 {
		return nil, fmt.Errorf("%w: the book unpacks to more than %d MB", ErrTooLarge, MaxBytes>>20)
	}
	return content, nil
}

func (b *book) read() (draft, error) {
	container, err := b.file("META-INF/container.xml")
	if err != nil {
		return draft{}, err
	}
	packageName := ""
	for e := range elements(container) {
		if e.Data == "rootfile" {
			keep(&packageName, value(e, "full-path"))
		}
	}
	content, err := b.file(packageName)
	if err != nil {
		return draft{}, err
	}
	var d draft
	names := chapters(content, &d.about)
	if len(names) > maxChapters {
		return draft{}, fmt.Errorf("%w: the book has %d chapters, and %d is the most", ErrTooLarge, len(names), maxChapters)
	}
	var w walker
	w.at.kind = annotations.Paragraph
	for _, name := range names {
		chapter, err := b.file(path.Join(path.Dir(packageName), name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // readers skip it, too
		}
		if err != nil {
			return draft{}, err
		}
		text, err := decode(chapter, Hint{Type: "application/xhtml+xml"})
		if err != nil {
			return draft{}, fmt.Errorf("%s: %w", name, err)
		}
		w.children(parse(withEndTags(text)))
		w.flush()
	}
	d.text, d.blocks = w.finish()
	return d, nil
}

// chapters returns the names of a book's documents in reading order, as its
// package document has them, and fills in what that says about the book.
func chapters(content []byte, a *about) []string {
	names := make(map[string]string) // by id
	var order []string
	for e := range elements(content) {
		switch e.Data {
		case "dc:title":
			keep(&a.title, e.text)
		case "dc:creator":
			a.author = strings.TrimPrefix(a.author+", "+line(e.text), ", ")
		case "dc:language":
			keep(&a.language, e.text)
		case "dc:date":
			keep(&a.published, e.text)
		case "dc:publisher":
			keep(&a.site, e.text)
		case "item":
			// The table of contents repeats the headings.
			isContents := strings.Contains(" "+value(e, "properties")+" ", " nav ")
			if name, err := url.PathUnescape(value(e, "href")); err == nil && !isContents {
				names[value(e, "id")] = name
			}
		case "itemref":
			if name, ok := names[value(e, "idref")]; ok && value(e, "linear") != "no" {
				order = append(order, name)
			}
		}
	}
	return order
}

// An xmlElement is a start tag and the text right after it.
type xmlElement struct {
	html.Token
	text string
}

// elements reads the start tags of XML as simple as an EPUB's. A tokenizer of
// HTML does for it, and is there already.
func elements(content []byte) func(yield func(xmlElement) bool) {
	return func(yield func(xmlElement) bool) {
		tokens := html.NewTokenizer(bytes.NewReader(content))
		var e xmlElement
		for {
			kind := tokens.Next()
			if kind == html.TextToken && e.Data != "" {
				e.text += tokens.Token().Data
				continue
			}
			if e.Data != "" && !yield(e) || kind == html.ErrorToken {
				return
			}
			e = xmlElement{}
			if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
				e.Token = tokens.Token()
				// The prefix of the package's own elements is the author's choice.
				if prefix, name, ok := strings.Cut(e.Data, ":"); ok && prefix != "dc" {
					e.Data = name
				}
				tokens.NextIsNotRawText() // as <title> would have it
			}
		}
	}
}

func value(e xmlElement, key string) string {
	for _, a := range e.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

var selfClosing = regexp.MustCompile(`<([a-zA-Z][a-zA-Z0-9:]*)((?:\s+[^<>"'/]+(?:=(?:"[^"]*"|'[^']*'))?)*)\s*/>`)

// withEndTags writes elements that XML lets end in their start tag as HTML
// knows them: <a id="x"/> would open a link there, and <title/> hide the rest.
func withEndTags(xhtml string) string {
	return selfClosing.ReplaceAllStringFunc(xhtml, func(tag string) string {
		parts := selfClosing.FindStringSubmatch(tag)
		switch strings.ToLower(parts[1]) {
		case "br", "hr", "img", "meta", "link", "base", "col", "input", "source", "wbr", "area", "embed", "param", "track":
			return tag
		}
		return "<" + parts[1] + parts[2] + "></" + parts[1] + ">"
	})
}
