package annotations

import (
	"reflect"
	"slices"
	"time"
)

// A Change says what bringing in one article or claim means for a library that
// may have it already.
type Change int

const (
	New          Change = iota // the library does not have it
	Identical                  // the library has the same
	Newer                      // both have it, and the one brought in was changed later
	Older                      // both have it, and the library's was changed later
	DeletedHere                // it was deleted from the library
	Conflict                   // both were changed since they were last the same
	Unplaced                   // its article is neither brought along nor in the library
	DeletedThere               // it was deleted from the library brought in
)

// A Merge is what would happen if one library were brought into another.
// Nothing has changed yet; [Merge.Result] says what to store.
type Merge struct {
	Articles   []ArticleMerge
	Claims     []ClaimMerge
	Tombstones []Tombstone // theirs, of what the library never had
	Codebook   Codebook    // what the codebook becomes
	Recoded    bool        // whether Codebook differs from the library's
}

// An ArticleMerge is one article brought in.
type ArticleMerge struct {
	Change Change
	Theirs Article
	Into   ID // the library's article of the same text, or Theirs.ID
}

// A ClaimMerge is one claim brought in, or deleted there. Theirs already names
// the library's articles and tags. Take says whether Theirs goes into the
// library, or, where it was deleted there, whether Mine is deleted too; it
// starts true for New, Newer and the later of two in conflict, and can be
// changed for all but Identical and Unplaced.
type ClaimMerge struct {
	Change Change
	Mine   Claim // zero for New, DeletedHere and Unplaced
	Theirs Claim // zero for DeletedThere
	Take   bool
}

// NewMerge compares theirs with mine, by identifier; articles that have the
// same text are the same, and what points to theirs as the version before points
// to mine. A claim that was carried over to the same text on both sides has the
// same identifier there (see [Claim.Carried]) and is one claim. Base says when a claim was last the same on both
// sides, as the library remembers from its last import, and may return the
// zero time.
func NewMerge(mine, theirs *Library, base func(ID) time.Time) Merge {
	codebook, tags := mergeCodebooks(mine, theirs)
	m := Merge{Codebook: codebook, Recoded: !reflect.DeepEqual(codebook, mine.Codebook)}

	gone := map[ID]bool{}
	for _, t := range mine.Tombstones {
		gone[t.ID] = true
	}
	byDigest := map[string]ID{}
	known := map[ID]bool{}
	for i := range mine.Articles {
		byDigest[mine.Articles[i].Digest] = mine.Articles[i].ID
		known[mine.Articles[i].ID] = true
	}
	into := map[ID]ID{} // where claims on an article brought in go
	for id := range known {
		into[id] = id
	}
	for _, a := range theirs.Articles {
		am := ArticleMerge{Theirs: a, Into: a.ID}
		switch same, ok := byDigest[a.Digest]; {
		case known[a.ID]:
			am.Change = Identical
		case ok:
			am.Change, am.Into = Identical, same
		case gone[a.ID]:
			am.Change = DeletedHere
		default:
			byDigest[a.Digest] = a.ID
		}
		into[a.ID] = am.Into
		m.Articles = append(m.Articles, am)
	}

	for i := range m.Articles {
		a := &m.Articles[i].Theirs
		if before, ok := into[a.Previous]; ok {
			a.Previous = before
		}
		if a.Previous == a.ID {
			a.Previous = ""
		}
	}

	have := map[ID]*Claim{}
	for i := range mine.Claims {
		have[mine.Claims[i].ID] = &mine.Claims[i]
	}
	brought := map[ID]bool{}
	for _, c := range theirs.Claims {
		c = c.Clone()
		article, placed := into[c.Article]
		c.Article = article
		for i, t := range c.Tags {
			if to, ok := tags[t]; ok {
				c.Tags[i] = to
			}
		}
		cm := ClaimMerge{Theirs: c}
		switch own := have[c.ID]; {
		case !placed:
			cm.Change = Unplaced
		case own != nil:
			cm.Mine = own.Clone()
			cm.Change = compareClaims(own, &c, base(c.ID))
		case gone[c.ID]:
			cm.Change = DeletedHere
		}
		cm.Take = cm.Change == New || cm.Change == Newer ||
			cm.Change == Conflict && c.Modified.After(cm.Mine.Modified)
		m.Claims = append(m.Claims, cm)
		brought[c.ID] = true
	}
	for _, t := range theirs.Tombstones {
		switch own := have[t.ID]; {
		case brought[t.ID] || gone[t.ID] || known[t.ID]:
		case own != nil:
			m.Claims = append(m.Claims, ClaimMerge{Change: DeletedThere, Mine: own.Clone()})
		default:
			m.Tombstones = append(m.Tombstones, t)
		}
	}
	return m
}

