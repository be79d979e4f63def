package metrics

import (
	"image"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// A gradient is made in cells of so many samples, whose work space stays in a
// near cache whatever the size of the picture.
const (
	cellCols = 4 * asm.StripCols
	cellRows = tileRows
)

// Statistics at a position of the map have the centre of its tile. Those of the
// score's tiles will do for pictures as they are. A halved picture has less
// noise, so that the rounding of its statistics weighs more, and costs less:
// there tiles are small.
var (
	tileOfScore  = image.Pt(asm.StripCols, tileRows)
	tileOfHalved = image.Pt(32, 32)
)

// ssimGrad makes the gradient of a pass's mean l·cs, or mean cs.
type ssimGrad struct {
	pass    *ssimPass
	dst     *plane.Plane
	k       float32
	cs      bool // of the mean cs
	tile    image.Point
	tiles   int // across
	centres []float32
	centre2 float32 // that of the samples
	across  int     // cells
	tasks   int
	task    func(i int) // run, bound once
	cells   []gradCell
}

// grad writes k times the gradient of the mean l·cs, or of the mean cs, by a
// sample of dist to dst, which has their size.
func (p *ssimPass) grad(dst, ref, dist *plane.Plane, cs bool, tile image.Point, k float64) {
	p.size(ref, dist)
	g := &p.gradient
	g.pass, g.dst, g.cs, g.tile = p, dst, cs, tile
	g.k = factor(4 * k / (float64(p.w) * float64(p.h)))
	p.findCentres()
	g.across = (dst.W + cellCols - 1) / cellCols
	g.run()
}

// findCentres finds the centres of all tiles and, for the samples, one for the
// plane: their mean.
func (p *ssimPass) findCentres() {
	g := &p.gradient
	g.centres = g.centres[:0]
	g.tiles = (p.w + g.tile.X - 1) / g.tile.X
	sum := 0.0
	for y := 0; y < p.h; y += g.tile.Y {
		for x := 0; x < p.w; x += g.tile.X {
			t := p.inputs(x, y)
			t.W, t.H = min(t.W, g.tile.X), min(t.H, g.tile.Y)
			c := p.centre2(&t)
			g.centres = append(g.centres, c)
			sum += float64(c)
		}
	}
	g.centre2 = roundTwice(sum/float64(len(g.centres)), p.ref.Peak)
}

// run makes all cells, as tasks that may run at the same time.
func (g *ssimGrad) run() {
	n := g.across * ((g.dst.H + cellRows - 1) / cellRows)
	g.tasks = 1
	if g.pass.par != nil {
		g.tasks = min(n, maxTasks)
	}
	for len(g.cells) < g.tasks {
		g.cells = append(g.cells, gradCell{})
	}
	if g.tasks == 1 {
		g.some(0)
		return
	}
	if g.task == nil {
		g.task = g.some
	}
	g.pass.par(g.tasks, g.task)
}

// some makes every tasks-th cell, from cell i.
func (g *ssimGrad) some(i int) {
	n := g.across * ((g.dst.H + cellRows - 1) / cellRows)
	c := &g.cells[i]
	c.ssimGrad = g
	c.init()
	for ; i < n; i += g.tasks {
		c.make(i%g.across*cellCols, i/g.across*cellRows)
	}
}

// gradCell is the work space of one task.
type gradCell struct {
	*ssimGrad
	win    window
	halo   int // taps-1
	x0, x1 int // columns of the cell

	segs  []segment
	in    []float32     // the fields of one row of samples
	rows  ring[float32] // of these filtered across
	means []float32     // and down

	width int           // columns of the map that the cell's are under, beyond its edges too
	abc   []float32     // coefficients of one row of the map, 0 beyond its edges
	maps  ring[float32] // of these filtered across
	sums  []float32     // and down
}

// segment is the part of a cell that a tile of the map makes: the fields of
// its samples lie one after another in a row.
type segment struct {
	x, w int // columns of the map
	at   int // of the first field
	tile int // column of tiles
}

func (c *gradCell) init() {
	c.win.set(c.pass.half)
	c.halo = c.win.taps() - 1
}

// make makes the cell at x0, y0.
func (c *gradCell) make(x0, y0 int) {
	c.x0, c.x1 = x0, min(x0+cellCols, c.dst.W)
	c.layOut()
	y1 := min(y0+cellRows, c.dst.H)
	first := max(y0-c.halo, 0)
	for y := y0 - c.halo; y < y1; y++ {
		if y < 0 || y >= c.pass.h {
			clear(c.maps.row(y))
		} else {
			c.stats(y, y == first)
			c.coefficients(y)
		}
		if y >= y0 {
			c.out(y)
		}
	}
}

// layOut cuts the columns of the map that the cell's samples are under into
// segments, and makes room for all.
func (c *gradCell) layOut() {
	c.segs = c.segs[:0]
	n := 0
	end := min(c.x1, c.pass.w)
	for x := max(c.x0-c.halo, 0); x < end; {
		tile := x / c.tile.X
		w := min((tile+1)*c.tile.X, end) - x
		c.segs = append(c.segs, segment{x, w, n, tile})
		n += 4 * (w + c.halo)
		x += w
	}
	c.in = growRow(c.in, n)
	c.rows.set(c.win.taps(), n-c.halo)
	c.means = growRow(c.means, n-c.halo)
	c.width = c.x1 - c.x0 + c.halo
	c.abc = growRow(c.abc, 3*c.width)
	clear(c.abc)
	c.maps.set(c.win.taps(), 3*c.width-c.halo)
	c.sums = growRow(c.sums, 3*c.width-c.halo)
}

// stats makes the means of the fields at row y of the map. Rows that the one
// above has filtered across are still there, unless they had other centres.
func (c *gradCell) stats(y int, first bool) {
	r := y + c.halo
	if first || y%c.tile.Y == 0 {
		r = y
	}
	for ; r <= y+c.halo; r++ {
		for _, s := range c.segs {
			c.fields(s, r, c.centre(s, y))
		}
		c.win.across(c.rows.row(r), c.in)
	}
	c.win.down(c.means, &c.rows, y)
}

// centre is that of a segment's tile at row y of the map.
func (c *gradCell) centre(s segment, y int) float32 {
	return c.centres[y/c.tile.Y*c.tiles+s.tile]
}

// fields makes those of a segment at row r of the samples.
func (c *gradCell) fields(s segment, r int, centre2 float32) {
	n := s.w + c.halo
	f := c.in[s.at:]
	asm.Fields(f[:n], f[n:2*n], f[2*n:3*n], f[3*n:4*n],
		c.pass.dist.Row(r)[s.x:], c.pass.ref.Row(r)[s.x:], centre2, 0)
}

// coefficients makes those of row y of the map and filters them across.
func (c *gradCell) coefficients(y int) {
	for _, s := range c.segs {
		n, m := s.w+c.halo, c.means[s.at:]
		centre2 := c.centre(s, y)
		k := asm.Means{S: m[:s.w], D: m[n:], SS: m[2*n:], DD: m[3*n:],
			C1: c.pass.c1, C2: c.pass.c2, Centre2: centre2, Fold: centre2 - c.centre2}
		at := s.x - c.x0 + c.halo
		a := c.abc[at:][:s.w]
		b, d := c.abc[c.width+at:], c.abc[2*c.width+at:]
		if c.cs {
			k.CS(c.sums[:s.w], a, b, d)
		} else {
			k.SSIM(a, b, d)
		}
	}
	c.win.across(c.maps.row(y), c.abc)
}

// out makes row y of the gradient.
func (c *gradCell) out(y int) {
	c.win.down(c.sums, &c.maps, y-c.halo)
	asm.Combine(c.dst.Row(y)[c.x0:c.x1], c.sums, c.sums[c.width:], c.sums[2*c.width:],
		c.pass.dist.Row(y)[c.x0:], c.pass.ref.Row(y)[c.x0:], c.centre2, 0, c.k)
}
