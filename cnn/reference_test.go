package cnn

import (
	"math/rand/v2"
)

// The network once more, in float64 and as plainly as it can be written: what
// the passages are held to.

type plain struct {
	w, h, c int
	v       []float64 // channel after channel
}

func newPlain(w, h, c int) plain { return plain{w, h, c, make([]float64, w*h*c)} }

func (p *plain) at(c, y, x int) float64 {
	if y < 0 || x < 0 || y >= p.h || x >= p.w {
		return 0
	}
	return p.v[(c*p.h+y)*p.w+x]
}

// plainConv convolves with zeros beyond the edges if same is set.
func plainConv(src *plain, w, bias []float64, taps int, same bool) plain {
	pad, out := 0, len(bias)
	if same {
		pad = taps / 2
	}
	dst := newPlain(src.w+2*pad-taps+1, src.h+2*pad-taps+1, out)
	i := 0
	for o := range out {
		for y := range dst.h {
			for x := range dst.w {
				t := bias[o]
				for c := range src.c {
					for r := range taps {
						for k := range taps {
							t += w[((o*src.c+c)*taps+r)*taps+k] * src.at(c, y+r-pad, x+k-pad)
						}
					}
				}
				dst.v[i] = t
				i++
			}
		}
	}
	return dst
}

func plainPReLU(p plain, slope []float64) plain {
	q := newPlain(p.w, p.h, p.c)
	n := p.w * p.h
	for i, v := range p.v {
		if v < 0 {
			v *= slope[i/n]
		}
		q.v[i] = v
	}
	return q
}

// plainForward is the output of a network whose parameters are params.
func plainForward(params []float64, in *plain, same bool) plain {
	t := func(i int) []float64 { return params[tensors[i].At:][:tensors[i].Len()] }
	a := plainPReLU(plainConv(in, t(weight1), t(bias1), taps1, same), t(slope1))
	b := plainPReLU(plainConv(&a, t(weight2), t(bias2), taps2, same), t(slope2))
	return plainConv(&b, t(weight3), t(bias3), taps3, same)
}

// netLike is a network all of whose parameters are at work.
func netLike(seed uint64) *Net {
	n := New(seed)
	r := rand.New(rand.NewPCG(seed, 1))
	for _, i := range []int{bias1, slope1, bias2, slope2, bias3} {
		for k := range n.part(i) {
			n.part(i)[k] += float32(r.NormFloat64() * .1)
		}
	}
	return n
}

func widened(s []float32) []float64 {
	d := make([]float64, len(s))
	for i, v := range s {
		d[i] = float64(v)
	}
	return d
}

// randomIn fills the input of t and returns it, too, for plainForward.
func randomIn(t *trace, seed uint64) plain {
	r := rand.New(rand.NewPCG(seed, 2))
	p := newPlain(t.in.w, t.in.h, t.in.c)
	for y := range p.h {
		row := t.in.row(y)
		for i := range row {
			row[i] = r.Float32() - .5
			p.v[(i%p.c*p.h+y)*p.w+i/p.c] = float64(row[i])
		}
	}
	return p
}
