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

	pitch         int // of fields
	s, d, ss, dd  []float32
	wideS, wideSS []float64
	turned        []float32
	wideTurned    []float64
	means         []float32 // four fields
	wideMeans     []float64 // two
	union         []float32 // the product's
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
	t.turned = growRow(t.turned, t.pitch*zhaoRows)
	t.wideTurned = growRow(t.wideTurned, t.pitch*zhaoRows)
	t.means = growRow(t.means, 4*tileSize)
	t.wideMeans = growRow(t.wideMeans, 2*tileSize)
	t.union, t.zeros = growRow(t.union, tileSize), growRow(t.zeros, tileSize)
	clear(t.zeros)
}

// roundUp is the next multiple of m.
func roundUp(n, m int) int { return ceilDiv(n, m) * m }

// score makes the tile at x, y.
func (t *zhaoTile) score(x, y int) {
	t.place(x, y, t.centreOf(x, y))
	union := t.union[:t.size()]
	clear(union)
	for i := range t.windows {
		m := t.stats(i)
		m.JoinCS(union)
		if i == len(t.windows)-1 {
			m.JoinL(union)
		}
	}
	t.count()
}

// place makes the fields of the samples that the part of a tile from x, y on has
// under its windows.
func (t *zhaoTile) place(x, y int, c zhaoCentre) {
	t.x, t.y, t.at = x, y, c
	t.w = min(zhaoCols-x%zhaoCols, t.zhaoPass.w-x)
	t.h = min(zhaoRows, t.zhaoPass.h-y)
	t.tile(x, y, t.w, t.h, t.k.side).Fields(t.s, t.d, t.ss, t.dd, t.pitch, c.s, c.d)
	if skip, some := t.widest(); some {
		o := skip * (t.pitch + 1)
		t.tile(x+skip, y+skip, t.w, t.h, t.k.side-2*skip).WideFields(t.wideS[o:], t.wideSS[o:], t.pitch)
	}
}

// tile are the samples that w×h positions from x, y on have under a window,
// and some more columns where the picture has them.
func (t *zhaoTile) tile(x, y, w, h, taps int) *asm.Tile {
	a, b := t.dist, t.ref
	return &asm.Tile{X: a.Pix[y*a.Stride+x:], Y: b.Pix[y*b.Stride+x:], XStride: a.Stride, YStride: b.Stride,
		W: min(roundUp(w+taps-1, 16), a.W-x), H: h + taps - 1}
}

// widest is what the widest of the wide windows skips, if there are some.
func (t *zhaoTile) widest() (skip int, some bool) {
	skip = t.k.side
	for i := range t.windows {
		if w := &t.windows[i]; len(w.wide) > 0 {
			skip, some = min(skip, w.skip), true
		}
	}
	return skip, some
}

// size is how many means there are: some more columns than the part has.
func (t *zhaoTile) size() int { return roundUp(t.w, 4) * zhaoRows }

// stats are the means under window i.
func (t *zhaoTile) stats(i int) asm.Means {
	w := &t.windows[i]
	m := asm.Means{C1: t.c1, Centre2: t.at.s, Offset: t.at.d}
	m.D, m.DD = t.filter(0, t.d, w), t.filter(1, t.dd, w)
	if len(w.wide) == 0 {
		m.S, m.V = t.filter(2, t.s, w), t.filter(3, t.ss, w)
		asm.Variance(m.V[:t.size()], m.S, t.c2)
		return m
	}
	ms, mss := t.wideFilter(0, t.wideS, w), t.wideFilter(1, t.wideSS, w)
	m.S, m.V = t.means[2*tileSize:][:t.size()], t.means[3*tileSize:]
	asm.WideStats(m.S, m.V, ms, mss, float64(t.at.s), float64(t.c2))
	return m
}

// filter makes the means of a field under w.
func (t *zhaoTile) filter(to int, field []float32, w *zhaoWindow) []float32 {
	first, second := blocks(t, t.turned, t.means[to*tileSize:], field, w)
	asm.Turn(first, w.half)
	asm.Down(second, w.half)
	return second.Dst
}

// wideFilter makes the means of a wide field under w.
func (t *zhaoTile) wideFilter(to int, field []float64, w *zhaoWindow) []float64 {
	first, second := blocks(t, t.wideTurned, t.wideMeans[to*tileSize:], field, w)
	asm.WideTurn(first, w.wide)
	asm.WideDown(second, w.wide)
	return second.Dst
}

// blocks are what filters down, and then across, work on. The first begins some
// columns before the window does: where a vector does.
func blocks[T float32 | float64](t *zhaoTile, between, dst, field []T, w *zhaoWindow) (down, across asm.Block[T]) {
	cols, early := roundUp(t.w, 4), w.skip%8
	down = asm.Block[T]{Dst: between, To: zhaoRows, Src: field[w.skip*(t.pitch+1)-early:], Pitch: t.pitch,
		N: roundUp(early+cols+2*len(w.half)-2, 16), Rows: roundUp(t.h, 4)}
	across = asm.Block[T]{Dst: dst, To: zhaoRows, Src: between[early*zhaoRows:], Pitch: zhaoRows,
		N: roundUp(t.h, 16), Rows: cols}
	return down, across
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
