package app

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func at(t *testing.T, stamp string) time.Time {
	t.Helper()
	made, err := time.ParseInLocation("2006-01-02 15:04", stamp, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// shots are snapshots taken at times, a byte each.
func shots(t *testing.T, stamps ...string) (list []Snapshot) {
	t.Helper()
	for _, s := range stamps {
		list = append(list, Snapshot{Taken: at(t, s).UnixMilli(), Bytes: 1})
	}
	return list
}

func TestSnapshotsAreSpreadOverTime(t *testing.T) {
	now := at(t, "2026-11-23 14:30") // a Monday
	for _, test := range []struct {
		name       string
		list, drop []string
	}{
		{"those of today stay, the last of each hour",
			[]string{"2026-11-23 09:10", "2026-11-23 10:05", "2026-11-23 10:50", "2026-11-23 13:00", "2026-11-23 14:00"},
			[]string{"2026-11-23 10:05"}},
		{"of each day of this week the last stays",
			[]string{"2026-11-17 09:00", "2026-11-17 18:00", "2026-11-22 09:00", "2026-11-22 23:59", "2026-11-23 13:00", "2026-11-23 14:00"},
			[]string{"2026-11-17 09:00", "2026-11-22 09:00"}},
		{"of each week before it the last stays",
			[]string{"2026-11-02 10:00", "2026-11-04 10:00", "2026-11-09 10:00", "2026-11-15 10:00", "2026-11-23 13:00", "2026-11-23 14:00"},
			[]string{"2026-11-02 10:00", "2026-11-09 10:00"}},
		{"after half a year none",
			[]string{"2026-01-01 10:00", "2026-05-01 10:00", "2026-11-23 13:00", "2026-11-23 14:00"},
			[]string{"2026-01-01 10:00", "2026-05-01 10:00"}},
		{"what was taken before the clock was set back stays",
			[]string{"2026-11-23 10:05", "2026-11-23 14:10", "2027-03-01 14:01", "2027-03-01 14:02", "2027-03-01 14:03", "2027-03-02 10:00"},
			nil},
		{"but always the latest two",
			[]string{"2025-01-01 10:00", "2025-01-02 10:00", "2025-01-02 10:01"},
			[]string{"2025-01-01 10:00"}},
	} {
		if diff := cmp.Diff(shots(t, test.drop...), surplus(shots(t, test.list...), now)); diff != "" {
			t.Errorf("%s: what goes (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestSnapshotsThatSomebodyAskedForStayForTheDay(t *testing.T) {
	list := shots(t, "2026-11-23 10:01", "2026-11-23 10:02", "2026-11-23 10:03", "2026-11-23 10:04")
	list[1].Why = whenAsked
	if diff := cmp.Diff(list[:1], surplus(list, at(t, "2026-11-23 11:00"))); diff != "" {
		t.Errorf("what goes (-want +got):\n%s", diff)
	}
}

func TestSnapshotsStayWithinTheirRoomAndNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 23, 14, 30, 0, 0, time.FixedZone("somewhere", 5*3600+1800))
		var list []Snapshot
		for _, ago := range rapid.SliceOfN(rapid.Int64Range(0, 400*24*3600), 0, 300).Draw(t, "ago") {
			list = append(list, Snapshot{Taken: now.Add(-time.Duration(ago) * time.Second).UnixMilli(), Bytes: rapid.Int64Range(0, snapshotRoom/8).Draw(t, "bytes")})
		}
		slices.SortFunc(list, func(a, b Snapshot) int { return int(a.Taken - b.Taken) })
		list = slices.CompactFunc(list, func(a, b Snapshot) bool { return a.Taken == b.Taken })
		drop := surplus(list, now)
		var kept []Snapshot
		var room int64
		for _, s := range list {
			if !slices.Contains(drop, s) {
				kept = append(kept, s)
				room += s.Bytes
			}
		}
		if len(kept)+len(drop) != len(list) {
			t.Fatalf("%d stay and %d go of %d", len(kept), len(drop), len(list))
		}
		if len(kept) > 24+7+snapshotWeeks+2 || room > snapshotRoom {
			t.Fatalf("%d stay, in %d bytes", len(kept), room)
		}
		if len(list) > 1 && (len(kept) < 2 || kept[len(kept)-1] != list[len(list)-1]) {
			t.Fatal("the latest does not stay")
		}
		if again := surplus(kept, now); len(again) > 0 {
			t.Fatalf("a second look drops %d more", len(again))
		}
	})
}

func TestMomentsAreWrittenAsPeopleDo(t *testing.T) {
	now := at(t, "2026-11-23 14:30")
	for stamp, want := range map[string]string{
		"2026-11-23 00:00": "Today, 00:00",
		"2026-11-22 23:59": "Yesterday, 23:59",
		"2026-11-18 08:05": "Wednesday, 18 November, 08:05",
		"2025-12-31 08:05": "31 December 2025, 08:05",
	} {
		if got := moment(at(t, stamp), now); got != want {
			t.Errorf("%s is %q, want %q", stamp, got, want)
		}
	}
}

func TestOnlyBackupsOfOursAreEverDeleted(t *testing.T) {
	now := at(t, "2026-11-23 14:30")
	names := []string{
		"claimlight-backup-2026-11-01-100000-3f9ab2.claimlight.json.gz",
		"claimlight-backup-2026-11-22-090000-3f9ab2.claimlight.json.gz",
		"claimlight-backup-2026-11-22-100000-3f9ab2.claimlight.json.gz",
		"claimlight-backup-2026-11-22-100000-3f9ab2.claimlight.json.gz.crswap",
		"claimlight-backup-2026-11-23-100000-3f9ab2.claimlight.json.gz",
		"claimlight-backup-2026-11-23-140000-3f9ab2.claimlight.json.gz",
		"claimlight-backup-2026-13-45-100000-3f9ab2.claimlight.json.gz",
		"claimlight-backup-mine-3f9ab2.claimlight.json.gz",
		"claimlight-backup-2026-11-22-083000.claimlight.json.gz",        // that the person downloaded
		"claimlight-backup-2026-11-22-083000-0c44e1.claimlight.json.gz", // of another library
		"copy-of-claimlight-backup-2026-11-22-083000-3f9ab2.claimlight.json.gz",
		"thesis.docx",
	}
	want := []string{"claimlight-backup-2026-11-22-090000-3f9ab2.claimlight.json.gz"}
	// By a clock that was ahead: what is made now must not make way for it.
	names = append(names, "claimlight-backup-2027-03-01-140000-3f9ab2.claimlight.json.gz", "claimlight-backup-2027-03-01-145959-3f9ab2.claimlight.json.gz")
	if diff := cmp.Diff(want, staleBackups(names, "3f9ab2", now)); diff != "" {
		t.Errorf("what goes (-want +got):\n%s", diff)
	}
	for mark, want := range map[string]string{
		"":       "claimlight-backup-2026-11-23-143000.claimlight.json.gz",
		"3f9ab2": "claimlight-backup-2026-11-23-143000-3f9ab2.claimlight.json.gz",
	} {
		if got := backupName(at(t, "2026-11-23 14:30"), mark); got != want {
			t.Errorf("with the mark %q a backup is called %s, want %s", mark, got, want)
		}
	}
	// What is made is found again.
	var made []string
	for _, stamp := range []string{"2026-11-22 14:30", "2026-11-22 14:31", "2026-11-23 14:29"} {
		made = append(made, backupName(at(t, stamp), "3f9ab2"))
	}
	if diff := cmp.Diff(made[:1], staleBackups(made, "3f9ab2", now)); diff != "" {
		t.Errorf("of two of yesterday and one of today (-want +got):\n%s", diff)
	}
}

func TestWhenABackupOrASnapshotIsDue(t *testing.T) {
	now := at(t, "2026-11-23 14:30")
	ago := func(d time.Duration) int64 { return now.Add(-d).UnixMilli() }
	for _, test := range []struct {
		name             string
		kept             Keeping
		rest             time.Duration
		claims           int
		snapshot, backup bool
		remind           bool
	}{
		{"nothing has changed", Keeping{Snapped: ago(48 * time.Hour), Backed: ago(48 * time.Hour), Folder: "Copies"}, time.Hour, 0, false, false, false},
		{"the first changes, at work", Keeping{Unsnapped: true, Unbacked: ago(time.Minute)}, 2 * time.Second, 3, false, false, false},
		{"the first changes, at rest", Keeping{Unsnapped: true, Unbacked: ago(time.Minute)}, time.Minute, 3, true, false, false},
		{"a snapshot was just taken", Keeping{Unsnapped: true, Snapped: ago(9 * time.Minute), Unbacked: ago(time.Minute)}, time.Minute, 3, false, false, false},
		{"changes since the last", Keeping{Unsnapped: true, Snapped: ago(11 * time.Minute), Unbacked: ago(time.Minute)}, time.Minute, 3, true, false, false},
		{"a loss that nobody knows of", Keeping{Unsnapped: true, Lost: true}, time.Minute, 3, false, false, false},
		{"after a session, with a folder", Keeping{Snapped: ago(time.Minute), Unbacked: ago(time.Hour), Folder: "Copies"}, backupRest, 3, false, true, false},
		{"a week without a backup", Keeping{Unbacked: ago(8 * 24 * time.Hour)}, 0, 1, false, false, true},
		{"many claims without a backup", Keeping{Unbacked: ago(time.Hour)}, 0, 50, false, false, true},
		{"put off", Keeping{Unbacked: ago(8 * 24 * time.Hour), Later: now.Add(time.Hour).UnixMilli()}, 0, 50, false, false, false},
		{"the clock was set back", Keeping{Unsnapped: true, Snapped: ago(-1000 * time.Hour), Unbacked: ago(8 * 24 * time.Hour), Later: ago(-1000 * time.Hour)}, time.Minute, 1, true, false, true},
		{"articles alone", Keeping{Unbacked: ago(8 * 24 * time.Hour)}, 0, 0, false, false, false},
	} {
		if got := test.kept.snapshotDue(now, test.rest); got != test.snapshot {
			t.Errorf("%s: a snapshot is due: %v", test.name, got)
		}
		if got := test.kept.backupDue(test.rest); got != test.backup {
			t.Errorf("%s: a backup is due: %v", test.name, got)
		}
		if got := test.kept.remind(now, test.claims); got != test.remind {
			t.Errorf("%s: it reminds: %v", test.name, got)
		}
	}
}

func TestChangesAreToldFromTheLastBackupOnWhateverTheClockSays(t *testing.T) {
	now := at(t, "2026-11-23 14:30").UnixMilli()
	const minute = 60_000
	for _, test := range []struct {
		name string
		kept Keeping
		want int64
	}{
		{"never backed up", Keeping{Unbacked: now - 5}, 0},
		{"backed up an hour ago", Keeping{Backed: now - 60*minute, Unbacked: now - 5}, now - 60*minute},
		{"set back, and nothing changed", Keeping{Backed: now + minute}, now},
		{"set back, and changed", Keeping{Backed: now + minute, Unbacked: now - 5*minute}, now - 6*minute},
	} {
		if got := test.kept.since(time.UnixMilli(now)); got != test.want {
			t.Errorf("%s: since %d, want %d", test.name, got-now, test.want-now)
		}
	}
	k := Keeping{Unbacked: now + minute} // by a clock that was ahead
	if k.changed(time.UnixMilli(now)); k.Unbacked != now {
		t.Errorf("the first change is noted %d ms from now", k.Unbacked-now)
	}
}
