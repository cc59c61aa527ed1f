package annotations

import (
	"fmt"
	"sort"
	"strings"
)

// A Place is a position as the page reports it: UTF-16 code units into the
// text of one block.
type Place struct{ Block, UTF16 int }

// Offset is the byte offset of p in a.Text. An offset inside a surrogate pair
// is moved before it. It returns an error that wraps [ErrOffset] where the
// block does not exist or is shorter.
func (a *Article) Offset(p Place) (int, error) {
	if p.Block < 0 || p.Block >= len(a.Blocks) || p.UTF16 < 0 {
		return 0, fmt.Errorf("block %d, unit %d: %w", p.Block, p.UTF16, ErrOffset)
	}
	span := a.Blocks[p.Block].Span
	units := 0
	for i, r := range span.Of(a.Text) {
		if units >= p.UTF16 {
			return span.Start + i, nil
		}
		n := int(utf16Len(r))
		if units+n > p.UTF16 {
			return span.Start + i, nil
		}
		units += n
	}
	if units < p.UTF16 {
		return 0, fmt.Errorf("block %d, unit %d of %d: %w", p.Block, p.UTF16, units, ErrOffset)
	}
	return span.End, nil
}

// Place is where byte offset i of a.Text stands on the page. An offset in the
// separator after a block stands at that block's end. It returns [ErrOffset]
// where i lies outside the text, inside a character, or the text is empty.
func (a *Article) Place(i int) (Place, error) {
	if i < 0 || i > len(a.Text) || !betweenRunes(a.Text, i) {
		return Place{}, ErrOffset
	}
	b := a.BlockAt(i)
	if b < 0 {
		return Place{}, ErrOffset
	}
	span := a.Blocks[b].Span
	units := 0
	for _, r := range a.Text[span.Start:min(i, span.End)] {
		units += int(utf16Len(r))
	}
	return Place{b, units}, nil
}

// BlockAt is the index of the block with text that holds byte offset i or ends
// before it, or -1 where there is none.
func (a *Article) BlockAt(i int) int {
	b := sort.Search(len(a.Blocks), func(b int) bool { return a.Blocks[b].Span.Start > i }) - 1
	for b >= 0 && a.Blocks[b].Kind == Rule {
		b--
	}
	return b
}

// Select turns two places on the page, in either order, into the span between
// them: snapped to whole characters and, unless exact, trimmed of outer white
// space. The span is empty where nothing but white space lies between.
func (a *Article) Select(anchor, focus Place, exact bool) (Span, error) {
	from, err := a.Offset(anchor)
	if err != nil {
		return Span{}, err
	}
	to, err := a.Offset(focus)
	if err != nil {
		return Span{}, err
	}
	span := Snap(a.Text, Span{min(from, to), max(from, to)})
	if !exact {
		span = Trim(a.Text, span)
	}
	return span, nil
}

// Words counts the words of a's text: runs of characters that are not white
// space.
func (a *Article) Words() int { return Words(a.Text) }

// Words counts the words of text as [Article.Words] does.
func Words(text string) int {
	n, in := 0, false
	for i := 0; i < len(text); i++ {
		space := false
		switch text[i] {
		case ' ', '\n', '\t':
			space = true
		case 0xC2: // with A0, a no-break space
			if space = strings.HasPrefix(text[i+1:], "\xA0"); space {
				i++
			}
		}
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}
