package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"claimlight/annotations"
	"claimlight/annotations/importer"
)

func TestTitlesAreGuessed(t *testing.T) {
	long := strings.Repeat("word ", 60)
	for name, c := range map[string]struct{ in, mediaType, want string }{
		"the only h1":                {"<title>Site</title><h2>No</h2><h1>Waits\n<b>double</b></h1><p>x", "text/html", "Waits double"},
		"the h1 that the page names": {"<title>Waits double | The Daily</title><h1>The Daily</h1><h1>Waits double</h1><p>x", "text/html", "Waits double"},
		"no h1 that says less":       {"<title>The Daily wins</title><h1>The Daily</h1><h1>More</h1><p>x", "text/html", "The Daily wins"},
		"what the page says":         {"<title>Waits  double</title><p>x", "text/html", "Waits double"},
		"without the site's name":    {"<title>Waits - The Daily</title><meta property=og:site_name content='The Daily'><p>x", "text/html", "Waits"},
		"Open Graph":                 {"<title>x</title><meta property=og:title content='Waits double'><p>x", "text/html", "Waits double"},
		"the first heading":          {"<h2>Waits</h2><p>x<h2>No</h2>", "text/html", "Waits"},
		"the first short line":       {"Waits\n", "", "Waits"},
		"the first line of two":      {"<p>Waits<br>and more<p>x", "text/html", "Waits"},
		"the first words":            {long, "", "word word word word word word word word word word word word word word word word…"},
		"one long word":              {strings.Repeat("長", 200), "", strings.Repeat("長", 80) + "…"},
		"Markdown":                   {"# Waits *double*\n\nx", "", "Waits double"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := importer.Import([]byte(c.in), importer.Hint{Type: c.mediaType})
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != c.want {
				t.Errorf("title %q, want %q", a.Title, c.want)
			}
		})
	}
}

