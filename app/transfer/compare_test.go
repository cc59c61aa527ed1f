package transfer_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/annotations/format"
	"claimlight/app"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"github.com/google/go-cmp/cmp"
)

const tramsLater = "Trams cut traffic by 34 per cent. 🚋 The naïve count was done twice. So they say."

// compared has the worker compare the article with a later text.
func compared(t *testing.T, l library, id annotations.ID, later string) (records.Comparison, annotations.Article) {
	t.Helper()
	before, err := l.Bundle(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	next := annotations.Article{Title: "Trams", Text: later, Digest: annotations.Digest(later), Blocks: format.Paragraphs(later)}
	var shares []float64
	c, bundle, err := transfer.Compare(before, records.BundleArticle(&next), func(share float64) { shares = append(shares, share) })
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range shares {
		if s <= 0 || s > 1 || i > 0 && s < shares[i-1] {
			t.Errorf("progress is %v", shares)
		}
	}
	redline, err := records.TakeArticle(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return c, redline
}

func TestTheWorkerComparesVersions(t *testing.T) {
	l, id, claims := marked(t, 1, "«Trams cut traffic by 31 per cent.» 🚋 «The naïve count» was done twice.")
	c, redline := compared(t, l, id, tramsLater)
	if want := "Trams cut traffic by 3134 per cent. 🚋 The naïve count was done twice. So they say."; redline.Text != want {
		t.Errorf("the redline is %q, want %q", redline.Text, want)
	}
	first, second := c.Fates[0], c.Fates[1]
	if first.Claim != claims[0] || first.Sure || len(first.Places) != 1 || first.Places[0].How != annotations.Edited {
		t.Errorf("the first claim: %+v", first)
	}
	if diff := cmp.Diff([]annotations.Edit{{Op: annotations.Keep, Text: "Trams cut traffic by "}, {Op: annotations.Delete, Text: "31"},
		{Op: annotations.Insert, Text: "34"}, {Op: annotations.Keep, Text: " per cent."}}, first.Places[0].Edits); diff != "" {
		t.Errorf("its difference (-want +got):\n%s", diff)
	}
	if !second.Sure || second.Places[0].How != annotations.Exact || second.Places[0].Span.Of(tramsLater) != "The naïve count" {
		t.Errorf("the second claim: %+v", second)
	}
	if second.Was.Of(redline.Text) != "The naïve count" {
		t.Errorf("it was at %q", second.Was.Of(redline.Text))
	}
	if c.Changes != 2 || c.Added != 4 || c.Removed != 1 {
		t.Errorf("%d changes, %d words put in, %d taken out", c.Changes, c.Added, c.Removed)
	}
}

// Versions, the links between them and what was decided go out and come back, and
// the file is the same to the byte.
func TestVersionsGoOutAndComeBack(t *testing.T) {
	l, id, _ := marked(t, 1, "«Trams cut traffic by 31 per cent.» 🚋 «The naïve count» was done twice.")
	c, _ := compared(t, l, id, tramsLater)
	*l.now = l.now.Add(time.Minute)
	next := annotations.Article{Title: "Trams", Text: tramsLater, Digest: annotations.Digest(tramsLater), Blocks: format.Paragraphs(tramsLater)}
	later, _, err := l.AddVersion(t.Context(), next, id, []app.Carry{{Claim: c.Fates[1].Claim, Span: c.Fates[1].Places[0].Span}})
	if err != nil {
		t.Fatal(err)
	}
	l.read(later)
	if err := l.Decline(c.Fates[0].Claim); err != nil {
		t.Fatal(err)
	}
	file := l.export()
	for _, want := range []string{`"previous":"` + string(id) + `"`, `"declined":["` + string(c.Fates[0].Claim) + `"]`, `"claimlight:previous":"` + string(c.Fates[1].Claim) + `"`} {
		if !strings.Contains(string(file), want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	other := open(t, 2)
	other.bring(file)
	again := other.export()
	if !bytes.Equal(file, again) {
		t.Errorf("the file comes back changed (-want +got):\n%s", cmp.Diff(string(file), string(again)))
	}
	if diff := cmp.Diff(l.Entry(later).Previous, other.Entry(later).Previous); diff != "" {
		t.Errorf("the link (-want +got):\n%s", diff)
	}
}

// Two people who carry the same claim over to the same text have made one claim of
// it, not two.
func TestTwoPeoplesVersionsAreOne(t *testing.T) {
	mine, id, claims := marked(t, 1, "«Trams cut traffic by 31 per cent.» 🚋 The naïve count was done twice.")
	file := mine.export()
	theirs := open(t, 2)
	theirs.bring(file)
	next := annotations.Article{Title: "Trams", Text: tramsLater, Digest: annotations.Digest(tramsLater), Blocks: format.Paragraphs(tramsLater)}
	span := annotations.Span{Start: 0, End: 34}
	for _, l := range []library{mine, theirs} {
		*l.now = l.now.Add(time.Minute)
		if _, _, err := l.AddVersion(t.Context(), next, id, []app.Carry{{Claim: claims[0], Span: annotations.Trim(tramsLater, span)}}); err != nil {
			t.Fatal(err)
		}
	}
	if n := mine.bring(theirs.export()); n != 0 {
		t.Errorf("%d claims were brought, though both have the same", n)
	}
	if n := len(mine.Entries()); n != 2 {
		t.Errorf("there are %d articles, want two versions", n)
	}
}
