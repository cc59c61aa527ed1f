package annotations

// An Edit is a stretch of text that two versions have in common, or that only
// one of them has.
type Edit struct {
	Op   EditOp
	Text string
}

// An EditOp says which version a stretch of text is in.
type EditOp int

const (
	Keep   EditOp = iota // in both
	Delete               // only before
	Insert               // only after
)

// maxDiffCells bounds the table of Difference: some 4,000 words that changed
// in each version.
const maxDiffCells = 16 << 20

// Difference compares two versions of a passage by words, as for a quote and
// what [Finder.Find] found edited: the Keep and Delete edits joined are before,
// and the Keep and Insert edits joined are after. What is deleted stands
// before what is inserted in its place. Passages of which thousands of words
// changed differ as a whole.
func Difference(before, after string) []Edit {
	a, b := pieces(before), pieces(after)
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var edits editList
	edits.add(Keep, a[:head]...)
	edits.changed(a[head:len(a)-tail], b[head:len(b)-tail])
	edits.add(Keep, a[len(a)-tail:]...)
	return edits
}

// pieces cuts s into its words and what stands between them.
func pieces(s string) []string {
	var list []string
	at := 0
	for _, w := range words(nil, s) {
		if w.Start > at {
			list = append(list, s[at:w.Start])
		}
		list = append(list, w.Of(s))
		at = w.End
	}
	if at < len(s) {
		list = append(list, s[at:])
	}
	return list
}

type editList []Edit

// add appends text, joining it with the last edit where that is of the same
// kind.
func (l *editList) add(op EditOp, texts ...string) {
	for _, text := range texts {
		if n := len(*l); n > 0 && (*l)[n-1].Op == op {
			(*l)[n-1].Text += text
			continue
		}
		*l = append(*l, Edit{op, text})
	}
}

// changed adds the edits that make b of a, keeping the longest subsequence of
// pieces that they have in common.
func (l *editList) changed(a, b []string) {
	width := len(b) + 1
	if (len(a)+1)*width > maxDiffCells {
		l.add(Delete, a...)
		l.add(Insert, b...)
		return
	}
	common := make([]uint16, (len(a)+1)*width) // of a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			n := max(common[(i+1)*width+j], common[i*width+j+1])
			if a[i] == b[j] {
				n = common[(i+1)*width+j+1] + 1
			}
			common[i*width+j] = n
		}
	}
	var inserted []string // held back until what was deleted there is complete
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			l.add(Insert, inserted...)
			inserted = inserted[:0]
			l.add(Keep, a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[(i+1)*width+j] >= common[i*width+j+1]:
			l.add(Delete, a[i])
			i++
		default:
			inserted = append(inserted, b[j])
			j++
		}
	}
	l.add(Insert, inserted...)
}
