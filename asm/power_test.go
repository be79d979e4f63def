package asm

import (
	"math"
	"testing"
)

// Powers are good to some units in the last place, and the real part of those
// of negative numbers.
func TestTimesPower(t *testing.T) {
	for _, p := range []float64{.02, .03, .4, 1, -1} {
		negative := math.Cos(p * math.Pi)
		for x := 1e-300; x < 1e300; x *= 1.7 {
			got := []float64{3, 3}
			TimesPower(got, []float64{x, -x}, p, negative)
			want := math.Pow(x, p)
			tolerance := 1e-15 * (8 + math.Abs(math.Log(want)))
			for i, w := range [2]float64{3 * want, 3 * negative * want} {
				if !(math.Abs(got[i]-w) <= tolerance*math.Abs(w)) {
					t.Fatalf("%v to the power %v: %v, want %v", x, p, got[i], w)
				}
			}
		}
	}
}

// Numbers without a power have these values, in a vector and beyond it.
func TestTimesPowerAtTheEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	v := make([]float64, 37)
	for i := range v {
		v[i] = [7]float64{1, 0, math.Copysign(0, -1), 0x1p-1023, inf, -inf, nan}[i%7]
	}
	dst := make([]float64, len(v))
	for i := range dst {
		dst[i] = 2
	}
	TimesPower(dst, v, .03, .9)
	for i, got := range dst {
		want := [7]float64{2, 0, 0, 0, nan, nan, nan}[i%7]
		if got != want && !(want != want && got != got) {
			t.Errorf("%v to the power .03, times 2: %v, want %v", v[i], got, want)
		}
	}
}
