package transfer_test

import (
	"testing"

	"claimlight/annotations"

	"github.com/google/go-cmp/cmp"
)

// What another tab does while a preview is open is neither undone by the import nor
// does it make what is brought in disappear.
func TestAnImportGivesWayToWhatChangedSinceItsPreview(t *testing.T) {
	there, _, claims := marked(t, 1, "«Trams» cut traffic.")
	old := there.export()
	book := there.Codebook()
	if err := there.Recode(book.With(annotations.Tag{ID: "urn:theirs", Name: "Theirs"}), "Tag added"); err != nil {
		t.Fatal(err)
	}
	if _, err := there.Mark(annotations.Span{Start: 6, End: 9}, "urn:theirs"); err != nil {
		t.Fatal(err)
	}
	there.note(claims[0], "later")
	file := there.export()
	for name, change := range map[string]func(here library) error{
		"a tag added": func(here library) error {
			book := here.Codebook()
			return here.Recode(book.With(annotations.Tag{ID: "urn:ours", Name: "Ours"}), "Tag added")
		},
		"the article deleted": func(here library) error { return here.Remove(t.Context(), here.Entries()[0].ID) },
	} {
		t.Run(name, func(t *testing.T) {
			here := open(t, 2)
			here.bring(old)
			a, bundle := here.arrive(file)
			for i := range a.Claims {
				a.Claims[i].Take = a.Claims[i].Before < 0 && a.Claims[i].After >= 0 // the new one alone
			}
			if err := change(here); err != nil {
				t.Fatal(err)
			}
			before := here.all()
			if n, err := here.Bring(t.Context(), &a, bundle); n != 0 || err == nil {
				t.Errorf("brought %d claims with the error %v", n, err)
			}
			if diff := cmp.Diff(before, here.all()); diff != "" {
				t.Errorf("(-before +after):\n%s", diff)
			}
		})
	}
}
