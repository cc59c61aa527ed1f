package app

import (
	"encoding/json"
	"time"

	"claimlight/app/records"
)

// Keeping is how far this browser's library is kept elsewhere: in snapshots and
// in backups. Times are milliseconds since 1970; 0 is never. Its members stand in
// the order of their names, as in a record that was joined with another tab's.
type Keeping struct {
	Backed    int64  `json:"backed,omitempty"`    // when the last backup was begun: it holds what there was then
	Came      int    `json:"came,omitempty"`      // claims that came in since, whose own times do not tell that: see [Session.came]
	Folder    string `json:"folder,omitempty"`    // the name of the folder that backups go to, where one was chosen
	Later     int64  `json:"later,omitempty"`     // do not remind before
	Lost      bool   `json:"lost,omitempty"`      // the browser has lost the library before this one, and the person has not said that they know
	Mark      string `json:"mark,omitempty"`      // in the names of backups in a folder: see [Session.BackupMark]
	Snapped   int64  `json:"snapped,omitempty"`   // when the library was last looked at for a snapshot
	Unbacked  int64  `json:"unbacked,omitempty"`  // when the first change was made that is in no backup; 0 where all are
	Unsnapped bool   `json:"unsnapped,omitempty"` // it has changed since
}

// keepingID is the identifier of the settings record that holds a [Keeping].
const keepingID = "keeping"

// Keeping is how far the library is kept elsewhere.
func (s *Session) Keeping() Keeping {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keeping
}

// Keep lets f change it.
func (s *Session) Keep(f func(*Keeping)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keep(f)
}

// keep is Keep for who holds s.mu.
func (s *Session) keep(f func(*Keeping)) {
	before := s.keeping
	if f(&s.keeping); s.keeping == before {
		return
	}
	after := s.keeping.record()
	after.At = s.now().UnixMilli()
	o := Op{Filed: records.Filed{Shelf: records.Settings, Record: after}, Checked: true}
	if before != (Keeping{}) {
		was := before.record()
		o.Before = &was
	}
	s.writer.add(o)
	s.hooks.Changed()
}

// BackupMark is in the names of this library's backups in a folder, so that those of other
// libraries there are left alone. It fails where no identifier can be made.
func (s *Session) BackupMark() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keeping.Mark == "" {
		id, err := s.newID()
		if err != nil {
			return "", err
		}
		s.keep(func(k *Keeping) { k.Mark = string(id[len(id)-6:]) })
	}
	return s.keeping.Mark, nil
}

func (k Keeping) record() records.Record {
	data, err := json.Marshal(k)
	if err != nil {
		panic("app: what is kept cannot be stored: " + err.Error()) // numbers and a string always can
	}
	return records.Record{ID: keepingID, Data: data}
}

// came notes the claims that a step brings in. What is in no backup is told by when
// it was changed; but a file or a snapshot may bring what was changed before the last
// backup, or, by a clock that is ahead, will be. The caller holds s.mu.
func (s *Session) came(st *step) {
	s.keep(func(k *Keeping) {
		for _, m := range st.moves {
			if s.untimed(k, m.Shelf, m.after) {
				k.Came++
			}
		}
	})
}

// turned is came for moves that undo a step, or do it again. A claim that comes or
// goes by that is in the last backup where it was there at the time. The caller holds
// s.mu.
func (s *Session) turned(st *step, moves []move, undo bool) {
	s.keep(func(k *Keeping) {
		done := st.doneAt(k.Backed)
		for _, m := range moves {
			switch comes, goes := s.untimed(k, m.Shelf, m.after), s.untimed(k, m.Shelf, m.before); {
			case comes && !goes && done == undo:
				k.Came++
			case goes && !comes && done != undo:
				k.Came = max(0, k.Came-1)
			}
		}
	})
}

// untimed reports whether a record is of a claim whose own time does not tell whether
// it is in the last backup. The caller holds s.mu.
func (s *Session) untimed(k *Keeping, shelf records.Shelf, r *records.Record) bool {
	return k.Backed != 0 && shelf == records.Claims && r != nil && r.Article != "" && (r.At <= k.Backed || r.At > s.now().UnixMilli())
}

// since is the time after which claims were changed that are in no backup, at now.
// It is not when the last backup was made where the clock has been set back since.
func (k Keeping) since(now time.Time) int64 {
	switch {
	case k.Backed <= now.UnixMilli():
		return k.Backed
	case k.Unbacked == 0:
		return now.UnixMilli()
	}
	return k.Unbacked - time.Minute.Milliseconds() // it is noted a moment after the change
}

// changed notes that the library changed at now.
func (k *Keeping) changed(now time.Time) {
	k.Unsnapped = true
	if k.Unbacked == 0 || k.Unbacked > now.UnixMilli() {
		k.Unbacked = now.UnixMilli()
	}
}

// concernsLibrary reports whether any of refs is of what snapshots and backups
// hold.
func concernsLibrary(refs []Ref) bool {
	for _, r := range refs {
		switch r.Shelf {
		case records.Articles, records.Claims, records.Codebooks:
			return true
		}
	}
	return false
}

// How long a working session rests before it counts as over.
const (
	snapshotRest = 20 * time.Second
	backupRest   = 5 * time.Minute
)

// snapshotDue reports whether to take a snapshot at now, when the library has
// rested for the given time.
func (k Keeping) snapshotDue(now time.Time, rest time.Duration) bool {
	ago := now.UnixMilli() - k.Snapped // below zero where the clock was set back
	return k.Unsnapped && !k.Lost && rest >= snapshotRest && (ago < 0 || ago >= snapshotPause.Milliseconds())
}

// backupDue reports whether to write a backup into the folder.
func (k Keeping) backupDue(rest time.Duration) bool {
	return k.Folder != "" && k.Unbacked != 0 && rest >= backupRest
}

// When to remind a person of a backup that only they can make: after so long, or
// so many claims, but not again within a day.
const (
	remindAfter  = 7 * 24 * time.Hour
	remindClaims = 50
	remindPause  = 24 * time.Hour
)

// remind reports whether to remind at now, when claims are in no backup.
func (k Keeping) remind(now time.Time, claims int) bool {
	if k.Unbacked == 0 || claims == 0 || k.putOff(now) {
		return false
	}
	return claims >= remindClaims || now.UnixMilli()-k.Unbacked >= remindAfter.Milliseconds()
}

// putOff reports whether the person has put reminders off beyond now. It is not so
// where the clock has been set back since.
func (k Keeping) putOff(now time.Time) bool {
	wait := k.Later - now.UnixMilli()
	return wait > 0 && wait <= remindPause.Milliseconds()
}
