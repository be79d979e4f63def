package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// haarGrad has what HaarPSI's gradient is gathered in: what the score has to do
// with sums over squares of 1, 2 and 4 samples of Y, where these begin from
// haarBefore before the picture, and with I and Q.
type haarGrad struct {
	boxes  [haarScales]field
	colors [2]field // with a column and a row behind
	k      [3][]float64
	weight [3][]float64
	row    []float64
}

func (g *haarGrad) begin(w, h, parts int) {
	for i := range g.boxes {
		g.boxes[i].zero(w+haarRing-1, h+haarRing-1)
	}
	for i := range g.colors {
		if parts > 2 {
			g.colors[i].zero(w+1, h+1)
		}
	}
	for i := range parts {
		g.k[i], g.weight[i] = growRow(g.k[i], w), growRow(g.weight[i], w)
	}
	g.row = growRow(g.row, w)
}

// gradient goes back the way that the score was made: the mean, weights and
// similarities, coefficients, squares, the smaller size, channels.
func (m *HaarPSI) gradient(grad []plane.Plane) {
	parts := m.begin(len(grad) > 1)
	m.grad.begin(m.ref[0].w, m.ref[0].h, parts)
	k := m.byMean()
	for y := range m.ref[0].h {
		m.next(y, parts)
		for i := range parts {
			m.byPart(i, k)
		}
		if parts > 2 {
			m.byColor(y)
		}
		m.byCoefs(y)
	}
	m.grad.fold()
	m.emit(grad)
}

// byMean is ∂score/∂(mean loss) through the sum of weights, kept finite.
func (m *HaarPSI) byMean() float64 {
	const most = 1e30
	slope := 1/(haarTop-m.loss) + 1/((1-haarTop)+m.loss)
	return max(-2*m.root()*slope/haarAlpha/m.weight, -most)
}

// byPart makes of part i the gradients by the weight, and by either of the two
// that what similarities lack is the mean of.
func (m *HaarPSI) byPart(i int, k float64) {
	p, by, weight := &m.rows.parts[i], m.grad.k[i], m.grad.weight[i]
	haarCurve.Loss(m.rows.loss, p.first, p.second)
	for x, v := range m.rows.loss {
		weight[x] = k * (v - m.loss)
		by[x] = k * p.weight[x] / 2
	}
	haarCurve.Grad(by, m.rows.loss)
}

// byColor goes on from the part of colour, whose weight is the mean of the
// others', to I and Q.
func (m *HaarPSI) byColor(y int) {
	g := &m.grad
	for x, v := range g.weight[2] {
		g.weight[0][x] += v / 2
		g.weight[1][x] += v / 2
	}
	for i := range g.colors {
		copy(g.row, g.k[2])
		asm.DissimilarGrad(g.row, m.ref[1+i].row(y), m.dist[1+i].row(y), haarC)
		asm.BoxAdjoint(g.colors[i].row(y), g.colors[i].row(y+1), g.row, 1, .25)
	}
}

// byCoefs goes on from the parts of both directions to squares.
func (m *HaarPSI) byCoefs(y int) {
	g, a, b := &m.grad, &m.rows.coefs[0], &m.rows.coefs[1]
	for d := range 2 {
		asm.MaxAbsGrad(g.weight[d], a[2][d], b[2][d])
		copy(m.rows.loss, g.k[d])
		asm.DissimilarGrad(g.k[d], a[0][d], b[0][d], haarC)
		asm.DissimilarGrad(m.rows.loss, a[1][d], b[1][d], haarC)
		copy(b[1][d], m.rows.loss)
	}
	for k, by := range [haarScales][2][]float64{{g.k[0], g.k[1]}, b[1], {g.weight[0], g.weight[1]}} {
		side := 1 << k
		at := haarRing/2 - side
		up, low := g.boxes[k].row(y+at), g.boxes[k].row(y+at+side)
		asm.HaarAdjoint(up[at:], low[at:], by[0], by[1], side, 1/float64(2*side))
	}
}

// fold makes of the gradients by larger squares those by samples.
func (g *haarGrad) fold() {
	for k, side := haarScales-1, 1<<(haarScales-2); k > 0; k, side = k-1, side/2 {
		from, to := &g.boxes[k], &g.boxes[k-1]
		for y := range from.h - side {
			sum := from.row(y)[:from.w-side]
			asm.BoxAdjoint(to.row(y), to.row(y+side), sum, side, 1)
		}
	}
}

// emit makes the gradients by the channels.
func (m *HaarPSI) emit(grad []plane.Plane) {
	g := &m.grad
	for y := range m.ref[0].h {
		luma := g.boxes[0].row(y + haarBefore)[haarBefore:][:len(g.row)]
		if len(grad) == 1 {
			spread2(&grad[0], y, luma, 255./4)
			continue
		}
		for c := range grad {
			w := [3]float64{yiq[0][c], yiq[1][c], yiq[2][c]}
			asm.Blend(g.row, luma, g.colors[0].row(y), g.colors[1].row(y), &w, 255./4)
			spread2(&grad[c], y, g.row, 1)
		}
	}
}
