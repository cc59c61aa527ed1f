package app

import (
	"cmp"
	"context"
	"sort"
	"strings"

	"claimlight/annotations"
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

// listClaims reads all claims of the library.
func (s *Session) listClaims(ctx context.Context) ([]listed, error) {
	titles := map[annotations.ID]string{}
	for _, e := range s.Entries() {
		titles[e.ID] = e.Title
	}
	var all []listed
	err := s.eachClaim(ctx, "", func(c *annotations.Claim) {
		if title, known := titles[c.Article]; known {
			all = append(all, listed{c, title})
		}
	})
	return all, err
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
