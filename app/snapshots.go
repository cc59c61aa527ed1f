package app

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"claimlight/app/records"
)

// A Snapshot is what Settings lists of the library as it was at a moment.
type Snapshot struct {
	Taken    int64  `json:"taken"` // milliseconds since 1970; names it
	Articles int    `json:"articles"`
	Claims   int    `json:"claims"`
	Tags     int    `json:"tags"`   // of a codebook other than the ready one; else 0
	Why      string `json:"why"`    // one of the words below
	Bytes    int64  `json:"bytes"`  // that it takes beyond what the ones before it took
	Shared   int64  `json:"shared"` // that texts take which came with snapshots that were deleted since
}

// What a snapshot was taken for.
const (
	onTime        = "" // by itself
	whenAsked     = "asked"
	beforeRestore = "restore"
)

func (s Snapshot) id() string      { return strconv.FormatInt(s.Taken, 10) }
func (s Snapshot) time() time.Time { return time.UnixMilli(s.Taken) }

// How snapshots are spread: by themselves they are taken no oftener than every
// snapshotPause; of those of today the last of each hour is kept, then the last of
// each day for a week, then the last of each week for half a year, all of them
// together in snapshotRoom bytes. What seems to be taken after today was taken
// before the clock was set back, and stays.
const (
	snapshotPause = 10 * time.Minute
	snapshotWeeks = 26
	snapshotRoom  = 200 << 20
)

// surplus are the snapshots of list, oldest first, that need not be kept at now.
// Days and weeks are those of now's place. The latest two are always kept.
func surplus(list []Snapshot, now time.Time) []Snapshot {
	var drop []Snapshot
	var room int64
	spans := map[string]bool{} // that have their snapshot
	today := day(now)
	for i, s := range slices.Backward(list) {
		taken := s.time().In(now.Location())
		days := int(today.Sub(day(taken)).Hours()+12) / 24
		span := ""
		switch {
		case days < 0, days < 1 && s.Why != onTime:
			span = s.id()
		case days < 1:
			span = taken.Format("15 h")
		case days < 7:
			span = taken.Format(time.DateOnly)
		case days < 7*snapshotWeeks:
			year, week := taken.ISOWeek()
			span = fmt.Sprint(year, "week", week)
		}
		room += s.Bytes
		latest := i >= len(list)-2
		if !latest && (span == "" || spans[span] || room > snapshotRoom) {
			drop = append(drop, s)
			room -= s.Bytes
			continue
		}
		spans[span] = true
	}
	slices.Reverse(drop)
	return drop
}

// day is the midnight that t's day began with.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// holding says what is in a snapshot.
func (s Snapshot) holding() string {
	words := count(s.Articles, "article", "articles") + ", " + count(s.Claims, "claim", "claims")
	if s.Tags > 0 {
		words += ", " + count(s.Tags, "tag", "tags")
	}
	return words
}

// reason says what a snapshot was taken for, where it was not by itself.
func (s Snapshot) reason() string {
	switch s.Why {
	case whenAsked:
		return "taken when you asked"
	case beforeRestore:
		return "taken before a snapshot was restored"
	}
	return ""
}

// moment writes a time as people do, at now: "Today, 14:05".
func moment(t, now time.Time) string {
	t = t.In(now.Location())
	clock := t.Format("15:04")
	switch days := int(day(now).Sub(day(t)).Hours()+12) / 24; {
	case days == 0:
		return "Today, " + clock
	case days == 1:
		return "Yesterday, " + clock
	case t.Year() == now.Year():
		return t.Format("Monday, 2 January, ") + clock
	}
	return t.Format("2 January 2006, ") + clock
}

// restorationLines are the counts of a restoration's preview.
func restorationLines(r *records.Restoration) []tallyLine {
	var lines []tallyLine
	for _, part := range []struct {
		records.Changes
		one, many string
	}{{r.Articles, "article", "articles"}, {r.Claims, "claim", "claims"}} {
		for _, l := range []tallyLine{
			{part.New, plural(part.New, part.one+" comes back", part.many+" come back")},
			{part.Changed, plural(part.Changed, part.one+" is as it was then", part.many+" are as they were then")},
			{part.Removed, plural(part.Removed, part.one+" that was not there then is removed", part.many+" that were not there then are removed")},
		} {
			if l.n > 0 {
				lines = append(lines, l)
			}
		}
	}
	if r.Unread > 0 {
		lines = append(lines, tallyLine{r.Unread, plural(r.Unread, "record of the snapshot", "records of the snapshot") + " cannot be read; yours stay as they are"})
	}
	if r.Recoded && r.Tags > 0 {
		lines = append(lines, tallyLine{r.Tags, "tags in the codebook, as it was then"})
	}
	return lines
}
