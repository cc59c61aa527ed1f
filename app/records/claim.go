package records

import (
	"encoding/json"
	"strconv"
	"time"

	"claimlight/annotations"
)

type storedClaim struct {
	Previous annotations.ID      `json:"previous,omitempty"`
	Start    int                 `json:"start"`
	End      int                 `json:"end"`
	Exact    string              `json:"exact"`
	Prefix   string              `json:"prefix,omitempty"`
	Suffix   string              `json:"suffix,omitempty"`
	Tags     []annotations.ID    `json:"tags,omitempty"`
	Restated string              `json:"restated,omitempty"`
	Speaker  string              `json:"speaker,omitempty"`
	SaidOn   string              `json:"saidOn,omitempty"`
	Note     string              `json:"note,omitempty"`
	Worth    annotations.Worth   `json:"worth,omitempty"`
	Status   annotations.Status  `json:"status,omitempty"`
	Verdict  annotations.Verdict `json:"verdict,omitempty"`
	Evidence []storedEvidence    `json:"evidence,omitempty"`
	Creator  annotations.ID      `json:"creator,omitempty"`
	Nickname string              `json:"nickname,omitempty"`
	Created  time.Time           `json:"created"`
	Modified time.Time           `json:"modified"`
	Base     time.Time           `json:"base,omitzero"` // modified, when it was last imported
	Extra    annotations.Extra   `json:"extra,omitempty"`
}

type storedEvidence struct {
	ID      annotations.ID     `json:"id,omitempty"`
	Address string             `json:"address,omitempty"`
	Title   string             `json:"title,omitempty"`
	Quote   string             `json:"quote,omitempty"`
	Stance  annotations.Stance `json:"stance,omitempty"`
	SeenOn  string             `json:"seenOn,omitempty"`
	Note    string             `json:"note,omitempty"`
	Extra   annotations.Extra  `json:"extra,omitempty"`
}

func storedEvidenceOf(list []annotations.Evidence) []storedEvidence {
	var out []storedEvidence
	for _, e := range list {
		out = append(out, storedEvidence(e))
	}
	return out
}

func evidenceOf(list []storedEvidence) []annotations.Evidence {
	var out []annotations.Evidence
	for i, e := range list {
		if e.ID == "" { // of version 1, or of a file: whoever reads it gives it the same
			e.ID = annotations.ID("e" + strconv.Itoa(i))
		}
		out = append(out, annotations.Evidence(e))
	}
	return out
}

// storedGrave stands in the place of a deleted claim, in a record without an
// article.
type storedGrave struct {
	Article annotations.ID `json:"article,omitempty"`
	Deleted time.Time      `json:"deleted"`
}

// OfClaim is the claims record of c; base is when c was last modified as it was
// last imported, if ever.
func OfClaim(c *annotations.Claim, base time.Time) Record {
	return of(c.ID, c.Article, c.Modified, storedClaim{
		Previous: c.Previous, Start: c.Span.Start, End: c.Span.End, Exact: c.Quote.Exact, Prefix: c.Quote.Prefix, Suffix: c.Quote.Suffix,
		Tags: c.Tags, Restated: c.Restated, Speaker: c.Speaker, SaidOn: c.SaidOn, Note: c.Note,
		Worth: c.Worth, Status: c.Status, Verdict: c.Verdict, Evidence: storedEvidenceOf(c.Evidence),
		Creator: c.Creator.ID, Nickname: c.Creator.Nickname, Created: c.Created, Modified: c.Modified, Base: base, Extra: c.Extra})
}

// OfGrave is the claims record of a claim that was deleted. It has no time, so that
// it is not among the claims that were changed since another.
func OfGrave(t annotations.Tombstone) Record {
	return of(t.ID, "", time.UnixMilli(0), storedGrave{t.Article, t.Deleted})
}

// ReadGrave reads the claims record of a deleted claim.
func ReadGrave(r Record) (annotations.Tombstone, error) {
	var g storedGrave
	if err := json.Unmarshal(r.Data, &g); err != nil {
		return annotations.Tombstone{}, &DamageError{"a deleted claim", err}
	}
	return annotations.Tombstone{ID: annotations.ID(r.ID), Article: g.Article, Deleted: g.Deleted}, nil
}

// ReadClaim reads the claims record of a claim, and when it was last modified as
// it was last imported, if ever.
func ReadClaim(r Record) (c annotations.Claim, base time.Time, err error) {
	var s storedClaim
	if err := json.Unmarshal(r.Data, &s); err != nil {
		return c, base, &DamageError{"a claim", err}
	}
	return annotations.Claim{ID: annotations.ID(r.ID), Article: annotations.ID(r.Article), Previous: s.Previous,
		Span:  annotations.Span{Start: s.Start, End: s.End},
		Quote: annotations.Quote{Exact: s.Exact, Prefix: s.Prefix, Suffix: s.Suffix},
		Tags:  s.Tags, Restated: s.Restated, Speaker: s.Speaker, SaidOn: s.SaidOn, Note: s.Note,
		Worth: s.Worth, Status: s.Status, Verdict: s.Verdict, Evidence: evidenceOf(s.Evidence),
		Creator: annotations.Creator{ID: s.Creator, Nickname: s.Nickname},
		Created: s.Created, Modified: s.Modified, Extra: s.Extra}, s.Base, nil
}
