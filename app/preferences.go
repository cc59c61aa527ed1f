package app

import (
	"encoding/json"

	"claimlight/annotations"
	"claimlight/app/records"
)

// Preferences are what a person has chosen for this browser.
type Preferences struct {
	Creator     annotations.Creator `json:"creator"`               // who makes claims here
	Theme       string              `json:"theme,omitempty"`       // "light", "dark", or "" for the system's
	NoSingleKey bool                `json:"noSingleKey,omitempty"` // single-letter shortcuts are off (WCAG 2.1.4)
	Keys        map[action]string   `json:"keys,omitempty"`        // in place of actions' own; never changed, only replaced
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
	before := records.Record{ID: preferencesID, Data: s.prefs.encode()}
	after := records.Record{ID: preferencesID, At: s.now().UnixMilli(), Data: p.encode()}
	m := moved(records.Settings, &before, &after)
	if err := s.apply([]move{m}, []Op{m.op()}); err != nil {
		panic("app: preferences cannot be read back: " + err.Error()) // they were just written
	}
}

func (p Preferences) encode() []byte {
	data, err := json.Marshal(p)
	if err != nil {
		panic("app: preferences cannot be stored: " + err.Error()) // they hold nothing that JSON cannot
	}
	return data
}

// preferencesID is the identifier of the preferences' record.
const preferencesID = "preferences"

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
