package app

import (
	"testing"

	"claimlight/annotations"
)

func TestAQuoteIsFoundWhereItsArticleIsFrom(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"https://example.org/rain", "https://example.org/rain"},
		{"", "https://claims.example/app/read?article=urn%3Auuid%3A1"},
	} {
		if got := quotedAt(&annotations.Article{ID: "urn:uuid:1", Source: c.source}, "https://claims.example/app/"); got != c.want {
			t.Errorf("of an article from %q: %q, want %q", c.source, got, c.want)
		}
	}
}
