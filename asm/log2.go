package asm

import "math"

// logConsts are what logarithms of doubles are made with. They are arguments of
// kernels, which have no constants of their own.
type logConsts struct {
	root     int64   // the bits of √½
	offset   int64   // the bits of 1, less those of √½
	fraction int64   // those bits of a double that are its fraction
	one      int64   // the bits of 1
	magic    int64   // the bits of 2^52: of 2^52+n, with n among them
	bias     float64 // 2^52+1023
	terms    [11]float64
}

// log2Consts: terms are 2/ln 2 · 1/(2k+1), of the series of
// log2((1+f)/(1-f)). With |f| ≤ .1716, what is left out is below 1e-18 of it.
var log2Consts = func() (c logConsts) {
	c.root = int64(math.Float64bits(math.Sqrt2 / 2))
	c.one = int64(math.Float64bits(1))
	c.offset, c.fraction = c.one-c.root, 1<<52-1
	c.magic, c.bias = int64(math.Float64bits(1<<52)), 1<<52+1023
	for k := range c.terms {
		c.terms[k] = 2 / (math.Ln2 * float64(2*k+1))
	}
	return c
}()

// log2 is the logarithm to the base 2 of a normal positive number, to 2 units
// in the last place, near 1 too. Of infinity and of NaN it is NaN.
func (c *logConsts) log2(x float64) float64 {
	u := int64(math.Float64bits(x)) + c.offset
	e := c.exponent(u)
	m := math.Float64frombits(uint64(u&c.fraction + c.root)) // √½…√2
	f := (m - 1) / (m + 1)
	q := f * f
	t := c.terms[len(c.terms)-1]
	for k := len(c.terms) - 2; k >= 0; k-- {
		t = float64(t*q) + c.terms[k]
	}
	return float64(f*t) + (e + (x - x))
}

// exponent is that of the double whose bits u are.
func (c *logConsts) exponent(u int64) float64 {
	return math.Float64frombits(uint64(u)>>52|uint64(c.magic)) - c.bias
}

// split is the fraction of a normal positive x, 1…2, and its exponent: NaN where
// x is infinity or NaN.
func (c *logConsts) split(x float64) (m, e float64) {
	u := int64(math.Float64bits(x))
	m = math.Float64frombits(uint64(u&c.fraction | c.one))
	return m, c.exponent(u) + (x - x)
}
