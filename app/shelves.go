//go:build js

package app

import (
	"context"
	"errors"

	"claimlight/app/browser"
	"claimlight/app/records"
)

// shelves is the browser's database as a [Store].
type shelves struct{ db *browser.DB }

var _ Store = shelves{}

func (s shelves) Write(ctx context.Context, tab string, ops []Op) (Written, error) {
	list := make([]browser.Op, len(ops))
	for i := range ops {
		o := &ops[i]
		r := &o.Record
		list[i] = browser.Op{Store: browser.Store(o.Shelf), Remove: o.Remove,
			Record: browser.Record{ID: r.ID, Article: r.Article, Time: r.At, Data: r.Data}}
		switch {
		case o.Checked && o.Before == nil:
			list[i].Expect = browser.Absent
		case o.Checked:
			list[i].Expect, list[i].Was = browser.AsWas, o.Before.Data
		}
	}
	done, err := s.db.Write(ctx, tab, list)
	w := Written{At: done.At}
	for _, c := range done.Clashes {
		clash := Clash{Op: c.Op}
		if c.Found != nil {
			now := recordOf(c.Found)
			clash.Now = &now
		}
		w.Clashes = append(w.Clashes, clash)
	}
	return w, err
}

func recordOf(r *browser.Record) records.Record {
	return records.Record{ID: r.ID, Article: r.Article, At: r.Time, Data: r.Data}
}

func (s shelves) Changes(ctx context.Context, tab string, after int64) (Changes, error) {
	at, changed, all, err := s.db.Changes(ctx, tab, after)
	c := Changes{At: at, All: all}
	for _, n := range changed {
		c.Refs = append(c.Refs, Ref{records.Shelf(n.Store), n.ID})
	}
	return c, err
}

func (s shelves) Read(ctx context.Context, shelf records.Shelf, id string) (records.Record, bool, error) {
	r, ok, err := s.db.Read(ctx, browser.Store(shelf), id)
	return recordOf(&r), ok, err
}

func (s shelves) Each(ctx context.Context, shelf records.Shelf, article string, f func([]records.Record) error) error {
	q := browser.Query{Store: browser.Store(shelf)}
	if article != "" {
		q.Index, q.Key = browser.ByArticle, article
	}
	return s.db.ReadMany(ctx, q, func(batch []browser.Record) error {
		list := make([]records.Record, len(batch))
		for i := range batch {
			list[i] = recordOf(&batch[i])
		}
		return f(list)
	})
}

// byTime is the index of a shelf by the time of its records.
var byTime = map[records.Shelf]browser.Index{records.Articles: browser.ByAdded, records.Claims: browser.ByModified}

func (s shelves) Latest(ctx context.Context, shelf records.Shelf, f func([]records.Record) bool) error {
	enough := errors.New("enough was read")
	err := s.db.ReadMany(ctx, browser.Query{Store: browser.Store(shelf), Index: byTime[shelf], Reverse: true}, func(batch []browser.Record) error {
		list := make([]records.Record, len(batch))
		for i := range batch {
			list[i] = recordOf(&batch[i])
		}
		if !f(list) {
			return enough
		}
		return nil
	})
	if err == enough {
		return nil
	}
	return err
}

func (s shelves) Claims(ctx context.Context) (int, error) {
	return s.db.Count(ctx, browser.Claims, browser.ByArticle, "")
}
