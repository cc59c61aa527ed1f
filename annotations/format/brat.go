package format

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"claimlight/annotations"
)

// A File is one of several files that a format consists of.
type File struct {
	Name string
	Data []byte
}

// bratConfig is the file that lists the labels.
const bratConfig = "annotation.conf"

// BratFiles are lib in brat's standoff format (brat.nlplab.org/standoff.html):
// for each article a .txt and a .ann file, and annotation.conf with the labels.
// A brat span never crosses a line, so a claim that does is written as
// fragments; labels have no spaces. Notes are annotator notes. Offsets count
// code points. Package brat puts the files into an archive.
func BratFiles(lib *annotations.Library) ([]File, Report) {
	var files []File
	used := map[string]bool{}
	n := 0
	var notes, empty, trimmed []passage
	report := passages(lib, annotations.CodePoints, placeTags|placeNote, func(a *annotations.Article, claims []passage) {
		n++
		name := fmt.Sprintf("%03d", n)
		if s := slug(a.Title); s != "" {
			name += "-" + s
		}
		var ann []byte
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
			first := t + 1
			for _, label := range c.labels {
				t++
				used[bratLabel(label)] = true
				ann = fmt.Appendf(ann, "T%d\t%s %s\t%s\n", t, bratLabel(label), places, words)
			}
			if c.Note != "" {
				note++
				ann = fmt.Appendf(ann, "#%d\tAnnotatorNotes T%d\t%s\n", note, first, oneLine(c.Note))
				if oneLine(c.Note) != c.Note {
					notes = append(notes, c)
				}
			}
		}
		files = append(files, File{name + ".txt", []byte(a.Text)}, File{name + ".ann", ann})
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
	config := "[entities]\n" + strings.Join(all, "\n") + "\n\n[relations]\n\n[events]\n\n[attributes]\n"
	return append(files, File{bratConfig, []byte(config)}), report
}

// bratLabel is a tag's name as brat can have it.
func bratLabel(name string) string {
	label := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return '_'
	}, name)
	if trimmed := strings.Trim(label, "_"); trimmed != "" {
		return trimmed // read again, it would be: a tag has no spaces around it
	}
	return label
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

// ReadBrat reads the .txt and .ann files of brat's standoff format.
func ReadBrat(files []File, source Source) (Import, error) {
	f := newTextFile(NewDecoder(strings.NewReader(""), source), annotations.CodePoints)
	texts := map[string]string{}
	found := false
	for _, file := range files {
		texts[file.Name] = string(file.Data)
		found = found || path.Ext(file.Name) == ".ann" || path.Base(file.Name) == bratConfig
	}
	if !found {
		return Import{}, fmt.Errorf("%w: there is no .ann file in it. Choose a zip file of .txt and .ann files", ErrForeign)
	}
	for _, file := range files {
		name, ok := strings.CutSuffix(file.Name, ".ann")
		if !ok {
			continue
		}
		text, ok := texts[name+".txt"]
		if !ok {
			f.r.problemAt(file.Name, "", "its text, %s.txt, is not there; left out", name)
			continue
		}
		f.text(annotations.Article{Title: title(path.Base(name))}, text, file.Name, f.standoff(file.Name, text, string(file.Data)))
	}
	return f.finished()
}

// title is what a file's name says about its text, without the number that
// Encode puts before it.
func title(name string) string {
	if len(name) == 3 && strings.Trim(name, "0123456789") == "" {
		return ""
	}
	if len(name) > 4 && name[3] == '-' && strings.Trim(name[:3], "0123456789") == "" {
		name = name[4:]
	}
	return strings.ReplaceAll(name, "-", " ")
}

// standoff reads the lines of a .ann file: text-bound annotations and notes.
func (f *textFile) standoff(name, text, ann string) []labelled {
	var spans []labelled
	byID := map[string]int{}
	notes := map[string]string{}
	runes := []rune(text)
	n := 0
	for line := range strings.Lines(ann) {
		n++
		at := fmt.Sprintf("%s line %d", name, n)
		fields := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", 3)
		id := fields[0]
		switch {
		case id == "":
		case id[0] == 'T' && len(fields) == 3:
			s, ok := bratSpan(fields[1], runes)
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
func bratSpan(field string, text []rune) (labelled, bool) {
	label, places, _ := strings.Cut(field, " ")
	s := labelled{labels: []string{bratName(label)}}
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
		if start < s.end || start > len(text) || strings.TrimSpace(string(text[s.end:start])) != "" {
			return s, false
		}
		s.end = end
	}
	return s, true
}
