package app

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"claimlight/annotations"
)

// readSentences tells of each sentence whether it was read: whether a claim lies
// on any of its words. Sentences and claims are in text order.
func readSentences(sentences []annotations.Span, claims []annotations.Span) (read []bool, n int) {
	begun := make([]int, len(sentences)+1) // how many claims more lie on a sentence than on the one before
	for _, span := range claims {
		first := annotations.SentenceAt(sentences, span.Start)
		last := annotations.SentenceAt(sentences, span.End-1)
		if last == len(sentences) || sentences[last].Start >= span.End {
			last--
		}
		if first <= last {
			begun[first]++
			begun[last+1]--
		}
	}
	read = make([]bool, len(sentences))
	on := 0
	for i := range sentences {
		on += begun[i]
		if read[i] = on > 0; read[i] {
			n++
		}
	}
	return read, n
}

// firstUnread is the first sentence from i on that was not read, then the first
// of all; len(read) where all were.
func firstUnread(read []bool, i int) int {
	for at := i; at < len(read); at++ {
		if !read[at] {
			return at
		}
	}
	for at := range min(i, len(read)) {
		if !read[at] {
			return at
		}
	}
	return len(read)
}

// placedSpans are where the claims of r stand.
func placedSpans(r *Reading) []annotations.Span {
	spans := make([]annotations.Span, len(r.Placed))
	for i, c := range r.Placed {
		spans[i] = c.Span
	}
	return spans
}

// OnSentence returns the claim on exactly the words of a sentence, or else one
// that leaves out marks at its ends alone, such as the full stop; or nil.
func (r *Reading) OnSentence(sentence annotations.Span) *annotations.Claim {
	if c := r.Spanning(sentence); c != nil {
		return c
	}
	words := core(r.Article.Text, sentence)
	i := sort.Search(len(r.Placed), func(i int) bool { return r.Placed[i].Span.Start >= sentence.Start })
	for ; i < len(r.Placed) && r.Placed[i].Span.Start <= words.Start; i++ {
		if c := r.Placed[i].Claim; sentence.Contains(c.Span) && core(r.Article.Text, c.Span) == words {
			return c
		}
	}
	return nil
}

// core is span without what is neither letter, digit nor symbol at its ends.
func core(text string, span annotations.Span) annotations.Span {
	edge := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }
	words := span.Of(text)
	span.Start += len(words) - len(strings.TrimLeftFunc(words, edge))
	if span.Start >= span.End {
		return span
	}
	span.End -= len(words) - len(strings.TrimRightFunc(words, edge))
	return span
}

// turnedAt is the sentence that an undo or redo was about: where the claims of
// two readings of an article first differ; -1 where they do not.
func turnedAt(sentences []annotations.Span, before, after *Reading) int {
	if before == nil || after == nil || before.Article.ID != after.Article.ID {
		return -1
	}
	was, is := before.Placed, after.Placed
	i := 0
	for i < len(was) && i < len(is) && was[i] == is[i] {
		i++
	}
	at := -1
	for _, list := range [][]Placed{was, is} {
		if i < len(list) && (at < 0 || list[i].Span.Start < at) {
			at = list[i].Span.Start
		}
	}
	if at < 0 {
		return -1
	}
	if at = annotations.SentenceAt(sentences, at); at == len(sentences) {
		return -1
	}
	return at
}

// opening is the beginning of a sentence, as an announcement names it.
func opening(text string) string {
	if utf8.RuneCountInString(text) <= announced {
		return text
	}
	return clip(text, announced)
}

// announced is how many characters of a sentence are read out at most.
const announced = 1000
