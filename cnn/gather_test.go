package cnn

import (
	"math"
	"testing"
)

// Sums do not depend on the order in which gradients come: 1 + 2⁻²⁴ + 2⁻²⁴ is 1
// from the left and more from the right. A batch that has failed leaves nothing.
func TestGather(t *testing.T) {
	const tiny = 1. / (1 << 24)
	var g gather
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}} {
		g.begin(3)
		lost := g.room()
		lost[0] = 5
		g.add(2, lost)
		g.begin(3)
		for _, i := range order {
			grad := g.room()
			clear(grad)
			grad[0], grad[Size()-1] = tiny, float32(math.Copysign(0, -1))
			if i == 0 {
				grad[0] = 1
			}
			g.add(i, grad)
		}
		if v, zero := g.sum[0], g.sum[Size()-1]; v != 1 || math.Float32bits(zero) != 0 || g.done != 3 {
			t.Errorf("order %v: %v, %v of %d", order, v, zero, g.done)
		}
	}
	if n := len(g.free); n != 3 {
		t.Errorf("memory of %d gradients", n)
	}
}
