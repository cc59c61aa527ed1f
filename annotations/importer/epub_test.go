package importer_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"claimlight/annotations/importer"
)

// epub packs a book of the named files, the mimetype first and as it is.
func epub(t *testing.T, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	f, err := z.CreateRaw(&zip.FileHeader{Name: "mimetype", Method: zip.Store, UncompressedSize64: 20, CompressedSize64: 20, CRC32: 0x2cab616f})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("application/epub+zip")); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(files); i += 2 {
		f, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	container = `<?xml version="1.0"?><container><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`
	opf       = `<?xml version="1.0"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf"><opf:metadata>
		<dc:title>Rivers &amp; roads</dc:title><dc:creator>Jane Doe</dc:creator><dc:creator>Kim Ng</dc:creator>
		<dc:language>en</dc:language><dc:date>2025-03-01</dc:date><dc:publisher>Heron</dc:publisher></opf:metadata>
		<opf:manifest><opf:item id="n" href="nav.xhtml" properties="nav"/><opf:item id="b" href="text/two%20b.xhtml"/>
		<opf:item id="a" href="text/one.xhtml"/><opf:item id="x" href="gone.xhtml"/></opf:manifest>
		<opf:spine><opf:itemref idref="n"/><opf:itemref idref="a"/><opf:itemref idref="x"/><opf:itemref idref="b"/></opf:spine></opf:package>`
	one = `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><h1>One</h1><p>a<a id="p1"/> b<br/>c</p><script src="x.js"/></body></html>`
	two = `<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Two</h1><p>Größe</p></body></html>`
)

func TestABookIsReadInItsOrder(t *testing.T) {
	data := epub(t, "META-INF/container.xml", container, "OPS/book.opf", opf, "OPS/nav.xhtml", "<p>no</p>",
		"OPS/text/two b.xhtml", two, "OPS/text/one.xhtml", one)
	a, err := importer.Import(data, importer.Hint{Name: "book.epub", Type: "application/epub+zip"})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Validate(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("# One\np a b⏎c\n# Two\np Größe\n", outline(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got := []string{a.Title, a.Author, a.Language, a.Published, a.Site}
	if diff := cmp.Diff([]string{"Rivers & roads", "Jane Doe, Kim Ng", "en", "2025-03-01", "Heron"}, got); diff != "" {
		t.Errorf("about it (-want +got):\n%s", diff)
	}
}

func TestBadBooksAreRefusedInWords(t *testing.T) {
	bomb := "<p>" + strings.Repeat("x", importer.MaxBytes)
	good := epub(t, "META-INF/container.xml", container, "OPS/book.opf", opf, "OPS/text/one.xhtml", one)
	for name, c := range map[string]struct {
		data []byte
		want error
		says string
	}{
		"no container":    {epub(t, "x", "y"), importer.ErrBinary, "container.xml"},
		"no package":      {epub(t, "META-INF/container.xml", container), importer.ErrBinary, "book.opf"},
		"cut off":         {good[:len(good)-30], importer.ErrBinary, "damaged"},
		"a protected one": {epub(t, "META-INF/container.xml", container, "OPS/book.opf", opf, "OPS/text/one.xhtml", "\x00\x01\x02"), importer.ErrBinary, "protected"},
		"a bomb":          {epub(t, "META-INF/container.xml", container, "OPS/book.opf", opf, "OPS/text/one.xhtml", bomb), importer.ErrTooLarge, "10 MB"},
		"an empty one":    {epub(t, "META-INF/container.xml", container, "OPS/book.opf", opf), importer.ErrNoText, "text"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := importer.Import(c.data, importer.Hint{})
			if !errors.Is(err, c.want) {
				t.Fatalf("error %v, want %v", err, c.want)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q does not say %q", err, c.says)
			}
		})
	}
}

func FuzzEPUB(f *testing.F) {
	f.Add([]byte(container), []byte(opf), []byte(one))
	f.Fuzz(func(t *testing.T, container, opf, chapter []byte) {
		check(t, epub(t, "META-INF/container.xml", string(container), "OPS/book.opf", string(opf), "OPS/text/one.xhtml", string(chapter)), importer.Hint{})
	})
}
