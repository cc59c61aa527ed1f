package format_test

import (
	"bytes"
	"strings"
	"testing"

	"claimlight/annotations"
	"claimlight/annotations/format"

	"github.com/google/go-cmp/cmp"
)

// fourSentences is an article of four sentences: a claim without a decision, one that is
// not important, one that is no claim, and one that nobody has read.
func fourSentences() *annotations.Library {
	const text = "Waits doubled. Tea is hot. What a week. It rains."
	lib := &annotations.Library{Codebook: annotations.ClaimTypes()}
	lib.Articles = []annotations.Article{{ID: "urn:a", Title: "Waits", Text: text, Digest: annotations.Digest(text),
		Blocks: []annotations.Block{{Kind: annotations.Paragraph, Span: annotations.Span{End: len(text)}}}}}
	mark := func(id annotations.ID, words, tag string, worth annotations.Worth) {
		start := strings.Index(text, words)
		span := annotations.Span{Start: start, End: start + len(words)}
		lib.Claims = append(lib.Claims, annotations.Claim{ID: id, Article: "urn:a", Span: span, Quote: annotations.Describe(text, span),
			Tags: []annotations.ID{annotations.ID("urn:claimlight:tag:" + tag)}, Worth: worth})
	}
	mark("urn:1", "Waits doubled", "quantity", "") // without the full stop
	mark("urn:2", "Tea is hot.", "other", annotations.NotImportant)
	mark("urn:3", "What a week.", "none", "")
	return lib
}

func TestASweepBecomesADataSetWithItsNegatives(t *testing.T) {
	lib := fourSentences()
	var export format.Export
	export.Label(lib, (*annotations.Article).Sentences)
	for _, c := range []struct {
		format format.Format
		want   string
	}{
		{format.CheckThat, "Sentence_id\tText\tclass_label\n1\tWaits doubled.\tYes\n2\tTea is hot.\tNo\n3\tWhat a week.\tNo\n"},
		{format.ClaimBuster, "Sentence_id,Text,Speaker,Speaker_title,Speaker_party,File_id,Length,Line_number,Sentiment,Verdict\r\n" +
			"1,Waits doubled.,,,,urn:a,2,1,,1\r\n2,Tea is hot.,,,,urn:a,3,2,,0\r\n3,What a week.,,,,urn:a,3,3,,-1\r\n"},
	} {
		var file bytes.Buffer
		report, err := c.format.Encode(&file, lib, export)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, file.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.format.Name, diff)
		}
		var notes []string
		for _, p := range report.Problems {
			notes = append(notes, p.Message)
		}
		want := []string{"sentences that are not read yet are left out: 1 of 4",
			"sentences with a claim of undecided check-worthiness count as check-worthy: 1"}
		if diff := cmp.Diff(want, notes); diff != "" {
			t.Errorf("%s reports (-want +got):\n%s", c.format.Name, diff)
		}
	}
}

func TestAnArticleThatWasNotSweptHasNoSentences(t *testing.T) {
	var export format.Export
	export.Label(fourSentences(), func(*annotations.Article) []annotations.Span { return nil })
	if len(export.Sentences) > 0 || export.Unread > 0 {
		t.Errorf("%d sentences, %d unread", len(export.Sentences), export.Unread)
	}
}

func TestWhatIsNoClaimIsNoneInFormatsForPeople(t *testing.T) {
	lib := fourSentences()
	for i := range lib.Claims {
		lib.Claims[i].Verdict = annotations.Accurate
	}
	for _, f := range []format.Format{format.ClaimReview, format.Readwise, format.Markdown} {
		var file bytes.Buffer
		report, err := f.Encode(&file, lib, format.Export{})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(file.String(), "What a week") || !strings.Contains(file.String(), "Tea is hot") {
			t.Errorf("%s has the wrong claims:\n%s", f.Name, &file)
		}
		if !strings.Contains(report.Problems[len(report.Problems)-1].Message+report.Problems[0].Message, "no claims are left out: 1") {
			t.Errorf("%s does not say what it left out: %v", f.Name, report.Problems)
		}
	}
	for _, f := range []format.Format{format.Doccano, format.LabelStudio, format.Prodigy, format.CSV, format.Claimlight} {
		var file bytes.Buffer
		if _, err := f.Encode(&file, lib, format.Export{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(file.String(), annotations.NotAClaim) {
			t.Errorf("%s lacks the negatives:\n%s", f.Name, &file)
		}
	}
}
