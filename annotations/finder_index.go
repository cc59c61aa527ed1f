package annotations

import (
	"math/bits"
	"sort"
)

// An index says where each word of a text stands. It takes 12 bytes a word and
// 4 to 8 for the buckets. A word and what parts it from the next have at least
// two bytes, so that is at most 10 bytes a byte of text.
type index struct {
	text    string
	starts  []int32  // the byte each word starts at
	ids     []uint32 // and its id
	buckets []uint32 // where in places the words of an id begin, by its low bits
	places  []int32  // the words in the order of their buckets, then of the text
	mask    uint32
}

// newIndex indexes text, which must be shorter than 2 GiB.
func newIndex(text string) *index {
	x := &index{text: text}
	n := countWords(text)
	x.starts = make([]int32, 0, n)
	x.ids = make([]uint32, 0, n)
	for i := 0; ; {
		w, ok := wordAt(text, i)
		if !ok {
			break
		}
		x.starts = append(x.starts, int32(w.Start))
		x.ids = append(x.ids, w.id)
		i = w.End
	}
	size := uint32(64)
	for int(size) < len(x.ids) {
		size *= 2
	}
	x.mask = size - 1
	x.buckets = make([]uint32, size+1)
	for _, id := range x.ids {
		x.buckets[id&x.mask]++
	}
	sum := uint32(0)
	for b, n := range x.buckets {
		sum += n
		x.buckets[b] = sum
	}
	x.places = make([]int32, len(x.ids))
	for i := len(x.ids) - 1; i >= 0; i-- {
		b := x.ids[i] & x.mask
		x.buckets[b]--
		x.places[x.buckets[b]] = int32(i)
	}
	return x
}

// countWords is about how many words text has, from a part of it.
func countWords(text string) int {
	const part = 1 << 14
	n, seen := 0, 0
	for from := 0; from < len(text); from += max(part, len(text)/4) {
		piece := text[from:min(from+part, len(text))]
		for i := 0; ; n++ {
			w, ok := wordAt(piece, i)
			if !ok {
				break
			}
			i = w.End
		}
		seen += len(piece)
	}
	if seen == 0 {
		return 0
	}
	return int(float64(n) / float64(seen) * float64(len(text)) * 1.05)
}

// bucket lists the words that share id's bucket, in the order of the text:
// those with that id and few others.
func (x *index) bucket(id uint32) []int32 {
	b := id & x.mask
	return x.places[x.buckets[b]:x.buckets[b+1]]
}

// word is the n-th word of the text.
func (x *index) word(n int) word {
	w, _ := wordAt(x.text, int(x.starts[n]))
	return w
}

// weight is about how many bits of information an occurrence of the word id
// carries: the logarithm of how rare it is.
func (x *index) weight(id uint32) int32 {
	return int32(bits.Len(uint(len(x.ids)/(len(x.bucket(id))+1)))) + 1
}

// from is the first word that starts at byte i or after it.
func (x *index) from(i int) int {
	return sort.Search(len(x.starts), func(n int) bool { return int(x.starts[n]) >= i })
}
