package app

import (
	"context"
	"encoding/json"
	"fmt"

	"claimlight/annotations"
)

// Preferences are what a person has chosen for this browser.
type Preferences struct {
	Creator     annotations.Creator `json:"creator"`               // who makes claims here
	Theme       string              `json:"theme,omitempty"`       // "light", "dark", or "" for the system's
	NoSingleKey bool                `json:"noSingleKey,omitempty"` // single-letter shortcuts are off (WCAG 2.1.4)
}

// Preferences are the preferences in force.
func (s *Session) Preferences() Preferences {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prefs
}

// Prefer puts new preferences into force.
func (s *Session) Prefer(p Preferences) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prefs = p
	s.writer.add(Op{Shelf: Settings, Record: recordOf(preferencesID, "", s.now(), p)})
	s.hooks.Changed()
}

// creator is who makes claims here; the identifier is made at the first claim.
func (s *Session) creator() (annotations.Creator, error) {
	p := s.Preferences()
	if p.Creator.ID == "" {
		id, err := s.newID()
		if err != nil {
			return p.Creator, err
		}
		p.Creator.ID = id
		s.Prefer(p)
	}
	return p.Creator, nil
}

func (s *Session) readPreferences(ctx context.Context) error {
	r, ok, err := s.store.Read(ctx, Settings, preferencesID)
	if err != nil || !ok {
		return err
	}
	var p Preferences
	if err := json.Unmarshal(r.Data, &p); err != nil {
		return fmt.Errorf("reading your settings: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prefs = p
	return nil
}
