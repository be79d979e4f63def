package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// L1 is the mean absolute difference of intensities in [0,1]:
//
//	L1 = Σ|x-y| / (N·Peak)
//
// over all N samples of all channels. Range 0…1, lower is better, 0 for equal
// pictures. Any size.
type L1 struct{ work solo }

// Name returns "l1".
func (*L1) Name() string { return "l1" }

// Score compares two planes.
func (m *L1) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, ref, dist)
}

// Map writes |x-y|/Peak.
func (m *L1) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.work.pointMap(m, dst, ref, dist, asm.AbsDiff)
}

// Grad writes sign(x-y)/N, 0 where x = y.
func (m *L1) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

func (*L1) side() int                { return 1 }
func (*L1) plan(*channel)            {}
func (*L1) finish(v float64) float64 { return v }
func (m *L1) space() *solo           { return &m.work }
func (*L1) slope(float64) float64    { return 1 }

func (*L1) raw(c *channel) (float64, string, error) {
	c.diff()
	return c.abs / (c.n() * c.ref.Peak), "", nil
}

func (m *L1) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	c.pointGrad(dst, k/c.n(), asm.SignDiff)
	return m.raw(c)
}

// pointGrad makes a gradient that depends on each sample alone.
func (c *channel) pointGrad(dst *plane.Plane, k float64,
	row func(dst, x, y []float32, k float32)) {
	for y := range dst.H {
		row(dst.Row(y), c.dist.Row(y), c.ref.Row(y), factor(k))
	}
}

// pointMap is Map of a metric that compares sample by sample.
func (w *solo) pointMap(m scorer, dst, ref, dist *plane.Plane,
	row func(dst, x, y []float32, peak float32)) (float64, error) {
	v, err := w.score(m, ref, dist)
	if err != nil {
		return v, err
	}
	w.widen()
	dst.Resize(ref.W, ref.H)
	dst.Peak = 1
	for y := range ref.H {
		row(dst.Row(y), w.c.dist.Row(y), w.c.ref.Row(y), float32(ref.Peak))
	}
	return v, nil
}
