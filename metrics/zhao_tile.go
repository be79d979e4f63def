package metrics

import "github.com/fastiqa/iqa/asm"

// zhaoTile is the work space that a part of a tile of the map is made in, as
// wide and as high as a tile at the most. Samples come row by row. A filter down
// transposes, and another one makes the means, column by column of zhaoRows
// rows: in both directions it reads whole rows of what is there. What lies
// behind the part's last column or row is made too, where vectors have it, of
// whatever is there, and not used.
type zhaoTile struct {
	*zhaoPass
	at         zhaoCentre
	x, y, w, h int // the part
	begun      int // columns that the windows share with those of the part before: 0, or all but one

	pitch         int // of fields
	s, d, ss, dd  []float32
	wideS, wideSS []float64
	columns       zhaoColumns[float32]
	wideColumns   zhaoColumns[float64]
	wideMeans     [2][2][]float64 // of two windows: two fields
	wideStats     [][2][]float32  // of each window with wide means: S and V
	means         [2][4][]float32 // of two windows: four fields
	stats         [2]asm.Means    // of these
	union         []float32       // the product's
	zeros         []float32
}

// tileSize is how many positions a tile has.
const tileSize = zhaoCols * zhaoRows

func (t *zhaoTile) init(p *zhaoPass) {
	t.zhaoPass = p
	t.pitch = roundUp(zhaoCols+p.k.side-1, 16)
	n := (zhaoRows+p.k.side-1)*t.pitch + 16
	t.s, t.d = growRow(t.s, n), growRow(t.d, n)
	t.ss, t.dd = growRow(t.ss, n), growRow(t.dd, n)
	t.wideS, t.wideSS = growRow(t.wideS, n), growRow(t.wideSS, n)
	t.columns.init(t, 4)
	t.wideColumns.init(t, 2)
	for len(t.wideStats) < len(p.windows) {
		t.wideStats = append(t.wideStats, [2][]float32{})
	}
	for k := range 2 {
		for f := range t.means[k] {
			t.means[k][f] = growRow(t.means[k][f], tileSize)
		}
		for f := range t.wideMeans[k] {
			t.wideMeans[k][f] = growRow(t.wideMeans[k][f], tileSize)
		}
		for i := range p.windows {
			if p.windows[i].isWide() {
				t.wideStats[i][k] = growRow(t.wideStats[i][k], tileSize)
			}
		}
	}
	t.union, t.zeros = growRow(t.union, tileSize), growRow(t.zeros, tileSize)
	clear(t.zeros)
}

// roundUp is the next multiple of m.
func roundUp(n, m int) int { return ceilDiv(n, m) * m }

// row makes the row of tiles at y.
func (t *zhaoTile) row(y int) {
	c := t.centreOf(y)
	for x := 0; x < t.zhaoPass.w; x += t.w {
		t.place(x, y, c, x > 0)
		t.score()
	}
}

// score makes the tile that has been placed.
func (t *zhaoTile) score() {
	union := t.union[:t.size()]
	clear(union)
	for _, g := range t.groups {
		t.measure(g)
		for k, i := range g {
			t.stats[k].JoinCS(union)
			if i == t.last() {
				t.stats[k].JoinL(union)
			}
		}
	}
	t.count()
}

// place makes the fields of the samples that the part of a tile from x, y on has
// under its windows, but for those that were under the windows of the part before,
// where that ends here. Wide fields come first, and are done with: the second cache
// has not the room for all.
func (t *zhaoTile) place(x, y int, c zhaoCentre, goesOn bool) {
	t.x, t.y, t.at = x, y, c
	t.w = min(zhaoCols-x%zhaoCols, t.zhaoPass.w-x)
	t.h = min(zhaoRows, t.zhaoPass.h-y)
	t.begun = 0
	if goesOn {
		t.begun = t.k.side - 1
	}
	t.measureWide()
	all := t.tile(0)
	all.Fields(t.s, t.d, t.ss, t.dd, t.pitch, c.s, c.d)
}

// fresh is how many columns of samples the part has that the one before had not.
func (t *zhaoTile) fresh() int { return t.w + t.k.side - 1 - t.begun }

