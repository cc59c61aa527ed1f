package annotations

import "encoding/json"

// EvidenceArticleName is where the Extra of evidence keeps the identifier of the
// article that it was picked from: a JSON string. Files have it among the members
// of the evidence's body.
const EvidenceArticleName = "claimlight:article"

// Article is the article that e was picked from, or "".
func (e *Evidence) Article() ID {
	var id ID
	if raw, ok := e.Extra[EvidenceArticleName]; !ok || json.Unmarshal([]byte(raw), &id) != nil {
		return "" // of another program's making; it is kept as it is
	}
	return id
}

// Pick makes e a quote of the words of span in a, which are found at address. Its
// Extra is a new one.
func (e *Evidence) Pick(a *Article, span Span, address string) {
	e.Address, e.Title, e.Quote = address, a.Title, span.Of(a.Text)
	raw, err := json.Marshal(a.ID)
	if err != nil {
		panic("annotations: an identifier cannot be written: " + err.Error()) // it is a string
	}
	extra := Extra{EvidenceArticleName: string(raw)}
	for name, value := range e.Extra {
		if name != EvidenceArticleName {
			extra[name] = value
		}
	}
	e.Extra = extra
}
