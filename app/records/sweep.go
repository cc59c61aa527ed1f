package records

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"claimlight/annotations"
)

// sweepPrefix begins the identifiers of sweeps' records among the settings.
const sweepPrefix = "sweep "

// SweepID is the identifier of the settings record that holds the sentences of
// an article as they were cut when its sweep began, so that what was read stays
// read when a later version cuts otherwise.
func SweepID(article annotations.ID) string { return sweepPrefix + string(article) }

// SweptArticle is the article whose sweep a settings record of the given
// identifier holds, and whether it holds one.
func SweptArticle(id string) (annotations.ID, bool) {
	article, ok := strings.CutPrefix(id, sweepPrefix)
	return annotations.ID(article), ok
}

// storedSweep holds, for each sentence, how many bytes lie between it and the one
// before, and how many it has.
type storedSweep struct {
	Sentences []int `json:"sentences"`
}

// OfSweep is the settings record of the sweep of an article.
func OfSweep(article annotations.ID, sentences []annotations.Span, at time.Time) Record {
	s := storedSweep{Sentences: make([]int, 0, 2*len(sentences))}
	end := 0
	for _, span := range sentences {
		s.Sentences = append(s.Sentences, span.Start-end, span.Len())
		end = span.End
	}
	return of(annotations.ID(SweepID(article)), "", at, s)
}

const sweepWords = "how far a sweep has come"

// ReadSweep reads what [OfSweep] made.
func ReadSweep(r Record) ([]annotations.Span, error) {
	var s storedSweep
	if err := json.Unmarshal(r.Data, &s); err != nil {
		return nil, &DamageError{sweepWords, err}
	}
	sentences := make([]annotations.Span, 0, len(s.Sentences)/2)
	end := 0
	for i := 0; i+1 < len(s.Sentences); i += 2 {
		gap, length := s.Sentences[i], s.Sentences[i+1]
		if gap < 0 || length <= 0 {
			return nil, &DamageError{sweepWords, fmt.Errorf("sentence %d has a length of %d bytes after a gap of %d", i/2, length, gap)}
		}
		span := annotations.Span{Start: end + gap, End: end + gap + length}
		sentences, end = append(sentences, span), span.End
	}
	return sentences, nil
}
