package annotations

import "strings"

// A Redline is two versions of an article in one text: the later version, and in
// it what was taken out of the one before, each where it stood. It is made to be
// shown, and no article itself: what was taken out can stand inside a row's cell,
// and the end of a paragraph that became one with the next is "¶".
type Redline struct {
	Text    string
	Blocks  []Block  // spans in Text
	Strokes []Stroke // what was taken out or put in, in order
	Later   Runs     // of the later version
	Earlier Runs     // of the version before
}

// A Stroke is a stretch of a redline, inside one block, that only one version
// has.
type Stroke struct {
	Op     EditOp // Delete or Insert
	Span   Span   // in Redline.Text
	Change int    // index into Revision.Changes
}

// paragraphEnd stands for the end of a paragraph that was taken away or put in.
const paragraphEnd = "¶"

// NewRedline puts two versions of an article into one text, as their comparison
// says. A block of the version before that shares words with one of the later
// version is shown inside that; one that shares none is shown by itself.
func NewRedline(before, after *Article, r *Revision) *Redline {
	m := merger{before: before, after: after, out: &Redline{}, hosts: hosts(before, after, r), current: -1, next: 0}
	from, was := 0, 0
	for i, c := range r.Changes {
		m.keep(Span{from, c.After.Start}, was)
		m.takeOut(c, i)
		m.putIn(c, i)
		from, was = c.After.End, c.Before.End
	}
	m.keep(Span{from, len(after.Text)}, was)
	m.rules(len(after.Blocks))
	m.close()
	m.marks()
	m.out.Text = m.text.String()
	return m.out
}

// hosts are, for each block of the version before, the first and last block of
// the later version that share words with it; {-1, -1} where none does.
func hosts(before, after *Article, r *Revision) [][2]int {
	list := make([][2]int, len(before.Blocks))
	for i := range list {
		list[i] = [2]int{-1, -1}
	}
	old, new := 0, 0
	share := func(b, a Span) { // stretches that are the same
		for b.Start < b.End {
			for old < len(before.Blocks)-1 && (before.Blocks[old].Span.End <= b.Start || before.Blocks[old].Kind == Rule) {
				old++
			}
			for new < len(after.Blocks)-1 && (after.Blocks[new].Span.End <= a.Start || after.Blocks[new].Kind == Rule) {
				new++
			}
			if old == len(before.Blocks) || new == len(after.Blocks) {
				return
			}
			n := min(before.Blocks[old].Span.End-b.Start, after.Blocks[new].Span.End-a.Start, b.Len())
			if n <= 0 {
				return
			}
			if strings.TrimSpace(before.Text[b.Start:b.Start+n]) != "" {
				if list[old][0] < 0 {
					list[old][0] = new
				}
				list[old][1] = new
			}
			b.Start, a.Start = b.Start+n, a.Start+n
		}
	}
	b, a := 0, 0
	for _, c := range r.Changes {
		share(Span{b, c.Before.Start}, Span{a, c.After.Start})
		b, a = c.Before.End, c.After.End
	}
	share(Span{b, len(before.Text)}, Span{a, len(after.Text)})
	return list
}
