package annotations

// maxEdits is how many tokens may differ between two stretches that are
// compared exactly, in each direction: finding out takes the square of it.
const maxEdits = 1 << 11

// myers compares two stretches exactly, in linear space (E. Myers, "An O(ND)
// Difference Algorithm and Its Variations", 1986, 4b). Where more than maxEdits
// differ from either end to the middle, they differ as a whole.
func (c *comparison) myers(a, aEnd, b, bEnd int) {
	for a < aEnd && b < bEnd && c.a.ids[a] == c.b.ids[b] {
		a, b = a+1, b+1
	}
	tail := 0
	for a < aEnd-tail && b < bEnd-tail && c.a.ids[aEnd-1-tail] == c.b.ids[bEnd-1-tail] {
		tail++
	}
	aEnd, bEnd = aEnd-tail, bEnd-tail
	if a == aEnd || b == bEnd {
		c.differ(a, aEnd, b, bEnd)
		return
	}
	x, y, ok := c.middle(c.a.ids[a:aEnd], c.b.ids[b:bEnd])
	if !ok {
		c.coarse = true
		c.differ(a, aEnd, b, bEnd)
		return
	}
	c.myers(a, a+x, b, b+y)
	c.myers(a+x, aEnd, b+y, bEnd)
}

// nowhere is the reach of a diagonal that no path has got to.
const nowhere = -1 << 30

// middle is a point that a shortest way from a to b goes through, about half
// way along. It reports false where that takes too long.
func (c *comparison) middle(a, b []int32) (x, y int, ok bool) {
	n, m := len(a), len(b)
	most := min((n+m+1)/2, maxEdits)
	zero := most + 1
	size := 2*zero + 1
	if cap(c.vf) < size {
		c.vf, c.vb = make([]int32, size), make([]int32, size)
	}
	vf, vb := c.vf[:size], c.vb[:size] // how far each diagonal reaches, from either end
	for i := range vf {
		vf[i], vb[i] = nowhere, nowhere
	}
	vf[zero+1], vb[zero+1] = 0, 0
	delta := n - m
	odd := delta%2 != 0
	for d := 0; d <= most; d++ {
		if !c.spend(2*d + 1) {
			return 0, 0, false
		}
		for k := -d; k <= d; k += 2 {
			x := furthest(vf, zero+k, k, n, m)
			if x < 0 {
				continue
			}
			from := x
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			vf[zero+k] = int32(x)
			if other := delta - k; odd && -d < other && other < d && x+int(vb[zero+other]) >= n {
				return from, from - k, true
			}
		}
		for k := -d; k <= d; k += 2 {
			x := furthest(vb, zero+k, k, n, m)
			if x < 0 {
				continue
			}
			from := x
			for x < n && x-k < m && a[n-1-x] == b[m-1-(x-k)] {
				x++
			}
			vb[zero+k] = int32(x)
			if other := delta - k; !odd && -d <= other && other <= d && x+int(vf[zero+other]) >= n {
				return n - from, m - (from - k), true
			}
		}
	}
	return 0, 0, false
}

// furthest is how far diagonal k reaches with one step more, or [nowhere].
func furthest(v []int32, i, k, n, m int) int {
	x := nowhere
	if right := int(v[i-1]) + 1; 0 <= right && right <= n {
		x = right
	}
	if down := int(v[i+1]); down >= x && down >= 0 && down-k <= m {
		x = down
	}
	if x-k < 0 || x-k > m {
		x = nowhere
	}
	v[i] = int32(x)
	return x
}
