package app

import (
	"strings"
	"time"
)

// Backups are files of this name. The time tells which is which; in a folder, the
// mark of the library tells whose they are.
const (
	backupPrefix = "claimlight-backup-"
	backupStamp  = "2006-01-02-150405"
	backupSuffix = ".claimlight.json.gz"
)

// backupName is the name of a backup made at now, in a folder with a library's mark.
func backupName(now time.Time, mark string) string {
	if mark != "" {
		mark = "-" + mark
	}
	return backupPrefix + now.Format(backupStamp) + mark + backupSuffix
}

// staleBackups are those of the names in a folder that are backups of the library
// with the mark and need not be kept at now; they are spread over time as snapshots
// are. Files of other names are not ours to delete: another browser may keep its
// backups in the same folder, and so may the person.
func staleBackups(names []string, mark string, now time.Time) []string {
	end := "-" + mark + backupSuffix
	byTaken := map[int64]string{}
	var list []Snapshot
	for _, name := range names { // in the order of their names, which is that of time
		stamp, whole := strings.CutSuffix(name, end)
		made, err := time.ParseInLocation(backupPrefix+backupStamp, stamp, now.Location())
		if err != nil || !whole {
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
