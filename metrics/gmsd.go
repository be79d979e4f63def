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
// Symmetric in its arguments. Its map is 1-GMS, 0 where nothing differs, of
// half the size, rounded up.
type GMSD struct {
	work  whole
	s     shrinker
	gms   gms
	small field // the distorted picture
	ref   field // steepness
	score float64

	grad gmsGrad
}

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

// Map is Score with 1-GMS.
func (m *GMSD) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, dst, ref, dist)
}

// MapImage is ScoreImage with 1-GMS.
func (m *GMSD) MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, dst, ref, dist)
}

// Grad is Score with its gradient.
func (m *GMSD) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

// GradImage is ScoreImage with its gradient.
func (m *GMSD) GradImage(grad, ref, dist *plane.Image) (float64, error) {
	return m.work.gradImage(m, grad, ref, dist)
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
	m.s.shrink(&m.small, c, &luma601, 2)
	m.gms.slope.slopes(&m.ref, &m.small, prewitt)
	return nil
}

func (m *GMSD) distorted(c *canvas, dst *plane.Plane) (float64, error) {
	m.s.shrink(&m.small, c, &luma601, 2)
	squares := m.gms.deviation(&m.ref, &m.small, 0)
	if dst != nil {
		m.gms.loss.narrow(dst)
	}
	n := float64(len(m.small.v))
	m.score = math.Sqrt(squares / max(n-1, 1))
	return m.score, nil
}
