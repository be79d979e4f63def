package metrics

import "github.com/fastiqa/iqa/asm"

// weigh makes of the coefficients of each similarity those of their product, for the
// centres of samples.
func (c *zhaoCell) weigh() {
	p := &c.product
	p.K, p.N = len(c.windows), c.w*zhaoRows
	p.Losses, p.LossPitch = c.losses, lossPitch
	p.Coefs, p.CoefPitch = c.coefs[(c.x-c.x0+c.halo)*zhaoRows:], c.stride()
	p.OfL = c.aOfL
	p.Fold, p.FoldD = c.at.s-c.zhaoPass.centre.s, c.at.d-c.zhaoPass.centre.d
	p.Weigh()
}

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
			down := asm.DownAdd
			if i == 0 {
				down = asm.Down
			}
			down(asm.Block[float32]{Dst: sum, To: cellPitch,
				Src: c.maps[3*i+f], Pitch: cellPitch,
				N: roundUp(c.x1-c.x0, 16), Rows: zhaoRows}, c.windows[i].half)
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
