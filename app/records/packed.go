package records

import (
	"encoding/binary"
	"math"
	"slices"

	"claimlight/annotations"
)

// PackArticle is an article as the worker hands it to the page, in three parts: its
// articles record as a bundle, its text, and its blocks. As JSON, the latter two of
// 5 MB would hold the page for half a second.
func PackArticle(a *annotations.Article) [][]byte {
	e := EntryOf(a)
	return [][]byte{Append(nil, Filed{Articles, OfEntry(&e)}), []byte(a.Text), packBlocks(a.Blocks)}
}

// UnpackArticle reads what [PackArticle] made.
func UnpackArticle(parts [][]byte) (annotations.Article, error) {
	if len(parts) != 3 {
		return annotations.Article{}, ErrBundle
	}
	r, _, err := Take(parts[0])
	if err != nil {
		return annotations.Article{}, err
	}
	e, _, err := ReadEntry(r.Record)
	if err != nil {
		return annotations.Article{}, err
	}
	a := e.Article
	a.Text = string(parts[1])
	a.Blocks, err = unpackBlocks(parts[2])
	return a, err
}

// packBlocks writes of each block its kind, start, end, level, number, depth of
// quotation and how many marks follow, and of each mark its kind, start, end and
// address: numbers as varints, kinds as their places in [annotations.BlockKinds] and
// [annotations.MarkKinds], an address behind its length.
func packBlocks(blocks []annotations.Block) []byte {
	var packed []byte
	write := func(numbers ...int) {
		for _, n := range numbers {
			packed = binary.AppendUvarint(packed, uint64(n))
		}
	}
	write(len(blocks))
	for _, b := range blocks {
		write(slices.Index(annotations.BlockKinds, b.Kind), b.Span.Start, b.Span.End, b.Level, b.Number, b.Quoted, len(b.Marks))
		for _, m := range b.Marks {
			write(slices.Index(annotations.MarkKinds, m.Kind), m.Span.Start, m.Span.End, len(m.Href))
			packed = append(packed, m.Href...)
		}
	}
	return packed
}

func unpackBlocks(packed []byte) ([]annotations.Block, error) {
	u := unpacker{rest: packed}
	var blocks []annotations.Block
	for range u.number(len(packed)) {
		b := annotations.Block{Kind: annotations.BlockKinds[u.number(len(annotations.BlockKinds)-1)]}
		b.Span = annotations.Span{Start: u.number(math.MaxInt), End: u.number(math.MaxInt)}
		b.Level, b.Number, b.Quoted = u.number(math.MaxInt), u.number(math.MaxInt), u.number(math.MaxInt)
		for range u.number(len(packed)) {
			m := annotations.Mark{Kind: annotations.MarkKinds[u.number(len(annotations.MarkKinds)-1)]}
			m.Span = annotations.Span{Start: u.number(math.MaxInt), End: u.number(math.MaxInt)}
			m.Href = string(u.bytes())
			b.Marks = append(b.Marks, m)
		}
		blocks = append(blocks, b)
	}
	if u.broken {
		return nil, ErrBundle
	}
	return blocks, nil
}

// number takes a number, of up to most.
func (u *unpacker) number(most int) int {
	n, size := binary.Uvarint(u.rest)
	if size <= 0 || n > uint64(most) {
		u.rest, u.broken = nil, true
		return 0
	}
	u.rest = u.rest[size:]
	return int(n)
}