func TestTheHeadingThatIsTheTitleStaysInTheText(t *testing.T) {
	for in, want := range map[string]bool{
		"<p>Health<h1>Waits double</h1><p>x":         true,
		"<title>Waits double</title><p>x":            false,
		"<title>Waits</title><h1>x</h1><h1>y</h1>z":  false,
		"<h1>Waits&nbsp;double</h1><h1>More</h1><p>": true,
	} {
		a, err := importer.Import([]byte(in), importer.Hint{Type: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		i, ok := a.TitleBlock()
		if ok != want {
			t.Errorf("%q: TitleBlock says %v; title %q", in, ok, a.Title)
		}
		if ok && a.Blocks[i].Kind != annotations.Heading {
			t.Errorf("%q: TitleBlock is a %s", in, a.Blocks[i].Kind)
		}
	}
}

func TestPagesSayWhatTheyAre(t *testing.T) {
	body := "<body><article><h1>Waits double</h1>" + strings.Repeat("<p>The service said on Tuesday that waits had doubled, to forty minutes, in a year, and more.</p>", 12) + "</article>"
	type facts struct{ Author, Site, Published, Language, Source string }
	for name, c := range map[string]struct {
		head, source string
		want         facts
	}{
		"in meta elements": {`<html lang="en-GB"><meta name=author content="By Jane Doe"><meta property=og:site_name content="The Daily">
			<meta property="article:published_time" content="2026-11-22T23:30:00+02:00"><link rel=canonical href="https://x.example/a">`, "",
			facts{"Jane Doe", "The Daily", "2026-11-22", "en-GB", "https://x.example/a"}},
		"in JSON-LD": {`<html><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Waits double",
			"author":{"@type":"Person","name":"Jane Doe"},"publisher":{"name":"The Daily"},"datePublished":"2026-11-22"}</script>`, "https://x.example/b",
			facts{"Jane Doe", "The Daily", "2026-11-22", "", "https://x.example/b"}},
		"the hint's address wins": {`<html lang=de><link rel=canonical href="https://x.example/a">`, "https://y.example/", facts{Language: "de", Source: "https://y.example/"}},
		"an unsafe hint":          {`<html lang=de><link rel=canonical href="https://x.example/a">`, "javascript:alert(1)", facts{Language: "de", Source: "https://x.example/a"}},
		"nothing of use":          {`<html lang="???"><meta property="article:author" content="https://x.example/jane"><link rel=canonical href="javascript:x">`, "", facts{}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := importer.Import([]byte(c.head+body), importer.Hint{Type: "text/html", Source: c.source})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, facts{a.Author, a.Site, a.Published, a.Language, a.Source}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBylinesOfPastesNameTheAuthor(t *testing.T) {
	for in, want := range map[string]string{
		"Waits double\n\nBy Jane Doe\n\nText.":              "Jane Doe",
		"Waits double\n\nBy Jane van der Berg and José Ng":  "Jane van der Berg and José Ng",
		"Waits double\n\nBy next year it will be over\n\nx": "",
		"Waits double\n\nBy 2026\n\nx":                      "",
	} {
		a, err := importer.Import([]byte(in), importer.Hint{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Author != want {
			t.Errorf("%q: author %q, want %q", in, a.Author, want)
		}
	}
}

func TestCharacterEncodingsAreTold(t *testing.T) {
	const western, eastern = "Café – “naïve” €5. And a little more of plain text.", "日本語の文章です。"
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy) encoding.Encoding {
		return unicode.UTF16(order, bom)
	}
	for name, c := range map[string]struct {
		enc    encoding.Encoding
		before string // ASCII
		text   string
		hint   importer.Hint
	}{
		"UTF-8":                     {encoding.Nop, "", western, importer.Hint{}},
		"UTF-8 with a mark":         {encoding.Nop, "\ufeff", western, importer.Hint{}},
		"UTF-8 that says Latin 1":   {encoding.Nop, "<meta charset=iso-8859-1><p>", western, importer.Hint{Type: "text/html"}},
		"UTF-8 sent as Latin 1":     {encoding.Nop, "", western, importer.Hint{Type: "text/plain; charset=iso-8859-1"}},
		"Windows-1252":              {charmap.Windows1252, "", western, importer.Hint{}},
		"Windows-1252 that says so": {charmap.Windows1252, "<meta charset=windows-1252><p>", "é é é é", importer.Hint{Type: "text/html"}},
		"UTF-16, little":            {utf16(unicode.LittleEndian, unicode.UseBOM), "", eastern, importer.Hint{}},
		"UTF-16, big":               {utf16(unicode.BigEndian, unicode.UseBOM), "", eastern, importer.Hint{}},
		"UTF-16 without a mark":     {utf16(unicode.LittleEndian, unicode.IgnoreBOM), "", western, importer.Hint{}},
		"Shift JIS that says so":    {japanese.ShiftJIS, "<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'><p>", eastern, importer.Hint{Type: "text/html"}},
		"EUC-JP by the sender":      {japanese.EUCJP, "", eastern, importer.Hint{Type: "text/plain; charset=euc-jp"}},
		"KOI8-R that says so":       {charmap.KOI8R, "<meta charset=koi8-r><p>", "Привет, мир", importer.Hint{Name: "a.html"}},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := c.enc.NewEncoder().Bytes([]byte(c.before + c.text))
			if err != nil {
				t.Fatal(err)
			}
			a, err := importer.Import(data, c.hint)
			if err != nil {
				t.Fatal(err)
			}
			if a.Text != c.text {
				t.Errorf("text %q, want %q", a.Text, c.text)
			}
		})
	}
	t.Run("a broken page shows where", func(t *testing.T) {
		a, err := importer.Import([]byte("<p>Café na\xC3\xAFve, broken \xFF here"), importer.Hint{Type: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		if want := "Café naïve, broken \uFFFD here"; a.Text != want {
			t.Errorf("text %q, want %q", a.Text, want)
		}
	})
}
