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
		halve(best, &halveArgs{dst: &dst[0], a: &a[0], b: &b[0],
			n: int64(n), rows: 1, quarter: .25})
	}
	halveGo(dst[n:], a[2*n:], b[2*n:])
}

// HalveRows makes h rows of means as Halve does, row y from rows 2y and 2y+1 of
// src, which are w samples wide and from apart; those of dst are to apart. It
// panics if a slice is too short for that.
func HalveRows(dst []float32, to int, src []float32, from, w, h int) {
	half := (w + 1) / 2
	if w < 1 || h < 1 {
		return
	}
	if to < half || from < w || len(dst) < (h-1)*to+half || len(src) < (2*h-1)*from+w {
		panic("asm: short plane")
	}
	n := whole(w / 2)
	if n > 0 {
		touch(dst[:half], src)
		halve(best, &halveArgs{dst: &dst[0], a: &src[0], b: &src[from],
			n: int64(n), rows: int64(h), to: int64(to), from: int64(2 * from),
			quarter: .25})
	}
	if 2*n == w {
		return // nothing is left
	}
	for y := range h {
		a, b := src[2*y*from:][:w], src[(2*y+1)*from:][:w]
		halveGo(dst[y*to:][n:half], a[2*n:], b[2*n:])
	}
}

// halveArgs are the arguments of _c/halve.c: rows of whole vectors.
type halveArgs struct {
	dst      *float32
	a, b     *float32 // 2n samples each
	n        int64    // outputs of a row: a multiple of the vector's length, not 0
	rows     int64    // of outputs, not 0
	to, from int64    // samples from row to row of dst, from pair to pair of a and b
	quarter  float32  // ¼
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
