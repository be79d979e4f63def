package metrics

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Vectors are of length 1 and at right angles, and the matrix stretches each by
// its value, also where values lie far apart.
func TestEigen(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for n := 1; n <= eigenMost; n++ {
		for _, spread := range []float64{1, .1, 1e-2} {
			var e eigen
			a := covarianceOf(r, n, spread)
			e.a = a
			e.solve(n)
			most := 0.0
			for _, v := range e.values[:n] {
				most = max(most, v)
			}
			for i := range n {
				if !(e.values[i] > 0) {
					t.Errorf("n %d, spread %v: value %v", n, spread, e.values[i])
				}
				checkEigen(t, &a, &e, i, 1e-13*most)
			}
		}
	}
}

// covarianceOf is a sum of y·yᵀ of random y, whose samples have ever less
// variance.
func covarianceOf(r *rand.Rand, n int, spread float64) (a [eigenMost][eigenMost]float64) {
	for range 3 * n {
		var y [eigenMost]float64
		for i := range n {
			y[i] = r.NormFloat64() * math.Pow(spread, float64(i)/2)
		}
		for i := range n {
			for j := range n {
				a[i][j] += y[i] * y[j]
			}
		}
	}
	return a
}

// checkEigen checks value and vector i.
func checkEigen(t *testing.T, a *[eigenMost][eigenMost]float64, e *eigen, i int, tolerance float64) {
	t.Helper()
	for j := range e.n {
		dot, stretched := 0.0, 0.0
		for k := range e.n {
			dot += e.vectors[i][k] * e.vectors[j][k]
			stretched += a[j][k] * e.vectors[i][k]
		}
		want := 0.0
		if i == j {
			want = 1
		}
		if math.Abs(dot-want) > 1e-14 {
			t.Errorf("n %d: vectors %d and %d have the product %v", e.n, i, j, dot)
		}
		if d := stretched - e.values[i]*e.vectors[i][j]; math.Abs(d) > tolerance {
			t.Errorf("n %d: vector %d is off by %v", e.n, i, d)
		}
	}
}
