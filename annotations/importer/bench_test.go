package importer_test

import (
	"strings"
	"testing"

	"claimlight/annotations/importer"
)

// Each input has 5 MB of what people write: paragraphs of some 120 letters.
func BenchmarkImport(b *testing.B) {
	for _, c := range []struct{ name, head, paragraph, mediaType string }{
		{"fragment", "<h1>Waits</h1>", "<p>The service said on <b>Tuesday</b> that waits had <a href='https://x.example/'>doubled</a> in the year to March &amp; more.</p>\n", "text/html"},
		{"page", "<!doctype html><title>Waits</title><nav>Home News Sport</nav><h1>Waits</h1>", "<p>The service said on <b>Tuesday</b> that waits had <a href='https://x.example/'>doubled</a> in the year to March &amp; more.</p>\n", "text/html"},
		{"Markdown", "# Waits\n\n", "The service said on **Tuesday** that waits had [doubled](https://x.example/) in the year to March & more.\n\n", "text/markdown"},
		{"plain", "Waits\n\n", "The service said on Tuesday that waits had doubled in the year to March,\nand that it expected them to fall again.\n\n", ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			data := []byte(c.head + strings.Repeat(c.paragraph, 5<<20/len(c.paragraph)))
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := importer.Import(data, importer.Hint{Type: c.mediaType}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
