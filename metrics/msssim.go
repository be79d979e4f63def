package metrics

import (
	"errors"

	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

var errWindow = errors.New("window is not a Gaussian of an odd number of taps")

// weights2003 are the exponents of Wang, Simoncelli and Bovik, section 3.2.
// Their sum is 1.0001, as published.
var weights2003 = []float64{.0448, .2856, .3001, .2363, .1333}

// MSSSIM is the multi-scale structural similarity of Z. Wang, E. P. Simoncelli
// and A. C. Bovik, "Multi-scale Structural Similarity for Image Quality
// Assessment", Asilomar Conference on Signals, Systems and Computers 2003,
// pp. 1398-1402, doi 10.1109/ACSSC.2003.1292216:
//
//	MS-SSIM = Π m_j^w_j   m_j = mean cs at scale j, mean l·cs at the last
//
// with l and cs as in SSIM. From scale to scale pictures shrink to their 2×2
// means; an odd last row or column is repeated. Where an m_j is not positive,
// whose power would be complex, the score is 0 and a note says so. Colour: the
// mean of the channels' products. Range 0…1, higher is better, exactly 1 for
// equal pictures. The last scale must hold the window: with the published
// settings each side needs 161 samples. Symmetric in its arguments.
type MSSSIM struct {
	Window  filter.Gaussian // zero: 11 taps, σ 1.5
	K1, K2  float64         // zero: .01, .03
	Weights []float64       // nil: .0448 .2856 .3001 .2363 .1333

	work   solo
	wants  []want        // of scales below the first
	losses []float64     // of the last score's scales
	grads  []plane.Plane // of scales below the first
}

const noteClamped = "negative scale mean clamped"

// Name returns "ms-ssim".
func (*MSSSIM) Name() string { return "ms-ssim" }

// Score compares two planes.
func (m *MSSSIM) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, ref, dist)
}

// Note says whether the last score was clamped.
func (m *MSSSIM) Note() string { return m.work.note }

// Grad writes the exact gradient of the product, through all scales: what a
// scale's sample does is shared by the four, or where a row or column is
// repeated by the two or one, that it is the mean of. 0 where the score is
// clamped.
func (m *MSSSIM) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

func (m *MSSSIM) consts() ssimConst { return newSSIMConst(m.Window, m.K1, m.K2) }

func (m *MSSSIM) weights() []float64 {
	if m.Weights == nil {
		return weights2003
	}
	return m.Weights
}

// side is the smallest that leaves the window's width at the last scale, when
// each scale is half the one before, rounded up.
func (m *MSSSIM) side() int {
	n := m.consts().window.Taps
	for range len(m.weights()) - 1 {
		n = 2*n - 1
	}
	return n
}

func (m *MSSSIM) plan(c *channel) { c.wish(m.want(0)) }

// want is what m asks of scale j.
func (m *MSSSIM) want(j int) want {
	last := len(m.weights()) - 1
	w := want{c: m.consts(), s: j == last, cs: j < last}
	if j == 0 {
		w.levels = last
	}
	return w
}

func (*MSSSIM) finish(loss float64) float64 { return 1 - loss }

// raw is 1-MS, from losses: -expm1(Σ w_j·ln1p(-loss_j)) keeps their relative
// accuracy where pictures are close.
func (m *MSSSIM) raw(c *channel) (float64, string, error) {
	if !m.consts().window.Valid() {
		return 0, "", errWindow
	}
	m.lose(c)
	loss, note := m.product()
	return loss, note, nil
}

// lose makes the losses of all scales, or of the first if that clamps.
func (m *MSSSIM) lose(c *channel) {
	m.losses = m.losses[:0]
	if len(m.weights()) == 0 {
		return
	}
	first := m.want(0)
	m.losses = append(m.losses, first.loss(c.ssim(first)))
	if below := m.below(); len(below) > 0 && !(m.losses[0] >= 1) {
		m.losses = c.scales(m.losses, below)
	}
}

// product is 1-MS of the losses of all scales, or what one that clamps makes it.
func (m *MSSSIM) product() (loss float64, note string) {
	var log float64
	for j, loss := range m.losses {
		if loss >= 1 {
			return 1, noteClamped
		}
		log += float64(m.weights()[j] * ln1p(-loss))
	}
	return -expm1(log), ""
}

// below is what m asks of the scales from the second on.
func (m *MSSSIM) below() []want {
	m.wants = m.wants[:0]
	for j := 1; j < len(m.weights()); j++ {
		m.wants = append(m.wants, m.want(j))
	}
	return m.wants
}
