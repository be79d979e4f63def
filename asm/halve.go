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
	touch(dst, a, b)
	n := whole(len(a) / 2)
	if n > 0 {
		halve(best, &halveArgs{dst: &dst[0], a: &a[0], b: &b[0], n: int64(n), quarter: .25})
	}
	halveGo(dst[n:], a[2*n:], b[2*n:])
}

// halveArgs are the arguments of _c/halve.c: rows of whole vectors.
type halveArgs struct {
	dst     *float32
	a, b    *float32 // 2n samples each
	n       int64    // outputs: a multiple of the vector's length, not 0
	quarter float32  // ¼
}

func halveGo(dst, a, b []float32) {
	for i := range len(a) / 2 {
		p, q := a[2*i:][:2], b[2*i:][:2]
		dst[i] = ((p[0] + p[1]) + (q[0] + q[1])) * .25
	}
	if n := len(a) - 1; n&1 == 0 {
		dst[n/2] = ((a[n] + a[n]) + (b[n] + b[n])) * .25
	}
}
