package annotations_test

import (
	"math/rand/v2"
	"strings"

	"claimlight/annotations"
)

// A passage of an old text, and where it went in the new one.
type passage struct {
	class string
	quote annotations.Quote
	hint  int
	truth annotations.Span // empty if it was deleted
}

// A token is a word of the old text, or one that was put in, and what has
// become of it.
type token struct {
	word   string
	origin int // which token of the old text it is or replaced, or -1
	start  int // in the new text
}

// A revision is two versions of a text and passages of the first.
type revision struct {
	old, new string
	passages []passage
}

// fates of a sentence.
const (
	kept = iota
	reworded
	deleted
)

// A line is one sentence on its way from the old text to the new.
type line struct {
	fate   int
	first  int      // the index of its first token among all
	words  []string // before
	tokens []token  // after
}

// plan says what share of the sentences meets which fate.
type plan struct {
	paragraphs int
	reword     float64 // share of sentences reworded
	words      float64 // share of words at most lost in those
	delete     float64 // share of sentences deleted
	lookalikes float64 // share of sentences of which a look-alike is put in elsewhere
	move       float64 // share of paragraphs moved
	reflow     bool
	phrase     string // put into thirty sentences
}

// revise makes a text, changes it as pl says, and cuts passages out of it.
func revise(seed uint64, pl plan) revision {
	r := rand.New(rand.NewPCG(seed, 42))
	p := newProse(r)
	text := p.paragraphs(pl.paragraphs)

	var paragraphs [][]*line
	var lines []*line
	n := 0
	for _, sentences := range text {
		var paragraph []*line
		for _, words := range sentences {
			l := &line{words: words}
			paragraph = append(paragraph, l)
			lines = append(lines, l)
		}
		paragraphs = append(paragraphs, paragraph)
	}
	if pl.phrase != "" {
		for _, i := range r.Perm(len(lines))[:30] {
			at := 1 + r.IntN(len(lines[i].words)-1)
			lines[i].words = concat(lines[i].words[:at], strings.Fields(pl.phrase), lines[i].words[at:])
		}
	}
	var starts, ends []int // of the old text's tokens
	var old strings.Builder
	for i, paragraph := range paragraphs {
		if i > 0 {
			old.WriteString("\n\n")
		}
		for k, l := range paragraph {
			l.first = n
			for j, w := range l.words {
				if j+k > 0 {
					old.WriteByte(' ')
				}
				starts = append(starts, old.Len())
				old.WriteString(w)
				ends = append(ends, old.Len())
				l.tokens = append(l.tokens, token{w, n, 0})
				n++
			}
		}
	}

	for _, l := range lines {
		switch x := r.Float64(); {
		case x < pl.delete:
			l.fate, l.tokens = deleted, nil
		case x < pl.delete+pl.reword:
			l.fate = reworded
			l.tokens = reword(r, p, l.tokens, pl.words*r.Float64(), pl.phrase)
		}
	}
	var order [][]*line
	order = append(order, paragraphs...)
	for i := range order {
		if r.Float64() < pl.move {
			j := r.IntN(len(order))
			order[i], order[j] = order[j], order[i]
		}
	}
	for range int(pl.lookalikes * float64(len(lines))) {
		l := pick(r, lines)
		var copied []token
		for _, w := range l.words {
			copied = append(copied, token{w, -1, 0})
		}
		like := &line{tokens: reword(r, p, copied, 0.15+0.35*r.Float64(), "")}
		if same(copied, like.tokens) > 0.8*float64(len(copied)) {
			continue // that would be a copy, which nothing tells from the passage
		}
		for i := range like.tokens {
			like.tokens[i].origin = -1
		}
		i := r.IntN(len(order))
		at := r.IntN(len(order[i]) + 1)
		order[i] = concat(order[i][:at], []*line{like}, order[i][at:])
	}

	rev := revision{old: old.String()}
	began, ended := make([]int, n), make([]int, n)
	for i := range began {
		began[i] = -1
	}
	var b strings.Builder
	column := 0
	for _, paragraph := range order {
		first := true
		for _, l := range paragraph {
			for _, t := range l.tokens {
				switch {
				case first && b.Len() > 0:
					b.WriteString("\n\n")
					column = 0
				case first:
				case pl.reflow && column > 60:
					b.WriteString(pick(r, []string{"\n", "\n    ", " \n", "\n\n"}))
					column = 0
				case pl.reflow && r.IntN(9) == 0:
					b.WriteString("  ")
				default:
					b.WriteByte(' ')
				}
				first = false
				if t.origin >= 0 && began[t.origin] < 0 {
					began[t.origin] = b.Len()
				}
				b.WriteString(t.word)
				column += len(t.word) + 1
				if t.origin >= 0 {
					ended[t.origin] = b.Len()
				}
			}
		}
	}
	rev.new = b.String()

	add := func(class string, from, to int) { // tokens from to before to
		span := annotations.Span{Start: starts[from], End: ends[to-1]}
		ps := passage{class: class, quote: annotations.Describe(rev.old, span), hint: span.Start}
		for i := from; i < to; i++ {
			if began[i] < 0 {
				continue
			}
			if ps.truth.Empty() {
				ps.truth.Start = began[i]
			}
			ps.truth.End = max(ps.truth.End, ended[i])
		}
		rev.passages = append(rev.passages, ps)
	}
	phrase := strings.Fields(pl.phrase)
	for _, l := range lines {
		if m := len(phrase); m > 0 {
			for i := 0; i+m <= len(l.words); i++ {
				if strings.Join(l.words[i:i+m], " ") == pl.phrase {
					if l.fate == deleted {
						add("deleted", l.first+i, l.first+i+m)
					} else {
						add("repeated", l.first+i, l.first+i+m)
					}
				}
			}
			continue
		}
		class := [...]string{"unchanged", "edited", "deleted"}[l.fate]
		if l.fate == kept && pl.reflow {
			class = "reflowed"
		}
		from, to := 0, len(l.words)
		if to > 14 && r.IntN(3) == 0 { // part of the sentence
			from = r.IntN(to - 12)
			to = from + 10 + r.IntN(to-from-10)
		}
		if l.fate == reworded {
			n := 0
			for _, t := range l.tokens {
				if i := t.origin - l.first; i >= from && i < to && t.word == l.words[i] {
					n++
				}
			}
			if float64(n) < 0.6*float64(to-from) {
				continue // more than what is asked of the finder
			}
		}
		add(class, l.first+from, l.first+to)
	}
	return rev
}

