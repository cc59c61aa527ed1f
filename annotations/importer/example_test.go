package importer_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"claimlight/annotations/importer"
)

func ExampleImport() {
	page := `<h1>Waits double</h1><p>They rose to <b>40 minutes</b>.<ul><li>Why?</ul>`
	a, err := importer.Import([]byte(page), importer.Hint{Type: "text/html"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("Title:", a.Title)
	for _, b := range a.Blocks {
		fmt.Printf("%s: %s\n", b.Kind, b.Span.Of(a.Text))
	}
	// Output:
	// Title: Waits double
	// heading: Waits double
	// paragraph: They rose to 40 minutes.
	// item: Why?
}

// testdata/news.html is an article as a browser puts it onto the clipboard.
func TestANewsArticleFromTheClipboardKeepsItsStructure(t *testing.T) {
	page, err := os.ReadFile("testdata/news.html")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/news.txt")
	if err != nil {
		t.Fatal(err)
	}
	a, err := importer.Import(page, importer.Hint{Type: "text/html", Source: "https://news.example/2026/ferries"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), outline(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got := []string{a.Title, a.Author, a.Published, a.Source}
	about := []string{"River towns to get their ferries back, council says", "Marta Lind", "2026-10-04", "https://news.example/2026/ferries"}
	if diff := cmp.Diff(about, got); diff != "" {
		t.Errorf("about it (-want +got):\n%s", diff)
	}
}
