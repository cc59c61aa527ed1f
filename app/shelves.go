//go:build js

package app

import (
	"context"

	"claimlight/app/browser"
	"claimlight/app/records"
)

// shelves is the browser's database as a [Store].
type shelves struct{ db *browser.DB }

var _ Store = shelves{}

func (s shelves) Write(ctx context.Context, ops []Op) error {
	list := make([]browser.Op, len(ops))
	for i, o := range ops {
		if o.Remove {
			list[i] = browser.Delete{Store: browser.Store(o.Shelf), ID: o.Record.ID}
			continue
		}
		r := o.Record
		list[i] = browser.Put{Store: browser.Store(o.Shelf), Record: browser.Record{
			ID: r.ID, Article: r.Article, Time: r.At, Data: r.Data}}
	}
	return s.db.Write(ctx, list)
}

func (s shelves) Read(ctx context.Context, shelf records.Shelf, id string) (records.Record, bool, error) {
	r, ok, err := s.db.Read(ctx, browser.Store(shelf), id)
	return records.Record{ID: r.ID, Article: r.Article, At: r.Time, Data: r.Data}, ok, err
}

func (s shelves) Each(ctx context.Context, shelf records.Shelf, article string, f func([]records.Record) error) error {
	q := browser.Query{Store: browser.Store(shelf)}
	if article != "" {
		q.Index, q.Key = browser.ByArticle, article
	}
	return s.db.ReadMany(ctx, q, func(batch []browser.Record) error {
		list := make([]records.Record, len(batch))
		for i, r := range batch {
			list[i] = records.Record{ID: r.ID, Article: r.Article, At: r.Time, Data: r.Data}
		}
		return f(list)
	})
}
