package importer

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"
)

// decode returns data as valid UTF-8 without a byte order mark. What the bytes
// themselves show (a mark, UTF-8 of several bytes) counts more than what the
// hint says, and that more than what a page says of itself: a page saved or
// copied as UTF-8 often still names its old encoding.
func decode(data []byte, hint Hint) (string, error) {
	for _, b := range []struct {
		mark string
		enc  encoding.Encoding
	}{
		{"\xEF\xBB\xBF", encoding.Nop},
		{"\xFF\xFE\x00\x00", nil}, // UTF-32, which is not read
		{"\xFF\xFE", xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)},
		{"\xFE\xFF", xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)},
	} {
		if rest, ok := bytes.CutPrefix(data, []byte(b.mark)); ok && b.enc != nil {
			if b.enc == encoding.Nop {
				data = rest
				break
			}
			return decodeWith(b.enc, rest)
		}
	}
	if enc := unmarkedUTF16(data); enc != nil {
		return decodeWith(enc, data)
	}
	if what := binaryKind(data); what != "" {
		return "", fmt.Errorf("%w but %s", ErrBinary, what)
	}
	valid := utf8.Valid(data)
	if valid && !isASCII(data) {
		return string(data), nil
	}
	if enc := declared(data, hint); enc != nil {
		return decodeWith(enc, data)
	}
	switch {
	case valid:
		return string(data), nil
	case looksWestern(data):
		return decodeWith(charmap.Windows1252, data)
	case kindOf(string(data[:min(len(data), 1024)]), hint) == htmlKind:
		// Browsers show pages with broken characters, and where they are.
		return strings.ToValidUTF8(string(data), "\uFFFD"), nil
	}
	at := firstInvalid(data)
	return "", fmt.Errorf("%w: line %d, byte %d of the file is not UTF-8 text, and no other encoding fits; save the file as UTF-8 and try again",
		ErrEncoding, bytes.Count(data[:at], []byte("\n"))+1, at+1)
}

func decodeWith(enc encoding.Encoding, data []byte) (string, error) {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrEncoding, err)
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return "", fmt.Errorf("%w but holds NUL characters", ErrBinary)
	}
	return string(bytes.TrimPrefix(text, []byte("\uFEFF"))), nil
}

// unmarkedUTF16 recognises UTF-16 without its mark in text that is mostly Latin:
// every other byte is 0.
func unmarkedUTF16(data []byte) encoding.Encoding {
	sample := data[:min(len(data), 1024)&^1]
	if len(sample) < 4 {
		return nil
	}
	var zeros [2]int // at even and odd offsets
	for i, b := range sample {
		if b == 0 {
			zeros[i&1]++
		}
	}
	half := len(sample) / 2
	switch {
	case zeros[0] == 0 && zeros[1] > half*3/4:
		return xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)
	case zeros[1] == 0 && zeros[0] > half*3/4:
		return xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)
	}
	return nil
}

// binaryKind says what data is, with what to do instead, if it is no text.
func binaryKind(data []byte) string {
	const pictures = "a picture; type or paste the words in it"
	for _, f := range []struct{ magic, what string }{
		{"%PDF-", "a PDF, which Claimlight does not read; open it, select its text, copy and paste that"},
		{"PK\x03\x04", "a packed file (as Word and Pages files are); open it, select its text, copy and paste that"},
		{"\xD0\xCF\x11\xE0", "an old Word, Excel or PowerPoint file; open it, select its text, copy and paste that"},
		{"{\\rtf", "an RTF file; open it, select its text, copy and paste that"},
		{"\x89PNG", pictures}, {"\xFF\xD8\xFF", pictures}, {"GIF8", pictures}, {"RIFF", "a picture, sound or film"},
		{"\x1F\x8B", "a compressed file; unpack it first"}, {"BZh", "a compressed file; unpack it first"},
		{"7z\xBC\xAF", "a compressed file; unpack it first"}, {"SQLite format 3", "a database"},
		{"\x7FELF", "a program"}, {"\x00asm", "a program"}, {"OggS", "a sound or film"}, {"ID3", "a sound"},
	} {
		if bytes.HasPrefix(data, []byte(f.magic)) && !(utf8.Valid(data) && isProse(f.magic)) {
			return f.what
		}
	}
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return fmt.Sprintf("binary data (byte %d is 0); only text, Markdown and HTML can be read", at+1)
	}
	controls := 0
	for _, b := range data {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1B {
			controls++
		}
	}
	if controls*20 > len(data) && controls > 4 {
		return "binary data; only text, Markdown and HTML can be read"
	}
	return ""
}

// isProse reports whether a text can start with the letters of magic.
func isProse(magic string) bool {
	return !strings.ContainsFunc(magic, func(r rune) bool { return r < ' ' || r > unicode.MaxASCII || r == '%' || r == '{' })
}

// declared returns the encoding that the hint or the page names, or nil.
func declared(data []byte, hint Hint) encoding.Encoding {
	if _, params, err := mime.ParseMediaType(hint.Type); err == nil {
		if enc, name := charset.Lookup(params["charset"]); enc != nil && name != "utf-8" && name != "replacement" {
			return enc
		}
		if params["charset"] != "" {
			return nil
		}
	}
	// With a letter of UTF-8 before it, and no other but ASCII, a head that
	// names no encoding is taken for UTF-8, not for the default of old browsers.
	head := []byte("é ")
	for _, b := range data[:min(len(data), 1020)] {
		if b < utf8.RuneSelf {
			head = append(head, b)
		}
	}
	enc, name, _ := charset.DetermineEncoding(head, "text/html")
	switch name {
	case "utf-8", "replacement", "utf-16le", "utf-16be":
		return nil // not said, not usable, or refuted by the bytes
	}
	return enc
}

// looksWestern reports whether data, which is not UTF-8, reads as Windows-1252:
// letters with a few accented ones among them and no unassigned byte. Texts in
// other scripts are mostly bytes above 0x7F, and broken UTF-8 has pairs of them.
func looksWestern(data []byte) bool {
	letters, high := 0, 0
	for i := 0; i < len(data); {
		b := data[i]
		switch {
		case b < utf8.RuneSelf:
			if 'a' <= b|0x20 && b|0x20 <= 'z' {
				letters++
			}
			i++
			continue
		case b == 0x81, b == 0x8D, b == 0x8F, b == 0x90, b == 0x9D:
			return false
		}
		if r, size := utf8.DecodeRune(data[i:]); r != utf8.RuneError && size > 1 {
			return false
		}
		high++
		i++
	}
	return high*4 <= letters
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}
