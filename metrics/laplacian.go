package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
)

// laplacian is the pyramid of P. J. Burt and E. H. Adelson, "The Laplacian
// Pyramid as a Compact Image Code", IEEE Transactions on Communications 31(4),
// 1983, pp. 532-540, doi 10.1109/TCOM.1983.1095851: from level to level filtered
// by [1 4 6 4 1], of sum √2, along each axis, and of that every second sample
// from 0 on. A band is a level less the next one enlarged, with zeros between
// its samples and the same filter; the last band is the last level. Beyond the
// edges samples are reflected about the outermost. Levels are kept, bands made
// row by row.
type laplacian struct {
	base *field
	low  []field // levels below

	filter blur
	near   [3][]float64 // rows to filter down
	tall   []float64    // these filtered
	wide   []float64    // a row to filter across, and that filtered
}

const gain = math.Sqrt2 / 16 // of [1 4 6 4 1]

var (
	binomial     = []float64{gain, 4 * gain, 6 * gain}
	binomialEven = []float64{gain, 6 * gain} // what zeros between samples leave
	binomialOdd  = []float64{4 * gain, 0}    // at the row between, the middle one is stuffed
)

// set makes the levels of base, bands in number.
func (l *laplacian) set(base *field, bands int) {
	l.base, l.low = base, growRow(l.low, bands-1)
	l.filter.set(binomial)
	for k := range l.low {
		l.shrink(&l.low[k], l.level(k))
	}
}

// level is the base shrunk k times.
func (l *laplacian) level(k int) *field {
	if k == 0 {
		return l.base
	}
	return &l.low[k-1]
}

// shrink makes dst the level below src.
func (l *laplacian) shrink(dst, src *field) {
	dst.resize((src.w+1)/2, (src.h+1)/2)
	inner := l.room(src.w)
	for y := range dst.h {
		for j := range l.filter.rows {
			l.filter.rows[j] = src.row(reflected(2*y+j-2, src.h))
		}
		asm.Blur(inner, l.filter.half, l.filter.rows)
		asm.Even(dst.row(y), l.across())
	}
}

// band makes row y of band k.
func (l *laplacian) band(dst []float64, k, y int) {
	row := l.level(k).row(y)
	if k == len(l.low) {
		copy(dst, row)
		return
	}
	asm.Stuff(l.room(len(row)), l.down(k, y))
	asm.SubRow(dst, row, l.across())
}

// down filters the level below k down, to row y of k.
func (l *laplacian) down(k, y int) []float64 {
	low, h := &l.low[k], l.level(k).h
	l.tall = growRow(l.tall, low.w)
	half, first, step := binomialEven, y-2, 2
	if y&1 == 1 {
		half, first, step = binomialOdd, y-1, 1
	}
	for j := range l.near {
		l.near[j] = low.row(reflected(first+j*step, h) / 2)
	}
	asm.Blur(l.tall, half, l.near[:])
	return l.tall
}

// room makes room for a row of n samples to filter across.
func (l *laplacian) room(n int) []float64 {
	l.wide = growRow(l.wide, 2*n+4)
	return l.wide[2:][:n]
}

// across filters the row in the room across.
func (l *laplacian) across() []float64 {
	n := (len(l.wide) - 4) / 2
	in, out := l.wide[:n+4], l.wide[n+4:]
	in[0], in[1] = in[4], in[3]
	in[n+2], in[n+3] = in[n], in[n-1]
	l.filter.across(out, in)
	return out
}

// reflected is the sample that stands for i of n.
func reflected(i, n int) int {
	if i < 0 {
		return -i
	}
	return min(i, 2*(n-1)-i)
}
