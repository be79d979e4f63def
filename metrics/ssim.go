package metrics

import (
	"math"

	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// SSIM is the structural similarity of Z. Wang, A. C. Bovik, H. R. Sheikh and
// E. P. Simoncelli, "Image Quality Assessment: From Error Visibility to
// Structural Similarity", IEEE Transactions on Image Processing 13(4), 2004,
// pp. 600-612, doi 10.1109/TIP.2003.819861:
//
//	SSIM = mean l·cs
//	l    = (2·μx·μy + C1) / (μx² + μy² + C1)    C1 = (K1·Peak)²
//	cs   = (2·σxy + C2) / (σx² + σy² + C2)      C2 = (K2·Peak)²
//
// with means and population moments under a Gaussian window, at every position
// whose window fits, without downsampling. Colour: the mean of the channels.
// Range -1…1, higher is better, exactly 1 for equal pictures. Each side needs
// as many samples as the window has taps. Symmetric in its arguments.
//
// With another Border than plane.Valid there is a window around every sample, of
// pictures that go on beyond their edges, and one sample a side is enough. That is
// the mean that torchmetrics and OpenCV's quality module have (plane.Reflect101), and
// that of the full map of scikit-image (plane.Symmetric).
type SSIM struct {
	Window filter.Gaussian // zero: 11 taps, σ 1.5; with other taps, slow: plain Go
	K1, K2 float64         // zero: .01, .03
	Border plane.Border    // zero: plane.Valid

	work   solo
	beyond bordered
}

// Name returns "ssim".
func (*SSIM) Name() string { return "ssim" }

// Score compares two planes.
func (m *SSIM) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, ref, dist)
}

// Map writes l·cs at each of the (W-Taps+1)×(H-Taps+1) positions of the window, or
// with a Border at each sample.
func (m *SSIM) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.Maps(dst, nil, nil, ref, dist)
}

// Maps writes the maps of l·cs, l and cs that are not nil, as Map does, and
// returns the score.
func (m *SSIM) Maps(s, l, cs, ref, dist *plane.Plane) (float64, error) {
	for _, o := range [...]*plane.Plane{s, l, cs} {
		if o != nil && (o == ref || o == dist) {
			panic("metrics: map is one of the pictures")
		}
	}
	v, err := m.Score(ref, dist)
	if err != nil {
		return math.NaN(), err
	}
	m.work.widen()
	c := m.around(&m.work.c)
	c.pass.set(m.consts(), ref.Peak)
	c.pass.draw(c.ref, c.dist, ssimDraws{s, l, cs})
	return v, nil
}

// Grad writes the exact gradient of the mean, borders included: a sample near
// an edge is under fewer windows and counts less. 0 for equal planes.
func (m *SSIM) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

func (m *SSIM) consts() ssimConst { return newSSIMConst(m.Window, m.K1, m.K2) }

func (m *SSIM) want() want                { return want{c: m.consts(), s: true} }
func (*SSIM) finish(loss float64) float64 { return 1 - loss }

func (m *SSIM) side() int {
	if m.Border != plane.Valid {
		return 1
	}
	return m.consts().window.Taps
}

func (m *SSIM) plan(c *channel) {
	if m.Border == plane.Valid {
		c.wish(m.want())
	}
}

func (m *SSIM) space() *solo        { return &m.work }
func (*SSIM) slope(float64) float64 { return -1 }

func (m *SSIM) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	if !m.consts().window.Valid() {
		return 0, "", errWindow
	}
	if m.Border == plane.Valid {
		return c.grad(dst, m.want(), 0, -k), "", nil
	}
	loss := m.around(c).grad(&m.beyond.slopes, m.want(), 0, -k)
	plane.Fold(dst, &m.beyond.slopes, m.margin(), m.Border)
	return loss, "", nil
}

func (m *SSIM) raw(c *channel) (float64, string, error) {
	if !m.consts().window.Valid() {
		return 0, "", errWindow
	}
	loss, _ := m.around(c).ssim(m.want())
	return loss, "", nil
}
