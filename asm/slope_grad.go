package asm

import "math"

// SlopeGrad is what the derivatives across and down have to do with Slope's
// dst[i], of the same rows: x[i] = k[i]·gx/dst[i], y[i] = k[i]·gy/dst[i], and 0
// where dst[i] is 0. It panics if a slice is too short.
func SlopeGrad(x, y, k, up, mid, down []float64, corner, edge float64) {
	n := len(x)
	y, k = needWide(y, n), needWide(k, n)
	up, mid, down = needWide(up, n+2), needWide(mid, n+2), needWide(down, n+2)
	for i := range x {
		gx, gy := derivatives(up, mid, down, i, corner, edge)
		x[i], y[i] = 0, 0
		if s := math.Sqrt(float64(gx*gx) + float64(gy*gy)); s != 0 {
			x[i], y[i] = k[i]*(gx/s), k[i]*(gy/s)
		}
	}
}

// SlopeAdjoint is the adjoint of the derivatives that Slope takes: what the
// samples of a row have to do with those across, x, and down, y, of the row
// above, of their own and of the row below, each row between two more values. It
// panics if one has fewer than two values more than dst.
func SlopeAdjoint(dst []float64, x, y *[3][]float64, corner, edge float64) {
	n := len(dst)
	xu, xm, xd := needWide(x[0], n+2), needWide(x[1], n+2), needWide(x[2], n+2)
	yu, yd := needWide(y[0], n+2), needWide(y[2], n+2)
	for i := range dst {
		across := float64(corner*((xu[i+2]-xu[i])+(xd[i+2]-xd[i]))) + float64(edge*(xm[i+2]-xm[i]))
		down := float64(corner*((yd[i]-yu[i])+(yd[i+2]-yu[i+2]))) + float64(edge*(yd[i+1]-yu[i+1]))
		dst[i] = across + down
	}
}
