package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

func (m *MSSSIM) space() *solo        { return &m.work }
func (*MSSSIM) slope(float64) float64 { return -1 }

func (m *MSSSIM) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	loss, note, err := rawOf(m, c)
	if err != nil {
		return 0, "", err
	}
	if note != "" {
		for y := range dst.H {
			clear(dst.Row(y))
		}
		return loss, note, nil
	}
	m.scales(dst, c, -k*(1-loss))
	return loss, "", nil
}

// scales makes k times the gradient of Σ w_j·ln m_j, from the last scale up:
// that of a scale's own mean, and what comes from the scale below.
func (m *MSSSIM) scales(dst *plane.Plane, c *channel, k float64) {
	w := m.weights()
	for len(m.grads) < len(w)-1 {
		m.grads = append(m.grads, plane.Plane{})
	}
	var below *plane.Plane
	for j := len(w) - 1; j >= 0; j-- {
		g, tile := dst, tileOfScore
		ref, dist := c.refs.level(c.ref, j), c.dists.level(c.dist, j)
		if j > 0 {
			g, tile = &m.grads[j-1], tileOfHalved
			g.Resize(ref.W, ref.H)
		}
		c.pass.set(m.consts(), c.ref.Peak)
		c.pass.grad(g, ref, dist, j < len(w)-1, tile, k*w[j]/(1-m.losses[j])*c.ref.Peak)
		if below != nil {
			spread(g, below)
		}
		below = g
	}
}

// spread is the adjoint of filter.Halve: it adds to dst what the gradient of
// its 2×2 means makes of it. An odd last row is there twice.
func spread(dst, src *plane.Plane) {
	for y := range dst.H {
		k := float32(.25)
		if y == dst.H-1 && y&1 == 0 {
			k = .5
		}
		asm.Spread(dst.Row(y), src.Row(y/2), k)
	}
}
