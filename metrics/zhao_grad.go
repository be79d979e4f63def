package metrics

import "github.com/fastiqa/iqa/asm"

// layOutGrad sizes what a gradient takes beside the score.
func (c *zhaoCell) layOutGrad(n, k, more int) {
	c.coefs = growRow(c.coefs, (3*k+1)*n)
	c.rests = growRow(c.rests, (k+1)*n)
	c.width = c.x1 - c.x0 + more
	c.pad = growRow(c.pad, 3*c.width)
	clear(c.pad)
	c.tmp = growRow(c.tmp, max(3*c.width-more, n))
	c.acc.set(c.k.side/2+1, 3*c.width-more)
	for i := range c.scales {
		s := &c.scales[i]
		s.maps.set(s.win.taps(), 3*c.width-more)
		clear(s.maps.pix) // above the map
	}
	for y := range c.acc.slots {
		clear(c.acc.row(y))
	}
}

// back brings row y of the map back to the samples under its windows.
func (c *zhaoCell) back(y int) {
	c.weigh()
	n := c.m1 - c.m0
	at := c.m0 - c.x0 + c.k.side - 1
	for i := range c.scales {
		for f := range 3 {
			copy(c.pad[f*c.width+at:], c.coefs[(3*i+f)*n:][:n])
		}
		s := &c.scales[i]
		s.across(s.maps.row(y), c.pad)
	}
	c.out(y)
}

// weigh multiplies the coefficients of each similarity with the product of the
// others: that before times that after, never a quotient.
func (c *zhaoCell) weigh() {
	n, k := c.m1-c.m0, len(c.scales)
	asm.Complement(c.losses[:(k+1)*n], c.losses)
	factor := func(i int) []float32 { return c.losses[i*n:][:n] }
	rest := func(i int) []float32 { return c.rests[i*n:][:n] }
	copy(rest(1), factor(0))
	for i := 2; i <= k; i++ {
		asm.Mul(rest(i), rest(i-1), factor(i-1))
	}
	after := c.tmp[:n]
	copy(after, factor(k))
	for i := k - 1; i > 0; i-- {
		asm.Mul(rest(i), rest(i), after)
		asm.Mul(after, after, factor(i))
	}
	copy(rest(0), after)
	for i := range 3 * k {
		a := c.coefs[i*n:][:n]
		asm.Mul(a, a, rest(i/3))
	}
	asm.MulAdd(c.coefs[3*(k-1)*n:][:n], c.coefs[3*k*n:], rest(k))
}

// beyond takes row y, which is below the map.
func (c *zhaoCell) beyond(y int) {
	for i := range c.scales {
		clear(c.scales[i].maps.row(y))
	}
	c.out(y)
}

// out adds to rows of the gradient what windows make of coefficients of rows up
// to y of the map, and finishes the gradient's row y.
func (c *zhaoCell) out(y int) {
	half := c.k.side / 2
	clear(c.acc.row(y + half))
	for i := range c.scales {
		s := &c.scales[i]
		if to := y + s.skip; to >= c.y0 && to < c.y1 {
			s.win.down(c.tmp[:c.acc.width], &s.maps, to-half-s.win.taps()/2)
			asm.Add(c.acc.row(to), c.tmp)
		}
	}
	if y < c.y0 {
		return
	}
	f := c.acc.row(y)
	asm.Combine(c.grad.Row(y)[c.x0:c.x1], f, f[c.width:], f[2*c.width:],
		c.dist.Row(y)[c.x0:], c.ref.Row(y)[c.x0:], c.centre2, c.offset, c.factor)
}
