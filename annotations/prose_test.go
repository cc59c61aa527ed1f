package annotations_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// prose makes English-like text: sentences from patterns, with words as
// unevenly common as in real texts, so that function words stand everywhere,
// most words a few times, and patterns make sentences that resemble each other.
type prose struct {
	rand  *rand.Rand
	nouns []string
	verbs []string
	names []string
	kinds []string // adjectives
}

func newProse(r *rand.Rand) *prose {
	p := &prose{rand: r}
	p.nouns = p.lexicon(1800, strings.Fields(`council report hospital school budget road river bridge station minister committee
		worker union company price family village harbour farm winter study figure service train bus energy water market
		house rent wage tax vote court law police crime fire forest island coast border election party campaign letter
		question answer year month week number share rise fall cost plan promise doctor nurse patient teacher pupil driver
		engine factory office library museum garden square street tower wall roof window door record list map`), "", "ment", "tion", "ness", "er", "ity")
	p.verbs = p.lexicon(500, strings.Fields(`said built closed opened raised cut doubled halved promised denied confirmed reported
		found showed paid sold bought moved joined left changed began ended grew fell rose spent saved lost won supported
		opposed wrote read heard saw told asked answered claimed warned expected planned measured counted`), "ed", "ised", "ated")
	p.kinds = p.lexicon(500, strings.Fields(`new old large small local national public private early late high low long short
		first last poor rich green cheap safe empty open strong weak quiet busy rural northern southern`), "al", "ic", "ous", "ive", "able")
	p.names = p.lexicon(400, strings.Fields("London Leeds Whitfield Anders Moreau Okafor Lindqvist Tanaka Harrow Bexley"), "ton", "ley", "ford", "son", "a")
	for i, n := range p.names {
		p.names[i] = strings.ToUpper(n[:1]) + n[1:]
	}
	return p
}

// lexicon adds invented words with the given endings to words, up to n.
func (p *prose) lexicon(n int, words []string, endings ...string) []string {
	onsets := strings.Fields("b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st str t th tr v w")
	nuclei := strings.Fields("a e i o u ai ea ou oa ee")
	codas := strings.Fields("b ck d g l ll m n nd nt p r rd rn s st t x")
	for len(words) < n {
		var b strings.Builder
		for range 1 + p.rand.IntN(2) {
			b.WriteString(pick(p.rand, onsets) + pick(p.rand, nuclei) + pick(p.rand, codas))
		}
		words = append(words, b.String()+pick(p.rand, endings))
	}
	return words
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// common picks from list as Zipf's law has it: the n-th word a n-th as often.
func (p *prose) common(list []string) string {
	return list[int(math.Exp(p.rand.Float64()*math.Log(float64(len(list)+1))))-1]
}

// A number as newspapers write them.
func (p *prose) number() string {
	switch p.rand.IntN(5) {
	case 0:
		return fmt.Sprintf("%d,%03d", 1+p.rand.IntN(99), p.rand.IntN(1000))
	case 1:
		return fmt.Sprintf("%d.%d", p.rand.IntN(100), p.rand.IntN(10))
	case 2:
		return fmt.Sprint(1950 + p.rand.IntN(80))
	}
	return fmt.Sprint(2 + p.rand.IntN(98))
}

func (p *prose) noun() string {
	if p.rand.IntN(3) == 0 {
		return p.common(p.kinds) + " " + p.common(p.nouns)
	}
	return p.common(p.nouns)
}

// words makes about one sentence's worth of words.
func (p *prose) sentence() []string {
	var b strings.Builder
	p.clause(&b)
	for p.rand.IntN(5) < 2 {
		b.WriteString(pick(p.rand, []string{", and ", ", but ", " because ", " while ", ", which means that ", " although ", "; "}))
		p.clause(&b)
	}
	if p.rand.IntN(3) == 0 {
		b.WriteString(pick(p.rand, []string{" in ", " since ", " before ", " until "}) + p.number())
	}
	s := strings.Fields(b.String() + pick(p.rand, []string{".", ".", ".", ".", ".", "?", "!"}))
	s[0] = strings.ToUpper(s[0][:1]) + s[0][1:]
	return s
}

func (p *prose) clause(b *strings.Builder) {
	switch p.rand.IntN(6) {
	case 0:
		fmt.Fprintf(b, "the %s of the %s %s %s per cent of its %s", p.noun(), p.common(p.nouns), p.common(p.verbs), p.number(), p.common(p.nouns))
	case 1:
		fmt.Fprintf(b, "%s %s %s the %s that the %s had %s", p.common(p.names), p.common(p.names), p.common(p.verbs), p.noun(), p.noun(), p.common(p.verbs))
	case 2:
		fmt.Fprintf(b, "there were %s %ss in %s, more than in any %s", p.number(), p.noun(), p.common(p.names), p.common(p.nouns))
	case 3:
		fmt.Fprintf(b, "it was the %s %s who %s for the %s", p.common(p.kinds), p.common(p.nouns), p.common(p.verbs), p.noun())
	case 4:
		fmt.Fprintf(b, "a %s with a %s %s, %s and %s, %s the %s", p.noun(), p.noun(), p.common(p.verbs), p.common(p.kinds), p.common(p.kinds), p.common(p.verbs), p.common(p.nouns))
	case 5:
		fmt.Fprintf(b, "nobody in %s %s what the %s would %s to the %s", p.common(p.names), p.common(p.verbs), p.noun(), p.common(p.verbs), p.noun())
	}
}

// paragraphs makes n of one to seven sentences.
func (p *prose) paragraphs(n int) [][][]string {
	text := make([][][]string, n)
	for i := range text {
		for range 1 + p.rand.IntN(7) {
			text[i] = append(text[i], p.sentence())
		}
	}
	return text
}

// article is prose of at least size bytes.
func (p *prose) article(size int) string {
	var b strings.Builder
	for b.Len() < size {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		for i := range 1 + p.rand.IntN(7) {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strings.Join(p.sentence(), " "))
		}
	}
	return b.String()
}
