package metrics

import "math"

// eigenMost is the largest order that eigen is for.
const eigenMost = 10

// eigen is what a symmetric matrix is made of: vectors of length 1 at right
// angles, row by row, and their values. Matrices of this kind are small, so the
// oldest of methods does (C. G. J. Jacobi, Crelle's Journal 30, 1846, pp.
// 51-94), and its few additions have the same bits on every processor.
type eigen struct {
	n       int
	values  [eigenMost]float64
	vectors [eigenMost][eigenMost]float64
	a       [eigenMost][eigenMost]float64
}

// solve makes e what e.a, of order n, is made of.
func (e *eigen) solve(n int) {
	e.n = n
	for i := range n {
		e.vectors[i] = [eigenMost]float64{}
		e.vectors[i][i] = 1
	}
	for range 30 { // it takes six or seven
		if !e.sweep() {
			break
		}
	}
	for i := range n {
		e.values[i] = e.a[i][i]
	}
}

// sweep turns each pair of axes so that what they share is 0, and reports
// whether there was any that shared more than rounding.
func (e *eigen) sweep() (turned bool) {
	for p := range e.n {
		for q := p + 1; q < e.n; q++ {
			off := e.a[p][q]
			if math.Abs(off) <= 1e-17*math.Sqrt(math.Abs(e.a[p][p]*e.a[q][q])) {
				continue
			}
			e.turn(p, q)
			turned = true
		}
	}
	return turned
}

// turn turns axes p and q by the smaller of the angles that make a[p][q] 0.
func (e *eigen) turn(p, q int) {
	off := e.a[p][q]
	half := (e.a[q][q] - e.a[p][p]) / (2 * off)
	t := 1 / (math.Abs(half) + math.Sqrt(float64(half*half)+1))
	if half < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(float64(t*t)+1)
	s := t * c
	e.a[p][p] -= float64(t * off)
	e.a[q][q] += float64(t * off)
	e.a[p][q], e.a[q][p] = 0, 0
	for i := range e.n {
		if i != p && i != q {
			e.a[i][p], e.a[i][q] = rotate(e.a[i][p], e.a[i][q], c, s)
			e.a[p][i], e.a[q][i] = e.a[i][p], e.a[i][q]
		}
		v, w := &e.vectors[p][i], &e.vectors[q][i]
		*v, *w = rotate(*v, *w, c, s)
	}
}

func rotate(v, w, c, s float64) (float64, float64) {
	return float64(c*v) - float64(s*w), float64(s*v) + float64(c*w)
}
