package asm

import "math"

// Dissimilar is what the similarity of two magnitudes a and b lacks to 1, so
// that nothing cancels where they are close:
//
//	1 - ((2-mask)·a·b + c)/(a² + b² - mask·a·b + c) = (a-b)²/(a² + b² - mask·a·b + c)
//
// of |a[i]| and |b[i]|. Dst may be a or b. It panics if one is shorter than dst.
func Dissimilar(dst, a, b []float64, c, mask float64) {
	a, b = needWide(a, len(dst)), needWide(b, len(dst))
	n := whole(len(dst))
	if n > 0 {
		dissimilar(best, &dissimilarArgs{&dst[0], &a[0], &b[0], int64(n), math.MaxInt64, c, mask})
	}
	for i := n; i < len(dst); i++ {
		p, q := math.Abs(a[i]), math.Abs(b[i])
		d := p - q
		t := (float64(p*p) + float64(q*q)) - float64(mask*float64(p*q))
		dst[i] = float64(d*d) / (t + c)
	}
}

// dissimilarArgs are the arguments of dissimilar in _c/similar.c.
type dissimilarArgs struct {
	dst, a, b *float64
	n         int64 // samples: whole vectors, not 0
	magnitude int64 // all bits of a float64 but the sign
	c, mask   float64
}

// DissimilarPairs is Dissimilar, without mask, of pairs of signed values at once:
//
//	((a-b)² + (c-d)²)/(a² + b² + c² + d² + t)
//
// It panics if a, b, c or d is shorter than dst.
func DissimilarPairs(dst, a, b, c, d []float64, t float64) {
	n := len(dst)
	a, b, c, d = needWide(a, n), needWide(b, n), needWide(c, n), needWide(d, n)
	for i := range dst {
		p, q, r, s := a[i], b[i], c[i], d[i]
		u, v := p-q, r-s
		den := (float64(p*p) + float64(q*q)) + (float64(r*r) + float64(s*s))
		dst[i] = (float64(u*u) + float64(v*v)) / (den + t)
	}
}

// Logistic is the logistic function of alpha·s, s a similarity.
type Logistic struct {
	step   float64     // alpha/16
	far    float64     // exp(-alpha)
	one    float64     // 1 + exp(-alpha)
	series [12]float64 // 1/1!, 1/2!, …
}

// NewLogistic is the Logistic of alpha, at most 8, of which far is exp(-alpha).
func NewLogistic(alpha, far float64) Logistic {
	l := Logistic{step: alpha / 16, far: far, one: 1 + far}
	f := 1.0
	for i := range l.series {
		f *= float64(i + 1)
		l.series[i] = 1 / f
	}
	return l
}

// Loss is how much less the function is at the similarity 1-e than at 1, of
// which e = (a[i]+b[i])/2 in 0…1: with f = exp(alpha·e)-1, by its series,
//
//	dst[i] = far·f / ((1+far)·(1+far+far·f))
//
// It panics if a or b is shorter than dst.
func (l *Logistic) Loss(dst, a, b []float64) {
	a, b = needWide(a, len(dst)), needWide(b, len(dst))
	n := whole(len(dst))
	if n > 0 {
		logisticLoss(best, &logisticLossArgs{dst: &dst[0], a: &a[0], b: &b[0], n: int64(n),
			half: .5, two: 2, step: l.step, far: l.far, one: l.one, series: l.series})
	}
	for i := n; i < len(dst); i++ {
		t := float64(l.rise((a[i]+b[i])*.5) * l.far)
		dst[i] = t / (l.one * (l.one + t))
	}
}

// rise is exp(alpha·e) - 1.
func (l *Logistic) rise(e float64) float64 {
	t := e * l.step
	p := l.series[11]
	for i := 10; i >= 0; i-- {
		p = float64(p*t) + l.series[i]
	}
	t = float64(t * p)
	for range 4 {
		t = float64(t * (t + 2))
	}
	return t
}

// logisticLossArgs are the arguments of logistic_loss in _c/similar.c.
type logisticLossArgs struct {
	dst, a, b *float64
	n         int64 // samples: whole vectors, not 0
	half, two float64
	step      float64
	far, one  float64
	series    [12]float64
}
