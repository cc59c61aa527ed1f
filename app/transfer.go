package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"claimlight/annotations"
	"claimlight/annotations/format"
)

// Generator is what files say they were written by.
const Generator = "Claimlight 1.0.0"

// A scope is what an export takes along.
type scope string

const (
	thisArticle  scope = "article"
	wholeLibrary scope = "library"
)

// A parcel is a file ready to go out.
type parcel struct {
	name   string
	data   []byte
	report format.Report
}

// export writes an article with its claims, or the whole library, as
// Claimlight JSON, and verifies every span of it.
func (s *Session) export(ctx context.Context, what scope, article annotations.ID) (parcel, error) {
	var l *annotations.Library
	var err error
	if what == thisArticle {
		l, err = s.alone(ctx, article)
	} else {
		l, err = s.Library(ctx)
	}
	if err != nil {
		return parcel{}, err
	}
	var b bytes.Buffer
	report, err := format.Encode(&b, l, Generator)
	if err != nil {
		return parcel{}, fmt.Errorf("writing the file: %w", err)
	}
	name := "claimlight-library-" + s.now().Format(time.DateOnly)
	if what == thisArticle && len(l.Articles) == 1 {
		name = fileName(l.Articles[0].Title)
	}
	return parcel{name + ".claimlight.json", b.Bytes(), report}, nil
}

// alone is a library of one article.
func (s *Session) alone(ctx context.Context, article annotations.ID) (*annotations.Library, error) {
	a, err := s.Article(ctx, article)
	if err != nil {
		return nil, err
	}
	claims, err := s.Claims(ctx, article)
	if err != nil {
		return nil, err
	}
	l := &annotations.Library{Articles: []annotations.Article{a}, Codebook: s.Codebook()}
	for _, c := range claims {
		l.Claims = append(l.Claims, *c)
	}
	return l, nil
}

// fileName makes a name for files out of a title: its letters and digits, in
// lower case, joined with hyphens.
func fileName(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	name := strings.Join(words, "-")
	if name == "" {
		return "article"
	}
	return strings.TrimSuffix(strings.Trim(strings.ReplaceAll(clip(strings.ReplaceAll(name, "-", " "), 60), " ", "-"), "…-"), "-")
}

// verified is the line that says how far a file was checked.
func verified(r format.Report) string {
	units := map[annotations.Unit]string{annotations.CodePoints: "code points", annotations.UTF16: "UTF-16", annotations.Bytes: "bytes"}
	return fmt.Sprintf("%d of %d spans verified in %s", r.Verified, r.Total, units[r.Unit])
}

// An arrival is a file that was read and what bringing it in would mean.
type arrival struct {
	name  string
	in    format.Import
	merge annotations.Merge
}

// arrive reads a file and compares it with the library. It lets the page
// breathe by calling breathe after each piece, with the share that is read.
func (s *Session) arrive(ctx context.Context, name string, data []byte, breathe func(share float64) error) (*arrival, error) {
	mine, err := s.Library(ctx)
	if err != nil {
		return nil, err
	}
	d := format.NewDecoder(bytes.NewReader(data), format.Source{Articles: mine.Articles})
	for read := range d.Steps() {
		if err := breathe(float64(read) / float64(max(1, len(data)))); err != nil {
			return nil, err
		}
	}
	in, err := d.Import()
	if err != nil {
		return nil, fmt.Errorf("%s could not be read: %w", name, err)
	}
	if len(in.Library.Articles)+len(in.Library.Claims)+len(in.Unplaced) == 0 && len(in.Library.Codebook.Tags) == 0 {
		return nil, fmt.Errorf("%s holds no articles and no claims", name)
	}
	s.mu.Lock()
	bases := make(map[annotations.ID]time.Time, len(s.bases))
	for id, base := range s.bases {
		bases[id] = base
	}
	s.mu.Unlock()
	m := annotations.NewMerge(mine, &in.Library, func(id annotations.ID) time.Time { return bases[id] })
	return &arrival{name, in, m}, nil
}

// errNothingNew means that an import would change nothing.
var errNothingNew = errors.New("everything in this file is in your library already")

// A tallyLine is one line of an import's preview.
type tallyLine struct {
	n    int
	what string
}

// lines are the counts of an import's preview. Those that people must know of
// are there even where they are zero.
func (a *arrival) lines() []tallyLine {
	m := &a.merge
	articles := map[annotations.Change]int{}
	for i := range m.Articles {
		articles[m.Articles[i].Change]++
	}
	all := []tallyLine{
		{articles[annotations.New], plural(articles[annotations.New], "new article", "new articles")},
		{articles[annotations.Identical], plural(articles[annotations.Identical], "article you have", "articles you have")},
		{m.Count(annotations.New), plural(m.Count(annotations.New), "new claim", "new claims")},
		{m.Count(annotations.Newer), "changed: the file’s version is later and will be taken"},
		{m.Count(annotations.Older), "changed: yours is later and stays"},
		{m.Count(annotations.Identical), "identical"},
		{m.Count(annotations.Conflict), "in conflict: changed here and there"},
		{m.Count(annotations.DeletedHere), "deleted by you"},
		{len(a.in.Unplaced) + m.Count(annotations.Unplaced), "not found in the text"},
	}
	var lines []tallyLine
	for i, l := range all {
		if l.n > 0 || i == 2 {
			lines = append(lines, l)
		}
	}
	if m.Recoded {
		lines = append(lines, tallyLine{len(m.Codebook.Tags), "tags in the codebook afterwards"})
	}
	return lines
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
