package transfer

import (
	"claimlight/annotations"
	"claimlight/app/records"
)

// Mend chooses among what snapshots have of records that the library cannot read
// any more, and returns a bundle of the first of each that can be read. Wanted names
// them: shelf, identifier and, of texts, the digest of the text, in turn. What a
// snapshot knows as deleted is left out.
func Mend(candidates []byte, wanted []string) ([]byte, error) {
	digests := map[records.Gone]string{} // of what is still wanted
	for i := 0; i+2 < len(wanted); i += 3 {
		digests[records.Gone{Shelf: records.Shelf(wanted[i]), ID: wanted[i+1]}] = wanted[i+2]
	}
	var bundle []byte
	for len(candidates) > 0 {
		f, rest, err := records.Take(candidates)
		if err != nil {
			return nil, err
		}
		candidates = rest
		key := records.Gone{Shelf: f.Shelf, ID: f.ID}
		digest, ok := digests[key]
		if !ok || f.Check() != nil {
			continue
		}
		if alive, err := live(f); err != nil || !alive {
			continue
		}
		if f.Shelf == records.Texts {
			a, err := records.ReadText(records.Entry{}, f.Record)
			if err != nil || annotations.Digest(a.Text) != digest {
				continue
			}
		}
		bundle = records.Append(bundle, f)
		delete(digests, key)
	}
	return bundle, nil
}
