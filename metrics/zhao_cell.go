package metrics

import "github.com/fastiqa/iqa/asm"

// zhaoCell is the work space that a cell of the gradient is made in, from
// above, one row of tiles after the other: the coefficients at positions whose
// windows have samples of the cell, column by column; filtered across, row by
// row, as many as windows over the next zhaoRows rows of samples need; filtered
// down, and summed over windows.
type zhaoCell struct {
	zhaoTile
	x0, x1, y0, y1 int // the samples

	halo    int       // columns of the map to the left of the samples
	coefs   []float32 // a, b and c for each window, 0 beyond the map
	losses  []float32 // for each window, then for l
	aOfL    []float32
	product asm.Product
	maps    [][]float32 // a, b and c for each window
	abc     []float32   // a, b and c, filtered and summed
}

// Cells of the gradient's samples begin where tiles do. Each makes the positions to its
// left and above once more, so one task has large ones. Several want to have as much to
// do each.
const (
	zhaoCellCols, zhaoCellRows     = 4 * zhaoCols, 64 * zhaoRows // at the most
	zhaoSharedCols, zhaoSharedRows = 3 * zhaoCols, 17 * zhaoRows
)

// divide finds the size of cells.
func (p *zhaoPass) divide() {
	cols, rows := zhaoCellCols, zhaoCellRows
	if p.par != nil {
		cols, rows = zhaoSharedCols, zhaoSharedRows
	}
	p.cellCols = evenly(p.ref.W, cols, zhaoCols)
	p.cellRows = evenly(p.ref.H, rows, zhaoRows)
}

// evenly is how large the parts of n are that are no larger than that and no more than
// need be, all but the last of one size, a multiple of unit.
func evenly(n, largest, unit int) int {
	return roundUp(ceilDiv(n, ceilDiv(n, largest)), unit)
}

// cellPitch is from row to row of what has been filtered across: an odd number of
// cache lines, or rows would compete for a few places of the first cache.
const cellPitch = zhaoCellCols + 16

const cellSize = cellPitch * zhaoRows

func (c *zhaoCell) init(p *zhaoPass) {
	c.zhaoTile.init(p)
	if p.grad == nil {
		return
	}
	k := len(p.windows)
	c.halo = roundUp(p.k.side-1, 16)
	c.coefs = growRow(c.coefs, 3*k*c.stride())
	c.losses, c.aOfL = growRow(c.losses, (k+1)*lossPitch), growRow(c.aOfL, tileSize)
	c.abc = growRow(c.abc, 3*cellSize)
	c.maps = growRow(c.maps, 3*k)
	for i := range c.maps {
		c.maps[i] = growRow(c.maps[i], (c.above(i/3)+zhaoRows)*cellPitch)
	}
}

// stride is how far apart coefficients are, and lossPitch how far losses. All are read
// side by side: whole pages apart, they would compete for a few places of the first
// cache.
func (c *zhaoCell) stride() int { return (c.halo+zhaoCellCols)*zhaoRows + 16 }

const lossPitch = tileSize + 16

// above is how many rows of the map before those of a tile window i needs for
// the samples of these numbers.
func (c *zhaoCell) above(i int) int { return c.k.side - 1 - c.windows[i].skip }

// make makes the cell at x, y, and the sums of its tiles.
func (c *zhaoCell) make(x, y int) {
	c.x0, c.x1 = x, min(x+c.cellCols, c.ref.W)
	c.y0, c.y1 = y, min(y+c.cellRows, c.ref.H)
	clear(c.coefs)
	for _, m := range c.maps {
		clear(m)
	}
	first := max(y-c.k.side+1, 0) / zhaoRows * zhaoRows
	for y := first; y < c.y1; y += zhaoRows {
		if y < c.zhaoPass.h {
			c.positions(y)
		}
		c.across(y)
		if y >= c.y0 {
			c.samples(y)
		}
		for i, m := range c.maps {
			n := c.above(i/3) * cellPitch
			copy(m[:n], m[cellSize:])
		}
	}
}

// positions makes the coefficients of the tiles at row y.
func (c *zhaoCell) positions(y int) {
	end := min(c.x1, c.zhaoPass.w)
	first := max(c.x0-c.halo, 0)
	for x := first; x < end; x += c.w {
		c.place(x, y, c.centres[y/zhaoRows], x > first)
		c.w = min(c.w, end-x)
		c.coefficients()
		if x >= c.x0 && y >= c.y0 {
			c.join()
			c.count()
		}
		c.weigh()
	}
}

// coef is where coefficient f, 0 to 2, of window i goes.
func (c *zhaoCell) coef(i, f int) []float32 {
	o := (c.x - c.x0 + c.halo) * zhaoRows
	return c.coefs[(3*i+f)*c.stride():][:c.stride()][o:][:c.w*zhaoRows]
}

// coefficients makes the losses and the coefficients of a part of a tile.
func (c *zhaoCell) coefficients() {
	for _, g := range c.groups {
		c.measure(g)
		for k, i := range g {
			c.stats[k].CS(c.loss(i)[:c.w*zhaoRows], c.coef(i, 0), c.coef(i, 1), c.coef(i, 2))
			if i == c.last() {
				c.stats[k].L(c.loss(i+1), c.aOfL)
			}
		}
	}
}

// loss is where the losses under a window go, and behind them those of l.
func (c *zhaoCell) loss(i int) []float32 { return c.losses[i*lossPitch:][:c.size()] }

// join makes the loss of the product.
func (c *zhaoCell) join() {
	union := c.union[:c.size()]
	clear(union)
	for _, g := range c.groups {
		for _, i := range g {
			asm.Join(union, c.loss(i))
			if i == c.last() {
				asm.Join(union, c.loss(i+1))
			}
		}
	}
}
