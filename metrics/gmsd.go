package metrics

import (
	"math"

	"github.com/fastiqa/iqa/plane"
)

// GMSD is the gradient magnitude similarity deviation of W. Xue, L. Zhang,
// X. Mou and A. C. Bovik, "Gradient Magnitude Similarity Deviation: A Highly
// Efficient Perceptual Image Quality Index", IEEE Transactions on Image
// Processing 23(2), 2014, pp. 684-695, doi 10.1109/TIP.2013.2293423: of the
// luminance, 0…255, of half the size, the steepness m by Prewitt's derivatives,
// with zeros beyond the edges, and of
//
//	GMS = (2·m1·m2 + 170)/(m1² + m2² + 170)
//
// the standard deviation over all positions, by their number less 1. Range
// 0…1, lower is better, 0 for equal pictures. Each side needs 2 samples.
// Symmetric in its arguments.
type GMSD struct {
	work      whole
	s         shrinker
	slope     sloper
	small     field
	ref, dist field // steepness
}

const gmsT = 170

// Name returns "gmsd".
func (*GMSD) Name() string { return "gmsd" }

// Score compares two gray pictures.
func (m *GMSD) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares the luminance of two pictures.
func (m *GMSD) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

func (m *GMSD) own() *whole     { return &m.work }
func (*GMSD) side() int         { return 2 }
func (*GMSD) identity() float64 { return 0 }
func (*GMSD) colored() bool     { return false }
func (*GMSD) luma() bool        { return false }
func (*GMSD) memory(w, h, _ int) int64 {
	return 3 * fieldBytes(shrunk(w, 2), shrunk(h, 2))
}

func (m *GMSD) reference(c *canvas) error {
	m.steepness(&m.ref, c)
	return nil
}

func (m *GMSD) steepness(dst *field, c *canvas) {
	m.s.shrink(&m.small, c, &luma601, 2)
	m.slope.slopes(dst, &m.small, prewitt)
}

func (m *GMSD) distorted(c *canvas, _ *plane.Plane) (float64, error) {
	m.steepness(&m.dist, c)
	n, sum := float64(len(m.dist.v)), 0.0
	for i, b := range m.dist.v {
		a := m.ref.v[i]
		d := a - b
		q := float64(d*d) / (float64(a*a) + float64(b*b) + gmsT)
		m.dist.v[i] = q
		sum += q
	}
	mean, sq := sum/n, 0.0
	for _, q := range m.dist.v {
		d := q - mean
		sq += float64(d * d)
	}
	return math.Sqrt(sq / max(n-1, 1)), nil
}
