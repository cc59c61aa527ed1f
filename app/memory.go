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
	// Refuse, where it is set, is asked before each write; its error is
	// returned instead of writing.
	Refuse func([]Op) error
}

var _ Store = (*Memory)(nil)

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{shelves: map[records.Shelf]map[string]records.Record{}} }

// Write implements [Store].
func (m *Memory) Write(_ context.Context, ops []Op) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Refuse != nil {
		if err := m.Refuse(ops); err != nil {
			return err
		}
	}
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
	}
	return nil
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
