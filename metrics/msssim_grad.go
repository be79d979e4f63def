package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

func (m *MSSSIM) space() *solo        { return &m.work }
func (*MSSSIM) slope(float64) float64 { return -1 }

func (m *MSSSIM) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	if !m.consts().window.Valid() {
		return 0, "", errWindow
	}
	m.scales(dst, c)
	loss, note := m.product()
	if note != "" || len(m.losses) == 0 {
		for y := range dst.H {
			clear(dst.Row(y))
		}
		return loss, note, nil
	}
	m.join(dst, -k*(1-loss))
	return loss, "", nil
}

// scales makes the losses of all scales, and the gradients of their means by
// samples of their own: how these count depends on all losses.
func (m *MSSSIM) scales(dst *plane.Plane, c *channel) {
	w := m.weights()
	for len(m.grads) < len(w)-1 {
		m.grads = append(m.grads, plane.Plane{})
	}
	m.losses = m.losses[:0]
	for j := range w {
		m.losses = append(m.losses, c.grad(m.level(dst, j), m.want(j), j, 1))
	}
}

// level is the gradient of scale j.
func (m *MSSSIM) level(dst *plane.Plane, j int) *plane.Plane {
	if j == 0 {
		return dst
	}
	return &m.grads[j-1]
}

// join makes dst k times the gradient of Σ w_j·ln m_j, from the last scale up:
// that of a scale's own mean, and what comes from the scale below.
func (m *MSSSIM) join(dst *plane.Plane, k float64) {
	last := len(m.losses) - 1
	own := func(j int) float64 { return k * m.weights()[j] / (1 - m.losses[j]) }
	if last == 0 {
		for y := range dst.H {
			times(dst.Row(y), factor(own(0)))
		}
	}
	below := own(last)
	for j := last - 1; j >= 0; j-- {
		spread(m.level(dst, j), m.level(dst, j+1), own(j), below)
		below = 1
	}
}

func times(row []float32, k float32) {
	for x := range row {
		row[x] *= k
	}
}

// spread is the adjoint of filter.Halve: it makes dst own times itself and adds
// what below times the gradient of its 2×2 means makes of it. An odd last row is
// there twice.
func spread(dst, src *plane.Plane, own, below float64) {
	for y := range dst.H {
		k := .25 * below
		if y == dst.H-1 && y&1 == 0 {
			k *= 2
		}
		asm.Spread(dst.Row(y), src.Row(y/2), factor(own), factor(k))
	}
}
