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
	acc, row   []float64
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
	r.acc, r.row = growRow(r.acc, fromW), growRow(r.row, fromW)
}

// plane makes dst, w×h, of the samples of p times scale.
func (r *resizer) plane(dst *field, p *plane.Plane, scale float64, w, h int) {
	r.resize(p.W, p.H, w, h)
	dst.resize(w, h)
	for y := range h {
		clear(r.acc)
		for _, t := range r.rows.of(y) {
			asm.Widen(r.row, p.Row(t.at), scale)
			asm.AddTimes(r.acc, r.row, t.weight)
		}
		r.across(dst.row(y))
	}
}

// field makes dst, w×h, of src.
func (r *resizer) field(dst, src *field, w, h int) {
	r.resize(src.w, src.h, w, h)
	dst.resize(w, h)
	for y := range h {
		clear(r.acc)
		for _, t := range r.rows.of(y) {
			asm.AddTimes(r.acc, src.row(t.at), t.weight)
		}
		r.across(dst.row(y))
	}
}

func (r *resizer) across(dst []float64) {
	first := 0
	for x, end := range r.cols.ends {
		sum := 0.0
		for _, t := range r.cols.taps[first:end] {
			sum += float64(t.weight * r.acc[t.at])
		}
		dst[x], first = sum, end
	}
}
