package asm

// Classes is how many partial sums run side by side: column i adds to partial
// sum i mod Classes, whatever the vector length of the implementation.
const Classes = 16

// DiffSums are sums over samples of two pictures, by column class.
type DiffSums struct {
	Abs [Classes]float64 // |x-y|
	Sq  [Classes]float64 // (x-y)²
	Sum [Classes]float64 // x+y
}

// Add adds one row. Differences and sums of samples are rounded to float32,
// which is exact for integers up to 2^23; squares are exact in float64; each
// class adds its columns from left to right. It panics if y is shorter than x.
func (s *DiffSums) Add(x, y []float32) {
	y = need(y, len(x))
	for len(x) >= Classes {
		s.add((*[Classes]float32)(x), (*[Classes]float32)(y))
		x, y = x[Classes:], y[Classes:]
	}
	for i, v := range x {
		s.one(i, v, y[i])
	}
}

func (s *DiffSums) add(x, y *[Classes]float32) {
	for i, v := range x {
		s.one(i, v, y[i])
	}
}

func (s *DiffSums) one(i int, x, y float32) {
	d := float64(x - y)
	s.Sum[i] += float64(x + y)
	s.Sq[i] += float64(d * d)
	if d < 0 {
		d = -d
	}
	s.Abs[i] += d
}

// Totals adds the classes in order: Σ|x-y|, Σ(x-y)², Σ(x+y).
func (s *DiffSums) Totals() (abs, sq, sum float64) {
	for i := range Classes {
		abs += s.Abs[i]
		sq += s.Sq[i]
		sum += s.Sum[i]
	}
	return abs, sq, sum
}

// AbsDiff is dst[i] = |x[i]-y[i]|/peak. It panics if x or y is shorter than dst.
func AbsDiff(dst, x, y []float32, peak float32) {
	x, y = need(x, len(dst)), need(y, len(dst))
	for i := range dst {
		d := x[i] - y[i]
		if d < 0 {
			d = -d
		}
		dst[i] = d / peak
	}
}

// SquareDiff is dst[i] = ((x[i]-y[i])/peak)². It panics if x or y is shorter
// than dst.
func SquareDiff(dst, x, y []float32, peak float32) {
	x, y = need(x, len(dst)), need(y, len(dst))
	for i := range dst {
		d := (x[i] - y[i]) / peak
		dst[i] = d * d
	}
}
