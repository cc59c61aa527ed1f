package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"claimlight/annotations"
)

// Brat is brat's standoff format (brat.nlplab.org/standoff.html), zipped: for
// each article a .txt and a .ann file, and annotation.conf with the labels. A
// brat span never crosses a line, so a claim that does is written as fragments;
// labels have no spaces. Notes are annotator notes.
var Brat = Format{
	Name: "brat", Title: "brat standoff (zip)", Extension: ".brat.zip", MediaType: "application/zip",
	Unit: annotations.CodePoints, Encode: encodeBrat, Decode: decodeBrat,
}

// bratConfig is the file that lists the labels.
const bratConfig = "annotation.conf"

func encodeBrat(w io.Writer, lib *annotations.Library, _ Export) (Report, error) {
	archive := zip.NewWriter(w)
	var failed error
	file := func(name string, data []byte) {
		if failed != nil {
			return
		}
		// Without a time of its own a file's bytes depend on nothing but the library.
		f, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Time{}})
		if err == nil {
			_, err = f.Write(data)
		}
		failed = err
	}
	used := map[string]bool{}
	n := 0
	var notes, empty, trimmed []passage
	report := passages(lib, annotations.CodePoints, placeTags|placeNote, func(a *annotations.Article, claims []passage) {
		n++
		name := fmt.Sprintf("%03d", n)
		if s := slug(a.Title); s != "" {
			name += "-" + s
		}
		var ann bytes.Buffer
		t, note := 0, 0
		for _, c := range claims {
			places, words := fragments(c)
			if places == "" {
				empty = append(empty, c)
				continue
			}
			if strings.Trim(c.Quote.Exact, "\n") != c.Quote.Exact {
				trimmed = append(trimmed, c)
			}
			for _, label := range c.labels {
				t++
				used[bratLabel(label)] = true
				fmt.Fprintf(&ann, "T%d\t%s %s\t%s\n", t, bratLabel(label), places, words)
			}
			if c.Note != "" {
				note++
				fmt.Fprintf(&ann, "#%d\tAnnotatorNotes T%d\t%s\n", note, t, oneLine(c.Note))
				if oneLine(c.Note) != c.Note {
					notes = append(notes, c)
				}
			}
		}
		file(name+".txt", []byte(a.Text))
		file(name+".ann", ann.Bytes())
	})
	for _, c := range notes {
		report.note(c.ID, "the lines of its note were joined: a note in brat is one line")
	}
	for _, c := range trimmed {
		report.note(c.ID, "the line ends around it are left out: a span in brat never crosses a line")
	}
	for _, c := range empty {
		report.note(c.ID, "it marks nothing but line ends, which brat cannot hold; left out")
		report.Verified--
	}
	for _, t := range lib.Codebook.Tags {
		used[bratLabel(t.Name)] = true
		if bratName(bratLabel(t.Name)) != t.Name {
			report.note("", "the tag %q is written as %q, since a label in brat has only letters, digits, - and _", t.Name, bratLabel(t.Name))
		}
	}
	all := make([]string, 0, len(used))
	for label := range used {
		all = append(all, label)
	}
	slices.Sort(all)
	file(bratConfig, []byte("[entities]\n"+strings.Join(all, "\n")+"\n\n[relations]\n\n[events]\n\n[attributes]\n"))
	if err := archive.Close(); failed == nil {
		failed = err
	}
	if failed != nil {
		return report, fmt.Errorf("writing the file: %w", failed)
	}
	return report, nil
}

// bratLabel is a tag's name as brat can have it.
func bratLabel(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return '_'
	}, name)
}

// bratName is the tag's name that a label was made from, if it had only
// spaces to lose.
func bratName(label string) string { return strings.ReplaceAll(label, "_", " ") }

// slug is a title as a part of a file name.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	s := strings.Join(words, "-")
	return strings.Trim(s[:min(len(s), 40)], "-")
}

// fragments are the parts of c between line ends, as "2 20;21 47", and its
// words on one line; both are empty where c is nothing but line ends.
func fragments(c passage) (places, words string) {
	var parts, lines []string
	at := c.start
	for line := range strings.SplitSeq(c.Quote.Exact, "\n") {
		end := at + utf8.RuneCountInString(line)
		if end > at {
			parts = append(parts, strconv.Itoa(at)+" "+strconv.Itoa(end))
			lines = append(lines, line)
		}
		at = end + len("\n")
	}
	return strings.Join(parts, ";"), strings.Join(lines, " ")
}

