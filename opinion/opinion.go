// Package opinion says how well scores agree with what people think of images:
// rank correlations, the linear correlation after a logistic fit, and the error
// of that fit, with intervals. It reads the opinions that come with sets of
// rated images, and the scores to hold against them.
package opinion

import (
	"errors"
	"math"
)

// Why a statistic cannot be had.
var (
	errFew      = errors.New("fewer than 3 pairs")
	errFewFit   = errors.New("fewer than 5 pairs to fit")
	errConstant = errors.New("all scores are equal")
	errAgreed   = errors.New("all opinions are equal")
	errNumber   = errors.New("a value is not a number")
	errInfinite = errors.New("a value is infinite")
	errRange    = errors.New("values are too far apart for float64")
)

// few is the least number of pairs that a correlation says anything of, and
// fewFit that of the parameters to fit.
const (
	few    = 3
	fewFit = 5
)

// Pearson returns the linear correlation, -1 to 1, of two variables of the same
// length: Σ(x-mx)(y-my) / √(Σ(x-mx)²·Σ(y-my)²) with the means mx and my. It
// makes an error of fewer than 3 pairs, of a variable that is constant, and of
// values that are no finite numbers. It panics if the lengths differ.
func Pearson(x, y []float64) (float64, error) {
	if err := check(x, y); err != nil {
		return 0, err
	}
	var sxx, syy, sxy float64
	mx, my := mean(x), mean(y)
	for i := range x {
		dx, dy := x[i]-mx, y[i]-my
		sxx += float64(dx * dx)
		syy += float64(dy * dy)
		sxy += float64(dx * dy)
	}
	r := sxy / math.Sqrt(sxx) / math.Sqrt(syy)
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return 0, errRange
	}
	return unit(r), nil
}

// check is what a correlation of finite values asks for.
func check(x, y []float64) error {
	if len(x) != len(y) {
		panic("opinion: scores and opinions differ in number")
	}
	for i := range x {
		switch {
		case math.IsNaN(x[i]) || math.IsNaN(y[i]):
			return errNumber
		case math.IsInf(x[i], 0) || math.IsInf(y[i], 0):
			return errInfinite
		}
	}
	switch {
	case len(x) < few:
		return errFew
	case constant(x):
		return errConstant
	case constant(y):
		return errAgreed
	}
	return nil
}

func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// unit is a correlation without what rounding puts beyond ±1.
func unit(r float64) float64 { return max(-1, min(r, 1)) }
