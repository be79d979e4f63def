package cnn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// passages are the sizes and borders that the tests go through.
var passages = []struct {
	w, h int
	same bool
}{{17, 17, false}, {19, 18, false}, {6, 5, true}, {1, 2, true}, {13, 2, true}}

func TestForward(t *testing.T) {
	n := netLike(3)
	var p packed
	p.pack(n)
	for _, c := range passages {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			var tr trace
			tr.size(c.w, c.h, c.same)
			in := randomIn(&tr, 4)
			tr.forward(&p)
			want := plainForward(widened(n.Params), &in, c.same)
			if tr.out.w != want.w || tr.out.h != want.h {
				t.Fatalf("%dx%d, want %dx%d", tr.out.w, tr.out.h, want.w, want.h)
			}
			worst := 0.0
			for y := range want.h {
				for i, v := range tr.out.row(y) {
					worst = max(worst, math.Abs(float64(v)-want.at(i%3, y, i/3)))
				}
			}
			if worst > 1e-5 {
				t.Errorf("off by %g", worst)
			}
		})
	}
}

// The gradient of a sum of outputs, each with a factor, against differences of
// that sum in float64, at parameters of each tensor and, since they decide
// what the activations do, between which no sum changes its sign.
func TestBackward(t *testing.T) {
	n := netLike(5)
	var p packed
	p.pack(n)
	p.packBack()
	r := rand.New(rand.NewPCG(6, 6))
	raw, grad := make([]float32, Size()), make([]float32, Size())
	for _, c := range passages {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			var tr trace
			tr.size(c.w, c.h, c.same)
			tr.sizeBack()
			in := randomIn(&tr, 7)
			tr.forward(&p)
			by := newPlain(tr.out.w, tr.out.h, Channels)
			for y := range by.h {
				for i := range tr.g3.row(y) {
					v := r.Float32() - .5
					tr.g3.row(y)[i] = v
					by.v[(i%3*by.h+y)*by.w+i/3] = float64(v)
				}
			}
			tr.backward(raw, &p)
			unpack(grad, raw)
			params := widened(n.Params)
			for i := range tensors {
				for range 3 {
					k := tensors[i].At + r.IntN(tensors[i].Len())
					want := slopeOf(params, k, func() float64 {
						return dot(plainForward(params, &in, c.same).v, by.v)
					})
					if e := math.Abs(float64(grad[k]) - want); e > 1e-3*math.Abs(want)+1e-4 {
						t.Errorf("%s at %d: %g, want %g", tensors[i].Name, k-tensors[i].At, grad[k], want)
					}
				}
			}
		})
	}
}

// slopeOf is the derivative of f by params[k], by a central difference.
func slopeOf(params []float64, k int, f func() float64) float64 {
	const step = 1e-6
	v := params[k]
	params[k] = v + step
	up := f()
	params[k] = v - step
	down := f()
	params[k] = v
	return (up - down) / (2 * step)
}

func dot(a, b []float64) (sum float64) {
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
