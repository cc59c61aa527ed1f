package app

import (
	"testing"
	"time"

	"claimlight/annotations"

	"github.com/google/go-cmp/cmp"
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

func TestEveryOtherArticleCanBeQuotedTheNewestFirst(t *testing.T) {
	var entries []*Entry // newest first, as the session has them
	for i, title := range []string{"Rain in May", "Heat", "Rain in June"} {
		e := &Entry{}
		e.ID, e.Title, e.Added = annotations.ID(title), title, time.Unix(int64(100-i), 0)
		entries = append(entries, e)
	}
	for _, c := range []struct {
		query string
		own   annotations.ID
		want  []string
	}{
		{"", "Heat", []string{"Rain in May", "Rain in June"}},
		{"in rain", "", []string{"Rain in May", "Rain in June"}},
		{"in rain", "Rain in May", []string{"Rain in June"}},
		{"snow", "", nil},
	} {
		var got []string
		for _, e := range quotable(entries, c.query, c.own) {
			got = append(got, e.Title)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q, from a claim in %q (-want +got):\n%s", c.query, c.own, diff)
		}
	}
}
