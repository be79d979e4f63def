package asm

// Halve makes one row of means of 2×2 samples from rows a and b:
//
//	dst[i] = ((a[2i]+a[2i+1]) + (b[2i]+b[2i+1]))·¼
//
// An odd last column is repeated. For integers of 8 and 16 bits the result is
// exact at each of the first five scales. It panics if dst is not half as long
// as a, rounded up, or b is shorter than a.
func Halve(dst, a, b []float32) {
	b = need(b, len(a))
	if len(dst) != (len(a)+1)/2 {
		panic("asm: length is not half")
	}
	for i := range len(a) / 2 {
		p, q := a[2*i:][:2], b[2*i:][:2]
		dst[i] = ((p[0] + p[1]) + (q[0] + q[1])) * .25
	}
	if n := len(a) - 1; n&1 == 0 {
		dst[n/2] = ((a[n] + a[n]) + (b[n] + b[n])) * .25
	}
}
