package asm

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
	x, y        *float32
	n           int64 // blocks of Classes samples, not 0
	weight, sum *float32
	c, e, one   float32
}

// centrePart is how many samples of a row of bytes become floats at a time.
const centrePart = 8 * Classes

// Add adds one row, from its second sample on, each operation rounded to
// float32, in Classes partial sums. It panics if y is shorter than x.
func (s *CentreSums) Add(x, y []float32, c, e float32) {
	y = need(y, len(x))
	var weight, sum [Classes]float32
	centreRow(&weight, &sum, x, y, c, e)
	s.take(&weight, &sum)
}

// AddBytes is Add of the floats that x and y stand for.
func (s *CentreSums) AddBytes(x, y []byte, c, e float32) {
	y = needBytes(y, len(x))
	var weight, sum [Classes]float32
	var a, b [centrePart + 1]float32
	for i := 0; i < len(x)-1; i += centrePart {
		n := min(centrePart+1, len(x)-i)
		Gray8(a[:n], x[i:][:n])
		Gray8(b[:n], y[i:][:n])
		centreRow(&weight, &sum, a[:n], b[:n], c, e)
	}
	s.take(&weight, &sum)
}

// centreRow adds samples that begin at the first of a row or a multiple of Classes
// behind it.
func centreRow(weight, sum *[Classes]float32, x, y []float32, c, e float32) {
	done := 0
	if n := (len(x) - 1) / Classes; n > 0 && best != generic {
		touch(nil, x, y)
		centre(best, &centreArgs{x: &x[0], y: &y[0], n: int64(n),
			weight: &weight[0], sum: &sum[0], c: c, e: e, one: 1})
		done = n * Classes
	}
	centreGo(weight, sum, x, y, done, c, e)
}

func (s *CentreSums) take(weight, sum *[Classes]float32) {
	for j := range Classes {
		s.Weight += float64(weight[j])
		s.Sum += float64(sum[j])
	}
}

// centreGo adds what is behind the first done+1 samples.
func centreGo(weight, sum *[Classes]float32, x, y []float32, done int, c, e float32) {
	for i := done + 1; i < len(x); i++ {
		u, d := x[i]+y[i], x[i]-y[i]
		g := u - (x[i-1] + y[i-1])
		r := 1 + float32(float32(g*g)*c)
		w := (float32(d*d) + e) / float32(r*r)
		weight[(i-1)%Classes] += w
		sum[(i-1)%Classes] += float32(w * u)
	}
}
