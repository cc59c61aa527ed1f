package annotations

// A pattern is a quote prepared for the search in one text. Its words weigh
// what they tell there: the rarer in the text, the more bits.
type pattern struct {
	Quote
	seq        []word // words before the quote, of the quote, and after it
	from, to   int    // the quote's in seq
	words      []word // seq[from:to]; their spans are those in Exact
	wholeStart bool   // whether Exact is known to start between words
	wholeEnd   bool   // whether Exact is known to end between words
	before     nearby // of Prefix
	after      nearby // of Suffix
}

const (
	contextWords = 12  // words of the surroundings that help to find the place
	contextBytes = 512 // which stand in so many bytes
)

// set prepares q for the search in x, reusing p's memory.
func (p *pattern) set(q Quote, x *index) {
	p.Quote = q
	p.seq = words(p.seq[:0], q.Prefix[max(0, len(q.Prefix)-contextBytes):])
	if n := len(p.seq); n > contextWords {
		p.seq = append(p.seq[:0], p.seq[n-contextWords:]...)
	}
	p.from = len(p.seq)
	p.seq = words(p.seq, q.Exact)
	p.to = len(p.seq)
	p.seq = words(p.seq, q.Suffix[:min(len(q.Suffix), contextBytes)])
	p.seq = p.seq[:min(len(p.seq), p.to+contextWords)]
	p.words = p.seq[p.from:p.to]
	for i := range p.seq {
		p.seq[i].weight = x.weight(p.seq[i].id)
	}
	p.before.set(q.Prefix, true)
	p.after.set(q.Suffix, false)
	p.wholeStart, p.wholeEnd = false, false
	if len(p.words) > 0 {
		first, last := p.words[0], p.words[len(p.words)-1]
		p.wholeStart = first.Start > 0 || q.Prefix != "" && !joins(lastRune(q.Prefix), firstRune(q.Exact))
		p.wholeEnd = last.End < len(q.Exact) || q.Suffix != "" && !joins(lastRune(q.Exact), firstRune(q.Suffix))
	}
}

// joins reports whether r and s, one after the other, are of one word.
func joins(r, s rune) bool {
	k := kindOfRune(s)
	return k == joiner || k == letter && (kindOfRune(r) == letter || kindOfRune(r) == joiner)
}

// sure are the words of p that are words of the text wherever p stands in it:
// all, but the first and the last only where p is known not to cut them.
func (p *pattern) sure() (from, to int) {
	from, to = 0, len(p.words)
	if to > 0 && !p.wholeEnd {
		to--
	}
	if from < to && !p.wholeStart {
		from++
	}
	return from, to
}

// telling reports whether p says by itself which passage it is.
func (p *pattern) telling() bool {
	return len(p.words) >= tellingWords && (seen(p.Exact) >= tellingLength || weight(p.words) >= tellingWeight)
}

// A quote of so many words, and of so many code points or of words that weigh
// so many bits (as Chinese ones soon do), says by itself which passage it is.
// Shorter ones could stand anywhere by chance, as names and set phrases do.
const (
	tellingWords  = 6
	tellingLength = 32
	tellingWeight = 44
)

// manyWords is how many words a side of the surroundings has that is compared
// by words too.
const manyWords = 5

// measure compares the surroundings of pl with p's: half by letters, which
// serve the smallest pieces, and half by words, of which those that stand
// everywhere in the text count little. Patterns that many sentences follow make
// letters alike by chance.
func (p *pattern) measure(x *index, pl *place) {
	pl.before = p.before.similarity(x.text[:pl.span.Start])
	if pl.before < 1 && p.from >= manyWords { // the first may be cut off
		n := x.from(pl.span.Start)
		pl.before = (pl.before + shared(p.seq[1:p.from], x.ids[max(0, n-p.from-3):n])) / 2
	}
	pl.after = p.after.similarity(x.text[pl.span.End:])
	if m := len(p.seq) - p.to; pl.after < 1 && m >= manyWords {
		n := x.from(pl.span.End)
		pl.after = (pl.after + shared(p.seq[p.to:len(p.seq)-1], x.ids[n:min(len(x.ids), n+m+3)])) / 2
	}
}

// shared is the share, by weight, of words that are among ids.
func shared(words []word, ids []uint32) float64 {
	all, met := int32(0), int32(0)
	for _, w := range words {
		all += w.weight
		for _, id := range ids {
			if id == w.id {
				met += w.weight
				break
			}
		}
	}
	return float64(met) / float64(all)
}
