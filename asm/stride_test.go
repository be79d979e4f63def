package asm

import (
	"math"
	"slices"
	"testing"
)

func TestStride(t *testing.T) {
	src := []float64{1, 2, 3, 4, 5}
	for n, want := range [][]float64{{}, {1}, {1, 3}, {1, 3, 5}} {
		dst := make([]float64, n)
		if Even(dst, src[:max(2*n-1, 0)]); !slices.Equal(dst, want) {
			t.Errorf("Even: %v, want %v", dst, want)
		}
	}
	for n, want := range [][]float64{{}, {1}, {1, 0}, {1, 0, 2}, {1, 0, 2, 0}} {
		dst := make([]float64, n)
		if Stuff(dst, src[:(n+1)/2]); !slices.Equal(dst, want) {
			t.Errorf("Stuff: %v, want %v", dst, want)
		}
	}
	dst := make([]float64, 2)
	if Between(dst, []float64{1, 8}, []float64{5, 4}, .25); !slices.Equal(dst, []float64{2, 7}) {
		t.Errorf("Between: %v", dst)
	}
}

// SSIMLoss is 1-l·cs, and ContrastLoss 1-cs, of the moments that their
// arguments stand for.
func TestLosses(t *testing.T) {
	const mx, my, vx, vy, vxy = 90., 70., 400., 300., 250.
	const c1, c2 = 6.5, 58.5
	s, d := []float64{mx + my}, []float64{mx - my}
	ss := []float64{vx + vy + 2*vxy + (mx+my)*(mx+my)}
	dd := []float64{vx + vy - 2*vxy + (mx-my)*(mx-my)}
	l := (2*mx*my + c1) / (mx*mx + my*my + c1)
	cs := (2*vxy + c2) / (vx + vy + c2)
	var got [1]float64
	if ContrastLoss(got[:], s, d, ss, dd, 2*c2); math.Abs(got[0]-(1-cs)) > 1e-13 {
		t.Errorf("1-cs is %v, want %v", got[0], 1-cs)
	}
	if SSIMLoss(got[:], s, d, ss, dd, 2*c1, 2*c2); math.Abs(got[0]-(1-l*cs)) > 1e-13 {
		t.Errorf("1-l·cs is %v, want %v", got[0], 1-l*cs)
	}
}

// Logarithms are good to 2 units in the last place, near 1 too, and there is none
// of what is no number.
func TestLog2(t *testing.T) {
	for x := 1e-300; x < 1e300; x *= 1.37 {
		for _, x := range []float64{x, 1 + 1/x, 1 - 1/(3+x)} {
			if !(x > 1e-300) || math.IsInf(x, 0) {
				continue
			}
			got, want := log2Consts.log2(x), math.Log2(x)
			if x > .7 && x < 1.5 { // math.Log2 adds exponents of 1/2
				want = math.Log1p(x-1) / math.Ln2
			}
			if math.Abs(got-want) > 4.5e-16*math.Abs(want) {
				t.Errorf("log2(%v) = %v, want %v", x, got, want)
			}
		}
	}
	for _, x := range []float64{math.Inf(1), math.NaN()} {
		if got := log2Consts.log2(x); got == got {
			t.Errorf("log2(%v) = %v", x, got)
		}
	}
}
