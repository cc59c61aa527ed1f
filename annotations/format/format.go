package format

import (
	"io"

	"claimlight/annotations"
)

// A Format is a kind of file that claims are written to or read from.
type Format struct {
	Name      string // one word, as the command line has it
	Title     string // as a person sees it
	Extension string // of its files, with the dot
	MediaType string
	Unit      annotations.Unit // what its offsets count, where it has any
	Lossless  bool             // whether reading what was written gives the same library

	// Encode writes lib, and reports what the format has no place for. It is
	// nil where the format is only read.
	Encode func(w io.Writer, lib *annotations.Library, export Export) (Report, error)

	// Decode reads what Encode or the format's own tool wrote. It is nil where
	// the format is only written. See [Decoder.Import] for its errors.
	Decode func(r io.Reader, source Source) (Import, error)
}

// An Export says what an encoder may need besides the library. The zero value
// is fine.
type Export struct {
	Generator string     // the program that writes, such as "Claimlight 1.0.0"
	Sentences []Sentence // what was read and labelled in a sweep
	Unread    int        // sentences of the swept articles that nobody has labelled
	Undecided int        // of Sentences, claims of unknown check-worthiness, which count as check-worthy
}

// A Sentence is a sentence of an article that somebody read and labelled,
// claims and others alike.
type Sentence struct {
	Article annotations.ID
	Span    annotations.Span
	Worth   annotations.Worth // the zero value counts as not factual
}

// Formats are all formats but brat's, which is in a package of its own. A
// program that offers only some of them should name those instead, such as
// [Doccano], so that the others are not linked.
func Formats() []Format {
	return []Format{
		Claimlight, Hypothesis, Doccano, DoccanoRelations, LabelStudio, Prodigy, SpaCy,
		CSV, Readwise, ClaimBuster, CheckThat, Markdown, HTML, ClaimReview,
	}
}

// Claimlight is Claimlight's own format, a W3C Web Annotation collection; it
// reads any other Web Annotation too.
var Claimlight = Format{
	Name: "claimlight", Title: "Claimlight JSON (W3C Web Annotation)", Extension: ".claimlight.json",
	MediaType: "application/ld+json", Unit: annotations.CodePoints, Lossless: true,
	Encode: func(w io.Writer, lib *annotations.Library, export Export) (Report, error) {
		return Encode(w, lib, export.Generator)
	},
	Decode: Decode,
}
