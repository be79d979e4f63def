package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// resizer makes pictures of another size by a triangular window, one sample
// wide to each side of the two grids' finer one, with samples repeated in
// reverse beyond the edges: bilinear interpolation on enlarging, and on
// shrinking its like without aliases. Weights are the window's values, not
// normalised.
type resizer struct {
	cols, rows axis
	acc        [abreast][]float64 // rows made of others
	wide       field              // enlarged across
}

// axis says of which samples, by what weights, each new one is made.
type axis struct {
	from, to int
	ends     []int // of each new sample's taps
	taps     []tap
}

type tap struct {
	at     int
	weight float64
}

func (a *axis) resize(from, to int) {
	if a.from == from && a.to == to {
		return
	}
	a.from, a.to, a.ends, a.taps = from, to, a.ends[:0], a.taps[:0]
	step := float64(from) / float64(to)
	reach := max(step, 1)
	for i := range to {
		mid := float64((float64(i)+.5)*step) - .5
		for k := int(math.Ceil(mid - reach)); float64(k) < mid+reach; k++ {
			w := (1 - math.Abs(mid-float64(k))/reach) / reach
			if w > 0 {
				a.taps = append(a.taps, tap{mirrored(k, from), w})
			}
		}
		a.ends = append(a.ends, len(a.taps))
	}
}

// mirrored is k, or where beyond n samples it is mirrored to.
func mirrored(k, n int) int {
	if k < 0 {
		k = -1 - k
	}
	if k %= 2 * n; k >= n {
		k = 2*n - 1 - k
	}
	return k
}

// of are the taps of new sample i.
func (a *axis) of(i int) []tap {
	if i == 0 {
		return a.taps[:a.ends[0]]
	}
	return a.taps[a.ends[i-1]:a.ends[i]]
}

func (r *resizer) resize(fromW, fromH, w, h int) {
	r.cols.resize(fromW, w)
	r.rows.resize(fromH, h)
}

// shrink makes dst, w×h, of the samples of p times scale: rows first, of which
// there are fewer then.
func (r *resizer) shrink(dst *field, p *plane.Plane, scale float64, w, h int) {
	r.resize(p.W, p.H, w, h)
	dst.resize(w, h)
	for i := range r.acc {
		r.acc[i] = growRow(r.acc[i], p.W)
	}
	for y := 0; y < h; y += abreast {
		for i, acc := range r.acc {
			clear(acc)
			for _, t := range r.rows.of(min(y+i, h-1)) {
				asm.AddWideTimes(acc, p.Row(t.at), t.weight*scale)
			}
		}
		r.across(dst.abreast(y), r.acc)
	}
}

// enlarge begins to make a picture of w×h of src: columns first, for src has
// fewer rows. The method row makes one of it.
func (r *resizer) enlarge(src *field, w, h int) {
	r.resize(src.w, src.h, w, h)
	r.wide.resize(w, src.h)
	for y := 0; y < src.h; y += abreast {
		r.across(r.wide.abreast(y), src.abreast(y))
	}
}

// row makes dst row y of what is enlarged.
func (r *resizer) row(dst []float64, y int) {
	clear(dst)
	for _, t := range r.rows.of(y) {
		asm.AddTimes(dst, r.wide.row(t.at), t.weight)
	}
}

// abreast is how many rows are resized across at a time: they share the taps, and
// no sum waits for the one before.
const abreast = 4

// abreast are the rows from y on; where there are too few, the last again.
func (f *field) abreast(y int) (rows [abreast][]float64) {
	for i := range rows {
		rows[i] = f.row(min(y+i, f.h-1))
	}
	return rows
}

// across resizes the columns of rows.
func (r *resizer) across(dst, src [abreast][]float64) {
	first := 0
	for x, end := range r.cols.ends {
		var a, b, c, d float64
		for _, t := range r.cols.taps[first:end] {
			a += float64(t.weight * src[0][t.at])
			b += float64(t.weight * src[1][t.at])
			c += float64(t.weight * src[2][t.at])
			d += float64(t.weight * src[3][t.at])
		}
		dst[0][x], dst[1][x], dst[2][x], dst[3][x] = a, b, c, d
		first = end
	}
}
