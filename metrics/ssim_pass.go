package metrics

import (
	"image"
	"slices"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// ssimConst are the settings that an SSIM pass depends on.
type ssimConst struct {
	window filter.Gaussian
	k1, k2 float64
}

// newSSIMConst puts the published settings in place of zeros.
func newSSIMConst(w filter.Gaussian, k1, k2 float64) ssimConst {
	if w.Taps == 0 {
		w.Taps = 11
	}
	if w.Sigma == 0 {
		w.Sigma = 1.5
	}
	if k1 == 0 {
		k1 = .01
	}
	if k2 == 0 {
		k2 = .03
	}
	return ssimConst{w, k1, k2}
}

// A map is made in tiles, cut at the same places whoever makes them: strips of
// asm.StripCols columns, as high as lets the rows above a tile, which are
// filtered twice, cost little.
//
// A task has taskSize positions to make, a sixth of a millisecond with AVX2: to begin
// one in another goroutine, and to wait for it, was measured to take half of that.
const (
	tileRows = 4 * asm.BlockRows
	taskSize = 2 * asm.StripCols * tileRows
	maxTasks = 16 // work spaces at the most
)

// ssimPass runs the SSIM kernel over planes of any size: over one pair, with maps or
// with halvings on the way, or over several.
type ssimPass struct {
	par    Par
	window filter.Gaussian // whose weights are in half
	half   []float32
	c1, c2 float32

	kernels  []asm.SSIM
	maps     []ssimMap
	draws    ssimDraws
	halves   []halving
	queue    queue       // of tiles
	task     func(i int) // run, bound once: binding allocates
	gradient ssimGrad
}

// ssimDraws are where maps of similarities go; nil where not wanted.
type ssimDraws struct{ s, l, cs *plane.Plane }

// set readies p for planes of the given Peak.
func (p *ssimPass) set(k ssimConst, peak float64) {
	if p.window != k.window {
		p.window = k.window
		p.half = k.window.Weights(p.half[:0])
	}
	p.c1 = float32(2 * (k.k1 * peak) * (k.k1 * peak))
	p.c2 = float32(2 * (k.k2 * peak) * (k.k2 * peak))
	p.halves, p.draws = p.halves[:0], ssimDraws{}
	p.maps = p.maps[:0]
}

// add makes a pair of planes one of those that p goes over, and says which sums are
// wanted.
func (p *ssimPass) add(ref, dist *plane.Plane, s, cs bool) *ssimMap {
	n := len(p.maps)
	p.maps = slices.Grow(p.maps, 1)[:n+1] // with the memory of an earlier one
	m := &p.maps[n]
	m.set(ref, dist, p.window.Taps, s, cs)
	m.first = 0
	if n > 0 {
		m.first = p.maps[n-1].first + p.maps[n-1].tiles()
	}
	return m
}

// sums returns the means of 1-SSIM and 1-cs, those that are wanted.
func (p *ssimPass) sums(ref, dist *plane.Plane, s, cs bool) (lossS, lossCS float64) {
	m := p.add(ref, dist, s, cs)
	p.run()
	return m.mean(m.s), m.mean(m.cs)
}

// draw makes maps of similarities, sized here, with Peak 1.
func (p *ssimPass) draw(ref, dist *plane.Plane, d ssimDraws) {
	m := p.add(ref, dist, false, false)
	p.draws = d
	for _, o := range [...]*plane.Plane{d.s, d.l, d.cs} {
		if o != nil {
			o.Resize(m.w, m.h)
			o.Peak = 1
		}
	}
	p.run()
	for _, o := range [...]*plane.Plane{d.s, d.l, d.cs} {
		for y := 0; o != nil && y < o.H; y++ {
			asm.Similarity(o.Row(y))
		}
	}
}

func grow(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	return s[:n]
}

// run makes all tiles of all pairs, as tasks that may run at the same time.
func (p *ssimPass) run() {
	tiles, positions := 0, 0
	for i := range p.maps {
		tiles += p.maps[i].tiles()
		positions += p.maps[i].w * p.maps[i].h
	}
	tasks := 1
	if p.par != nil {
		tasks = min(ceilDiv(positions, taskSize), tiles, maxTasks)
	}
	for len(p.kernels) < tasks {
		p.kernels = append(p.kernels, asm.SSIM{})
	}
	for i := range tasks {
		k := &p.kernels[i]
		k.Init(p.half)
		k.C1, k.C2 = p.c1, p.c2
	}
	p.queue.begin(tiles)
	if tasks == 1 {
		p.work(0)
		return
	}
	if p.task == nil {
		p.task = p.work
	}
	p.par(tasks, p.task)
}

// work makes tiles in work space i as long as there are some.
func (p *ssimPass) work(i int) {
	for t, some := p.queue.take(); some; t, some = p.queue.take() {
		m := p.owner(t)
		x, y := m.at(t - m.first)
		p.tile(&p.kernels[i], m, x, y)
		p.halve(m, image.Rect(x, y, x+asm.StripCols, y+tileRows))
	}
}

// owner is the pair that tile t is of.
func (p *ssimPass) owner(t int) *ssimMap {
	i := len(p.maps) - 1
	for p.maps[i].first > t {
		i--
	}
	return &p.maps[i]
}

// tile makes the tile of m at x, y.
func (p *ssimPass) tile(k *asm.SSIM, m *ssimMap, x, y int) {
	t := m.inputs(x, y)
	m.count(&t, x, y)
	p.soon(&t, x/2, y/2)
	t.MapS, t.MapStride = part(p.draws.s, x, y, t.MapStride)
	t.MapL, t.MapStride = part(p.draws.l, x, y, t.MapStride)
	t.MapCS, t.MapStride = part(p.draws.cs, x, y, t.MapStride)
	k.Centre2 = p.centre2(m, &t)
	k.Run(&t)
}

// part is m from (x,y) on, and its stride; nil and stride where m is nil.
func part(m *plane.Plane, x, y, stride int) ([]float32, int) {
	if m == nil {
		return nil, stride
	}
	return m.Pix[y*m.Stride+x:], m.Stride
}

// centreStep is the distance of the rows that a tile's centre is made from.
const centreStep = 16

// centre2 is twice the centre of a tile's statistics: the mean of both planes
// there, weighted as asm.CentreSums says, and rounded so that subtracting it is
// exact: to an integer, or where the Peak is 1 to a multiple of 1/256. It is 0
// where that is not a number; then the score is none, or the planes are equal.
func (p *ssimPass) centre2(m *ssimMap, t *asm.Strip) float32 {
	w, h := t.W+p.window.Taps-1, t.H+p.window.Taps-1
	var s asm.CentreSums
	for y := 0; y < h; y += centreStep {
		i, j := y*t.XStride, y*t.YStride
		if t.XBytes != nil {
			s.AddBytes(t.XBytes[i:][:w], t.YBytes[j:][:w], 1/p.c2, 1e-4*p.c2)
		} else {
			s.Add(t.X[i:][:w], t.Y[j:][:w], 1/p.c2, 1e-4*p.c2)
		}
	}
	return roundTwice(s.Sum/s.Weight, m.ref.Peak)
}

// forget lets go of all planes.
func (p *ssimPass) forget() {
	for i := range p.maps[:cap(p.maps)] {
		m := &p.maps[:cap(p.maps)][i]
		m.ref, m.dist = nil, nil
	}
	clear(p.halves[:cap(p.halves)])
	p.draws, p.gradient.dst = ssimDraws{}, nil
}
