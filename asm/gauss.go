package asm

import "math"

// FIR filters with a symmetric window of 2·len(w)-1 taps. Half of it is given,
// the outermost tap first, and the taps are added in that order: starting with
// the smallest keeps the most accuracy. With n = len(rows):
//
//	t = w[0]·(rows[0][i]+rows[n-1][i])
//	t = fma(w[k], rows[k][i]+rows[n-1-k][i], t)   k = 1, 2, …
//	dst[i] = fma(w[n/2], rows[n/2][i], t)
//
// A window of one tap is a product. For a vertical filter rows are rows of a
// plane, for a horizontal one the same row moved by 0, 1, … samples.
// It panics if rows does not have 2·len(w)-1 elements or one of them is
// shorter than dst. dst must not overlap the rows.
func FIR(dst, w []float32, rows [][]float32) {
	n, mid := len(rows), len(w)-1
	if mid < 0 || n != 2*mid+1 {
		panic("asm: window does not match the rows")
	}
	if mid == 0 {
		scale(dst, need(rows[0], len(dst)), w[0])
		return
	}
	pairScale(dst, rows[0], rows[n-1], w[0])
	for k := 1; k < mid; k++ {
		pairAdd(dst, rows[k], rows[n-1-k], w[k])
	}
	centreAdd(dst, rows[mid], w[mid])
}

func scale(dst, a []float32, w float32) {
	for i := range dst {
		dst[i] = w * a[i]
	}
}

// pairScale is dst = w·(a+b).
func pairScale(dst, a, b []float32, w float32) {
	a, b = need(a, len(dst)), need(b, len(dst))
	for i := range dst {
		dst[i] = w * (a[i] + b[i])
	}
}

// pairAdd is dst = fma(w, a+b, dst).
func pairAdd(dst, a, b []float32, w float32) {
	a, b = need(a, len(dst)), need(b, len(dst))
	f := float64(w)
	for i, t := range dst {
		p := f * float64(a[i]+b[i])
		s := p + float64(t)
		if doubtful(math.Float64bits(s)) { // see fma32
			dst[i] = odd(p, float64(t))
			continue
		}
		dst[i] = float32(s)
	}
}

// centreAdd is dst = fma(w, a, dst).
func centreAdd(dst, a []float32, w float32) {
	a = need(a, len(dst))
	f := float64(w)
	for i, t := range dst {
		p := f * float64(a[i])
		s := p + float64(t)
		if doubtful(math.Float64bits(s)) {
			dst[i] = odd(p, float64(t))
			continue
		}
		dst[i] = float32(s)
	}
}
