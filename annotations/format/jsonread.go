package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"claimlight/annotations"

	"github.com/go-json-experiment/json/jsontext"
)

// A reader takes JSON apart as it comes in. What is well-formed but not what
// was expected becomes a problem and is passed over; what is not JSON sets err,
// after which every method returns at once.
type reader struct {
	dec      *jsontext.Decoder
	limits   Limits
	problems []Problem
	more     int // problems beyond the limit
	err      error
	prefix   string            // of the pointers of problems: the line read, where a file is made of lines
	names    map[string]string // short strings seen, so that each is kept once
}

// tolerant are the options of every reader.
var tolerant = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// newReader reads from r within limits, but for their Size.
func newReader(r io.Reader, limits Limits) *reader {
	return &reader{
		// Duplicate names and bad UTF-8 are ours to report: the rest of the
		// file is still good.
		dec:    jsontext.NewDecoder(r, tolerant...),
		limits: limits.withDefaults(),
		names:  map[string]string{},
	}
}

// A limitedReader reads at most left bytes and then fails.
type limitedReader struct {
	r    io.Reader
	left int64
}

func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}

// problem notes what is wrong with the value read last.
func (r *reader) problem(format string, args ...any) {
	r.problemAt(r.pointer(), "", format, args...)
}

// pointer says where the value read last stands.
func (r *reader) pointer() string { return r.prefix + string(r.dec.StackPointer()) }

func (r *reader) problemAt(pointer string, claim annotations.ID, format string, args ...any) {
	if len(r.problems) >= r.limits.Problems {
		r.more++
		return
	}
	r.problems = append(r.problems, Problem{pointer, claim, fmt.Sprintf(format, args...)})
}

// fail ends the reading with err, told as a person can use it.
func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = r.explain(err)
	}
}

func (r *reader) kind() jsontext.Kind {
	if r.err != nil {
		return 0
	}
	return r.dec.PeekKind()
}

// object reads an object and calls member after each name; member must read
// exactly the value. It reports whether there was an object; another value is
// a problem.
func (r *reader) object(member func(name string)) bool {
	if !r.open('{', "an object") {
		return false
	}
	var few [24]string
	seen := few[:0]
	var many map[string]bool // instead of seen where an object has more names
	for r.kind() != '}' && r.err == nil {
		name := r.name()
		if r.err != nil {
			return true
		}
		twice := many[name] || many == nil && slices.Contains(seen, name)
		if many != nil {
			many[name] = true
		} else if seen = append(seen, name); len(seen) == cap(few) {
			many = map[string]bool{}
			for _, name := range seen {
				many[name] = true
			}
		}
		if twice {
			r.skip()
			r.problem("the name %q stands here for the second time; only the first was taken", name)
			continue
		}
		member(name)
	}
	r.token()
	return true
}

// array reads an array and calls item for each index; item must read exactly
// one value. It reports whether there was an array; another value is a problem.
func (r *reader) array(item func(i int)) bool {
	if !r.open('[', "a list") {
		return false
	}
	for i := 0; r.kind() != ']' && r.err == nil; i++ {
		item(i)
	}
	r.token()
	return true
}

// list reads an array like array does, or a single value as if it were the
// only one of an array, as JSON-LD lets every member be.
func (r *reader) list(item func(i int)) {
	if r.kind() == '[' {
		r.array(item)
		return
	}
	item(0)
}

func (r *reader) open(kind jsontext.Kind, what string) bool {
	if r.kind() != kind {
		r.expected(what)
		return false
	}
	if r.dec.StackDepth() >= r.limits.Depth {
		r.skip()
		r.problem("more than %d lists and objects stand in each other here; left out", r.limits.Depth)
		return false
	}
	r.token()
	return r.err == nil
}

func (r *reader) token() {
	if r.err != nil {
		return
	}
	if _, err := r.dec.ReadToken(); err != nil {
		r.fail(err)
	}
}

// expected passes over the next value and notes that it should be what.
func (r *reader) expected(what string) {
	kind := r.kind()
	r.skip()
	if r.err == nil {
		r.problem("here stands %s, but %s belongs here; left out", kindName(kind), what)
	}
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a text"
	case '0':
		return "a number"
	case 't', 'f':
		return "true or false"
	}
	return "null"
}

func (r *reader) skip() {
	if r.err != nil {
		return
	}
	if err := r.dec.SkipValue(); err != nil {
		r.fail(err)
	}
}

// value reads any value; the bytes are good until the next is read.
func (r *reader) value() jsontext.Value {
	if r.err != nil {
		return nil
	}
	v, err := r.dec.ReadValue()
	if err != nil {
		r.fail(err)
		return nil
	}
	return v
}

func (r *reader) name() string {
	v := r.value()
	if len(v) < 2 {
		return ""
	}
	return r.intern(r.unquote(v))
}

