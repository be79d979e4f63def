package heatmap

import (
	"math"
	"strconv"
)

// Ticks are the round numbers from lo to hi at steps of 1, 2 or 5 times a power
// of ten, at most n of them, and the power of ten that their labels are short
// with.
func Ticks(lo, hi float64, n int) (at []float64, labels []string, power int) {
	span := hi - lo
	if !(span > 0) || math.IsInf(span, 0) || n < 2 {
		return []float64{lo}, []string{label(lo, 0, -1)}, 0
	}
	step, e := tickStep(lo, hi, n)
	first, last := multiples(lo, hi, step)
	power = exponent(max(math.Abs(lo), math.Abs(hi)))
	if -3 < power && power < 4 {
		power = 0
	}
	for i := first; i <= last; i++ {
		v := i * step
		at = append(at, v)
		labels = append(labels, label(v, power, max(0, power-e)))
	}
	return at, labels, power
}

// tickStep is the smallest step that makes at most n ticks, and the exponent of
// its digit.
func tickStep(lo, hi float64, n int) (step float64, e int) {
	for e = exponent((hi - lo) / float64(n)); ; e++ {
		for _, f := range [...]string{"1", "2", "5"} {
			step = decimal(f, e)
			if first, last := multiples(lo, hi, step); last-first < float64(n) {
				return step, e
			}
		}
	}
}

// multiples are the first and the last multiple of step from lo to hi, both of
// which may be one but for rounding.
func multiples(lo, hi, step float64) (first, last float64) {
	return math.Ceil(lo/step - 1e-6), math.Floor(hi/step + 1e-6)
}

// label is v over ten to the power, with so many decimals or as many as it has,
// and with a real minus sign.
func label(v float64, power, decimals int) string {
	s := strconv.FormatFloat(v/decimal("1", power), 'f', decimals, 64)
	if s[0] == '-' {
		if zero := strconv.FormatFloat(0, 'f', decimals, 64); s[1:] == zero {
			return zero
		}
		return "−" + s[1:]
	}
	return s
}
