package annotations

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// A Claim is a passage of an article that somebody marked, and all that was
// found out about it.
type Claim struct {
	ID       ID
	Article  ID
	Previous ID    // the claim of the version before that this one was carried over from, or ""
	Span     Span  // in the article's text
	Quote    Quote // Quote.Exact is the article's text at Span
	Tags     []ID  // of the codebook, in the order they were given; none means a plain highlight
	Restated string
	Speaker  string
	SaidOn   string // as typed; a date, a month, a year
	Note     string
	Worth    Worth
	Status   Status
	Verdict  Verdict
	Evidence []Evidence
	Creator  Creator
	Created  time.Time // UTC, whole milliseconds
	Modified time.Time // UTC, whole milliseconds; not before Created
	Extra    Extra
}

// A Creator is who made a claim.
type Creator struct {
	ID       ID
	Nickname string
}

// Evidence is something that speaks for or against a claim, or explains it.
type Evidence struct {
	ID      ID     // in its claim; storage alone keeps it, to tell pieces apart
	Address string // as typed; a link where SafeAddress accepts it
	Title   string
	Quote   string
	Stance  Stance
	SeenOn  string // as typed
	Note    string
	Extra   Extra
}

// Worth says whether a claim is worth checking. The zero value is undecided.
type Worth string

const (
	CheckWorthy  Worth = "check-worthy"
	NotImportant Worth = "not important"
	NotFactual   Worth = "not factual"
)

// Worths are all decided values of Worth.
var Worths = []Worth{CheckWorthy, NotImportant, NotFactual}

// Status says how far the work on a claim is. The zero value is [Open].
type Status string

const (
	Open         Status = ""
	InProgress   Status = "in progress"
	Done         Status = "done"
	WillNotCheck Status = "will not check"
)

// Statuses are all values of Status.
var Statuses = []Status{Open, InProgress, Done, WillNotCheck}

// Verdict says what checking a claim came to. The zero value is none.
type Verdict string

const (
	Accurate    Verdict = "accurate"
	Misleading  Verdict = "misleading"
	False       Verdict = "false"
	Conflicting Verdict = "conflicting"
	Unproven    Verdict = "unproven"
)

// Verdicts are all verdicts.
var Verdicts = []Verdict{Accurate, Misleading, False, Conflicting, Unproven}

// Stance says how evidence relates to its claim. The zero value is none.
type Stance string

const (
	Supports Stance = "supports"
	Refutes  Stance = "refutes"
	Explains Stance = "explains"
)

// Stances are all stances.
var Stances = []Stance{Supports, Refutes, Explains}

// Tagged reports whether c has tag.
func (c *Claim) Tagged(tag ID) bool { return slices.Contains(c.Tags, tag) }

// Unsupported reports whether c has a verdict, other than unproven, without any
// evidence or note to say why.
func (c *Claim) Unsupported() bool {
	if c.Verdict == "" || c.Verdict == Unproven || c.Note != "" {
		return false
	}
	return !slices.ContainsFunc(c.Evidence, func(e Evidence) bool {
		return e.Address != "" || e.Title != "" || e.Quote != "" || e.Note != ""
	})
}

// Clone returns a copy of c that shares no memory with it that either could
// change.
func (c Claim) Clone() Claim {
	c.Tags = slices.Clone(c.Tags)
	c.Evidence = slices.Clone(c.Evidence)
	return c
}

// Carried returns c as it stands in a later version of its article, on the words
// of span. The identifier is made from c's and the text, so that it is the same
// for everyone who carries c over to that text, and two people's work can be
// merged. The claim stays as old as it is; who calls it says when it was changed.
func (c *Claim) Carried(a *Article, span Span) Claim {
	d := c.Clone()
	d.ID, d.Article, d.Previous = CarriedID(c.ID, a.Digest), a.ID, c.ID
	d.Span, d.Quote = span, Describe(a.Text, span)
	return d
}

// CarriedID is the identifier of a claim that was carried over to the text with
// the given digest.
func CarriedID(claim ID, digest string) ID {
	return madeID(string(claim) + "\n" + digest)
}

// Compare orders claims as files and lists show them: by place in the text,
// longer before shorter, then by identifier. It returns -1, 0 or 1.
func (c *Claim) Compare(d *Claim) int {
	if n := c.Span.Compare(d.Span); n != 0 {
		return n
	}
	switch {
	case c.ID < d.ID:
		return -1
	case c.ID > d.ID:
		return 1
	}
	return 0
}

// Check reports what is wrong with c as a claim in text, or nil.
func (c *Claim) Check(text string) error {
	switch {
	case c.ID == "":
		return errors.New("the claim has no identifier")
	case c.Span.Empty():
		return errors.New("the claim marks no words")
	case !c.Span.Within(text):
		return fmt.Errorf("span %v is not in the text", c.Span)
	case c.Span.Of(text) != c.Quote.Exact:
		return fmt.Errorf("the text at %v is %q, not %q", c.Span, c.Span.Of(text), c.Quote.Exact)
	case c.Worth != "" && !slices.Contains(Worths, c.Worth):
		return fmt.Errorf("unknown check-worthiness %q", c.Worth)
	case !slices.Contains(Statuses, c.Status):
		return fmt.Errorf("unknown status %q", c.Status)
	case c.Verdict != "" && !slices.Contains(Verdicts, c.Verdict):
		return fmt.Errorf("unknown verdict %q", c.Verdict)
	}
	for i, e := range c.Evidence {
		if e.Stance != "" && !slices.Contains(Stances, e.Stance) {
			return fmt.Errorf("evidence %d: unknown stance %q", i, e.Stance)
		}
	}
	return nil
}
