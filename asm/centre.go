package asm

import "unsafe"

// CentreSums make a mean of x+y in which those samples count most that lose
// most by rounding. SSIM's statistics are squares of s = x+y-2m, rounded to
// float32: an error in proportion to s² makes one in the loss D/V in proportion
// to s²·D/V². So the best centre 2m is the mean of x+y with the weight D/V²,
// where d² stands for D, and the constant of SSIM and the step g from sample to
// sample for V:
//
//	w = (d² + e) / (1 + c·g²)²    c = 1/C2, e ≪ C2 for where pictures are equal
type CentreSums struct{ Weight, Sum float64 }

// centreArgs are the arguments of _c/centre.c.
type centreArgs struct {
	x, y        unsafe.Pointer
	n           int64 // blocks of Classes samples, not 0
	weight, sum *float32
	c, e, one   float32
}

// Add adds one row, from its second sample on, each operation rounded to
// float32, in Classes partial sums. It panics if y is shorter than x.
func (s *CentreSums) Add(x, y []float32, c, e float32) {
	y = need(y, len(x))
	touch(nil, x, y)
	var p centreParts
	if n := centreBlocks(len(x)); n > 0 {
		centre(best, p.args(unsafe.Pointer(&x[0]), unsafe.Pointer(&y[0]), n, c, e))
	}
	centreGo(&p, x, y, c, e)
	s.take(&p)
}

// AddBytes is Add of the floats that x and y stand for.
func (s *CentreSums) AddBytes(x, y []byte, c, e float32) {
	y = needBytes(y, len(x))
	touchBytes(x, y)
	var p centreParts
	if n := centreBlocks(len(x)); n > 0 {
		centreBytes(best, p.args(unsafe.Pointer(&x[0]), unsafe.Pointer(&y[0]), n, c, e))
	}
	centreGo(&p, x, y, c, e)
	s.take(&p)
}

// centreParts are the partial sums of a row.
type centreParts struct{ weight, sum [Classes]float32 }

// centreBlocks is how many blocks of a row of n samples a kernel adds.
func centreBlocks(n int) int {
	if best == generic {
		return 0
	}
	return (n - 1) / Classes
}

func (p *centreParts) args(x, y unsafe.Pointer, n int, c, e float32) *centreArgs {
	return &centreArgs{x: x, y: y, n: int64(n), weight: &p.weight[0], sum: &p.sum[0], c: c, e: e, one: 1}
}

func (s *CentreSums) take(p *centreParts) {
	for j := range Classes {
		s.Weight += float64(p.weight[j])
		s.Sum += float64(p.sum[j])
	}
}

// centreGo adds what is behind the samples that a kernel has added.
func centreGo[T float32 | byte](p *centreParts, x, y []T, c, e float32) {
	for i := centreBlocks(len(x))*Classes + 1; i < len(x); i++ {
		a, b := float32(x[i]), float32(y[i])
		u, d := a+b, a-b
		g := u - (float32(x[i-1]) + float32(y[i-1]))
		r := 1 + float32(float32(g*g)*c)
		w := (float32(d*d) + e) / float32(r*r)
		p.weight[(i-1)%Classes] += w
		p.sum[(i-1)%Classes] += float32(w * u)
	}
}
