package asm

import "math"

// fma32 is a*b+c rounded once to float32, on every processor. The product of
// two float32 is exact in float64, so the only danger is the second rounding,
// from float64 to float32, and it can go wrong only where the float64 lies in
// the middle of two float32: then odd sees to it that it does so only if the
// exact sum does. (float32(math.FMA(a, b, c)) rounds twice and is off by one
// unit in such cases.)
//
// Its cost is beyond the inliner's limit: the row loops spell it out.
func fma32(a, b, c float32) float32 {
	p, d := float64(a)*float64(b), float64(c)
	s := p + d
	if doubtful(math.Float64bits(s)) {
		return odd(p, d)
	}
	return float32(s)
}

// doubtful reports whether a float64 of these bits may lie in the middle of
// two float32: for normal ones, where the 29 bits that they lack are a 1 and
// then zeros. All that is smaller than those, but for zero, counts as unsafe.
func doubtful(u uint64) bool {
	const subnormal = 897 << 53 // exponent and fraction without the sign
	return u<<35 == 1<<63 || u<<1-1 < subnormal-1
}

// odd is p+c rounded to odd and then to float32: TwoSum has the error of the
// sum exactly, and an inexact even sum moves to its neighbour on that side.
//
//go:noinline
func odd(p, c float64) float32 {
	s := p + c
	t := s - p
	e := (p - (s - t)) + (c - t)
	u := math.Float64bits(s)
	if e == 0 || e != e || u&1 == 1 { // e is NaN where s is not finite
		return float32(s)
	}
	if (e > 0) == (s > 0) {
		return float32(math.Float64frombits(u + 1))
	}
	return float32(math.Float64frombits(u - 1))
}
