package metrics

import (
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

// The map is made in bands of rows, cut at the same rows whoever makes them.
const (
	bandRows = 4 * asm.BlockRows
	maxTasks = 16 // work spaces at the most
)

// ssimPass runs the SSIM kernel over planes of any size.
type ssimPass struct {
	par     Par
	window  filter.Gaussian // whose weights are in half
	half    []float32
	c1, c2  float32
	centre2 float32

	kernels   []asm.SSIM
	ref, dist *plane.Plane
	w, h      int // size of the map
	groups    int
	s, cs     []float64
	maps      ssimMaps
	tasks     int
	task      func(i int) // run, bound once: binding allocates
	bufS      []float64
	bufCS     []float64
}

// ssimMaps are where maps go; nil where not wanted.
type ssimMaps struct{ s, l, cs *plane.Plane }

// set readies p for planes of the given Peak and centre.
func (p *ssimPass) set(k ssimConst, peak float64, centre2 float32) {
	if p.window != k.window {
		p.window = k.window
		p.half = k.window.Weights(p.half[:0])
	}
	p.c1 = float32(2 * (k.k1 * peak) * (k.k1 * peak))
	p.c2 = float32(2 * (k.k2 * peak) * (k.k2 * peak))
	p.centre2 = centre2
}

// sums returns the means of 1-SSIM and 1-cs, those that are wanted.
func (p *ssimPass) sums(ref, dist *plane.Plane, s, cs bool) (lossS, lossCS float64) {
	p.size(ref, dist)
	p.s, p.cs = nil, nil
	n := p.groups * ((p.h + asm.BlockRows - 1) / asm.BlockRows)
	if s {
		p.bufS = zeros(p.bufS, n)
		p.s = p.bufS
	}
	if cs {
		p.bufCS = zeros(p.bufCS, n)
		p.cs = p.bufCS
	}
	p.maps = ssimMaps{}
	p.all()
	return p.mean(p.s), p.mean(p.cs)
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
}

func zeros(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// mean adds the group sums in index order. They are halved losses.
func (p *ssimPass) mean(sums []float64) float64 {
	var t float64
	for _, v := range sums {
		t += v
	}
	return max(0, 2*t/(float64(p.w)*float64(p.h)))
}

// all makes all bands, as tasks that may run at the same time.
func (p *ssimPass) all() {
	bands := (p.h + bandRows - 1) / bandRows
	p.tasks = 1
	if p.par != nil {
		p.tasks = min(bands, maxTasks)
	}
	for len(p.kernels) < p.tasks {
		p.kernels = append(p.kernels, asm.SSIM{})
	}
	for i := range p.tasks {
		k := &p.kernels[i]
		k.Init(p.half)
		k.C1, k.C2, k.Centre2 = p.c1, p.c2, p.centre2
	}
	if p.tasks == 1 {
		p.run(0)
		return
	}
	if p.task == nil {
		p.task = p.run
	}
	p.par(p.tasks, p.task)
}

// run makes every tasks-th band, from band i.
func (p *ssimPass) run(i int) {
	for y := i * bandRows; y < p.h; y += p.tasks * bandRows {
		for x := 0; x < p.w; x += asm.StripCols {
			p.strip(&p.kernels[i], x, y)
		}
	}
}

// strip makes one strip of one band.
func (p *ssimPass) strip(k *asm.SSIM, x, y int) {
	t := asm.Strip{
		X: p.dist.Pix[y*p.dist.Stride+x:], XStride: p.dist.Stride,
		Y: p.ref.Pix[y*p.ref.Stride+x:], YStride: p.ref.Stride,
		W: min(asm.StripCols, p.w-x), H: min(bandRows, p.h-y),
		Groups: p.groups,
	}
	g := y/asm.BlockRows*p.groups + x/asm.GroupCols
	if p.s != nil {
		t.S = p.s[g:]
	}
	if p.cs != nil {
		t.CS = p.cs[g:]
	}
	t.MapS, t.MapStride = part(p.maps.s, x, y, t.MapStride)
	t.MapL, t.MapStride = part(p.maps.l, x, y, t.MapStride)
	t.MapCS, t.MapStride = part(p.maps.cs, x, y, t.MapStride)
	k.Run(&t)
}

// part is m from (x,y) on, and its stride; nil and stride where m is nil.
func part(m *plane.Plane, x, y, stride int) ([]float32, int) {
	if m == nil {
		return nil, stride
	}
	return m.Pix[y*m.Stride+x:], m.Stride
}
