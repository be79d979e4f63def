package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// shrinker makes small pictures by means of F×F samples, as the authors of FSIM,
// GMSD, HaarPSI, MDSI and VSI do: the mean at i is over i-⌊(F-1)/2⌋ … i+⌈(F-1)/2⌉,
// with zeros beyond the edges, and every F-th is kept, from 0 on.
//
// What is summed are the samples themselves, which is exact for integers; colours
// are made of the sums.
type shrinker struct {
	sum   []float64    // of F rows, between zeros
	small [3][]float64 // a row of each channel
}

// shrunk is the length n after shrinking by f.
func shrunk(n, f int) int { return (n + f - 1) / f }

// shrinkBy is the F of a w×h picture by which small details of it are left out,
// as the authors of FSIM, MDSI and VSI choose it: so that the smaller side has
// about 256 samples.
func shrinkBy(w, h int) int {
	return max(1, int(math.Floor(float64(min(w, h))/256+.5)))
}

// shrink makes dst the picture w·(R', G', B') of c, f times smaller.
func (s *shrinker) shrink(dst *field, c *canvas, w *[3]float64, f int) {
	width, height := c.size()
	dst.resize(shrunk(width, f), shrunk(height, f))
	for y := range dst.h {
		s.load(c, y, f)
		s.blend(dst.row(y), c, w, f)
	}
}

// shrinkColors makes dst three pictures of c, each by its weights, f times
// smaller. Of a gray one it makes the first alone.
func (s *shrinker) shrinkColors(dst *[3]field, c *canvas, w *[3][3]float64, f int) {
	width, height := c.size()
	n := len(c.planes)
	for i := range n {
		dst[i].resize(shrunk(width, f), shrunk(height, f))
	}
	for y := range dst[0].h {
		s.load(c, y, f)
		for i := range n {
			s.blend(dst[i].row(y), c, &w[i], f)
		}
	}
}

// load sums what makes row y of each channel.
func (s *shrinker) load(c *canvas, y, f int) {
	for i := range c.planes {
		s.small[i] = growRow(s.small[i], shrunk(c.planes[i].W, f))
		s.sums(s.small[i], &c.planes[i], y, f)
	}
}

// sums makes row y of the sums of f×f samples of p.
func (s *shrinker) sums(dst []float64, p *plane.Plane, y, f int) {
	first, last := around(y, f, p.H)
	if f == 2 && first+2 == last {
		asm.Quads(dst, p.Row(first), p.Row(first+1))
		return
	}
	row := s.begin(p.W, f)
	for r := first; r < last; r++ {
		asm.AddWide(row, p.Row(r))
	}
	s.fold(dst, f)
}

// blend makes a row w·(R', G', B') of the sums.
func (s *shrinker) blend(dst []float64, c *canvas, w *[3]float64, f int) {
	k := c.scale / float64(f*f)
	if !c.colored() {
		for i, v := range s.small[0] {
			dst[i] = v * k
		}
		return
	}
	asm.Blend(dst, s.small[0], s.small[1], s.small[2], w, k)
}

// shrinkField is shrink of a field.
func (s *shrinker) shrinkField(dst, src *field, f int) {
	dst.resize(shrunk(src.w, f), shrunk(src.h, f))
	k := 1 / float64(f*f)
	for y := range dst.h {
		row := s.begin(src.w, f)
		first, last := around(y, f, src.h)
		for r := first; r < last; r++ {
			asm.SumRow(row, src.row(r))
		}
		out := dst.row(y)
		s.fold(out, f)
		for i := range out {
			out[i] *= k
		}
	}
}

// around are the samples of n, first and last plus 1, that make mean i.
func around(i, f, n int) (first, last int) {
	first = i*f - (f-1)/2
	return max(first, 0), min(first+f, n)
}

// begin makes s.sum zeros and returns the part of it for sums of rows of width
// samples.
func (s *shrinker) begin(width, f int) []float64 {
	s.sum = growRow(s.sum, f*shrunk(width, f)+f)
	clear(s.sum)
	return s.sum[(f-1)/2:][:width]
}

// fold makes dst the sums of each f samples of s.sum: of pairs, of pairs of
// these and so on, and of an odd number of the last from left to right.
func (s *shrinker) fold(dst []float64, f int) {
	sum := s.sum[:f*len(dst)]
	for ; f%2 == 0; f /= 2 {
		next := sum[:len(sum)/2]
		if f == 2 {
			next = dst
		}
		asm.PairSums(next, sum)
		sum = next
	}
	if f == 1 {
		copy(dst, sum)
		return
	}
	for i := range dst {
		t := 0.0
		for _, v := range sum[i*f:][:f] {
			t += v
		}
		dst[i] = t
	}
}

// spread2 makes, of row y of a picture shrunk by 2, the two rows of dst that it
// is made of, times k: the adjoint of shrinking, if k has the quarter.
func spread2(dst *plane.Plane, y int, row []float64, k float64) {
	first := dst.Row(2 * y)
	asm.Twice(first, row, k)
	if 2*y+1 < dst.H {
		copy(dst.Row(2*y+1), first)
	}
}
