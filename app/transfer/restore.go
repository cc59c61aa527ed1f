package transfer

import (
	"bytes"
	"time"

	"claimlight/annotations"
	"claimlight/app/records"
)

// Restore compares a snapshot with the library, both as bundles, and returns what
// making the library as it was then would change, and a bundle of the records to
// put. What came into being since is removed as if the person deleted it now, so
// that it stays away when other people's files are merged. What was deleted since
// and is not in the snapshot stays deleted.
//
// Of the articles that come back, the snapshot holds the texts, where they can.
func Restore(snapshot, library []byte, now time.Time) (records.Restoration, []byte, error) {
	then, err := shelve(snapshot)
	if err != nil {
		return records.Restoration{}, nil, err
	}
	mine, err := shelve(library)
	if err != nil {
		return records.Restoration{}, nil, err
	}
	r := restoring{then: then, mine: mine, now: now, missing: map[string]bool{}}
	for _, f := range then.order {
		if err := r.bringBack(f); err != nil {
			return records.Restoration{}, nil, err
		}
	}
	for _, f := range mine.order {
		if err := r.sendAway(f); err != nil {
			return records.Restoration{}, nil, err
		}
	}
	return r.Restoration, r.bundle, nil
}

// A shelving is the records of a bundle, by shelf and identifier.
type shelving struct {
	order []records.Filed
	at    map[records.Gone]records.Filed
}

func shelve(bundle []byte) (shelving, error) {
	s := shelving{at: map[records.Gone]records.Filed{}}
	for len(bundle) > 0 {
		f, rest, err := records.Take(bundle)
		if err != nil {
			return shelving{}, err
		}
		bundle = rest
		s.order = append(s.order, f)
		s.at[records.Gone{Shelf: f.Shelf, ID: f.ID}] = f
	}
	return s, nil
}

// live reports whether an article's or claim's record says more than that it was
// deleted.
func live(f records.Filed) (bool, error) {
	switch f.Shelf {
	case records.Claims:
		return f.Article != "", nil
	case records.Articles:
		_, grave, err := records.ReadEntry(f.Record)
		return grave.ID == "", err
	}
	return true, nil
}

// A restoring is a [records.Restoration] in the making.
type restoring struct {
	records.Restoration
	then, mine shelving
	now        time.Time
	missing    map[string]bool // articles that cannot come back
	bundle     []byte
}

func (r *restoring) put(f records.Filed) { r.bundle = records.Append(r.bundle, f) }

// changes are the counts that a shelf's records go into.
func (r *restoring) changes(shelf records.Shelf) *records.Changes {
	if shelf == records.Articles {
		return &r.Articles
	}
	return &r.Claims
}

// bringBack makes a record of the snapshot as it was.
func (r *restoring) bringBack(f records.Filed) error {
	key := records.Gone{Shelf: f.Shelf, ID: f.ID}
	now, there := r.mine.at[key]
	if there && now.Article == f.Article && bytes.Equal(now.Data, f.Data) {
		return nil
	}
	if f.Shelf != records.Texts && f.Check() != nil {
		r.Unread++ // the library's stays as it is
		return nil
	}
	switch f.Shelf {
	case records.Codebooks:
		c, err := records.ReadCodebook(f.Record)
		if err != nil {
			return err
		}
		r.Recoded, r.Tags = true, len(c.Tags)
		r.put(f)
		return nil
	case records.Articles, records.Claims:
	default:
		return nil // texts go with their articles
	}
	alive, err := live(f)
	if err != nil {
		return err
	}
	lives := false
	if there && now.Check() != nil {
		lives = true // what was kept takes its place
	} else if there {
		if lives, err = live(now); err != nil {
			return err
		}
	}
	counts := r.changes(f.Shelf)
	switch {
	case alive && lives:
		counts.Changed++
	case alive && r.missing[f.Article]:
		return nil // a claim goes with its article, whose record is before it
	case alive:
		if f.Shelf == records.Articles {
			text, ok := r.then.at[records.Gone{Shelf: records.Texts, ID: f.ID}]
			if !ok {
				e, _, err := records.ReadEntry(f.Record)
				r.Missing = append(r.Missing, e.Title)
				r.missing[f.ID] = true
				return err
			}
			r.put(text)
		}
		counts.New++
	case lives:
		counts.Removed++
		if f.Shelf == records.Articles {
			r.Remove = append(r.Remove, records.Gone{Shelf: records.Texts, ID: f.ID})
		}
	default:
		return nil // deleted then and now
	}
	r.put(f)
	return nil
}

// sendAway removes a record of the library that the snapshot does not have.
func (r *restoring) sendAway(f records.Filed) error {
	if _, ok := r.then.at[records.Gone{Shelf: f.Shelf, ID: f.ID}]; ok {
		return nil
	}
	if f.Shelf == records.Codebooks {
		r.Recoded = true
		r.Remove = append(r.Remove, records.Gone{Shelf: f.Shelf, ID: f.ID})
		return nil
	}
	if f.Shelf != records.Articles && f.Shelf != records.Claims {
		return nil
	}
	if f.Check() != nil {
		return nil // nobody knows what it is; it stays
	}
	if lives, err := live(f); err != nil || !lives {
		return err
	}
	r.changes(f.Shelf).Removed++
	grave := annotations.Tombstone{ID: annotations.ID(f.ID), Article: annotations.ID(f.Article), Deleted: r.now}
	if f.Shelf == records.Articles {
		r.Remove = append(r.Remove, records.Gone{Shelf: records.Texts, ID: f.ID})
		r.put(records.Filed{Shelf: f.Shelf, Record: records.OfDeletedArticle(grave)})
		return nil
	}
	r.put(records.Filed{Shelf: f.Shelf, Record: records.OfGrave(grave)})
	return nil
}
