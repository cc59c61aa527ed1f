package format

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"claimlight/annotations"
)

// AppendArticle appends a to dst as it stands in "claimlight:articles": one
// object on one line, members in fixed order, those that are empty left out,
// spans of blocks and marks in code points. Spans must lie in a.Text.
func AppendArticle(dst []byte, a *annotations.Article) []byte {
	offsets := annotations.NewOffsets(a.Text)
	dst = append(dst, '{')
	dst = appendText(dst, "id", a.ID)
	dst = appendText(dst, "title", a.Title)
	dst = appendText(dst, "source", a.Source)
	dst = appendText(dst, "author", a.Author)
	dst = appendText(dst, "site", a.Site)
	dst = appendText(dst, "published", a.Published)
	dst = appendText(dst, "language", a.Language)
	dst = appendTime(dst, "added", a.Added)
	dst = appendText(dst, "digest", a.Digest)
	dst = appendText(dst, "previous", a.Previous)
	if len(a.Declined) > 0 {
		dst = append(appendName(dst, "declined"), '[')
		for _, id := range a.Declined {
			dst = appendString(appendComma(dst), string(id))
		}
		dst = append(dst, ']')
	}
	dst = appendString(appendName(dst, "text"), a.Text)
	dst = append(appendName(dst, "blocks"), '[')
	for i := range a.Blocks {
		dst = appendBlock(appendComma(dst), &a.Blocks[i], offsets)
	}
	dst = append(dst, ']')
	dst = appendExtra(dst, a.Extra)
	return append(dst, '}')
}

