package asm

import "math"

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
	touch(nil, x, y)
	n := 0
	if best != generic {
		n = len(x) &^ (Classes - 1)
	}
	if n > 0 {
		diffSums(best, &diffSumsArgs{sums: s, x: &x[0], y: &y[0], n: int64(n),
			magnitude: math.MaxInt64, one: 1})
	}
	s.addGo(x[n:], y[n:])
}

// diffSumsArgs are the arguments of diff_sums in _c/diff.c.
type diffSumsArgs struct {
	sums      *DiffSums
	x, y      *float32
	n         int64 // columns: a multiple of Classes, not 0
	magnitude int64 // all bits of a float64 but the sign
	one       float64
}

func (s *DiffSums) addGo(x, y []float32) {
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
	s.Abs[i] += math.Abs(d)
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
	touch(dst, x, y)
	n := whole(len(dst))
	if n > 0 {
		absDiff(best, pointArgs(dst, x, y, n, peak))
	}
	absDiffGo(dst[n:], x[n:], y[n:], peak)
}

// SquareDiff is dst[i] = ((x[i]-y[i])/peak)². It panics if x or y is shorter
// than dst.
func SquareDiff(dst, x, y []float32, peak float32) {
	x, y = need(x, len(dst)), need(y, len(dst))
	touch(dst, x, y)
	n := whole(len(dst))
	if n > 0 {
		squareDiff(best, pointArgs(dst, x, y, n, peak))
	}
	squareDiffGo(dst[n:], x[n:], y[n:], peak)
}

// pointDiffArgs are the arguments of abs_diff and square_diff in _c/diff.c.
type pointDiffArgs struct {
	dst       *float32
	x, y      *float32
	n         int64 // columns: a multiple of the vector's length, not 0
	peak      float32
	magnitude int32 // all bits of a float32 but the sign
}

func pointArgs(dst, x, y []float32, n int, peak float32) *pointDiffArgs {
	return &pointDiffArgs{&dst[0], &x[0], &y[0], int64(n), peak, math.MaxInt32}
}

func absDiffGo(dst, x, y []float32, peak float32) {
	for i := range dst {
		dst[i] = float32(math.Abs(float64(x[i]-y[i]))) / peak
	}
}

func squareDiffGo(dst, x, y []float32, peak float32) {
	for i := range dst {
		d := (x[i] - y[i]) / peak
		dst[i] = d * d
	}
}
