package asm

// run is the Go body of a step: the order of its operations is what kernels
// follow.
func (b *Butterflies) run(dst, src []float64) {
	n := b.Points * FourierPoint
	var from, to [MaxRadix][]float64
	for k := range b.Groups {
		for q := range b.Radix {
			from[q] = src[(k*b.Radix+q)*n:][:n]
			to[q] = dst[(k+b.Groups*q)*n:][:n]
		}
		turns := b.Turns[2*k*(b.Radix-1):][:2*(b.Radix-1)]
		for i := range n / 2 {
			switch {
			case b.Radix == 2:
				butterfly2(&to, &from, i, turns, k > 0)
			case b.Radix == 4:
				butterfly4(&to, &from, i, turns, k > 0)
			default:
				b.butterflyOdd(to[:b.Radix], from[:b.Radix], i, turns)
			}
		}
	}
}

// place is where the real part of number i of some points is.
func place(i int) int { return i/FourierLanes*FourierPoint + i%FourierLanes }

func point(x []float64, i int) complex128 {
	p := place(i)
	return complex(x[p], x[p+FourierLanes])
}

func setPoint(x []float64, i int, v complex128) {
	p := place(i)
	x[p], x[p+FourierLanes] = real(v), imag(v)
}

// turned is number i of x times a turn.
func turned(x []float64, i int, turn []float64) complex128 {
	v, c, s := point(x, i), turn[0], turn[1]
	return complex(float64(real(v)*c)-float64(imag(v)*s), float64(real(v)*s)+float64(imag(v)*c))
}

// scaled is number i of x times a real one.
func scaled(x []float64, i int, by float64) (re, im float64) {
	v := point(x, i)
	return float64(real(v) * by), float64(imag(v) * by)
}

// minusI and plusI are a-ib and a+ib.
func minusI(a, b complex128) complex128 { return complex(real(a)+imag(b), imag(a)-real(b)) }
func plusI(a, b complex128) complex128  { return complex(real(a)-imag(b), imag(a)+real(b)) }

func butterfly2(to, from *[MaxRadix][]float64, i int, turns []float64, turn bool) {
	a, b := point(from[0], i), point(from[1], i)
	if turn {
		b = turned(from[1], i, turns)
	}
	setPoint(to[0], i, a+b)
	setPoint(to[1], i, a-b)
}

func butterfly4(to, from *[MaxRadix][]float64, i int, turns []float64, turn bool) {
	a, b, c, d := point(from[0], i), point(from[1], i), point(from[2], i), point(from[3], i)
	if turn {
		b, c, d = turned(from[1], i, turns), turned(from[2], i, turns[2:]), turned(from[3], i, turns[4:])
	}
	s, t, u, v := a+c, a-c, b+d, b-d
	setPoint(to[0], i, s+u)
	setPoint(to[1], i, minusI(t, v))
	setPoint(to[2], i, s-u)
	setPoint(to[3], i, plusI(t, v))
}

// butterflyOdd folds points q and radix-q: their sum meets the cosines, their
// difference the sines.
func (b *Butterflies) butterflyOdd(to, from [][]float64, i int, turns []float64) {
	r, h := len(from), len(from)/2
	var sum, diff [maxHalf]complex128
	first := point(from[0], i)
	all := first
	for q := 1; q <= h; q++ {
		x := turned(from[q], i, turns[2*(q-1):])
		y := turned(from[r-q], i, turns[2*(r-q-1):])
		sum[q-1], diff[q-1] = x+y, x-y
		all += sum[q-1]
	}
	setPoint(to[0], i, all)
	for u := 1; u <= h; u++ {
		a, b := unfold(first, sum[:h], diff[:h], b.Roots[2*h*(u-1):])
		setPoint(to[u], i, minusI(a, b))
		setPoint(to[r-u], i, plusI(a, b))
	}
}

// unfold is first + Σ sum·cos, and Σ diff·sin.
func unfold(first complex128, sum, diff []complex128, roots []float64) (a, b complex128) {
	for q := range sum {
		c, s := roots[2*q], roots[2*q+1]
		x := complex(float64(real(sum[q])*c), float64(imag(sum[q])*c))
		y := complex(float64(real(diff[q])*s), float64(imag(diff[q])*s))
		if q == 0 {
			a, b = first+x, y
			continue
		}
		a, b = a+x, b+y
	}
	return a, b
}
