// Package transfer turns a library's records into files, and files into what
// bringing them in would change. It runs in the worker, so that neither its
// code nor its work weighs on the page.
package transfer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/annotations/format/brat"
	"claimlight/app/records"
)

// Generator is what files say they were written by.
const Generator = "Claimlight " + records.Version

// A holding is a library made of records, and when its claims were last
// imported.
type holding struct {
	annotations.Library
	bases  map[annotations.ID]time.Time
	sweeps map[annotations.ID][]annotations.Span // the sentences of articles whose sweep has begun
	unread []records.Unread
}

// hold makes a library of a bundle: articles before their texts, all of them in
// any other order. What cannot be read is left out and named in unread, as is the
// text of an article that is missing; claims stay without their article.
func hold(bundle []byte) (*holding, error) {
	h := &holding{bases: map[annotations.ID]time.Time{}, sweeps: map[annotations.ID][]annotations.Span{}}
	h.Codebook = annotations.ClaimTypes()
	entries := map[string]records.Entry{}
	for len(bundle) > 0 {
		r, rest, err := records.Take(bundle)
		if err != nil {
			return nil, err
		}
		bundle = rest
		if err := h.take(r, entries); err != nil {
			h.unread = append(h.unread, records.Unread{Shelf: r.Shelf, ID: r.ID, Why: records.Why(err)})
			if r.Shelf == records.Texts {
				delete(entries, r.ID)
			}
		}
	}
	for id, e := range entries {
		h.unread = append(h.unread, records.Unread{Shelf: records.Texts, ID: id,
			Why: records.Why(records.MissingText(&e))})
	}
	slices.SortFunc(h.unread, func(a, b records.Unread) int {
		return cmp.Or(cmp.Compare(a.Shelf, b.Shelf), cmp.Compare(a.ID, b.ID))
	})
	h.Sort()
	return h, nil
}

// strand leaves out the claims whose article is not held, which no file can hold
// without it, and returns how many they are.
func (h *holding) strand() int {
	held := map[annotations.ID]bool{}
	for i := range h.Articles {
		held[h.Articles[i].ID] = true
	}
	all := len(h.Claims)
	h.Claims = slices.DeleteFunc(h.Claims, func(c annotations.Claim) bool { return !held[c.Article] })
	return all - len(h.Claims)
}

// take adds what a record holds. Entries are the articles whose texts are to
// come.
func (h *holding) take(r records.Filed, entries map[string]records.Entry) error {
	switch r.Shelf {
	case records.Articles:
		e, grave, err := records.ReadEntry(r.Record)
		if err != nil {
			return err
		}
		if grave.ID != "" {
			h.Tombstones = append(h.Tombstones, grave)
		} else {
			entries[r.ID] = e
		}
	case records.Texts:
		e, ok := entries[r.ID]
		if !ok {
			return nil // of an article that was deleted
		}
		a, err := records.ReadText(e, r.Record)
		if err != nil {
			return err
		}
		h.Articles = append(h.Articles, a)
		delete(entries, r.ID)
	case records.Claims:
		if r.Article == "" {
			grave, err := records.ReadGrave(r.Record)
			if err != nil {
				return err
			}
			h.Tombstones = append(h.Tombstones, grave)
			return nil
		}
		c, base, err := records.ReadClaim(r.Record)
		if err != nil {
			return err
		}
		if !base.IsZero() {
			h.bases[c.ID] = base
		}
		h.Claims = append(h.Claims, c)
	case records.Settings:
		if article, ok := records.SweptArticle(r.ID); ok {
			sentences, err := records.ReadSweep(r.Record)
			if err != nil {
				return err
			}
			h.sweeps[article] = sentences
		}
	case records.Codebooks:
		c, err := records.ReadCodebook(r.Record)
		if err != nil {
			return err
		}
		h.Codebook = c
	}
	return nil
}

// Formats are what files can be written as and read from.
func Formats() []format.Format { return append(format.Formats(), brat.Format) }

// Codebook reads the codebook out of a file in any format that has one, and
// returns its record as a bundle.
func Codebook(file []byte, now time.Time) ([]byte, error) {
	in, err := read(file, format.Source{}, func(float64) {})
	if err != nil {
		return nil, err
	}
	c := in.Library.Codebook
	if len(c.Tags) == 0 {
		return nil, errors.New("there is no codebook in this file, and no tags")
	}
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("the file's codebook cannot be used: %w", err)
	}
	return records.Append(nil, records.Filed{Shelf: records.Codebooks, Record: records.OfCodebook(&c, now)}), nil
}

// Export writes the library that a bundle holds in the format of the given name,
// and verifies every span of it. Records that cannot be read hide no others: they
// are left out, and the check names them.
func Export(bundle []byte, name string) ([]byte, records.Check, error) {
	h, err := hold(bundle)
	if err != nil {
		return nil, records.Check{}, err
	}
	stranded := h.strand()
	i := slices.IndexFunc(Formats(), func(f format.Format) bool { return f.Name == name && f.Encode != nil })
	if i < 0 {
		return nil, records.Check{}, fmt.Errorf("files of the format %q cannot be written", name)
	}
	var b bytes.Buffer
	export := format.Export{Generator: Generator}
	export.Label(&h.Library, func(a *annotations.Article) []annotations.Span { return h.sweeps[a.ID] })
	report, err := Formats()[i].Encode(&b, &h.Library, export)
	if err != nil {
		return nil, records.Check{}, fmt.Errorf("writing the file: %w", err)
	}
	c := check(report)
	c.Unread, c.Stranded = h.unread, stranded
	return b.Bytes(), c, nil
}

var unitNames = map[annotations.Unit]string{
	annotations.CodePoints: "code points", annotations.UTF16: "UTF-16", annotations.Bytes: "bytes"}

func check(r format.Report) records.Check {
	c := records.Check{Claims: r.Total, Verified: r.Verified, Unit: unitNames[r.Unit], More: r.More}
	for _, p := range r.Problems {
		c.Problems = append(c.Problems, records.Problem{Pointer: p.Pointer, Message: p.Message})
	}
	return c
}
