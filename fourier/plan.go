// Package fourier has discrete Fourier transforms of any length, in float64,
// with the same bits on every processor: asm.FourierLanes transforms side by
// side, or of planes.
//
// A length is taken apart into its prime factors (the Stockham form of J. W.
// Cooley and J. W. Tukey, "An Algorithm for the Machine Calculation of Complex
// Fourier Series", Mathematics of Computation 19, 1965, pp. 297-301,
// doi 10.1090/S0025-5718-1965-0178586-1). One with a large prime factor becomes
// a convolution of a length without one (L. I. Bluestein, "A linear filtering
// approach to the computation of discrete Fourier transform", IEEE Transactions
// on Audio and Electroacoustics 18(4), 1970, pp. 451-455,
// doi 10.1109/TAU.1970.1162132), so that no length takes quadratic time.
package fourier

import "github.com/fastiqa/iqa/asm"

// A Plan makes transforms of one length. It is for one goroutine at a time.
type Plan struct {
	n     int
	steps []asm.Butterflies
	long  *chirp // instead of steps
}

// NewPlan prepares transforms of n points, 0 < n < 2^28.
func NewPlan(n int) *Plan {
	if n <= 0 || n >= 1<<28 {
		panic("fourier: length out of range")
	}
	radices, largest := factors(n)
	if largest > asm.MaxRadix {
		return &Plan{n: n, long: newChirp(n)}
	}
	if n == 1 {
		radices = []int{1}
	}
	p := &Plan{n: n}
	for groups := 1; len(radices) > 0; radices = radices[1:] {
		r := radices[0]
		p.steps = append(p.steps, newStep(r, groups, n/r/groups))
		groups *= r
	}
	return p
}

// Len is the number of points.
func (p *Plan) Len() int { return p.n }

// Transform makes dst of src, of each lane X_k = Σ x_j·exp(-2πi·jk/n). It needs
// another n points of work; the three must not overlap. It panics if one is too
// short.
func (p *Plan) Transform(dst, src, work []float64) {
	n := p.n * asm.FourierPoint
	if len(dst) < n || len(src) < n || len(work) < n {
		panic("fourier: short slice")
	}
	if p.long != nil {
		p.long.transform(dst, src)
		return
	}
	if len(p.steps)%2 == 0 {
		dst, work = work, dst
	}
	for i := range p.steps {
		p.steps[i].Run(dst, src)
		dst, work, src = work, dst, dst
	}
}

// factors are 4 as often as it is one, and the prime factors of the rest.
func factors(n int) (all []int, largest int) {
	for f := 4; n > 1; {
		switch {
		case n%f == 0:
			all, n, largest = append(all, f), n/f, max(largest, f)
		case f == 4:
			f = 2
		case f == 2:
			f = 3
		case f*f > n:
			f = n
		default:
			f += 2
		}
	}
	return all, largest
}

// newStep makes groups of transforms from radix·groups shorter ones.
func newStep(radix, groups, points int) asm.Butterflies {
	b := asm.Butterflies{Radix: radix, Groups: groups, Points: points}
	for k := range groups {
		for q := 1; q < radix; q++ {
			re, im := root(k*q, radix*groups)
			b.Turns = append(b.Turns, re, im)
		}
	}
	if radix%2 == 0 {
		return b
	}
	for u := 1; u <= radix/2; u++ {
		for q := 1; q <= radix/2; q++ {
			re, im := root(u*q, radix)
			b.Roots = append(b.Roots, re, -im)
		}
	}
	return b
}