func decodeBrat(in io.Reader, source Source) (Import, error) {
	f, data, err := openTexts(in, source, annotations.CodePoints)
	if err != nil {
		return Import{}, err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Import{}, fmt.Errorf("%w: %w. Choose a zip file of .txt and .ann files", ErrSyntax, err)
	}
	files := map[string]*zip.File{}
	for _, file := range archive.File {
		files[file.Name] = file
	}
	found := false
	for _, file := range archive.File {
		if path.Ext(file.Name) != ".ann" {
			continue
		}
		found = true
		name := strings.TrimSuffix(file.Name, ".ann")
		text, err := f.unzip(files[name+".txt"])
		if err != nil {
			f.r.problemAt(file.Name, "", "its text, %s.txt, cannot be read (%v); left out", name, err)
			continue
		}
		ann, err := f.unzip(file)
		if err != nil {
			f.r.problemAt(file.Name, "", "it cannot be read (%v); left out", err)
			continue
		}
		f.text(annotations.Article{Title: title(path.Base(name))}, string(text), file.Name, f.standoff(file.Name, string(text), string(ann)))
	}
	if !found && files[bratConfig] == nil {
		return Import{}, fmt.Errorf("%w: there is no .ann file in it. Choose a zip file of .txt and .ann files", ErrForeign)
	}
	return f.finished()
}

// title is what a file's name says about its text, without the number that
// Encode puts before it.
func title(name string) string {
	if len(name) > 4 && name[3] == '-' && strings.Trim(name[:3], "0123456789") == "" {
		name = name[4:]
	}
	return strings.ReplaceAll(name, "-", " ")
}

// unzip reads a file of an archive, which may claim any size, within limits.
func (f *textFile) unzip(file *zip.File) ([]byte, error) {
	if file == nil {
		return nil, fmt.Errorf("it is not in the archive")
	}
	r, err := file.Open()
	if err != nil {
		return nil, fmt.Errorf("opening it: %w", err)
	}
	defer r.Close()
	data, err := io.ReadAll(&limitedReader{r, int64(f.r.limits.String)})
	if err != nil {
		return nil, fmt.Errorf("unpacking it: %w", err)
	}
	return data, nil
}

// standoff reads the lines of a .ann file: text-bound annotations and notes.
func (f *textFile) standoff(name, text, ann string) []labelled {
	var spans []labelled
	byID := map[string]int{}
	notes := map[string]string{}
	n := 0
	for line := range strings.Lines(ann) {
		n++
		at := fmt.Sprintf("%s line %d", name, n)
		fields := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", 3)
		id := fields[0]
		switch {
		case id == "":
		case id[0] == 'T' && len(fields) == 3:
			s, ok := bratSpan(fields[1], text)
			if !ok {
				f.r.problemAt(at, "", "%q is no label with a span in one piece; left out", fields[1])
				continue
			}
			s.pointer = at
			byID[id] = len(spans)
			spans = append(spans, s)
		case id[0] == '#' && len(fields) == 3:
			if kind, of, _ := strings.Cut(fields[1], " "); kind == "AnnotatorNotes" {
				notes[of] = fields[2]
			}
		default:
			f.r.problemAt(at, "", "Claimlight has no place for relations, events and attributes; left out")
		}
	}
	for id, note := range notes {
		if i, ok := byID[id]; ok {
			spans[i].claim.Note = note
		}
	}
	return spans
}

// bratSpan reads "Label 2 20;21 47". Fragments must have nothing but white
// space between them, as those of a passage that crosses lines have.
func bratSpan(field, text string) (labelled, bool) {
	label, places, _ := strings.Cut(field, " ")
	s := labelled{labels: []string{bratName(label)}}
	runes := []rune(text)
	for i, part := range strings.Split(places, ";") {
		from, to, _ := strings.Cut(part, " ")
		start, err := strconv.Atoi(from)
		if err != nil {
			return s, false
		}
		end, err := strconv.Atoi(to)
		if err != nil || end < start {
			return s, false
		}
		if i == 0 {
			s.start, s.end = start, end
			continue
		}
		if start < s.end || start > len(runes) || strings.TrimSpace(string(runes[s.end:start])) != "" {
			return s, false
		}
		s.end = end
	}
	return s, true
}
