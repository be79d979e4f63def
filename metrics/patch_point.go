package metrics

import "math"

// PatchL1 is the mean absolute difference of two patches:
//
//	L1 = Σ|d| / N        ∂L1/∂x = sign(d) / N        d = x-y
//
// over all N samples of all channels, with sign(0) = 0. Range 0…1, lower is
// better, 0 for equal patches. Source, sizes and errors: see PatchLoss.
type PatchL1 struct{}

// Name returns "patch-l1".
func (*PatchL1) Name() string { return "patch-l1" }

// Loss compares two patches.
func (m *PatchL1) Loss(ref, dist *Patch) (float64, error) {
	return patchLoss(m, nil, ref, dist)
}

// Grad writes the gradient and returns the loss.
func (m *PatchL1) Grad(grad, ref, dist *Patch) (float64, error) {
	return patchLoss(m, grad, ref, dist)
}

func (*PatchL1) plan(int) error { return nil }

func (*PatchL1) channel(grad, ref, dist []float64, scale float64) float64 {
	return meanPoint(absolute, grad, ref, dist, scale)
}

// PatchL2 is the mean squared difference of two patches:
//
//	L2 = Σd² / N        ∂L2/∂x = 2·d / N        d = x-y
//
// over all N samples of all channels: the paper's. With Half both are halved,
// as in the code that NVIDIA published with it. Range 0…1, lower is better, 0
// for equal patches. Source, sizes and errors: see PatchLoss.
type PatchL2 struct {
	Half bool
}

// Name returns "patch-l2".
func (*PatchL2) Name() string { return "patch-l2" }

// Loss compares two patches.
func (m *PatchL2) Loss(ref, dist *Patch) (float64, error) {
	return patchLoss(m, nil, ref, dist)
}

// Grad writes the gradient and returns the loss.
func (m *PatchL2) Grad(grad, ref, dist *Patch) (float64, error) {
	return patchLoss(m, grad, ref, dist)
}

func (*PatchL2) plan(int) error { return nil }

func (m *PatchL2) channel(grad, ref, dist []float64, scale float64) float64 {
	if m.Half {
		return meanPoint(halfSquare, grad, ref, dist, scale)
	}
	return 2 * meanPoint(halfSquare, grad, ref, dist, 2*scale)
}

// pointLoss is a loss of one sample, and its derivative, of a difference.
type pointLoss func(d float64) (loss, slope float64)

func absolute(d float64) (loss, slope float64) {
	switch {
	case d > 0:
		slope = 1
	case d < 0:
		slope = -1
	}
	return math.Abs(d), slope
}

func halfSquare(d float64) (loss, slope float64) { return float64(d * d / 2), d }

// meanPoint is the mean of f. It adds scale times its gradient to grad, unless
// that is nil.
func meanPoint(f pointLoss, grad, ref, dist []float64, scale float64) float64 {
	n := float64(len(ref))
	scale /= n
	var sum float64
	for i, y := range ref {
		v, slope := f(dist[i] - y)
		sum += v
		if grad != nil {
			grad[i] += float64(scale * slope)
		}
	}
	return sum / n
}
