package cnn

import (
	"image"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Loss is what a network is trained with: how far an output is from its target,
// and which way each sample pushes it. It keeps work space: one for each
// goroutine.
type Loss interface {
	// Grad sizes grad, writes ∂loss/∂out to it, plane by plane, and returns
	// the loss. The planes have Peak 1.
	Grad(grad, out, target []plane.Plane) (float64, error)
}

// Dense is a Loss over all of a patch: the mean over the planes of a metric's
// loss, see metrics.Loss.
func Dense(m metrics.Differentiable) Loss { return &dense{metrics.Loss{Metric: m}} }

type dense struct{ loss metrics.Loss }

func (d *dense) Grad(grad, out, target []plane.Plane) (float64, error) {
	return d.loss.Backward(grad, out, target)
}

// Centre is a Loss at the centre pixel of a patch, which has to be square with
// an odd side: the form in which Zhao et al. trained.
func Centre(l metrics.PatchLoss) Loss { return &centre{loss: l} }

type centre struct {
	loss              metrics.PatchLoss
	ref, dist, change metrics.Patch
}

func (c *centre) Grad(grad, out, target []plane.Plane) (float64, error) {
	side := min(out[0].W, out[0].H)
	if err := c.ref.Cut(target, image.Point{}, side); err != nil {
		return 0, err
	}
	if err := c.dist.Cut(out, image.Point{}, side); err != nil {
		return 0, err
	}
	v, err := c.loss.Grad(&c.change, &c.ref, &c.dist)
	if err != nil {
		return 0, err
	}
	for i := range grad {
		grad[i].Resize(out[i].W, out[i].H)
		grad[i].Peak = 1
		pix := c.change.Channel(i)
		for y := range grad[i].H {
			row := grad[i].Row(y)
			for x := range row {
				row[x] = float32(pix[y*side+x])
			}
		}
	}
	return v, nil
}

// Sum is a Loss of several, each times its weight.
type Sum struct {
	Terms   []Loss
	Weights []float64

	last []float64
	part []plane.Plane
}

// Grad writes the gradient of the sum.
func (s *Sum) Grad(grad, out, target []plane.Plane) (float64, error) {
	s.last = s.last[:0]
	for len(s.part) < len(out) {
		s.part = append(s.part, plane.Plane{})
	}
	sum := 0.0
	for i, l := range s.Terms {
		to := s.part[:len(out)]
		if i == 0 {
			to = grad
		}
		v, err := l.Grad(to, out, target)
		if err != nil {
			return 0, err
		}
		s.last = append(s.last, v)
		if p, ok := l.(Parted); ok {
			s.last = append(s.last, p.Parts()...)
		}
		sum += float64(s.Weights[i] * v)
		addTo(grad, to, float32(s.Weights[i]), i == 0)
	}
	return sum, nil
}

// Parts returns the terms of the last sum, without their weights, and behind
// each that is Parted its own parts.
func (s *Sum) Parts() []float64 { return s.last }

// addTo is dst += k·src, or where they are the first dst = k·src.
func addTo(dst, src []plane.Plane, k float32, first bool) {
	for i := range dst {
		for y := range dst[i].H {
			d, s := dst[i].Row(y), src[i].Row(y)
			for x, v := range s {
				if first {
					d[x] = float32(k * v)
				} else {
					d[x] += float32(k * v)
				}
			}
		}
	}
}
