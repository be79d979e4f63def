package asm

import "math"

// Extremes are the least and the largest of numbers, by class of columns:
// number i of a row counts in class i mod 8.
type Extremes struct{ Least, Most [8]float64 }

// NoExtremes are the extremes of no numbers.
func NoExtremes() (e Extremes) {
	for i := range e.Least {
		e.Least[i], e.Most[i] = math.Inf(1), math.Inf(-1)
	}
	return e
}

// Add takes in a row of numbers.
func (e *Extremes) Add(v []float64) {
	n := 0
	if best != generic {
		n = len(v) &^ (len(e.Least) - 1)
	}
	if n > 0 {
		extremes(best, &extremesArgs{e, &v[0], int64(n)})
	}
	for i := n; i < len(v); i++ {
		if x := v[i]; x < e.Least[i%8] {
			e.Least[i%8] = x
		}
		if x := v[i]; x > e.Most[i%8] {
			e.Most[i%8] = x
		}
	}
}

// extremesArgs are the arguments of extremes in _c/extremes.c.
type extremesArgs struct {
	of *Extremes
	v  *float64
	n  int64 // numbers: a multiple of 8, not 0
}

// Totals are the extremes of all classes.
func (e *Extremes) Totals() (least, most float64) {
	least, most = e.Least[0], e.Most[0]
	for i, v := range e.Least {
		least, most = min(least, v), max(most, e.Most[i])
	}
	return least, most
}
