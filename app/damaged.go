package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sort"
	"unicode/utf8"

	"claimlight/annotations"
	"claimlight/app/records"
)

// A Damaged is a record that cannot be read. It is left as it is, and hides no
// other.
type Damaged struct {
	Ref
	Err    error
	Record records.Record
}

// Unreadable are the records that could not be read so far, in order of their
// shelves.
func (s *Session) Unreadable() []*Damaged {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*Damaged
	for _, d := range s.damaged {
		list = append(list, d)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i].Ref, list[j].Ref
		return string(a.Shelf)+" "+a.ID < string(b.Shelf)+" "+b.ID
	})
	return list
}

// rawRecords is a JSON file of records as they are stored: their data as text
// where they are text, and in base64.
func rawRecords(list []*Damaged) ([]byte, error) {
	type raw struct {
		Shelf   records.Shelf `json:"shelf"`
		ID      string        `json:"id"`
		Article string        `json:"article,omitempty"`
		At      int64         `json:"at,omitempty"`
		Trouble string        `json:"trouble"`
		Text    string        `json:"text,omitempty"`
		Data    []byte        `json:"data"`
	}
	var out []raw
	for _, d := range list {
		r := raw{d.Shelf, d.ID, d.Record.Article, d.Record.At, records.Why(d.Err), "", d.Record.Data}
		if utf8.Valid(r.Data) {
			r.Text = string(r.Data)
		}
		out = append(out, r)
	}
	return json.MarshalIndent(out, "", "  ")
}

// noteDamage takes note of whether a record could be read, and reports whether
// it could not.
func (s *Session) noteDamage(ref Ref, r *records.Record, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, had := s.damaged[ref]
	if err == nil {
		if had {
			delete(s.damaged, ref)
		}
		return false
	}
	kept := *r
	kept.Data = slices.Clone(r.Data)
	s.damaged[ref] = &Damaged{Ref: ref, Err: err, Record: kept}
	return true
}

// NoteUnread takes note of records that whoever read the whole library could not
// read.
func (s *Session) NoteUnread(ctx context.Context, list []records.Unread) error {
	for _, u := range list {
		ref := Ref{u.Shelf, u.ID}
		r, err := s.record(ctx, ref)
		if err != nil {
			return err
		}
		if r == nil {
			r = &records.Record{ID: u.ID} // a text that is missing
		}
		s.noteDamage(ref, r, errors.New(u.Why))
	}
	if len(list) > 0 {
		s.hooks.Changed()
	}
	return nil
}

// Mend puts records of a bundle in the place of those that cannot be read, as one
// step that can be undone. It returns how many: those that can be read again, since
// another tab has mended them, stay as they are.
func (s *Session) Mend(ctx context.Context, bundle []byte) (int, error) {
	filed, err := takeAll(bundle)
	if err != nil || len(filed) == 0 {
		return 0, err
	}
	st := &step{Said: "Damaged records restored"}
	for i := range filed {
		now, err := s.record(ctx, Ref{filed[i].Shelf, filed[i].ID})
		if err != nil {
			return 0, err
		}
		m := moved(filed[i].Shelf, now, &filed[i].Record)
		if now != nil && (records.Filed{Shelf: m.Shelf, Record: *now}).Check() == nil {
			s.noteDamage(m.Ref, now, nil)
			continue
		}
		st.moves = append(st.moves, m)
	}
	if len(st.moves) == 0 {
		return 0, nil // nothing to undo either
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(st.moves), s.do(st)
}

// judge takes note of what became readable by moves that mend, and of what they
// made unreadable again by taking that back. The caller holds s.mu.
func (s *Session) judge(moves []move) {
	for _, m := range moves {
		var err error
		if m.after != nil {
			err = records.Filed{Shelf: m.Shelf, Record: *m.after}.Check()
		} else if e := s.entry(annotations.ID(m.ID)); e != nil && m.Shelf == records.Texts {
			err = records.MissingText(e)
		}
		if err == nil {
			delete(s.damaged, m.Ref)
			continue
		}
		r := m.after
		if r == nil {
			r = &records.Record{ID: m.ID}
		}
		s.damaged[m.Ref] = &Damaged{Ref: m.Ref, Err: err, Record: *r}
	}
}

// Torn reports whether the text of an article is known to be damaged or missing.
func (s *Session) Torn(article annotations.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.damaged[Ref{records.Texts, string(article)}] != nil
}

// nameOf says in words which record cannot be read.
func (s *Session) nameOf(d *Damaged) string {
	id := d.ID
	if d.Shelf == records.Claims {
		id = d.Record.Article
	}
	title := ""
	if e := s.Entry(annotations.ID(id)); e != nil {
		title = " of “" + e.Title + "”"
	}
	switch d.Shelf {
	case records.Texts:
		return "The text" + cmp.Or(title, " of an article")
	case records.Claims:
		return "A claim" + title
	case records.Articles:
		return "An article: what the library lists of it"
	case records.Codebooks:
		return "The codebook"
	}
	return "A setting: " + d.ID
}

// setAside is the op that keeps a copy of a record that cannot be read, where
// another takes its place.
func (s *Session) setAside(ref Ref, r records.Record) Op {
	r.ID, r.Article = string(ref.Shelf)+" "+r.ID+" "+s.now().Format("2006-01-02T15:04:05.000"), ""
	return put(records.Settings, r)
}
