package app

import (
	"maps"
	"net/url"
	"slices"
	"sort"
	"strings"
	"time"

	"claimlight/annotations"
)

// A facet is what the table of claims can be narrowed by; its name is that of
// the parameter in the address.
type facet string

const (
	byTag       facet = "tag"
	ofWorth     facet = "type"
	ofVerdict   facet = "verdict"
	ofStatus    facet = "status"
	fromArticle facet = "article"
)

var facets = []struct {
	facet facet
	name  string
}{{byTag, "Tags"}, {ofWorth, "Check-worthiness"}, {ofVerdict, "Verdict"}, {ofStatus, "Status"}, {fromArticle, "Article"}}

// values are what c is, by a facet: one value, but any number of tags. What is
// not said is [none].
func (f facet) values(c *annotations.Claim, codebook *annotations.Codebook) []string {
	value := none
	switch f {
	case byTag:
		var tags []string
		for _, t := range c.Tags {
			if _, known := codebook.Tag(t); known {
				tags = append(tags, string(t))
			}
		}
		if len(tags) > 0 {
			return tags
		}
	case ofWorth:
		if c.Worth != "" {
			value = string(c.Worth)
		}
	case ofVerdict:
		value = verdictWord(c.Verdict)
	case ofStatus:
		value = orOpen(string(c.Status))
	case fromArticle:
		value = string(c.Article)
	}
	return []string{value}
}

// A narrowing says which claims of the library are in the table: those that
// hold every word of its query and have, of each facet that anything is chosen
// of, one of the values chosen. Passages that were marked as no claim, as a sweep
// marks most of a text, are in it where their tag is chosen.
type narrowing struct {
	query  string
	chosen map[facet][]string
}

// narrowingOf is the narrowing that an address names.
func narrowingOf(query url.Values) narrowing {
	n := narrowing{query: query.Get("q"), chosen: map[facet][]string{}}
	for _, f := range facets {
		for _, v := range query[string(f.facet)] {
			if v != "" && !slices.Contains(n.chosen[f.facet], v) {
				n.chosen[f.facet] = append(n.chosen[f.facet], v)
			}
		}
	}
	return n
}

// with is n with a value of a facet chosen, or no longer.
func (n narrowing) with(f facet, value string, on bool) narrowing {
	chosen := maps.Clone(n.chosen)
	values := slices.DeleteFunc(slices.Clone(chosen[f]), func(v string) bool { return v == value })
	if on {
		values = append(values, value)
	}
	chosen[f] = values
	return narrowing{n.query, chosen}
}

// any reports whether n leaves anything out.
func (n narrowing) any() bool {
	for _, values := range n.chosen {
		if len(values) > 0 {
			return true
		}
	}
	return strings.TrimSpace(n.query) != ""
}

// A narrowed is the claims that a narrowing lets through, and for every value of
// a facet how many there would be with it: those that all other facets and the
// words let through.
type narrowed struct {
	found  []listed
	counts map[facet]map[string]int
	of     int // all claims that it is narrowed from
	out    int // passages marked as no claim, which are not among those
}

// narrow looks through all claims once.
func (n narrowing) narrow(all []listed, codebook *annotations.Codebook) narrowed {
	words := strings.Fields(strings.ToLower(n.query))
	made := narrowed{counts: map[facet]map[string]int{}}
	for _, f := range facets {
		made.counts[f.facet] = map[string]int{}
	}
	values := make([][]string, len(facets))
	negative, known := codebook.Negative()
	out := known && !slices.Contains(n.chosen[byTag], string(negative.ID))
	made.of = len(all)
	for _, l := range all {
		left := out && codebook.IsNegative(l.claim)
		if left {
			made.of--
			made.out++
		}
		if len(words) > 0 && !hasAll(searchText(l.claim, codebook)+"\n"+strings.ToLower(l.title), words) {
			continue
		}
		against, last := 0, 0
		for i, f := range facets {
			values[i] = f.facet.values(l.claim, codebook)
			chosen := n.chosen[f.facet]
			if len(chosen) > 0 && !slices.ContainsFunc(values[i], func(v string) bool { return slices.Contains(chosen, v) }) {
				against++
				last = i
			}
		}
		for i, f := range facets {
			if (against == 0 || against == 1 && last == i) && (!left || f.facet == byTag) {
				for _, v := range values[i] {
					made.counts[f.facet][v]++
				}
			}
		}
		if against == 0 && !left {
			made.found = append(made.found, l)
		}
	}
	return made
}

// An option is a value that a facet offers.
type option struct{ value, name string }

// options are what a facet offers: everything that a claim can be, and of the
// articles those with claims or chosen, the ones with most claims first.
func (n narrowing) options(f facet, counts map[string]int, codebook *annotations.Codebook, title func(annotations.ID) string) []option {
	var list []option
	words := func(values []string, nothing string) {
		for _, v := range values {
			name := upperFirst(v)
			if v == none {
				name = nothing
			}
			list = append(list, option{v, name})
		}
	}
	switch f {
	case byTag:
		for _, t := range codebook.Tags {
			list = append(list, option{string(t.ID), t.Name})
		}
		list = append(list, option{none, "No tag"})
	case ofWorth:
		words(append(names(annotations.Worths), none), "Undecided")
	case ofVerdict:
		words(verdictWords(), "No verdict")
	case ofStatus:
		words(statusWords(), "")
	case fromArticle:
		for id := range counts {
			list = append(list, option{id, title(annotations.ID(id))})
		}
		for _, id := range n.chosen[f] {
			if counts[id] == 0 {
				list = append(list, option{id, title(annotations.ID(id))})
			}
		}
		sort.Slice(list, func(i, j int) bool {
			a, b := list[i], list[j]
			if d := counts[b.value] - counts[a.value]; d != 0 {
				return d < 0
			}
			return a.name+a.value < b.name+b.value
		})
	}
	return list
}

// A week is how many claims were made in the seven days from a Monday on.
type week struct {
	monday time.Time
	claims int
}

// weeks counts claims by the week they were made in, in now's time zone: the
// latest n weeks up to now's, and how many claims are older.
func weeks(list []listed, now time.Time, n int) (recent []week, older int) {
	first := monday(now).AddDate(0, 0, -7*(n-1))
	for i := range n {
		recent = append(recent, week{monday: first.AddDate(0, 0, 7*i)})
	}
	for _, l := range list {
		made := monday(l.claim.Created.In(now.Location()))
		i, _ := slices.BinarySearchFunc(recent, made, func(w week, t time.Time) int { return w.monday.Compare(t) })
		switch {
		case made.Before(first):
			older++
		case i < n:
			recent[i].claims++
		default:
			recent[n-1].claims++ // by a clock that goes ahead of this one
		}
	}
	return recent, older
}

// monday is the beginning of the week that t is in.
func monday(t time.Time) time.Time {
	days := (int(t.Weekday()) + 6) % 7
	return time.Date(t.Year(), t.Month(), t.Day()-days, 0, 0, 0, 0, t.Location())
}
