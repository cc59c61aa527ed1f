package records

import "strings"

// Unpacked is the name that a file has once its compression by gzip is undone, as the
// worker does with all that it reads, and whether that is another.
func Unpacked(name string) (string, bool) {
	if end := len(name) - len(".gz"); end > 0 && strings.EqualFold(name[end:], ".gz") {
		return name[:end], true
	}
	return name, false
}
