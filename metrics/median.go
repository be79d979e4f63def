package metrics

import (
	"math"
	"slices"
)

// ranker finds numbers of a given rank among many, by their bits: those of
// numbers that are not negative have the order of the numbers.
type ranker struct {
	counts [1 << digitBits]uint32
	left   []float64
}

const digitBits = 16

// median is the mean of the two middle ones of v, none of them negative, or the
// middle one, leaving out zeros that are too many. It is exact.
func (r *ranker) median(v []float64, zeros int) float64 {
	n := len(v) - zeros
	high := r.ranked(v, zeros+n/2)
	if n%2 == 1 {
		return high
	}
	below, low := 0, 0.0
	for _, x := range v {
		if x < high {
			below++
			low = max(low, x)
		}
	}
	if below < zeros+n/2 { // several are the middle one
		low = high
	}
	return (low + high) / 2
}

// ranked is number k of v in order, from 0 on: digit by digit, until so few are
// left that they are sorted.
func (r *ranker) ranked(v []float64, k int) float64 {
	const few = 256
	r.left = growRow(r.left, len(v))
	for shift := 64 - digitBits; shift >= 0 && len(v) > few; shift -= digitBits {
		clear(r.counts[:])
		for _, x := range v {
			r.counts[digit(x, shift)]++
		}
		d := 0
		for ; k >= int(r.counts[d]); d++ {
			k -= int(r.counts[d])
		}
		n := 0
		for _, x := range v {
			if digit(x, shift) == d {
				r.left[n] = x
				n++
			}
		}
		v = r.left[:n]
	}
	v = r.left[:copy(r.left, v)]
	slices.Sort(v)
	return v[k]
}

func digit(x float64, shift int) int {
	return int(math.Float64bits(x) >> shift & (1<<digitBits - 1))
}
