package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
)

// neighbours are the samples around each sample of a row of a band, one
// neighbourhood a column: 3×3, and of a band that has one, the parent.
type neighbours struct {
	band    bandRows
	parents parents
	parent  []float64
	count   int // samples of a neighbourhood
	rows    [eigenMost][]float64
}

// set begins band k of l.
func (n *neighbours) set(l *laplacian, k int, parent bool) {
	n.band.set(l, k, 3)
	n.count = 9
	if parent {
		n.count = 10
		n.parents.set(l, k)
	}
}

func (n *neighbours) size() (w, h int) {
	f := n.band.l.level(n.band.k)
	return f.w, f.h
}

// row are the neighbours in row y, from 1 on, of the inner columns: the first
// is that of column 1.
func (n *neighbours) row(y int) [][]float64 {
	w, _ := n.size()
	for i := range 9 {
		n.rows[i] = n.band.row(y - 1 + i/3)[i%3:][:w-2]
	}
	if n.count > 9 {
		n.parent = growRow(n.parent, w)
		n.parents.make(n.parent, y)
		n.rows[9] = n.parent[1 : w-1]
	}
	return n.rows[:n.count]
}

// again begins the band anew.
func (n *neighbours) again() { n.set(n.band.l, n.band.k, n.count > 9) }

// mixture is what neighbourhoods of a band have as a Gaussian scale mixture.
type mixture struct {
	info  asm.Information // eigenvalues of their covariance C
	forms field           // yᵀC⁻¹y/n of those iwMargin or more from the edge
	u     [eigenMost * eigenMost]float64
}

// singular is how small the smallest eigenvalue is, of the largest, where rounding
// has made it: that of a blurred photograph is 1e-5.
const singular = 1e-14

// set makes the mixture of n.
func (m *mixture) set(n *neighbours, e *eigen) error {
	covariance(&e.a, n)
	e.solve(n.count)
	least, most := e.values[0], e.values[0]
	for _, v := range e.values[1:n.count] {
		least, most = min(least, v), max(most, v)
	}
	if !(least > singular*most) {
		return errPeriodic
	}
	m.info.SetEigen(e.values[:n.count])
	m.makeForms(n, e)
	return nil
}

// covariance makes a the mean of y·yᵀ over all neighbourhoods.
func covariance(a *[eigenMost][eigenMost]float64, n *neighbours) {
	var sums [eigenMost * (eigenMost + 1) / 2 * asm.FormClasses]float64
	w, h := n.size()
	for y := 1; y < h-1; y++ {
		rows, at := n.row(y), sums[:]
		for i, r := range rows {
			size := (len(rows) - i) * asm.FormClasses
			asm.Dots(at[:size], r, rows[i:])
			at = at[size:]
		}
	}
	at, count := sums[:], float64(w-2)*float64(h-2)
	for i := range n.count {
		for j := i; j < n.count; j++ {
			a[i][j] = total(at[:asm.FormClasses]) / count
			a[j][i] = a[i][j]
			at = at[asm.FormClasses:]
		}
	}
}

// makeForms makes the forms of n, by C⁻¹ = Σ_k v_k·v_kᵀ/λ_k.
func (m *mixture) makeForms(n *neighbours, e *eigen) {
	u := m.u[:n.count*n.count]
	for i := range u {
		k, j := i/n.count, i%n.count
		u[i] = e.vectors[k][j] / math.Sqrt(e.values[k]*float64(n.count))
	}
	w, h := n.size()
	m.forms.resize(w-2*iwMargin, h-2*iwMargin)
	n.again()
	var inner [eigenMost][]float64
	for y := range m.forms.h {
		for i, r := range n.row(y + iwMargin) {
			inner[i] = r[iwMargin-1:]
		}
		asm.SquareForm(m.forms.row(y), u, inner[:n.count])
	}
}
