package app

import "claimlight/app/records"

// Rescue gathers what is in memory, for when the store is gone or does not answer:
// the codebook, the article that is open with its claims, and all that waits to be
// written. It is a bundle for the worker to make a file of.
func (s *Session) Rescue() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := map[Ref]records.Record{}
	if r := s.reading; r != nil {
		e := records.EntryOf(r.Article)
		at[Ref{records.Articles, string(e.ID)}] = records.OfEntry(&e)
		at[Ref{records.Texts, string(e.ID)}] = records.OfText(r.Article)
		for _, c := range r.all() {
			at[Ref{records.Claims, string(c.ID)}] = *s.claimRecord(c)
		}
	}
	for _, o := range s.writer.held() {
		if o.Remove {
			delete(at, o.ref())
		} else {
			at[o.ref()] = o.Record
		}
	}
	bundle := records.Append(nil, records.Filed{Shelf: records.Codebooks, Record: records.OfCodebook(&s.codebook, s.now())})
	for _, shelf := range []records.Shelf{records.Articles, records.Texts, records.Claims, records.Settings} {
		for ref, r := range at {
			if ref.Shelf == shelf {
				bundle = records.Append(bundle, records.Filed{Shelf: shelf, Record: r})
			}
		}
	}
	return bundle
}

// Rescuable reports whether there is anything in memory that a person would miss.
func (s *Session) Rescuable() bool { return s.Reading() != nil || len(s.writer.held()) > 0 }
