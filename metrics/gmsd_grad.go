package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// gmsGrad has the rows of GMSD's gradient that are on their way: of the score by
// the derivatives across and down of the last three rows, between two zeros.
type gmsGrad struct {
	row, k []float64
	x, y   [3][]float64
}

func (g *gmsGrad) begin(w int) {
	g.row, g.k = growRow(g.row, w), growRow(g.k, w)
	for i := range g.x {
		g.x[i], g.y[i] = growRow(g.x[i], w+2), growRow(g.y[i], w+2)
		clear(g.x[i])
		clear(g.y[i])
	}
}

// gradient goes back the way that the score was made: deviation, similarity,
// steepness, derivatives, the smaller size, luminance. Rows of derivatives make
// the row above the last of them.
func (m *GMSD) gradient(grad []plane.Plane) {
	g, s, src := &m.grad, &m.gms.slope, &m.small
	g.begin(src.w)
	s.begin(src, prewitt)
	for y := range src.h {
		s.next(g.row)
		m.bySlope(g.k, y)
		x, d := g.turn()
		asm.SlopeGrad(x, d, g.k, s.up, s.mid, s.down, s.d.corner, s.d.edge)
		if y > 0 {
			m.emit(grad, y-1)
		}
	}
	x, d := g.turn()
	clear(x)
	clear(d)
	m.emit(grad, src.h-1)
}

// turn makes room for a row and returns it without its zeros.
func (g *gmsGrad) turn() (x, y []float64) {
	g.x[0], g.x[1], g.x[2] = g.x[1], g.x[2], g.x[0]
	g.y[0], g.y[1], g.y[2] = g.y[1], g.y[2], g.y[0]
	n := len(g.row)
	return g.x[2][1:][:n], g.y[2][1:][:n]
}

// bySlope is the gradient of the score by the steepness of row y, 0 for a score
// of 0, which has none.
func (m *GMSD) bySlope(k []float64, y int) {
	if m.score == 0 {
		clear(k)
		return
	}
	n := max(float64(len(m.small.v))-1, 1) * m.score
	for x, q := range m.gms.loss.row(y) {
		k[x] = (q - m.gms.mean) / n
	}
	asm.DissimilarGrad(k, m.ref.row(y), m.grad.row, gmsT)
}

// emit makes the rows of the gradient that row y of the small picture is of.
func (m *GMSD) emit(grad []plane.Plane, y int) {
	g, d := &m.grad, &m.gms.slope.d
	asm.SlopeAdjoint(g.row, &g.x, &g.y, d.corner, d.edge)
	for c := range grad {
		w := 1.
		if len(grad) > 1 {
			w = luma601[c]
		}
		spread2(&grad[c], y, g.row, w*255/4)
	}
}