// intern returns b as a string, the same one each time, for short strings that
// come again and again.
func (r *reader) intern(b []byte) string {
	if s, ok := r.names[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(s) <= 64 && len(r.names) < 1<<12 {
		r.names[s] = s
	}
	return s
}

// unquote returns the text of the JSON string v. Bytes that are not UTF-8 and
// halves of surrogate pairs become U+FFFD, and a problem.
func (r *reader) unquote(v []byte) []byte {
	if inside := v[1 : len(v)-1]; bytes.IndexByte(inside, '\\') < 0 && utf8.Valid(inside) {
		return inside
	}
	s, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		r.problem("the text has bytes that are no characters (not UTF-8, or half of a surrogate pair); they became U+FFFD")
	}
	return s
}

// textBytes reads a string; other values are a problem.
func (r *reader) textBytes() []byte {
	if r.kind() != '"' {
		r.expected("a text")
		return nil
	}
	v := r.value()
	if len(v) < 2 {
		return nil
	}
	if len(v) > r.limits.String {
		r.problem("the text is %d bytes long, more than the %d allowed; left out", len(v), r.limits.String)
		return nil
	}
	return r.unquote(v)
}

// text reads a string; other values are a problem and give "".
func (r *reader) text() string { return string(r.textBytes()) }

// short is text for strings that come again and again.
func (r *reader) short() string { return r.intern(r.textBytes()) }

// integer reads a whole number from 0 to 2³¹-1; other values are a problem and
// give 0 and false.
func (r *reader) integer() (int, bool) {
	if r.kind() != '0' {
		r.expected("a whole number")
		return 0, false
	}
	v := r.value()
	n, err := strconv.ParseUint(string(v), 10, 31)
	if err != nil && r.err == nil {
		r.problem("%.20s is not a whole number from 0 to 2147483647; left out", v)
	}
	return int(n), err == nil
}

// count is integer without the report.
func (r *reader) count() int {
	n, _ := r.integer()
	return n
}

// time reads a moment as RFC 3339 has it; other values are a problem and give
// the zero time. So do the last of its years and what lies before the first: in
// UTC, or when something is changed after it, no file could hold them any more.
func (r *reader) time() time.Time {
	b := r.textBytes()
	if len(b) == 0 {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, string(b))
	if t = t.UTC(); err != nil || t.Year() < 0 || t.Year() > 9998 {
		r.problem("%.40q is not a moment like 2026-11-22T10:00:00Z; left out", b)
		return time.Time{}
	}
	return t.Truncate(time.Millisecond)
}

// keep reads any value into extra, to be written back as it was.
func (r *reader) keep(extra *annotations.Extra, name string) {
	if raw := r.raw(); raw != "" {
		if *extra == nil {
			*extra = annotations.Extra{}
		}
		(*extra)[name] = raw
	}
}

// raw reads any value as compact JSON. One that could not stand in a file of
// ours is a problem and gives "".
func (r *reader) raw() string {
	v := r.value()
	if r.err != nil {
		return ""
	}
	if depth(v)+r.dec.StackDepth() > r.limits.Depth {
		r.problem("more than %d lists and objects stand in each other here; left out", r.limits.Depth)
		return ""
	}
	if !v.IsValid() {
		r.problem("this has names that stand twice or bytes that are no characters; left out")
		return ""
	}
	return string(compact(v))
}

// compact is valid JSON without white space between its tokens. That of
// jsontext would bring its whole encoder into the page's program.
func compact(v []byte) []byte {
	dst := make([]byte, 0, len(v))
	quoted := false
	for i := 0; i < len(v); i++ {
		c := v[i]
		switch {
		case quoted && c == '\\':
			dst = append(dst, c)
			i++
			c = v[i]
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			continue
		}
		dst = append(dst, c)
	}
	return dst
}

// depth is how many objects and arrays stand in each other in v.
func depth(v []byte) int {
	deepest, open, quoted := 0, 0, false
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			open++
			deepest = max(deepest, open)
		case c == '}' || c == ']':
			open--
		}
	}
	return deepest
}

var (
	// ErrTooLarge means that a file is larger than [Limits] allow.
	ErrTooLarge = errors.New("the file is larger than allowed")

	// ErrTruncated means that a file ends in the middle.
	ErrTruncated = errors.New("the file ends in the middle")

	// ErrSyntax means that a file breaks the rules of the syntax it is in.
	ErrSyntax = errors.New("the file is damaged, or not of this kind")
)

// explain turns an error of the JSON decoder into what a person can use: what,
// where, and what to do.
func (r *reader) explain(err error) error {
	at := r.dec.InputOffset()
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, ErrTooLarge):
		return fmt.Errorf("%w: %d bytes. Split it, or export fewer articles", ErrTooLarge, r.limits.Size)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("%w, after byte %d, at %q. It was probably cut off while it was saved or sent: get it once more",
			ErrTruncated, at, r.dec.StackPointer())
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: at byte %d, at %q: %w. Was it changed by hand, or saved by another program? Choose a JSON file that Claimlight or an annotation tool wrote",
			ErrSyntax, syntax.ByteOffset, clip(string(syntax.JSONPointer), 200), syntax.Err)
	}
	return fmt.Errorf("reading the file at byte %d: %w", at, err)
}
