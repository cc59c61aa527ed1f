package annotations

import "strings"

// A merger is a [Redline] in the making.
type merger struct {
	before, after *Article
	hosts         [][2]int
	out           *Redline
	text          strings.Builder
	origins       []origin // of out's blocks

	current int  // the block of the later version that is being written, or -1
	next    int  // the first block of the later version that is not begun
	deleted int  // else the block of the version before
	open    bool // whether a block is being written at all
}

// An origin is the block that a redline's block was made of, and the index of
// that one's version: 0 for the version before.
type origin struct{ version, block int }

// keep writes what both versions have, and that begins at byte was of the version
// before.
func (m *merger) keep(span Span, was int) {
	m.eachBlock(m.after, span, func(b int, s Span) {
		m.begin(b)
		m.out.Earlier = append(m.out.Earlier, Run{was + s.Start - span.Start, m.text.Len(), s.Len()})
		m.run(s)
	}, nil)
}

// putIn writes what only the later version has.
func (m *merger) putIn(c Replacement, change int) {
	m.eachBlock(m.after, c.After, func(b int, s Span) {
		m.begin(b)
		from := m.text.Len()
		m.run(s)
		m.stroke(Insert, from, change)
	}, nil)
	if strings.TrimSpace(c.After.Of(m.after.Text)+c.Before.Of(m.before.Text)) == "" &&
		strings.Contains(c.After.Of(m.after.Text), Separator) && m.open {
		m.write(paragraphEnd, Insert, change)
	}
}

// takeOut writes what only the version before has.
func (m *merger) takeOut(c Replacement, change int) {
	at := c.After.Start
	b := m.after.BlockAt(at)
	started := m.open && m.current == b && b >= 0
	inside := b >= 0 && m.after.Blocks[b].Span.Start < at && at < m.after.Blocks[b].Span.End
	m.eachBlock(m.before, c.Before, func(old int, s Span) {
		text := s.Of(m.before.Text)
		defer func() {
			m.out.Earlier = append(m.out.Earlier, Run{s.Start, m.text.Len() - s.Len(), s.Len()})
		}()
		host := m.hosts[old]
		switch {
		case inside, started && m.current == b && host[0] <= b && b <= host[1]:
			m.write(text, Delete, change)
		case !started && b >= 0 && at == m.after.Blocks[b].Span.Start && host[0] <= b && b <= host[1]:
			m.begin(b)
			started = true
			m.write(text, Delete, change)
		default:
			m.beginDeleted(old)
			m.write(text, Delete, change)
		}
	}, func() {
		if m.open && m.current >= 0 && m.current == b && (inside || m.moreHosted(c.Before.End, b)) {
			m.write(" "+paragraphEnd+" ", Delete, change)
		}
	})
}

// moreHosted reports whether the block of the version before that goes on at
// byte at is shown inside block b of the later version.
func (m *merger) moreHosted(at, b int) bool {
	old := m.before.BlockAt(at)
	return old >= 0 && m.hosts[old][0] <= b && b <= m.hosts[old][1]
}

// eachBlock calls f with what of span is in each block of a, and between with
// what is between two.
func (m *merger) eachBlock(a *Article, span Span, f func(int, Span), between func()) {
	for span.Start < span.End {
		b := a.BlockAt(span.Start)
		if b < 0 {
			return
		}
		s := Span{span.Start, min(span.End, a.Blocks[b].Span.End)}
		if !s.Empty() {
			f(b, s)
			span.Start = s.End
			continue
		}
		next := b + 1
		for next < len(a.Blocks) && a.Blocks[next].Kind == Rule {
			next++
		}
		end := span.End
		if next < len(a.Blocks) {
			end = min(end, a.Blocks[next].Span.Start)
		}
		if between != nil && strings.HasSuffix(a.Text[:end], Separator) {
			between()
		}
		span.Start = end
	}
}

