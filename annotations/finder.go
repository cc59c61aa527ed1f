package annotations

import "fmt"

// How says how a passage was found.
type How int

const (
	Lost   How = iota // not found, or in two places that fit equally well
	Exact             // the same words where they were: at the hint or, without one, in the same surroundings
	Moved             // the same words elsewhere, and no other place fits as well
	Edited            // similar words; Difference shows what changed
)

func (h How) String() string {
	switch h {
	case Lost:
		return "lost"
	case Exact:
		return "exact"
	case Moved:
		return "moved"
	case Edited:
		return "edited"
	}
	return fmt.Sprintf("How(%d)", int(h))
}

// A Match is what became of a quote in a text. It is zero where it is lost.
type Match struct {
	Span       Span    // of whole characters, in bytes
	Similarity float64 // of the words at Span to those of the quote, from 0 to 1
	How        How
}

// NoHint is the hint for a quote of which no position is known.
const NoHint = -1

// A Finder finds quotes in one text. It is not for use by several goroutines
// at once.
type Finder struct {
	// MinSimilarity is what an edited passage must at least be like. It can
	// only tighten what the finder asks for by itself.
	MinSimilarity float64

	text    string
	built   *index
	pattern pattern
	search  search
}

// NewFinder returns a Finder for text. It costs nothing yet: the index that it
// searches is built when the first quote is not where its hint says.
func NewFinder(text string) *Finder { return &Finder{text: text} }

// index returns the index of f's text.
func (f *Finder) index() *index {
	if f.built == nil {
		f.built = newIndex(f.text)
	}
	return f.built
}

// Find returns where q stands in the text now. Hint is the byte offset at
// which it started when it was described, or [NoHint]; it may be wrong. It
// never decides against the surroundings, only between places that fit equally
// well, and only for one that starts right there.
//
// White space that reflowed, canonical equivalence and invisible characters
// make no difference: such words are similar to 1. A short quote, of fewer than
// 6 words, or of fewer than 32 characters and 44 bits, is found elsewhere only
// if its surroundings are there too, or if it weighs 28 bits and nothing shows
// that it was deleted. Words in another order, as when clauses change places,
// count half. What was edited must have kept, by weight, 44 % of its words where
// its surroundings are the same on both sides, 62 % where they are on one side,
// 60 % if the quote has none, 75 % where they are found nowhere, and 95 % where
// they are elsewhere, since then it was probably deleted and this is another
// passage like it. Rare words weigh more. In revisions of generated and of real
// prose (BenchmarkFindQuality), these figures find 97 % of the passages that
// kept 60 % of their words, and take 1.6 % of the deleted ones for another, which
// is 0.2 % of all passages. A word weighs the binary logarithm of how rare it is. Lower ones find more of both: with 64 % instead of
// 75, one in two hundred of the first and of the second.
func (f *Finder) Find(q Quote, hint int) Match {
	m, _ := f.find(q, hint)
	return m
}

// Rivals returns the places that [Finder.Find] finds q lost for, since they fit
// equally well, in the order of the text. There are several or none.
func (f *Finder) Rivals(q Quote, hint int) []Match {
	_, rivals := f.find(q, hint)
	return rivals
}

func (f *Finder) find(q Quote, hint int) (Match, []Match) {
	if q.Exact == "" {
		return Match{}, nil
	}
	if f.at(q, hint) {
		return Match{Span: Span{hint, hint + len(q.Exact)}, Similarity: 1, How: Exact}, nil
	}
	p := &f.pattern
	p.set(q, f.index())
	spans, ok := f.exact(p)
	if !ok {
		return Match{}, nil
	}
	places := make([]place, len(spans))
	sure := false
	for i, span := range spans {
		places[i] = place{span: span, words: 1}
		p.measure(f.index(), &places[i])
		sure = sure || places[i].before+places[i].after >= 1+agrees
	}
	if !sure {
		for _, pl := range f.edited(p) {
			p.measure(f.index(), &pl)
			places = append(places, pl)
		}
	}
	best, rivals, ok := f.judge(p, places, hint)
	if !ok {
		var list []Match
		for _, pl := range rivals {
			if m := f.match(p, pl, hint); m.How != Lost {
				list = append(list, m)
			}
		}
		return Match{}, list
	}
	return f.match(p, best, hint), nil
}

// match makes the answer of the place that was found.
func (f *Finder) match(p *pattern, pl place, hint int) Match {
	m := Match{Span: pl.span, Similarity: pl.words, How: Moved}
	switch {
	case m.Similarity < 1 && m.Similarity < f.MinSimilarity:
		return Match{}
	case m.Similarity < 1:
		m.How = Edited
	case hint == m.Span.Start, hint < 0 && pl.perfect():
		m.How = Exact
	}
	return m
}

// at reports whether q stands at hint, surroundings included, to the letter.
func (f *Finder) at(q Quote, hint int) bool {
	start, end := hint-len(q.Prefix), hint+len(q.Exact)
	return hint >= 0 && hint <= len(f.text) && start >= 0 && end+len(q.Suffix) <= len(f.text) &&
		f.text[hint:end] == q.Exact &&
		f.text[start:hint] == q.Prefix &&
		f.text[end:end+len(q.Suffix)] == q.Suffix &&
		Snap(f.text, Span{hint, end}) == Span{hint, end}
}
