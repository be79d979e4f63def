package asm

import "math"

// Haar makes the coefficients of Haar wavelets of 2m×2m samples, of sums over
// squares of m in two rows that are m apart:
//
//	across[i] = ((up[i]+low[i]) - (up[i+m]+low[i+m]))·scale
//	down[i]   = ((up[i]+up[i+m]) - (low[i]+low[i+m]))·scale
//
// It panics if down is shorter than across, or a row has fewer than m samples
// more.
func Haar(across, down, up, low []float64, m int, scale float64) {
	n := len(across)
	down, up, low = needWide(down, n), needWide(up, n+m), needWide(low, n+m)
	k := whole(n)
	if k > 0 {
		haar(best, &haarArgs{&across[0], &down[0], &up[0], &low[0], int64(k), int64(m), scale})
	}
	for i := k; i < n; i++ {
		a, b, c, d := up[i], up[i+m], low[i], low[i+m]
		across[i] = ((a + c) - (b + d)) * scale
		down[i] = ((a + b) - (c + d)) * scale
	}
}

// haarArgs are the arguments of haar in _c/haar.c.
type haarArgs struct {
	across, down, up, low *float64
	n                     int64 // samples: whole vectors, not 0
	m                     int64
	scale                 float64
}

// MaxAbs is dst[i] = max(|a[i]|, |b[i]|), |b[i]| unless |a[i]| is larger. It
// panics if a or b is shorter than dst.
func MaxAbs(dst, a, b []float64) {
	a, b = needWide(a, len(dst)), needWide(b, len(dst))
	n := whole(len(dst))
	if n > 0 {
		maxAbs(best, &maxAbsArgs{&dst[0], &a[0], &b[0], int64(n), math.MaxInt64})
	}
	for i := n; i < len(dst); i++ {
		p, q := math.Abs(a[i]), math.Abs(b[i])
		if p > q {
			q = p
		}
		dst[i] = q
	}
}

// maxAbsArgs are the arguments of max_abs in _c/haar.c.
type maxAbsArgs struct {
	dst, a, b *float64
	n         int64 // samples: whole vectors, not 0
	magnitude int64 // all bits of a float64 but the sign
}
