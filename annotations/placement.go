package annotations

import (
	"iter"
	"sort"
	"strings"
)

// A Placement is what becomes of a claim in a later version of its text.
type Placement struct {
	// Match is where its words are. It is zero where they are lost, or where
	// Choices says where they could be.
	Match
	// Choices are the places that its words could be at, in the order of the
	// text, where nothing but a person can tell; at most MaxChoices. They are
	// several, or the one where its very words still stand, while all else
	// around them has changed.
	Choices []Match
}

// MaxChoices is how many places are given of those that fit equally well: a
// person who is shown more does better to look for the words.
const MaxChoices = 20

// Sure reports whether the claim's very words are at p's place, so that they
// need not be looked at again.
func (p *Placement) Sure() bool { return p.How == Exact || p.How == Moved }

// Place yields for each of claims, by its index, what becomes of it where its
// text before has become another, as r says. Here [Exact] means that nothing in
// the claim's words has changed, wherever changes before them have moved them
// to, and [Moved] that they were taken out there and put in elsewhere.
//
// That words stand where the comparison of the texts has them, and that the
// finder finds them there, are two witnesses. Where they say different things,
// or the finder cannot tell several places apart that are not as many in both
// texts, the claim is not placed but has Choices.
func (r *Revision) Place(before, after string, claims []Claim) iter.Seq2[int, Placement] {
	return func(yield func(int, Placement) bool) {
		finder := NewFinder(after)
		for i := range claims {
			if !yield(i, r.place(finder, before, after, &claims[i])) {
				return
			}
		}
	}
}

func (r *Revision) place(finder *Finder, before, after string, c *Claim) Placement {
	kept, isKept := Span{}, false
	if c.Span.Within(before) && !c.Span.Empty() && c.Span.Of(before) == c.Quote.Exact {
		kept, isKept = r.Kept(c.Span)
	}
	here := Match{Span: kept, Similarity: 1, How: Exact}
	m, rivals := finder.find(c.Quote, NoHint)
	switch {
	case m.How == Lost && len(rivals) > 0:
		return r.choose(before, after, c, here, isKept, rivals)
	case m.How == Lost && isKept:
		return Placement{Choices: []Match{here}}
	case m.How == Lost:
		return Placement{}
	case isKept && m.Span == kept:
		return Placement{Match: here}
	case isKept && !m.Span.Overlaps(kept):
		return Placement{Choices: either(here, m)}
	case m.Similarity == 1:
		m.How = Moved
	default:
		m.Span = r.whole(after, c.Span, m.Span)
	}
	return Placement{Match: m}
}

// whole is where the finder has a passage that was edited, with what more the
// comparison of the texts has of it there: the finder leaves out what it is not
// sure of, such as a last word after one that was replaced.
func (r *Revision) whole(after string, before, found Span) Span {
	from, to := r.around(before.Start), r.around(before.End)
	hull := Trim(after, Snap(after, Span{from.Start, to.End}))
	if hull.Empty() || !hull.Overlaps(found) || hull.Len() > 2*max(found.Len(), before.Len()) {
		return found
	}
	return Span{min(hull.Start, found.Start), max(hull.End, found.End)}
}

// around is where offset i of the text before is in the text after: one place, or
// what took the place of the words around it.
func (r *Revision) around(i int) Span {
	n := sort.Search(len(r.Changes), func(n int) bool { return r.Changes[n].Before.End > i })
	if n < len(r.Changes) && r.Changes[n].Before.Start < i {
		return r.Changes[n].After
	}
	if n == 0 {
		return Span{i, i}
	}
	last := r.Changes[n-1]
	at := i + last.After.End - last.Before.End
	if last.Before == (Span{i, i}) { // what was put in there belongs to neither side
		return Span{at, last.After.Start}
	}
	return Span{at, at}
}

// choose decides for c, which several places fit equally well. The one where
// the comparison of the texts has it is right if its words, with what stands
// around them, stand as often as before.
func (r *Revision) choose(before, after string, c *Claim, here Match, isKept bool, rivals []Match) Placement {
	whole := c.Quote.Prefix + c.Quote.Exact + c.Quote.Suffix
	stand := starts(after, whole, MaxChoices+1)
	if isKept && len(stand) <= MaxChoices && len(stand) == len(starts(before, whole, MaxChoices+1)) {
		for _, at := range stand {
			if at+len(c.Quote.Prefix) == here.Span.Start {
				return Placement{Match: here}
			}
		}
	}
	if len(stand) > 1 { // the finder stops at two that are the same to the letter
		rivals = rivals[:0]
		for _, at := range stand[:min(len(stand), MaxChoices)] {
			at += len(c.Quote.Prefix)
			rivals = append(rivals, Match{Span: Span{at, at + len(c.Quote.Exact)}, Similarity: 1, How: Moved})
		}
	}
	for i := range rivals {
		if isKept && rivals[i].Span == here.Span {
			rivals[i] = here
		}
	}
	return Placement{Choices: rivals[:min(len(rivals), MaxChoices)]}
}

// starts are where part starts in text, overlaps included, up to n of them.
func starts(text, part string, n int) (list []int) {
	for from := 0; len(list) < n; {
		i := strings.Index(text[from:], part)
		if i < 0 {
			break
		}
		list = append(list, from+i)
		from += i + 1
	}
	return list
}

func either(a, b Match) []Match {
	if b.Span.Start < a.Span.Start {
		a, b = b, a
	}
	return []Match{a, b}
}