// begin begins block b of the later version, unless it is begun.
func (m *merger) begin(b int) {
	if m.open && m.current == b {
		return
	}
	m.close()
	m.rules(b)
	m.current, m.open, m.next = b, true, b+1
	m.add(m.after.Blocks[b], origin{1, b})
}

// beginDeleted begins a block of its own for block b of the version before.
func (m *merger) beginDeleted(b int) {
	if m.open && m.current < 0 && m.deleted == b {
		return
	}
	m.close()
	m.current, m.deleted, m.open = -1, b, true
	m.add(m.before.Blocks[b], origin{0, b})
}

// rules writes the rules before block b of the later version.
func (m *merger) rules(b int) {
	for ; m.next < b; m.next++ {
		if m.after.Blocks[m.next].Kind == Rule {
			m.close()
			m.add(m.after.Blocks[m.next], origin{1, m.next})
			m.close()
			m.current = -1
		}
	}
}

func (m *merger) add(b Block, from origin) {
	if b.Kind != Rule && m.text.Len() > 0 {
		m.text.WriteString(Separator)
	}
	b.Span, b.Marks = Span{m.text.Len(), m.text.Len()}, nil
	m.out.Blocks = append(m.out.Blocks, b)
	m.origins = append(m.origins, from)
}

// close ends the block that is being written.
func (m *merger) close() {
	if m.open {
		m.out.Blocks[len(m.out.Blocks)-1].Span.End = m.text.Len()
		m.open = false
	}
}

// run writes a stretch of the later version.
func (m *merger) run(s Span) {
	m.out.Later = append(m.out.Later, Run{s.Start, m.text.Len(), s.Len()})
	m.text.WriteString(s.Of(m.after.Text))
}

// write writes what the later version does not have.
func (m *merger) write(text string, op EditOp, change int) {
	from := m.text.Len()
	m.text.WriteString(text)
	m.stroke(op, from, change)
}

func (m *merger) stroke(op EditOp, from, change int) {
	if n := len(m.out.Strokes); n > 0 {
		if last := &m.out.Strokes[n-1]; last.Op == op && last.Change == change && last.Span.End == from {
			last.Span.End = m.text.Len()
			return
		}
	}
	m.out.Strokes = append(m.out.Strokes, Stroke{op, Span{from, m.text.Len()}, change})
}

// marks gives the blocks their marks.
func (m *merger) marks() {
	for i := range m.out.Blocks {
		b := &m.out.Blocks[i]
		if from := m.origins[i]; from.version == 0 {
			m.marksBefore(b, &m.before.Blocks[from.block])
		} else {
			m.marksAfter(b, &m.after.Blocks[from.block])
		}
	}
}

// marksBefore gives a block of the version before its marks, if it is all there.
func (m *merger) marksBefore(b, old *Block) {
	if b.Span.Len() != old.Span.Len() {
		if b.Kind == Row {
			b.Kind, b.Number = Paragraph, 0
		}
		return
	}
	shift := b.Span.Start - old.Span.Start
	for _, mark := range old.Marks {
		mark.Span = Span{mark.Span.Start + shift, mark.Span.End + shift}
		b.Marks = append(b.Marks, mark)
	}
}

// marksAfter gives a block of the later version its marks. Cells reach from tab
// to tab, with all that was taken out between.
func (m *merger) marksAfter(b, new *Block) {
	for _, mark := range new.Marks {
		span := m.out.Later.Range(mark.Span)
		if mark.Kind == Cell || mark.Kind == HeaderCell {
			span = Span{b.Span.Start, b.Span.End}
			if mark.Span.Start > new.Span.Start {
				span.Start = m.out.Later.At(mark.Span.Start-1) + 1
			}
			if mark.Span.End < new.Span.End {
				span.End = m.out.Later.At(mark.Span.End)
			}
		}
		mark.Span = span
		b.Marks = append(b.Marks, mark)
	}
}
