package app

import (
	"strings"
	"time"
)

// Backups are files of this name; the time tells which is which.
const (
	backupPrefix = "claimlight-backup-"
	backupStamp  = "2006-01-02-150405"
	backupSuffix = ".claimlight.json.gz"
)

// backupName is the name of a backup made at now.
func backupName(now time.Time) string { return backupPrefix + now.Format(backupStamp) + backupSuffix }

// staleBackups are those of the names that are backups and need not be kept at
// now; they are spread over time as snapshots are. Files of other names are not
// ours to delete.
func staleBackups(names []string, now time.Time) []string {
	byTaken := map[int64]string{}
	var list []Snapshot
	for _, name := range names { // in the order of their names, which is that of time
		stamp, ok := strings.CutPrefix(name, backupPrefix)
		if !ok {
			continue
		}
		made, err := time.ParseInLocation(backupStamp, strings.TrimSuffix(stamp, backupSuffix), now.Location())
		if err != nil || !strings.HasSuffix(name, backupSuffix) {
			continue
		}
		byTaken[made.UnixMilli()] = name
		list = append(list, Snapshot{Taken: made.UnixMilli()})
	}
	var stale []string
	for _, s := range surplus(list, now) {
		stale = append(stale, byTaken[s.Taken])
	}
	return stale
}
