package metrics

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

func (f *field) row(y int) []float64 { return f.v[y*f.w:][:f.w] }
