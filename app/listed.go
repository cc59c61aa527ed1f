package app

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"

	"claimlight/annotations"
	"claimlight/app/records"
)

// listed is a claim and its article's title.
type listed struct {
	claim *annotations.Claim
	title string
}

// A column is what the table of claims can be sorted by.
type column string

const (
	byClaim   column = "claim"
	byTags    column = "tags"
	byWorth   column = "worth"
	byVerdict column = "verdict"
	byStatus  column = "status"
	byArticle column = "article"
	byChanged column = "changed"
)

var columns = []struct {
	column column
	name   string
}{{byClaim, "Claim"}, {byTags, "Tags"}, {byWorth, "Check-worthiness"}, {byVerdict, "Verdict"},
	{byStatus, "Status"}, {byArticle, "Article"}, {byChanged, "Changed"}}

// sortingOf is the column that a word in an address names, and whether the table is
// sorted by it the other way round, for which the word begins with "-". What is
// said of no column means that the latest changes come first.
func sortingOf(word string) (by column, upward bool) {
	name, upward := strings.CutPrefix(word, "-")
	for _, c := range columns {
		if string(c.column) == name {
			return c.column, upward
		}
	}
	return byChanged, false
}

// sortingWord is the word that [sortingOf] reads.
func sortingWord(by column, upward bool) string {
	switch {
	case upward:
		return "-" + string(by)
	case by == byChanged:
		return ""
	}
	return string(by)
}

// listClaims reads all claims of the library, without the surroundings of their
// quotes, which no list shows. Claims of a library are alike; what they have in
// common is in memory once. One that was carried over to a later version of its
// article is listed there alone.
func (s *Session) listClaims(ctx context.Context) ([]listed, error) {
	titles, err := s.titles(ctx)
	if err != nil {
		return nil, err
	}
	var all []listed
	later := map[annotations.ID]bool{} // claims that a later version has too
	once := map[annotations.ID]annotations.ID{}
	shared := func(id annotations.ID) annotations.ID {
		if first, known := once[id]; known {
			return first
		}
		once[id] = id
		return id
	}
	err = s.scan(ctx, func(c *annotations.Claim) {
		title, known := titles[c.Article]
		if !known {
			return
		}
		if c.Previous != "" {
			later[c.Previous] = true
		}
		c.Quote = annotations.Quote{Exact: c.Quote.Exact}
		c.Article, c.Creator.ID = shared(c.Article), shared(c.Creator.ID)
		for i, t := range c.Tags {
			c.Tags[i] = shared(t)
		}
		all = append(all, listed{c, title})
	})
	return slices.DeleteFunc(all, func(l listed) bool { return later[l.claim.ID] }), err
}

// latestClaims reads the claims that were changed last, by an index: as fast in a
// large library as in a small one. What waits to be written is not among them.
func (s *Session) latestClaims(ctx context.Context, limit int) ([]listed, error) {
	var rows []listed
	err := s.store.Latest(ctx, records.Claims, func(list []records.Record) bool {
		for _, r := range list {
			if len(rows) == limit {
				return false
			}
			if r.Article == "" {
				continue // it was deleted
			}
			c, _, err := records.ReadClaim(r)
			if s.noteDamage(Ref{records.Claims, r.ID}, &r, err) {
				continue
			}
			if e, err := s.find(ctx, c.Article); err == nil {
				rows = append(rows, listed{&c, e.Title})
			}
		}
		return ctx.Err() == nil
	})
	return rows, err
}

// titles are the titles of all articles.
func (s *Session) titles(ctx context.Context) (map[annotations.ID]string, error) {
	if err := s.Listed(ctx); err != nil {
		return nil, err
	}
	entries := s.Entries()
	titles := make(map[annotations.ID]string, len(entries))
	for _, e := range entries {
		titles[e.ID] = e.Title
	}
	return titles, nil
}

// scan calls f with every claim of the library, and keeps none.
func (s *Session) scan(ctx context.Context, f func(*annotations.Claim)) error {
	return s.each(ctx, records.Claims, "", func(r records.Record) error {
		if r.Article == "" {
			return ctx.Err() // it was deleted
		}
		c, _, err := records.ReadClaim(r)
		if !s.noteDamage(Ref{records.Claims, r.ID}, &r, err) {
			f(&c)
		}
		return ctx.Err()
	})
}

// sortListed sorts list in place by a column and returns it. Changed begins
// with the latest, everything else with the first letter; backward turns that
// round.
func sortListed(list []listed, by column, backward bool, codebook *annotations.Codebook) []listed {
	key := func(l listed) string {
		switch by {
		case byClaim:
			return strings.ToLower(l.claim.Quote.Exact)
		case byTags:
			return strings.ToLower(strings.Join(tagNames(l.claim, codebook), ", "))
		case byWorth:
			return string(l.claim.Worth)
		case byVerdict:
			return string(l.claim.Verdict)
		case byStatus:
			return orOpen(string(l.claim.Status))
		}
		return strings.ToLower(l.title)
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		n := 0
		if by == byChanged {
			n = b.claim.Modified.Compare(a.claim.Modified)
		} else {
			n = strings.Compare(key(a), key(b))
		}
		if backward {
			n = -n
		}
		return cmp.Or(n, strings.Compare(a.title, b.title), a.claim.Compare(b.claim)) < 0
	})
	return list
}

// orOpen is a status as a word.
func orOpen(status string) string { return cmp.Or(status, "open") }