func appendBlock(dst []byte, b *annotations.Block, offsets *annotations.Offsets) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "kind", b.Kind)
	dst = appendOffsets(dst, b.Span, offsets)
	dst = appendInt(dst, "level", b.Level)
	dst = appendInt(dst, "number", b.Number)
	dst = appendInt(dst, "quoted", b.Quoted)
	if len(b.Marks) > 0 {
		dst = append(appendName(dst, "marks"), '[')
		for _, m := range b.Marks {
			dst = append(appendComma(dst), '{')
			dst = appendText(dst, "kind", m.Kind)
			dst = appendOffsets(dst, m.Span, offsets)
			dst = appendText(dst, "href", m.Href)
			dst = append(dst, '}')
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

// appendOffsets appends span in code points.
func appendOffsets(dst []byte, span annotations.Span, offsets *annotations.Offsets) []byte {
	start, end, err := offsets.In(span, annotations.CodePoints)
	if err != nil {
		panic(fmt.Sprintf("span %v of %d bytes of text: %v", span, len(offsets.Text()), err))
	}
	return appendSpan(dst, start, end)
}

// ParseArticle reads what [AppendArticle] wrote. The identifier, the time and
// the digest may be missing, as they are until an article is added. It returns
// an error that says what and where, if anything about the text, its blocks or
// its digest is not as [annotations.Article] promises.
func ParseArticle(data []byte) (annotations.Article, error) {
	r := newReader(bytes.NewBuffer(data), Limits{}) // a Buffer's bytes are read where they stand
	a, ok := r.article()
	switch {
	case r.err != nil:
		return annotations.Article{}, fmt.Errorf("reading an article: %w", r.err)
	case len(r.problems) > 0:
		return annotations.Article{}, fmt.Errorf("reading an article: %s", r.problems[0])
	case !ok:
		return annotations.Article{}, fmt.Errorf("reading an article: %w", ErrSyntax)
	}
	return a, nil
}

// article reads one article. What is wrong with its blocks or digest is a
// problem and mended: blocks are made anew from the text. It reports false
// where there is nothing to mend: no object, or no text that an article can
// hold.
func (r *reader) article() (annotations.Article, bool) {
	var a annotations.Article
	before := len(r.problems) + r.more
	hasText := false
	ok := r.object(func(name string) {
		switch name {
		case "id":
			a.ID = annotations.ID(r.text())
		case "title":
			a.Title = r.text()
		case "source":
			a.Source = r.text()
		case "author":
			a.Author = r.text()
		case "site":
			a.Site = r.text()
		case "published":
			a.Published = r.text()
		case "language":
			a.Language = r.text()
		case "added":
			a.Added = r.time()
		case "digest":
			a.Digest = r.text()
		case "previous":
			a.Previous = annotations.ID(r.text())
		case "declined":
			r.array(func(int) { a.Declined = append(a.Declined, annotations.ID(r.short())) })
		case "text":
			problems := len(r.problems) + r.more
			a.Text = r.text()
			hasText = a.Text != "" || len(r.problems)+r.more == problems
		case "blocks":
			a.Blocks = r.blocks()
		default:
			r.keep(&a.Extra, name)
		}
	})
	if !ok || r.err != nil {
		return a, false
	}
	if !hasText {
		r.problem("the article has no text; left out")
		return a, false
	}
	broken := len(r.problems)+r.more > before
	return a, r.settle(&a, broken)
}

// settle turns the code points of a's spans into bytes and checks a.
func (r *reader) settle(a *annotations.Article, broken bool) bool {
	given := len(a.Blocks) > 0 // none is no damage: the text says its paragraphs
	err := blocksToBytes(a)
	checked := *a // its digest is set, so that a's can stay unset
	if a.Digest == "" {
		checked.Digest = annotations.Digest(a.Text)
	}
	if err == nil && checked.Validate() == nil {
		return true
	}
	if digest := annotations.Digest(a.Text); checked.Digest != digest {
		r.problem("the article's text is not the one its digest was made from: somebody changed the file. Claims are only taken where their words are still in it")
		a.Digest, checked.Digest = digest, digest
	}
	if err == nil {
		if err = checked.Validate(); err == nil {
			return true
		}
	}
	a.Blocks = Paragraphs(a.Text)
	checked.Blocks = a.Blocks
	if textErr := checked.Validate(); textErr != nil {
		r.problem("the article cannot be taken: %v", textErr)
		return false
	}
	if !broken && given {
		r.problem("the article's structure is damaged (%v); its text is shown as plain paragraphs", err)
	}
	return true
}

func blocksToBytes(a *annotations.Article) error {
	offsets := annotations.NewOffsets(a.Text)
	for i := range a.Blocks {
		b := &a.Blocks[i]
		span, err := offsets.Span(b.Span.Start, b.Span.End, annotations.CodePoints)
		if err != nil {
			return fmt.Errorf("block %d: %v: %w", i, b.Span, err)
		}
		b.Span = span
		for j := range b.Marks {
			m := &b.Marks[j]
			if m.Span, err = offsets.Span(m.Span.Start, m.Span.End, annotations.CodePoints); err != nil {
				return fmt.Errorf("block %d, mark %d: %w", i, j, err)
			}
		}
	}
	return nil
}

// blocks reads a list of blocks, their spans still in code points.
func (r *reader) blocks() []annotations.Block {
	var blocks []annotations.Block
	r.array(func(int) {
		var b annotations.Block
		if r.object(func(name string) {
			switch name {
			case "kind":
				b.Kind = annotations.BlockKind(r.short())
			case "start":
				b.Span.Start = r.count()
			case "end":
				b.Span.End = r.count()
			case "level":
				b.Level = r.count()
			case "number":
				b.Number = r.count()
			case "quoted":
				b.Quoted = r.count()
			case "marks":
				b.Marks = r.marks()
			default:
				r.skip()
				r.problem("a block has no %q; left out", name)
			}
		}) {
			blocks = append(blocks, b)
		}
	})
	return blocks
}

func (r *reader) marks() []annotations.Mark {
	var marks []annotations.Mark
	r.array(func(int) {
		var m annotations.Mark
		if !r.object(func(name string) {
			switch name {
			case "kind":
				m.Kind = annotations.MarkKind(r.short())
			case "start":
				m.Span.Start = r.count()
			case "end":
				m.Span.End = r.count()
			case "href":
				m.Href = r.text()
			default:
				r.skip()
				r.problem("a mark has no %q; left out", name)
			}
		}) {
			return
		}
		if m.Kind == annotations.Link {
			if _, ok := annotations.SafeAddress(m.Href); !ok {
				r.problem("the address %.60s is not http, https or mailto; its words stay, without the link", strconv.Quote(m.Href))
				return
			}
		}
		marks = append(marks, m)
	})
	return marks
}

// Paragraphs are the blocks of a text of which no structure is known: every
// blank line ends one. Not one byte of the text is changed or left out, so
// offsets into it stay good.
func Paragraphs(text string) []annotations.Block {
	var blocks []annotations.Block
	for start := 0; start < len(text); {
		end := len(text)
		// A block is not empty, so a blank line at its start belongs to it, and
		// so does one at the end of the text, after which no block could come.
		if i := strings.Index(text[start+1:], annotations.Separator); i >= 0 &&
			start+1+i+len(annotations.Separator) < len(text) {
			end = start + 1 + i
		}
		blocks = append(blocks, annotations.Block{Kind: annotations.Paragraph, Span: annotations.Span{Start: start, End: end}})
		start = min(end+len(annotations.Separator), len(text))
		if end == len(text) {
			break
		}
	}
	return slices.Clip(blocks)
}
