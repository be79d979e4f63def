package metrics

import "math"

// sincos are the sine and cosine of x, |x| ≤ 1e6, to two units in the last
// place. Beyond that they lose digits.
func sincos(x float64) (sin, cos float64) {
	// π/2 = hi + mid + lo; products with n below 2^20 are exact but for lo's.
	const hi, mid, lo = 0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2e037073p-69
	n := math.Floor(float64(x*(2/math.Pi)) + .5)
	r := x - float64(n*hi) - float64(n*mid) - float64(n*lo)
	s, c := sineOf(r), cosineOf(r)
	switch int64(n) & 3 {
	case 1:
		return c, -s
	case 2:
		return -s, -c
	case 3:
		return -c, s
	}
	return s, c
}

// sineOf is the sine of |r| ≤ π/4, by its series.
func sineOf(r float64) float64 {
	q, t := float64(r*r), 1./355687428096000
	for _, c := range [...]float64{
		-1. / 1307674368000, 1. / 6227020800, -1. / 39916800, 1. / 362880,
		-1. / 5040, 1. / 120, -1. / 6,
	} {
		t = float64(t*q) + c
	}
	return r + float64(float64(q*r)*t)
}

// cosineOf is the cosine of |r| ≤ π/4, by its series.
func cosineOf(r float64) float64 {
	q, t := float64(r*r), 1./20922789888000
	for _, c := range [...]float64{
		-1. / 87178291200, 1. / 479001600, -1. / 3628800, 1. / 40320,
		-1. / 720, 1. / 24,
	} {
		t = float64(t*q) + c
	}
	return 1 - float64(q*(.5-float64(q*t)))
}

// atan2 is the angle of the direction (x, y), -π…π, to two units in the last
// place; that of (0, 0) is 0. Both are finite and far from overflow.
func atan2(y, x float64) float64 {
	a, b := math.Abs(y), math.Abs(x)
	if a == 0 && b == 0 {
		return 0
	}
	t := atanOf(min(a, b), max(a, b))
	if a > b {
		t = math.Pi/2 - (t - piLo/2)
	}
	if x < 0 {
		t = math.Pi - (t - piLo)
	}
	return math.Copysign(t, y)
}

const piLo = 0x1.1a62633145c07p-53 // what math.Pi lacks

// atanOf is the angle whose tangent is y/x, 0 ≤ y ≤ x: that of the nearest of
// three directions and the rest, by its series.
func atanOf(y, x float64) float64 {
	k, base := 0.0, 0.0
	switch {
	case y > .72*x:
		k, base = 1, math.Pi/4
	case y > .24*x:
		k, base = .5, 0x1.dac670561bb4fp-2 // atan .5
	}
	s := (y - float64(k*x)) / (x + float64(k*y))
	q, t := float64(s*s), 1./25
	for _, c := range [...]float64{
		-1. / 23, 1. / 21, -1. / 19, 1. / 17, -1. / 15, 1. / 13, -1. / 11,
		1. / 9, -1. / 7, 1. / 5, -1. / 3,
	} {
		t = float64(t*q) + c
	}
	return base + (s + float64(float64(q*s)*t))
}
