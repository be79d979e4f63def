package metrics

import (
	"math"
	"slices"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// zhaoConst are the settings that a pass over several windows depends on.
type zhaoConst struct {
	side   int
	sigmas []float64
	k1, k2 float64
}

func (k zhaoConst) equal(o zhaoConst) bool {
	return k.side == o.side && k.k1 == o.k1 && k.k2 == o.k2 && slices.Equal(k.sigmas, o.sigmas)
}

// valid says whether every window is one.
func (k zhaoConst) valid() bool {
	for _, s := range k.sigmas {
		if !(filter.Gaussian{Taps: k.side, Sigma: s}).Valid() {
			return false
		}
	}
	return len(k.sigmas) > 0
}

// zhaoPass makes the product of l and cs under several windows of one centre,
// its mean, and its gradient, in cells of samples, each with one centre of s
// and one of d, whose work space stays in a near cache. The map's position at
// x, y is under the windows of samples from there on; it belongs to the cell
// of that sample.
type zhaoPass struct {
	par    Par
	k      zhaoConst
	halves [][]float32 // the windows' weights that are not 0
	c1, c2 float32

	ref, dist *plane.Plane
	w, h      int // of the map
	across    int // cells
	sums      []float64
	mapped    *plane.Plane // where 1-M goes; nil: nowhere
	grad      *plane.Plane // where the gradient of the mean M goes; nil: nowhere
	factor    float32      // of that
	cells     []zhaoCell
	tasks     int
	task      func(i int) // some, bound once
}

const zhaoCols, zhaoRows = 256, 256

// set readies p for planes of the given Peak.
func (p *zhaoPass) set(k zhaoConst, peak float64) {
	if !p.k.equal(k) {
		p.k = zhaoConst{k.side, append(p.k.sigmas[:0], k.sigmas...), k.k1, k.k2}
		for len(p.halves) < len(k.sigmas) {
			p.halves = append(p.halves, nil)
		}
		p.halves = p.halves[:len(k.sigmas)]
		for i, s := range k.sigmas {
			p.halves[i] = trim(filter.Gaussian{Taps: k.side, Sigma: s}.Weights(nil))
		}
	}
	p.c1 = float32(2 * (k.k1 * peak) * (k.k1 * peak))
	p.c2 = float32(2 * (k.k2 * peak) * (k.k2 * peak))
}

// trim is half a window without its outer zeros.
func trim(half []float32) []float32 {
	for half[0] == 0 {
		half = half[1:]
	}
	return half
}

// run returns the mean 1-M. It writes the map of 1-M where that is not nil, and
// k times the gradient of the mean M where grad is not nil. Both are sized.
func (p *zhaoPass) run(ref, dist, mapped, grad *plane.Plane, k float64) float64 {
	p.ref, p.dist, p.mapped, p.grad = ref, dist, mapped, grad
	p.w, p.h = ref.W-p.k.side+1, ref.H-p.k.side+1
	n := float64(p.w) * float64(p.h)
	p.factor = factor(4 * k / n)
	p.across = (ref.W + zhaoCols - 1) / zhaoCols
	p.sums = grow(p.sums, p.across*((ref.H+zhaoRows-1)/zhaoRows))
	p.tasks = 1
	if p.par != nil {
		p.tasks = min(len(p.sums), maxTasks)
	}
	for len(p.cells) < p.tasks {
		p.cells = append(p.cells, zhaoCell{})
	}
	if p.task == nil {
		p.task = p.some
	}
	if p.tasks == 1 {
		p.some(0)
	} else {
		p.par(p.tasks, p.task)
	}
	sum := 0.0
	for _, v := range p.sums {
		sum += v
	}
	return max(sum/n, 0) // a similarity is not above 1
}

// some makes every tasks-th cell, from cell i.
func (p *zhaoPass) some(i int) {
	c := &p.cells[i]
	c.init(p)
	for ; i < len(p.sums); i += p.tasks {
		p.sums[i] = c.make(i%p.across*zhaoCols, i/p.across*zhaoRows)
	}
}

// centre finds the centres of the cell at x, y, from every centreStep-th row
// of all samples that share a window with the cell's: of s as an ssimPass does,
// of d the mean.
func (p *zhaoPass) centre(x, y int) (centre2, offset float32) {
	more := p.k.side - 1
	x0, x1 := max(x-more, 0), min(x+zhaoCols+more, p.ref.W)
	y0, y1 := max(y-more, 0), min(y+zhaoRows+more, p.ref.H)
	var s asm.CentreSums
	var d, n float64
	for y := y0; y < y1; y += centreStep {
		a, b := p.dist.Row(y)[x0:x1], p.ref.Row(y)[x0:x1]
		s.Add(a, b, 1/p.c2, 1e-4*p.c2)
		for i, v := range a {
			d += float64(v - b[i])
		}
		n += float64(len(a))
	}
	peak := p.ref.Peak
	return roundTwice(s.Sum/s.Weight, peak), roundTwice(2*d/n, peak) / 2
}

// roundTwice rounds twice a centre so that subtracting it, or the centre, is
// exact: to an even integer, or where the Peak is 1 to a multiple of 1/128. It
// is 0 where that is not a number.
func roundTwice(c, peak float64) float32 {
	unit := 1.0
	if peak == 1 {
		unit = 256
	}
	m := float32(2 * math.RoundToEven(c/2*unit) / unit)
	if m-m != 0 {
		return 0
	}
	return m
}
