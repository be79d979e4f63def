package metrics

import (
	"errors"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// HaarPSI is the Haar wavelet-based perceptual similarity index of
// R. Reisenhofer, S. Bosse, G. Kutyniok and T. Wiegand, "A Haar Wavelet-Based
// Perceptual Similarity Index for Image Quality Assessment", Signal Processing:
// Image Communication 61, 2018, pp. 33-43, doi 10.1016/j.image.2017.11.001: of
// Y, I and Q, 0…255, of half the size, with the coefficients c_k of Haar wavelets
// of 2^k samples, k = 1, 2, 3, across and down, and S(a, b) = (2ab + 30)/(a² + b² + 30),
//
//	s = (S(|c_1|, |c'_1|) + S(|c_2|, |c'_2|))/2    w = max(|c_3|, |c'_3|)
//
// in either direction, and of colour besides s = (S(|I|, |I'|) + S(|Q|, |Q'|))/2
// of means of 2×2 samples, with w the mean of the two other weights. With
// L(x) = 1/(1 + exp(-4.2 x)), over all positions,
//
//	HaarPSI = (L⁻¹(Σ w·L(s) / Σ w))²
//
// Range 0…1, higher is better, 1 for equal pictures. Symmetric in its arguments.
// Gray pictures are scored without the part of colour. There is no score of
// pictures without weight, which are black. Its map is the mean of s over the
// directions and colour, of half the size, rounded up.
//
// What is summed is 1-s, so that nothing cancels where pictures are close, and
// no score is above 1.
type HaarPSI struct {
	work   whole
	s      shrinker
	ref    [3]field // Y; I and Q as means of 2×2 samples
	dist   [3]field
	waves  [2]wavelets // of both pictures
	rows   haarRows
	weight float64 // Σ w
	loss   float64 // L(1) - Σ w·L(s) / Σ w

	grad haarGrad
}

const (
	haarC     = 30
	haarAlpha = 4.2
)

// haarFar is exp(-4.2), and haarTop L(1).
var (
	haarFar   = 1 + float64(expm1(-haarAlpha))
	haarTop   = 1 / (1 + haarFar)
	haarCurve = asm.NewLogistic(haarAlpha, haarFar)
)

var errNoWeight = errors.New("nothing to weigh: the pictures are black")

// yiq are the weights of Y, I and Q.
var yiq = [3][3]float64{{.299, .587, .114}, {.596, -.274, -.322}, {.211, -.523, .312}}

// Name returns "haarpsi".
func (*HaarPSI) Name() string { return "haarpsi" }

// Score compares two gray pictures.
func (m *HaarPSI) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares two pictures.
func (m *HaarPSI) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

// Map is Score with the mean of s.
func (m *HaarPSI) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, dst, ref, dist)
}

// MapImage is ScoreImage with the mean of s.
func (m *HaarPSI) MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, dst, ref, dist)
}

// Grad is Score with its gradient.
func (m *HaarPSI) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

// GradImage is ScoreImage with its gradient.
func (m *HaarPSI) GradImage(grad, ref, dist *plane.Image) (float64, error) {
	return m.work.gradImage(m, grad, ref, dist)
}

func (m *HaarPSI) own() *whole     { return &m.work }
func (*HaarPSI) side() int         { return 2 }
func (*HaarPSI) identity() float64 { return 1 }
func (*HaarPSI) colored() bool     { return false }
func (*HaarPSI) luma() bool        { return false }

func (*HaarPSI) memory(w, h, channels int) int64 {
	w, h = shrunk(w, 2), shrunk(h, 2)
	const rows = 2*haarScales*haarRing + 16
	return 2*int64(channels)*fieldBytes(w, h) + fieldBytes(w, rows)
}

func (m *HaarPSI) reference(c *canvas) error {
	m.load(&m.ref, c)
	return nil
}

// load makes the fields of a picture.
func (m *HaarPSI) load(dst *[3]field, c *canvas) {
	m.s.shrinkColors(dst, c, &yiq, 2)
	for i := range c.planes[1:] {
		m.rows.average(&dst[1+i])
	}
}

func (m *HaarPSI) distorted(c *canvas, dst *plane.Plane) (float64, error) {
	m.load(&m.dist, c)
	var loss, weight asm.Sums
	parts := m.begin(c.colored())
	if dst != nil {
		dst.Resize(m.ref[0].w, m.ref[0].h)
		dst.Peak = 1
	}
	for y := range m.ref[0].h {
		m.next(y, parts)
		m.rows.pool(&loss, &weight, parts)
		if dst != nil {
			m.rows.similarity(dst.Row(y), parts)
		}
	}
	if m.weight = weight.Total(); m.weight == 0 {
		return 0, errNoWeight
	}
	m.loss = loss.Total() / m.weight
	root := m.root()
	return root * root, nil
}

// root is L⁻¹(L(1) - loss), which is that of 1 less what the loss takes away.
func (m *HaarPSI) root() float64 {
	return 1 + (ln1p(-m.loss/haarTop)-ln1p(m.loss/(1-haarTop)))/haarAlpha
}

// begin goes before the first row. It returns how many parts there are.
func (m *HaarPSI) begin(colored bool) (parts int) {
	m.waves[0].begin(&m.ref[0])
	m.waves[1].begin(&m.dist[0])
	m.rows.begin(m.ref[0].w)
	if colored {
		return 3
	}
	return 2
}

// next makes the parts of row y.
func (m *HaarPSI) next(y, parts int) {
	r := &m.rows
	for i := range m.waves {
		m.waves[i].next()
		for k := range haarScales {
			m.waves[i].coefs(r.coefs[i][k][0], r.coefs[i][k][1], k)
		}
	}
	a, b := &r.coefs[0], &r.coefs[1]
	for d := range 2 {
		p := &r.parts[d]
		asm.Dissimilar(p.first, a[0][d], b[0][d], haarC, 0)
		asm.Dissimilar(p.second, a[1][d], b[1][d], haarC, 0)
		asm.MaxAbs(p.weight, a[2][d], b[2][d])
	}
	if parts > 2 {
		m.color(&r.parts[2], y)
	}
}

// color makes the part of colour of row y, when the other two have been made.
func (m *HaarPSI) color(p *haarPart, y int) {
	asm.Dissimilar(p.first, m.ref[1].row(y), m.dist[1].row(y), haarC, 0)
	asm.Dissimilar(p.second, m.ref[2].row(y), m.dist[2].row(y), haarC, 0)
	for x, w := range m.rows.parts[0].weight {
		p.weight[x] = (w + m.rows.parts[1].weight[x]) / 2
	}
}
