package metrics

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMedian(t *testing.T) {
	r, rank := rand.New(rand.NewPCG(1, 2)), new(ranker)
	for n := 1; n < 3000; n += 1 + n/30 {
		v := make([]float64, n)
		for i := range v {
			v[i] = math.Ldexp(float64(r.IntN(1<<(1+n%20))), r.IntN(1+n%50)-30)
		}
		sorted := slices.Sorted(slices.Values(v))
		want := (sorted[(n-1)/2] + sorted[n/2]) / 2
		for zeros := range 4 {
			all := append(make([]float64, zeros), v...)
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			if got := rank.median(all, zeros); got != want {
				t.Fatalf("of %v and %d zeros: %v, want %v", v, zeros, got, want)
			}
		}
	}
}
