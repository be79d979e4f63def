package metrics

import "math"

// The functions here have the same bits on every processor, which those of
// package math do not: some have assembly of their own, and elsewhere the
// compiler fuses multiply-adds in them. They are good to a few units in the
// last place, relative, also near 0, for the arguments that scores have.

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
	return 2 * s * t
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
	t = x * t
	for range n {
		t = t * (t + 2)
	}
	return t
}
