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
	mid := len(w) - 1
	if mid < 0 || len(rows) != 2*mid+1 {
		panic("asm: window does not match the rows")
	}
	for _, r := range rows {
		need(r, len(dst))
	}
	touch(dst, rows...)
	if mid == 0 || best == generic || len(dst) < best.lanes() {
		firGo(dst, w, rows)
		return
	}
	a := firArgs{dst: &dst[0], w: &w[0], rows: &rows[0], mid: int64(mid)}
	for n := int64(len(dst)); a.at < n; a.at += a.n {
		a.n = n - a.at
		if m := int64(firWork / mid); a.n >= 2*m {
			a.n = m // what is left is then no less
		}
		fir(best, &a)
	}
}

// firWork bounds how many columns times weights a kernel makes in one call, to
// a few microseconds: assembly cannot be preempted.
const firWork = 1 << 18

// firArgs are the arguments of _c/gauss.c. Unlike the Go body it needs no
// whole vectors: it makes some of the last columns twice.
type firArgs struct {
	dst  *float32
	w    *float32   // mid+1
	rows *[]float32 // 2·mid+1
	mid  int64      // not 0
	at   int64      // the first column
	n    int64      // columns from there: a vector's length or more
}

func firGo(dst, w []float32, rows [][]float32) {
	n, mid := len(rows), len(w)-1
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
