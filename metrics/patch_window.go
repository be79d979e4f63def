package metrics

import "github.com/fastiqa/iqa/filter"

// patchWindow is a Gaussian window as wide as a patch, and what it sees of one
// channel. x is the distorted patch, y the reference and d = x-y. All is made
// from d and from samples less their mean, so that nothing cancels where
// patches are close or flat:
//
//	1-l = μd²/(μx²+μy²+C1)    1-cs = σd²/(σx²+σy²+C2)
type patchWindow struct {
	g          []float64 // weights of rows, and of columns
	mx, my, md float64   // μ
	a, v       float64   // denominators
	l, cs      float64   // 1-l and 1-cs
}

// plan sets the weights.
func (w *patchWindow) plan(side int, sigma float64) {
	w.g = filter.Gaussian{Taps: side, Sigma: sigma}.Weights64(w.g[:0])
}

// look takes the statistics.
func (w *patchWindow) look(ref, dist []float64, c1, c2 float64) {
	w.means(ref, dist)
	x, y, d := w.variances(ref, dist)
	w.a = float64(w.mx*w.mx) + float64(w.my*w.my) + c1
	w.v = x + y + c2
	w.l = quotient(float64(w.md*w.md), w.a)
	w.cs = quotient(d, w.v)
}

// quotient is p/q, or 0 for q = 0: black or flat patches, if C1 or C2 is 0.
func quotient(p, q float64) float64 {
	if q == 0 {
		return 0
	}
	return p / q
}

func (w *patchWindow) means(ref, dist []float64) {
	w.mx, w.my, w.md = 0, 0, 0
	n := len(w.g)
	for i, gi := range w.g {
		ry, rx := ref[i*n:][:n], dist[i*n:][:n]
		var mx, my, md float64
		for j, gj := range w.g {
			x, y := rx[j], ry[j]
			mx += float64(gj * x)
			my += float64(gj * y)
			md += float64(gj * (x - y))
		}
		w.mx += float64(gi * mx)
		w.my += float64(gi * my)
		w.md += float64(gi * md)
	}
}

// variances are those of x, y and d.
func (w *patchWindow) variances(ref, dist []float64) (vx, vy, vd float64) {
	n := len(w.g)
	for i, gi := range w.g {
		ry, rx := ref[i*n:][:n], dist[i*n:][:n]
		var sx, sy, sd float64
		for j, gj := range w.g {
			x, y, d := rx[j]-w.mx, ry[j]-w.my, rx[j]-ry[j]-w.md
			sx += float64(gj * float64(x*x))
			sy += float64(gj * float64(y*y))
			sd += float64(gj * float64(d*d))
		}
		vx += float64(gi * sx)
		vy += float64(gi * sy)
		vd += float64(gi * sd)
	}
	return vx, vy, vd
}

// gradL adds scale times the gradient of 1-l: 2w·(μd - (1-l)·μx)/(μx²+μy²+C1).
func (w *patchWindow) gradL(grad []float64, scale float64) {
	t := quotient(scale*2*(w.md-float64(w.l*w.mx)), w.a)
	n := len(w.g)
	for i, gi := range w.g {
		row := grad[i*n:][:n]
		for j, gj := range w.g {
			row[j] += float64(gi * float64(gj*t))
		}
	}
}

// gradCS adds scale times the gradient of 1-cs:
// 2w·((d-μd) - (1-cs)·(x-μx))/(σx²+σy²+C2).
func (w *patchWindow) gradCS(grad, ref, dist []float64, scale float64) {
	scale = quotient(2*scale, w.v)
	n := len(w.g)
	for i, gi := range w.g {
		row, ry, rx := grad[i*n:][:n], ref[i*n:][:n], dist[i*n:][:n]
		for j, gj := range w.g {
			x, d := rx[j]-w.mx, rx[j]-ry[j]-w.md
			t := scale * (d - float64(w.cs*x))
			row[j] += float64(gi * float64(gj*t))
		}
	}
}

// point is Σw·f(d). It adds scale times its gradient to grad, unless that is
// nil.
func (w *patchWindow) point(f pointLoss, grad, ref, dist []float64, scale float64) (sum float64) {
	n := len(w.g)
	for i, gi := range w.g {
		var s float64
		for j, gj := range w.g {
			v, slope := f(dist[i*n+j] - ref[i*n+j])
			s += float64(gj * v)
			if grad != nil {
				grad[i*n+j] += float64(gi * float64(gj*float64(scale*slope)))
			}
		}
		sum += float64(gi * s)
	}
	return sum
}
