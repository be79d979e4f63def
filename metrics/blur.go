package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
)

// blur is a symmetric window over fields: half of its weights, outermost first,
// and the room to give asm.Blur its rows.
type blur struct {
	half []float64
	rows [][]float64
}

// set makes b the window of those weights.
func (b *blur) set(half []float64) {
	b.half = half
	b.rows = growRow(b.rows, 2*len(half)-1)
}

// gauss makes b the Gaussian g, tails and all.
func (b *blur) gauss(g filter.Gaussian) {
	b.set(g.Weights64(b.half[:0])[:g.Taps/2+1])
}

// across filters src horizontally: taps-1 samples less.
func (b *blur) across(dst, src []float64) {
	for i := range b.rows {
		b.rows[i] = src[i:]
	}
	asm.Blur(dst[:len(src)-len(b.rows)+1], b.half, b.rows)
}

// down filters the rows of r that begin with y vertically.
func (b *blur) down(dst []float64, r *ring[float64], y int) {
	for i := range b.rows {
		b.rows[i] = r.row(y + i)
	}
	asm.Blur(dst, b.half, b.rows)
}
