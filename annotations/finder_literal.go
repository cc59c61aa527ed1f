package annotations

import "strings"

// literal finds q where its words stand to the letter.
func (f *Finder) literal(q Quote, hint int) Match {
	around := newSurroundings(q)
	var best Match
	var first, second float64 = -1, -1
	for from := 0; ; {
		i := strings.Index(f.text[from:], q.Exact)
		if i < 0 {
			break
		}
		span := Span{from + i, from + i + len(q.Exact)}
		from = span.Start + 1
		score := around.score(f.text, span)
		if span.Start == hint {
			score += tieMargin
		}
		if score > first {
			first, second = score, first
			best = Match{span, 1, Moved}
			if span.Start == hint || hint < 0 && score >= 2 {
				best.How = Exact
			}
		} else if score > second {
			second = score
		}
	}
	if first-second < tieMargin || Snap(f.text, best.Span) != best.Span {
		return Match{}
	}
	return best
}
