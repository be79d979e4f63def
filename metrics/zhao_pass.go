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

// zhaoPass makes the product of l and cs under several windows of one middle,
// its mean, and its gradient. Positions of the map, which are those of the
// first sample under their windows, come in tiles with one centre of s and one
// of d each, gradients in cells of samples. The work space of either stays in a
// near cache.
type zhaoPass struct {
	par     Par
	k       zhaoConst
	windows []zhaoWindow
	groups  [][]int // of windows that are made at once, from the last on
	c1, c2  float32

	wideGroups [][]int // of those with wide means

	ref, dist *plane.Plane
	w, h      int // of the map
	across    int // tiles
	sums      []float64
	mapped    *plane.Plane // where 1-M goes; nil: nowhere
	grad      *plane.Plane // where the gradient of the mean M goes; nil: nowhere
	factor    float32      // of that
	centres   []zhaoCentre // of rows of tiles, for the gradient
	centre    zhaoCentre   // of samples, for the gradient
	cells     []zhaoCell
	cellCols  int // of a cell of the gradient
	cellRows  int
	queue     queue
	task      func(i int) // some, bound once
}

// zhaoWindow is one of the windows.
type zhaoWindow struct {
	half []float32 // the weights that are not 0, and as many others as make it fast
	wide []float64 // the same where sums over s and s² are to be wide
	skip int       // columns and rows of the widest window that it leaves out on either side
}

// wideTaps is how large windows are at most whose variances are made in
// float64: those of a flat place near a contrast need it.
const wideTaps = 11

func (w *zhaoWindow) set(half []float32, side int) {
	w.half = half
	w.skip = side/2 - (len(half) - 1)
	w.wide = w.wide[:0]
	for _, v := range half {
		if 2*len(half)-1 <= wideTaps {
			w.wide = append(w.wide, float64(v))
		}
	}
}

// isWide says whether w has wide means.
func (w *zhaoWindow) isWide() bool { return len(w.wide) > 0 }

// zhaoCentre is what is subtracted from x+y and from x-y.
type zhaoCentre struct{ s, d float32 }

// Tiles of the map.
const zhaoCols, zhaoRows = 128, 32

// set readies p for planes of the given Peak.
func (p *zhaoPass) set(k zhaoConst, peak float64) {
	if !p.k.equal(k) {
		p.k = zhaoConst{k.side, append(p.k.sigmas[:0], k.sigmas...), k.k1, k.k2}
		p.windows = growRow(p.windows, len(k.sigmas))
		for i, s := range k.sigmas {
			p.windows[i].set(trim(filter.Gaussian{Taps: k.side, Sigma: s}.Weights(nil)), k.side)
		}
		p.group()
	}
	p.c1 = float32(2 * (k.k1 * peak) * (k.k1 * peak))
	p.c2 = float32(2 * (k.k2 * peak) * (k.k2 * peak))
}

// group finds the windows that are made at once.
func (p *zhaoPass) group() {
	var all, wide []int
	for i := len(p.windows) - 1; i >= 0; i-- {
		all = append(all, i)
		if p.windows[i].isWide() {
			wide = append(wide, i)
		}
	}
	weights := func(i int) int { return len(p.windows[i].half) }
	p.groups = pairs(all, func(i, j int) bool { return asm.Paired(weights(i), weights(j)) })
	p.wideGroups = pairs(wide, func(i, j int) bool { return asm.WidePaired(weights(i), weights(j)) })
}

// pairs are the windows in order, two together where they make a pair.
func pairs(windows []int, pair func(i, j int) bool) (groups [][]int) {
	for len(windows) > 0 {
		n := 1
		if len(windows) > 1 && pair(windows[0], windows[1]) {
			n = 2
		}
		groups = append(groups, windows[:n])
		windows = windows[n:]
	}
	return groups
}

// last is the window of l.
func (p *zhaoPass) last() int { return len(p.windows) - 1 }

