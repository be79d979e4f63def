package metrics

import "math"

// The functions here have the same bits on every processor, which those of
// package math do not: some have assembly of their own, and elsewhere the
// compiler fuses multiply-adds in them. They are good to a few units in the
// last place, relative, also near 0, for the arguments that scores have. What
// they return is no bare product: inlined, it could be fused with what the
// caller adds.

// ln is the natural logarithm of a positive finite x.
func ln(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	hi := float64(float64(e) * math.Ln2)
	return hi + atanh2((m-1)/(m+1))
}

// ln1p is ln(1+x), x > -1.
func ln1p(x float64) float64 {
	if math.Abs(x) > .25 {
		return ln(1 + x)
	}
	return atanh2(x / (2 + x))
}

// atanh2 is 2·atanh(s) = ln((1+s)/(1-s)), |s| ≤ .1716, by its series: the
// first term left out is below 1e-20 of the sum.
func atanh2(s float64) float64 {
	const terms = 13
	q := float64(s * s)
	t := 0.0
	for k := terms; k > 0; k-- {
		t = float64(q*t) + 1/float64(2*k-1)
	}
	return float64(2 * s * t)
}

// expm1 is exp(x)-1.
func expm1(x float64) float64 {
	n := 0
	for math.Abs(x) > .125 && n < 16 {
		x /= 2
		n++
	}
	t := 1.0
	for i := 14; i > 1; i-- {
		t = 1 + float64(x*t)/float64(i)
	}
	t = float64(x * t)
	for range n {
		t = float64(t * (t + 2))
	}
	return t
}

// exp is eˣ, to one unit in the last place.
func exp(x float64) float64 {
	switch {
	case x != x, x > 710:
		return x + math.Inf(1)
	case x < -746:
		return 0
	}
	const hi, lo = 0x1.62e42feep-1, 0x1.a39ef35793c76p-33 // ln 2 = hi + lo; n·hi is exact
	n := math.Floor(float64(x*math.Log2E) + .5)
	r := x - float64(n*hi) - float64(n*lo)
	t := 1. / 87178291200
	for _, c := range &factorials {
		t = float64(t*r) + c
	}
	t = r + float64(float64(r*r)*t)
	half := int(n) >> 1
	return float64((1 + t) * twoTo(half) * twoTo(int(n)-half))
}

// factorials are 1/n!, n from 13 to 2.
var factorials = [12]float64{
	1. / 6227020800, 1. / 479001600, 1. / 39916800, 1. / 3628800, 1. / 362880,
	1. / 40320, 1. / 5040, 1. / 720, 1. / 120, 1. / 24, 1. / 6, 1. / 2,
}

// twoTo is 2ⁿ, |n| ≤ 1022.
func twoTo(n int) float64 { return math.Float64frombits(uint64(n+1023) << 52) }
