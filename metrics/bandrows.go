package metrics

import (
	"github.com/fastiqa/iqa/asm"
)

// bandRows are the rows of a band, made in order when they are asked for. It
// keeps the last of them.
type bandRows struct {
	l    *laplacian
	k    int
	made int
	kept ring[float64]
}

// set begins band k of l, of which so many rows are kept.
func (b *bandRows) set(l *laplacian, k, rows int) {
	b.l, b.k, b.made = l, k, 0
	b.kept.set(rows, l.level(k).w)
}

// row is row y of the band.
func (b *bandRows) row(y int) []float64 {
	for ; b.made <= y; b.made++ {
		b.l.band(b.kept.row(b.made), b.k, b.made)
	}
	return b.kept.row(y)
}

// parents are the rows of a band enlarged to the size of the band above:
// linearly between the centres of samples, (4w-3)×(4h-3), of which every second
// sample is kept, the first one before the first sample.
type parents struct {
	from bandRows
	at   []place // of columns
	row  []float64
}

// place is between samples i and i+1, or i and i at the end.
type place struct {
	i, next int
	f       float64
}

// placeOf is where sample k of the enlarged picture lies in n samples.
func placeOf(k, n int) place {
	u := (2*float64(k)-.5)*float64(n)/float64(4*n-3) - .5
	u = min(max(u, 0), float64(n-1))
	i := int(u)
	return place{i, min(i+1, n-1), u - float64(i)}
}

// set begins the parents of band k of l.
func (p *parents) set(l *laplacian, k int) {
	p.from.set(l, k+1, 2)
	small := l.level(k + 1)
	p.row = growRow(p.row, small.w)
	p.at = growRow(p.at, l.level(k).w)
	for x := range p.at {
		p.at[x] = placeOf(x, small.w)
	}
}

// make makes row y, from above downwards.
func (p *parents) make(dst []float64, y int) {
	v := placeOf(y, p.from.l.level(p.from.k).h)
	asm.Between(p.row, p.from.row(v.i), p.from.row(v.next), v.f)
	for x, h := range p.at {
		a, b := p.row[h.i], p.row[h.next]
		dst[x] = a + float64(h.f*(b-a))
	}
}
