package app

import (
	"slices"
	"strings"

	"claimlight/annotations"
)

// versions are all versions of an article that the library has, newest first:
// those that point to each other as the version before, over whatever is missing
// between them. There is at least the article itself, if the library has it.
func versions(entries []*Entry, id annotations.ID) []*Entry {
	var family []*Entry
	root := newFamilies(entries)
	for _, e := range entries {
		if root.of(e.ID) == root.of(id) {
			family = append(family, e)
		}
	}
	sortEntries(family)
	return family
}

// newestVersions are the newest version of each article, in the order of
// entries, and how many versions there are of it.
func newestVersions(entries []*Entry) ([]*Entry, map[annotations.ID]int) {
	root := newFamilies(entries)
	newest, count := map[annotations.ID]*Entry{}, map[annotations.ID]int{}
	for _, e := range entries {
		r := root.of(e.ID)
		count[r]++
		if n := newest[r]; n == nil || e.Added.After(n.Added) || e.Added.Equal(n.Added) && e.ID > n.ID {
			newest[r] = e
		}
	}
	var list []*Entry
	counts := make(map[annotations.ID]int, len(newest))
	for _, e := range entries {
		if r := root.of(e.ID); newest[r] == e {
			list = append(list, e)
			counts[e.ID] = count[r]
		}
	}
	return list, counts
}

// families tell which articles are versions of one, by a representative.
type families map[annotations.ID]annotations.ID

func newFamilies(entries []*Entry) families {
	f := families{}
	for _, e := range entries {
		if e.Previous != "" {
			if a, b := f.of(e.ID), f.of(e.Previous); a != b {
				f[a] = b
			}
		}
	}
	return f
}

func (f families) of(id annotations.ID) annotations.ID {
	for {
		up, ok := f[id]
		if !ok {
			return id
		}
		if over, ok := f[up]; ok {
			f[id] = over // shorter for the next
		}
		id = up
	}
}

// known is the article of the library that has a's text, and then same is true; or
// else the newest version of one from the same address, or of the same title. It
// is nil where there is none.
func known(entries []*Entry, a *annotations.Article) (e *Entry, same bool) {
	address, title := addressKey(a.Source), titleKey(a.Title)
	var byAddress, byTitle *Entry
	for _, e := range entries {
		switch {
		case e.Digest == a.Digest && a.Digest != "":
			return e, true
		case byAddress == nil && address != "" && addressKey(e.Source) == address:
			byAddress = e
		case byTitle == nil && title != "" && titleKey(e.Title) == title:
			byTitle = e
		}
	}
	if byAddress == nil {
		byAddress = byTitle
	}
	if byAddress == nil {
		return nil, false
	}
	return versions(entries, byAddress.ID)[0], false
}

// A roll finds the article of a library that another, with other words, may be a
// version of, as [known] does, for many in a row.
type roll map[string]annotations.ID

func newRoll(entries []*Entry) roll {
	r := make(roll, 2*len(entries))
	for _, e := range slices.Backward(entries) { // the newest last, which stays
		r.enter(&e.Article)
	}
	return r
}

// enter notes an article.
func (r roll) enter(a *annotations.Article) {
	for _, key := range rollKeys(a) {
		r[key] = a.ID
	}
}

// of is the article from the same address as a, or else of the same title, or "".
func (r roll) of(a *annotations.Article) annotations.ID {
	for _, key := range rollKeys(a) {
		if id, ok := r[key]; ok {
			return id
		}
	}
	return ""
}

func rollKeys(a *annotations.Article) (keys []string) {
	if address := addressKey(a.Source); address != "" {
		keys = append(keys, "address "+address)
	}
	if title := titleKey(a.Title); title != "" {
		keys = append(keys, "title "+title)
	}
	return keys
}

// addressKey is what two addresses of one page have in common: not the scheme, a
// fragment, "www." or a slash at the end.
func addressKey(address string) string {
	safe, ok := annotations.SafeAddress(address)
	if !ok {
		return ""
	}
	_, rest, ok := strings.Cut(safe, "://")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(rest), "www."), "/")
}

func titleKey(title string) string { return strings.Join(strings.Fields(strings.ToLower(title)), " ") }

// shelved are the newest versions of the articles of which any version holds every
// word of query in its title or origin, in the given order, and how many versions
// there are of each.
func shelved(entries []*Entry, query string, by order) ([]*Entry, map[annotations.ID]int) {
	list, counts := newestVersions(entries)
	if len(strings.Fields(query)) > 0 && len(list) < len(entries) {
		root, wanted := newFamilies(entries), map[annotations.ID]bool{}
		for _, e := range found(entries, query, newest) {
			wanted[root.of(e.ID)] = true
		}
		list = slices.DeleteFunc(list, func(e *Entry) bool { return !wanted[root.of(e.ID)] })
		query = ""
	}
	return found(list, query, by), counts
}
