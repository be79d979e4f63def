package metrics

import "github.com/fastiqa/iqa/plane"

// field is a plane of float64, for metrics that need more digits than a Plane
// has. Its rows lie one after another.
type field struct {
	w, h int
	v    []float64
}

// resize makes f a field of w×h, reusing its memory. Values are undefined.
func (f *field) resize(w, h int) {
	if n := w * h; cap(f.v) < n {
		f.v = make([]float64, n)
	}
	f.w, f.h, f.v = w, h, f.v[:w*h]
}

// zero makes f a field of w×h zeros, reusing its memory.
func (f *field) zero(w, h int) {
	f.resize(w, h)
	clear(f.v)
}

func (f *field) row(y int) []float64 { return f.v[y*f.w:][:f.w] }

// narrow makes dst f in float32, with Peak 1.
func (f *field) narrow(dst *plane.Plane) {
	dst.Resize(f.w, f.h)
	dst.Peak = 1
	for y := range f.h {
		row := dst.Row(y)
		for x, v := range f.row(y) {
			row[x] = float32(v)
		}
	}
}