// tile are the part's samples, but for so many rows above and below, and some more
// columns where the picture has them.
func (t *zhaoTile) tile(skip int) asm.Tile {
	a, b := t.dist, t.ref
	x, y := t.x+t.begun, t.y+skip
	return asm.Tile{X: a.Pix[y*a.Stride+x:], Y: b.Pix[y*b.Stride+x:], XStride: a.Stride, YStride: b.Stride,
		W: min(roundUp(t.fresh(), 16), a.W-x), H: t.h + t.k.side - 1 - 2*skip}
}

// size is how many means there are: some more columns than the part has.
func (t *zhaoTile) size() int { return roundUp(t.w, 4) * zhaoRows }

// measureWide makes S and V under the windows whose variances are made in float64.
func (t *zhaoTile) measureWide() {
	if len(t.wideGroups) == 0 {
		return
	}
	n, skip := t.size(), t.k.side
	for _, g := range t.wideGroups { // the first of two is the wider one
		skip = min(skip, t.windows[g[0]].skip)
	}
	inner := t.tile(skip)
	inner.WideFields(t.wideS[skip*t.pitch:], t.wideSS[skip*t.pitch:], t.pitch)
	for _, g := range t.wideGroups {
		t.wideFilter(g, 0, t.wideS)
		t.wideFilter(g, 1, t.wideSS)
		for k, i := range g {
			m := &t.wideMeans[k]
			asm.WideStats(t.wideStats[i][0][:n], t.wideStats[i][1], m[0], m[1], float64(t.at.s), float64(t.c2))
		}
	}
}

// measure makes the means under the windows of a group.
func (t *zhaoTile) measure(g []int) {
	t.filter(g, 0, t.d)
	t.filter(g, 1, t.dd)
	narrow := g
	for len(narrow) > 0 && t.windows[narrow[len(narrow)-1]].isWide() {
		narrow = narrow[:len(narrow)-1]
	}
	if len(narrow) > 0 {
		t.filter(narrow, 2, t.s)
		t.filter(narrow, 3, t.ss)
	}
	for k, i := range g {
		m := &t.means[k]
		s, v := m[2], m[3]
		if k < len(narrow) {
			asm.Variance(v[:t.size()], s, t.c2)
		} else {
			s, v = t.wideStats[i][0], t.wideStats[i][1]
		}
		t.stats[k] = asm.Means{S: s, D: m[0], V: v, DD: m[1], C1: t.c1, Centre2: t.at.s, Offset: t.at.d}
	}
}

// filter makes the means of field f under the windows of a group.
func (t *zhaoTile) filter(g []int, f int, field []float32) {
	c := &t.columns
	b := c.down(t, g, f, field)
	if len(g) == 2 {
		asm.TurnTwo(b, c.second(t), t.windows[g[0]].half, t.windows[g[1]].half)
	} else {
		asm.Turn(b, t.windows[g[0]].half)
	}
	for k, i := range g {
		asm.Down(c.across(t, t.means[k][f], k, i), t.windows[i].half)
	}
	c.keep(t, g, f)
}

// wideFilter makes the means of wide field f under the windows of a group.
func (t *zhaoTile) wideFilter(g []int, f int, field []float64) {
	c := &t.wideColumns
	b := c.down(t, g, f, field)
	if len(g) == 2 {
		asm.WideTurnTwo(b, c.second(t), t.windows[g[0]].wide, t.windows[g[1]].wide)
	} else {
		asm.WideTurn(b, t.windows[g[0]].wide)
	}
	for k, i := range g {
		asm.WideDown(c.across(t, t.wideMeans[k][f], k, i), t.windows[i].wide)
	}
	c.keep(t, g, f)
}

// count adds the part, and keeps it where a map is wanted.
func (t *zhaoTile) count() {
	var sums asm.DiffSums
	if t.h == zhaoRows {
		sums.Add(t.union[:t.w*zhaoRows], t.zeros)
	} else {
		for c := range t.w {
			sums.Add(t.union[c*zhaoRows:][:t.h], t.zeros)
		}
	}
	_, _, t.sums[t.tileAt(t.x, t.y)] = sums.Totals()
	for r := 0; t.mapped != nil && r < t.h; r++ {
		row := t.mapped.Row(t.y + r)[t.x:][:t.w]
		for c := range row {
			row[c] = t.union[c*zhaoRows+r]
		}
	}
}
