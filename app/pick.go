package app

import (
	"cmp"
	"errors"
	"net/url"

	"claimlight/annotations"
)

// errNoEvidence is what a quote cannot be picked for: the evidence was removed,
// in another tab for instance.
var errNoEvidence = errors.New("this evidence was removed meanwhile; add evidence again, then pick the quote")

// Pick makes a piece of evidence of a claim of the article being read a quote of
// the words of span in a, another article of the library, which are found at
// address. That is one step to undo.
func (s *Session) Pick(claim, piece annotations.ID, a *annotations.Article, span annotations.Span, address string) error {
	there := false
	err := s.Change(claim, "Quote picked", "", func(c *annotations.Claim) {
		for i := range c.Evidence {
			if c.Evidence[i].ID == piece {
				c.Evidence[i].Pick(a, span, address)
				there = true
			}
		}
	})
	if err == nil && !there {
		return errNoEvidence
	}
	return err
}

// quotable are the articles that a claim's evidence can be picked from, newest
// first: all that hold the words of query in their title or origin, but for the
// one that the claim is in.
func quotable(entries []*Entry, query string, own annotations.ID) []*Entry {
	var list []*Entry
	for _, e := range found(entries, query, newest) {
		if e.ID != own {
			list = append(list, e)
		}
	}
	return list
}

// quotedAt is the address of words picked from an article: where it was taken
// from or, where nothing is known of that, where the reader shows it in the app
// at root.
func quotedAt(a *annotations.Article, root string) string {
	return cmp.Or(a.Source, root+"read?article="+url.QueryEscape(string(a.ID)))
}
