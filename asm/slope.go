package asm

import "math"

// Slope makes √(gx²+gy²) of three rows of samples in float64, of which that of
// dst[i] is mid[i+1]: derivatives across and down by
//
//	corner 0 -corner        corner  edge  corner
//	edge   0 -edge    and        0     0       0
//	corner 0 -corner       -corner -edge -corner
//
// It panics if a row has fewer than two samples more than dst.
func Slope(dst, up, mid, down []float64, corner, edge float64) {
	n := len(dst)
	up, mid, down = needWide(up, n+2), needWide(mid, n+2), needWide(down, n+2)
	m := whole(n)
	if m > 0 {
		slope(best, &slopeArgs{&dst[0], &up[0], &mid[0], &down[0], int64(m), corner, edge})
	}
	for i := m; i < n; i++ {
		x, y := derivatives(up, mid, down, i, corner, edge)
		dst[i] = math.Sqrt(float64(x*x) + float64(y*y))
	}
}

// derivatives are those across and down at mid[i+1].
func derivatives(up, mid, down []float64, i int, corner, edge float64) (x, y float64) {
	u0, u2, d0, d2 := up[i], up[i+2], down[i], down[i+2]
	x = float64(corner*((u0-u2)+(d0-d2))) + float64(edge*(mid[i]-mid[i+2]))
	y = float64(corner*((u0-d0)+(u2-d2))) + float64(edge*(up[i+1]-down[i+1]))
	return x, y
}

// slopeArgs are the arguments of slope in _c/slope.c.
type slopeArgs struct {
	dst           *float64
	up, mid, down *float64
	n             int64 // samples: whole vectors, not 0
	corner, edge  float64
}

// SumRow is dst[i] += src[i]. It panics if src is shorter than dst.
func SumRow(dst, src []float64) {
	src = needWide(src, len(dst))
	n := whole(len(dst))
	if n > 0 {
		sumRow(best, &sumRowArgs{&dst[0], &src[0], int64(n)})
	}
	for i := n; i < len(dst); i++ {
		dst[i] += src[i]
	}
}

// sumRowArgs are the arguments of sum_row in _c/slope.c.
type sumRowArgs struct {
	dst *float64
	src *float64
	n   int64 // samples: whole vectors, not 0
}
