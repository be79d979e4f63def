package asm

import "math"

// DissimilarGrad multiplies k[i] by the derivative of Dissimilar without mask
// by b[i], whose sign counts:
//
//	2(|b|-a)·(a² + a|b| + c)/(a² + b² + c)² · sign(b)
//
// It is 0 where b[i] is 0. It panics if a or b is shorter than k.
func DissimilarGrad(k, a, b []float64, c float64) {
	a, b = needWide(a, len(k)), needWide(b, len(k))
	n := whole(len(k))
	if n > 0 {
		dissimilarGrad(best, &dissimilarGradArgs{&k[0], &a[0], &b[0], int64(n), math.MaxInt64, c, 2})
	}
	for i := n; i < len(k); i++ {
		p, q := math.Abs(a[i]), math.Abs(b[i])
		den := (float64(p*p) + float64(q*q)) + c
		part := ((float64(p*p) + float64(p*q)) + c) / den
		d := 2 * ((q - p) / den) * part
		switch {
		case q == 0:
			d = 0
		case b[i] < 0:
			d = -d
		}
		k[i] *= d
	}
}

// dissimilarGradArgs are the arguments of dissimilar_grad in _c/similar.c.
type dissimilarGradArgs struct {
	k, a, b   *float64
	n         int64 // samples: whole vectors, not 0
	magnitude int64 // all bits of a float64 but the sign
	c, two    float64
}

// Grad multiplies k[i] by the derivative of Loss by its e, of which loss[i] is
// the Loss: with the function's value l at 1-e, alpha·l·(1-l). It panics if loss
// is shorter than k.
func (l *Logistic) Grad(k, loss []float64) {
	loss = needWide(loss, len(k))
	for i, v := range loss {
		at := 1/l.one - v
		k[i] *= 16 * l.step * at * (1 - at)
	}
}

// MaxAbsGrad multiplies k[i] by the derivative of MaxAbs by b[i]: its sign, or 0
// where |a[i]| is not less. It panics if a or b is shorter than k.
func MaxAbsGrad(k, a, b []float64) {
	a, b = needWide(a, len(k)), needWide(b, len(k))
	n := whole(len(k))
	if n > 0 {
		maxAbsGrad(best, &maxAbsGradArgs{&k[0], &a[0], &b[0], int64(n), math.MaxInt64})
	}
	for i := n; i < len(k); i++ {
		switch q := math.Abs(a[i]); {
		case b[i] > q:
		case b[i] < -q:
			k[i] = -k[i]
		default:
			k[i] = 0
		}
	}
}

// maxAbsGradArgs are the arguments of max_abs_grad in _c/similar.c.
type maxAbsGradArgs struct {
	k, a, b   *float64
	n         int64 // samples: whole vectors, not 0
	magnitude int64 // all bits of a float64 but the sign
}
