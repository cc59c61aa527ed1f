package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"claimlight/annotations"
	"claimlight/app/records"
)

// A sweep is the sentences of an article, for reading one after the other and
// labelling each.
type sweep struct {
	article   annotations.ID
	sentences []annotations.Span
	kept      bool // in the store
}

// Sentences returns the sentences of the article being read: as they were cut
// when its sweep began, or else as it is cut now. The caller must not change
// them.
func (s *Session) Sentences(ctx context.Context) ([]annotations.Span, error) {
	r := s.Reading()
	if r == nil {
		return nil, ErrNoArticle
	}
	a := r.Article
	s.mu.Lock()
	known := s.sweep
	s.mu.Unlock()
	if known.article == a.ID {
		return known.sentences, nil
	}
	sentences, err := s.swept(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	made := sweep{a.ID, sentences, sentences != nil}
	if !fit(sentences, a.Text) {
		made = sweep{article: a.ID, sentences: a.Sentences()}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep = made
	return made.sentences, nil
}

// swept are the sentences of an article as they were cut when its sweep began; nil
// where none has, and where they are damaged: which were read, the claims tell of an
// article that is cut anew as well.
func (s *Session) swept(ctx context.Context, article annotations.ID) ([]annotations.Span, error) {
	r, err := s.record(ctx, Ref{records.Settings, records.SweepID(article)})
	if err != nil || r == nil {
		return nil, err
	}
	sentences, err := records.ReadSweep(*r)
	if err != nil {
		return nil, nil
	}
	return sentences, nil
}

// fit reports whether spans, which are in order, are ranges of text.
func fit(spans []annotations.Span, text string) bool {
	return len(spans) > 0 && !slices.ContainsFunc(spans, func(s annotations.Span) bool { return !s.Within(text) })
}

// absorbSweep notes that a settings record of the given identifier was written
// or taken away, if it is the sweep's. The caller holds s.mu.
func (s *Session) absorbSweep(id string, r *records.Record) {
	if article, ok := records.SweptArticle(id); ok && article == s.sweep.article {
		s.sweep.kept = r != nil
	}
}

// keepSweep writes down the sentences of the article being read. They are no step
// of their own: what a person did are the labels. The caller holds s.mu.
func (s *Session) keepSweep() {
	if s.sweep.kept || s.sweep.article == "" {
		return
	}
	s.sweep.kept = true
	s.writer.add(put(records.Settings, records.OfSweep(s.sweep.article, s.sweep.sentences, s.now())))
}

// Progress is how many of the sentences of an article were read, given its
// claims, and how many it has; 0 of 0 where no sweep of it has begun.
func (s *Session) Progress(ctx context.Context, article annotations.ID, claims []*annotations.Claim) (read, total int, err error) {
	sentences, err := s.swept(ctx, article)
	if err != nil || len(sentences) == 0 {
		return 0, 0, err
	}
	spans := make([]annotations.Span, len(claims))
	for i, c := range claims {
		spans[i] = c.Span
	}
	_, read = readSentences(sentences, spans)
	return read, len(sentences), nil
}

// A Labelled says what labelling a sentence did.
type Labelled struct {
	Said  string // "Quantity", "Not a claim", "Quantity removed"
	Taken bool   // the label was taken away
}

// Label gives a sentence of the article being read a tag, or takes it away where
// the sentence has it; with "" it says that the sentence is no claim, for which
// the codebook gets a tag if it has none. A sentence is never both. A claim that
// is on the sentence already is changed, otherwise one is made; one that is left
// without a tag and says nothing else is deleted.
func (s *Session) Label(sentence annotations.Span, tag annotations.ID) (Labelled, error) {
	id, err := s.newID()
	if err != nil {
		return Labelled{}, err
	}
	creator, err := s.creator()
	if err != nil {
		return Labelled{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reading == nil {
		return Labelled{}, ErrNoArticle
	}
	codebook, negative := s.codebook.WithNegative()
	if tag == "" {
		tag = negative.ID
	}
	t, known := codebook.Tag(tag)
	if !known {
		return Labelled{}, errors.New("the codebook has no such tag any more")
	}
	did := Labelled{Said: t.Name}
	var moves []move
	if tag == negative.ID && codebook.Version != s.codebook.Version {
		moves = append(moves, s.recoding(&codebook))
	}
	a := s.reading.Article
	if before := s.reading.OnSentence(sentence); before != nil {
		after := before.Clone()
		did.Taken = relabel(&after, tag, negative.ID)
		if did.Taken {
			did.Said += " removed"
		}
		after.Modified = later(s.now(), before.Modified)
		became := s.claimRecord(&after)
		if bare(&after) {
			became = graveRecord(before, s.now())
		}
		moves = append(moves, moved(records.Claims, s.claimRecord(before), became))
	} else {
		now := s.now()
		c := &annotations.Claim{ID: id, Article: a.ID, Span: sentence, Quote: annotations.Describe(a.Text, sentence),
			Tags: []annotations.ID{tag}, Creator: creator, Created: now, Modified: now}
		if err := c.Check(a.Text); err != nil {
			return Labelled{}, fmt.Errorf("this sentence cannot be labelled: %w", err)
		}
		moves = append(moves, moved(records.Claims, nil, s.claimRecord(c)))
	}
	s.keepSweep()
	return did, s.do(&step{Said: "Sentence labelled: " + did.Said, moves: moves})
}

// relabel gives c a tag, or takes it away where c has it, and reports which. The
// tag for no claim takes the place of all others, and any other its place.
func relabel(c *annotations.Claim, tag, negative annotations.ID) (taken bool) {
	if c.Tagged(tag) {
		toggle(c, tag)
		if len(c.Tags) == 0 {
			c.Tags = nil // as it is read back
		}
		return true
	}
	if tag == negative {
		c.Tags = []annotations.ID{tag}
		return false
	}
	if c.Tagged(negative) {
		toggle(c, negative)
	}
	toggle(c, tag)
	return false
}

// bare reports whether c says nothing of its words.
func bare(c *annotations.Claim) bool {
	return len(c.Tags) == 0 && c.Restated == "" && c.Speaker == "" && c.SaidOn == "" && c.Note == "" && c.Worth == "" &&
		c.Status == annotations.Open && c.Verdict == "" && len(c.Evidence) == 0 && len(c.Extra) == 0
}
