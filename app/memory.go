package app

import (
	"context"
	"sort"
	"sync"

	"claimlight/app/records"
)

// Memory is a [Store] that keeps records only as long as it lives: for browsers
// that refuse to store anything, and for tests. Make one with [NewMemory].
type Memory struct {
	mu      sync.Mutex
	shelves map[records.Shelf]map[string]records.Record
	log     []logged // of all writes that concern other tabs
	// Refuse, where it is set, is asked before each write; its error is
	// returned instead of writing.
	Refuse func([]Op) error
}

var _ Store = (*Memory)(nil)

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{shelves: map[records.Shelf]map[string]records.Record{}} }

// logged is what one write changed.
type logged struct {
	tab  string
	refs []Ref
}

// Write implements [Store].
func (m *Memory) Write(_ context.Context, tab string, ops []Op) (Written, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Refuse != nil {
		if err := m.Refuse(ops); err != nil {
			return Written{}, err
		}
	}
	var w Written
	for i := range ops {
		if !ops[i].Checked {
			continue
		}
		var now *records.Record
		if r, ok := m.shelves[ops[i].Shelf][ops[i].Record.ID]; ok {
			now = &r
		}
		if !records.Same(now, ops[i].Before) {
			w.Clashes = append(w.Clashes, Clash{i, now})
		}
	}
	if len(w.Clashes) > 0 {
		return w, nil
	}
	var refs []Ref
	for _, o := range ops {
		shelf := m.shelves[o.Shelf]
		if shelf == nil {
			shelf = map[string]records.Record{}
			m.shelves[o.Shelf] = shelf
		}
		if o.Remove {
			delete(shelf, o.Record.ID)
		} else {
			shelf[o.Record.ID] = o.Record
		}
		switch o.Shelf {
		case records.Articles, records.Claims, records.Codebooks, records.Settings:
			refs = append(refs, o.ref())
		}
	}
	if len(refs) > 0 {
		m.log = append(m.log, logged{tab, refs})
		w.At = int64(len(m.log))
	}
	return w, nil
}

// Changes implements [Store].
func (m *Memory) Changes(_ context.Context, tab string, after int64) (Changes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := Changes{At: int64(len(m.log))}
	if after < 0 {
		return c, nil
	}
	for _, l := range m.log[min(after, c.At):] {
		if l.tab != tab {
			c.Refs = append(c.Refs, l.refs...)
		}
	}
	return c, nil
}

// Read implements [Store].
func (m *Memory) Read(_ context.Context, shelf records.Shelf, id string) (records.Record, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.shelves[shelf][id]
	return r, ok, nil
}

// Each implements [Store].
func (m *Memory) Each(_ context.Context, shelf records.Shelf, article string, f func([]records.Record) error) error {
	m.mu.Lock()
	var list []records.Record
	for _, r := range m.shelves[shelf] {
		if article == "" || r.Article == article {
			list = append(list, r)
		}
	}
	m.mu.Unlock()
	sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	return f(list)
}

// Latest implements [Store].
func (m *Memory) Latest(_ context.Context, shelf records.Shelf, f func([]records.Record) bool) error {
	m.mu.Lock()
	var list []records.Record
	for _, r := range m.shelves[shelf] {
		list = append(list, r)
	}
	m.mu.Unlock()
	sort.Slice(list, func(i, j int) bool {
		return list[i].At > list[j].At || list[i].At == list[j].At && list[i].ID > list[j].ID
	})
	for i := range list {
		if !f(list[i : i+1]) {
			break
		}
	}
	return nil
}

// Claims implements [Store].
func (m *Memory) Claims(context.Context) (n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.shelves[records.Claims] {
		if r.Article != "" {
			n++
		}
	}
	return n, nil
}
