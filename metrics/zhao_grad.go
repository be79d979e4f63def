package metrics

import "github.com/fastiqa/iqa/asm"

// weigh multiplies the coefficients of each similarity with the product of the
// others: that before times that after, never a quotient. It brings them to the
// centres of samples.
func (c *zhaoCell) weigh() {
	k := len(c.windows)
	for i := range k + 1 {
		asm.Complement(c.loss(i), c.loss(i))
	}
	copy(c.rest(1), c.loss(0))
	for i := 2; i <= k; i++ {
		asm.Mul(c.rest(i), c.rest(i-1), c.loss(i-1))
	}
	after := c.after[:c.size()]
	copy(after, c.loss(k))
	for i := k - 1; i > 0; i-- {
		asm.Mul(c.rest(i), c.rest(i), after)
		asm.Mul(after, after, c.loss(i))
	}
	copy(c.rest(0), after)
	for i := range k {
		asm.FoldCoefs(c.coef(i, 0), c.coef(i, 1), c.coef(i, 2), c.rest(i),
			c.at.s-c.zhaoPass.centre.s, c.at.d-c.zhaoPass.centre.d)
	}
	asm.MulAdd(c.coef(k-1, 0), c.aOfL, c.rest(k))
}

// rest is the product of all similarities but one.
func (c *zhaoCell) rest(i int) []float32 { return c.rests[i*tileSize:][:c.size()] }

// across filters the coefficients of the tiles at row y across, to the last
// rows of the maps. Below the map there is nothing.
func (c *zhaoCell) across(y int) {
	valid := min(max(c.zhaoPass.h-y, 0), zhaoRows)
	for i, m := range c.maps {
		w := &c.windows[i/3]
		dst := m[c.above(i/3)*cellPitch:]
		if valid > 0 {
			first := c.halo - (c.k.side - 1) + w.skip
			asm.Turn(asm.Block[float32]{Dst: dst, To: cellPitch,
				Src: c.coefs[i*c.stride():][:c.stride()][first*zhaoRows:], Pitch: zhaoRows,
				N: zhaoRows, Rows: roundUp(c.x1-c.x0, 4)}, w.half)
		}
		clear(dst[valid*cellPitch:])
	}
}

// samples finishes rows of the gradient from y on.
func (c *zhaoCell) samples(y int) {
	for f := range 3 {
		sum := c.abc[f*cellSize:][:cellSize]
		for i := range c.windows {
			dst := sum
			if i > 0 {
				dst = c.tmp
			}
			asm.Down(asm.Block[float32]{Dst: dst, To: cellPitch,
				Src: c.maps[3*i+f], Pitch: cellPitch,
				N: roundUp(c.x1-c.x0, 16), Rows: zhaoRows}, c.windows[i].half)
			if i > 0 {
				asm.Add(sum, c.tmp)
			}
		}
	}
	a, b, d := c.abc, c.abc[cellSize:], c.abc[2*cellSize:]
	at := c.zhaoPass.centre
	for r := 0; r < zhaoRows && y+r < c.y1; r++ {
		o := r * cellPitch
		asm.Combine(c.grad.Row(y + r)[c.x0:c.x1], a[o:], b[o:], d[o:],
			c.dist.Row(y + r)[c.x0:], c.ref.Row(y + r)[c.x0:], at.s, at.d, c.factor)
	}
}
