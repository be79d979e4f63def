package opinion

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// Mean returns the mean of v, such as the differences of two methods on the same
// pictures, and the interval that it may as well lie in: that of the means of
// s.Rounds samples of v. Of fewer than 3 numbers there is no interval, and of
// none no mean. NaN and infinities are for the caller to leave out.
func (s Study) Mean(v []float64) Estimate {
	nan := math.NaN()
	e := Estimate{nan, nan, nan}
	if len(v) > 0 {
		e.Value = mean(v)
	}
	if len(v) < few {
		return e
	}
	means := make([]float64, s.Rounds)
	random := rand.NewPCG(s.Seed, 0)
	for i := range means {
		sum := 0.0
		for range v {
			sum += v[pick(random, len(v))]
		}
		means[i] = sum / float64(len(v))
	}
	s.interval(&e, means)
	return e
}

// pick is a number below n, each as likely.
func pick(r *rand.PCG, n int) int {
	i, _ := bits.Mul64(r.Uint64(), uint64(n))
	return int(i)
}
