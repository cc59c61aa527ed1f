package transfer

import (
	"errors"
	"strings"

	"claimlight/annotations"
	"claimlight/app/records"
)

// Compare compares two versions of an article, given as bundles, and says what
// becomes of the claims of the one before. It returns also a bundle of their
// redline, as an article. Progress is told the share that is done.
func Compare(before, after []byte, progress func(share float64)) (records.Comparison, []byte, error) {
	old, err := hold(before)
	if err != nil {
		return records.Comparison{}, nil, err
	}
	now, err := hold(after)
	if err != nil {
		return records.Comparison{}, nil, err
	}
	for _, h := range []*holding{old, now} {
		if len(h.Articles) == 0 && len(h.unread) > 0 {
			return records.Comparison{}, nil, errors.New(h.unread[0].Why)
		}
	}
	if len(old.Articles) != 1 || len(now.Articles) != 1 {
		return records.Comparison{}, nil, errors.New("two versions are compared, no more and no fewer")
	}
	a, b := &old.Articles[0], &now.Articles[0]
	r := annotations.Compare(a.Text, b.Text)
	progress(0.3)
	c := records.Comparison{Changes: len(r.Changes), Coarse: r.Coarse, Fates: make([]records.Fate, len(old.Claims))}
	for i, p := range r.Place(a.Text, b.Text, old.Claims) {
		c.Fates[i] = fate(&old.Claims[i], &p, b.Text)
		progress(0.3 + 0.6*float64(i+1)/float64(len(old.Claims)))
	}
	line := annotations.NewRedline(a, b, &r)
	c.Strokes, c.Later = line.Strokes, line.Later
	for i := range old.Claims {
		c.Fates[i].Was = line.Earlier.Range(old.Claims[i].Span)
	}
	for _, s := range line.Strokes {
		n := annotations.Words(strings.ReplaceAll(s.Span.Of(line.Text), "¶", " "))
		if s.Op == annotations.Insert {
			c.Added += n
		} else {
			c.Removed += n
		}
	}
	shown := *b
	shown.Text, shown.Blocks = line.Text, line.Blocks
	return c, records.BundleArticle(&shown), nil
}

func fate(c *annotations.Claim, p *annotations.Placement, text string) records.Fate {
	f := records.Fate{Claim: c.ID, Sure: p.Sure()}
	matches := p.Choices
	if p.How != annotations.Lost {
		matches = []annotations.Match{p.Match}
	}
	for _, m := range matches {
		place := records.Place{How: m.How, Span: m.Span}
		if words := m.Span.Of(text); words != c.Quote.Exact {
			place.Edits = annotations.Difference(c.Quote.Exact, words)
		}
		f.Places = append(f.Places, place)
	}
	return f
}
