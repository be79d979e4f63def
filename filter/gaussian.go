// Package filter has linear filters on planes.
package filter

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// MaxTaps is the widest window.
const MaxTaps = 255

// Gaussian is a separable window exp(-r²/2σ²) of Taps samples along each axis,
// normalised to the sum 1. Taps is odd, from 1 to MaxTaps; Sigma is positive
// and counts pixels.
type Gaussian struct {
	Taps  int
	Sigma float64
}

// Valid reports whether g is a window.
func (g Gaussian) Valid() bool {
	return g.Taps >= 1 && g.Taps <= MaxTaps && g.Taps&1 == 1 && g.Sigma > 0
}

// negligible is half a unit in the last place of a float32 sum near 1/2.
const negligible = 1.0 / (1 << 26)

// Weights appends half the window to dst, outermost tap first, the middle one
// last: (Taps+1)/2 weights. They are the nearest float32 of the normalised
// Gaussian, with two amendments that make their sum (the middle counted once,
// the others twice) exactly 1: taps below 2^-26, which float32 sums cannot
// feel, are 0, and half of what the sum lacks goes to each of the outermost
// taps that are left. It panics if g is not Valid.
func (g Gaussian) Weights(dst []float32) []float32 {
	if !g.Valid() {
		panic("filter: not a window")
	}
	var w [MaxTaps/2 + 1]float64
	half := w[:g.Taps/2+1]
	sum := 0.0
	for i := range half {
		r := float64(g.Taps/2 - i)
		half[i] = expNeg(r * r / (2 * g.Sigma * g.Sigma))
		sum += 2 * half[i]
	}
	sum -= half[len(half)-1]
	first, lack := round(half, sum)
	half[first] = float64(float32(half[first] + lack/2))
	for _, v := range half {
		dst = append(dst, float32(v))
	}
	return dst
}

// Weights64 appends all Taps weights to dst in float64: the normalised Gaussian
// as it is, tails and all. Here Taps may be above MaxTaps. It panics if Taps is
// not odd and positive, or Sigma not positive.
func (g Gaussian) Weights64(dst []float64) []float64 {
	if g.Taps < 1 || g.Taps&1 == 0 || !(g.Sigma > 0) {
		panic("filter: not a window")
	}
	first, sum := len(dst), 0.0
	for i := range g.Taps {
		r := float64(i-g.Taps/2) / g.Sigma
		w := expNeg(r * r / 2)
		dst = append(dst, w)
		sum += w
	}
	for i := first; i < len(dst); i++ {
		dst[i] /= sum
	}
	return dst
}

// round normalises w and rounds it to float32. It returns the first tap kept
// and what the sum lacks to 1.
func round(w []float64, sum float64) (first int, lack float64) {
	mid := len(w) - 1
	lack = 1
	for i, v := range w {
		v = float64(float32(v / sum))
		if v < negligible && i < mid {
			v, first = 0, i+1
		}
		w[i] = v
		lack -= v
		if i < mid {
			lack -= v
		}
	}
	if first == mid {
		lack *= 2 // one tap, which stands once
	}
	return first, lack
}

// expNeg is exp(-x) for x ≥ 0, to a few units in the last place and with the
// same bits everywhere; math.Exp has an assembly of its own on some processors.
func expNeg(x float64) float64 {
	if x > 746 {
		return 0 // less than any float64; also ends the loop below for +Inf
	}
	n := 0
	for x > .125 {
		x /= 2
		n++
	}
	t := 1.0
	for i := 14; i > 0; i-- { // Taylor: the next term is below 1e-25
		t = 1 - float64(x*t)/float64(i)
	}
	for range n {
		t *= t
	}
	return t
}

// Filter writes to dst the mean of src under the window at every position
// whose window fits: (W-Taps+1)×(H-Taps+1) samples. tmp is work space; both
// are sized here, and dst gets src's Peak. It panics if g is not Valid, src is
// smaller than the window, or the planes are not distinct.
func (g Gaussian) Filter(dst, tmp, src *plane.Plane) {
	w, h := src.W-g.Taps+1, src.H-g.Taps+1
	if w < 1 || h < 1 {
		panic("filter: plane smaller than the window")
	}
	if dst == src || tmp == src || dst == tmp {
		panic("filter: planes are not distinct")
	}
	var weights [MaxTaps/2 + 1]float32
	half := g.Weights(weights[:0])
	tmp.Resize(w, g.Taps)
	dst.Resize(w, h)
	dst.Peak = src.Peak
	filterRows(dst, tmp, src, half)
}

// filterRows filters rows horizontally into tmp, round and round, and vertically
// as soon as it has as many as the window: they do not leave the cache.
func filterRows(dst, tmp, src *plane.Plane, half []float32) {
	taps := tmp.H
	var moved [MaxTaps][]float32
	var twice [2 * MaxTaps][]float32 // tmp's rows, so that any of them can be first
	for k := range taps {
		twice[k], twice[taps+k] = tmp.Row(k), tmp.Row(k)
	}
	for y := range src.H {
		row := src.Row(y)
		for k := range taps {
			moved[k] = row[k:]
		}
		asm.FIR(twice[y%taps], half, moved[:taps])
		if top := y - taps + 1; top >= 0 {
			asm.FIR(dst.Row(top), half, twice[top%taps:][:taps])
		}
	}
}
