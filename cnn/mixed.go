package cnn

import (
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Parted is a Loss that is made of others.
type Parted interface {
	Loss
	// Parts returns what the last loss was made of, without their weights. The
	// slice is valid until the next Grad.
	Parts() []float64
}

// The parts of Mix, as logs name them.
var mixParts = []string{"1-ms-ssim", "window-l1"}

// denseMix is Mix over all of a patch, with the parts of all its planes.
type denseMix struct {
	dense
	sums  mixSums
	parts [2]float64
}

func newDenseMix(alpha float64) *denseMix {
	d := new(denseMix)
	d.sums.Alpha = alpha
	d.loss.Metric = &d.sums
	return d
}

func (d *denseMix) Grad(grad, out, target []plane.Plane) (float64, error) {
	d.sums.parts = [2]float64{}
	v, err := d.dense.Grad(grad, out, target)
	for i, s := range d.sums.parts {
		d.parts[i] = s / float64(len(out))
	}
	return v, err
}

func (d *denseMix) Parts() []float64 { return d.parts[:] }

// mixSums is Mix that adds up its parts.
type mixSums struct {
	metrics.Mix
	parts [2]float64
}

func (m *mixSums) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	v, err := m.Mix.Grad(grad, ref, dist)
	if err == nil {
		ms, l1 := m.Mix.Parts()
		m.parts[0] += 1 - ms
		m.parts[1] += l1
	}
	return v, err
}

// centreMix is Mix at the centre of a patch, with its parts.
type centreMix struct {
	centre
	mix   metrics.PatchMix
	parts [2]float64
}

func newCentreMix(alpha float64) *centreMix {
	c := new(centreMix)
	c.mix.Alpha = alpha
	c.loss = &c.mix
	return c
}

func (c *centreMix) Parts() []float64 {
	c.parts[0], c.parts[1] = c.mix.Parts()
	return c.parts[:]
}
