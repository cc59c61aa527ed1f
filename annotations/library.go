package annotations

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Library is articles, the claims in them, and the codebook they are tagged
// with: everything a person has, or what one file brings.
type Library struct {
	Articles   []Article
	Claims     []Claim
	Codebook   Codebook
	Tombstones []Tombstone
	Extra      Extra
}

// A Tombstone says that an article or a claim was deleted, so that no import
// brings it back unasked.
type Tombstone struct {
	ID      ID
	Article ID // of the claim; "" for an article
	Deleted time.Time
}

// Sort puts l's articles into the order of their identifiers, which is that of
// their making, its claims into that of their articles and of the text, and
// its tombstones into that of their identifiers. Equal libraries become equal
// slices.
func (l *Library) Sort() {
	slices.SortFunc(l.Articles, func(a, b Article) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(l.Claims, func(a, b Claim) int {
		if n := strings.Compare(string(a.Article), string(b.Article)); n != 0 {
			return n
		}
		return a.Compare(&b)
	})
	slices.SortFunc(l.Tombstones, func(a, b Tombstone) int { return strings.Compare(string(a.ID), string(b.ID)) })
}

// ID is an identifier made from those of l's articles: the same for everyone
// who exports the same articles, so that equal libraries give equal files.
func (l *Library) ID() ID {
	ids := make([]string, len(l.Articles))
	for i := range l.Articles {
		ids[i] = string(l.Articles[i].ID)
	}
	slices.Sort(ids)
	return madeID(strings.Join(ids, "\n"))
}

// Label is what a file of l is called: the title of its only article, or how
// many there are.
func (l *Library) Label() string {
	if len(l.Articles) == 1 {
		return l.Articles[0].Title
	}
	return fmt.Sprintf("%d articles", len(l.Articles))
}

// Article returns the article with the given identifier, or nil.
func (l *Library) Article(id ID) *Article {
	if i := slices.IndexFunc(l.Articles, func(a Article) bool { return a.ID == id }); i >= 0 {
		return &l.Articles[i]
	}
	return nil
}
