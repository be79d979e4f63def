package cnn

import (
	"math"
	"math/rand/v2"
)

// normal fills s with numbers of that variance, near to normal: sums of twelve
// uniform ones, which have the same bits everywhere, as logarithms have not.
func normal(s []float32, r *rand.Rand, variance float64) {
	scale := math.Sqrt(variance)
	for i := range s {
		sum := -6.0
		for range 12 {
			sum += r.Float64()
		}
		s[i] = float32(sum * scale)
	}
}
