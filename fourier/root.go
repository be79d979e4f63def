package fourier

import "math"

// root is exp(-2πik/n), 0 ≤ k, good to the last bits, with the same bits on
// every processor, which those of package math do not have.
func root(k, n int) (re, im float64) {
	k %= n
	c, s := quarter(4*k%n, n)
	switch 4 * k / n {
	case 0:
		return c, -s
	case 1:
		return -s, -c
	case 2:
		return -c, s
	}
	return s, c
}

// quarter is the cosine and the sine of a quarter turn times k/n, 0 ≤ k < n.
func quarter(k, n int) (c, s float64) {
	if 2*k > n {
		s, c = eighth(n-k, n)
		return c, s
	}
	return eighth(k, n)
}

// eighth is quarter up to half of it, by Taylor's series: the first terms left
// out are below 1e-19.
func eighth(k, n int) (c, s float64) {
	x := math.Pi / 2 * float64(k) / float64(n)
	q := float64(x * x)
	c, s = 1, 1
	for i := 18; i > 0; i -= 2 {
		c = 1 - float64(q*c)/float64(i*(i-1))
		s = 1 - float64(q*s)/float64(i*(i+1))
	}
	return c, float64(x * s)
}
