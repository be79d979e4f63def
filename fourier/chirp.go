package fourier

import "github.com/fastiqa/iqa/asm"

// chirp makes transforms of n points by Bluestein's convolution: with
// w_j = exp(-iπj²/n), X_k = w_k·Σ (x_j·w_j)·conj(w_{k-j}).
type chirp struct {
	n          int
	plan       *Plan // of 2n-1 points or more
	w          []float64
	kernel     []float64 // the transform of conj(w), divided by plan's length
	x, y, work []float64
}

func newChirp(n int) *chirp {
	c := &chirp{n: n, plan: NewPlan(smooth(2*n - 1))}
	m := c.plan.n
	for _, b := range [3]*[]float64{&c.x, &c.y, &c.work} {
		*b = make([]float64, m*asm.FourierPoint)
	}
	for j := range n {
		re, im := root(int(int64(j)*int64(j)%int64(2*n)), 2*n)
		c.w = append(c.w, re, im)
		for _, at := range [2]int{j, (m - j) % m} {
			c.x[at*asm.FourierPoint] = re / float64(m)
			c.x[at*asm.FourierPoint+asm.FourierLanes] = -im / float64(m)
		}
	}
	c.plan.Transform(c.y, c.x, c.work)
	for k := range m {
		at := k * asm.FourierPoint
		c.kernel = append(c.kernel, c.y[at], c.y[at+asm.FourierLanes])
	}
	return c
}

// smooth is the least number of n or more with no prime factor above 5.
func smooth(n int) int {
	for ; ; n++ {
		r := n
		for _, f := range [3]int{2, 3, 5} {
			for r%f == 0 {
				r /= f
			}
		}
		if r == 1 {
			return n
		}
	}
}

// transform is Plan.Transform. The convolution's transform back is one forth,
// read backwards.
func (c *chirp) transform(dst, src []float64) {
	n, m := c.n*asm.FourierPoint, c.plan.n
	copy(c.x, src[:n])
	clear(c.x[n:])
	asm.Rotate(c.x, c.w)
	c.plan.Transform(c.y, c.x, c.work)
	asm.Rotate(c.y, c.kernel)
	c.plan.Transform(c.x, c.y, c.work)
	for k := range c.n {
		copy(dst[k*asm.FourierPoint:][:asm.FourierPoint], c.x[(m-k)%m*asm.FourierPoint:])
	}
	asm.Rotate(dst, c.w)
}