// compareClaims says how theirs relates to mine, two versions of one claim
// that were the same at base, if that is not zero.
func compareClaims(mine, theirs *Claim, base time.Time) Change {
	a, b := mine.Clone(), theirs.Clone()
	a.Modified, b.Modified = time.Time{}, time.Time{}
	switch {
	case sameClaim(&a, &b):
		return Identical
	case !base.IsZero() && mine.Modified.After(base) && theirs.Modified.After(base):
		return Conflict
	case theirs.Modified.After(mine.Modified):
		return Newer
	}
	return Older
}

// sameClaim reports whether a and b hold the same; an absent list and an empty
// one are the same.
func sameClaim(a, b *Claim) bool {
	x, y := *a, *b
	if !slices.Equal(x.Tags, y.Tags) || !x.Created.Equal(y.Created) {
		return false
	}
	x.Evidence, y.Evidence = unidentified(x.Evidence), unidentified(y.Evidence)
	if len(x.Extra) == 0 && len(y.Extra) == 0 {
		x.Extra, y.Extra = nil, nil
	}
	x.Tags, y.Tags = nil, nil
	x.Created, y.Created = time.Time{}, time.Time{}
	return reflect.DeepEqual(x, y)
}

// unidentified is a list without identifiers, which files do not keep; nil where
// it is empty.
func unidentified(list []Evidence) []Evidence {
	var out []Evidence
	for _, e := range list {
		e.ID = ""
		out = append(out, e)
	}
	return out
}

// Count is how many claims of m are of the given change.
func (m *Merge) Count(change Change) int {
	n := 0
	for i := range m.Claims {
		if m.Claims[i].Change == change {
			n++
		}
	}
	return n
}

// Result is what to store so that m has happened: the articles and claims to
// add or replace. An article that was deleted from the library comes back with
// the first of its claims that is taken.
func (m *Merge) Result() (articles []Article, claims []Claim) {
	wanted := map[ID]bool{}
	for i := range m.Claims {
		if c := &m.Claims[i]; c.Take && c.Change != DeletedThere {
			claims = append(claims, c.Theirs.Clone())
			wanted[c.Theirs.Article] = true
		}
	}
	for i := range m.Articles {
		a := &m.Articles[i]
		if a.Change == New || a.Change == DeletedHere && wanted[a.Into] {
			articles = append(articles, a.Theirs)
		}
	}
	return articles, claims
}

// Deletions is what to store besides, so that m has happened: the tombstones to
// add, each in the place of the claim of its identifier, if there is one. Those
// of claims that this merge deletes are as of now.
func (m *Merge) Deletions(now time.Time) []Tombstone {
	list := slices.Clone(m.Tombstones)
	for i := range m.Claims {
		if c := &m.Claims[i]; c.Take && c.Change == DeletedThere {
			list = append(list, Tombstone{ID: c.Mine.ID, Article: c.Mine.Article, Deleted: now})
		}
	}
	return list
}

// Changes reports whether m would change anything.
func (m *Merge) Changes() bool {
	articles, claims := m.Result()
	return m.Recoded || len(articles)+len(claims)+len(m.Deletions(time.Time{})) > 0
}

// mergeCodebooks returns the codebook that mine gets from theirs, and what
// their tags are called in it. Mine is replaced where it is still the ready one
// and no claim was made with it; else their tags are added that mine has
// neither by identifier nor by name, and those that both have are theirs where
// their version is later.
func mergeCodebooks(mine, theirs *Library) (Codebook, map[ID]ID) {
	if len(theirs.Codebook.Tags) == 0 {
		return mine.Codebook, nil
	}
	if len(mine.Claims) == 0 && reflect.DeepEqual(mine.Codebook, ClaimTypes()) {
		return theirs.Codebook, nil
	}
	merged, names := mine.Codebook.Clone(), map[ID]ID{}
	later := theirs.Codebook.Version > mine.Codebook.Version
	for _, t := range theirs.Codebook.Tags {
		i := slices.IndexFunc(merged.Tags, func(own Tag) bool { return own.ID == t.ID })
		if named, ok := merged.Named(t.Name); ok && i < 0 {
			names[t.ID] = named.ID
			continue
		}
		if i < 0 {
			if _, taken := merged.Keyed(t.Key); taken {
				t.Key = ""
			}
			version := merged.Version
			merged = merged.With(t)
			merged.Version = version
			continue
		}
		if named, ok := merged.Named(t.Name); later && (!ok || named.ID == t.ID) {
			if keyed, ok := merged.Keyed(t.Key); ok && keyed.ID != t.ID {
				t.Key = merged.Tags[i].Key
			}
			merged.Tags[i] = t
		}
	}
	if later {
		merged.Version = theirs.Codebook.Version
	} else if !reflect.DeepEqual(merged, mine.Codebook) {
		merged.Version++
	}
	return merged, names
}