// trim is half a window without outer zeros, but for those that a kernel needs.
func trim(half []float32) []float32 {
	first := 0
	for half[first] == 0 {
		first++
	}
	if n := asm.TurnWeights(len(half) - first); n <= len(half) {
		first = len(half) - n
	}
	return half[first:]
}

// run returns the mean 1-M. It writes the map of 1-M where that is not nil, and
// k times the gradient of the mean M where grad is not nil. Both are sized.
func (p *zhaoPass) run(ref, dist, mapped, grad *plane.Plane, k float64) float64 {
	p.ref, p.dist, p.mapped, p.grad = ref, dist, mapped, grad
	p.w, p.h = ref.W-p.k.side+1, ref.H-p.k.side+1
	n := float64(p.w) * float64(p.h)
	p.factor = factor(4 * k / n)
	p.across = ceilDiv(p.w, zhaoCols)
	p.sums = grow(p.sums, p.across*ceilDiv(p.h, zhaoRows))
	if grad != nil {
		p.findCentres()
		p.divide()
	}
	tasks := 1
	if p.par != nil {
		tasks = min(p.units(), maxTasks)
	}
	for len(p.cells) < tasks {
		p.cells = append(p.cells, zhaoCell{})
	}
	if p.task == nil {
		p.task = p.some
	}
	p.queue.begin(p.units())
	if tasks == 1 {
		p.some(0)
	} else {
		p.par(tasks, p.task)
	}
	sum := 0.0
	for _, v := range p.sums {
		sum += v
	}
	return max(sum/n, 0) // a similarity is not above 1
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

// units is the number of rows of tiles, or with a gradient of cells.
func (p *zhaoPass) units() int {
	if p.grad == nil {
		return ceilDiv(p.h, zhaoRows)
	}
	return ceilDiv(p.ref.W, p.cellCols) * ceilDiv(p.ref.H, p.cellRows)
}

// some makes units in work space i as long as there are some.
func (p *zhaoPass) some(i int) {
	u, some := p.queue.take()
	if !some {
		return
	}
	c := &p.cells[i]
	c.init(p)
	for ; some; u, some = p.queue.take() {
		if p.grad == nil {
			c.row(u * zhaoRows)
		} else {
			cols := ceilDiv(p.ref.W, p.cellCols)
			c.make(u%cols*p.cellCols, u/cols*p.cellRows)
		}
	}
}

// tileAt is the number of the tile that has position x, y.
func (p *zhaoPass) tileAt(x, y int) int { return y/zhaoRows*p.across + x/zhaoCols }

// findCentres finds the centres of all rows of tiles, and those of samples: their
// means.
func (p *zhaoPass) findCentres() {
	p.centres = p.centres[:0]
	var s, d float64
	for y := 0; y < p.h; y += zhaoRows {
		c := p.centreOf(y)
		p.centres = append(p.centres, c)
		s += float64(c.s)
		d += float64(c.d)
	}
	n, peak := float64(len(p.centres)), p.ref.Peak
	p.centre = zhaoCentre{roundTwice(s/n, peak), roundTwice(2*d/n, peak) / 2}
}

// centreOf finds the centres of the row of tiles at y, from every centreStep-th row
// of its samples: of s as an ssimPass does, of d the mean.
func (p *zhaoPass) centreOf(y int) zhaoCentre {
	end := min(y+zhaoRows+p.k.side-1, p.ref.H)
	var s asm.CentreSums
	var d, n float64
	for ; y < end; y += centreStep {
		a, b := p.dist.Row(y), p.ref.Row(y)
		s.Add(a, b, 1/p.c2, 1e-4*p.c2)
		for i, v := range a {
			d += float64(v - b[i])
		}
		n += float64(len(a))
	}
	peak := p.ref.Peak
	return zhaoCentre{roundTwice(s.Sum/s.Weight, peak), roundTwice(2*d/n, peak) / 2}
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
