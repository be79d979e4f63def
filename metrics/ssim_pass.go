package metrics

import (
	"image"

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

// ssimPass runs the SSIM kernel over planes of any size.
type ssimPass struct {
	par    Par
	window filter.Gaussian // whose weights are in half
	half   []float32
	c1, c2 float32

	kernels   []asm.SSIM
	ref, dist *plane.Plane
	w, h      int // size of the map
	groups    int
	strips    int
	s, cs     []float64
	maps      ssimMaps
	halves    []halving
	queue     queue       // of tiles
	task      func(i int) // run, bound once: binding allocates
	bufS      []float64
	bufCS     []float64
	gradient  ssimGrad
}

// ssimMaps are where maps go; nil where not wanted.
type ssimMaps struct{ s, l, cs *plane.Plane }

// halving is a plane whose 2×2 means a pass makes on its way, while the samples
// are in a near cache.
type halving struct{ dst, src *plane.Plane }

// set readies p for planes of the given Peak.
func (p *ssimPass) set(k ssimConst, peak float64) {
	if p.window != k.window {
		p.window = k.window
		p.half = k.window.Weights(p.half[:0])
	}
	p.c1 = float32(2 * (k.k1 * peak) * (k.k1 * peak))
	p.c2 = float32(2 * (k.k2 * peak) * (k.k2 * peak))
	p.halves = p.halves[:0]
}

// also makes the pass halve src. dst has been sized.
func (p *ssimPass) also(dst, src *plane.Plane) {
	p.halves = append(p.halves, halving{dst, src})
}

// sums returns the means of 1-SSIM and 1-cs, those that are wanted.
func (p *ssimPass) sums(ref, dist *plane.Plane, s, cs bool) (lossS, lossCS float64) {
	p.ready(ref, dist, s, cs)
	p.all()
	return p.mean(p.s), p.mean(p.cs)
}

// ready makes room for the sums that are wanted.
func (p *ssimPass) ready(ref, dist *plane.Plane, s, cs bool) {
	p.size(ref, dist)
	p.s, p.cs, p.maps = nil, nil, ssimMaps{}
	n := p.groups * ((p.h + asm.BlockRows - 1) / asm.BlockRows)
	if s {
		p.bufS = grow(p.bufS, n)
		p.s = p.bufS
	}
	if cs {
		p.bufCS = grow(p.bufCS, n)
		p.cs = p.bufCS
	}
}

// draw makes maps of similarities, sized here, with Peak 1.
func (p *ssimPass) draw(ref, dist *plane.Plane, m ssimMaps) {
	p.size(ref, dist)
	p.s, p.cs, p.maps = nil, nil, m
	for _, o := range [...]*plane.Plane{m.s, m.l, m.cs} {
		if o != nil {
			o.Resize(p.w, p.h)
			o.Peak = 1
		}
	}
	p.all()
	for _, o := range [...]*plane.Plane{m.s, m.l, m.cs} {
		for y := 0; o != nil && y < o.H; y++ {
			asm.Similarity(o.Row(y))
		}
	}
}

func (p *ssimPass) size(ref, dist *plane.Plane) {
	p.ref, p.dist = ref, dist
	p.w, p.h = ref.W-p.window.Taps+1, ref.H-p.window.Taps+1
	p.groups = (p.w + asm.GroupCols - 1) / asm.GroupCols
	p.strips = (p.w + asm.StripCols - 1) / asm.StripCols
}

func grow(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	return s[:n]
}

// mean adds the group sums in index order. They are halved losses; rounding may
// make a mean negative, but no similarity is above 1.
func (p *ssimPass) mean(sums []float64) float64 {
	var t float64
	for _, v := range sums {
		t += v
	}
	return max(0, 2*t/(float64(p.w)*float64(p.h)))
}

// all makes all tiles, as tasks that may run at the same time.
func (p *ssimPass) all() {
	tasks := 1
	if p.par != nil {
		tasks = min(ceilDiv(p.w*p.h, taskSize), p.tiles(), maxTasks)
	}
	for len(p.kernels) < tasks {
		p.kernels = append(p.kernels, asm.SSIM{})
	}
	for i := range tasks {
		k := &p.kernels[i]
		k.Init(p.half)
		k.C1, k.C2 = p.c1, p.c2
	}
	p.queue.begin(p.tiles())
	if tasks == 1 {
		p.run(0)
		return
	}
	if p.task == nil {
		p.task = p.run
	}
	p.par(tasks, p.task)
}

// tiles is the number of tiles.
func (p *ssimPass) tiles() int { return p.strips * ((p.h + tileRows - 1) / tileRows) }

// run makes tiles in work space i as long as there are some.
func (p *ssimPass) run(i int) {
	for t, some := p.queue.take(); some; t, some = p.queue.take() {
		x, y := t%p.strips*asm.StripCols, t/p.strips*tileRows
		p.tile(&p.kernels[i], x, y)
		p.halve(image.Rect(x, y, x+asm.StripCols, y+tileRows))
	}
}

// tile makes the tile at x, y.
func (p *ssimPass) tile(k *asm.SSIM, x, y int) {
	t := p.inputs(x, y)
	p.count(&t, x, y)
	p.soon(&t, x/2, y/2)
	t.MapS, t.MapStride = part(p.maps.s, x, y, t.MapStride)
	t.MapL, t.MapStride = part(p.maps.l, x, y, t.MapStride)
	t.MapCS, t.MapStride = part(p.maps.cs, x, y, t.MapStride)
	k.Centre2 = p.centre2(&t)
	k.Run(&t)
}

// count has t, which begins at x, y, make its part of the sums.
func (p *ssimPass) count(t *asm.Strip, x, y int) {
	g := y/asm.BlockRows*p.groups + x/asm.GroupCols
	if p.s != nil {
		t.S = p.s[g:]
	}
	if p.cs != nil {
		t.CS = p.cs[g:]
	}
}

// soon says where the halvings of a tile go, which begin at x, y there.
func (p *ssimPass) soon(t *asm.Strip, x, y int) {
	if len(p.halves) != len(t.Soon) {
		return
	}
	for i, h := range p.halves {
		t.Soon[i], t.SoonStride = h.dst.Pix[y*h.dst.Stride+x:], h.dst.Stride
	}
}

// inputs are what the tile at x, y is made from.
func (p *ssimPass) inputs(x, y int) asm.Strip {
	t := asm.Strip{
		XStride: p.dist.Stride, YStride: p.ref.Stride,
		W: min(asm.StripCols, p.w-x), H: min(tileRows, p.h-y),
		Groups: p.groups,
	}
	i, j := y*p.dist.Stride+x, y*p.ref.Stride+x
	if p.dist.OfBytes() {
		t.XBytes, t.YBytes = p.dist.Bytes[i:], p.ref.Bytes[j:]
	} else {
		t.X, t.Y = p.dist.Pix[i:], p.ref.Pix[j:]
	}
	return t
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
func (p *ssimPass) centre2(t *asm.Strip) float32 {
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
	return roundTwice(s.Sum/s.Weight, p.ref.Peak)
}

// halve does the part of the halvings that belongs to positions r of the map:
// what is below and right of the last belongs to them.
func (p *ssimPass) halve(r image.Rectangle) {
	for _, h := range p.halves {
		if r.Max.X >= p.w {
			r.Max.X = h.src.W
		}
		if r.Max.Y >= p.h {
			r.Max.Y = h.src.H
		}
		filter.HalvePart(h.dst, h.src, r)
	}
}
