package metrics

import "github.com/fastiqa/iqa/asm"

// gms compares the steepness of two pictures.
type gms struct {
	slope sloper
	row   []float64
	loss  field   // 1-GMS
	mean  float64 // of that
}

// gmsT keeps similarities of flat parts apart from 0/0.
const gmsT = 170

// deviation makes 1-GMS of src against a picture of the steepness ref, and
// returns the sum of its squared deviations from its mean.
//
//	1 - GMS = (m1-m2)²/(m1² + m2² - mask·m1·m2 + 170)
func (g *gms) deviation(ref, src *field, mask float64) float64 {
	g.loss.resize(src.w, src.h)
	g.row = growRow(g.row, src.w)
	var sum, squares asm.Sums
	g.slope.begin(src, prewitt)
	for y := range src.h {
		g.slope.next(g.row)
		asm.Dissimilar(g.loss.row(y), ref.row(y), g.row, gmsT, mask)
		sum.Add(g.loss.row(y))
	}
	g.mean = sum.Total() / float64(len(g.loss.v))
	for y := range src.h {
		squares.AddSquares(g.loss.row(y), g.mean)
	}
	return squares.Total()
}
