package opinion

import "math"

// Logistic is the function that maps scores to opinions before they are
// compared, monotonic but for what its straight part may do:
//
//	f(x) = B1·(1/2 - 1/(1+exp(B2·(x-B3)))) + B4·x + B5
//
// H. R. Sheikh, M. F. Sabir, A. C. Bovik, IEEE Transactions on Image Processing
// 15(11), 2006, pp. 3440-3451, doi 10.1109/TIP.2006.881959.
type Logistic struct{ B1, B2, B3, B4, B5 float64 }

// At is the opinion that a finite score x stands for.
func (l Logistic) At(x float64) float64 {
	return float64(l.B1*sigmoid(l.B2*(x-l.B3))) + float64(l.B4*x) + l.B5
}

// sigmoid is 1/2 - 1/(1+exp(u)).
func sigmoid(u float64) float64 {
	e := expNeg(math.Abs(u))
	return math.Copysign(.5*(1-e)/(1+e), u)
}

// expNeg is exp(-a), a ≥ 0, to 2 units in the last place, or 0 below 1e-304. It
// has the same bits on every processor, which math.Exp has not, and is made for
// the inner loop of a fit: even and odd powers are two sums side by side.
func expNeg(a float64) float64 {
	if !(a < 700) {
		return 0
	}
	const hi, lo = 0x1.62e42fee00000p-1, 0x1.a39ef35793c76p-33 // ln 2
	k := math.Floor(float64(a*math.Log2E) + .5)
	r := (a - float64(k*hi)) - float64(k*lo) // |r| < .35
	q := float64(r * r)
	even, odd := 1.0/479001600, 1.0/6227020800 // 1/12!, 1/13!
	even = float64(even*q) + 1.0/3628800
	odd = float64(odd*q) + 1.0/39916800
	even = float64(even*q) + 1.0/40320
	odd = float64(odd*q) + 1.0/362880
	even = float64(even*q) + 1.0/720
	odd = float64(odd*q) + 1.0/5040
	even = float64(even*q) + 1.0/24
	odd = float64(odd*q) + 1.0/120
	even = float64(even*q) + 1.0/2
	odd = float64(odd*q) + 1.0/6
	t := 1 - (float64((float64(odd*q)+1)*r) - float64(even*q))
	return t * math.Float64frombits(uint64(1023-int(k))<<52)
}
