package asm

import "math"

// LostRoot is 1 - (1-u[i])^¼, without cancellation where u[i] is near 0: its
// real and its imaginary part, which is 0 but where u[i] is above 1, where the
// root has the angle 45°. With g = |1-u|
//
//	u ≤ 1: re = u/((1+g^½)·(1+g^¼))   u > 1: re = 1 - g^¼/√2, im = -g^¼/√2
//
// Re may be u. It panics if im or u is shorter than re.
func LostRoot(re, im, u []float64) {
	im, u = needWide(im, len(re)), needWide(u, len(re))
	n := whole(len(re))
	if n > 0 {
		lostRoot(best, &lostRootArgs{&re[0], &im[0], &u[0], int64(n), math.MaxInt64, 1, math.Sqrt2 / 2})
	}
	for i := n; i < len(re); i++ {
		v := u[i]
		g := 1 - v
		h := math.Sqrt(math.Abs(g))
		q := math.Sqrt(h)
		re[i], im[i] = v/((1+h)*(1+q)), 0
		if g < 0 {
			r := float64(q * (math.Sqrt2 / 2))
			re[i], im[i] = 1-r, -r
		}
	}
}

// lostRootArgs are the arguments of lost_root in _c/root.c.
type lostRootArgs struct {
	re, im, u *float64
	n         int64 // samples: whole vectors, not 0
	magnitude int64 // all bits of a float64 but the sign
	one       float64
	halfRoot  float64 // 1/√2
}
