package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
)

// shrinker makes small pictures by means of F×F samples, as the authors of FSIM,
// GMSD, HaarPSI, MDSI and VSI do: the mean at i is over i-⌊(F-1)/2⌋ … i+⌈(F-1)/2⌉,
// with zeros beyond the edges, and every F-th is kept, from 0 on.
type shrinker struct{ row, sum []float64 }

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
	s.row, s.sum = growRow(s.row, width), growRow(s.sum, width)
	for y := range dst.h {
		if f == 1 {
			c.weigh(dst.row(y), y, w)
			continue
		}
		first := y*f - (f-1)/2
		clear(s.sum)
		for r := max(first, 0); r < min(first+f, height); r++ {
			c.weigh(s.row, r, w)
			asm.SumRow(s.sum, s.row)
		}
		means(dst.row(y), s.sum, f)
	}
}

// shrinkField is shrink of a field.
func (s *shrinker) shrinkField(dst, src *field, f int) {
	dst.resize(shrunk(src.w, f), shrunk(src.h, f))
	s.sum = growRow(s.sum, src.w)
	for y := range dst.h {
		first := y*f - (f-1)/2
		clear(s.sum)
		for r := max(first, 0); r < min(first+f, src.h); r++ {
			asm.SumRow(s.sum, src.row(r))
		}
		means(dst.row(y), s.sum, f)
	}
}

// means makes dst of sums over f rows.
func means(dst, sum []float64, f int) {
	n := float64(f * f)
	for x := range dst {
		first := x*f - (f-1)/2
		t := 0.0
		for _, v := range sum[max(first, 0):min(first+f, len(sum))] {
			t += v
		}
		dst[x] = t / n
	}
}
