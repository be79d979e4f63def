package asm

import "math"

// Sums are partial sums in float64 by column class: column i adds to partial
// sum i mod Classes, each class its columns from left to right, whatever the
// vector length of the implementation.
type Sums [Classes]float64

// sumsArgs are the arguments of sum, sum_squares, sum_products and
// sum_distances in _c/sums.c.
type sumsArgs struct {
	sums *Sums
	x, w *float64
	n    int64 // columns: a multiple of Classes, not 0

	mean, meanW float64
}

// args are those of a kernel, and how many columns it does.
func (s *Sums) args(x []float64) (int, sumsArgs) {
	n := 0
	if best != generic {
		n = len(x) &^ (Classes - 1)
	}
	if n == 0 {
		return 0, sumsArgs{}
	}
	return n, sumsArgs{sums: s, x: &x[0], n: int64(n)}
}

// Add adds a row.
func (s *Sums) Add(x []float64) {
	n, p := s.args(x)
	if n > 0 {
		sum(best, &p)
	}
	for i, v := range x[n:] {
		s[i%Classes] += v
	}
}

// AddSquares adds (x[i]-mean)² of a row.
func (s *Sums) AddSquares(x []float64, mean float64) {
	n, p := s.args(x)
	if n > 0 {
		p.mean = mean
		sumSquares(best, &p)
	}
	for i, v := range x[n:] {
		d := v - mean
		s[i%Classes] += float64(d * d)
	}
}

// AddProducts adds w[i]·x[i] of a row. It panics if w is shorter than x.
func (s *Sums) AddProducts(x, w []float64) {
	w = needWide(w, len(x))
	n, p := s.args(x)
	if n > 0 {
		p.w = &w[0]
		sumProducts(best, &p)
	}
	for i, v := range x[n:] {
		s[i%Classes] += float64(w[n+i] * v)
	}
}

// AddDistances adds the distances of complex numbers re[i] + im[i]·i from a mean.
// It panics if im is shorter than re.
func (s *Sums) AddDistances(re, im []float64, meanRe, meanIm float64) {
	im = needWide(im, len(re))
	n, p := s.args(re)
	if n > 0 {
		p.w, p.mean, p.meanW = &im[0], meanRe, meanIm
		sumDistances(best, &p)
	}
	for i, v := range re[n:] {
		a, b := v-meanRe, im[n+i]-meanIm
		s[i%Classes] += math.Sqrt(float64(a*a) + float64(b*b))
	}
}

// Total adds the classes in order.
func (s *Sums) Total() (t float64) {
	for _, v := range s {
		t += v
	}
	return t
}
