package metrics

import "github.com/fastiqa/iqa/asm"

// zhaoCell is the work space of one task of a zhaoPass. Rows go through it one
// by one: the fields of samples, for each window their means across and down,
// the losses of l and cs, and their product; then, for the gradient, the
// coefficients of each, across and down, and their sum.
//
// A window narrower than the widest lies in the middle of that: with skip
// columns left out on either side, and with its rows that much later.
type zhaoCell struct {
	*zhaoPass
	x0, x1, y0, y1  int // the samples of the gradient that are the cell's
	m0, m1          int // columns of the map to be made
	first, last     int // rows of the map to be made
	centre2, offset float32

	pitch  int           // of a field: columns of samples
	wide   ring[float64] // s and s²
	fields ring[float32] // d and d²
	unused []float32
	scales []zhaoScale

	wideMeans []float64
	means     []float32
	s, v      []float32 // of the wide means

	losses []float32 // m1-m0 columns for each window, then for l
	unions []float32 // the product's
	coefs  []float32 // a, b and c for each window, then a of l
	rests  []float32 // products of all similarities but one

	width int       // of a row of coefficients with what lies beyond the map
	pad   []float32 // a, b and c of one window, 0 beyond the map
	tmp   []float32
	acc   ring[float32] // sums over windows
	zeros []float32
}

// zhaoScale is what belongs to one window.
type zhaoScale struct {
	skip     int
	wide     wideWindow
	win      window
	wideRows ring[float64] // of fields, filtered across
	rows     ring[float32]
	maps     ring[float32] // of coefficients, filtered across
}

func (c *zhaoCell) init(p *zhaoPass) {
	c.zhaoPass = p
	for len(c.scales) < len(p.halves) {
		c.scales = append(c.scales, zhaoScale{})
	}
	c.scales = c.scales[:len(p.halves)]
	for i := range c.scales {
		s := &c.scales[i]
		s.win.set(p.halves[i])
		s.wide.set(p.halves[i])
		s.skip = (p.k.side - s.win.taps()) / 2
	}
}

// make makes the cell at x, y and returns the sum of 1-M over its part of the
// map.
func (c *zhaoCell) make(x, y int) float64 {
	c.layOut(x, y)
	more := c.k.side - 1
	var sums asm.DiffSums
	for r := c.first; r < c.last+more; r++ {
		c.across(r)
		m := r - more
		if m < c.first {
			continue
		}
		c.row(m)
		if m >= y {
			c.count(&sums, m)
		}
		if c.grad != nil {
			c.back(m)
		}
	}
	for m := c.last; c.grad != nil && m < c.y1; m++ {
		c.beyond(m)
	}
	_, _, sum := sums.Totals()
	return sum
}

// layOut sizes the work space for the cell at x, y. A gradient takes positions
// of the map that are another cell's.
func (c *zhaoCell) layOut(x, y int) {
	more := c.k.side - 1
	c.x0, c.x1 = x, min(x+zhaoCols, c.ref.W)
	c.y0, c.y1 = y, min(y+zhaoRows, c.ref.H)
	c.m0, c.first = x, y
	if c.grad != nil {
		c.m0, c.first = max(x-more, 0), max(y-more, 0)
	}
	c.m1, c.last = max(min(c.x1, c.w), c.m0), max(min(c.y1, c.h), c.first)
	if c.m1 == c.m0 || c.last == c.first { // nothing of the map
		c.last = c.first - more
		return
	}
	c.centre2, c.offset = c.centre(x, y)
	n, k := c.m1-c.m0, len(c.scales)
	c.pitch = n + more
	c.fields.set(c.k.side/2+1, 2*c.pitch)
	c.wide.set(c.k.side/2+1, 2*c.pitch)
	c.unused = growRow(c.unused, c.pitch)
	c.means = growRow(c.means, 2*c.pitch-more)
	c.wideMeans = growRow(c.wideMeans, 2*c.pitch-more)
	c.s, c.v = growRow(c.s, n), growRow(c.v, n)
	c.losses = growRow(c.losses, (k+1)*n)
	c.unions = growRow(c.unions, n)
	c.zeros = growRow(c.zeros, n)
	clear(c.zeros)
	for i := range c.scales {
		s := &c.scales[i]
		s.rows.set(s.win.taps(), 2*c.pitch-more)
		s.wideRows.set(s.win.taps(), 2*c.pitch-more)
	}
	if c.grad != nil {
		c.layOutGrad(n, k, more)
	}
}

// across makes the fields of row r of the samples, and filters those rows that
// are due.
func (c *zhaoCell) across(r int) {
	n := c.pitch
	x, y := c.dist.Row(r)[c.m0:][:n], c.ref.Row(r)[c.m0:][:n]
	wide, f := c.wide.row(r), c.fields.row(r)
	asm.WideFields(wide[:n], wide[n:], x, y)
	asm.Fields(c.unused, f[:n], c.unused, f[n:], x, y, c.centre2, c.offset)
	for i := range c.scales {
		s := &c.scales[i]
		at := r - s.skip
		if at < c.first+s.skip {
			continue
		}
		s.wide.across(s.wideRows.row(at), c.wide.row(at)[s.skip:2*n-s.skip])
		s.across(s.rows.row(at), c.fields.row(at))
	}
}

// across filters rows, of which the window needs all but skip columns.
func (s *zhaoScale) across(dst, src []float32) {
	s.win.across(dst, src[s.skip:len(src)-s.skip])
}

// row makes the losses at row y of the map, and for a gradient coefficients.
func (c *zhaoCell) row(y int) {
	n, k := c.m1-c.m0, len(c.scales)
	for i := range c.scales {
		s := &c.scales[i]
		m := c.stats(s, y)
		loss := c.losses[i*n:][:n]
		if c.grad != nil {
			a := c.coefs[3*i*n:]
			m.CS(loss, a[:n], a[n:2*n], a[2*n:3*n])
		} else {
			m.Loss(loss)
		}
		if i == k-1 {
			m.L(c.losses[k*n:][:n], c.spare(n, k))
		}
	}
	copy(c.unions, c.losses[:n])
	for i := 1; i <= k; i++ {
		asm.Join(c.unions, c.losses[i*n:])
	}
}

// spare is where the coefficients of l go: nowhere that is read without a
// gradient.
func (c *zhaoCell) spare(n, k int) []float32 {
	if c.grad == nil {
		return c.unused[:n]
	}
	return c.coefs[3*k*n:][:n]
}

// stats are the means of a window at row y of the map.
func (c *zhaoCell) stats(s *zhaoScale, y int) asm.Means {
	s.win.down(c.means, &s.rows, y+s.skip)
	s.wide.down(c.wideMeans, &s.wideRows, y+s.skip)
	n, p := c.m1-c.m0, c.pitch
	asm.WideStats(c.s, c.v, c.wideMeans, c.wideMeans[p:], float64(c.centre2), float64(c.c2))
	return asm.Means{S: c.s, D: c.means[:n], V: c.v, DD: c.means[p:],
		C1: c.c1, Centre2: c.centre2, Offset: c.offset}
}

// count adds row y of the map, as far as it is the cell's, and keeps it.
func (c *zhaoCell) count(sums *asm.DiffSums, y int) {
	if c.x0 >= c.m1 {
		return
	}
	own := c.unions[c.x0-c.m0:]
	sums.Add(own, c.zeros)
	if c.mapped != nil {
		copy(c.mapped.Row(y)[c.x0:], own)
	}
}
