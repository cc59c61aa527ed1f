package records_test

import (
	"errors"
	"testing"

	"claimlight/annotations"
	"claimlight/app/records"
)

func TestAPackedArticleThatLacksAPartIsDamaged(t *testing.T) {
	whole := records.PackArticle(&annotations.Article{ID: "urn:a", Title: "Trams", Text: "A tram.",
		Blocks: []annotations.Block{{Kind: annotations.Paragraph, Span: annotations.Span{End: 7},
			Marks: []annotations.Mark{{Kind: annotations.Link, Span: annotations.Span{Start: 2, End: 6}, Href: "https://tram.example/"}}}}})
	damaged := [][][]byte{nil, whole[:2], {whole[0][:9], whole[1], whole[2]}}
	for n := range whole[2] {
		damaged = append(damaged, [][]byte{whole[0], whole[1], whole[2][:n]})
	}
	for i, parts := range damaged {
		if a, err := records.UnpackArticle(parts); !errors.Is(err, records.ErrBundle) {
			t.Errorf("damage %d gave %v, %v", i, a, err)
		}
	}
}
