package format

import (
	"strings"

	"claimlight/annotations"
)

// A codebookReader makes one codebook of the file's own and the tags that
// annotations name, in whatever order they come.
type codebookReader struct {
	annotations.Codebook
	ids   map[annotations.ID]bool
	names map[string]annotations.ID         // by folded name, as looked for before
	named map[annotations.ID]annotations.ID // tags made for annotations -> tags of the codebook read later
}

// read takes the file's codebook. Tags that annotations named before are
// looked for in it.
func (b *codebookReader) read(r *reader) {
	made := b.Codebook.Tags
	b.Codebook = r.codebook()
	b.ids, b.names = map[annotations.ID]bool{}, nil
	for _, t := range b.Tags {
		b.ids[t.ID] = true
	}
	for _, t := range made {
		if b.ids[t.ID] {
			continue
		}
		if same, ok := b.Named(t.Name); ok {
			if b.named == nil {
				b.named = map[annotations.ID]annotations.ID{}
			}
			b.named[t.ID] = same.ID
			continue
		}
		b.add(annotations.Tag{ID: t.ID, Name: t.Name})
	}
}

func (b *codebookReader) add(t annotations.Tag) {
	b.Codebook = b.With(t)
	if b.ids == nil {
		b.ids = map[annotations.ID]bool{}
	}
	b.ids[t.ID] = true
}

// tag is the tag of the given identifier, else of the given name, else a new
// one. It is "" where there are as many as may be already.
func (b *codebookReader) tag(r *reader, id annotations.ID, name string) annotations.ID {
	if b.ids[id] {
		return id
	}
	name = strings.TrimSpace(name)
	folded := strings.ToLower(name)
	if known, ok := b.names[folded]; ok {
		return known
	}
	if t, ok := b.Named(name); ok {
		id = t.ID
	} else {
		if len(b.Tags) >= r.limits.Tags {
			r.problem("more than %d tags; %.60q is left out", r.limits.Tags, name)
			return ""
		}
		if id == "" {
			id = nameID("tag", folded)
		}
		if name == "" {
			name = string(id)
		}
		b.add(annotations.Tag{ID: id, Name: name})
	}
	if b.names == nil {
		b.names = map[string]annotations.ID{}
	}
	b.names[folded] = id
	return id
}

// finish gives claims that were read before the codebook its tags.
func (b *codebookReader) finish(claims []annotations.Claim) {
	if len(b.named) == 0 {
		return
	}
	for i := range claims {
		for j, t := range claims[i].Tags {
			if same, ok := b.named[t]; ok {
				claims[i].Tags[j] = same
			}
		}
	}
}
