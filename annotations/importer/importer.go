// Package importer turns what people have (a paste, a page, a file) into
// articles: frozen text with structure, and nothing that could run.
//
// It reads HTML, Markdown, plain text and EPUB books, and tells them apart where
// nobody says which it is. PDF is not read: its text has no order to rely on.
// What a reader of the original sees is kept to the word; what becomes of the
// rest is said at [Import].
package importer

import (
	"errors"
	"fmt"
	"strings"

	"claimlight/annotations"
)

const (
	// MaxBytes is the most that Import reads at once; of a book, what its text
	// unpacks to.
	MaxBytes = 10 << 20
	// MaxBookBytes is the most that a book may have with all its pictures, which
	// are not read.
	MaxBookBytes = 100 << 20
)

var (
	// ErrEmpty means that there was nothing, or nothing but white space.
	ErrEmpty = errors.New("there is nothing in it to import")

	// ErrNoText means that the input holds something, but no text that a reader
	// would see.
	ErrNoText = errors.New("there is no text to read in it, only code, pictures or hidden parts; " +
		"select the article's words where you read it, copy them, and paste those")

	// ErrTooLarge means that the input is longer than MaxBytes.
	ErrTooLarge = errors.New("this is too large to import at once")

	// ErrBinary means that the input is no text but, say, a picture.
	ErrBinary = errors.New("this is not text")

	// ErrEncoding means that the bytes are in no character encoding that could
	// be told.
	ErrEncoding = errors.New("the characters cannot be read")
)

// A Hint is what is known about the input besides its bytes. All of it may be
// unknown.
type Hint struct {
	Type   string // media type, as "text/html" or "text/plain; charset=utf-8"
	Name   string // of the file
	Source string // address of the page; kept if SafeAddress accepts it
}

// Import makes an article of data. Its ID, Added and Previous are left empty;
// everything else that data says is filled in. The article is valid: its
// Validate returns nil. A text/plain hint is taken for no hint, because
// Markdown and HTML source arrive under it too.
//
// Of a whole page it is the article among the menus and teasers, if one stands
// out; of a fragment, all. The text is that which a browser shows, with white
// space folded as CSS does, in NFC. In particular:
//   - Block elements end paragraphs, br breaks lines, two br end a paragraph.
//   - Left out: scripts, styles, forms' fields, navigation, hidden parts,
//     pictures with their alternative text (but emoji drawn as pictures are
//     kept), drawings, and the text of noscript.
//   - Removed: control characters, soft hyphens, byte order marks, word joiners,
//     and zero-width spaces but after letters of scripts that write no spaces
//     (Thai, Lao, Khmer, Myanmar and their like), where they part words. Joiners
//     and bidirectional controls change what is seen, and stay.
//   - A no-break space stays where it stands alone between words.
//   - Quotation marks that browsers draw around q, and brackets around the
//     reading in ruby, are written into the text.
//   - The heading that became the Title stays in the text of a fragment, and of a
//     page of nothing but the article; [annotations.Article.TitleBlock] finds it, so
//     that a reader need not draw it twice. Where the article was found among menus
//     and teasers, the page's headline is the Title alone, as in Readability, whose
//     saved pages are the measure of what an article's text is.
//
// The errors are ErrEmpty, ErrNoText, ErrTooLarge, ErrBinary and ErrEncoding,
// each worded for the person who chose the input.
func Import(data []byte, hint Hint) (annotations.Article, error) {
	most := MaxBytes
	if isEPUB(data) {
		most = MaxBookBytes
	}
	if len(data) > most {
		return annotations.Article{}, fmt.Errorf("%w: it has %.1f MB, and %d MB is the most; import it in parts",
			ErrTooLarge, float64(len(data))/(1<<20), most>>20)
	}
	d, err := read(data, hint)
	if err != nil {
		return annotations.Article{}, err
	}
	if d.text == "" {
		return annotations.Article{}, ErrNoText
	}
	return d.article(hint), nil
}

// read reads data by the reader for its kind.
func read(data []byte, hint Hint) (draft, error) {
	if isEPUB(data) {
		return readEPUB(data)
	}
	text, err := decode(data, hint)
	if err != nil {
		return draft{}, err
	}
	if strings.TrimFunc(text, blank) == "" {
		return draft{}, ErrEmpty
	}
	switch kindOf(text, hint) {
	case htmlKind:
		return readHTML(text, hint.Source), nil
	case markdownKind:
		return readMarkdown(text, hint.Source), nil
	}
	return readPlain(text), nil
}
