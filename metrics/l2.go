package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// L2 is the mean squared difference of intensities in [0,1]:
//
//	L2 = Σ(x-y)² / (N·Peak²)
//
// over all N samples of all channels. Range 0…1, lower is better, 0 for equal
// pictures. Any size.
type L2 struct{ work solo }

// Name returns "l2".
func (*L2) Name() string { return "l2" }

// Score compares two planes.
func (m *L2) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, ref, dist)
}

// Map writes ((x-y)/Peak)².
func (m *L2) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.work.pointMap(m, dst, ref, dist, asm.SquareDiff)
}

// Grad writes 2(x-y)/(N·Peak).
func (m *L2) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

func (*L2) side() int                { return 1 }
func (*L2) plan(*channel)            {}
func (*L2) finish(v float64) float64 { return v }
func (m *L2) space() *solo           { return &m.work }
func (*L2) slope(float64) float64    { return 1 }

func (*L2) raw(c *channel) (float64, string, error) { return c.l2(), "", nil }

// l2 is the mean squared difference of intensities in [0,1].
func (c *channel) l2() float64 {
	c.diff()
	return c.sq / (c.n() * c.ref.Peak * c.ref.Peak)
}

func (*L2) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	return c.l2Grad(dst, k), "", nil
}

// l2Grad makes k times the gradient of l2, which it returns.
func (c *channel) l2Grad(dst *plane.Plane, k float64) float64 {
	c.pointGrad(dst, k*2/(c.n()*c.ref.Peak), asm.ScaleDiff)
	return c.l2()
}
