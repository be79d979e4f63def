package metrics

import (
	"image"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// ssimGrad makes the gradient of a pass's mean l·cs, or mean cs, in the same
// pass over the planes.
type ssimGrad struct {
	m       *ssimMap
	dst     *plane.Plane
	k       float32
	cs      bool      // of the mean cs
	centres []float32 // twice those of the tiles, from left to right and down
	samples float32   // twice that of the samples
	blocks  int       // of rows of the map
	tasks   int
	task    func(i int) // parts, bound once
	kernels []asm.SSIMGrad
}

// grad writes k times the gradient of the mean l·cs, or of the mean cs, by a
// sample of dist to dst, which has their size, and returns the mean of 1-l·cs or
// 1-cs, the same bits as those of sums.
func (p *ssimPass) grad(dst, ref, dist *plane.Plane, cs bool, k float64) (loss float64) {
	g := &p.gradient
	g.m = p.add(ref, dist, !cs, cs)
	g.dst, g.cs = dst, cs
	g.k = factor(4 * k / (float64(g.m.w) * float64(g.m.h)))
	p.findCentres()
	p.parts()
	if cs {
		return g.m.mean(g.m.cs)
	}
	return g.m.mean(g.m.s)
}

// findCentres finds the centres of all tiles and, for the samples, one for the
// plane: their mean.
func (p *ssimPass) findCentres() {
	g := &p.gradient
	g.centres = g.centres[:0]
	sum := 0.0
	for i := range g.m.tiles() {
		t := g.m.inputs(g.m.at(i))
		c := p.centre2(g.m, &t)
		g.centres = append(g.centres, c)
		sum += float64(c)
	}
	g.samples = roundTwice(sum/float64(len(g.centres)), g.m.ref.Peak)
}

// parts makes the gradient in parts of whole blocks of rows, as tasks that may
// run at the same time. Each filters the rows above its own once more, so it has
// two blocks at least.
func (p *ssimPass) parts() {
	g := &p.gradient
	g.blocks = ceilDiv(g.m.h, asm.BlockRows)
	g.tasks = 1
	if p.par != nil {
		g.tasks = min(max(g.blocks/2, 1), maxTasks)
	}
	for len(g.kernels) < g.tasks {
		g.kernels = append(g.kernels, asm.SSIMGrad{})
	}
	if g.tasks == 1 {
		p.part(0)
		return
	}
	if g.task == nil {
		g.task = p.part
	}
	p.par(g.tasks, g.task)
}

// part makes part i.
func (p *ssimPass) part(i int) {
	g := &p.gradient
	k := &g.kernels[i]
	k.Init(p.half)
	k.C1, k.C2, k.Samples2, k.K, k.OfCS = p.c1, p.c2, g.samples, g.k, g.cs
	k.Begin((g.dst.W + asm.StripCols - 1) / asm.StripCols)
	y0 := i * g.blocks / g.tasks * asm.BlockRows
	y1 := min((i+1)*g.blocks/g.tasks*asm.BlockRows, g.m.h)
	for y := max(y0-p.window.Taps+1, 0); y < y1; {
		end := min((y/tileRows+1)*tileRows, y1)
		if y < y0 {
			end = min(end, y0)
		}
		p.slopes(k, y, end, y < y0)
		y = end
	}
}

// slopes makes the rows from y0 to y1 of the map, which are of one row of tiles,
// and those of the gradient; or rows that are only above the gradient's.
func (p *ssimPass) slopes(k *asm.SSIMGrad, y0, y1 int, above bool) {
	g := &p.gradient
	for x := 0; x < g.dst.W; x += asm.StripCols {
		t := asm.GradStrip{Strip: g.m.inputs(x, y0), Col: x / asm.StripCols}
		t.W, t.H = max(t.W, 0), y1-y0
		t.GradW = min(asm.StripCols, g.dst.W-x)
		if !above {
			t.GradH = t.H
			if y1 == g.m.h {
				t.GradH = g.dst.H - y0
			}
			t.Dst, t.DstStride = part(g.dst, x, y0, 0)
		}
		if t.W > 0 && !above {
			g.m.count(&t.Strip, x, y0)
			p.soon(&t.Strip, x/2, y0/2)
		}
		k.Centre2 = g.centres[y0/tileRows*g.m.strips+min(t.Col, g.m.strips-1)]
		k.Run(&t)
		if t.W > 0 && !above {
			p.halve(g.m, image.Rect(x, y0, x+asm.StripCols, y1))
		}
	}
}
