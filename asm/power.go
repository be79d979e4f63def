package asm

import "math"

// TimesPower multiplies dst[i] by |v[i]|^p, and by negative too where v[i] is
// below 0: with negative = cos(p·π) that is the real part of the power. It is
// good to a few units in the last place for |p| up to 1. A power of what is
// below the least normal number counts as 0; that of infinity is NaN. It panics
// if v is shorter than dst.
func TimesPower(dst, v []float64, p, negative float64) {
	v = needWide(v, len(dst))
	n := whole(len(dst))
	a := powerConst
	a.power, a.negative = p, negative
	if n > 0 {
		a.dst, a.v, a.n = &dst[0], &v[0], int64(n)
		timesPower(best, &a)
	}
	for i := n; i < len(dst); i++ {
		dst[i] *= a.of(v[i])
	}
}

// powerArgs are the arguments of times_power in _c/power.c: those that differ,
// and the constants, which kernels can have from nowhere else.
type powerArgs struct {
	dst, v    *float64
	n         int64 // numbers: whole vectors, not 0
	magnitude int64 // all bits of a float64 but the sign

	power, negative float64
	least, one      float64
	shift           float64     // 1.5·2^52: added, it rounds to integers
	terms           [13]float64 // (ln 2)^k/k!
	log             logConsts
}

// powerConst: with |f| ≤ 1/2, what is left out of the series of 2^f is below
// 2e-17 of it.
var powerConst = func() powerArgs {
	a := powerArgs{magnitude: math.MaxInt64, least: 0x1p-1022, one: 1, shift: 1.5 * (1 << 52), log: log2Consts}
	t := 1.0
	for k := range a.terms {
		a.terms[k] = t
		t = t * math.Ln2 / float64(k+1)
	}
	return a
}()

// of is what TimesPower multiplies by.
func (a *powerArgs) of(v float64) float64 {
	x := math.Abs(v)
	if x < a.least {
		return 0
	}
	l := float64(a.log.log2(x) * a.power)
	t := l + a.shift
	f := l - (t - a.shift)
	e := a.terms[12]
	for k := 11; k >= 0; k-- {
		e = float64(e*f) + a.terms[k]
	}
	e = math.Float64frombits(math.Float64bits(e)+math.Float64bits(t)<<52) + (x - x)
	if v < 0 {
		return e * a.negative
	}
	return e
}
