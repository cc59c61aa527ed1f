package transfer

import (
	"claimlight/annotations"
	"claimlight/app/records"
)

// Mend looks in a snapshot for records that the library cannot read any more, and
// returns a bundle of those that are there and can be read. Wanted names them:
// shelf, identifier and, of texts, the digest of the text, in turn. What the
// snapshot knows as deleted is left out.
func Mend(snapshot []byte, wanted []string) ([]byte, error) {
	then, err := shelve(snapshot)
	if err != nil {
		return nil, err
	}
	var bundle []byte
	for i := 0; i+2 < len(wanted); i += 3 {
		f, ok := then.at[records.Gone{Shelf: records.Shelf(wanted[i]), ID: wanted[i+1]}]
		if !ok || unread(f) {
			continue
		}
		if f.Shelf == records.Texts {
			a, err := records.ReadText(records.Entry{}, f.Record)
			if err != nil || annotations.Digest(a.Text) != wanted[i+2] {
				continue
			}
		}
		if alive, err := live(f); err != nil || !alive {
			continue
		}
		bundle = records.Append(bundle, f)
	}
	return bundle, nil
}
