package records

import (
	"encoding/binary"
	"errors"

	"claimlight/annotations"
)

// A bundle is records one after the other, as the page hands them to the worker
// and back without looking into them:
//
//	shelf, identifier, article: length (uvarint), bytes
//	time: varint
//	data: length (uvarint), bytes

// ErrBundle means that bytes are no bundle, or that its end is missing.
var ErrBundle = errors.New("a bundle of records is damaged")

// Append appends r to bundle.
func Append(bundle []byte, r Filed) []byte {
	for _, s := range []string{string(r.Shelf), r.ID, r.Article} {
		bundle = binary.AppendUvarint(bundle, uint64(len(s)))
		bundle = append(bundle, s...)
	}
	bundle = binary.AppendVarint(bundle, r.At)
	bundle = binary.AppendUvarint(bundle, uint64(len(r.Data)))
	return append(bundle, r.Data...)
}

// Take cuts the first record off bundle and returns the rest. The record's Data
// shares bundle's memory.
func Take(bundle []byte) (r Filed, rest []byte, err error) {
	b := unpacker{rest: bundle}
	r.Shelf, r.ID, r.Article = Shelf(b.bytes()), string(b.bytes()), string(b.bytes())
	r.At = b.varint()
	r.Data = b.bytes()
	if b.broken {
		return Filed{}, nil, ErrBundle
	}
	return r, b.rest, nil
}

// An unpacker takes a bundle apart. After something was missing it yields
// nothing but zeros.
type unpacker struct {
	rest   []byte
	broken bool
}

func (u *unpacker) bytes() []byte {
	n, size := binary.Uvarint(u.rest)
	if size <= 0 || n > uint64(len(u.rest)-size) {
		u.rest, u.broken = nil, true
		return nil
	}
	b := u.rest[size : size+int(n) : size+int(n)]
	u.rest = u.rest[size+int(n):]
	return b
}

func (u *unpacker) varint() int64 {
	n, size := binary.Varint(u.rest)
	if size <= 0 {
		u.rest, u.broken = nil, true
		return 0
	}
	u.rest = u.rest[size:]
	return n
}

// BundleArticle is a bundle of an article's two records: what is listed, and the
// text.
func BundleArticle(a *annotations.Article) []byte {
	e := EntryOf(a)
	bundle := Append(nil, Filed{Articles, OfEntry(&e)})
	return Append(bundle, Filed{Texts, OfText(a)})
}

// TakeArticle reads what [BundleArticle] made.
func TakeArticle(bundle []byte) (annotations.Article, error) {
	entry, rest, err := Take(bundle)
	if err != nil {
		return annotations.Article{}, err
	}
	text, _, err := Take(rest)
	if err != nil {
		return annotations.Article{}, err
	}
	e, _, err := ReadEntry(entry.Record)
	if err != nil {
		return annotations.Article{}, err
	}
	return ReadText(e, text.Record)
}
