package app

import (
	"cmp"
	"net/url"
	"slices"
	"sort"
	"strings"

	"claimlight/annotations"
)

// A filter says which claims of an article are listed. The zero value lists
// all.
type filter struct {
	query   string
	tag     annotations.ID
	verdict string // as [verdictWord] has it
	status  string // as [orOpen] has it
}

// filterOf is the filter that an address names: its q, tag, verdict and status.
func filterOf(query url.Values) filter {
	return filter{query.Get("q"), annotations.ID(query.Get("tag")), query.Get("verdict"), query.Get("status")}
}

// none is the word for no verdict.
const none = "none"

// verdictWord is a verdict as a word.
func verdictWord(v annotations.Verdict) string { return cmp.Or(string(v), none) }

// verdictWords and statusWords are all that there can be.
func verdictWords() []string {
	words := []string{none}
	for _, v := range annotations.Verdicts {
		words = append(words, verdictWord(v))
	}
	return words
}

func statusWords() []string {
	var words []string
	for _, s := range annotations.Statuses {
		words = append(words, orOpen(string(s)))
	}
	return words
}

// admits is a function that reports whether f lists a claim.
func (f filter) admits(codebook *annotations.Codebook) func(*annotations.Claim) bool {
	words := strings.Fields(strings.ToLower(f.query))
	return func(c *annotations.Claim) bool {
		return (f.tag == "" || c.Tagged(f.tag)) &&
			(f.verdict == "" || f.verdict == verdictWord(c.Verdict)) &&
			(f.status == "" || f.status == orOpen(string(c.Status))) &&
			(len(words) == 0 || hasAll(searchText(c, codebook), words))
	}
}

// claims are the claims of r that f lets through: those in the text in its
// order, then the lost ones.
func (f filter) claims(r *Reading, codebook *annotations.Codebook) []*annotations.Claim {
	list, _ := f.listed(r, f.admits(codebook), "")
	return list
}

// listed is [filter.claims] with the claim that is open among them in any case,
// so that nothing that is done to it takes its card away; and how many of them f
// lets through, which is what admits says.
func (f filter) listed(r *Reading, admits func(*annotations.Claim) bool, open annotations.ID) (list []*annotations.Claim, admitted int) {
	list = r.all()
	if f == (filter{}) {
		return list, len(list)
	}
	list = slices.DeleteFunc(list, func(c *annotations.Claim) bool {
		if admits(c) {
			admitted++
			return false
		}
		return c.ID != open
	})
	return list, admitted
}

// A sieve remembers which claims a filter admits. Claims are never changed, others
// take their places, so that what it says of one holds for as long as the codebook
// does. To look through all words of 10,000 takes 15 ms; to remember them, 1.
type sieve struct {
	filter   filter
	codebook int // version
	admitted map[*annotations.Claim]bool
}

// admits is f.admits, remembered from the time before.
func (s *sieve) admits(f filter, codebook *annotations.Codebook) func(*annotations.Claim) bool {
	if s.admitted == nil || s.filter != f || s.codebook != codebook.Version {
		*s = sieve{f, codebook.Version, map[*annotations.Claim]bool{}}
	}
	known, admits := s.admitted, f.admits(codebook)
	return func(c *annotations.Claim) bool {
		yes, seen := known[c]
		if !seen {
			yes = admits(c)
			known[c] = yes
		}
		return yes
	}
}

// painter is how claims are painted while f is on: those that it does not admit
// are quiet.
func (f filter) painter(codebook *annotations.Codebook, admits func(*annotations.Claim) bool) func(*annotations.Claim) int {
	paint := painter(codebook)
	if f == (filter{}) {
		return paint
	}
	return func(c *annotations.Claim) int {
		if admits(c) {
			return paint(c)
		}
		return quietStyle
	}
}

// listedFirst are claims with those that are listed before the others.
func listedFirst(claims []*annotations.Claim, admits func(*annotations.Claim) bool) []*annotations.Claim {
	sort.SliceStable(claims, func(i, j int) bool { return admits(claims[i]) && !admits(claims[j]) })
	return claims
}

// of says how many claims of all are found: "12 of 40 claims".
func of(found, all int) string { return number(found) + " of " + count(all, "claim", "claims") }

// searchText is all that a search looks at in a claim, in lower case.
func searchText(c *annotations.Claim, codebook *annotations.Codebook) string {
	parts := []string{c.Quote.Exact, c.Restated, c.Note, c.Speaker, string(c.Verdict), string(c.Worth)}
	parts = append(parts, tagNames(c, codebook)...)
	for _, e := range c.Evidence {
		parts = append(parts, e.Title, e.Address, e.Quote, e.Note)
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}

// tagNames are the names of c's tags.
func tagNames(c *annotations.Claim, codebook *annotations.Codebook) []string {
	var names []string
	for _, t := range c.Tags {
		if tag, ok := codebook.Tag(t); ok {
			names = append(names, tag.Name)
		}
	}
	return names
}

// summary says in one line how far a claim is: its tags, its verdict or
// status, its sources.
func summary(c *annotations.Claim, codebook *annotations.Codebook) []string {
	parts := tagNames(c, codebook)
	if len(parts) == 0 {
		parts = []string{"no tag"}
	}
	if c.Verdict == "" {
		switch {
		case c.Status != annotations.Open:
			parts = append(parts, string(c.Status))
		case c.Worth != "":
			parts = append(parts, string(c.Worth))
		}
	}
	if n := len(c.Evidence); n > 0 {
		parts = append(parts, count(n, "source", "sources"))
	}
	if c.Unsupported() {
		parts = append(parts, "no evidence yet")
	}
	return parts
}

// toggle gives c a tag, or takes it away where c has it.
func toggle(c *annotations.Claim, tag annotations.ID) {
	if i := slices.Index(c.Tags, tag); i >= 0 {
		c.Tags = slices.Delete(c.Tags, i, i+1)
		return
	}
	c.Tags = append(c.Tags, tag)
}

// toggleSaid is what to announce when toggle is done.
func toggleSaid(c *annotations.Claim, tag annotations.ID, codebook annotations.Codebook) string {
	t, _ := codebook.Tag(tag)
	if c.Tagged(tag) {
		return "Tag removed: " + t.Name
	}
	return "Tagged: " + t.Name
}