// reword replaces, drops, doubles and swaps about the given share of tokens,
// but none of phrase.
func reword(r *rand.Rand, p *prose, tokens []token, share float64, phrase string) []token {
	var out []token
	for _, t := range tokens {
		if r.Float64() >= share || strings.Contains(" "+phrase+" ", " "+t.word+" ") {
			out = append(out, t)
			continue
		}
		other := pick(r, [][]string{p.nouns, p.verbs, p.kinds, p.names})
		switch r.IntN(6) {
		case 0: // dropped
		case 1: // one put in after it
			out = append(out, t, token{p.common(other), -1, 0})
		case 2: // swapped with the one before
			if n := len(out); n > 0 && !strings.Contains(" "+phrase+" ", " "+out[n-1].word+" ") {
				out = append(out[:n-1], t, out[n-1])
			} else {
				out = append(out, t)
			}
		default:
			end := strings.TrimLeft(t.word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
			out = append(out, token{p.common(other) + end, t.origin, 0})
		}
	}
	return out
}

// same is about how many words of before are left in after.
func same(before, after []token) float64 {
	left := map[string]int{}
	for _, t := range after {
		left[t.word]++
	}
	n := 0.0
	for _, t := range before {
		if left[t.word]--; left[t.word] >= 0 {
			n++
		}
	}
	return n
}

func concat[T any](lists ...[]T) []T {
	var out []T
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
