package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// mixRest makes the mean of a window's means of |d|, and its gradient. Both are
// sums over samples, each with the weight that the windows over it give it: the
// product of that of its column and that of its row.
type mixRest struct {
	win    window
	pad    []float32
	x, y   []float32 // weights of columns and rows
	row    []float32
	zeros  []float32
	counts float64 // positions of the window
}

// set makes the weights for c's size.
func (r *mixRest) set(c *channel, k zhaoConst) {
	c.zhao.set(k, c.ref.Peak)
	r.win.set(c.zhao.windows[len(k.sigmas)-1].half)
	r.x = r.weights(r.x, c.ref.W, k.side)
	r.y = r.weights(r.y, c.ref.H, k.side)
	r.row = growRow(r.row, c.ref.W)
	r.zeros = growRow(r.zeros, c.ref.W)
	clear(r.zeros)
	r.counts = float64(c.ref.W-k.side+1) * float64(c.ref.H-k.side+1)
}

// weights is what windows over n samples make of ones at all their positions.
func (r *mixRest) weights(dst []float32, n, side int) []float32 {
	skip := (side - r.win.taps()) / 2
	r.pad = growRow(r.pad, n+side-1)
	for i := range r.pad {
		r.pad[i] = 0
		if i >= side-1 && i < n {
			r.pad[i] = 1
		}
	}
	dst = growRow(dst, n)
	r.win.across(dst, r.pad[skip:len(r.pad)-skip])
	return dst
}

// mean is the mean of the windows' means of |d|, intensities in [0,1].
func (r *mixRest) mean(c *channel) (sum float64) {
	for y, w := range r.y {
		asm.AbsDiff(r.row, c.dist.Row(y), c.ref.Row(y), float32(c.ref.Peak))
		asm.Mul(r.row, r.row, r.x)
		var s asm.DiffSums
		s.Add(r.row, r.zeros)
		_, _, t := s.Totals()
		sum += float64(t * float64(w))
	}
	return sum / r.counts
}

// add adds k times the gradient of that to dst.
func (r *mixRest) add(dst *plane.Plane, c *channel, k float64) {
	for y, w := range r.y {
		asm.AddSign(dst.Row(y), c.dist.Row(y), c.ref.Row(y), r.x, factor(k/r.counts*float64(w)))
	}
}
